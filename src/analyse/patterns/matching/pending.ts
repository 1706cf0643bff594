// Anchors whose matches the end of a segment cut short, and what can still come of them.
import { ANY, type CompiledPattern, type EventTest } from "./compiled.ts";
import type { Match, Seen } from "./match.ts";

/** A branch cut short; `step` beyond the last one watches absences. */
export interface Carried {
  readonly step: number;
  readonly seen: readonly Seen[];
  readonly values: Float64Array;
  readonly noise: number;
}
export type Outcome = { readonly match: Match } | { readonly carried: Carried };

/** An anchor under way. As long as one goroutine does nothing of some kinds, nothing can come of it. */
export interface Pending {
  readonly outcomes: readonly Outcome[];
  /** The goroutine; NaN where more than one counts. */
  readonly g: number;
  readonly kinds: number;
  /** After this the anchor is given up. */
  readonly deadlineNs: number;
}

/** What an anchor with these open branches waits for. */
export function pendingOf(pattern: CompiledPattern, outcomes: readonly Outcome[]): Pending {
  const [first] = outcomes;
  const none = { outcomes, g: Number.NaN, kinds: 0, deadlineNs: Infinity };
  if (first === undefined || !("carried" in first) || outcomes.length > 1) return none;
  const { step: s, seen, values } = first.carried;
  const step = pattern.steps[s];
  const tests = endingTests(pattern, s);
  const variable = step === undefined ? (tests[0]?.g ?? ANY) : step.knownG;
  const own = variable >= 0 && tests.every((t) => t.g === variable);
  if (!own || (step !== undefined && step.noiseMax !== Infinity)) return none;
  if (step === undefined && pattern.absences.some((a) => a.forNs !== Infinity)) return none;
  const kinds = tests.reduce((all, t) => all | t.kinds, step?.kinds ?? 0);
  const since = seen[step?.gapFrom ?? 0]?.timeNs ?? 0;
  const within = (seen[0]?.timeNs ?? 0) + pattern.withinNs;
  const deadlineNs = step === undefined ? Infinity : Math.min(since + step.gapMaxNs, within);
  return { outcomes, g: values[variable] ?? Number.NaN, kinds, deadlineNs };
}

/** Tests of what would end a branch that waits for step `s`. */
function endingTests({ absences, steps }: CompiledPattern, s: number): readonly EventTest[] {
  return [
    ...(steps[s]?.interference ?? []).filter((i) => i.after < s).flatMap((i) => i.tests),
    ...absences.filter((a) => a.after < s).flatMap((a) => a.tests),
  ];
}
