/** How well confidences fit what was right: Brier score, expected calibration error, reliability by bins. */
import { LABELS_MIN, scoreOf } from "../../src/analyse/confidence/confidence.ts";
import { fit } from "./fit.ts";
import type { CalibrationRow } from "./rows.ts";

const BINS = 10;

/** A confidence that was given, and whether the finding was right. */
export interface Judged {
  readonly row: CalibrationRow;
  readonly confidence: number;
}

export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly right: number;
  /** Of the confidences in it. */
  readonly mean: number;
}

/** Each finding's confidence from a fit that has seen nothing of its project. */
export function leaveOneProjectOut(rows: readonly CalibrationRow[]): Judged[] {
  const judged: Judged[] = [];
  for (const project of new Set(rows.map((r) => r.project))) {
    const model = fit(rows.filter((r) => r.project !== project));
    for (const row of rows) {
      if (row.project === project) judged.push({ row, confidence: scoreOf(row, model) });
    }
  }
  return judged;
}

/** Those whose pattern has labels enough for a number. */
export function calibratedOnly(judged: readonly Judged[]): Judged[] {
  const byPattern = Map.groupBy(judged, ({ row }) => row.pattern);
  return judged.filter(({ row }) => (byPattern.get(row.pattern)?.length ?? 0) >= LABELS_MIN);
}

/** Mean squared distance from what was right; 0 is best, 0.25 is a coin's. */
export function brier(judged: readonly Judged[]): number {
  const sum = judged.reduce(
    (total, { row, confidence }) => total + (confidence - (row.right ? 1 : 0)) ** 2,
    0,
  );
  return judged.length === 0 ? 0 : sum / judged.length;
}

/** Ten bins of equal width. */
export function reliability(judged: readonly Judged[]): Bin[] {
  return Array.from({ length: BINS }, (_, i) => {
    const own = judged.filter(
      ({ confidence }) => Math.min(BINS - 1, Math.floor(confidence * BINS)) === i,
    );
    const sum = own.reduce((total, { confidence }) => total + confidence, 0);
    return {
      from: i / BINS,
      to: (i + 1) / BINS,
      count: own.length,
      right: own.filter(({ row }) => row.right).length,
      mean: own.length === 0 ? 0 : sum / own.length,
    };
  });
}

/** Expected calibration error: the bins' distances, weighted by what is in them. */
export function calibrationError(judged: readonly Judged[]): number {
  const far = reliability(judged).map(({ count, right, mean }) =>
    count === 0 ? 0 : Math.abs(right / count - mean) * count,
  );
  return judged.length === 0 ? 0 : far.reduce((a, b) => a + b, 0) / judged.length;
}
