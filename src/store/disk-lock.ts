import { codeOf, type DiskFiles } from "./disk-files.ts";
import { pause } from "./time-budget.ts";

const WAIT_MS = 50;
const TRIES = 100;
/** A lock that is older belongs to a process that died: a document is replaced in milliseconds. */
const STALE_MS = 60_000;

/** Runs the work while a lock file exists; throws when someone else holds it for five seconds. */
export async function holdLock<T>(
  files: DiskFiles,
  path: string,
  work: () => Promise<T>,
): Promise<T> {
  for (let turn = 0; turn < TRIES; turn += 1) {
    if (await take(files, path)) {
      try {
        return await work();
      } finally {
        await files.unlink(path).catch(() => undefined);
      }
    }
    await removeStale(files, path);
    await pause(WAIT_MS, undefined);
  }
  throw new Error(`${path} is held by another process`);
}

async function take(files: DiskFiles, path: string): Promise<boolean> {
  try {
    const handle = await files.open(path, "wx", 0o644);
    await handle.close();
    return true;
  } catch (thrown) {
    if (codeOf(thrown) === "EEXIST") return false;
    throw thrown;
  }
}

async function removeStale(files: DiskFiles, path: string): Promise<void> {
  try {
    const { mtimeMs } = await files.lstat(path);
    if (Date.now() - mtimeMs > STALE_MS) await files.unlink(path);
  } catch {
    // It is gone, which is what was wanted.
  }
}
