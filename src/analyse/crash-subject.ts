/** What the id of a crash holds beside its function: two panics of one function may be two bugs. */
import type { Crash } from "../model/crash.ts";
import type { StackFrame } from "../model/race-report.ts";
import type { CrashClass } from "./crash-classes.ts";
import { firstPanic } from "./crash-facts.ts";
import { candidatesAt } from "./expression.ts";
import type { Places } from "./places.ts";

/** Words alone: what a program puts into panic() with a value in it differs from run to run; so do struck out values. */
const CONSTANT = /^[^*\d"'`[\]{}%\n]{1,200}$/;

/**
 * Of `panic("…")` the words, of a map's misuse the map, of any other the class; undefined where nothing tells.
 * @param frame the one that is to blame
 * @param frames the stack that it is in, innermost first
 */
export function crashSubject(
  crash: Crash,
  known: CrashClass,
  frame: StackFrame | undefined,
  frames: readonly StackFrame[],
  places: Places,
): string | undefined {
  if (crash.kind === "fatal-error" && crash.message.startsWith("concurrent map ")) {
    return frame === undefined ? undefined : mapAt(frame, frames, places);
  }
  const { class: name } = known;
  if (name === "unclassified") return undefined;
  const words = firstPanic(crash).trim();
  return name === "explicit-panic" && CONSTANT.test(words) ? `${name}: ${words}` : name;
}

function mapAt(
  frame: StackFrame,
  frames: readonly StackFrame[],
  places: Places,
): string | undefined {
  const text = places.sourceLine(frame);
  if (text === undefined) return undefined;
  const callees = frames.slice(0, frames.indexOf(frame)).map((each) => each.function);
  const names = new Set(candidatesAt({ text, operation: undefined, callees }));
  const [only] = names;
  return names.size === 1 ? only?.slice(only.indexOf(".") + 1) : undefined;
}
