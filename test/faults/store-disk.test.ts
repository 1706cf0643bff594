import { execFileSync } from "node:child_process";
import * as fs from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { REAL_FILES, type DiskFiles, type DiskHandle } from "../../src/store/disk-files.ts";
import { createDiskStore } from "../../src/store/disk.ts";
import { uploadCapture, type UploadReport } from "../../src/store/upload-capture.ts";
import { noise, plain, RUN, textbookCrc32c, smallCapture } from "./store-run/small-capture.ts";

const ERRORS = ["ENOSPC", "EIO", "EACCES", "EMFILE", "EROFS"] as const;
/** A disk has no chunks to send, so nothing needs to be large. */
const LARGE_BYTES = 20_000;
const type = { contentType: "text/plain" };

let parent = "";
let made = 0;
beforeAll(async () => {
  parent = await fs.mkdtemp(join(tmpdir(), "racegate-store-"));
});
afterAll(async () => {
  await fs.rm(parent, { recursive: true, force: true });
});

function newRoot(): string {
  made += 1;
  return join(parent, `out-${made}`);
}

/** Every operation counts; the k-th throws the error, as often as `times` says. */
function failing(
  at: number,
  code: string,
  times: number,
): { files: DiskFiles; calls: () => number } {
  let calls = 0;
  const count = <A extends unknown[], R>(work: (...args: A) => Promise<R>) => {
    return async (...args: A): Promise<R> => {
      calls += 1;
      if (calls >= at && calls < at + times) {
        throw Object.assign(new Error(`${code}: injected`), { code });
      }
      return await work(...args);
    };
  };
  const handleOf = (handle: DiskHandle): DiskHandle => ({
    write: count((...args) => handle.write(...args)),
    read: count((...args) => handle.read(...args)),
    stat: count(() => handle.stat()),
    sync: count(() => handle.sync()),
    close: () => handle.close(),
  });
  const files: DiskFiles = {
    mkdir: count((path) => REAL_FILES.mkdir(path)),
    makeRoot: count((path) => REAL_FILES.makeRoot(path)),
    lstat: count((path) => REAL_FILES.lstat(path)),
    open: count(async (...args) => handleOf(await REAL_FILES.open(...args))),
    link: count((from, to) => REAL_FILES.link(from, to)),
    rename: count((from, to) => REAL_FILES.rename(from, to)),
    // Cleaning up after an error must work for the promise to hold; a disk that is full can still delete.
    unlink: (path) => REAL_FILES.unlink(path),
  };
  return { files, calls: () => calls };
}

async function upload(root: string, files: DiskFiles): Promise<UploadReport> {
  return await uploadCapture({
    ...smallCapture(LARGE_BYTES),
    run: RUN,
    store: createDiskStore({ root, files }),
    traceMode: "always",
    packagesWithFindings: new Set<string>(),
    spoolDirectory: parent,
  });
}

async function filesBelow(root: string): Promise<string[]> {
  try {
    const entries = await fs.readdir(root, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => !entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
      .toSorted();
  } catch {
    return [];
  }
}

/** What the report says is what is there, whole, and there is nothing else. */
async function expectHonest(root: string, report: UploadReport): Promise<void> {
  const lines = [...report.objects, report.manifest];
  const stored = lines.filter(({ state }) => state === "stored");
  expect(await filesBelow(root)).toEqual(stored.map(({ name }) => name).toSorted());
  const { expected } = smallCapture(LARGE_BYTES);
  for (const { name, crc32c } of stored) {
    const bytes = await fs.readFile(join(root, name));
    expect(textbookCrc32c(bytes)).toBe(crc32c);
    const original = expected.get(name);
    if (original !== undefined) expect(plain(name, bytes).equals(original)).toBe(true);
  }
  for (const { state, why } of lines) if (state !== "stored") expect(why).not.toBe("");
}

describe("a capture on a disk that fails", () => {
  it("without a fault: everything is there, the manifest says so", async () => {
    const root = newRoot();
    const report = await upload(root, REAL_FILES);
    expect(report.complete).toBe(true);
    await expectHonest(root, report);
    const manifest = JSON.parse(
      await fs.readFile(join(root, report.manifest.name), "utf8"),
    ) as Record<string, { objects: unknown }>;
    expect(manifest["storage"]?.objects).toEqual(report.objects);
  });

  it.each(ERRORS)(
    "%s at every call in turn: no half file, and every loss is named",
    async (code) => {
      const clean = failing(0, code, 0);
      await upload(newRoot(), clean.files);
      const calls = clean.calls();
      expect(calls).toBeGreaterThan(40);
      let losses = 0;
      const runAt = async (at: number): Promise<void> => {
        const root = newRoot();
        const report = await upload(root, failing(at, code, 1).files);
        await expectHonest(root, report);
        if (!report.complete) losses += 1;
      };
      // Several at once, since each waits for the disk most of its time.
      for (let from = 1; from <= calls; from += 16) {
        const turns = Array.from({ length: 16 }, (_, index) => from + index);
        await Promise.all(turns.filter((at) => at <= calls).map(runAt));
      }
      // The seam really strikes: most calls are not ones that may fail unnoticed (directory syncs are).
      expect(losses).toBeGreaterThan(calls / 3);
    },
  );

  it("from some call on, as a disk that is full: what was stored before stays", async () => {
    for (const at of [1, 10, 30]) {
      const root = newRoot();
      const report = await upload(root, failing(at, "ENOSPC", Infinity).files);
      await expectHonest(root, report);
      expect(report.complete).toBe(false);
    }
  });
});

describe("the system's own limits", () => {
  it("/dev/full takes no byte: nothing is left, and the reason is the system's", async () => {
    const root = newRoot();
    const files: DiskFiles = {
      ...REAL_FILES,
      open: async (path, flags, mode) => {
        const real = await REAL_FILES.open(path, flags, mode);
        if (flags !== "wx") return real;
        const full = await REAL_FILES.open("/dev/full", "w");
        const close = async (): Promise<void> => {
          await full.close();
          await real.close();
        };
        return { ...bind(full), close };
      },
    };
    const outcome = await createDiskStore({ root, files }).put("a/b", noise("x", 5000), type);
    expect(outcome.state).toBe("not-stored");
    expect(outcome.why).toContain("ENOSPC");
    expect(await filesBelow(root)).toEqual([]);
  });

  it("a limit on file sizes (ulimit -f) cuts no file in half", async () => {
    const root = newRoot();
    const script = `
      import { createDiskStore } from ${JSON.stringify(join(import.meta.dirname, "../../src/store/disk.ts"))};
      process.on("SIGXFSZ", () => undefined);
      const store = createDiskStore({ root: ${JSON.stringify(root)} });
      const small = await store.put("small", Buffer.alloc(1000), { contentType: "a/b" });
      const large = await store.put("large", Buffer.alloc(1 << 20), { contentType: "a/b" });
      console.log(JSON.stringify([small.state, large.state, large.why]));`;
    const command = `ulimit -f 64 && exec "$0" --input-type=module -e "$1"`;
    const output = execFileSync("bash", ["-c", command, process.execPath, script], {
      encoding: "utf8",
    });
    const [small, large, why] = JSON.parse(output) as string[];
    expect([small, large]).toEqual(["stored", "not-stored"]);
    expect(why).toContain("EFBIG");
    expect(await filesBelow(root)).toEqual(["small"]);
  });
});

function bind(handle: DiskHandle): DiskHandle {
  return {
    write: (...args) => handle.write(...args),
    read: (...args) => handle.read(...args),
    stat: () => handle.stat(),
    sync: () => handle.sync(),
    close: () => handle.close(),
  };
}
