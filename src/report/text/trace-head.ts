// What every trace document and table says first: the file, its state, and how much of it is repaired.
import { TRACE_SCHEMA_VERSION, type TraceHead } from "../../model/trace-documents.ts";
import type { TraceSummary } from "../../model/trace.ts";
import { durationText } from "../../util/duration-text.ts";

/** The common head of a trace document. */
export function traceHeadOf(s: TraceSummary): TraceHead {
  return {
    schemaVersion: TRACE_SCHEMA_VERSION,
    file: s.file,
    ...(s.goVersion === undefined ? {} : { goVersion: s.goVersion }),
    status: s.status,
    ...(s.fault === undefined
      ? {}
      : {
          fault: {
            code: s.fault.code,
            message: s.fault.message,
            offset: s.fault.offset,
            ...(s.fault.generation === undefined ? {} : { generation: s.fault.generation }),
          },
        }),
    events: s.events,
    repaired: s.repaired,
    openEvents: s.openEvents,
    durationNs: Math.max(0, s.lastEventNs),
  };
}

/** What a trace that is too large was looked at; empty for all of it. */
export function lookedLine({
  looked,
  durationNs,
}: Pick<TraceHead, "durationNs"> & {
  readonly looked?: { readonly fromNs: number; readonly toNs: number } | undefined;
}): string {
  if (looked === undefined) return "";
  const [from, to, whole] = [looked.fromNs, looked.toNs, durationNs].map((ns) => durationText(ns));
  return (
    `(the trace is too large: looked at ${from} to ${to} of ${whole}; ` +
    "--from, --to, --last and --test choose another part)\n"
  );
}

/** One line that says what state the file is in; empty for an intact one. */
export function traceStateLine(h: TraceHead): string {
  if (h.status === "intact") return "";
  const where = h.fault === undefined ? "" : ` at byte ${h.fault.offset}: ${h.fault.message}`;
  const open = h.openEvents > 0 ? `; ${h.openEvents} events are of a generation without end` : "";
  const repaired = h.repaired > 0 ? `; ${h.repaired} events are repaired` : "";
  return `trace is ${h.status}${where}${open}${repaired}\n`;
}
