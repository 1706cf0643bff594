import type { CrashKind, CrashSignal } from "../model/crash.ts";

/**
 * First lines of a crash and the lines between them and the goroutines:
 *
 *     panic: first [recovered]
 *     	panic: second [recovered, repanicked]
 *     [signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x5300c3]
 *
 *     fatal error: concurrent map writes
 *     panic: test timed out after 10s
 *     	running tests:
 *     		TestA (10s)
 *     SIGQUIT: quit
 *     PC=0x40902e m=0 sigcode=0
 */

export interface CrashStart {
  readonly kind: CrashKind;
  readonly prefix: string;
  readonly message: string;
  /** The line begins with the words, or only quote marks stand before them. */
  readonly plain: boolean;
  /** Only the Go runtime or package testing says this: no dump is needed to believe it. */
  readonly sure: boolean;
  /**
   * A word stands before it: prose (`Observed a panic: `) or a collector's prefix (`stdout `). It is a
   * prefix only if the goroutines have the same.
   */
  readonly afterWord: boolean;
}

/** Fatal errors that the runtime throws for what a program did (Go 1.21 to 1.27). */
const RUNTIME_FATAL =
  /^(?:concurrent map |all goroutines are asleep|sync: |stack overflow|out of memory|runtime: |unexpected signal|too many concurrent operations|small map with no empty slot|all goroutines|no goroutines \(main called runtime\.Goexit\)|malloc deadlock|self deadlock|semaphore wake of synctest|(?:send on|receive on|close of|select on) synctest channel)/;

/** Recognises the first line of a crash. Cheap for every other line. */
export function crashStartOf(line: string): CrashStart | undefined {
  // Every first line has it: most lines end here.
  if (!line.includes(": ")) return undefined;
  const fatal = line.indexOf("fatal error: ");
  if (fatal >= 0) return start(line, fatal, "fatal error: ".length, "fatal-error");
  const panic = line.indexOf("panic: ");
  if (panic >= 0) return start(line, panic, "panic: ".length, "panic");
  if (!line.startsWith("SIG")) return undefined;
  const signal = /^SIG[A-Z0-9]{2,10}: [a-z][^\n]{0,100}$/.exec(line);
  if (signal === null) return undefined;
  return { kind: "signal", prefix: "", message: line, plain: true, sure: false, afterWord: false };
}

function start(
  line: string,
  at: number,
  length: number,
  kind: "panic" | "fatal-error",
): CrashStart | undefined {
  const prefix = line.slice(0, at);
  const afterWord = /[a-z][ \t]$/.test(prefix);
  const message = line.slice(at + length);
  const plain = /^[\s`"'>*#]{0,64}$/.test(prefix);
  if (kind === "fatal-error") {
    const sure = !afterWord && RUNTIME_FATAL.test(message);
    return { kind, prefix, message, plain, sure, afterWord };
  }
  const timeout = timeoutOf(message);
  if (timeout !== undefined)
    return { kind: "timeout", prefix, message, plain, sure: !afterWord, afterWord };
  return { kind, prefix, message, plain, sure: false, afterWord };
}

/** The duration of `test timed out after 10m0s`. */
export function timeoutOf(message: string): string | undefined {
  return /^test timed out after ([0-9][0-9a-z.µ]{0,40})/.exec(message)?.[1];
}

/** Takes `[recovered]`, `[recovered, repanicked]` and the like off the end of a panic's text. */
export function panicMarks(message: string): { text: string; marks: string[] } {
  const match = / \[((?:recovered|reraised|repanicked|goexit)[a-z, ]{0,40})\]$/.exec(message);
  if (match === null) return { text: message, marks: [] };
  return { text: message.slice(0, match.index), marks: (match[1] ?? "").split(", ") };
}

/** `TestA/sub (10s)` below `running tests:`. */
export function runningTestOf(text: string): { name: string; elapsed: string } | undefined {
  const match = /^(\S{1,4096}) \(([0-9][0-9a-z.µ]{0,40})\)$/.exec(text);
  return match === null ? undefined : { name: match[1] ?? "", elapsed: match[2] ?? "" };
}

/** `[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x5300c3]`, also Windows' without a name. */
export function signalOf(text: string): CrashSignal | undefined {
  if (!text.startsWith("[signal ")) return undefined;
  const match = /^\[signal (SIG[A-Z0-9]{2,10}|0x[0-9a-f]{1,16})\b/.exec(text);
  const address = / addr=(0x[0-9a-f]{1,16})\b/.exec(text);
  return match === null ? undefined : { name: match[1] ?? "", address: address?.[1] };
}

/** What the runtime prints above a fatal error to explain it. */
export function isPrologue(text: string): boolean {
  return /^(?:runtime: |unexpected fault address |fatal: |checkptr: )/.test(text);
}

/** Words of `go test` that come only after a test process has ended. */
export function endsProcess(text: string): boolean {
  return (
    text === "FAIL" ||
    text.startsWith("FAIL\t") ||
    text.startsWith("ok  \t") ||
    /^exit status [0-9]{1,3}$/.test(text) ||
    text.startsWith("signal: ")
  );
}
