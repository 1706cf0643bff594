// Wires the causal views of a trace for the `trace` commands.
import { chooseRoots, pathOf, type RootChoice } from "./analyse/causal/path-report.ts";
import { axisOf } from "./analyse/causal/axis-report.ts";
import { openFiles } from "./collect/open-capture.ts";
import type { TimedLine } from "./model/timed-line.ts";
import { readTimedLines } from "./parse/timed-lines.ts";
import { cancelOf } from "./analyse/causal/cancel-report.ts";
import { cancellationsOf } from "./analyse/causal/cancellation.ts";
import { lockOf } from "./analyse/causal/holds-report.ts";
import { usedLocksOf } from "./analyse/deep/used-locks.ts";
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
import { LockLogVisitor } from "./parse/trace-lock-log.ts";
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

export interface StreamChoice {
  /** The run's `stream.jsonl`, or any output of `go test -json`: its lines are placed on the trace's time axis. */
  readonly stream?: string | undefined;
}

/** A trace in a capture lies in `run/<import path>/<pid>/`: then only lines of that package are its own. */
const IN_CAPTURE = /(?:^|\/)run\/(.{1,1000})\/\d{1,10}\/[^/]{1,255}$/;

async function linesOf(
  stream: string | undefined,
  { source }: TraceRequest,
): Promise<TimedLine[] | undefined> {
  if (stream === undefined) return undefined;
  const owner = IN_CAPTURE.exec(source.name.replaceAll("\\", "/"))?.[1];
  const opened = await openFiles([stream]);
  try {
    const lists = [];
    for (const { bytes } of opened.artifacts) {
      lists.push(await readTimedLines(bytes, (name) => owner === undefined || owner === name));
    }
    return lists.flat();
  } finally {
    await opened.close();
  }
}

/** `trace path`. `roots`: how many paths at most, those of the longest spans. */
export async function tracePathCommand(
  request: TraceRequest,
  options: TableOptions & RootChoice & StreamChoice & { readonly roots: number },
  write: Write,
): Promise<TraceSummary> {
  const { summary, segments, interner } = await segmentsOf(request);
  const axis = axisOf(segments, summary, await linesOf(options.stream, request));
  const roots = chooseRoots(segments, options);
  const document: TracePathDocument = {
    ...traceHeadOf(summary),
    ...(axis === undefined ? {} : { axis }),
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
  const interner = new TraceInterner();
  const recorder = new SegmentRecorder(interner);
  const logged = new LockLogVisitor(interner);
  const summary = await visitTrace(request, [recorder, logged]);
  const segments = recorder.finish();
  const { clusters, cut } = lockClusters(segments, interner);
  const log = logged.finish();
  const document: TraceHoldsDocument = {
    ...traceHeadOf(summary),
    locks: clusters.slice(0, LOCKS_MAX).map((c, i) => lockOf(segments, interner, c, i + 1)),
    locksTotal: clusters.length,
    eventsDropped: segments.dropped,
    waitsCut: cut,
    ...(log === undefined ? {} : { byAddress: usedLocksOf(log) }),
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
