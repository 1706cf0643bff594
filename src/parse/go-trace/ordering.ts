// Runs the kernel over one generation and hands its chunks out. Three outcomes of a step are three things: more rows,
// a batch to be read, or a contradiction; what to do about the last is decided here.
import type { EventChunk, TraceGeneration } from "../../model/trace.ts";
import type { AnnotationCheck } from "./annotations.ts";
import type { GenerationBuilder } from "./generation.ts";
import { faultText, type Kernel, STEP } from "./kernel.ts";

export interface OrderingFault {
  readonly message: string;
  readonly offset: number;
}

export interface OrderingRequest {
  readonly kernel: Kernel;
  readonly builder: GenerationBuilder;
  readonly generation: TraceGeneration;
  readonly nsPerTick: number;
  /** Take contradictions as damage from the first event on, without the tables' checks. */
  readonly lenient: boolean;
  /** Stop at the first contradiction, as Go's reader does. */
  readonly stop: boolean;
  readonly annotations: AnnotationCheck | undefined;
  /** Every thread's first event could be read: the generation's sync event comes now. */
  readonly opened: () => void;
  readonly emit: (chunk: EventChunk) => void;
  /** After each step, before its rows are handed out. */
  readonly stepped: () => void;
  /** The payload of an event batch that was left in the file. */
  readonly load: (offset: number, size: number) => Promise<Uint8Array>;
}

/** Hands the generation to the kernel: batches in file order, table bits, CPU samples by time. */
function handOver(q: OrderingRequest): void {
  const { kernel, builder } = q;
  const { x } = kernel;
  x.generation(BigInt(builder.id), q.nsPerTick);
  builder.batches.forEach((b, i) => x.addBatch(b.thread, b.ticks, b.ptr ?? 0, b.size, i));
  const samples = builder.samples.map((s) => ({ ns: x.ticks(s.ticks), s }));
  samples.sort((a, b) => (a.ns < b.ns ? -1 : a.ns > b.ns ? 1 : 0));
  for (const { ns, s } of samples) x.addSample(ns, s.thread, s.proc, s.goroutine, s.stack);
  x.setLenient(q.lenient);
  if (q.lenient) {
    x.tablesCheck(false);
    return;
  }
  kernel.table("stacks", builder.tables.stackPlaces);
  kernel.table("strings", builder.tables.stringPlaces);
  x.tablesCheck(true);
}

/** Orders a generation; the first contradiction, if there was one. Its kernel memory is given back. */
export async function orderGeneration(q: OrderingRequest): Promise<OrderingFault | undefined> {
  handOver(q);
  let fault: OrderingFault | undefined;
  const run = async (turn: () => number, sees: boolean): Promise<boolean> => {
    for (;;) {
      const result = turn();
      if (sees) {
        q.stepped();
        fault ??= deliver(q, fault);
      }
      if (sees && fault !== undefined && q.stop) return false;
      if (result === STEP.done) return true;
      if (result === STEP.need) await supply(q);
      if (result >= 0) continue;
      fault ??= contradiction(q, result);
      if (q.stop) return false;
      q.kernel.x.setLenient(true);
      // Tables come last: a generation without strings is cut, and its stacks are not missing by mistake.
      if (!q.builder.tables.hasStringBatch) q.kernel.x.tablesCheck(false);
    }
  };
  if (await run(() => q.kernel.x.begin(), false)) {
    q.opened();
    await run(() => q.kernel.x.step(), true);
  }
  for (const b of q.builder.batches) {
    if (b.ptr !== undefined && b.size > 0) q.kernel.x.release(b.ptr, b.size);
  }
  return fault;
}

/** Gives the chunk to the visitors; in stopping mode only up to a broken task or region rule. */
function deliver(q: OrderingRequest, before: OrderingFault | undefined): OrderingFault | undefined {
  const chunk = q.kernel.chunk(q.generation);
  if (chunk.length === 0) return undefined;
  let fault: OrderingFault | undefined;
  let length = chunk.length;
  if (q.annotations !== undefined && q.kernel.x.chunkAnnotations() > 0) {
    const ids = chunk.goroutineIds;
    const broken = q.annotations.check(chunk, (slot) => ids.words[slot * ids.stride] ?? -1);
    if (broken !== undefined && before === undefined) {
      fault = { message: broken.message, offset: q.builder.offset };
      if (q.stop) length = broken.row;
    }
  }
  q.emit(length === chunk.length ? chunk : { ...chunk, length });
  return fault;
}

function contradiction(q: OrderingRequest, result: number): OrderingFault {
  const { x } = q.kernel;
  const batch = q.builder.batches[x.faultBatch()];
  const offset =
    batch === undefined ? q.builder.offset : batch.offset + batch.size - x.faultOffset();
  return { message: faultText(result), offset };
}

/** Reads the batch that the kernel asks for; the one before it of the same thread is no longer needed. */
async function supply(q: OrderingRequest): Promise<void> {
  const { x } = q.kernel;
  const index = x.wantedBatch();
  const wanted = q.builder.batches[index];
  if (wanted === undefined) return;
  for (let i = index - 1; i >= 0; i--) {
    const b = q.builder.batches[i];
    if (b?.thread !== wanted.thread) continue;
    if (b.ptr !== undefined && b.size > 0) x.release(b.ptr, b.size);
    b.ptr = undefined;
    break;
  }
  let bytes = await q.load(wanted.offset, wanted.size);
  if (bytes.length < wanted.size) {
    // The file has shrunk since: zero bytes are no event, so the kernel gives the rest up.
    const padded = new Uint8Array(wanted.size);
    padded.set(bytes);
    bytes = padded;
  }
  wanted.ptr = q.kernel.put(bytes);
  x.supply(wanted.ptr);
}
