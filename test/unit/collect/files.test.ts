import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FilePool, fileSource } from "../../../src/collect/file-source.ts";
import { openCapture, openFiles } from "../../../src/collect/open-capture.ts";
import { capRaceLog } from "../../../src/collect/race-log-cap.ts";
import { recogniseKind } from "../../../src/collect/recognise.ts";
import { keepSources } from "../../../src/collect/sources.ts";
import { spoolStandardInput } from "../../../src/collect/spool.ts";
import { resolveSymbols } from "../../../src/collect/symbols.ts";
import { readElfSymbols } from "../../../src/parse/elf-symbols.ts";
import { shellQuote } from "../../../src/collect/wrapper.ts";
import { Masker } from "../../../src/collect/masking/masker.ts";
import type { RunPlan } from "../../../src/collect/plan-types.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "racegate-unit-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function* chunks(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield await Promise.resolve(Buffer.from(text));
}

/** The members that sources and symbols read. */
function planOf(root: string): RunPlan {
  return {
    cwd: root,
    captureDirectory: folder,
    root,
    goEnvironment: {},
    modules: [{ path: "example.com/m", directory: root }],
    masker: new Masker([]),
  } as unknown as RunPlan;
}

describe("capRaceLog", () => {
  const border = "=".repeat(18);
  const report = (index: number): string =>
    `${border}\nWARNING: DATA RACE\nRead at 0x${String(index).padStart(12, "0")} by goroutine 7:\n${border}\n`;

  it("cuts between reports and says so in a line of its own", async () => {
    const path = join(folder, "race.1");
    const reports = Array.from({ length: 2000 }, (_, index) => report(index));
    await writeFile(path, reports.join(""));
    const cutBytes = await capRaceLog(path, { headBytes: 5000, tailBytes: 3000 });
    const text = await readFile(path, "utf8");
    const [head = "", tail = ""] = text.split(/racegate: \d+ bytes of race reports are cut here\n/);
    expect(reports.join("").startsWith(head)).toBe(true);
    expect(reports.join("").endsWith(tail)).toBe(true);
    for (const part of [head, tail]) {
      expect(part.length % report(0).length).toBe(0);
      expect(part.length).toBeGreaterThan(2000);
    }
    expect(head.length + tail.length + cutBytes).toBe(reports.join("").length);
    expect(await capRaceLog(path, { headBytes: 5000, tailBytes: 3000 })).toBe(0);
  });

  it("leaves a small log alone", async () => {
    const path = join(folder, "race.1");
    await writeFile(path, report(1));
    expect(await capRaceLog(path)).toBe(0);
    expect(await readFile(path, "utf8")).toBe(report(1));
  });
});

describe("recogniseKind", () => {
  it.each([
    ["x", Buffer.from("go 1.26 trace\0\0\0"), "trace"],
    ["block.pprof", Buffer.from([0x1f, 0x8b, 8]), "block-profile"],
    ["any.pprof", Buffer.from([0x1f, 0x8b, 8]), "mutex-profile"],
    ["archive.tar.gz", Buffer.from([0x1f, 0x8b, 8]), undefined],
    ["m.test", Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2]), "binary"],
    ["ci.log", Buffer.from('junk\n{"Time":"x","Action":"run","Package":"p"}\n'), "stream"],
    ["ci.log", Buffer.from("==================\nWARNING: DATA RACE\n"), "text"],
    ["run/p/1/race.17", Buffer.from("==================\n"), "race-log"],
    ["picture.png", Buffer.from([0x89, 0x50, 0, 0]), undefined],
    ["empty", Buffer.alloc(0), undefined],
    ["manifest.json", Buffer.from('{"manifestVersion":"1"}'), undefined],
  ])("%s", (name, head, kind) => {
    expect(recogniseKind(name, head)).toBe(kind);
  });
});

describe("keepSources", () => {
  it("reads regular files of the repository only, links resolved first", async () => {
    const root = join(folder, "repository");
    await mkdir(root);
    await writeFile(join(folder, "outside.go"), "package secret");
    await writeFile(join(root, "a.go"), "package a");
    await writeFile(join(root, "notes.txt"), "no source");
    await writeFile(join(root, "big.go"), Buffer.alloc((1 << 20) + 1, 32));
    await symlink(join(folder, "outside.go"), join(root, "link.go"));
    await symlink(join(root, "notes.txt"), join(root, "text.go"));
    await mkdir(join(root, "folder.go"));
    execFileSync("mkfifo", [join(root, "pipe.go")]);
    const names = [
      "a.go",
      "link.go",
      "text.go",
      "big.go",
      "folder.go",
      "pipe.go",
      "notes.txt",
      "absent.go",
      "../outside.go",
    ];
    const paths = [
      ...names.map((name) => join(root, name)),
      `${root}/../outside.go`,
      "example.com/m/a.go",
      "other.com/a.go",
    ];
    const { sources } = await keepSources(planOf(root), { sources: paths, packagesOf: [] });
    expect(sources.map(({ path, file, text }) => ({ path, file, text }))).toEqual([
      { path: join(root, "a.go"), file: "a.go", text: "package a" },
      { path: "example.com/m/a.go", file: "a.go", text: "package a" },
    ]);
    expect(JSON.parse(await readFile(join(folder, "sources.json"), "utf8"))).toEqual(sources);
  });
});

