/**
 * A capture, or any directory, files or standard input, as what parse reads. With a manifest the artefacts
 * are what it says, as long as they lie in the capture; without one they are recognised by content.
 */
import { readFile, readdir, realpath, stat } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import { UserFailure } from "../model/failure.ts";
import {
  manifest as manifestSchema,
  type Artifact,
  type Capture,
  type Manifest,
} from "../model/capture.ts";
import type { ByteSource } from "../model/byte-source.ts";
import { FilePool, fileSource } from "./file-source.ts";
import { openLoose, type LooseFile, type Refused } from "./loose-file.ts";
import { unpackTrace } from "./packed-trace.ts";
import { processDirectories } from "./process-record.ts";
import { spoolStandardInput } from "./spool.ts";

/** A manifest of ten thousand packages is some megabytes. */
const MAX_MANIFEST_BYTES = 256 << 20;
/** Files of a directory without a manifest; more is not a capture. */
const MAX_FILES = 100_000;
const PACKED_ENDINGS = [".gz", ".zst"];

export interface OpenedCapture extends Capture {
  /** What could not be opened or was cut, one sentence each. */
  readonly notes: readonly { readonly code: string; readonly message: string }[];
  /** Closes the files and removes what was spooled. */
  close(): Promise<void>;
}

/**
 * Opens a directory.
 * @param draft the manifest of a capture that is not finished; manifest.json is then not read
 * @throws UserFailure RG9001 when there is no such directory
 */
export async function openCapture(directory: string, draft?: Manifest): Promise<OpenedCapture> {
  const root = await realpath(directory).catch(() => undefined);
  if (root === undefined || !(await stat(root)).isDirectory()) {
    throw new UserFailure("RG9001", `${directory} is not a directory.`);
  }
  const notes: { code: string; message: string }[] = [];
  const manifest = draft ?? (await readManifest(root, notes));
  if (manifest === undefined) return openUnlabelled([root], root, notes);
  const files = new CaptureFiles(notes);
  const artifacts: { artifact: Artifact; bytes: ByteSource }[] = [];
  for (const artifact of manifest.artifacts) {
    const bytes = await openArtifact(root, artifact, files);
    if (bytes !== undefined) artifacts.push({ artifact, bytes });
    else if (artifact.kind !== "binary") {
      // Nothing reads binaries, and stores never keep them.
      notes.push({ code: "artifact-missing", message: `${artifact.path} is not in the capture.` });
    }
  }
  return { manifest, artifacts, notes, close: () => files.close() };
}

/** The files of a capture that are open, and what was unpacked of it. */
class CaptureFiles {
  readonly #notes: { code: string; message: string }[];
  readonly #pool = new FilePool();
  readonly #unpacked: (() => Promise<void>)[] = [];

  constructor(notes: { code: string; message: string }[]) {
    this.#notes = notes;
  }

