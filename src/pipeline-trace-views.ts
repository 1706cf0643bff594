// Wires the views of a trace beyond its goroutines: processors, threads, tasks, who created whom.
import { CreationTree } from "./analyse/trace/creation-tree.ts";
import { GoroutineReport } from "./analyse/trace/goroutine-report.ts";
import { GoroutineTimesVisitor } from "./analyse/trace/goroutine-times.ts";
import { processorsOf, threadsOf } from "./analyse/trace/machine-report.ts";
import { MachineTimes } from "./analyse/trace/machine-times.ts";
import { TaskTree } from "./analyse/trace/task-tree.ts";
import type { TraceGoroutinesDocument } from "./model/trace-documents.ts";
import type { TraceProcsDocument, TraceThreadsDocument } from "./model/trace-machine-documents.ts";
import type { TraceTasksDocument } from "./model/trace-tasks-document.ts";
import type { TraceSummary } from "./model/trace.ts";
import {
  jsonText,
  type TableOptions,
  type TraceRequest,
  visitTrace,
  type Write,
} from "./pipeline-trace.ts";
import { creationsText } from "./report/trace-creations.ts";
import { traceHeadOf } from "./report/text/trace-head.ts";
import { procsText, threadsText } from "./report/trace-machine.ts";
import { tasksText } from "./report/trace-tasks.ts";

/** `trace goroutines --tree`: who created whom; the document is that of `trace goroutines` with the tree added. */
export async function traceCreationsCommand(
  request: TraceRequest,
  options: TableOptions,
  write: Write,
): Promise<TraceSummary> {
  const tree = new CreationTree();
  const report = new GoroutineReport(tree);
  const visitor: GoroutineTimesVisitor = new GoroutineTimesVisitor(
    (g) => report.add(g, visitor.lastNs),
    (g, creator) => tree.born(g, creator),
  );
  const summary = await visitTrace(request, [visitor]);
  visitor.end();
  const document: TraceGoroutinesDocument = { ...traceHeadOf(summary), ...report.result() };
  write(options.json ? jsonText(document) : creationsText(document.tree ?? [], options.limit));
  return summary;
}

/** `trace procs` */
export async function traceProcsCommand(
  request: TraceRequest,
  options: TableOptions,
  write: Write,
): Promise<TraceSummary> {
  const machine = new MachineTimes();
  const summary = await visitTrace(request, [machine]);
  machine.end();
  const document: TraceProcsDocument = { ...traceHeadOf(summary), ...processorsOf(machine) };
  write(options.json ? jsonText(document) : procsText(document, options.limit));
  return summary;
}

/** `trace threads` */
export async function traceThreadsCommand(
  request: TraceRequest,
  options: TableOptions,
  write: Write,
): Promise<TraceSummary> {
  const machine = new MachineTimes();
  const summary = await visitTrace(request, [machine]);
  machine.end();
  const document: TraceThreadsDocument = { ...traceHeadOf(summary), threads: threadsOf(machine) };
  write(options.json ? jsonText(document) : threadsText(document, options.limit));
  return summary;
}

/** `trace tasks` */
export async function traceTasksCommand(
  request: TraceRequest,
  options: TableOptions,
  write: Write,
): Promise<TraceSummary> {
  const tree = new TaskTree();
  const summary = await visitTrace(request, [tree]);
  const document: TraceTasksDocument = { ...traceHeadOf(summary), ...tree.result() };
  write(options.json ? jsonText(document) : tasksText(document, options.limit));
  return summary;
}
