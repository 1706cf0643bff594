// Wires the trace engine for the `trace` commands: read, look, say. Bytes come as a source, text goes to a function.
import { GoroutineReport } from "./analyse/trace/goroutine-report.ts";
import { GoroutineTimesVisitor } from "./analyse/trace/goroutine-times.ts";
import { LockVisitor } from "./analyse/trace/lock-sites.ts";
import { type ProfileKind, ProfileVisitor } from "./analyse/trace/profile-samples.ts";
import { type WakeOptions, WakeVisitor } from "./analyse/trace/wakes.ts";
import type {
  TraceGoroutinesDocument,
  TraceInfoDocument,
  TraceLocksDocument,
  TraceWakeDocument,
} from "./model/trace-documents.ts";
import { TraceInterner } from "./model/trace-interner.ts";
import type { PartVisitor } from "./model/trace-part-job.ts";
import type { MergingVisitor } from "./model/trace-parts.ts";
import type { TraceSummary, TraceVisitor } from "./model/trace.ts";
import type { ReadOptions } from "./parse/go-trace/read-options.ts";
import { readTrace } from "./parse/go-trace/reader.ts";
import { indexTrace, partOf } from "./parse/go-trace/trace-index.ts";
import { type PartsRequest, readInParts } from "./pipeline-trace-parts.ts";
import { GoTextWriter } from "./report/trace-events-go.ts";
import { JsonLinesWriter } from "./report/trace-events-jsonl.ts";
import { traceHeadOf, traceStateLine } from "./report/text/trace-head.ts";
import { traceInfo, traceInfoText } from "./report/trace-info.ts";
import { PerfettoWriter } from "./report/trace-perfetto.ts";
import { pprofOf } from "./report/trace-pprof.ts";
import { goroutinesText, locksText, wakeText } from "./report/trace-tables.ts";
import { jsonForLogs } from "./util/escape-json.ts";

export type Write = (text: string) => void;

/** Nanoseconds since the trace's first event; `lastNs` counts back from the end. */
export interface WindowRequest {
  readonly fromNs?: number;
  readonly toNs?: number;
  readonly lastNs?: number;
}

export interface TraceRequest extends PartsRequest {
  readonly window: WindowRequest;
}

/** Reads the trace, or the part of it that holds the window, for the visitors. */
export async function visitTrace(
  request: TraceRequest,
  visitors: readonly TraceVisitor[],
  more: Pick<ReadOptions, "onDamage" | "interner"> = {},
): Promise<TraceSummary> {
  const { source, window } = request;
  let options: ReadOptions = { visitors, ...more };
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

/** The same on several threads where that gives the same sooner; `make` makes a visitor of the kind of `what`. */
async function visitMerging<Found, V extends MergingVisitor<Found>>(
  request: TraceRequest,
  what: PartVisitor,
  make: (interner: TraceInterner) => V,
): Promise<{ summary: TraceSummary; visitor: V }> {
  const { fromNs, toNs, lastNs } = request.window;
  if (fromNs === undefined && toNs === undefined && lastNs === undefined) {
    const interner = new TraceInterner();
    const visitor = make(interner);
    const summary = await readInParts(request, what, visitor, interner);
    if (summary !== undefined) return { summary, visitor };
  }
  const interner = new TraceInterner();
  const visitor = make(interner);
  const summary = await visitTrace(request, [visitor], { interner });
  return { summary, visitor };
}

/** `trace info`. `exitWallMs`: when the traced process ended, where known. */
export async function traceInfoCommand(
  request: TraceRequest,
  options: { readonly json: boolean; readonly exitWallMs: number | undefined },
  write: Write,
): Promise<TraceSummary> {
  const summary =
    (await readInParts(request, { kind: "none" }, undefined, new TraceInterner())) ??
    (await visitTrace(request, []));
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
  return await visitTrace(request, [writer], { onDamage: options.repair ? "repair" : "stop" });
}

export interface TableOptions {
  readonly json: boolean;
  /** Rows of each table; the JSON document has them all. */
  readonly limit: number;
}

/** `trace goroutines` */
export async function traceGoroutinesCommand(
  request: TraceRequest,
  options: TableOptions,
  write: Write,
): Promise<TraceSummary> {
  const report = new GoroutineReport();
  const visitor: GoroutineTimesVisitor = new GoroutineTimesVisitor((g) => {
    report.add(g, visitor.lastNs);
  });
  const summary = await visitTrace(request, [visitor]);
  visitor.end();
  const document: TraceGoroutinesDocument = { ...traceHeadOf(summary), ...report.result() };
  write(options.json ? jsonText(document) : goroutinesText(document, options.limit));
  return summary;
}

/** `trace wake` */
export async function traceWakeCommand(
  request: TraceRequest,
  options: TableOptions & WakeOptions,
  write: Write,
): Promise<TraceSummary> {
  const interner = new TraceInterner();
  const visitor = new WakeVisitor(interner, options);
  const summary = await visitTrace(request, [visitor], { interner });
  const document: TraceWakeDocument = { ...traceHeadOf(summary), ...visitor.result() };
  write(options.json ? jsonText(document) : wakeText(document, options.limit));
  return summary;
}

/** `trace locks` */
export async function traceLocksCommand(
  request: TraceRequest,
  options: TableOptions & { readonly channels: boolean },
  write: Write,
): Promise<TraceSummary> {
  const { channels } = options;
  const { summary, visitor } = await visitMerging(request, { kind: "locks", channels }, (i) => {
    return new LockVisitor(i, channels);
  });
  const document: TraceLocksDocument = { ...traceHeadOf(summary), sites: visitor.result() };
  write(options.json ? jsonText(document) : locksText(document, options.limit));
  return summary;
}

/** `trace profile`: a gzipped pprof profile. */
export async function traceProfileCommand(
  request: TraceRequest,
  kind: ProfileKind,
  write: (bytes: Uint8Array) => void,
): Promise<TraceSummary> {
  const interner = new TraceInterner();
  const visitor = new ProfileVisitor(kind, interner);
  const summary = await visitTrace(request, [visitor], { interner });
  const samples = visitor
    .result()
    .map(({ stack, count, ns }) => ({ frames: interner.frames(stack), count, ns }));
  write(pprofOf(samples, Math.max(0, summary.lastEventNs)));
  return summary;
}

/** `trace perfetto` */
export async function tracePerfettoCommand(
  request: TraceRequest,
  write: (bytes: Uint8Array) => void,
): Promise<TraceSummary> {
  const writer = new PerfettoWriter(write);
  const summary = await visitTrace(request, [writer]);
  writer.end();
  return summary;
}

export { PROFILE_KINDS, type ProfileKind } from "./analyse/trace/profile-samples.ts";

/** What to say of a trace that is not intact; empty otherwise. */
export function traceStateText(summary: TraceSummary): string {
  return traceStateLine(traceHeadOf(summary));
}

export function jsonText(document: unknown): string {
  return `${jsonForLogs(document, 2)}\n`;
}
