// Collects the batches of one generation: events go to kernel memory, tables and clocks are taken apart.
// Source: internal/trace/generation.go.
import { EV } from "../../model/trace-event-types.ts";
import type { Batch } from "./batches.ts";
import { Tables } from "./tables.ts";
import { VarintReader } from "./varint.ts";

/** Ticks a second where a cut generation does not say it: Go's clock on Linux counts 64 ns. */
export const USUAL_TICKS_PER_SECOND = 1e9 / 64;

export interface EventBatch {
  readonly thread: bigint;
  readonly ticks: bigint;
  readonly offset: number;
  readonly size: number;
  /** In kernel memory; undefined while it is still only in the file. */
  ptr: number | undefined;
}

export interface CpuSample {
  readonly ticks: bigint;
  readonly thread: bigint;
  readonly proc: bigint;
  readonly goroutine: bigint;
  readonly stack: bigint;
}

interface Snapshot {
  readonly ticks: bigint;
  readonly mono: bigint;
  readonly sec: bigint;
  readonly nsec: bigint;
}

export class GenerationBuilder {
  readonly id: number;
  readonly #minor: number;
  readonly offset: number;
  readonly tables = new Tables();
  readonly batches: EventBatch[] = [];
  readonly samples: CpuSample[] = [];
  minTicks: bigint | undefined;
  maxTicks = 0n;
  nsPerTick: number | undefined;
  snapshot: Snapshot | undefined;
  bytes = 0;
  /** The first thing wrong with a structural batch. */
  problem: string | undefined;

  constructor(id: number, minor: number, offset: number) {
    this.id = id;
    this.#minor = minor;
    this.offset = offset;
  }

  /** Takes a batch in; `keep` stores an event batch's payload and returns its place, or undefined for later. */
  add(batch: Batch, keep: (payload: Uint8Array) => number | undefined): void {
    this.bytes += batch.size;
    // Zero stands for "not set" in Go's reader, and a later batch replaces it.
    if (this.minTicks === undefined || this.minTicks === 0n || batch.ticks < this.minTicks) {
      this.minTicks = batch.ticks;
    }
    if (batch.ticks > this.maxTicks) this.maxTicks = batch.ticks;
    const first = batch.payload[0];
    if (batch.experiment !== undefined && batch.experiment !== 0) return;
    if (first === EV.strings) {
      this.#note(this.tables.addStrings(batch.payload.slice()));
    } else if (first === EV.stacks) {
      this.#note(this.tables.addStacks(batch.payload.slice()));
    } else if (first === EV.cpuSamples) {
      this.#note(this.#addSamples(batch.payload));
    } else if (first === (this.#minor < 25 ? EV.frequency : EV.syncBatch)) {
      this.#note(this.#addSync(batch));
    } else {
      const ptr = batch.size === 0 ? 0 : keep(batch.payload);
      const { thread, ticks, offset, size } = batch;
      this.batches.push({ thread, ticks, offset, size, ptr });
    }
  }

  /** Why Go's reader would not take this as a complete generation, or undefined when it would. */
  incomplete(): string | undefined {
    if (this.problem !== undefined) return this.problem;
    if (this.nsPerTick === undefined || this.nsPerTick === 0) return "no frequency event found";
    if (this.#minor >= 25 && this.snapshot === undefined) return "no clock snapshot event found";
    return this.tables.unknownName();
  }

  #note(problem: string | undefined): void {
    this.problem ??= problem;
  }

  #addSamples(payload: Uint8Array): string | undefined {
    const r = new VarintReader(payload, 1, payload.length);
    while (r.at < r.end) {
      const type = r.byte();
      if (type !== EV.cpuSample) return `expected a CPU sample, found event ${type}`;
      const ticks = r.big();
      const thread = r.big();
      const proc = r.big();
      const goroutine = r.big();
      const stack = r.big();
      if (!r.good()) return "a CPU sample is cut";
      this.samples.push({ ticks, thread, proc, goroutine, stack });
    }
    return undefined;
  }

  #addSync(batch: Batch): string | undefined {
    const r = new VarintReader(batch.payload, this.#minor < 25 ? 0 : 1, batch.payload.length);
    let ticks = batch.ticks;
    while (r.at < r.end) {
      const type = r.byte();
      if (type === EV.frequency) {
        if (this.nsPerTick !== undefined) return "two frequency events in a generation";
        const frequency = r.number();
        if (!r.good()) return "a frequency event is cut";
        this.nsPerTick = 1 / (frequency / 1e9);
      } else if (type === EV.clockSnapshot && this.#minor >= 25) {
        if (this.snapshot !== undefined) return "two clock snapshots in a generation";
        ticks += r.big();
        const mono = r.big();
        const sec = r.big();
        const nsec = r.big();
        if (!r.good()) return "a clock snapshot is cut";
        this.snapshot = { ticks, mono, sec, nsec };
      } else {
        return `expected a frequency or a clock snapshot, found event ${type}`;
      }
    }
    return undefined;
  }
}
