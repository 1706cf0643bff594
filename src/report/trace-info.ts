// `trace info`: what a trace is and what state it is in.
import type { TraceInfoDocument } from "../model/trace-documents.ts";
import type { TraceSummary } from "../model/trace.ts";
import { durationText } from "../util/duration-text.ts";
import { textTable } from "../util/text-table.ts";

const NS_PER_MS = 1_000_000;

/** @param exitWallMs when the traced process ended (Unix clock), where that is known */
export function traceInfo(
  head: Omit<TraceInfoDocument, "bytes" | "syncs" | "generations" | "diagnostics">,
  s: TraceSummary,
  exitWallMs: number | undefined,
): TraceInfoDocument {
  const missing = exitWallMs === undefined ? undefined : missingNs(s, exitWallMs);
  return {
    ...head,
    bytes: s.bytes,
    ...(s.gomaxprocs === undefined ? {} : { gomaxprocs: s.gomaxprocs }),
    syncs: s.syncs,
    ...(missing === undefined ? {} : { missingNs: missing }),
    ...(s.snapshot === undefined
      ? {}
      : {
          clock: {
            traceNs: String(s.snapshot.traceNs),
            monoNs: String(s.snapshot.monoNs),
            wall: new Date(snapshotWallMs(s) ?? 0).toISOString(),
          },
        }),
    generations: s.generations.map((g) => ({ ...g })),
    diagnostics: s.diagnostics.map(({ code, severity, message, count }) => ({
      code,
      severity,
      message,
      count,
    })),
  };
}

function snapshotWallMs(s: TraceSummary): number | undefined {
  if (s.snapshot === undefined) return undefined;
  const ms = Number(s.snapshot.wallSec) * 1000 + s.snapshot.wallNsec / NS_PER_MS;
  return Math.abs(ms) <= 8.64e15 ? ms : undefined;
}

/** From the last event to the end of the process; undefined without a clock reading (before Go 1.25). */
function missingNs(s: TraceSummary, exitWallMs: number): number | undefined {
  const wall = snapshotWallMs(s);
  if (wall === undefined || s.snapshot === undefined) return undefined;
  const lastWallMs =
    wall + Number(s.originNs - s.snapshot.traceNs) / NS_PER_MS + s.lastEventNs / NS_PER_MS;
  return Math.max(0, Math.round((exitWallMs - lastWallMs) * NS_PER_MS));
}

export function traceInfoText(d: TraceInfoDocument): string {
  const lines = [
    `file        ${d.file}`,
    `format      ${d.goVersion === undefined ? "unknown" : `go ${d.goVersion}`}`,
    `status      ${statusText(d)}`,
    `events      ${d.events} (${d.repaired} repaired, ${d.openEvents} in a generation without end)`,
    `duration    ${durationText(d.durationNs)}`,
    `bytes       ${d.bytes}`,
    `GOMAXPROCS  ${d.gomaxprocs ?? "not stated"}`,
  ];
  if (d.clock !== undefined)
    lines.push(`wall clock  ${d.clock.wall} at trace ${d.clock.traceNs} ns`);
  const rows = d.generations.map((g) => [
    String(g.id),
    durationText(g.startNs),
    durationText(g.endNs - g.startNs),
    String(g.events),
    String(g.repaired),
    String(g.bytes),
    g.open ? "no end" : "",
  ]);
  const number = true;
  const columns = [
    { title: "generation", number },
    { title: "start", number },
    { title: "length", number },
    { title: "events", number },
    { title: "repaired", number },
    { title: "bytes", number },
    { title: "" },
  ];
  const notes = d.diagnostics.map((n) => `${n.code}: ${n.message} (${n.count})`);
  const table = rows.length === 0 ? "" : `\n${textTable(columns, rows)}`;
  return [...lines, "", ...notes].join("\n").trimEnd() + `\n${table}`;
}

function statusText(d: TraceInfoDocument): string {
  if (d.status === "intact") return "intact";
  const at = d.fault === undefined ? "" : ` at offset ${d.fault.offset}: ${d.fault.message}`;
  const missing =
    d.missingNs === undefined
      ? ""
      : ` (${durationText(d.missingNs)} to the end of the run missing)`;
  return `${d.status}${at}${missing}`;
}
