import type { StackFrame } from "../../model/race-report.ts";
import { parseGoSymbol } from "../../util/go-symbol.ts";

/** The frame that called into package sync; of a lock in the library, the library's. */
export function callerOf(frames: readonly StackFrame[]): StackFrame | undefined {
  return frames.find(
    ({ function: name }) => !/^(?:internal\/)?sync$/.test(parseGoSymbol(name).package),
  );
}
