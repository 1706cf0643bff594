/**
 * The directories that racegate makes by itself: `.racegate` in the checkout, which keeps itself out of git, and
 * the captures, of which only the newest are kept.
 */
import {
  lstat,
  mkdir,
  readFile,
  readdir,
  rm,
  rmdir,
  stat,
  unlink,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { isLive, isMarkedCapture } from "./capture-mark.ts";

/** The user's own patterns lie below the same name, and are the user's. */
const IGNORED = "*\n!/patterns/\n!/patterns/**\n";

/** Makes the directory with a `.gitignore` of its own. Errors are left to whoever writes there next. */
export async function prepareOwnDirectory(out: string): Promise<void> {
  await mkdir(out, { recursive: true }).catch(() => undefined);
  await writeFile(join(out, ".gitignore"), IGNORED, { flag: "wx" }).catch(() => undefined);
}

/**
 * Removes what the run before left in the checkout: its findings.json, and the directory if that is all it
 * holds. The tests then see the repository as plain `go test` shows it to them.
 */
export async function clearOwnDirectory(out: string): Promise<void> {
  try {
    if (!(await lstat(out)).isDirectory()) return;
    await unlink(join(out, "findings.json")).catch(() => undefined);
    const rest = await readdir(out);
    if (rest.length > 1 || (rest.length === 1 && rest[0] !== ".gitignore")) return;
    const ignore = join(out, ".gitignore");
    if (rest.length === 1 && (await readFile(ignore, "utf8")) === IGNORED) await unlink(ignore);
    await rmdir(out);
  } catch {
    // It is not there, or holds what is not racegate's.
  }
}

export interface Retention {
  /** Captures of earlier runs that stay beside the new one. */
  readonly runs: number;
  /** All of them together. */
  readonly bytes: number;
}

export interface Pruned {
  readonly count: number;
  readonly bytes: number;
}

/**
 * Removes the oldest captures beyond the retention: only directories with racegate's mark, never a link, never
 * one whose run is alive.
 */
export async function pruneCaptures(
  captures: string,
  keep: Retention,
  nowMs: number,
): Promise<Pruned> {
  const found: { path: string; mtimeMs: number; bytes: number }[] = [];
  for (const name of await readdir(captures).catch(() => [])) {
    const path = join(captures, name);
    if (!(await isMarkedCapture(path)) || (await isLive(path, nowMs))) continue;
    const { mtimeMs } = await stat(path);
    found.push({ path, mtimeMs, bytes: await sizeOf(path) });
  }
  found.sort((a, b) => b.mtimeMs - a.mtimeMs);
  let [count, bytes, held] = [0, 0, 0];
  for (const [index, capture] of found.entries()) {
    held += capture.bytes;
    if (index < keep.runs && held <= keep.bytes) continue;
    const removed = await rm(capture.path, { recursive: true, force: true }).then(
      () => true,
      () => false,
    );
    if (!removed) continue;
    count++;
    bytes += capture.bytes;
  }
  return { count, bytes };
}

async function sizeOf(directory: string): Promise<number> {
  let bytes = 0;
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(
    () => [],
  );
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    bytes += await lstat(join(entry.parentPath, entry.name)).then(
      ({ size }) => size,
      () => 0,
    );
  }
  return bytes;
}
