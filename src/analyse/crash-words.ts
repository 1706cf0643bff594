/** Sentences that the findings of panics, fatal errors and timeouts share. Each begins with a blank, or is "". */
import type { Crash } from "../model/crash.ts";
import { isStandardPackage, parseGoSymbol, shortSymbol } from "../util/go-symbol.ts";
import type { CrashBase } from "./crash-draft.ts";

/** `in p.fill (p/x.go:12)`, or nothing where no frame is known. */
export function inWords(base: CrashBase): string {
  if (base.frame === undefined || base.location === undefined) return "";
  const { file, line } = base.location;
  const at = file === "" ? "" : ` (${file}${line > 0 ? `:${line}` : ""})`;
  return ` in ${shortSymbol(base.frame.function)}${at}`;
}

/** Whose it is, in words. */
export function testWords(draft: CrashBase["draft"]): string {
  const test = draft.test;
  if (test === undefined || test.name === "") return "";
  return ` It happened in ${test.name}.`;
}

/** `The goroutine that died is p.worker, started at p/x.go:12.`; "" for a test's own and for main. */
export function diedWords(base: CrashBase): string {
  const [first] = base.draft.goroutines;
  if (first === undefined || base.goroutine?.createdBy === undefined) return "";
  if (/own goroutine$/.test(first.label)) return "";
  return ` The goroutine that died: ${first.label}.`;
}

/** What the text lacks, so that nobody looks for it in the finding. */
export function missingWords({ complete, goroutines }: Crash, { location }: CrashBase): string {
  if (goroutines.length === 0) {
    return " The text holds no stack: where it happened is missing.";
  }
  const programs = goroutines.some(({ frames }) =>
    frames.some((frame) => !isStandardPackage(parseGoSymbol(frame.function).package)),
  );
  if (!programs) return " No stack of the program's own code is in the text.";
  if (complete) return "";
  return location?.own === true
    ? " The text was cut, so frames may be missing."
    : " The text was cut: the program's own frames are missing.";
}
