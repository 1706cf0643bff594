// What speaks for a cause, and what against it: the features of its confidence in words.
import type { CauseFacts } from "./features.ts";

/** Seen so often, a cause is no single event. */
const OFTEN = 10;
/** Of the time; less explains little. */
const MUCH = 0.1;
const PERCENT = 100;

export interface CauseEvidence {
  readonly for: readonly string[];
  readonly against: readonly string[];
}

const BASIS = {
  proof: "the events show it themselves",
  direct: "every link is an edge in the trace",
  heuristic: "it is a reading: other causes can look the same in a trace",
} as const;

/** @param effectOf patterns of the same trace that bring the cause about */
export function evidenceOf(facts: CauseFacts, effectOf: readonly string[]): CauseEvidence {
  const { certainty, count, rank, share, whole } = facts;
  const percent = share > 0 && share < 1 / PERCENT ? "less than 1" : Math.round(PERCENT * share);
  const speaks: [holds: boolean, side: "for" | "against", words: string][] = [
    [true, certainty === "heuristic" ? "against" : "for", BASIS[certainty]],
    [count >= OFTEN, "for", `seen ${count} times`],
    [count === 1, "against", "seen once"],
    [share >= MUCH, "for", `it explains ${percent} % of the trace's time`],
    [share > 0 && share < MUCH, "against", `it explains ${percent} % of the trace's time`],
    [
      rank > 0,
      "against",
      `${rank} other ${rank === 1 ? "pattern explains" : "patterns explain"} more`,
    ],
    [effectOf.length > 0, "against", `it follows from ${effectOf.join(", ")}`],
    [!whole, "against", "the trace is not whole: what is missing may speak against it"],
  ];
  const side = (wanted: "for" | "against"): string[] =>
    speaks.flatMap(([holds, of, words]) => (holds && of === wanted ? [words] : []));
  return { for: side("for"), against: side("against") };
}
