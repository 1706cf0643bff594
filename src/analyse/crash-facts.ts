/** What the stack of a panicking goroutine proves beyond its first line: who was deferred, what called itself. */
import type { Crash, DumpFrame, DumpGoroutine } from "../model/crash.ts";
import type { StackFrame } from "../model/race-report.ts";
import { isRuntimePackage, parseGoSymbol, shortSymbol } from "../util/go-symbol.ts";

const PANIC = /^(?:panic|runtime\.gopanic)$/;
/** Longest circle of calls that is looked for, and how often it must be seen. */
const PERIOD_MAX = 12;
const ROUNDS_MIN = 3;

/** A stack from the first panic on: what was deferred and ran because of it stands above. */
export function faultFrames<F extends StackFrame>(frames: readonly F[]): readonly F[] {
  const at = frames.findLastIndex((frame) => PANIC.test(frame.function));
  return at < 0 ? frames : frames.slice(at + 1);
}

/** True where Go code, not the runtime, called `panic`. Short tracebacks leave the call itself out. */
export function isExplicit(frames: readonly StackFrame[]): boolean {
  const at = frames.findLastIndex((frame) => PANIC.test(frame.function));
  const next = frames[at + 1];
  return next !== undefined && !isRuntime(next.function);
}

/**
 * Deferred functions that ran because of a panic and had not returned: the frame above each `panic` is one. Those that
 * returned leave nothing in a stack. The testing package's own is left out. In the order in which they ran.
 */
export function deferredCalls(frames: readonly StackFrame[]): string[] {
  const names: string[] = [];
  for (let i = frames.length - 1; i > 0; i--) {
    if (!PANIC.test(frames[i]?.function ?? "")) continue;
    const above = frames[i - 1]?.function ?? "";
    if (!isRuntime(above) && !PANIC.test(above) && parseGoSymbol(above).package !== "testing") {
      names.push(shortSymbol(above));
    }
  }
  return names;
}

/** runtime.Goexit was unwinding the goroutine: t.FailNow, t.SkipNow or the program's own call. */
export function isInGoexit(frames: readonly StackFrame[]): boolean {
  return frames.some((frame) => frame.function === "runtime.Goexit");
}

/** Functions that call each other in a circle at the top of a stack; empty where none is seen. */
export function recursion(frames: readonly StackFrame[]): string[] {
  const names = frames.map((frame) => frame.function).filter((name) => !isRuntime(name));
  for (let period = 1; period <= PERIOD_MAX && period * ROUNDS_MIN <= names.length; period++) {
    const length = period * ROUNDS_MIN;
    const isCircle = names.slice(0, length).every((name, i) => name === names[i % period]);
    if (!isCircle) continue;
    // Innermost first in a stack; people read from the caller on.
    return names.slice(0, period).map(shortSymbol).reverse();
  }
  return [];
}

/** The method was called on a nil pointer, as far as the first argument shows. */
export function isNilReceiver(frame: DumpFrame | undefined): boolean {
  if (frame === undefined) return false;
  const isPointer = parseGoSymbol(frame.function).receiver?.startsWith("(*") === true;
  return isPointer && /^0x0(?:$|, )/.test(frame.args);
}

/** The panic that began it: the outermost one. Its value's address is left out, for it changes with every run. */
export function firstPanic(crash: Crash): string {
  const text = crash.panics[0]?.text ?? crash.message;
  return text.replace(/^\(([^\s()]{1,200})\) (?:\(0x[0-9a-f]{1,16},)?0x[0-9a-f]{1,16}\)?/, "a $1");
}

/** Goroutines that only the runtime needs: its collector, finalizers, and the signals' reader. */
export function isMachinery({ frames, createdBy }: DumpGoroutine): boolean {
  const made = createdBy?.frame.function ?? "";
  if (frames.length > 0 && frames.every(({ function: name }) => isRuntime(name))) return true;
  return made.startsWith("os/signal.") || made.startsWith("runtime/trace.");
}

function isRuntime(name: string): boolean {
  return PANIC.test(name) || isRuntimePackage(parseGoSymbol(name).package);
}

/** A stack without the runtime's frame below a goroutine's first function, which only some dumps print. */
export function programFrames<F extends StackFrame>(frames: readonly F[]): readonly F[] {
  return frames.at(-1)?.function === "runtime.goexit" ? frames.slice(0, -1) : frames;
}
