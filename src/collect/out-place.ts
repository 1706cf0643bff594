/** Whether racegate may write to the directory that `out` names; asked before anything is made. */
import { realpath, stat } from "node:fs/promises";
import { dirname, relative, isAbsolute, sep } from "node:path";

/** Not of disks: writing there fails, hangs, or changes the machine. */
const SYSTEM = /^\/(?:proc|sys|dev)(?:\/|$)/;

/**
 * What is wrong with the directory, as the rest of a sentence; undefined where it can be made and written.
 * @param out absolute
 * @param within where a file of the repository names it: the repository, which it may not leave
 */
export async function outMistake(
  out: string,
  within: string | undefined,
): Promise<string | undefined> {
  const place = await existing(out);
  if (place === undefined) return "cannot be found";
  const { real, isDirectory } = place;
  if (SYSTEM.test(`${real}/`) || SYSTEM.test(`${out}/`)) {
    return "is of the system and not of a disk; name a directory on a disk";
  }
  if (out === dirname(out)) return "is the root of all files; name a directory below it";
  if (!isDirectory) return `lies at or below ${real}, which is not a directory`;
  if (within === undefined) return undefined;
  const root = await realpath(within).catch(() => within);
  if (isInside(root, real) && isInside(within, out)) return undefined;
  return (
    "lies outside the repository, where a file of the repository may not send it; name it with --out, the input " +
    "out or RACEGATE_OUT"
  );
}

/** The nearest level that exists, links followed. */
async function existing(path: string): Promise<{ real: string; isDirectory: boolean } | undefined> {
  for (let level = path; ; level = dirname(level)) {
    const real = await realpath(level).catch(() => undefined);
    if (real !== undefined) {
      const entry = await stat(real).catch(() => undefined);
      return { real, isDirectory: entry?.isDirectory() === true };
    }
    if (level === dirname(level)) return undefined;
  }
}

/** Whether a path is a directory or lies below it. */
export function isInside(directory: string, path: string): boolean {
  const below = relative(directory, path);
  return below !== ".." && !below.startsWith(`..${sep}`) && !isAbsolute(below);
}
