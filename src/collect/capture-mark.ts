/**
 * What makes a directory a capture of racegate's, and tells whether its run still lasts. Only directories with
 * the mark are ever removed, and never one whose run is alive.
 */
import { lstat, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { isSame, startOf } from "./process-tree.ts";

const MARK_FILE = ".racegate-capture";
const LIVE_FILE = ".racegate-live";
/** What a capture's directory may hold before its run begins. */
export const CLAIM_FILES: ReadonlySet<string> = new Set([MARK_FILE, LIVE_FILE]);

const MARK_TEXT = "A capture made by racegate. Its retention may remove this directory.\n";
/** A process on another machine or in another container cannot be looked at: its run may last so long. */
const FOREIGN_LIVE_MS = 24 * 3_600_000;

/**
 * Marks the directory (it must exist) as the capture of a run of this process.
 * @returns what ends the claim
 * @throws where the directory is another run's, or cannot be written
 */
export async function claimCapture(directory: string): Promise<() => Promise<void>> {
  const live = `${process.pid} ${startOf(process.pid) ?? ""} ${hostname()}\n`;
  const path = join(directory, LIVE_FILE);
  // Alive first: another run may look between the two writes.
  await writeFile(path, live, { flag: "wx" });
  await writeFile(join(directory, MARK_FILE), MARK_TEXT, { flag: "wx" });
  return async () => {
    await rm(path, { force: true }).catch(() => undefined);
    // Refused before anything was collected: an empty capture is of no use.
    const rest = await readdir(directory).catch(() => ["?"]);
    if (rest.every((name) => CLAIM_FILES.has(name))) {
      await rm(directory, { recursive: true, force: true }).catch(() => undefined);
    }
  };
}

/** Whether this is a directory, and no link to one, that carries the mark. */
export async function isMarkedCapture(directory: string): Promise<boolean> {
  try {
    const [folder, mark] = [await lstat(directory), await lstat(join(directory, MARK_FILE))];
    return folder.isDirectory() && mark.isFile();
  } catch {
    return false;
  }
}

/** Whether the run of a marked capture still lasts, as far as this machine can tell. */
export async function isLive(directory: string, nowMs: number): Promise<boolean> {
  const path = join(directory, LIVE_FILE);
  const entry = await lstat(path).catch(() => undefined);
  if (entry === undefined) return false;
  const text = entry.isFile() ? await readFile(path, "utf8").catch(() => "") : "";
  const [, pid, startTicks = "", host] = /^([0-9]{1,10}) ([0-9]*) (.*)\n/.exec(text) ?? [];
  if (host === hostname() && startTicks !== "") return isSame({ pid: Number(pid), startTicks });
  return nowMs - entry.mtimeMs < FOREIGN_LIVE_MS;
}
