// A number only where labels are many, never above what the evidence allows.
import { expect, test } from "vitest";
import type { Calibration } from "../../../../src/analyse/confidence/calibration.ts";
import {
  CAPS,
  confidenceOf,
  LABELS_MANY,
  LABELS_MIN,
  scoreOf,
} from "../../../../src/analyse/confidence/confidence.ts";
import type { CauseFacts } from "../../../../src/analyse/confidence/features.ts";
import { findingConfidence } from "../../../../src/analyse/confidence/of-finding.ts";
import { CALIBRATION } from "../../../../src/analyse/confidence/table.ts";

const cause: CauseFacts = {
  pattern: "p",
  certainty: "heuristic",
  count: 3,
  share: 0.5,
  rank: 0,
  explained: false,
  whole: true,
};
const sure: Calibration = {
  intercept: 50,
  weights: [],
  caps: CAPS,
  line: [],
  patterns: { p: { labels: 1, right: 1, weight: 0 } },
};

test("the kind of evidence caps it", () => {
  for (const certainty of ["proof", "direct", "heuristic"] as const) {
    expect(scoreOf({ ...cause, certainty }, sure)).toBe(CAPS[certainty]);
  }
});

test("without weights it is one half; a pattern's own weight moves it", () => {
  const none: Calibration = { intercept: 0, weights: [], caps: CAPS, line: [], patterns: {} };
  expect(scoreOf(cause, none)).toBe(0.5);
  const own = { ...none, patterns: { p: { labels: 1, right: 0, weight: -2 } } };
  expect(scoreOf(cause, own)).toBeCloseTo(1 / (1 + Math.exp(2)), 12);
});

test("unknown patterns, names of object properties and few labels have no number", () => {
  for (const pattern of ["no-such-pattern", "__proto__", "constructor"]) {
    expect(confidenceOf({ ...cause, pattern })).toBeUndefined();
  }
  const few = Object.entries(CALIBRATION.patterns).find(([, p]) => p.labels < LABELS_MIN)?.[0];
  if (few !== undefined) expect(confidenceOf({ ...cause, pattern: few })).toBeUndefined();
});

test("patterns with labels have one", () => {
  const many = Object.entries(CALIBRATION.patterns).filter(([, p]) => p.labels >= LABELS_MIN);
  expect(many.length).toBeGreaterThan(10);
  for (const [pattern, { labels }] of many) {
    const number = confidenceOf({ ...cause, pattern });
    expect(number).toBeGreaterThanOrEqual(0);
    expect(number).toBeLessThanOrEqual(
      labels < LABELS_MANY ? CALIBRATION.caps.heuristic : CAPS.proof,
    );
  }
});

test("a finding's cause without labels has no field", () => {
  const said = { pattern: "no-such-pattern", certainty: "direct" } as const;
  expect(findingConfidence(said, { goroutines: [] })).toEqual({});
});

test("many labels of a pattern weigh more than the kind of its evidence", () => {
  const many = { ...sure, patterns: { p: { labels: 200, right: 200, weight: 0 } } };
  expect(scoreOf(cause, many)).toBe(CAPS.proof);
});

test("the line is followed in proportion, and not left at its ends", () => {
  const line = [
    [0.2, 0.1],
    [0.6, 0.3],
  ] as const;
  const at = (intercept: number) =>
    scoreOf(cause, { intercept, weights: [], caps: CAPS, line, patterns: {} });
  expect(at(-9)).toBe(0.1);
  expect(at(9)).toBe(0.3);
  expect(at(Math.log(0.4 / 0.6))).toBeCloseTo(0.2, 12);
});
