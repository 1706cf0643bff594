import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Manifest, StoredObject } from "../../../src/model/capture.ts";
import { fetchRun, parseRunName, type RunObjects } from "../../../src/store/fetch-run.ts";
import { smallCapture, sourceOf, textbookCrc32c } from "../../faults/store-run/small-capture.ts";

const RUN_NAME = "runs/run%201/2";
let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "racegate-fetch-test-"));
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

/** The small capture as a store has it: objects by name, the manifest among them. */
function storedRun(change: (objects: StoredObject[]) => StoredObject[] = (all) => all): {
  run: RunObjects;
  bytes: Map<string, Buffer>;
} {
  const { manifest, artifacts, expected } = smallCapture();
  const bytes = new Map<string, Buffer>();
  const objects: StoredObject[] = [];
  for (const [name, plain] of expected) {
    const stored = name.endsWith(".gz") ? gzipSync(plain) : plain;
    bytes.set(name, stored);
    const own = artifacts.find(
      (each) => plain === expectedOf(each.artifact.path, artifacts, expected),
    );
    const artifact = own === undefined ? {} : { artifact: own.artifact.path };
    const crc32c = textbookCrc32c(stored);
    objects.push({ name, state: "stored", crc32c, sizeBytes: stored.length, ...artifact });
  }
  const storage = { location: "gs://b", objects: change(objects) };
  const whole: Manifest = { ...manifest, storage };
  bytes.set(`${RUN_NAME}/manifest.json`, Buffer.from(JSON.stringify(whole)));
  const find: RunObjects["find"] = (name) => {
    const found = bytes.get(name);
    if (found === undefined) return Promise.resolve(undefined);
    return Promise.resolve({ ...sourceOf(name, found), size: found.length });
  };
  return { run: { find }, bytes };
}

/** `expected` is filled in the order of the artifacts, the findings last. */
function expectedOf(
  path: string,
  artifacts: ReturnType<typeof smallCapture>["artifacts"],
  expected: ReadonlyMap<string, Buffer>,
): Buffer | undefined {
  return [...expected.values()][artifacts.findIndex(({ artifact }) => artifact.path === path)];
}

const filesOf = (): string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .sort();

it("brings every artifact back where it lay, traces unpacked, the manifest without its storage", async () => {
  const { artifacts, expected } = smallCapture();
  expect(await fetchRun(storedRun().run, { runName: RUN_NAME, directory })).toEqual([]);
  const paths = artifacts.map(({ artifact }) => artifact.path);
  expect(filesOf()).toEqual(["manifest.json", ...paths].sort());
  for (const path of paths) {
    const want = expectedOf(path, artifacts, expected);
    expect(readFileSync(join(directory, path)).equals(want ?? Buffer.from("?")), path).toBe(true);
  }
  const manifest = JSON.parse(readFileSync(join(directory, "manifest.json"), "utf8")) as object;
  expect(manifest).not.toHaveProperty("storage");
});

it("over the cap a trace is left out and named, what decides is there", async () => {
  const notes = await fetchRun(storedRun().run, {
    runName: RUN_NAME,
    directory,
    bytesMax: 100_000,
  });
  expect(notes).toEqual([
    "run/example.com/m/a%20b/41/trace.out: left out, the run has more than 100000 bytes",
  ]);
  expect(filesOf()).toContain("run/example.com/m/b/42/trace.out");
  expect(filesOf()).not.toContain("run/example.com/m/a%20b/41/trace.out");
});

it("what was not stored and what is gone is named", async () => {
  const { run, bytes } = storedRun((all) =>
    all.map((each) =>
      each.name.includes("/42/") ? { ...each, state: "not-stored", cause: "policy" } : each,
    ),
  );
  for (const name of bytes.keys()) if (name.startsWith("profiles/")) bytes.delete(name);
  expect(await fetchRun(run, { runName: RUN_NAME, directory })).toEqual([
    "run/example.com/m/b/42/trace.out: the run did not store it",
    "run/example.com/m/a%20b/41/mutex.pprof: stored, but not there any more",
  ]);
});

it("a path that leads out of the capture is not written", async () => {
  for (const artifact of ["../out", "/etc/out", "a/../../out", "manifest.json", "a//b", "a\\b"]) {
    const { run } = storedRun((all) => all.slice(0, 1).map((each) => ({ ...each, artifact })));
    const into = mkdtempSync(join(directory, "x-"));
    const notes = await fetchRun(run, { runName: RUN_NAME, directory: into });
    expect(notes, artifact).toEqual([`${artifact}: left out, this is no path inside a capture`]);
    expect(readdirSync(into)).toEqual(["manifest.json"]);
  }
});

it("damaged bytes, broken gzip and a broken manifest are the failure of the fetch", async () => {
  const options = { runName: RUN_NAME, directory };
  const flipped = storedRun();
  const log = flipped.bytes.get("logs/run%201/2/stream.jsonl");
  if (log !== undefined) log[5] = (log[5] ?? 0) ^ 1;
  await expect(fetchRun(flipped.run, options)).rejects.toThrow(/stream\.jsonl is not what the run/);

  const cut = storedRun();
  for (const [name, all] of cut.bytes)
    if (name.endsWith(".gz")) cut.bytes.set(name, all.subarray(0, all.length >> 1));
  const second = mkdtempSync(join(directory, "x-"));
  await expect(fetchRun(cut.run, { ...options, directory: second })).rejects.toThrow(
    /trace\.out\.gz cannot be fetched: .*unexpected end of file/,
  );

  const broken = storedRun();
  broken.bytes.set(`${RUN_NAME}/manifest.json`, Buffer.from("{}"));
  await expect(fetchRun(broken.run, options)).rejects.toThrow(/is no manifest of a run/);
  await expect(fetchRun(broken.run, { ...options, runName: "runs/x/1" })).rejects.toThrow(
    /there is no such run/,
  );
});

it.each([
  ["runs/7/1", "", "runs/7/1"],
  ["runs/7/1/", "", "runs/7/1"],
  ["a/b/runs/x%20y/12/manifest.json", "a/b", "runs/x%20y/12"],
  ["runs/runs/3/findings.json", "", "runs/runs/3"],
])("%s is a run", (name, prefix, runName) => {
  expect(parseRunName(name)).toEqual({ prefix, runName });
});

it.each(["runs/7", "runs/7/x", "traces/7/1/t.out.gz", "xruns/7/1", "runs/7/1/other.json", ""])(
  "%s is none",
  (name) => {
    expect(parseRunName(name)).toBeUndefined();
  },
);
