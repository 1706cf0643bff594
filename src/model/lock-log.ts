// What the events of an instrumented package sync say: every lock by its address, who held it and who waited for it.
import type { StackFrame } from "./race-report.ts";

export interface LockParty {
  /** A real goid. */
  readonly goid: string;
  /** The call of Lock or RLock, innermost first. */
  readonly frames: readonly StackFrame[];
  /** Since when it has the lock or waits for it, nanoseconds since the trace's first event. */
  readonly sinceNs: number;
}

export interface LockWaiter extends LockParty {
  /** `readers`: a writer whose turn it is, until the readers have left. */
  readonly wants: "lock" | "read" | "readers";
}

/** A lock that somebody held or waited for when the trace ended. */
export interface OpenLock {
  /** Hexadecimal with `0x`; of an RWMutex that of the Mutex in it. */
  readonly address: string;
  readonly kind: "Mutex" | "RWMutex";
  /** Its owner; of an RWMutex the writer, or the one whose turn is next. */
  readonly owner: LockParty | undefined;
  readonly readers: readonly LockParty[];
  readonly waiters: readonly LockWaiter[];
  /** It was once released by another goroutine than the one that had taken it. */
  readonly passedOn: boolean;
}

/** One stretch from acquisition to release. */
export interface LockHold extends LockParty {
  readonly toNs: number;
  /** The call of Unlock or RUnlock. */
  readonly released: readonly StackFrame[];
  readonly shared: boolean;
  /** Who waited for it when it was released, and how long of the hold; the longest first. */
  readonly waiters: readonly { readonly party: LockParty; readonly waitNs: number }[];
}

/** A lock over the whole trace. */
export interface LockUse {
  readonly address: string;
  readonly kind: "Mutex" | "RWMutex";
  readonly acquisitions: number;
  /** Summed over its holds that came to an end; readers count each for themselves. */
  readonly heldNs: number;
  readonly waits: number;
  readonly waitedNs: number;
  readonly longest: LockHold;
}

/** The locks of one process. */
export interface LockLog {
  readonly open: readonly OpenLock[];
  /** Those with the longest waits and holds. */
  readonly uses: readonly LockUse[];
  /** Distinct addresses; memory is used again, so two locks may share one. */
  readonly addresses: number;
  /** Events were not logged or not kept any more: what is absent may have been. */
  readonly cut: boolean;
}
