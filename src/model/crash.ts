import type { ByteRange } from "./byte-source.ts";
import type { StackFrame } from "./race-report.ts";

/** A goroutine of a dump: `goroutine 7 [chan receive, 2 minutes, locked to thread]:` and its stack. */
export interface DumpGoroutine {
  /** A real goid, as text: it may exceed 2^53. */
  readonly goid: string;
  /** The wait status, e.g. `chan receive`, `running`, `sync.Mutex.Lock`. */
  readonly status: string;
  readonly waitMinutes?: number | undefined;
  readonly lockedToThread: boolean;
  /** `leaked`, `durable`, `scan` and labels as printed. */
  readonly annotations: readonly string[];
  readonly frames: readonly DumpFrame[];
  readonly createdBy?:
    { readonly frame: StackFrame; readonly goid?: string | undefined } | undefined;
  readonly truncated: boolean;
}

export interface DumpFrame extends StackFrame {
  /** The arguments as printed between the parentheses, e.g. `0xc000112968, {0x0, 0x0}`. */
  readonly args: string;
}

export type CrashKind = "panic" | "fatal-error" | "timeout" | "signal";

/** `[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x5300c3]`. */
export interface CrashSignal {
  /** `SIGSEGV`; on Windows the exception's number, `0xc0000005`. */
  readonly name: string;
  /** The address that could not be used, hexadecimal with `0x`. */
  readonly address: string | undefined;
}

/** A text with which a Go process ends: panic, fatal error, test timeout, SIGQUIT dump. */
export interface Crash {
  readonly kind: CrashKind;
  /** The first line's text without its prefix, e.g. `concurrent map writes`. */
  readonly message: string;
  /** Nested panics outermost first, each with its `[recovered]`-like marks; at least one for a panic. */
  readonly panics: readonly { readonly text: string; readonly marks: readonly string[] }[];
  /** From `panic: test timed out after …` and its `running tests:` list. */
  readonly runningTests: readonly { readonly name: string; readonly elapsed: string }[];
  readonly timeout?: string | undefined;
  /** The signal that the runtime turned into this panic or fatal error. */
  readonly signal?: CrashSignal | undefined;
  /** The runtime's lines just above the first one: `runtime: goroutine stack exceeds 1000000000-byte limit`. */
  readonly prologue?: readonly string[] | undefined;
  readonly goroutines: readonly DumpGoroutine[];
  readonly complete: boolean;
  readonly at: ByteRange;
  /** The text itself, capped at 64 KiB. */
  readonly text: string;
}
