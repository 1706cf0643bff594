// The user's own cause patterns: files named on the command line, and .racegate/patterns/*.yaml of the repository.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

export interface PatternFile {
  readonly path: string;
  readonly text: string;
}

const FOLDER = join(".racegate", "patterns");
const FILES_MAX = 500;
const LEVELS_MAX = 64;

/** Reads the named files. @throws the file system's error for one that cannot be read */
export function namedPatternFiles(paths: readonly string[]): PatternFile[] {
  return paths.map((path) => ({ path, text: readFileSync(path, "utf8") }));
}

/** The pattern files in the nearest .racegate/patterns, from `directory` up to the repository's root. */
export function ownPatternFiles(directory: string): PatternFile[] {
  let at = directory;
  for (let level = 0; level < LEVELS_MAX; level++) {
    const folder = join(at, FOLDER);
    if (existsSync(folder)) {
      return readdirSync(folder)
        .filter((name) => /\.(?:ya?ml|json)$/.test(name))
        .sort()
        .slice(0, FILES_MAX)
        .map((name) => join(folder, name))
        .map((path) => ({ path, text: readFileSync(path, "utf8") }));
    }
    if (existsSync(join(at, ".git")) || dirname(at) === at) return [];
    at = dirname(at);
  }
  return [];
}
