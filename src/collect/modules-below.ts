import { readdir } from "node:fs/promises";
import { join, relative, sep } from "node:path";

/** More directories than this are not searched; the list is a note, not a fact to rely on. */
const MAX_DIRECTORIES = 20_000;
/** As `./...` does: names that begin with `.` or `_`, testdata, vendor; and node_modules for speed. */
const SKIPPED = /^(?:[._].*|testdata|vendor|node_modules)$/;

/**
 * Directories below `directory` with a go.mod of their own, relative with `/`, without those in `inRun`
 * (absolute): `./...` does not name their packages.
 */
export async function otherModulesBelow(
  directory: string,
  inRun: ReadonlySet<string>,
): Promise<string[]> {
  const found: string[] = [];
  const pending = [directory];
  for (let seen = 0; seen < MAX_DIRECTORIES && pending.length > 0; seen += 1) {
    const current = pending.pop() ?? directory;
    const entries = await readdir(current, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      if (entry.isDirectory() && !SKIPPED.test(entry.name)) pending.push(join(current, entry.name));
      if (entry.name === "go.mod" && current !== directory && !inRun.has(current)) {
        found.push(relative(directory, current).split(sep).join("/"));
      }
    }
  }
  return found.sort();
}
