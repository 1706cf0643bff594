// A context that was cancelled, and a goroutine under it on which the test then had to wait.
import type { StackFrame } from "./race-report.ts";
import type { TraceStep } from "./trace-causes.ts";

export interface DelayedGoroutine {
  readonly goid: number;
  /** Its outermost function, "" where the trace shows none. */
  readonly name: string;
  /** Where it stood when the context was cancelled, innermost first. */
  readonly frames: readonly StackFrame[];
  /** Own code of these. */
  readonly at: StackFrame | undefined;
  /** The stack of the go statement. */
  readonly creation: readonly StackFrame[];
  /** Undefined: the cancellation did not wake it. */
  readonly wokenNs: number | undefined;
  readonly ranNs: number | undefined;
  readonly endedNs: number;
}

/** Times are nanoseconds since the first event of the trace `artifact`. */
export interface CancelDelay {
  readonly artifact: string;
  readonly package: string | undefined;
  /** Its time 0 on the wall, in milliseconds since 1970, and how far that may be off; Go 1.25 and later. */
  readonly startedWallMs: number | undefined;
  readonly clockErrorMs: number | undefined;
  /** The test's function, `TestA` or `TestA.func1`; or the name that instrumentation gave. */
  readonly test: string;
  readonly spanNs: number;
  /** Woken and late, or not woken at all and perhaps not watching. */
  readonly pattern: "cancel-late" | "cancel-ignored";
  readonly deadline: boolean;
  readonly firedNs: number;
  /** Where cancel was called; undefined for a deadline. */
  readonly calledAt: StackFrame | undefined;
  /** So much of the test's critical path the goroutines did something themselves after the cancellation. */
  readonly onPathNs: number;
  /** The slowest first. */
  readonly goroutines: readonly DelayedGoroutine[];
  /** Others that the cancellation woke, for comparison. */
  readonly beside: readonly DelayedGoroutine[];
  readonly summary: string;
  readonly steps: readonly TraceStep[];
}
