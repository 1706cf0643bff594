// Wires the causal views of a trace for the `trace` commands.
import { chooseRoots, pathOf, type RootChoice } from "./analyse/causal/path-report.ts";
import { cancelOf } from "./analyse/causal/cancel-report.ts";
import { cancellationsOf } from "./analyse/causal/cancellation.ts";
import { lockOf } from "./analyse/causal/holds-report.ts";
import { lockClusters } from "./analyse/causal/lock-waits.ts";
import type { Segments } from "./analyse/causal/segments.ts";
import { SegmentRecorder } from "./analyse/causal/segment-recorder.ts";
import { TraceInterner } from "./model/trace-interner.ts";
import type { TracePathDocument } from "./model/trace-path-document.ts";
import type { TraceSummary } from "./model/trace.ts";
import {
  jsonText,
  type TableOptions,
  type TraceRequest,
  visitTrace,
  type Write,
} from "./pipeline-trace.ts";
import type { TraceCancelDocument } from "./model/trace-cancel-document.ts";
import type { TraceHoldsDocument } from "./model/trace-holds-document.ts";
import { traceHeadOf } from "./report/trace-head.ts";
import { traceCancelText } from "./report/trace-cancel.ts";
import { traceHoldsText } from "./report/trace-holds.ts";
import { tracePathText } from "./report/trace-path.ts";

/** Reads what every goroutine did. */
async function segmentsOf(
  request: TraceRequest,
): Promise<{ summary: TraceSummary; segments: Segments; interner: TraceInterner }> {
  const interner = new TraceInterner();
  const recorder = new SegmentRecorder(interner);
  const summary = await visitTrace(request, [recorder]);
  return { summary, segments: recorder.finish(), interner };
}

/** `trace path`. `roots`: how many paths at most, those of the longest spans. */
export async function tracePathCommand(
  request: TraceRequest,
  options: TableOptions & RootChoice & { readonly roots: number },
  write: Write,
): Promise<TraceSummary> {
  const { summary, segments, interner } = await segmentsOf(request);
  const roots = chooseRoots(segments, options);
  const document: TracePathDocument = {
    ...traceHeadOf(summary),
    roots: roots.slice(0, options.roots).map((root) => pathOf(segments, interner, root)),
    rootsTotal: roots.length,
    eventsDropped: segments.dropped,
  };
  write(options.json ? jsonText(document) : tracePathText(document, options.limit));
  return summary;
}

/** Locks in the document: those with the longest waits. */
const LOCKS_MAX = 100;

/** `trace holds` */
export async function traceHoldsCommand(
  request: TraceRequest,
  options: TableOptions,
  write: Write,
): Promise<TraceSummary> {
  const { summary, segments, interner } = await segmentsOf(request);
  const { clusters, cut } = lockClusters(segments, interner);
  const document: TraceHoldsDocument = {
    ...traceHeadOf(summary),
    locks: clusters.slice(0, LOCKS_MAX).map((c, i) => lockOf(segments, interner, c, i + 1)),
    locksTotal: clusters.length,
    eventsDropped: segments.dropped,
    waitsCut: cut,
  };
  write(options.json ? jsonText(document) : traceHoldsText(document, options.limit));
  return summary;
}

/** Cancellations in the document, the first ones. */
const CANCELLATIONS_MAX = 1_000;

/** `trace cancel` */
export async function traceCancelCommand(
  request: TraceRequest,
  options: TableOptions,
  write: Write,
): Promise<TraceSummary> {
  const { summary, segments, interner } = await segmentsOf(request);
  const found = cancellationsOf(segments, interner);
  const document: TraceCancelDocument = {
    ...traceHeadOf(summary),
    cancellations: found
      .slice(0, CANCELLATIONS_MAX)
      .map((c, i) => cancelOf(segments, interner, c, i + 1)),
    cancellationsTotal: found.length,
    eventsDropped: segments.dropped,
  };
  write(options.json ? jsonText(document) : traceCancelText(document, options.limit));
  return summary;
}
