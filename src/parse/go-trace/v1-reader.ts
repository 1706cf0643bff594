// Reads a trace of Go 1.11 to 1.21. The format has no generations and its tables come last, so the whole file is held.
import type { ByteSource } from "../../model/byte-source.ts";
import type { EventChunk, TraceSummary } from "../../model/trace.ts";
import { TraceInterner } from "../../model/trace-interner.ts";
import { HEADER_BYTES } from "./header.ts";
import type { ReadOptions } from "./read-options.ts";
import type { SummaryBuilder } from "./summary-builder.ts";
import { plainTables } from "./tables.ts";
import { checkOld, onTheClock } from "./v1-check.ts";
import { OldConverter } from "./v1-convert.ts";
import { mergeOld } from "./v1-order.ts";
import { OldParser } from "./v1-parse.ts";
import { OldRows } from "./v1-rows.ts";
import { OldEdges } from "./v1-edges.ts";
import { clipped, clippedEdges } from "./window.ts";

const READ_BYTES = 4 << 20;
/** Larger files of the old format are read up to here: every event of theirs must be held at once. */
const FILE_BYTES_MAX = 1 << 30;

export async function readV1(
  source: ByteSource,
  minor: number,
  options: ReadOptions,
  summary: SummaryBuilder,
): Promise<TraceSummary> {
  const bytes = await readAll(source, options);
  const repair = options.onDamage !== "stop";
  const parser = new OldParser(bytes, HEADER_BYTES, minor);
  parser.collect();
  if (parser.problem !== undefined) {
    const { message, offset } = parser.problem;
    const cut = message.includes("cut") ? "truncated" : "damaged";
    summary.fault("old-format", cut, message, offset, undefined);
    if (!repair) return summary.finish(0n, 0n, bytes.length);
  }
  const { events, problem } = mergeOld(parser, repair);
  const wrong = problem ?? onTheClock(parser, events, repair);
  if (problem !== undefined && repair) onTheClock(parser, events, repair);
  const broken = wrong ?? checkOld(parser, events);
  if (wrong !== undefined) checkOld(parser, events);
  if (broken !== undefined) {
    const cut = parser.ticksPerSecond === 0 ? "truncated" : "damaged";
    summary.fault("old-format", cut, broken, bytes.length, undefined);
    if (!repair) return summary.finish(0n, 0n, bytes.length);
  }
  if (parser.ticksPerSecond === 0) {
    summary.lost("clock", 1, "the clock's frequency is missing: times are ticks, not nanoseconds");
  }
  const wantEdges = options.visitors.some((v) => v.edges !== undefined);
  const edges = new OldEdges(options.interner ?? new TraceInterner(), (e) => {
    const own = clippedEdges(e, options.window);
    if (own.length > 0) for (const v of options.visitors) v.edges?.(own);
  });
  const emit = (chunk: EventChunk): void => {
    summary.chunk(chunk);
    if (wantEdges) edges.chunk(chunk);
    edges.flush();
    const clip = options.window === undefined ? chunk : clipped(chunk, options.window);
    if (clip.length > 0) for (const v of options.visitors) v.chunk?.(clip);
  };
  const tables = plainTables(parser.strings, (id) => parser.frames(id));
  const open = broken !== undefined || parser.problem !== undefined;
  const generation = { id: 1, open, tables, snapshot: undefined, converted: true };
  const rows = new OldRows(parser.strings, generation, emit);
  const first = events[0];
  if (first !== undefined) rows.sync(1, first.ts - 1);
  const unknown = new OldConverter(parser, minor, events, rows).run();
  if (unknown !== undefined) summary.fault("old-format", "damaged", unknown, 0, undefined);
  const syncs = first === undefined ? 1 : 2;
  if (unknown === undefined || repair) rows.sync(syncs, rows.lastNs + 1);
  rows.flush();
  for (const v of options.visitors) v.generationEnd?.(generation);
  summary.syncs = syncs;
  summary.gomaxprocs ??= rows.gomaxprocs;
  summary.counts(rows.events, rows.repaired);
  summary.plainGeneration({
    id: 1,
    open,
    startNs: 0,
    endNs: rows.lastNs,
    events: rows.events,
    repaired: rows.repaired,
    bytes: bytes.length,
  });
  return summary.finish(0n, BigInt(Math.max(0, rows.lastNs)), bytes.length);
}

async function readAll(source: ByteSource, options: ReadOptions): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  while (size < FILE_BYTES_MAX) {
    const part = await source.read(size, READ_BYTES);
    if (part.length === 0) break;
    parts.push(part);
    size += part.length;
    options.onProgress?.(size);
  }
  return Buffer.concat(parts);
}
