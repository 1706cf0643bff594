// Lines of the test stream on the trace's time axis.
//
// `go test -json` stamps a line when it has come through the pipe, so a bit after it was printed. How much is seen at
// the beginnings of tests: the stream's `run` event against the creation of the test's goroutine, which follows the
// printing at once. The smallest such lag is taken off all lines; what the lags differ by is the error. The printing
// itself may wait for a buffer of the program's own; that is not seen.
import type { PlacedLine, TimedLine } from "../../model/timed-line.ts";
import type { TimeAxis } from "./clock.ts";

export interface PlacedLines {
  /** In the order of time. */
  readonly lines: readonly PlacedLine[];
  /** How far off their times may be, milliseconds. */
  readonly errorMs: number;
}

const NS_PER_MS = 1e6;
/** Without two tests to compare: lines came 1 to 8 ms late on a quiet machine, and more than 10 on a busy one. */
const ERROR_ALONE_MS = 50;

/** `starts`: when the goroutines of top-level tests were created, by test. Tests that ran twice are left out. */
export function placeLines(
  lines: readonly TimedLine[],
  axis: TimeAxis,
  starts: ReadonlyMap<string, number>,
): PlacedLines {
  const runs = lines.filter(({ what }) => what === "run");
  const lags: number[] = [];
  for (const { test, wallMs } of runs) {
    const start = test === undefined ? undefined : starts.get(test);
    const once = runs.filter((other) => other.test === test).length === 1;
    if (start !== undefined && once) lags.push(axis.traceNs(wallMs) - start);
  }
  const lagNs = lags.length === 0 ? 0 : Math.min(...lags.slice(0, LAGS_MAX));
  const spreadNs = lags.length === 0 ? 0 : Math.max(...lags.slice(0, LAGS_MAX)) - lagNs;
  const alone = lags.length < 2 ? ERROR_ALONE_MS : 0;
  return {
    lines: lines.map(({ wallMs, ...line }) => ({ ...line, timeNs: axis.traceNs(wallMs) - lagNs })),
    errorMs: Number(Math.max(axis.errorMs + spreadNs / NS_PER_MS, alone).toFixed(3)),
  };
}

const LAGS_MAX = 1_000;

/** The last line that the test, or one of its subtests, printed before a time; none of go test's own. */
export function lastLineBefore(
  { lines }: PlacedLines,
  test: string,
  timeNs: number,
): PlacedLine | undefined {
  return lines.findLast(
    (line) =>
      line.timeNs <= timeNs && line.what === "output" && isOf(line.test, test) && isOwn(line.text),
  );
}

/** The first line that it printed after a time. */
export function firstLineAfter(
  { lines }: PlacedLines,
  test: string,
  timeNs: number,
): PlacedLine | undefined {
  return lines.find(
    (line) =>
      line.timeNs > timeNs && line.what === "output" && isOf(line.test, test) && isOwn(line.text),
  );
}

/** The first line of the test that has the text. */
export function lineWith(
  { lines }: PlacedLines,
  test: string,
  text: string,
): PlacedLine | undefined {
  return lines.find(
    (line) => line.what === "output" && isOf(line.test, test) && line.text.includes(text),
  );
}

function isOf(test: string | undefined, wanted: string): boolean {
  return test === wanted || test?.startsWith(`${wanted}/`) === true;
}

function isOwn(text: string): boolean {
  return !/^(?:=== |--- |PASS$|FAIL|ok\s|panic: |SCHED |gc \d|={10})/.test(text);
}
