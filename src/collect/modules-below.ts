import { readdir } from "node:fs/promises";
import { join } from "node:path";

/** More directories than this are not searched. */
const MAX_DIRECTORIES = 20_000;
/** As `./...` does: names that begin with `.` or `_`, testdata, vendor; and node_modules for speed. */
const SKIPPED = /^(?:[._].*|testdata|vendor|node_modules)$/;

export interface ModulesBelow {
  /** Absolute, sorted. */
  readonly directories: readonly string[];
  /** There are more directories than are searched: a module in one of the others was not found. */
  readonly cut: boolean;
}

/** Directories below `directory`, without itself, with a go.mod of their own: its `./...` leaves them out. */
export async function modulesBelow(directory: string): Promise<ModulesBelow> {
  const found: string[] = [];
  const pending = [directory];
  let seen = 0;
  for (; seen < MAX_DIRECTORIES && pending.length > 0; seen += 1) {
    const current = pending.pop() ?? directory;
    const entries = await readdir(current, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      if (entry.isDirectory() && !SKIPPED.test(entry.name)) pending.push(join(current, entry.name));
      if (entry.isFile() && entry.name === "go.mod" && current !== directory) found.push(current);
    }
  }
  return { directories: found.sort(), cut: pending.length > 0 };
}
