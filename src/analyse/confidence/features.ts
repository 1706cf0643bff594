// What a cause's confidence is made of: numbers of 0 to 1, known of every cause alike.

/** A cause as it is found, and beside what. */
export interface CauseFacts {
  readonly pattern: string;
  readonly certainty: "proof" | "direct" | "heuristic";
  /** How often it was seen. */
  readonly count: number;
  /** Of the time; above 1 where goroutines wait at once. */
  readonly share: number;
  /** So many other patterns stand before it in the same trace. */
  readonly rank: number;
  /** Another cause of the trace brings it about. */
  readonly explained: boolean;
  /** Nothing of the trace is missing. */
  readonly whole: boolean;
}

/** Names of the features, in the order of their values. */
export const FEATURES = [
  "seen often",
  "share of the time",
  "every link in the data",
  "proof",
  "another pattern first",
  "explained by another",
  "trace not whole",
] as const;

const OFTEN = 10;

/** The values of FEATURES for a cause. */
export function featuresOf(cause: CauseFacts): number[] {
  const { certainty } = cause;
  return [
    Math.min(1, Math.log2(1 + cause.count) / OFTEN),
    Math.min(1, cause.share),
    certainty === "direct" ? 1 : 0,
    certainty === "proof" ? 1 : 0,
    cause.rank > 0 ? 1 : 0,
    cause.explained ? 1 : 0,
    cause.whole ? 0 : 1,
  ];
}
