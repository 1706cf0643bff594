// What a trace says of the goroutines that were still there when it ended.
import type { LockLog } from "./lock-log.ts";
import type { StackFrame } from "./race-report.ts";
import type { TraceStatus } from "./trace.ts";

/** Whose goroutine it is, by the chain of creations. */
export type TraceOrigin =
  /** Below the goroutine of a test, benchmark, example or fuzz target: `test` names it. */
  | "test"
  /** Started by the main goroutine outside of tests: TestMain, or `main` of a program. */
  | "main"
  /** It was there before the trace began: package initialisation. */
  | "before-trace"
  /** The creator is not in the trace: timers, the runtime. */
  | "unknown";

export interface TraceTest {
  /** Goid of the test's own goroutine. */
  readonly goid: string;
  /** Its outermost function, e.g. `p.TestA` or `p.TestA.func1` for a subtest; undefined where never seen. */
  readonly entry: StackFrame | undefined;
  /** Its whole name, e.g. `TestA/sub`, as an instrumented package testing says it. */
  readonly name?: string | undefined;
  /** The test that ran it as a subtest. */
  readonly parent: TraceTest | undefined;
  /** Its goroutine has ended. */
  readonly ended: boolean;
}

/** A goroutine that had not ended when the trace did. */
export interface LiveGoroutine {
  /** A real goid. */
  readonly goid: string;
  readonly parent: string | undefined;
  /** `waiting` since `sinceNs`; `active`: running, runnable or in a system call. */
  readonly state: "waiting" | "active";
  /** The trace's own word, e.g. `chan send`, `sync`, `select`, `sleep`; "" where it is not known. */
  readonly reason: string;
  /** Where it waits, innermost first; for an active one where it was last seen. */
  readonly frames: readonly StackFrame[];
  /** The stack of the go statement that made it. */
  readonly creation: readonly StackFrame[];
  /** What it was started with. */
  readonly start: StackFrame | undefined;
  readonly origin: TraceOrigin;
  readonly test: TraceTest | undefined;
  /** It is the test's own goroutine. */
  readonly ofTest: boolean;
  /** Nanoseconds since the trace's first event; undefined when it was there before. */
  readonly createdNs: number | undefined;
  readonly sinceNs: number;
}

/** Earlier waits at a place that came to an end: who ended them. Counts only, so that memory stays flat. */
export interface WakeSite {
  readonly reason: string;
  readonly waiting: readonly StackFrame[];
  /** Empty when the runtime did it: a timer, the network. */
  readonly waking: readonly StackFrame[];
  readonly count: number;
  /** When the last of them ended, in nanoseconds since the trace's first event. */
  readonly lastNs: number;
}

export interface TraceEnd {
  /** The trace's artefact. */
  readonly artifact: string;
  readonly package: string | undefined;
  readonly pid: number | undefined;
  readonly status: TraceStatus;
  /** As the trace says; undefined where it does not. */
  readonly gomaxprocs?: number | undefined;
  /** Why nothing may be concluded from what is absent; undefined where the trace is whole. */
  readonly doubt: string | undefined;
  readonly endNs: number;
  readonly goroutines: readonly LiveGoroutine[];
  /** Goroutines above the limit, which are counted and not kept. */
  readonly dropped: number;
  readonly wakes: readonly WakeSite[];
  /** Of a trace of mode deep. */
  readonly locks?: LockLog | undefined;
}
