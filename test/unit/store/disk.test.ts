import * as fs from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { REAL_FILES } from "../../../src/store/disk-files.ts";
import { createDiskStore } from "../../../src/store/disk.ts";
import { updateDocument } from "../../../src/store/shared-document.ts";
import { NO_GENERATION } from "../../../src/store/store.ts";

const type = { contentType: "text/plain" };
const bytes = (text: string): Buffer => Buffer.from(text);
let root = "";

beforeAll(async () => {
  root = await fs.mkdtemp(join(tmpdir(), "racegate-disk-"));
});
afterAll(async () => {
  await fs.rm(root, { recursive: true, force: true });
});

describe("put", () => {
  it("creates, is content with the same again, and never overwrites", async () => {
    const store = createDiskStore({ root });
    expect(await store.put("p/one", bytes("1"), type)).toMatchObject({ state: "stored" });
    expect(await store.put("p/one", bytes("1"), type)).toMatchObject({ state: "stored" });
    const other = await store.put("p/one", bytes("2"), type);
    expect(other.state).toBe("not-stored");
    expect(other.why).toContain("other content");
    expect(await fs.readFile(join(root, "p/one"), "utf8")).toBe("1");
    expect(await fs.readdir(join(root, "p"))).toEqual(["one"]);
  });

  it("notices a byte that is not what its CRC32C says", async () => {
    const outcome = await createDiskStore({ root }).put("crc", bytes("123456780"), {
      ...type,
      crc32c: "4waSgw==", // of 123456789
    });
    expect(outcome.state).toBe("not-stored");
    expect(outcome.why).toContain("CRC32C");
    expect((await fs.readdir(root)).filter((name) => name.includes("crc"))).toEqual([]);
    const good = { ...type, crc32c: "4waSgw==" };
    expect(await createDiskStore({ root }).put("crc", bytes("123456789"), good)).toMatchObject({
      state: "stored",
    });
  });

  it("works without hard links", async () => {
    const refuse = (): Promise<void> =>
      Promise.reject(Object.assign(new Error("EPERM"), { code: "EPERM" }));
    const store = createDiskStore({ root, files: { ...REAL_FILES, link: refuse } });
    expect(await store.put("nolink/a", bytes("1"), type)).toMatchObject({ state: "stored" });
    expect(await store.put("nolink/a", bytes("2"), type)).toMatchObject({ state: "not-stored" });
    expect(await fs.readdir(join(root, "nolink"))).toEqual(["a"]);
  });

  it.each(["../x", "/x", "a/../../x", "a//b", ""])("refuses the name %j", async (name) => {
    expect((await createDiskStore({ root }).put(name, bytes("1"), type)).state).toBe("not-stored");
  });

  it("goes through no link, neither a directory's nor a file's", async () => {
    const outside = await fs.mkdtemp(join(tmpdir(), "racegate-outside-"));
    try {
      await fs.symlink(outside, join(root, "logs"));
      await fs.mkdir(join(root, "files"));
      await fs.writeFile(join(outside, "secret"), "secret");
      await fs.symlink(join(outside, "secret"), join(root, "files/link"));
      await fs.symlink(join(outside, "new"), join(root, "files/dangling"));
      const store = createDiskStore({ root });
      for (const name of ["logs/a", "logs/a/b", "files/link", "files/dangling"]) {
        expect((await store.put(name, bytes("1"), type)).state).toBe("not-stored");
      }
      expect((await store.readText("files/link")).state).toBe("failed");
      expect((await store.readText("logs/secret")).state).toBe("failed");
      expect(await fs.readdir(outside)).toEqual(["secret"]);
    } finally {
      await fs.rm(outside, { recursive: true, force: true });
    }
  });
});

describe("replace", () => {
  it("writes over the generation that was read, and only over that", async () => {
    const store = createDiskStore({ root });
    expect(await store.readText("shared/b.json")).toEqual({ state: "absent" });
    const first = await store.replace("shared/b.json", bytes("1"), NO_GENERATION, type);
    expect(first.state).toBe("stored");
    expect(await store.replace("shared/b.json", bytes("2"), NO_GENERATION, type)).toEqual({
      state: "conflict",
    });
    const read = await store.readText("shared/b.json");
    if (read.state !== "read") throw new Error(read.state);
    expect(read.text).toBe("1");
    await store.replace("shared/b.json", bytes("3"), read.generation, type);
    expect(await store.replace("shared/b.json", bytes("4"), read.generation, type)).toEqual({
      state: "conflict",
    });
    expect(await fs.readdir(join(root, "shared"))).toEqual(["b.json"]);
  });

  it("waits for a lock, and takes over one whose owner died", async () => {
    const store = createDiskStore({ root });
    const lock = join(root, "stale.json.lock");
    await fs.writeFile(lock, "");
    await fs.utimes(lock, new Date(0), new Date(0));
    const outcome = await store.replace("stale.json", bytes("1"), NO_GENERATION, type);
    expect(outcome.state).toBe("stored");
  });
});

describe("updateDocument", () => {
  it("loses none of twenty updates that run at once", async () => {
    const store = createDiskStore({ root });
    const add = (entry: number) => (current: string | undefined) =>
      JSON.stringify([...(JSON.parse(current ?? "[]") as number[]), entry]);
    const entries = Array.from({ length: 20 }, (_, index) => index);
    for (let turn = 0; turn < entries.length; turn += 5) {
      await Promise.all(
        entries.slice(turn, turn + 5).map(async (entry) => {
          const outcome = await updateDocument(store, "many.json", add(entry), { trusted: true });
          expect(outcome.state).toBe("stored");
        }),
      );
    }
    const read = await store.readText("many.json");
    if (read.state !== "read") throw new Error(read.state);
    expect((JSON.parse(read.text) as number[]).toSorted((a, b) => a - b)).toEqual(entries);
  });

  it("does nothing for a run that is not trusted", async () => {
    const store = createDiskStore({ root });
    const outcome = await updateDocument(store, "fork.json", () => "1", { trusted: false });
    expect(outcome.state).toBe("refused");
    expect(await store.readText("fork.json")).toEqual({ state: "absent" });
  });
});
