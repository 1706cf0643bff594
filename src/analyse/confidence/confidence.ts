// Confidence of a cause: how often causes like it were right, on runs whose cause is known.
//
//     min(cap of the evidence, steps(sigmoid(b + b[pattern] + sum of b[i] * feature[i])))
//
// The b and the steps are fitted (scripts/calibrate.ts, docs/confidence.md). A pattern with few labelled findings has no
// number: it is uncalibrated, and says so. The cap is a prior, and gives way where there are many labels: of the pattern,
// or of causes with this kind of evidence that would get more.
import { type CauseFacts, featuresOf } from "./features.ts";
import type { Calibration } from "./calibration.ts";
import { CALIBRATION } from "./table.ts";

/** Fewer labelled findings than this say nothing. */
export const LABELS_MIN = 30;

/** From so many on a pattern's labels weigh more than the kind of its evidence. */
export const LABELS_MANY = 200;

/** What each kind of evidence allows at most before it is measured. */
export const CAPS = { proof: 0.99, direct: 0.95, heuristic: 0.8 } as const;

/** The model's number, whatever the labels are. */
export function scoreOf(cause: CauseFacts, calibration: Calibration): number {
  const { patterns, line } = calibration;
  const own = Object.hasOwn(patterns, cause.pattern) ? patterns[cause.pattern] : undefined;
  const cap = (own?.labels ?? 0) >= LABELS_MANY ? CAPS.proof : calibration.caps[cause.certainty];
  return Math.min(cap, onLine(line, sigmoidOf(cause, calibration)));
}

/** The logistic model's value, before the line and the cap. */
export function sigmoidOf(
  cause: CauseFacts,
  { intercept, weights, patterns }: Omit<Calibration, "line" | "caps">,
): number {
  const own = Object.hasOwn(patterns, cause.pattern) ? patterns[cause.pattern] : undefined;
  const sum = featuresOf(cause).reduce(
    (total, value, i) => total + value * (weights[i] ?? 0),
    intercept + (own?.weight ?? 0),
  );
  return 1 / (1 + Math.exp(-sum));
}

/** Between two points in proportion; beyond the ends as at the ends; without points as it is. */
export function onLine(line: Calibration["line"], said: number): number {
  const next = line.findIndex(([at]) => at >= said);
  const to = line[next];
  const from = next > 0 ? line[next - 1] : undefined;
  if (to === undefined) return line.at(-1)?.[1] ?? said;
  if (from === undefined) return to[1];
  const part = to[0] === from[0] ? 1 : (said - from[0]) / (to[0] - from[0]);
  return from[1] + part * (to[1] - from[1]);
}

/** Share of right answers among causes like this one, two digits; undefined: uncalibrated. */
export function confidenceOf(cause: CauseFacts): number | undefined {
  const known = Object.hasOwn(CALIBRATION.patterns, cause.pattern)
    ? CALIBRATION.patterns[cause.pattern]
    : undefined;
  if (known === undefined || known.labels < LABELS_MIN) return undefined;
  return Number(scoreOf(cause, CALIBRATION).toFixed(2));
}
