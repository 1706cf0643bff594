import { stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";

/** The nearest directory upwards that holds `.git` (a directory, or a worktree's file), else `cwd` itself. */
export async function repositoryRoot(cwd: string): Promise<string> {
  let directory = resolve(cwd);
  for (;;) {
    const found = await stat(join(directory, ".git")).catch(() => undefined);
    if (found !== undefined) return directory;
    const parent = dirname(directory);
    if (parent === directory) return resolve(cwd);
    directory = parent;
  }
}
