// The user's own cause patterns: files named on the command line, and .racegate/patterns/*.yaml of the repository. What
// lies in a repository may come from a fork, so only regular files of the repository itself are read, and not much.
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
} from "node:fs";
import { dirname, join, sep } from "node:path";
import type { PatternFile } from "../model/capture.ts";

/** Why a file or folder of patterns is not read. */
export class PatternFileRefused extends Error {}

const FOLDER = ".racegate/patterns";
const FILES_MAX = 100;
const FILE_BYTES_MAX = 128 << 10;
const ALL_BYTES_MAX = 1 << 20;
const LEVELS_MAX = 64;

/** Reads the named files. @throws the file system's error for one that cannot be read */
export function namedPatternFiles(paths: readonly string[]): PatternFile[] {
  return paths.map((path) => ({ path, text: readFileSync(path, "utf8") }));
}

/**
 * The pattern files in the nearest .racegate/patterns, from `directory` up to the repository's root, named
 * `.racegate/patterns/<file>` wherever that is.
 * @throws PatternFileRefused for what is too much, or no file of the repository
 */
export function ownPatternFiles(directory: string): PatternFile[] {
  let at = directory;
  for (let level = 0; level < LEVELS_MAX; level++) {
    if (existsSync(join(at, FOLDER))) return filesIn(at);
    if (existsSync(join(at, ".git")) || dirname(at) === at) return [];
    at = dirname(at);
  }
  return [];
}

function filesIn(root: string): PatternFile[] {
  const folder = realpathSync(join(root, FOLDER));
  if (!folder.startsWith(realpathSync(root) + sep)) {
    throw new PatternFileRefused(`${FOLDER}: a link to another place is not followed`);
  }
  const names = readdirSync(folder)
    .filter((name) => /\.(?:ya?ml|json)$/.test(name))
    .sort();
  if (names.length > FILES_MAX) {
    throw new PatternFileRefused(`${FOLDER}: ${names.length} files; at most ${FILES_MAX} are read`);
  }
  const files = names.map((name) => {
    const path = `${FOLDER}/${name}`;
    return { path, text: textOf(join(folder, name), path) };
  });
  if (files.reduce((all, { text }) => all + text.length, 0) > ALL_BYTES_MAX) {
    throw new PatternFileRefused(`${FOLDER}: more than 1 MiB in all`);
  }
  return files;
}

function textOf(file: string, shown: string): string {
  let descriptor: number;
  try {
    // A link is not followed, and a pipe is not waited for.
    descriptor = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === "ELOOP" ? "is a link; put the file itself there" : `is not read (${code})`;
    throw new PatternFileRefused(`${shown}: ${why}`);
  }
  try {
    const entry = fstatSync(descriptor);
    if (!entry.isFile()) throw new PatternFileRefused(`${shown}: is not a file`);
    if (entry.size > FILE_BYTES_MAX) {
      throw new PatternFileRefused(`${shown}: larger than 128 KiB: not a pattern file`);
    }
    return readFileSync(descriptor, "utf8");
  } finally {
    closeSync(descriptor);
  }
}
