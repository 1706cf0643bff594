// Wires the causal views of a trace for the `trace` commands.
import { chooseRoots, pathOf, type RootChoice } from "./analyse/causal/path-report.ts";
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
import { traceHeadOf } from "./report/trace-head.ts";
import { tracePathText } from "./report/trace-path.ts";

/** `trace path`. `roots`: how many paths at most, those of the longest spans. */
export async function tracePathCommand(
  request: TraceRequest,
  options: TableOptions & RootChoice & { readonly roots: number },
  write: Write,
): Promise<TraceSummary> {
  const interner = new TraceInterner();
  const recorder = new SegmentRecorder(interner);
  const summary = await visitTrace(request, [recorder]);
  const segments = recorder.finish();
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