  async open(path: string, name: string): Promise<ByteSource> {
    return await fileSource(this.#pool, path, name);
  }

  async unpack(path: string, name: string): Promise<ByteSource> {
    const trace = await unpackTrace(path, name);
    this.#unpacked.push(() => trace.close());
    for (const message of trace.notes) this.#notes.push({ code: "trace-not-unpacked", message });
    return trace.bytes;
  }

  async openLoose(path: string, name: string): Promise<LooseFile | Refused> {
    const place = { pool: this.#pool, notes: this.#notes, closing: this.#unpacked };
    return await openLoose(path, name, place).catch((error: unknown) => ({
      why: `cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)})`,
    }));
  }

  async close(): Promise<void> {
    await this.#pool.close();
    await Promise.all(this.#unpacked.map((close) => close()));
  }
}

/** The artefact as it is, or a trace that lies compressed beside its name, as stores keep it. */
async function openArtifact(
  root: string,
  { path, kind }: Artifact,
  files: CaptureFiles,
): Promise<ByteSource | undefined> {
  const located = await locate(root, path);
  if (located !== undefined) return await files.open(located, path);
  if (kind !== "trace") return undefined;
  for (const ending of PACKED_ENDINGS) {
    const packed = await locate(root, path + ending);
    if (packed !== undefined) return await files.unpack(packed, path);
  }
  return undefined;
}

/** Where an artefact lies; undefined when that is not a file inside the capture, links followed. */
async function locate(root: string, path: string): Promise<string | undefined> {
  const real = await realpath(resolve(root, path)).catch(() => undefined);
  if (real?.startsWith(root + sep) !== true) return undefined;
  return (await stat(real)).isFile() ? real : undefined;
}

async function readManifest(
  root: string,
  notes: { code: string; message: string }[],
): Promise<Manifest | undefined> {
  const path = join(root, "manifest.json");
  const entry = await stat(path).catch(() => undefined);
  if (entry === undefined) return undefined;
  const fit = entry.isFile() && entry.size <= MAX_MANIFEST_BYTES;
  const { value, why } = fit
    ? parseManifest(await readFile(path, "utf8"))
    : { value: undefined, why: "not a file, or too large" };
  if (value === undefined) {
    const message = `manifest.json is not usable (${why}); the files are recognised by content.`;
    notes.push({ code: "manifest-broken", message });
  }
  return value;
}

function parseManifest(text: string): { value: Manifest | undefined; why: string } {
  try {
    const parsed = manifestSchema.safeParse(JSON.parse(text));
    if (parsed.success) return { value: parsed.data, why: "" };
    return { value: undefined, why: parsed.error.issues[0]?.message ?? "wrong shape" };
  } catch (error) {
    return { value: undefined, why: String(error) };
  }
}

/**
 * Opens files, directories, and standard input (`-`), by content.
 * @param standardInput where `-` reads from; spooled to a temporary file, up to a cap that a note names
 * @throws UserFailure RG9001 when a path does not exist
 */
export async function openFiles(
  paths: readonly string[],
  standardInput?: AsyncIterable<Uint8Array>,
): Promise<OpenedCapture> {
  const [only] = paths;
  if (paths.length === 1 && only !== undefined && only !== "-") {
    const isDirectory = await stat(only).then(
      (entry) => entry.isDirectory(),
      () => false,
    );
    if (isDirectory) return openCapture(only);
  }
  const files = paths.filter((path) => path !== "-");
  if (files.length === paths.length || standardInput === undefined) {
    return openUnlabelled(files, undefined, []);
  }
  const spooled = await spoolStandardInput(standardInput);
  const opened = await openUnlabelled([...files, spooled.path], undefined, [...spooled.notes], {
    path: spooled.path,
    name: "-",
  });
  const close = async (): Promise<void> => {
    await opened.close();
    await spooled.remove();
  };
  return { ...opened, close };
}

/** @param root names are relative to it; without it they are the paths themselves */
async function openUnlabelled(
  paths: readonly string[],
  root: string | undefined,
  notes: { code: string; message: string }[],
  renamed?: { readonly path: string; readonly name: string },
): Promise<OpenedCapture> {
  const files = new CaptureFiles(notes);
  const artifacts: { artifact: Artifact; bytes: ByteSource }[] = [];
  const unread: string[] = [];
  const processes = new Map(
    (root === undefined ? [] : await processDirectories(root)).map((each) => [each.relative, each]),
  );
  for (const path of await expand(paths)) {
    const name =
      path === renamed?.path
        ? renamed.name
        : (root === undefined ? path : relative(root, path)).split(sep).join("/");
    const loose = await files.openLoose(path, name);
    if ("why" in loose) {
      if (root === undefined && paths.includes(path)) unread.push(`${name} ${loose.why}`);
      continue;
    }
    const { bytes, kind } = loose;
    const process = processes.get(name.slice(0, Math.max(0, name.lastIndexOf("/"))));
    const owner = process === undefined ? {} : { package: process.package, pid: process.pid };
    artifacts.push({ artifact: { path: name, kind, sizeBytes: bytes.size ?? 0, ...owner }, bytes });
  }
  if (artifacts.length === 0) {
    await files.close();
    const all =
      unread.length > 0
        ? unread.join("; ")
        : `${paths.join(", ")} holds no file that racegate reads`;
    throw new UserFailure("RG9001", `There is nothing to read: ${all}.`);
  }
  for (const each of unread) notes.push({ code: "not-read", message: `${each}; it was not read.` });
  return { manifest: undefined, artifacts, notes, close: () => files.close() };
}

/** Regular files of the paths, directories walked, sorted within each. */
async function expand(paths: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    const entry = await stat(path).catch(() => undefined);
    if (entry === undefined) throw new UserFailure("RG9001", `${path} does not exist.`);
    if (!entry.isDirectory()) {
      files.push(path);
      continue;
    }
    const names = await readdir(path, { recursive: true, withFileTypes: true });
    const found = names
      .filter((each) => each.isFile())
      .map((each) => join(each.parentPath, each.name))
      .sort();
    files.push(...found);
    if (files.length > MAX_FILES) {
      throw new UserFailure("RG9001", `${path} holds more than ${MAX_FILES} files.`);
    }
  }
  return files;
}
