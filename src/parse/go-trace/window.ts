// Narrowing: event types that nobody wants, events outside a window of time.
import type { EventChunk, TraceVisitor } from "../../model/trace.ts";
import { EV } from "../../model/trace-event-types.ts";
import type { TimeWindow } from "./read-options.ts";

/** Types that the reader itself looks at. */
const OWN: readonly number[] = [
  EV.sync,
  EV.procsChange,
  EV.taskBegin,
  EV.taskEnd,
  EV.regionBegin,
  EV.regionEnd,
];

/** The union of what the visitors want, or undefined for everything. */
export function wantedTypes(visitors: readonly TraceVisitor[]): ReadonlySet<number> | undefined {
  const all = new Set(OWN);
  for (const v of visitors) {
    if (v.wants === undefined) return undefined;
    for (const t of v.wants) all.add(t);
  }
  return all;
}

/** The first row whose time is at least `ns`; rows are in time order. */
function lowerBound(chunk: EventChunk, ns: number): number {
  let low = 0;
  let high = chunk.length;
  while (low < high) {
    const mid = (low + high) >>> 1;
    if ((chunk.timeNs[mid] ?? 0) < ns) low = mid + 1;
    else high = mid;
  }
  return low;
}

/** The rows of a chunk that lie in the window (both bounds inclusive). */
export function clipped(chunk: EventChunk, window: TimeWindow): EventChunk {
  const start = window.fromNs === undefined ? 0 : lowerBound(chunk, window.fromNs);
  const end = window.toNs === undefined ? chunk.length : lowerBound(chunk, window.toNs + 1);
  if (start === 0 && end === chunk.length) return chunk;
  if (end <= start) return { ...chunk, length: 0 };
  return {
    ...chunk,
    length: end - start,
    timeNs: chunk.timeNs.subarray(start, end),
    kind: chunk.kind.subarray(start, end),
    thread: chunk.thread.subarray(start, end),
    proc: chunk.proc.subarray(start, end),
    goroutine: chunk.goroutine.subarray(start, end),
    subject: chunk.subject.subarray(start, end),
    stack: chunk.stack.subarray(start, end),
    stack2: chunk.stack2.subarray(start, end),
    text: chunk.text.subarray(start, end),
    value: chunk.value.subarray(2 * start, 2 * end),
    value2: chunk.value2.subarray(2 * start, 2 * end),
  };
}
