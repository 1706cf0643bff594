/**
 * What each program of test/fixtures/causes has planted: read from its comments, kept in labels.json.
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

export const PROGRAMS = new URL("../../fixtures/causes/", import.meta.url).pathname;

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

/** The labels of all programs, by name. */
export function readLabels(folder = PROGRAMS): CauseLabel[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "load")
    .map(({ name }) => labelOf(name, readFileSync(join(folder, name, `${name}_test.go`), "utf8")))
    .toSorted((a, b) => (a.program < b.program ? -1 : 1));
}
