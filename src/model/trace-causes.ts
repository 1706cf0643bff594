// What a trace adds to findings: which goroutines race reports speak of, and what held tests up.
import type { StackFrame } from "./race-report.ts";

export interface CauseStep {
  readonly what: string;
  readonly goid: number | undefined;
  readonly timeNs: number | undefined;
  readonly at: StackFrame | undefined;
}

/** A cause of a test's time, from edges of the trace. */
export interface TestCause {
  /** A name of the cause patterns, e.g. `lock-convoy`. */
  readonly pattern: string;
  readonly certainty: "direct" | "heuristic";
  /** Of the test's span on its critical path, 0 to 1. */
  readonly share: number;
  readonly steps: readonly CauseStep[];
  /** It is about these goroutines that had not ended; empty: about the test's time. */
  readonly stuckGoids: readonly number[];
}

export interface TestCauses {
  /** As its function is called: `TestA`, `TestA.func1` for a subtest; or the name that instrumentation gave. */
  readonly test: string;
  readonly goid: number;
  readonly spanNs: number;
  readonly causes: readonly TestCause[];
}

export interface TraceCauses {
  readonly artifact: string;
  readonly package: string | undefined;
  readonly pid: number | undefined;
  /** Something was lost: what is absent is not known to be absent. */
  readonly whole: boolean;
  /** Its time 0 on the wall, in milliseconds since 1970; Go 1.25 and later. */
  readonly startedWallMs: number | undefined;
  readonly tests: readonly TestCauses[];
  /** Goids by the race detector's number; a set of candidates each. */
  readonly raceGoids: ReadonlyMap<number, readonly number[]>;
}
