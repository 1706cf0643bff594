/**
 * Logistic regression with an L2 penalty, by Newton's method, and where rows are many the isotonic line through its
 * values: the same rows give the same numbers. The intercept is not penalised; each pattern has a weight of its own,
 * which few labels leave near 0.
 */
import type { Calibration } from "../../src/analyse/confidence/calibration.ts";
import { CAPS, LABELS_MANY, onLine, sigmoidOf } from "../../src/analyse/confidence/confidence.ts";
import { FEATURES, featuresOf } from "../../src/analyse/confidence/features.ts";
import { wilson } from "../../test/bench/truth/wilson.ts";
import type { CalibrationRow } from "./rows.ts";

const PENALTY = 1;
const STEPS_MAX = 50;
const STEP_END = 1e-10;
const DIGITS = 4;
const POOL_MIN = 20;

type Line = Calibration["line"];
type Model = Omit<Calibration, "line" | "caps">;

/** The calibration that the rows give, to four digits. */
export function fit(rows: readonly CalibrationRow[]): Calibration {
  const model = logistic(rows);
  const line = rows.length >= LABELS_MANY ? isotonic(rows, model) : [];
  const capOf = (certainty: keyof typeof CAPS): number => measuredCap(rows, model, line, certainty);
  const caps = {
    proof: capOf("proof"),
    direct: capOf("direct"),
    heuristic: capOf("heuristic"),
  };
  return { ...model, line, caps };
}

/**
 * How often causes with this kind of evidence were right where the line gives them more than the prior allows: the low end
 * of its 95 % interval, where there are many; never less than the prior.
 */
function measuredCap(
  rows: readonly CalibrationRow[],
  model: Model,
  line: Line,
  certainty: keyof typeof CAPS,
): number {
  const prior = CAPS[certainty];
  const above = rows.filter(
    (row) => row.certainty === certainty && onLine(line, sigmoidOf(row, model)) > prior,
  );
  if (above.length < LABELS_MANY) return prior;
  const { low } = wilson(above.filter(({ right }) => right).length, above.length);
  return Math.min(CAPS.proof, Math.max(prior, Number(low.toFixed(DIGITS))));
}

/**
 * Isotonic regression by pooling neighbours that fall: the share of right ones among rows of like values, which rises
 * with the value. A pool is a point of the line, at its mean; pools of few rows are put together.
 */
function isotonic(rows: readonly CalibrationRow[], model: Model): Line {
  const sorted = rows
    .map((row) => ({ said: sigmoidOf(row, model), right: row.right ? 1 : 0, count: 1 }))
    .toSorted((a, b) => a.said - b.said || b.right - a.right);
  const pools: { said: number; right: number; count: number }[] = [];
  for (const one of sorted) {
    pools.push({ ...one });
    for (;;) {
      const last = pools.at(-1);
      const before = pools.at(-2);
      if (last === undefined || before === undefined) break;
      const falls = before.right / before.count >= last.right / last.count;
      if (!falls && before.count >= POOL_MIN) break;
      pools.splice(-2, 2, {
        said: before.said + last.said,
        right: before.right + last.right,
        count: before.count + last.count,
      });
    }
  }
  const round = (value: number): number => Number(value.toFixed(DIGITS));
  return pools.map(({ said, right, count }) => [round(said / count), round(right / count)]);
}

function logistic(rows: readonly CalibrationRow[]): Model {
  const names = [...new Set(rows.map((r) => r.pattern))].toSorted();
  const columns = 1 + FEATURES.length + names.length;
  const inputs = rows.map((row) => {
    const own = names.map((name) => (name === row.pattern ? 1 : 0));
    return [1, ...featuresOf(row), ...own];
  });
  const right = rows.map((r) => (r.right ? 1 : 0));
  const weights = new Array<number>(columns).fill(0);
  for (let step = 0; step < STEPS_MAX; step++) {
    const move = newtonStep(inputs, right, weights);
    for (const [i, by] of move.entries()) weights[i] = (weights[i] ?? 0) + by;
    if (Math.max(...move.map(Math.abs)) < STEP_END) break;
  }
  const rounded = weights.map((w) => Number(w.toFixed(DIGITS)));
  return {
    intercept: rounded[0] ?? 0,
    weights: rounded.slice(1, 1 + FEATURES.length),
    patterns: Object.fromEntries(
      names.map((name, i) => {
        const own = rows.filter((r) => r.pattern === name);
        const weight = rounded[1 + FEATURES.length + i] ?? 0;
        return [name, { labels: own.length, right: own.filter((r) => r.right).length, weight }];
      }),
    ),
  };
}

function newtonStep(
  inputs: readonly (readonly number[])[],
  right: readonly number[],
  weights: readonly number[],
): number[] {
  const n = weights.length;
  const gradient = weights.map((w, i) => (i === 0 ? 0 : -PENALTY * w));
  const hessian: number[][] = weights.map((_, i) =>
    Array.from({ length: n }, (__, j): number => (i === j ? (i === 0 ? 1e-9 : PENALTY) : 0)),
  );
  for (const [r, x] of inputs.entries()) {
    const p = 1 / (1 + Math.exp(-x.reduce((sum, v, i) => sum + v * weights[i]!, 0)));
    const error = right[r]! - p;
    for (let i = 0; i < n; i++) {
      const xi = x[i]!;
      if (xi === 0) continue;
      gradient[i] = gradient[i]! + error * xi;
      const row = hessian[i]!;
      for (let j = 0; j < n; j++) row[j] = row[j]! + p * (1 - p) * xi * x[j]!;
    }
  }
  return solve(hessian, gradient);
}

/** Gauss's elimination with row exchange. */
function solve(matrix: number[][], values: readonly number[]): number[] {
  const n = values.length;
  const rows = matrix.map((row, i) => [...row, values[i]!]);
  for (let at = 0; at < n; at++) {
    let best = at;
    for (let r = at; r < n; r++) {
      if (Math.abs(rows[r]![at]!) > Math.abs(rows[best]![at]!)) best = r;
    }
    [rows[at], rows[best]] = [rows[best]!, rows[at]!];
    const pivot = rows[at]!;
    for (let r = 0; r < n; r++) {
      if (r === at) continue;
      const row = rows[r]!;
      const factor = row[at]! / pivot[at]!;
      if (factor !== 0) for (let c = at; c <= n; c++) row[c] = row[c]! - factor * pivot[c]!;
    }
  }
  return rows.map((row, i) => row[n]! / row[i]!);
}
