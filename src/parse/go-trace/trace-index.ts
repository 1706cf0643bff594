// Where the generations of a trace lie, found from batch headers alone (one small read a batch), so that a window of
// time costs what the window holds and not what the file holds.
import type { ByteSource } from "../../model/byte-source.ts";
import { EV } from "../../model/trace-event-types.ts";
import { type Batch, BatchScanner } from "./batches.ts";
import { GenerationBuilder, USUAL_TICKS_PER_SECOND } from "./generation.ts";
import { HEADER_BYTES, readHeader } from "./header.ts";
import type { ReadOptions, TimeWindow } from "./read-options.ts";

export interface IndexedGeneration {
  readonly id: number;
  readonly offset: number;
  /** Offset behind its last byte. */
  end: number;
  /** Base times of its batches, nanoseconds on the trace clock. */
  startNs: number;
  lastBatchNs: number;
}

export interface TraceIndex {
  readonly generations: readonly IndexedGeneration[];
  /** The trace clock at the first event. */
  readonly originNs: number;
}

/** The index of a trace of Go 1.22 or later; undefined for anything else. Stops at the first damage. */
export async function indexTrace(source: ByteSource): Promise<TraceIndex | undefined> {
  const head = readHeader(await source.read(0, HEADER_BYTES));
  if (head.kind !== "v2") return undefined;
  const scanner = new BatchScanner(source, HEADER_BYTES, true);
  const generations: { g: IndexedGeneration; clock: GenerationBuilder }[] = [];
  for (;;) {
    const at = scanner.offset;
    const got = await scanner.next();
    const current = generations.at(-1);
    if (got.kind === "end-of-generation" && current !== undefined) current.g.end = scanner.offset;
    if (got.kind !== "batch") {
      if (got.kind === "end-of-generation") continue;
      break;
    }
    if (current?.g.id !== got.generation) {
      const { generation: id } = got;
      const g = { id, offset: at, end: at, startNs: 0, lastBatchNs: 0 };
      generations.push({ g, clock: new GenerationBuilder(id, head.minor, at) });
    }
    const now = generations.at(-1);
    if (now === undefined) break;
    now.g.end = scanner.offset;
    now.clock.add(await withClock(source, got, head.minor), () => undefined);
    // Only the clocks are wanted; the list of batches would grow with the file.
    now.clock.batches.length = 0;
  }
  return finish(generations);
}

/** The batch with its payload, if it is one with a clock; else without any. */
async function withClock(source: ByteSource, batch: Batch, minor: number): Promise<Batch> {
  const clock = minor < 25 ? EV.frequency : EV.syncBatch;
  if (batch.payload[0] !== clock || batch.experiment !== undefined) {
    return { ...batch, payload: new Uint8Array(0), experiment: undefined };
  }
  return { ...batch, payload: await source.read(batch.offset, batch.size) };
}

function finish(found: readonly { g: IndexedGeneration; clock: GenerationBuilder }[]): TraceIndex {
  let ns = found.find((f) => f.clock.nsPerTick !== undefined)?.clock.nsPerTick;
  ns ??= 1e9 / USUAL_TICKS_PER_SECOND;
  for (const { g, clock } of found) {
    const each = clock.nsPerTick ?? ns;
    g.startNs = Math.trunc(Number(clock.minTicks ?? 0n) * each);
    g.lastBatchNs = Math.trunc(Number(clock.maxTicks) * each);
  }
  return { generations: found.map((f) => f.g), originNs: found[0]?.g.startNs ?? 0 };
}

/** What part of the file holds a window, and the window itself with both bounds known. */
export function partOf(
  index: TraceIndex,
  window: { readonly fromNs?: number; readonly toNs?: number; readonly lastNs?: number },
): { part: NonNullable<ReadOptions["part"]>; window: TimeWindow } | undefined {
  const { generations, originNs } = index;
  const lastNs = generations.reduce((max, g) => Math.max(max, g.lastBatchNs), originNs) - originNs;
  const fromNs = window.lastNs === undefined ? window.fromNs : Math.max(0, lastNs - window.lastNs);
  const { toNs } = window;
  const chosen = generations.filter((g, i) => {
    const next = generations[i + 1];
    const starts = g.startNs - originNs;
    const ends = next === undefined ? Infinity : next.startNs - originNs;
    return (toNs === undefined || starts <= toNs) && (fromNs === undefined || ends >= fromNs);
  });
  const first = chosen[0];
  const last = chosen.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const part = { offset: first.offset, end: last.end, originNs: BigInt(originNs) };
  return { part, window: { fromNs, toNs } };
}
