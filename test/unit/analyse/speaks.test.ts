import { expect, test } from "vitest";
import { evidenceOf } from "../../../src/analyse/confidence/speaks.ts";
import type { CauseFacts } from "../../../src/analyse/confidence/features.ts";

const facts: CauseFacts = {
  pattern: "lock-convoy",
  certainty: "direct",
  count: 40,
  share: 0.364,
  rank: 0,
  explained: false,
  whole: true,
};

test("what is seen often, explains much and is in the data speaks for a cause", () => {
  expect(evidenceOf(facts, [])).toEqual({
    for: [
      "every link is an edge in the trace",
      "seen 40 times",
      "it explains 36 % of the trace's time",
    ],
    against: [],
  });
});

test("a reading, seen once, behind others, in a trace that is not whole has all that against it", () => {
  const weak = { ...facts, certainty: "heuristic", count: 1, share: 0.004, rank: 2 } as const;
  expect(evidenceOf({ ...weak, explained: true, whole: false }, ["slow-holder"])).toEqual({
    for: [],
    against: [
      "it is a reading: other causes can look the same in a trace",
      "seen once",
      "it explains less than 1 % of the trace's time",
      "2 other patterns explain more",
      "it follows from slow-holder",
      "the trace is not whole: what is missing may speak against it",
    ],
  });
});
