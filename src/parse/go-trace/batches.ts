// Splits the bytes behind the header into batches. A batch is a header (kind, generation, thread, time, size) and at
// most 64 KiB; sizes are padded varints, so non-minimal ones are normal. Source: internal/trace/batch.go.
import type { ByteSource } from "../../model/byte-source.ts";
import { EV } from "../../model/trace-event-types.ts";
import { VarintReader } from "./varint.ts";

export const BATCH_BYTES_MAX = 64 << 10;
const WINDOW_BYTES = 1 << 20;
/** Small enough to stay in the processor's cache between reading and copying. */
const OWN_WINDOW_BYTES = 256 << 10;
/** Enough for any header: two bytes and four varints. */
const HEADER_BYTES_MAX = 42;

export interface Batch {
  readonly kind: "batch";
  /** Experiment id of an experimental batch, else undefined. */
  readonly experiment: number | undefined;
  readonly generation: number;
  readonly thread: bigint;
  readonly ticks: bigint;
  /** Where the payload lies in the file. */
  readonly offset: number;
  readonly size: number;
  /** The payload; a view that is valid until the next batch is asked for. Fewer than `size` bytes when only the head was asked for. */
  readonly payload: Uint8Array;
}
export type Scanned =
  | Batch
  | { readonly kind: "end-of-generation"; readonly offset: number }
  | { readonly kind: "eof"; readonly offset: number }
  | {
      readonly kind: "cut";
      readonly offset: number;
      readonly message: string;
      /** The batch whose payload is cut, with what there is of it. */
      readonly partial: Batch | undefined;
    }
  | { readonly kind: "bad"; readonly offset: number; readonly message: string };

type Fill = { readonly kind: "more"; readonly bytes: number };

/** Reads batches one after the other. `headOnly`: skips payloads, of which only the first byte is looked at. */
export class BatchScanner {
  readonly #source: ByteSource;
  readonly #headOnly: boolean;
  #window: Uint8Array = new Uint8Array(0);
  #windowAt = 0;
  #own: Uint8Array = new Uint8Array(0);
  #ended = false;
  /** File offset of the next byte. */
  offset: number;

  constructor(source: ByteSource, offset: number, headOnly = false) {
    this.#source = source;
    this.#headOnly = headOnly;
    this.offset = offset;
    this.#windowAt = offset;
  }

  /** The next batch, or why there is none; after anything but a batch or an end of generation call no more. */
  async next(): Promise<Scanned> {
    for (;;) {
      const got = this.#scan();
      if (got.kind !== "more") return got;
      await this.#fill(got.bytes);
    }
  }

  #rest(): number {
    return Math.max(0, this.#windowAt + this.#window.length - this.offset);
  }

  /** Makes at least `bytes` bytes available from `offset`, or notices the end. */
  async #fill(bytes: number): Promise<void> {
    const rest = this.#rest();
    if (this.#source.readInto !== undefined && !this.#headOnly) {
      this.#refill(rest, bytes, this.#source.readInto);
      await this.#source.turn?.();
      return;
    }
    const want = this.#headOnly ? Math.max(bytes, 64) : Math.max(bytes, WINDOW_BYTES);
    const from = this.offset - this.#windowAt;
    const old = rest > 0 ? this.#window.subarray(from) : new Uint8Array(0);
    const got = await this.#source.read(this.offset + rest, want - rest);
    if (got.length === 0) this.#ended = true;
    if (rest === 0) this.#window = got;
    else {
      const joined = new Uint8Array(rest + got.length);
      joined.set(old, 0);
      joined.set(got, rest);
      this.#window = joined;
    }
    this.#windowAt = this.offset;
  }

  /** The same into one buffer that stays: fresh memory for every read costs more than the reading. */
  #refill(rest: number, bytes: number, readInto: (at: number, target: Uint8Array) => number): void {
    const from = this.offset - this.#windowAt;
    const ahead = (this.#source.size ?? Infinity) - this.offset;
    const needed = Math.max(bytes, Math.min(OWN_WINDOW_BYTES, ahead));
    if (this.#own.length < needed) {
      const more = new Uint8Array(needed);
      more.set(this.#own.subarray(from, from + rest));
      this.#own = more;
    } else this.#own.copyWithin(0, from, from + rest);
    let filled = rest;
    while (filled < bytes || filled === rest) {
      const n = readInto(this.offset + filled, this.#own.subarray(filled));
      if (n === 0) {
        this.#ended = true;
        break;
      }
      filled += n;
    }
    this.#window = this.#own.subarray(0, filled);
    this.#windowAt = this.offset;
  }

  #scan(): Scanned | Fill {
    const from = this.offset - this.#windowAt;
    const rest = this.#rest();
    if (rest === 0) {
      return this.#ended ? { kind: "eof", offset: this.offset } : { kind: "more", bytes: 1 };
    }
    const r = new VarintReader(this.#window, from, this.#window.length);
    const type = r.byte();
    if (type === EV.endOfGeneration) {
      const offset = this.offset;
      this.offset += 1;
      return { kind: "end-of-generation", offset };
    }
    if (type !== EV.eventBatch && type !== EV.experimentalBatch) {
      return { kind: "bad", offset: this.offset, message: `expected a batch, found event ${type}` };
    }
    const experiment = type === EV.experimentalBatch ? r.byte() : undefined;
    const generation = r.number();
    const thread = r.big();
    const ticks = r.big();
    const size = r.number();
    if (!r.good()) return this.#short(r, HEADER_BYTES_MAX, "a batch header");
    if (size > BATCH_BYTES_MAX) {
      const message = `a batch claims ${size} bytes, the most is ${BATCH_BYTES_MAX}`;
      return { kind: "bad", offset: this.offset, message };
    }
    const head = r.at - from;
    const needed = this.#headOnly ? Math.min(size, 1) : size;
    const payload = this.#window.subarray(r.at, r.at + needed);
    const offset = this.offset + head;
    if (rest < head + needed) {
      const size = payload.length;
      const partial: Batch | undefined =
        size === 0
          ? undefined
          : { kind: "batch", experiment, generation, thread, ticks, offset, size, payload };
      return this.#short(r, head + needed, "a batch", partial);
    }
    this.offset = offset + size;
    return { kind: "batch", experiment, generation, thread, ticks, offset, size, payload };
  }

  #short(r: VarintReader, bytes: number, what: string, partial?: Batch): Scanned | Fill {
    if (!r.good() && !r.cut) {
      return { kind: "bad", offset: this.offset, message: `a number in ${what} is too long` };
    }
    if (!this.#ended) return { kind: "more", bytes };
    return { kind: "cut", offset: this.offset, message: `the file ends inside ${what}`, partial };
  }
}
