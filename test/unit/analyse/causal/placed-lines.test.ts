import { expect, test } from "vitest";
import { TimeAxis } from "../../../../src/analyse/causal/clock.ts";
import {
  firstLineAfter,
  lastLineBefore,
  lineWith,
  placeLines,
} from "../../../../src/analyse/causal/placed-lines.ts";
import type { TimedLine } from "../../../../src/model/timed-line.ts";
import { readTimedLines } from "../../../../src/parse/timed-lines.ts";
import { bytesSource } from "../../../oracles/bytes-source.ts";

const MS = 1e6;
/** The trace's zero is at 1,000,000 ms on the wall, compared twice. */
const axis = TimeAxis.of(
  [0n, 1n].map((s) => ({
    traceNs: s * 10n ** 9n,
    monoNs: 0n,
    wallSec: 1_000n + s,
    wallNsec: 0,
  })),
  { originNs: 0n },
);

function line(ms: number, what: TimedLine["what"], test: string, text = ""): TimedLine {
  return { wallMs: 1_000_000 + ms, package: "p", test, what, text };
}

test("lines stand on the trace's axis, less the lag that beginnings of tests show", () => {
  const lines = [
    line(12, "run", "TestA"),
    line(13, "output", "TestA", "=== RUN   TestA"),
    line(20, "output", "TestA", "a_test.go:3: hello"),
    line(30, "output", "TestA/sub", "below"),
    line(35, "run", "TestB"),
    line(50, "output", "TestB", "other"),
  ];
  const starts = new Map([
    ["TestA", 10 * MS],
    ["TestB", 32 * MS],
  ]);
  expect(axis).toBeDefined();
  if (axis === undefined) return;
  const placed = placeLines(lines, axis, starts);
  // The lags are 2 and 3 ms.
  expect(placed.lines.map(({ timeNs }) => Math.round(timeNs / MS))).toEqual([
    10, 11, 18, 28, 33, 48,
  ]);
  expect(placed.errorMs).toBeCloseTo(1.01, 2);
  expect(lastLineBefore(placed, "TestA", 27 * MS)?.text).toBe("a_test.go:3: hello");
  expect(lastLineBefore(placed, "TestA", 60 * MS)?.text).toBe("below");
  expect(lastLineBefore(placed, "TestA", 12 * MS)).toBeUndefined();
  expect(firstLineAfter(placed, "TestA", 12 * MS)?.text).toBe("a_test.go:3: hello");
  expect(firstLineAfter(placed, "TestA", 28 * MS)).toBeUndefined();
  expect(lineWith(placed, "TestB", "oth")?.timeNs).toBeCloseTo(48 * MS, -3);
});

test("one test to compare is none: the error is fifty milliseconds", () => {
  if (axis === undefined) throw new Error("an axis");
  const placed = placeLines([line(12, "run", "TestA")], axis, new Map([["TestA", 10 * MS]]));
  expect(placed.errorMs).toBe(50);
});

test("events of the wanted package are read with nine digits; damaged and foreign lines are left out", async () => {
  const text = [
    '{"Time":"2026-11-24T13:16:35.249188565Z","Action":"run","Package":"p","Test":"TestA"}',
    '{"Time":"2026-11-24T13:16:35.25Z","Action":"output","Package":"p","Test":"TestA","Output":"\\u001b[31mred\\u001b[0m\\n"}',
    '{"Time":"2026-11-24T13:16:35.26Z","Action":"output","Package":"q","Test":"TestA","Output":"x\\n"}',
    '{"Time":"yesterday","Action":"run","Package":"p","Test":"TestB"}',
    '{"Time":"2026-11-24T13:16:35.27Z","Action":"out',
    "plain text",
    "",
  ].join("\n");
  const source = bytesSource(new TextEncoder().encode(text), "stream.jsonl");
  const lines = await readTimedLines(source, (owner) => owner === "p");
  expect(lines.map(({ what, text: words }) => `${what} ${words}`)).toEqual(["run ", "output red"]);
  expect((lines[0]?.wallMs ?? 0) % 1000).toBeCloseTo(249.188565, 3);
});
