// Anchors whose matches the end of a segment cut short, and what can still come of them.
import { ANY, type CompiledPattern, type EventTest } from "./compiled.ts";
import type { Match, Seen } from "./match.ts";
import type { ReachState } from "./reach.ts";

/** A branch cut short; `step` beyond the last one watches absences. */
export interface Carried {
  /** In the order of the steps that is looked for. */
  readonly pattern: CompiledPattern;
  readonly step: number;
  readonly seen: readonly Seen[];
  readonly values: Float64Array;
  readonly noise: number;
  /** By step: how far it reaches so far, where a step to come asks. */
  readonly reach: readonly (ReachState | undefined)[];
}
export type Outcome = { readonly match: Match } | { readonly carried: Carried };

/** An anchor under way. As long as one goroutine does nothing of some kinds, nothing can come of it. */
export interface Pending {
  readonly outcomes: readonly Outcome[];
  /** The goroutine; NaN where more than one counts. */
  readonly g: number;
  readonly kinds: number;
  /** After this the anchor is given up, or `due`: is to be looked at, for what may not happen has not. */
  readonly deadlineNs: number;
  readonly due: boolean;
}

/** What an anchor with these open branches waits for. */
export function pendingOf(outcomes: readonly Outcome[]): Pending {
  const [first] = outcomes;
  const none = { outcomes, g: Number.NaN, kinds: 0, deadlineNs: Infinity, due: false };
  if (first === undefined || !("carried" in first) || outcomes.length > 1) return none;
  const { pattern, step: s, seen, values, reach } = first.carried;
  // What it reaches grows by what others do.
  if (reach.length > 0) return none;
  const step = pattern.steps[s];
  const tests = endingTests(pattern, s);
  const variable = step === undefined ? (tests[0]?.g ?? ANY) : step.knownG;
  const own = variable >= 0 && tests.every((t) => t.g === variable);
  if (!own || (step !== undefined && step.noiseMax !== Infinity)) return none;
  const kinds = tests.reduce((all, t) => all | t.kinds, step?.kinds ?? 0);
  const since = seen[step?.gapFrom ?? 0]?.timeNs ?? 0;
  const within = (seen[0]?.timeNs ?? 0) + pattern.withinNs;
  const due = step === undefined;
  const deadlineNs = due ? watchedUntil(first.carried) : Math.min(since + step.gapMaxNs, within);
  return { outcomes, g: values[variable] ?? Number.NaN, kinds, deadlineNs, due };
}

/** When the first of its absences has held. */
function watchedUntil({ pattern, seen }: Carried): number {
  const times = pattern.absences.map(({ after, forNs }) => (seen[after]?.timeNs ?? 0) + forNs);
  return Math.min(Infinity, ...times);
}

/** What has become of a branch at the end of the trace, `endNs`; `whole`: nothing of the trace is missing. */
export function atEnd(carried: Carried, endNs: number, whole: boolean): "yes" | "no" | "unknown" {
  const { pattern, step, seen } = carried;
  if (step < pattern.steps.length) return "no";
  for (const a of pattern.absences) {
    const until = (seen[a.after]?.timeNs ?? 0) + a.forNs;
    if (a.forNs === Infinity ? !whole : until > endNs) return "unknown";
  }
  return "yes";
}

/** The match of a branch whose steps are all there. */
export function matchOf({ pattern, seen, values }: Carried): Match {
  return { pattern, steps: seen, values };
}

/** Tests of what would end a branch that waits for step `s`. */
function endingTests({ absences, steps }: CompiledPattern, s: number): readonly EventTest[] {
  return [
    ...(steps[s]?.interference ?? []).filter((i) => i.after < s).flatMap((i) => i.tests),
    ...absences.filter((a) => a.after < s).flatMap((a) => a.tests),
  ];
}
