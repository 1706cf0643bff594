// Narrowing: event types that nobody wants, events outside a window of time.
import type { EdgeChunk, EventChunk, TraceVisitor } from "../../model/trace.ts";
import { EV } from "../../model/trace-event-types.ts";
import type { TimeWindow } from "./read-options.ts";

/** Types that the reader itself looks at; the second ones only where it checks what programs say as Go's reader does. */
const OWN: readonly number[] = [EV.sync, EV.procsChange];
const CHECKED: readonly number[] = [EV.taskBegin, EV.taskEnd, EV.regionBegin, EV.regionEnd];

/** The union of what the visitors want, or undefined for everything. */
export function wantedTypes(
  visitors: readonly TraceVisitor[],
  checked: boolean,
): ReadonlySet<number> | undefined {
  const all = new Set(checked ? [...OWN, ...CHECKED] : OWN);
  for (const v of visitors) {
    if (v.chunk === undefined) continue;
    if (v.wants === undefined) return undefined;
    for (const t of v.wants) all.add(t);
  }
  return all;
}

/** The first row whose time is at least `ns`; rows are in time order. */
function lowerBound(times: Float64Array, length: number, ns: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const mid = (low + high) >>> 1;
    if ((times[mid] ?? 0) < ns) low = mid + 1;
    else high = mid;
  }
  return low;
}

function bounds(times: Float64Array, length: number, window: TimeWindow): [number, number] {
  const { fromNs, toNs } = window;
  return [
    fromNs === undefined ? 0 : lowerBound(times, length, fromNs),
    toNs === undefined ? length : lowerBound(times, length, toNs + 1),
  ];
}

/** The edges whose goroutine ran again in the window. */
export function clippedEdges(edges: EdgeChunk, window: TimeWindow | undefined): EdgeChunk {
  if (window === undefined) return edges;
  const [start, end] = bounds(edges.ranNs, edges.length, window);
  if (start === 0 && end === edges.length) return edges;
  return {
    length: Math.max(0, end - start),
    goroutine: edges.goroutine.subarray(start, end),
    parkNs: edges.parkNs.subarray(start, end),
    wokenNs: edges.wokenNs.subarray(start, end),
    ranNs: edges.ranNs.subarray(start, end),
    waker: edges.waker.subarray(start, end),
    reason: edges.reason.subarray(start, end),
    parkStack: edges.parkStack.subarray(start, end),
    wakeStack: edges.wakeStack.subarray(start, end),
    doubt: edges.doubt.subarray(start, end),
  };
}

/** The rows of a chunk that lie in the window (both bounds inclusive). */
export function clipped(chunk: EventChunk, window: TimeWindow): EventChunk {
  const [start, end] = bounds(chunk.timeNs, chunk.length, window);
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
