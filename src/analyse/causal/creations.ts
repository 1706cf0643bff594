// The creations of a trace in their order, for the join with race reports.
import type { StackFrame } from "../../model/race-report.ts";
import type { TraceInterner } from "../../model/trace-interner.ts";
import type { TraceCreations } from "./race-join.ts";
import { GO } from "../../model/trace.ts";
import { type ActorIndex, NO_SEGMENT, type SegmentIndex, type Segments } from "./segments.ts";

/** Every goroutine that the trace saw created, those that the runtime created included: the detector counts them. */
export function creationsOf(segments: Segments, interner: TraceInterner): TraceCreations {
  const goids: number[] = [];
  const atNs: number[] = [];
  const untilNs: number[] = [];
  const nextOf = nextTimes(segments);
  const stacks: number[] = [];
  const stackFrames = new Map<number, readonly StackFrame[]>();
  for (const [i, { created, goid, creation, startNs }] of segments.actors.entries()) {
    if (!created) continue;
    goids.push(goid);
    atNs.push(startNs);
    untilNs.push(nextOf[i] ?? Infinity);
    stacks.push(creation);
    if (stackFrames.has(creation)) continue;
    const frames = interner.frames(creation);
    stackFrames.set(
      creation,
      frames.map(({ func, file, line }) => ({ function: func, file, line })),
    );
  }
  return {
    goids,
    stacks,
    stackFrames,
    atNs,
    untilNs,
    before: segments.actors.length - goids.length,
  };
}

/**
 * Until when at the latest the detector has numbered each goroutine: the runtime does it before the creator goes on
 * (its next creation, or the end of the row in which it created) and before the new goroutine can run.
 */
function nextTimes(segments: Segments): number[] {
  const { actors } = segments;
  const next: number[] = actors.map(() => Infinity);
  const lastOf = new Map<ActorIndex, number>();
  for (let i = actors.length - 1; i >= 0; i--) {
    const { creator, startNs } = actors[i] ?? { creator: NO_SEGMENT, startNs: 0 };
    if (creator === NO_SEGMENT) continue;
    const by = segments.actorOf(creator);
    next[i] = Math.min(segments.endOf(creator), lastOf.get(by) ?? Infinity);
    lastOf.set(by, startNs);
  }
  for (let row = 0; row < segments.length; row++) {
    const at = row as SegmentIndex;
    if (segments.stateOf(at) !== GO.running) continue;
    const actor = segments.actorOf(at);
    next[actor] = Math.min(next[actor] ?? Infinity, segments.startOf(at));
  }
  return next;
}
