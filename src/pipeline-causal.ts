// Wires the causal views of a trace for the `trace` commands.
import { chooseRoots, isNamed, pathOf, type RootChoice } from "./analyse/causal/path-report.ts";
import { axisOf } from "./analyse/causal/axis-report.ts";
import { openFiles } from "./collect/open-capture.ts";
import type { TimedLine } from "./model/timed-line.ts";
import { readTimedLines } from "./parse/timed-lines.ts";
import { cancelOf } from "./analyse/causal/cancel-report.ts";
import { cancellationsOf } from "./analyse/causal/cancellation.ts";
import { lockOf } from "./analyse/causal/holds-report.ts";
import { usedLocksOf } from "./analyse/deep/used-locks.ts";
import { lockClusters } from "./analyse/causal/lock-waits.ts";
import type { TestLife } from "./analyse/causal/test-spans.ts";
import type { TracePathDocument } from "./model/trace-path-document.ts";
import type { TraceHead } from "./model/trace-documents.ts";
import type { TraceSummary } from "./model/trace.ts";
import { jsonText, type TableOptions, type TraceRequest, type Write } from "./pipeline-trace.ts";
import { type Looked, recordFitting, type Recorded } from "./pipeline-window.ts";
import type { TraceCancelDocument } from "./model/trace-cancel-document.ts";
import { LockLogVisitor } from "./parse/trace-lock-log.ts";
import type { TraceHoldsDocument } from "./model/trace-holds-document.ts";
import { traceHeadOf } from "./report/text/trace-head.ts";
import { traceCancelText } from "./report/trace-cancel.ts";
import { traceHoldsText } from "./report/trace-holds.ts";
import { tracePathText } from "./report/trace-path.ts";

/** What the documents say of a trace of which only a part fits. */
function headOf({ summary, looked }: Recorded): TraceHead & { readonly looked?: Looked } {
  return { ...traceHeadOf(summary), ...(looked === undefined ? {} : { looked }) };
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

export interface CausalOptions extends TableOptions {
  /** State changes that are kept at once; a trace with more is looked at in part. */
  readonly segmentsMax?: number | undefined;
}

function isAsked({ test, goroutine }: RootChoice): (life: TestLife) => boolean {
  return ({ name, goid }) =>
    goid === goroutine || (test !== undefined && name !== "" && isNamed(name, test));
}

/** `trace path`. `roots`: how many paths at most, those of the longest spans. */
export async function tracePathCommand(
  request: TraceRequest,
  options: CausalOptions & RootChoice & StreamChoice & { readonly roots: number },
  write: Write,
): Promise<TraceSummary> {
  const { test, goroutine, segmentsMax } = options;
  const asked = test === undefined && goroutine === undefined ? undefined : isAsked(options);
  const recorded = await recordFitting(request, asked, segmentsMax);
  const { summary, segments, interner } = recorded;
  const axis = axisOf(segments, summary, await linesOf(options.stream, request));
  const roots = chooseRoots(segments, options);
  const document: TracePathDocument = {
    ...headOf(recorded),
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
  options: CausalOptions,
  write: Write,
): Promise<TraceSummary> {
  let logged: LockLogVisitor | undefined;
  const recorded = await recordFitting(request, undefined, options.segmentsMax, (interner) => {
    logged = new LockLogVisitor(interner);
    return [logged];
  });
  const { summary, segments, interner } = recorded;
  const { clusters, cut } = lockClusters(segments, interner);
  const log = logged?.finish();
  const document: TraceHoldsDocument = {
    ...headOf(recorded),
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
  options: CausalOptions,
  write: Write,
): Promise<TraceSummary> {
  const recorded = await recordFitting(request, undefined, options.segmentsMax);
  const { summary, segments, interner } = recorded;
  const found = cancellationsOf(segments, interner);
  const document: TraceCancelDocument = {
    ...headOf(recorded),
    cancellations: found
      .slice(0, CANCELLATIONS_MAX)
      .map((c, i) => cancelOf(segments, interner, c, i + 1)),
    cancellationsTotal: found.length,
    eventsDropped: segments.dropped,
  };
  write(options.json ? jsonText(document) : traceCancelText(document, options.limit));
  return summary;
}
