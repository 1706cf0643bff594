import { constants, type PathLike } from "node:fs";
import * as fs from "node:fs/promises";
import { join } from "node:path";

/**
 * The file operations of the disk store, so that a test can make the k-th of them fail. Paths below the root
 * are walked directory by directory and a link anywhere on the way is refused: a test process runs as the same
 * user and could point `logs` at somewhere else.
 */
export interface DiskFiles {
  mkdir(path: string): Promise<unknown>;
  makeRoot(path: string): Promise<unknown>;
  lstat(path: string): Promise<{ isDirectory(): boolean; isFile(): boolean; mtimeMs: number }>;
  open(path: PathLike, flags: string | number, mode?: number): Promise<DiskHandle>;
  link(from: string, to: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
}

export interface DiskHandle {
  write(bytes: Uint8Array, offset: number, length: number): Promise<{ bytesWritten: number }>;
  read(
    bytes: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ bytesRead: number }>;
  stat(): Promise<{ isFile(): boolean; size: number }>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

export const REAL_FILES: DiskFiles = {
  mkdir: (path) => fs.mkdir(path),
  makeRoot: (path) => fs.mkdir(path, { recursive: true }),
  lstat: (path) => fs.lstat(path),
  open: (path, flags, mode) => fs.open(path, flags, mode),
  link: (from, to) => fs.link(from, to),
  rename: (from, to) => fs.rename(from, to),
  unlink: (path) => fs.unlink(path),
};

/** Read-only, and an error instead of a link at the end of the path. (Windows has no O_NOFOLLOW.) */
export const READ_NO_LINK =
  constants.O_RDONLY | ((constants.O_NOFOLLOW as number | undefined) ?? 0);

/** Makes the directories below the root; throws where one of them is a link or no directory. */
export async function makeDirectories(
  files: DiskFiles,
  root: string,
  segments: readonly string[],
): Promise<string> {
  await files.makeRoot(root);
  let path = root;
  for (const segment of segments) {
    path = join(path, segment);
    try {
      await files.mkdir(path);
    } catch (thrown) {
      if (codeOf(thrown) !== "EEXIST") throw thrown;
      await refuseLink(files, path);
    }
  }
  return path;
}

/** Throws ENOENT where a directory is missing, and refuses links. */
export async function walkDirectories(
  files: DiskFiles,
  root: string,
  segments: readonly string[],
): Promise<string> {
  let path = root;
  for (const segment of segments) {
    path = join(path, segment);
    await refuseLink(files, path);
  }
  return path;
}

async function refuseLink(files: DiskFiles, path: string): Promise<void> {
  const found = await files.lstat(path);
  if (!found.isDirectory())
    throw new Error(`${path} is a link or a file where a directory belongs`);
}

/** Writes all of it: one call may write less than it was given. */
export async function writeAll(handle: DiskHandle, bytes: Uint8Array): Promise<void> {
  let offset = 0;
  while (offset < bytes.byteLength) {
    const { bytesWritten } = await handle.write(bytes, offset, bytes.byteLength - offset);
    if (bytesWritten === 0) throw new Error("the disk takes no more bytes");
    offset += bytesWritten;
  }
}

/** Makes a new name in the directory last over a power cut, where the system can. */
export async function syncDirectory(files: DiskFiles, path: string): Promise<void> {
  try {
    const handle = await files.open(path, "r");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    // Windows and some network file systems cannot; the file itself is synced.
  }
}

export function codeOf(thrown: unknown): string | undefined {
  if (typeof thrown !== "object" || thrown === null) return undefined;
  const code: unknown = Reflect.get(thrown, "code");
  return typeof code === "string" ? code : undefined;
}