describe("keepSources of whole packages", () => {
  it("reads what lies beside a file, and says so only where all of it was read", async () => {
    const root = join(folder, "packages");
    for (const name of ["a", "b"]) {
      await mkdir(join(root, name), { recursive: true });
      await writeFile(join(root, name, "one.go"), `package ${name}`);
      await writeFile(join(root, name, "two_test.go"), `package ${name}_test`);
    }
    await writeFile(join(root, "b", "big.go"), Buffer.alloc((1 << 20) + 1, 32));
    await writeFile(join(root, "a", "notes.txt"), "no source");
    const wanted = ["a", "b"].map((name) => `example.com/m/${name}/one.go`);
    const { sources } = await keepSources(planOf(root), { sources: wanted, packagesOf: wanted });
    expect(sources.map(({ path, whole }) => `${path} ${whole ?? false}`)).toEqual([
      "example.com/m/a/one.go true",
      "example.com/m/a/two_test.go true",
      "example.com/m/b/one.go false",
      "example.com/m/b/two_test.go false",
    ]);
  });
});

describe("resolveSymbols", () => {
  it("says that a position-independent or absent binary has no names", async () => {
    const process = join(folder, "run/p/7");
    await mkdir(process, { recursive: true });
    const header = Buffer.alloc(64);
    header.set([0x7f, 0x45, 0x4c, 0x46, 2, 1]);
    header.writeUInt16LE(3, 16);
    await writeFile(join(process, "binary"), header);
    const wanted = [7, 8].map((pid) => ({ package: "p", pid, addresses: ["0x1"] }));
    const { symbols, notes } = await resolveSymbols(planOf(folder), wanted, readElfSymbols);
    expect(symbols.processes).toEqual([]);
    expect(notes.map((note) => note.message)).toEqual([
      "No names of globals in p: its binary is position-independent.",
      "No names of globals in p: its binary is not there.",
    ]);
  });
});

describe("opening", () => {
  it("reads at any offset, and nothing behind the end", async () => {
    const path = join(folder, "file");
    await writeFile(path, "0123456789");
    const pool = new FilePool();
    const source = await fileSource(pool, path, "file");
    const read = async (offset: number, length: number): Promise<string> =>
      Buffer.from(await source.read(offset, length)).toString();
    expect(source.size).toBe(10);
    expect(await read(3, 4)).toBe("3456");
    expect(await read(8, 100)).toBe("89");
    expect(await read(10, 5)).toBe("");
    expect(await read(100, 5)).toBe("");
    await pool.close();
  });

  it("reads more files than it keeps open", async () => {
    const pool = new FilePool();
    const sources = await Promise.all(
      Array.from({ length: 200 }, async (_, index) => {
        const path = join(folder, `file-${index}`);
        await writeFile(path, String(index));
        return fileSource(pool, path, String(index));
      }),
    );
    for (const round of [0, 1]) {
      const texts = await Promise.all(
        sources.map(async (source) => Buffer.from(await source.read(0, 10)).toString()),
      );
      expect(texts, `round ${round}`).toEqual(sources.map((source) => source.name));
    }
    await pool.close();
  });

  it("does not follow a manifest out of its capture", async () => {
    await writeFile(join(folder, "secret"), "secret");
    const capture = join(folder, "capture");
    await mkdir(capture);
    await symlink(join(folder, "secret"), join(capture, "link"));
    await writeFile(join(capture, "inside"), "inside");
    const paths = ["../secret", "link", join(folder, "secret"), "absent", ".", "inside"];
    const artifacts = paths.map((path) => ({ path, kind: "text", sizeBytes: 6 }));
    const opened = await openCapture(capture, { artifacts } as never);
    expect(opened.artifacts.map(({ artifact }) => artifact.path)).toEqual(["inside"]);
    expect(opened.notes).toHaveLength(5);
    await opened.close();
  });

  it("takes standard input among files, and removes what it spooled", async () => {
    const log = join(folder, "a.log");
    await writeFile(log, "WARNING: DATA RACE\n");
    const opened = await openFiles(["-", log], chunks("go 1.26 ", "trace\0\0\0"));
    expect(opened.artifacts.map(({ artifact }) => [artifact.path, artifact.kind])).toEqual([
      [log, "text"],
      ["-", "trace"],
    ]);
    await opened.close();
  });

  it("says that a path does not exist", async () => {
    await expect(openFiles([join(folder, "absent")])).rejects.toThrow(/does not exist/);
    await expect(openCapture(join(folder, "absent"))).rejects.toThrow(/not a directory/);
  });

  it("cuts standard input at the cap, and names it", async () => {
    const spooled = await spoolStandardInput(chunks("12345", "67890"), 7);
    expect(await readFile(spooled.path, "utf8")).toBe("1234567");
    expect(spooled.notes[0]?.message).toContain("longer than 7 bytes");
    await spooled.remove();
    await expect(readFile(spooled.path)).rejects.toThrow();
    const whole = await spoolStandardInput(chunks("12345", "67"), 7);
    expect(whole.notes).toEqual([]);
    await whole.remove();
  });
});

describe("shellQuote", () => {
  it.each(["plain", "a b:c", "it's", '$HOME `id` \\ "x"', "line\nbreak", "'", ""])("%j", (text) => {
    const out = execFileSync("/bin/sh", ["-c", `printf '%s' ${shellQuote(text)}`]);
    expect(out.toString()).toBe(text);
  });
});
