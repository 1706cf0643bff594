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

export class KnownIds<T> {
  readonly #byFunctions = new Map<string, Map<string, T>>();

  /** Of entries with one id the first counts. Ids of other schemes match nothing. */
  constructor(entries: Iterable<readonly [id: string, entry: T]>) {
    for (const [id, entry] of entries) {
      if (!isCurrent(id)) continue;
      const ids = this.#byFunctions.get(functionsOf(id)) ?? new Map<string, T>();
      this.#byFunctions.set(functionsOf(id), ids);
      if (!ids.has(id)) ids.set(id, entry);
    }
  }

  /** The entry of that id; else one where either side does not know the variable. */
  match(id: string): Match<T> | undefined {
    const ids = this.#byFunctions.get(functionsOf(id));
    if (ids === undefined) return undefined;
    const equal = ids.get(id);
    if (equal !== undefined) return { entry: equal, doubt: undefined };
    for (const [other, entry] of ids) {
      const compared = compareIds(id, other);
      if (compared === "unknown-here" || compared === "unknown-there") {
        return { entry, doubt: DOUBTS[compared] };
      }
    }
    return undefined;
  }
}

/** An id of the present scheme; entries with others are named and match nothing. */
export function isCurrent(id: string): boolean {
  return id.startsWith(`${SCHEME}-`);
}
