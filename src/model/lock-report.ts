import type { ByteRange } from "./byte-source.ts";
import type { StackFrame } from "./race-report.ts";

/** A place of github.com/sasha-s/go-deadlock's output, with the source line that it prints. */
export interface LockFrame extends StackFrame {
  /** `m.mu.Lock()`, as printed between the braces. */
  readonly code: string;
}

export interface LockPlace {
  /**
   * `first`, `then`: of a pair of locks taken one after the other. `held`: taken and not yet released.
   * `waiting`: cannot be had. `other`: another goroutine that holds locks.
   */
  readonly role: "first" | "then" | "held" | "waiting" | "other";
  /** The lock's address with `0x`, where it is printed. */
  readonly lock: string | undefined;
  /** As printed; newer versions of Go print 0 for every goroutine. */
  readonly goid: string | undefined;
  /** Innermost first. */
  readonly frames: readonly LockFrame[];
}

/** One `POTENTIAL DEADLOCK:` block. */
export interface LockReport {
  /** Two orders of two locks; a lock taken twice by one goroutine; a lock that was waited for too long. */
  readonly kind: "order" | "recursive" | "timeout";
  readonly places: readonly LockPlace[];
  /** `30s` of `Have been trying to lock it again for more than 30s`. */
  readonly waited: string | undefined;
  readonly at: ByteRange;
  /** The block's own lines, capped at 64 KiB. */
  readonly text: string;
}
