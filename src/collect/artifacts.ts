/** Which files of a capture's directory are artefacts, and of what kind: by the names that collect gives. */
import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Artifact, ArtifactKind } from "../model/capture.ts";
import { createCrc32c } from "../util/crc32c.ts";
import { END_DUMP, LEAK_PROFILE, SILENT_DUMP } from "./modes/testing-hook.ts";
import { processDirectories } from "./process-record.ts";

/** Directory of the capture in which each rerun has one with its number. */
export const RERUNS = "reruns";

const TOP_LEVEL: ReadonlyMap<string, ArtifactKind> = new Map<string, ArtifactKind>([
  ["stream.jsonl", "stream"],
  ["stderr.log", "stderr"],
  ["symbols.json", "symbols"],
  ["sources.json", "sources"],
  ["patterns.json", "patterns"],
]);
const IN_PROCESS: ReadonlyMap<string, ArtifactKind> = new Map<string, ArtifactKind>([
  ["process.json", "process"],
  ["trace.out", "trace"],
  ["mutex.pprof", "mutex-profile"],
  ["block.pprof", "block-profile"],
  ["binary", "binary"],
  [END_DUMP, "goroutine-dump"],
  [LEAK_PROFILE, "goroutine-leak-profile"],
  ["panics.json", "panics"],
]);
const RACE_FILE = /^race\.\d+$/;

function kindOf(name: string): ArtifactKind | undefined {
  if (RACE_FILE.test(name)) return "race-log";
  return SILENT_DUMP.test(name) ? "goroutine-dump" : IN_PROCESS.get(name);
}

/** Every artefact below `directory`, sorted by path, with its size and without its checksum. */
export async function listArtifacts(directory: string): Promise<Artifact[]> {
  const found: Artifact[] = [];
  for (const [name, kind] of TOP_LEVEL) {
    const sizeBytes = await sizeOf(join(directory, name));
    if (sizeBytes !== undefined) found.push({ path: name, kind, sizeBytes });
  }
  for (const process of await processDirectories(directory)) {
    for (const name of await readdir(process.path)) {
      const kind = kindOf(name);
      const sizeBytes = await sizeOf(join(process.path, name));
      if (kind === undefined || sizeBytes === undefined) continue;
      // A process that was killed leaves its profiles empty: they are written at the end.
      if (sizeBytes === 0 && kind !== "race-log") continue;
      const { relative, package: importPath, pid } = process;
      found.push({ path: `${relative}/${name}`, kind, package: importPath, pid, sizeBytes });
    }
  }
  found.push(...(await rerunArtifacts(directory)));
  return found.sort((left, right) => (left.path < right.path ? -1 : 1));
}

/** Of a rerun what its result rests on: traces and profiles of it are removed when it ends. */
const IN_RERUN: ReadonlySet<ArtifactKind> = new Set<ArtifactKind>([
  "stream",
  "stderr",
  "process",
  "race-log",
  "binary",
]);

async function rerunArtifacts(directory: string): Promise<Artifact[]> {
  const found: Artifact[] = [];
  for (const number of await readdir(join(directory, RERUNS)).catch(() => [])) {
    if (!/^[1-9][0-9]{0,3}$/.test(number)) continue;
    for (const artifact of await listArtifacts(join(directory, RERUNS, number))) {
      if (!IN_RERUN.has(artifact.kind)) continue;
      found.push({ ...artifact, path: `${RERUNS}/${number}/${artifact.path}` });
    }
  }
  return found;
}

async function sizeOf(path: string): Promise<number | undefined> {
  return stat(path).then(
    (entry) => (entry.isFile() ? entry.size : undefined),
    () => undefined,
  );
}

/** The artefact with its size and CRC32C as they are on the disk now. */
export async function withChecksum(directory: string, artifact: Artifact): Promise<Artifact> {
  const sum = await createCrc32c();
  let sizeBytes = 0;
  const stream = createReadStream(join(directory, artifact.path), { highWaterMark: 1 << 20 });
  for await (const chunk of stream) {
    sum.update(chunk as Buffer);
    sizeBytes += (chunk as Buffer).length;
  }
  return { ...artifact, sizeBytes, crc32c: sum.digestBase64() };
}
