/** Goroutines by where they were made and what they run: labels that are the same in every run. */
import type { Frame, Goroutine, Location } from "../model/finding.ts";
import type { GoroutineCreation, RaceGoroutine, StackFrame } from "../model/race-report.ts";
import { parseGoSymbol, shortSymbol } from "../util/go-symbol.ts";
import { locationOf } from "./locations.ts";
import type { Places } from "./places.ts";
import { madeByTestRunner, scopeOfStack } from "./stack-scope.ts";

/** Frames kept of a stack: deep recursion has thousands. */
const STACK_MAX = 50;

/** A stack as findings print it: files placed, capped from the outer end. */
export function stackOf(frames: readonly StackFrame[], places: Places): Frame[] {
  return frames.slice(0, STACK_MAX).map((frame) => {
    const place = places.of(frame);
    return {
      function: frame.function,
      file: place.file,
      line: frame.line,
      own: place.owner === "own",
    };
  });
}

/** What a goroutine runs: its outermost function that the compiler did not wrap around a statement. */
function startFunction(frames: readonly StackFrame[]): string | undefined {
  const start = frames.findLast((frame) => !parseGoSymbol(frame.function).wrapper);
  return start === undefined ? undefined : shortSymbol(start.function);
}

/** The place of the `go` statement: the first own frame, else the first one. */
export function creationSite(
  creation: readonly StackFrame[],
  places: Places,
): StackFrame | undefined {
  return creation.find((frame) => places.of(frame).owner === "own") ?? creation[0];
}

export interface GoroutineParts {
  readonly goroutine: RaceGoroutine | undefined;
  readonly frames: readonly StackFrame[];
  readonly creation: Pick<GoroutineCreation, "frames" | "state"> | undefined;
}

/** A label that is the same in every run: whose it is, or what it runs and where it was started. */
export function goroutineLabel(
  { goroutine, frames, creation }: GoroutineParts,
  places: Places,
): string {
  if (goroutine?.main === true) return "main goroutine";
  const created = creation?.frames ?? [];
  if (madeByTestRunner(created) || scopeOfStack(frames, undefined)?.ownGoroutine === true) {
    const test = scopeOfStack(frames, undefined)?.name;
    return test === undefined ? "a test's own goroutine" : `${test}'s own goroutine`;
  }
  const start = startFunction(frames) ?? "a goroutine";
  const site = creationSite(created, places);
  if (site === undefined) return start;
  const place = places.of(site);
  const where = site.line > 0 ? `${place.file}:${site.line}` : shortSymbol(site.function);
  return `${start}, started at ${where}`;
}

/** A race's goroutine: label, the detector's own number, where it was started, its stack. */
export function raceGoroutine(
  parts: GoroutineParts,
  places: Places,
  taken: ReadonlySet<string>,
): Goroutine {
  const label = goroutineLabel(parts, places);
  const { goroutine, creation } = parts;
  const createdAt: Location | undefined =
    creation === undefined || madeByTestRunner(creation.frames)
      ? undefined
      : locationOf(creationSite(creation.frames, places), "created-at", places);
  return {
    label: taken.has(label) ? `${label} (another one)` : label,
    ...(goroutine?.main === false ? { raceId: goroutine.raceId } : {}),
    ...(creation?.state === undefined ? {} : { state: creation.state }),
    ...(createdAt === undefined ? {} : { createdAt }),
    stack: stackOf(parts.frames, places),
  };
}
