// Wires the trace engine for the `trace` commands: read, look, say. Bytes come as a source, text goes to a function.
import type { ByteSource } from "./model/byte-source.ts";
import type { TraceInfoDocument } from "./model/trace-documents.ts";
import type { TraceSummary, TraceVisitor } from "./model/trace.ts";
import type { ReadOptions } from "./parse/go-trace/read-options.ts";
import { readTrace } from "./parse/go-trace/reader.ts";
import { indexTrace, partOf } from "./parse/go-trace/trace-index.ts";
import { GoTextWriter } from "./report/trace-events-go.ts";
import { JsonLinesWriter } from "./report/trace-events-jsonl.ts";
import { traceHeadOf, traceStateLine } from "./report/trace-head.ts";
import { traceInfo, traceInfoText } from "./report/trace-info.ts";

export type Write = (text: string) => void;

/** Nanoseconds since the trace's first event; `lastNs` counts back from the end. */
export interface WindowRequest {
  readonly fromNs?: number;
  readonly toNs?: number;
  readonly lastNs?: number;
}

export interface TraceRequest {
  readonly source: ByteSource;
  readonly window: WindowRequest;
  readonly onProgress?: (bytesRead: number) => void;
}

/** Reads the trace, or the part of it that holds the window, for the visitors. */
export async function visitTrace(
  request: TraceRequest,
  visitors: readonly TraceVisitor[],
  onDamage: "repair" | "stop" = "repair",
): Promise<TraceSummary> {
  const { source, window } = request;
  let options: ReadOptions = { visitors, onDamage };
  if (request.onProgress !== undefined) options = { ...options, onProgress: request.onProgress };
  if (window.fromNs === undefined && window.toNs === undefined && window.lastNs === undefined) {
    return await readTrace(source, options);
  }
  const index = await indexTrace(source);
  const found = index === undefined ? undefined : partOf(index, window);
  if (found !== undefined) return await readTrace(source, { ...options, ...found });
  if (window.lastNs === undefined) {
    const bounds = { fromNs: window.fromNs, toNs: window.toNs };
    return await readTrace(source, { ...options, window: bounds });
  }
  // The old format has no index: its end is known only when all of it is read.
  const { lastEventNs } = await readTrace(source, { visitors: [] });
  const fromNs = Math.max(0, lastEventNs - window.lastNs);
  return await readTrace(source, { ...options, window: { fromNs, toNs: undefined } });
}

/** `trace info`. `exitWallMs`: when the traced process ended, where known. */
export async function traceInfoCommand(
  request: TraceRequest,
  options: { readonly json: boolean; readonly exitWallMs: number | undefined },
  write: Write,
): Promise<TraceSummary> {
  const summary = await visitTrace(request, []);
  const document: TraceInfoDocument = traceInfo(traceHeadOf(summary), summary, options.exitWallMs);
  write(options.json ? jsonText(document) : traceInfoText(document));
  return summary;
}

/** `trace events`. Without repair it ends where Go's reader ends. */
export async function traceEventsCommand(
  request: TraceRequest,
  options: { readonly format: "go" | "jsonl"; readonly stacks: boolean; readonly repair: boolean },
  write: Write,
): Promise<TraceSummary> {
  const writer =
    options.format === "go" ? new GoTextWriter(write) : new JsonLinesWriter(write, options.stacks);
  return await visitTrace(request, [writer], options.repair ? "repair" : "stop");
}

/** What to say of a trace that is not intact; empty otherwise. */
export function traceStateText(summary: TraceSummary): string {
  return traceStateLine(traceHeadOf(summary));
}

export function jsonText(document: unknown): string {
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
