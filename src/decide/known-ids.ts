/** Entries by their ids (accepted findings, the baseline), asked for a finding's. */
import { compareIds, functionsOf, SCHEME } from "./fingerprint.ts";

export interface Match<T> {
  readonly entry: T;
  /** Of an entry that only may be the same, why; undefined for an equal id. */
  readonly doubt: string | undefined;
}

const DOUBTS = {
  "unknown-here": "matched by its functions: what it is about is not known in this run",
  "unknown-there": "matched by its functions: the entry does not know what it is about",
} as const;

/**
 * Which entry each of these ids has: the one of that id; else, of those that are left, one where either side does not
 * know the variable. An entry stands for one finding, so that a second one never hides behind it. Of entries with one
 * id the first counts; ids of other schemes match nothing.
 */
export function matchEntries<T>(
  entries: Iterable<readonly [id: string, entry: T]>,
  ids: readonly string[],
): ReadonlyMap<string, Match<T>> {
  const byFunctions = new Map<string, Map<string, T>>();
  for (const [id, entry] of entries) {
    if (!isCurrent(id)) continue;
    const known = byFunctions.get(functionsOf(id)) ?? new Map<string, T>();
    byFunctions.set(functionsOf(id), known);
    if (!known.has(id)) known.set(id, entry);
  }
  const matches = new Map<string, Match<T>>();
  for (const id of ids) {
    const left = byFunctions.get(functionsOf(id));
    const entry = left?.get(id);
    if (left === undefined || entry === undefined) continue;
    matches.set(id, { entry, doubt: undefined });
    left.delete(id);
  }
  // In one order, whatever the findings came in.
  for (const id of [...ids].sort()) {
    const left = byFunctions.get(functionsOf(id));
    if (left === undefined || matches.has(id)) continue;
    for (const [other, entry] of left) {
      const compared = compareIds(id, other);
      if (compared !== "unknown-here" && compared !== "unknown-there") continue;
      matches.set(id, { entry, doubt: DOUBTS[compared] });
      left.delete(other);
      break;
    }
  }
  return matches;
}

/** An id of the present scheme; entries with others are named and match nothing. */
export function isCurrent(id: string): boolean {
  return id.startsWith(`${SCHEME}-`);
}
