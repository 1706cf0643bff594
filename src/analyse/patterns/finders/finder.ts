// Matches that code finds: where a cause needs what the pattern language cannot ask, such as who made a goroutine, who
// else it made, or whom a receiver served meanwhile. The pattern says what a match looks like: steps, words, variables.
import { kindNumber } from "../../../model/pattern-events.ts";
import type { CompiledPattern } from "../matching/compiled.ts";
import type { Facts } from "../matching/facts.ts";
import { type Found, foundOf, type Seen, seenAt } from "../matching/match.ts";
import type { SegmentIndex } from "../matching/segment-index.ts";
import type { Kinship } from "./kinship.ts";

const STATES = (["park", "stop"] as const).map(kindNumber);

const STATUS = kindNumber("status");

export interface Finder {
  /** What was not remembered, so that matches may be missing. */
  readonly overflow: number;
  /** It needs no rows to begin from. */
  readonly alone?: boolean;
  /** @param anchors rows that can be the first step, ascending; absent: every row of its kinds */
  segment(index: SegmentIndex, anchors?: Int32Array): void;
}

export interface FinderInput {
  readonly pattern: CompiledPattern;
  readonly facts: Facts;
  readonly kin: Kinship;
  readonly found: (found: Found) => void;
}

/** Hands on a match: its steps in order, and the values of variables by name. */
export function report(
  { pattern, found }: FinderInput,
  steps: readonly Seen[],
  values: Readonly<Record<string, number>>,
): void {
  const all = pattern.variables.map(({ name }) => values[name] ?? Number.NaN);
  found(foundOf({ pattern, steps, values: Float64Array.from(all) }));
}

/** Where the row's waker last waited or was preempted before it, in the segment. */
export function stateBefore(index: SegmentIndex, row: number): Seen | undefined {
  return lastState(index, index.rows.waker[row] ?? -1, row);
}

/** The same of a goroutine by its number in the segment. */
export function lastState(
  { events, rows }: SegmentIndex,
  number: number,
  below: number,
): Seen | undefined {
  for (let at = rows.last[number] ?? -1; at >= 0; at = rows.before[at] ?? -1) {
    if (at > below || !STATES.includes(events.kind[at] ?? -1)) continue;
    rows.need(at);
    return seenAt(events, at);
  }
  return undefined;
}

/** The goroutine's row before, other than a restatement of its state at a generation's begin; -1 for none. */
export function rowBefore({ events, rows }: SegmentIndex, row: number): number {
  let at = rows.before[row] ?? -1;
  while (at >= 0 && events.kind[at] === STATUS) at = rows.before[at] ?? -1;
  return at;
}

/** The first of a goroutine's rows in the segment, by its number, likewise. */
export function firstRow({ events, rows }: SegmentIndex, number: number): number {
  let at = number < 0 ? -1 : (rows.first[number] ?? -1);
  while (at >= 0 && events.kind[at] === STATUS) at = rows.after[at] ?? -1;
  return at;
}
