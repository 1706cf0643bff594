// What a trace adds to findings: which goroutines race reports speak of, and what held tests up.
import type { StackFrame } from "./race-report.ts";
import type { PlacedLine } from "./timed-line.ts";

export type CauseCertainty = "proof" | "direct" | "heuristic";

export interface TraceStep {
  readonly what: string;
  readonly goid: number | undefined;
  readonly timeNs: number | undefined;
  readonly at: StackFrame | undefined;
  readonly certainty: CauseCertainty;
  /** `slow`: what takes the time. `unwatched`: a goroutine that a cancellation did not wake, at `at`. */
  readonly does?: "slow" | "unwatched" | undefined;
}

/** A cause of a test's time, from edges of the trace. */
export interface TestCause {
  /** A name of the cause patterns, e.g. `lock-convoy`. */
  readonly pattern: string;
  readonly certainty: "direct" | "heuristic";
  /** Of the test's span on its critical path, 0 to 1. */
  readonly share: number;
  /** Cause and symptom in one sentence. */
  readonly summary: string;
  /** From cause to symptom. */
  readonly steps: readonly TraceStep[];
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
  /** How far that may be off, as far as the trace tells. */
  readonly clockErrorMs: number | undefined;
  readonly tests: readonly TestCauses[];
  /** Goids by the race detector's number; a set of candidates each. */
  readonly raceGoids: ReadonlyMap<number, readonly number[]>;
  /** Of goroutines that findings, dumps and races speak of, by goid. */
  readonly lives: ReadonlyMap<number, GoroutineLife>;
  readonly endNs: number;
  /** Of a trace that does not fit into memory: the parts that were looked at; undefined: all of it. */
  readonly looked: readonly { readonly fromNs: number; readonly toNs: number }[] | undefined;
  /** What the tests of the package printed, on the trace's time axis; undefined where the two clocks are not known. */
  readonly printed: { readonly lines: readonly PlacedLine[]; readonly errorMs: number } | undefined;
  /** Of contended locks, those with the longest waits. */
  readonly locks: readonly TraceLockTimes[];
}

/** The waits of one cluster of lines that came to an end. */
export interface TraceLockTimes {
  readonly kind: "Mutex" | "RWMutex" | "Once";
  readonly waits: number;
  readonly waitNs: number;
  /** As Go's mutex profile estimates them; undefined where a trace does not show enough. */
  readonly mutexEstimateNs: number | undefined;
  readonly waitsAt: readonly StackFrame[];
  readonly releasedAt: readonly StackFrame[];
}

/** A wait of one goroutine; `toNs` is the trace's end where it had not ended. */
export interface LifeWait {
  /** The trace's own word. */
  readonly reason: string;
  readonly frames: readonly StackFrame[];
  /** Own code of the stack. */
  readonly at: StackFrame | undefined;
  readonly fromNs: number;
  readonly toNs: number;
}

/** What a trace knows of one goroutine. */
export interface GoroutineLife {
  readonly goid: number;
  readonly name: string;
  /** Undefined: it was there before the trace. */
  readonly createdNs: number | undefined;
  readonly creatorGoid: number | undefined;
  readonly createdAt: StackFrame | undefined;
  readonly endedNs: number | undefined;
  /** GO state at the end. */
  readonly state: number;
  /** What it waits for at the end; undefined where it does not wait. */
  readonly wait: LifeWait | undefined;
  /** Earlier waits at the place of `wait` that came to an end; `byGoid` undefined: the runtime. */
  readonly wakes:
    | {
        readonly count: number;
        readonly lastNs: number;
        readonly byGoid: number | undefined;
        readonly byAt: StackFrame | undefined;
      }
    | undefined;
  /** When it ran, the last thousand times. */
  readonly runs: readonly { readonly fromNs: number; readonly toNs: number }[];
  /** The first wait of its creator, after the creation and in the same function. */
  readonly creatorWait:
    | (LifeWait & {
        readonly goid: number;
        readonly ended: boolean;
        readonly by?: number | undefined;
      })
    | undefined;
  /** The test that it belongs to by the chain of creations; undefined for the test's own goroutine. */
  readonly test:
    | { readonly name: string; readonly goid: number; readonly endedNs: number | undefined }
    | undefined;
}
