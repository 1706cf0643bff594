// The creations of a trace in their order, for the join with race reports.
import type { StackFrame } from "../../model/race-report.ts";
import type { TraceInterner } from "../../model/trace-interner.ts";
import type { TraceCreations } from "./race-join.ts";
import type { Segments } from "./segments.ts";

/** Every goroutine that the trace saw created, those that the runtime created included: the detector counts them. */
export function creationsOf(segments: Segments, interner: TraceInterner): TraceCreations {
  const goids: number[] = [];
  const stacks: number[] = [];
  const stackFrames = new Map<number, readonly StackFrame[]>();
  for (const { created, goid, creation } of segments.actors) {
    if (!created) continue;
    goids.push(goid);
    stacks.push(creation);
    if (stackFrames.has(creation)) continue;
    const frames = interner.frames(creation);
    stackFrames.set(
      creation,
      frames.map(({ func, file, line }) => ({ function: func, file, line })),
    );
  }
  return { goids, stacks, stackFrames, before: segments.actors.length - goids.length };
}
