// A match: its events, and the values of its variables.
import type { PatternEvents } from "../../../model/pattern-events.ts";
import type { CompiledPattern } from "./compiled.ts";

/** An event of a match, kept beyond its segment. */
export interface Seen {
  readonly seq: number;
  readonly timeNs: number;
  readonly kind: number;
  readonly cls: number;
  readonly g: number;
  readonly by: number;
  readonly stack: number;
  readonly text: number;
  readonly value: number;
}

export interface Match {
  /** In the order of the steps that was found. */
  readonly pattern: CompiledPattern;
  readonly steps: readonly Seen[];
  /** By variable; NaN where an alternative left it unbound. */
  readonly values: Float64Array;
}

/** A match as it is found; valid until the callback returns, `match` makes it last. */
export interface Found {
  /** In the order of the steps that was found. */
  readonly pattern: CompiledPattern;
  /** By variable. */
  readonly values: Float64Array;
  /** By step; there may be more room than steps. */
  readonly times: ArrayLike<number>;
  readonly steps: number;
  match(): Match;
}

/** A match that lasts, as one that was just found. */
export function foundOf(match: Match): Found {
  const times = match.steps.map(({ timeNs }) => timeNs);
  const { pattern, values } = match;
  return { pattern, values, times, steps: times.length, match: () => match };
}

/** Copies a row. */
export function seenAt(e: PatternEvents, i: number): Seen {
  return {
    seq: e.firstSeq + i,
    timeNs: e.timeNs[i] ?? 0,
    kind: e.kind[i] ?? 0,
    cls: e.cls[i] ?? 0,
    g: e.g[i] ?? -1,
    by: e.by[i] ?? -1,
    stack: e.stack[i] ?? 0,
    text: e.text[i] ?? 0,
    value: e.value[i] ?? 0,
  };
}
