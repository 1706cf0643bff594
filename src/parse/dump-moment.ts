// The line with which the hook in an instrumented package testing begins its dumps (collect/modes/testing-hook.ts).
import type { DumpMoment, TextOrigin } from "../model/parsed-run.ts";

const END = "racegate: goroutines at the end of the tests";
const SILENT = /^racegate: silent for ([0-9.hmsµn]{1,40}): ("[^]{1,20000})$/;
/** A name as strconv.Quote writes it. */
const QUOTED = /"((?:[^"\\]|\\.){0,2000})"/g;

/** Undefined for a dump of anybody else's. A test may print such a line as well: only files count. */
export function dumpMomentOf(
  before: string | undefined,
  channel: TextOrigin["channel"],
): DumpMoment | undefined {
  if (before === undefined || channel !== "text") return undefined;
  if (before === END) return { at: "end" };
  const silent = SILENT.exec(before);
  if (silent === null) return undefined;
  const names = [...(silent[2] ?? "").matchAll(QUOTED)].map((match) => match[1] ?? "");
  return {
    at: "silent",
    silentFor: silent[1] ?? "",
    tests: names.map((name) => name.replace(/\\(["\\])/g, "$1")),
  };
}
