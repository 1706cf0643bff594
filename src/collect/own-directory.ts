// The default output directory lies in the user's checkout: it keeps itself out of git, and does not grow for ever.
import { mkdir, readdir, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Captures of earlier local runs that are kept beside the new one. */
export const CAPTURES_KEPT = 5;

/** The user's own patterns lie below the same name, and are the user's. */
const IGNORED = "*\n!/patterns/\n!/patterns/**\n";

/**
 * Makes the directory, with a `.gitignore` of its own, and removes the oldest captures of earlier runs. Errors
 * are left to whoever writes there next.
 */
export async function prepareOwnDirectory(out: string): Promise<void> {
  try {
    await mkdir(out, { recursive: true });
    await writeFile(join(out, ".gitignore"), IGNORED, { flag: "wx" }).catch(() => undefined);
    const captures = join(out, "captures");
    const names = await readdir(captures).catch(() => []);
    const dated = await Promise.all(
      names.map(async (name) => {
        const path = join(captures, name);
        const { mtimeMs } = await stat(path);
        return { path, mtimeMs };
      }),
    );
    dated.sort((a, b) => b.mtimeMs - a.mtimeMs);
    for (const { path } of dated.slice(CAPTURES_KEPT))
      await rm(path, { recursive: true, force: true });
  } catch {
    // Reported where the run itself fails to write.
  }
}
