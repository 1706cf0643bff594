// The documents of `trace procs` and `trace threads` as tables.
import type {
  TraceProcessor,
  TraceProcsDocument,
  TraceThread,
  TraceThreadsDocument,
} from "../model/trace-machine-documents.ts";
import { durationText } from "../util/duration-text.ts";
import { textTable } from "../util/text-table.ts";

const number = true;

function share(part: number, whole: number): string {
  return whole > 0 ? `${((100 * part) / whole).toFixed(1)} %` : "-";
}

function idleCells(t: TraceProcessor | TraceThread): string[] {
  const { longestIdle: idle } = t;
  if (idle === undefined) return ["-", "-"];
  return [durationText(idle.toNs - idle.fromNs), durationText(idle.fromNs)];
}

/** Sums of the columns over all processors. */
function together(all: readonly TraceProcessor[]): TraceProcessor {
  const sum = (of: (p: TraceProcessor) => number): number => all.reduce((n, p) => n + of(p), 0);
  return {
    id: -1,
    firstNs: 0,
    spanNs: sum((p) => p.spanNs),
    goroutineNs: sum((p) => p.goroutineNs),
    gcWorkerNs: sum((p) => p.gcWorkerNs),
    syscallNs: sum((p) => p.syscallNs),
    schedulerNs: sum((p) => p.schedulerNs),
    idleNs: sum((p) => p.idleNs),
    unknownNs: sum((p) => p.unknownNs),
    assistNs: sum((p) => p.assistNs),
    sweepNs: sum((p) => p.sweepNs),
    switches: sum((p) => p.switches),
  };
}

export function procsText(d: TraceProcsDocument, limit: number): string {
  const row = (name: string, p: TraceProcessor): string[] => [
    name,
    share(p.goroutineNs, p.spanNs),
    share(p.gcWorkerNs, p.spanNs),
    share(p.syscallNs, p.spanNs),
    share(p.schedulerNs, p.spanNs),
    share(p.idleNs, p.spanNs),
    share(p.assistNs + p.sweepNs, p.spanNs),
    String(p.switches),
    ...(p.id < 0 ? ["", ""] : idleCells(p)),
  ];
  const shown = d.processors.slice(0, limit).map((p) => row(String(p.id), p));
  if (d.processors.length > 1) shown.push(row("all", together(d.processors)));
  const columns = [
    { title: "processor", number },
    { title: "goroutines", number },
    { title: "GC workers", number },
    { title: "syscalls", number },
    { title: "scheduler", number },
    { title: "idle", number },
    { title: "assist+sweep", number },
    { title: "switches", number },
    { title: "longest idle", number },
    { title: "from", number },
  ];
  const { count, ns, longestNs } = d.stopTheWorld;
  const stopped =
    count === 0
      ? "the world was never stopped\n"
      : `the world was stopped ${count === 1 ? "once" : `${count} times`}, ${durationText(ns)} in all, at most ${durationText(longestNs)}\n`;
  const unknown = d.processors.reduce((n, p) => n + p.unknownNs, 0);
  const hidden = unknown > 0 ? `damage hides ${durationText(unknown)} of processor time\n` : "";
  return `${textTable(columns, shown)}${rest(d.processors.length, limit)}\n${stopped}${hidden}`;
}

export function threadsText(d: TraceThreadsDocument, limit: number): string {
  const columns = [
    { title: "thread", number },
    { title: "span", number },
    { title: "goroutines", number },
    { title: "GC workers", number },
    { title: "syscalls", number },
    { title: "blocked syscalls", number },
    { title: "scheduler", number },
    { title: "idle", number },
    { title: "switches", number },
    { title: "longest idle", number },
    { title: "from", number },
  ];
  const rows = d.threads
    .slice(0, limit)
    .map((t) => [
      String(t.id),
      durationText(t.spanNs),
      durationText(t.goroutineNs),
      durationText(t.gcWorkerNs),
      durationText(t.syscallNs),
      durationText(t.syscallBlockedNs),
      durationText(t.schedulerNs),
      durationText(t.idleNs),
      String(t.switches),
      ...idleCells(t),
    ]);
  return `${textTable(columns, rows)}${rest(d.threads.length, limit)}`;
}

function rest(all: number, limit: number): string {
  return all > limit ? `(${all - limit} more)\n` : "";
}
