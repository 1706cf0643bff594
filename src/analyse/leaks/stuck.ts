import type { ByteRange } from "../../model/byte-source.ts";
import type { DumpFrame } from "../../model/crash.ts";
import type { LockLog } from "../../model/lock-log.ts";
import type { StackFrame } from "../../model/race-report.ts";
import type { WakeSite } from "../../model/trace-ends.ts";
import type { Wait } from "./wait.ts";

/** The test that a goroutine belongs to, as far as the chain of creations tells. */
export interface StuckTest {
  /** Equal for goroutines of one execution of one test. */
  readonly id: string;
  /** `TestX`, or undefined where its function was never seen. */
  readonly name: string | undefined;
  /** The full symbol of the function. */
  readonly function: string | undefined;
  /** A test inside a test. */
  readonly subtest: boolean;
  /** Its own goroutine has ended: what is left was left behind. */
  readonly ended: boolean;
}

/** A goroutine that was alive at the end of a process or in its dump. */
export interface Stuck {
  readonly goid: string;
  readonly parent: string | undefined;
  readonly frames: readonly (StackFrame | DumpFrame)[];
  readonly creation: readonly StackFrame[];
  readonly start: StackFrame | undefined;
  readonly wait: Wait;
  /** The trace's reason or the dump's status, as it stands there. */
  readonly word: string;
  readonly test: StuckTest | undefined;
  /** It is the test's own goroutine. */
  readonly ofTest: boolean;
  /** Started outside of tests: TestMain, main, package initialisation. */
  readonly outside: "main" | "init" | undefined;
  /** How long it had waited; exact from a trace, whole minutes from a dump. */
  readonly waitNs: number | undefined;
  /** When it began to wait, since the trace's first event. */
  readonly sinceNs: number | undefined;
  readonly in: "trace" | "dump" | "both";
  /** The collector found that nothing can reach what it waits for. */
  readonly leaked: boolean;
}

/** How a process came to its end, as far as it matters for what is left in it. */
export type ProcessEnd =
  /** Its tests were over. */
  | "finished"
  /** The alarm of -timeout. */
  | "timeout"
  /** `all goroutines are asleep - deadlock!`. */
  | "asleep"
  /** A dump on request (SIGQUIT). */
  | "quit"
  /** It died, and its goroutines had been listed while a test said nothing for long. */
  | "silent"
  /** It died of something else while tests ran: what waited then was not stuck. */
  | "died";

/** A process of the run and who was left in it. */
export interface StuckProcess {
  readonly package: string;
  readonly pid: number | undefined;
  readonly end: ProcessEnd;
  readonly goroutines: readonly Stuck[];
  /** Goroutines above limits, counted only. */
  readonly dropped: number;
  /** Waits that came to an end, by places. */
  readonly wakes: readonly WakeSite[];
  readonly trace: { readonly artifact: string; readonly endNs: number } | undefined;
  readonly dump: { readonly at: ByteRange; readonly text: string } | undefined;
  /** Of mode deep, where the trace is whole. */
  readonly locks: LockLog | undefined;
  /** Why what is absent may have been there; undefined where all was read. */
  readonly doubt: string | undefined;
  /** Of a timeout: tests that ran, by name. */
  readonly runningTests: readonly string[];
}
