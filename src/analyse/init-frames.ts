import type { StackFrame } from "../model/race-report.ts";
import { parseGoSymbol } from "../util/go-symbol.ts";

/**
 * The frame of a stack that is package initialisation: `p.init.0` of an init function, `p.init` of the initialisers of
 * package-level variables. Undefined where the stack was not begun by it.
 */
export function initFrame(frames: readonly StackFrame[]): StackFrame | undefined {
  const outermost = frames.findLast(
    (frame) => !/^(?:runtime|main\.main$|testing)/.test(frame.function),
  );
  if (outermost === undefined) return undefined;
  const { names, receiver, closures } = parseGoSymbol(outermost.function);
  const isInit = /^init(?:\.\d+)?$/.test(names[0] ?? "");
  return receiver === undefined && closures.length === 0 && isInit ? outermost : undefined;
}
