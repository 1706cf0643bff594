// Confidence of a cause: how often causes like it were right, on runs whose cause is known.
//
//     min(cap of the evidence, sigmoid(b + b[pattern] + sum of b[i] * feature[i]))
//
// The b are fitted (scripts/calibrate.ts, docs/confidence.md). A pattern with few labelled findings has no number: it
// is uncalibrated, and says so.
import { type CauseFacts, featuresOf } from "./features.ts";
import { CALIBRATION } from "./table.ts";

/** What a fit gives. */
export interface Calibration {
  readonly intercept: number;
  /** By FEATURES. */
  readonly weights: readonly number[];
  readonly patterns: Readonly<
    Record<string, { readonly labels: number; readonly right: number; readonly weight: number }>
  >;
}

/** Fewer labelled findings than this say nothing. */
export const LABELS_MIN = 30;

/** What each kind of evidence allows at most. */
export const CAPS = { proof: 0.99, direct: 0.95, heuristic: 0.8 } as const;

/** The model's number, whatever the labels are. */
export function scoreOf(cause: CauseFacts, { intercept, weights, patterns }: Calibration): number {
  const own = Object.hasOwn(patterns, cause.pattern) ? patterns[cause.pattern] : undefined;
  const sum = featuresOf(cause).reduce(
    (total, value, i) => total + value * (weights[i] ?? 0),
    intercept + (own?.weight ?? 0),
  );
  return Math.min(CAPS[cause.certainty], 1 / (1 + Math.exp(-sum)));
}

/** Share of right answers among causes like this one, two digits; undefined: uncalibrated. */
export function confidenceOf(cause: CauseFacts): number | undefined {
  const known = Object.hasOwn(CALIBRATION.patterns, cause.pattern)
    ? CALIBRATION.patterns[cause.pattern]
    : undefined;
  if (known === undefined || known.labels < LABELS_MIN) return undefined;
  return Number(scoreOf(cause, CALIBRATION).toFixed(2));
}
