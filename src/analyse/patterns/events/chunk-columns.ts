// The columns of the chunk under way, for the hot pass: pointers to where they lie, or copies in its memory. When the
// memory grows, the reader's views are dead and are made again from the pointers.
import type { EventChunk } from "../../../model/trace.ts";
import type { ScanKernel } from "./scan-kernel.ts";

type Column = Float64Array | Uint32Array | Int32Array;

/** By the block's field: the chunk's column. */
const COLUMNS = {
  time: "timeNs",
  word: "kind",
  subject: "subject",
  actor: "goroutine",
  stack: "stack",
  stack2: "stack2",
  text: "text",
} as const;
const FIELDS = Object.entries(COLUMNS) as [keyof typeof COLUMNS, (typeof COLUMNS)["time"]][];

/** Where the columns lie in their buffer. To be taken before the memory grows, which kills the views. */
export interface Places {
  readonly offsets: readonly number[];
  readonly idsOffset: number;
  readonly idWords: number;
}

export function placesOf(c: EventChunk): Places {
  const { words } = c.goroutineIds;
  const offsets = FIELDS.map(([, name]) => c[name].byteOffset);
  return { offsets, idsOffset: words.byteOffset, idWords: words.length };
}

export class ChunkColumns {
  readonly #kernel: ScanKernel;
  #c!: EventChunk;
  /** Copies: by field, where, and for how many bytes there is room. */
  readonly #copies = new Map<string, [at: number, bytes: number]>();

  constructor(kernel: ScanKernel) {
    this.#kernel = kernel;
  }

  /** Begins with a chunk. */
  take(c: EventChunk, places: Places): void {
    this.#c = c;
    const kernel = this.#kernel;
    const inPlace = c.memory?.memory === kernel.mem.memory;
    for (const [n, [field, name]] of FIELDS.entries()) {
      const at = inPlace ? places.offsets[n] : this.#copy(field, c[name], c.length);
      kernel.set(field, at ?? 0);
    }
    const { words, stride } = c.goroutineIds;
    kernel.set("ids", inPlace ? places.idsOffset : this.#copy("ids", words, words.length));
    kernel.set("idBytes", stride * 4);
    kernel.roomForSlots(places.idWords / stride);
  }

  #copy(field: string, column: Column, length: number): number {
    const { mem } = this.#kernel;
    const bytes = length * column.BYTES_PER_ELEMENT;
    let [at, room] = this.#copies.get(field) ?? [0, 0];
    if (bytes > room) {
      room = 2 * bytes;
      at = at === 0 ? mem.alloc(room) : mem.regrow(at, room);
      this.#copies.set(field, [at, room]);
    }
    mem.views.u8.set(new Uint8Array(column.buffer, column.byteOffset, bytes), at);
    return at;
  }

  subject(i: number): number {
    return this.#kernel.mem.views.i32[this.#kernel.get("subject") / 4 + i] ?? -1;
  }

  timeNs(i: number): number {
    return this.#kernel.mem.views.f64[this.#kernel.get("time") / 8 + i] ?? 0;
  }

  /** The chunk; what `#rare` reads of it is alive. */
  live(): EventChunk {
    const c = this.#c;
    if (c.timeNs.length > 0) return c;
    const { buffer } = this.#kernel.mem.memory;
    const at = (field: string): number => this.#kernel.get(field);
    const u32 = (field: string): Uint32Array => new Uint32Array(buffer, at(field), c.length);
    const i32 = (field: string): Int32Array => new Int32Array(buffer, at(field), c.length);
    this.#c = {
      ...c,
      timeNs: new Float64Array(buffer, at("time"), c.length),
      kind: u32("word"),
      subject: i32("subject"),
      goroutine: i32("actor"),
      stack: u32("stack"),
      stack2: u32("stack2"),
      text: u32("text"),
    };
    return this.#c;
  }
}
