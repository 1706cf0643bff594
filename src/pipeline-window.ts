// What every goroutine did, also of traces that do not fit: then of the part that is asked for, or of the end.
//
// (1) The trace is read once. What fits is kept; how many events lie where is known of all of it.
// (2) If not all fitted, a window is chosen: the life of the test that is asked for, or the end of the trace, where what
//     hung or failed last is. Of a test that does not fit either it is the end.
// (3) The window is read, a second time for its generations only. What was left out is said.
import type { Density } from "./analyse/causal/density.ts";
import { SegmentRecorder, SEGMENTS_MAX } from "./analyse/causal/segment-recorder.ts";
import type { Segments } from "./analyse/causal/segments.ts";
import { TestSpans, type TestLife } from "./analyse/causal/test-spans.ts";
import { TraceInterner } from "./model/trace-interner.ts";
import type { TraceSummary, TraceVisitor } from "./model/trace.ts";
import { type TraceRequest, visitTrace } from "./pipeline-trace.ts";

export interface Recorded {
  /** Of the whole trace, or of the window that the caller asked for. */
  readonly summary: TraceSummary;
  readonly segments: Segments;
  readonly interner: TraceInterner;
  /** Only this was looked at, nanoseconds since the trace's first event; undefined: all of it. */
  readonly looked: Looked | undefined;
}

export interface Looked {
  readonly fromNs: number;
  readonly toNs: number;
}

/** Reads what fits, and says how dense the rest is. */
export interface FirstPass extends Recorded {
  readonly density: Density;
  /** Of the part that fitted. */
  readonly rowsPerEvent: number;
}

/** Windows are chosen a bit smaller than what fits: rows per event differ over a trace. */
const MARGIN = 0.8;

/** The whole of a trace, or its beginning. `besides`: visitors that see all of it. */
export async function firstPass(
  request: TraceRequest,
  segmentsMax = SEGMENTS_MAX,
  besides: (interner: TraceInterner) => readonly TraceVisitor[] = () => [],
): Promise<FirstPass> {
  const interner = new TraceInterner();
  const recorder = new SegmentRecorder(interner, segmentsMax);
  const summary = await visitTrace(request, [recorder, ...besides(interner)]);
  const segments = recorder.finish();
  const { density } = recorder;
  const kept = Math.max(1, density.total - segments.dropped);
  const looked = segments.dropped === 0 ? undefined : { fromNs: 0, toNs: segments.endNs };
  return { summary, segments, interner, looked, density, rowsPerEvent: segments.length / kept };
}

/** The window that ends at `toNs` and fits; not before `fromNs`. */
export function windowBefore(
  { density, rowsPerEvent }: FirstPass,
  fromNs: number,
  toNs: number,
  segmentsMax = SEGMENTS_MAX,
): Looked {
  const events = (MARGIN * segmentsMax) / Math.max(0.01, rowsPerEvent);
  return { fromNs: Math.max(fromNs, density.startOf(toNs + 1, events)), toNs };
}

/** One window of a trace. */
export async function readWindow(
  request: TraceRequest,
  window: Looked,
  segmentsMax = SEGMENTS_MAX,
): Promise<Recorded> {
  const interner = new TraceInterner();
  const recorder = new SegmentRecorder(interner, segmentsMax);
  const { fromNs, toNs } = window;
  const summary = await visitTrace({ ...request, window: { fromNs, toNs } }, [recorder]);
  const segments = recorder.finish();
  return { summary, segments, interner, looked: { fromNs, toNs: Math.min(toNs, segments.endNs) } };
}

/** When every test of the trace lived. */
export async function testLives(request: TraceRequest): Promise<readonly TestLife[]> {
  const interner = new TraceInterner();
  const spans = new TestSpans(interner);
  await visitTrace(request, [spans], { interner });
  return spans.finish();
}

/** All of the trace where it fits, else the window of `chooses` (of the longest test that it fits), else the end. */
export async function recordFitting(
  request: TraceRequest,
  chooses: ((test: TestLife) => boolean) | undefined,
  segmentsMax = SEGMENTS_MAX,
  besides?: (interner: TraceInterner) => readonly TraceVisitor[],
): Promise<Recorded> {
  const first = await firstPass(request, segmentsMax, besides);
  if (first.looked === undefined) return first;
  const { summary } = first;
  const lives = chooses === undefined ? [] : (await testLives(request)).filter(chooses);
  const [test] = lives.toSorted((a, b) => b.toNs - b.fromNs - (a.toNs - a.fromNs));
  const endNs = summary.lastEventNs;
  // The test's goroutine is created by the event at its beginning.
  const wanted = test === undefined ? windowBefore(first, 0, endNs, segmentsMax) : undefined;
  const window =
    wanted ?? windowBefore(first, (test?.fromNs ?? 0) - 1, test?.toNs ?? endNs, segmentsMax);
  if (window.toNs <= first.looked.toNs && test !== undefined) return first;
  const part = await readWindow(request, window, segmentsMax);
  return { ...part, summary };
}
