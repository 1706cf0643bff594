/** Paths that racegate writes to: a link on the way could lead anywhere, and links come with pull requests. */
import { lstat } from "node:fs/promises";
import { isAbsolute, join, relative, sep } from "node:path";
import { UserFailure } from "../model/failure.ts";

/**
 * Looks at each level of `path` below `base` (`base` itself excluded; when `path` does not lie below it, only at
 * `path`). Levels that do not exist are fine: whoever makes them makes directories.
 * @throws UserFailure RG9001 that names the link
 */
export async function refuseLinks(base: string, path: string): Promise<void> {
  const below = relative(base, path);
  const inside =
    below !== "" && below !== ".." && !below.startsWith(`..${sep}`) && !isAbsolute(below);
  let level = inside ? base : path;
  const names = inside ? below.split(sep) : [];
  for (;;) {
    if (level !== base) {
      const entry = await lstat(level).catch(() => undefined);
      if (entry?.isSymbolicLink() === true) throw linkRefusal(level);
    }
    const name = names.shift();
    if (name === undefined) return;
    level = join(level, name);
  }
}

function linkRefusal(path: string): UserFailure {
  return new UserFailure(
    "RG9001",
    `${path} is a symbolic link. racegate writes and deletes there, and follows no links, so that a checkout ` +
      "cannot lead it elsewhere. Remove the link, or name a directory with --out.",
  );
}
