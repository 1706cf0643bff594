/**
 * What each program of test/fixtures/causes and causes-held-out has planted: read from its comments, kept in labels.json.
 *
 *     // Planted cause: slow-holder, in TestReport.func1.     or     // No planted cause.
 *     mu.Unlock() // cause
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface CauseLabel {
  readonly program: string;
  /** Absent: a clean program. */
  readonly pattern?: string;
  /** The function that the goroutine at fault began with, as Go names it, without its package. */
  readonly start?: string;
  /** Lines of the cause, in the program's own file. */
  readonly lines: readonly number[];
}

const folderOf = (name: string): string =>
  new URL(`../../fixtures/${name}/`, import.meta.url).pathname;

/** Rules were written and corrected on the one set; the other was written before it was scored, and scored when they stood. */
export const SETS = [
  { set: "tuning", folder: folderOf("causes") },
  { set: "held-out", folder: folderOf("causes-held-out") },
  { set: "unseen", folder: folderOf("causes-unseen") },
] as const;

const PLANTED = /^\/\/ Planted cause: ([a-z-]+), in (\S+)\.$/m;
const CLEAN = /^\/\/ No planted cause\.$/m;

/** A program's label. @throws Error where the comments do not say what is planted */
export function labelOf(program: string, source: string): CauseLabel {
  const planted = PLANTED.exec(source);
  const lines = source.split("\n").flatMap((line, i) => (/\/\/ cause$/.test(line) ? [i + 1] : []));
  if (planted === null) {
    if (!CLEAN.test(source) || lines.length > 0) throw new Error(`${program}: what is planted?`);
    return { program, lines };
  }
  const [, pattern, start] = planted;
  if (lines.length === 0 || pattern === undefined || start === undefined) {
    throw new Error(`${program}: no line is marked as the cause`);
  }
  return { program, pattern, start, lines };
}

/** The labels of a set's programs, by name. */
export function readLabels(folder: string): CauseLabel[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "load")
    .map(({ name }) => labelOf(name, readFileSync(join(folder, name, `${name}_test.go`), "utf8")))
    .toSorted((a, b) => (a.program < b.program ? -1 : 1));
}
