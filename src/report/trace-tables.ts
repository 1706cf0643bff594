// The `trace goroutines`, `wake` and `locks` documents as tables.
import type {
  TraceGoroutinesDocument,
  TraceLocksDocument,
  TraceSite,
  TraceWakeDocument,
} from "../model/trace-documents.ts";
import { durationText } from "../util/duration-text.ts";
import { textTable } from "../util/text-table.ts";

const number = true;

function siteCell(site: TraceSite | undefined): string {
  if (site === undefined) return "-";
  return `${site.function} ${site.file.slice(site.file.lastIndexOf("/") + 1)}:${site.line}`;
}

/** Blocked time by reason, the largest three. */
function reasons(blocked: Record<string, number>): string {
  return Object.entries(blocked)
    .sort((a, b) => b[1] - a[1])
    .slice(0, 3)
    .map(([reason, ns]) => `${reason === "" ? "unknown" : reason} ${durationText(ns)}`)
    .join(", ");
}

export function goroutinesText(d: TraceGoroutinesDocument, limit: number): string {
  const times = [
    { title: "execution", number },
    { title: "runnable", number },
    { title: "blocked", number },
    { title: "syscall", number },
    { title: "GC assist", number },
  ];
  const cells = (t: TraceGoroutinesDocument["groups"][number]): string[] => [
    durationText(t.executionNs),
    durationText(t.runnableNs),
    durationText(t.blockedNs),
    durationText(t.syscallNs + t.syscallBlockedNs),
    durationText(t.ranges["GC mark assist"] ?? 0),
  ];
  const groups = textTable(
    [
      { title: "count", number },
      ...times,
      { title: "goroutine" },
      { title: "created at" },
      { title: "blocked on" },
    ],
    d.groups
      .slice(0, limit)
      .map((g) => [
        String(g.goroutines),
        ...cells(g),
        g.name === "" ? "(no stack)" : g.name,
        siteCell(g.createdAt),
        reasons(g.blocked),
      ]),
  );
  const single = textTable(
    [
      { title: "goroutine", number },
      { title: "total", number },
      ...times,
      { title: "last state" },
      { title: "function" },
    ],
    d.goroutines
      .slice(0, limit)
      .map((g) => [
        String(g.id),
        durationText(g.totalNs),
        ...cells({ ...g, goroutines: 1 }),
        g.ended ? "ended" : g.lastState,
        g.name === "" ? "(no stack)" : g.name,
      ]),
  );
  const rest = d.goroutinesTotal - Math.min(limit, d.goroutines.length);
  const more = rest > 0 ? `(${rest} more)\n` : "";
  return `${groups}\n${single}${more}`;
}

export function wakeText(d: TraceWakeDocument, limit: number): string {
  const pairs = textTable(
    [
      { title: "count", number },
      { title: "waited", number },
      { title: "longest", number },
      { title: "then to run", number },
      { title: "reason" },
      { title: "waker" },
      { title: "wakee" },
    ],
    d.pairs
      .slice(0, limit)
      .map((p) => [
        String(p.count),
        durationText(p.waitNs),
        durationText(p.waitMaxNs),
        durationText(p.latencyNs),
        p.reason,
        p.waker === "runtime" ? "runtime" : siteCell(p.wakerAt),
        siteCell(p.wakeeAt),
      ]),
  );
  const chains = d.chains.map((c) => {
    const links = c.links.map((l) => {
      const by =
        l.wokenBy === undefined
          ? "the runtime"
          : `goroutine ${l.wokenBy} at ${siteCell(l.wokenAt)}`;
      const waited = durationText(l.wokenNs - l.parkedNs);
      return `  goroutine ${l.goroutine} waited ${waited} (${l.reason}) at ${siteCell(l.at)}; woken by ${by}`;
    });
    return `chain of ${durationText(c.waitNs)}\n${links.join("\n")}\n`;
  });
  return `${d.wakes} wakes\n\n${pairs}${chains.length > 0 ? `\n${chains.join("\n")}` : ""}`;
}

export function locksText(d: TraceLocksDocument, limit: number): string {
  if (d.sites.length === 0) return "no goroutine waited for a lock\n";
  return textTable(
    [
      { title: "count", number },
      { title: "goroutines", number },
      { title: "waited", number },
      { title: "longest", number },
      { title: "then to run", number },
      { title: "kind" },
      { title: "waits at" },
      { title: "let go at" },
    ],
    d.sites
      .slice(0, limit)
      .map((s) => [
        String(s.count),
        String(s.goroutines),
        durationText(s.waitNs),
        durationText(s.waitMaxNs),
        durationText(s.handOffNs),
        s.kind,
        siteCell(s.waitsAt),
        siteCell(s.wokenAt),
      ]),
  );
}
