/** The file behind `go build -overlay`: which file's text stands for which other. The user's own and racegate's. */
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";

/** Absolute path of a file (it need not exist) → absolute path of the file that is read in its place; "" hides it. */
export type Replacements = ReadonlyMap<string, string>;

/**
 * The user's overlay file as go reads it: names in it are relative to the working directory.
 * @returns undefined for a file that go will refuse anyway
 */
export async function readOverlay(file: string, cwd: string): Promise<Replacements | undefined> {
  const text = await readFile(resolve(cwd, file), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const parsed = JSON.parse(text) as { readonly Replace?: unknown } | null;
    const replace = parsed?.Replace ?? {};
    if (typeof replace !== "object" || Array.isArray(replace)) return undefined;
    const entries = Object.entries(replace).map(([from, to]): [string, string] => {
      if (typeof to !== "string") throw new TypeError("not a path");
      return [resolve(cwd, from), to === "" ? "" : resolve(cwd, to)];
    });
    return new Map(entries);
  } catch {
    return undefined;
  }
}

/** A file of the module's own in Go's library that is added or changed. */
export interface LibraryFile {
  /** Below GOROOT/src. */
  readonly file: string;
  readonly text: string;
}

export interface OverlayFiles {
  /** The overlay file itself, first, and the texts that it names; absolute paths below `folder`. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** Absolute path for -overlay. */
  readonly overlay: string;
}

/** Texts and paths for `go test -overlay`. A file that both replace is the caller's to find (`clashOf`). */
export function overlayFiles(
  goroot: string,
  library: readonly LibraryFile[],
  user: Replacements,
  folder: string,
): OverlayFiles {
  const replace = new Map(user);
  const texts = library.map(({ file, text }) => {
    const path = join(folder, file.replaceAll("/", "-"));
    replace.set(join(goroot, "src", file), path);
    return { path, text };
  });
  const overlay = join(folder, "overlay.json");
  const text = `${JSON.stringify({ Replace: Object.fromEntries(replace) }, undefined, 2)}\n`;
  return { files: [{ path: overlay, text }, ...texts], overlay };
}

/** The first of the library's files that the user replaces; undefined where there is none. */
export function clashOf(
  goroot: string,
  library: readonly LibraryFile[],
  user: Replacements,
): string | undefined {
  return library.find(({ file }) => user.has(join(goroot, "src", file)))?.file;
}
