// What is said while tests run, on standard error. On a terminal one line is redrawn; elsewhere a line per
// finished package, and a heartbeat when nothing was said for a while, since CI systems end silent jobs.
// The clock is the caller's.
import { cutUnits } from "../util/utf8-cut.ts";
import { type Line, type Style, paint, span } from "./text/styled.ts";
import { count, duration } from "./text/words.ts";

export interface ProgressState {
  /** Unix milliseconds. */
  readonly startedMs: number;
  readonly packagesDone: number;
  readonly packagesPlanned: number;
  readonly testsDone: number;
  readonly testsFailed: number;
  /** Race reports so far. */
  readonly races: number;
  /** Packages whose tests run now, longest first. */
  readonly running: readonly { readonly importPath: string; readonly sinceMs: number }[];
}

export interface PackageLine {
  readonly importPath: string;
  readonly outcome: "pass" | "fail" | "skip" | "incomplete" | "build-failed";
  readonly tests: number;
  readonly testsFailed: number;
  readonly races: number;
  readonly elapsedMs?: number | undefined;
  readonly cached?: boolean | undefined;
}

interface PaintOptions {
  readonly colour: boolean;
  readonly width?: number | undefined;
}

/** The redrawn line of a terminal: no line break, at most `width` - 1 columns. */
export function renderProgressLine(
  state: ProgressState,
  nowMs: number,
  options: PaintOptions,
): string {
  const running = state.running[0];
  const tail = running === undefined ? "building" : running.importPath;
  const text = cutUnits(`${progressWords(state, nowMs)} · ${tail}`, (options.width ?? 80) - 1);
  return paintOne([span(text, state.races > 0 || state.testsFailed > 0 ? "bad" : "dim")], options);
}

const OUTCOMES: Record<PackageLine["outcome"], readonly [string, Style]> = {
  pass: ["ok", "good"],
  fail: ["FAIL", "bad"],
  skip: ["skip", "dim"],
  incomplete: ["NO END", "bad"],
  "build-failed": ["NO BUILD", "bad"],
};

/** One line for a finished package, e.g. `ok        example.com/m/cache  12 tests  1.2s`. */
export function renderPackageLine(result: PackageLine, options: PaintOptions): string {
  const [word, style] = OUTCOMES[result.outcome];
  const facts = [
    result.outcome === "skip" ? "no tests" : count(result.tests, "test"),
    ...(result.testsFailed > 0 ? [`${result.testsFailed} failed`] : []),
    ...(result.races > 0 ? [count(result.races, "race report")] : []),
    ...(result.cached === true ? ["cached"] : []),
    ...(result.elapsedMs === undefined ? [] : [duration(result.elapsedMs)]),
  ];
  return paintOne(
    [
      span(word.padEnd(9), style),
      span(` ${result.importPath}`),
      span(`  ${facts.join(", ")}`, "dim"),
    ],
    options,
  );
}

/** A plain line that says that work goes on, and where. */
export function renderHeartbeat(state: ProgressState, nowMs: number): string {
  const where = state.running
    .slice(0, 3)
    .map(({ importPath, sinceMs }) => `${importPath} for ${duration(nowMs - sinceMs)}`);
  const more = state.running.length - where.length;
  const tail = where.length === 0 ? "building" : `in ${where.join(", ")}`;
  const text = `still running: ${progressWords(state, nowMs)} · ${tail}`;
  return paintOne([span(more > 0 ? `${text} and ${more} more` : text)], { colour: false });
}

function progressWords(state: ProgressState, nowMs: number): string {
  const parts = [
    duration(nowMs - state.startedMs),
    `${state.packagesDone}/${state.packagesPlanned} packages`,
    count(state.testsDone, "test") + (state.testsFailed > 0 ? `, ${state.testsFailed} failed` : ""),
    ...(state.races > 0 ? [count(state.races, "race report")] : []),
  ];
  return parts.join(" · ");
}

function paintOne(one: Line, options: PaintOptions): string {
  return paint([one], options.colour).trimEnd();
}
