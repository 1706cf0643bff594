// What lies in a bucket, for commands that read files: traces at any offset, stored runs as the captures they were.
import { mkdir, mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve, sep } from "node:path";
import type { ByteSource } from "../model/byte-source.ts";
import { UserFailure } from "../model/failure.ts";
import { fetchRun, FETCHED_BYTES_MAX, parseRunName } from "../store/fetch-run.ts";
import { GcsReader, type OpenedSource, parseGcsObjectUrl } from "../store/gcs-source.ts";
import { noteTemporary } from "../util/temporary-paths.ts";

const PIECE_BYTES = 4 << 20;

function objectUrl(location: string): { readonly bucket: string; readonly name: string } {
  const url = parseGcsObjectUrl(location);
  if (url !== undefined) return url;
  throw new UserFailure("RG9001", `'${location}' is not gs://BUCKET/OBJECT.`);
}

/** Opens `gs://BUCKET/OBJECT` for reading at any offset. @throws UserFailure RG9001 */
export async function openRemote(location: string, signal: AbortSignal): Promise<ByteSource> {
  const { bucket, name } = objectUrl(location);
  return await new GcsReader({ bucket, signal }).open(name);
}

export interface LocalPaths {
  readonly paths: readonly string[];
  readonly notes: readonly string[];
  remove(): Promise<void>;
}

/**
 * Paths with what lies in buckets brought here: `gs://BUCKET[/PREFIX]/runs/RUN/ATTEMPT` becomes a capture, any other
 * object a file. At most 8 GiB.
 * @throws UserFailure RG9001
 */
export async function fetchPaths(
  paths: readonly string[],
  signal: AbortSignal,
): Promise<LocalPaths> {
  if (!paths.some((path) => path.startsWith("gs://"))) {
    return { paths, notes: [], remove: () => Promise.resolve() };
  }
  const folder = noteTemporary(await mkdtemp(join(tmpdir(), "racegate-run-")));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const notes: string[] = [];
    const local = new Set<string>();
    for (const path of paths) {
      if (!path.startsWith("gs://")) local.add(path);
      else local.add(await fetchOne(path, folder, notes, signal));
    }
    return { paths: [...local], notes, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** The directory that the run or the object lies in. */
async function fetchOne(
  location: string,
  folder: string,
  notes: string[],
  signal: AbortSignal,
): Promise<string> {
  const { bucket, name } = objectUrl(location);
  const reader = new GcsReader({ bucket, signal });
  const run = parseRunName(name);
  if (run !== undefined) {
    const directory = await mkdtemp(join(folder, "capture-"));
    const prefix = run.prefix === "" ? "" : `${run.prefix}/`;
    const find = (objectName: string): ReturnType<GcsReader["find"]> =>
      reader.find(prefix + objectName);
    notes.push(...(await fetchRun({ find }, { runName: run.runName, directory })));
    return directory;
  }
  // All of them in one directory, so that a report names them as the bucket does.
  const directory = join(folder, "objects");
  await writeObject(await reader.open(name), directory, name);
  return directory;
}

async function writeObject(source: OpenedSource, directory: string, name: string): Promise<void> {
  if (source.size > FETCHED_BYTES_MAX) {
    const message = `${source.name} has ${source.size} bytes, more than the ${FETCHED_BYTES_MAX} that are fetched.`;
    throw new UserFailure("RG9001", message);
  }
  const path = resolve(directory, name);
  if (!path.startsWith(directory + sep)) {
    throw new UserFailure("RG9001", `${source.name} is no name for a file.`);
  }
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, "w", 0o600);
  try {
    for (let offset = 0; offset < source.size;) {
      const piece = await source.read(offset, PIECE_BYTES);
      if (piece.length === 0) break;
      await file.writeFile(piece);
      offset += piece.length;
    }
  } finally {
    await file.close();
  }
}
