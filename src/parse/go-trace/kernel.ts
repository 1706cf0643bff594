// The WASM kernel (sources in kernel/) as an object: one instance reads one trace at a time and can be used again.
import type { ChunkMemory, EdgeChunk, EventChunk, TraceGeneration } from "../../model/trace.ts";
import { wasm } from "../../util/web-assembly.ts";
import type { IdPlaces } from "./id-places.ts";
import { KERNEL_BASE64 } from "./kernel.wasm.ts";

/** No runtime comes near it. */
const TABLE_ID_MAX = 1 << 24;

/** Whether an error is a trap: the kernel would need more memory than it may have. */
export function isTrap(error: unknown): error is Error {
  return error instanceof wasm.RuntimeError || error instanceof RangeError;
}

/** What the kernel exports; see kernel/index.ts. 64-bit integers are bigints, pointers numbers. */
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  alloc(bytes: number): number;
  release(ptr: number, bytes: number): void;
  tableRoom(which: number, bits: number): number;
  tablesCheck(yes: boolean): void;
  want(type: number, yes: boolean): void;
  setLenient(yes: boolean): void;
  reset(): void;
  generation(id: bigint, nsPerTick: number): void;
  forget(): void;
  addBatch(thread: bigint, ticks: bigint, ptr: number, bytes: number, index: number): void;
  addSample(ns: bigint, thread: bigint, proc: bigint, g: bigint, stack: bigint): void;
  ticks(ticks: bigint): bigint;
  sync(ns: bigint, n: number): void;
  begin(): number;
  step(): number;
  supply(ptr: number): void;
  wantedBatch(): number;
  faultBatch(): number;
  faultType(): number;
  faultOffset(): number;
  chunk(): number;
  chunkRows(): number;
  chunkCapacity(): number;
  chunkAnnotations(): number;
  wantEdges(yes: boolean): void;
  edges(): number;
  edgeCount(): number;
  edgeCapacity(): number;
  edgesCarry(): number;
  askedNumbers(): number;
  askedCount(): number;
  numberSet(which: number, id: number, number: number): void;
  eventCount(): number;
  repairedCount(): number;
  skippedBytes(): number;
  skippedBatches(): number;
  slowCount(): number;
  startAt(ns: bigint): void;
  origin(): bigint;
  lastTime(): bigint;
  goroutineTable(): number;
  goroutineCount(): number;
  threadTable(): number;
  threadCount(): number;
  procTable(): number;
  procCount(): number;
  collection(): bigint;
  collectionState(): number;
  assumeReset(yes: boolean): void;
  firstCollection(): bigint;
  unseenCount(): number;
  unseenAt(index: number): bigint;
  assumptionsBroken(): number;
}

/** Results of `begin` and `step`. */
export const STEP = { done: 0, full: 1, need: 2, stuck: -30 } as const;

/** What a negative result says. Codes as in kernel/cursor.ts and kernel/goroutines.ts. */
const FAULTS: ReadonlyMap<number, string> = new Map([
  [-1, "an event type that no batch may hold"],
  [-2, "a number that is cut or too long"],
  [-10, "an event without the thread, processor or goroutine it needs"],
  [-11, "an event in a state that does not allow it"],
  [-12, "a status that contradicts what was known"],
  [-13, "a goroutine made twice"],
  [-14, "an event about a goroutine or processor that does not exist"],
  [-15, "an event about the wrong thread"],
  [-16, "a processor's sequence number out of order"],
  [-17, "a stack that is not in the table"],
  [-18, "a string that is not in the table"],
  [-19, "a range that begins twice or ends without a beginning"],
  [-20, "a garbage collection cycle out of order"],
  [-30, "no thread's next event can happen"],
]);

export function faultText(result: number): string {
  return FAULTS.get(result) ?? `kernel result ${result}`;
}

/** Sizes of a goroutine record and of a thread record, in 32-bit words. */
export const GOROUTINE_WORDS = 22;
export const THREAD_WORDS = 8;
const REASON_WORD = 20;
/** Marks an id in a goroutine record as a number of the whole trace: the generation it counted in is over. */
export const CARRIED = 0x8000_0000;

let compiled: object | undefined;

function compile(): object {
  return (compiled ??= new wasm.Module(Buffer.from(KERNEL_BASE64, "base64")));
}

/** Column views over the kernel's chunk; made anew when the memory has moved. */
interface Views {
  readonly edges: Omit<EdgeChunk, "length">;
  readonly buffer: ArrayBuffer;
  readonly bytes: Uint8Array;
  readonly timeNs: Float64Array;
  readonly value: Uint32Array;
  readonly value2: Uint32Array;
  readonly kind: Uint32Array;
  readonly thread: Int32Array;
  readonly proc: Int32Array;
  readonly goroutine: Int32Array;
  readonly subject: Int32Array;
  readonly stack: Uint32Array;
  readonly stack2: Uint32Array;
  readonly text: Uint32Array;
}

export class Kernel {
  readonly x: Exports;
  readonly memory: ChunkMemory;
  #views: Views | undefined;

  constructor() {
    this.x = new wasm.Instance(compile(), {}).exports as Exports;
    this.x.reset();
    const { x } = this;
    this.memory = {
      memory: x.memory,
      alloc: (bytes) => x.alloc(bytes),
      release: (at, bytes) => {
        x.release(at, bytes);
      },
    };
  }

  /** Copies bytes into kernel memory; `release` them with the same length. */
  put(bytes: Uint8Array): number {
    const ptr = this.x.alloc(bytes.length);
    this.#view().bytes.set(bytes, ptr);
    return ptr;
  }

  /** Tells which ids a table holds; those above TABLE_ID_MAX count as missing. */
  table(which: "stacks" | "strings", places: IdPlaces): void {
    const apart = [...places.apart()].filter((id) => id <= TABLE_ID_MAX);
    const max = apart.reduce((m, id) => Math.max(m, id), places.max);
    const at = this.x.tableRoom(which === "stacks" ? 0 : 1, max + 1);
    const bytes = this.#view().bytes;
    bytes.set(places.bits.subarray(0, (places.max >>> 3) + 1), at);
    for (const id of apart) {
      const cell = at + (id >>> 3);
      bytes[cell] = (bytes[cell] ?? 0) | (1 << (id & 7));
    }
  }

  /** The rows of the last `step` or `sync`. */
  chunk(generation: TraceGeneration): EventChunk {
    const v = this.#view();
    const { x } = this;
    return {
      length: x.chunkRows(),
      memory: this.memory,
      generation,
      originNs: x.origin(),
      timeNs: v.timeNs,
      kind: v.kind,
      thread: v.thread,
      proc: v.proc,
      goroutine: v.goroutine,
      subject: v.subject,
      stack: v.stack,
      stack2: v.stack2,
      text: v.text,
      value: v.value,
      value2: v.value2,
      goroutineIds: {
        words: new Uint32Array(v.buffer, x.goroutineTable(), x.goroutineCount() * GOROUTINE_WORDS),
        stride: GOROUTINE_WORDS,
      },
      threadIds: {
        words: new Uint32Array(v.buffer, x.threadTable(), x.threadCount() * THREAD_WORDS),
        stride: THREAD_WORDS,
      },
    };
  }

  /**
   * The waits that ended in the last `step`. Their stacks and texts are numbers of the whole trace; `stack` and `text`
   * give those of ids that the kernel has not met in this generation.
   */
  edges(stack: (id: number) => number, text: (id: number) => number): EdgeChunk {
    const { x } = this;
    const { reason, parkStack, wakeStack } = this.#view().edges;
    const asked = new Uint32Array(x.memory.buffer, x.askedNumbers(), x.askedCount());
    if (asked.length > 0) {
      // Column by column, as numbers are given in the order of first appearance.
      const texts = answered(asked, reason, text);
      const stacks = [parkStack, wakeStack].map((column) => answered(asked, column, stack));
      // Last, for it may move the memory.
      for (const [id, given] of texts) x.numberSet(1, id, given);
      for (const part of stacks) for (const [id, given] of part) x.numberSet(0, id, given);
    }
    return { length: x.edgeCount(), ...this.#view().edges };
  }

  /** Before the generation's tables go: gives the ids of waits still under way a number of the whole trace. */
  carry(stack: (id: number) => number, text: (id: number) => number): void {
    const { x } = this;
    for (let n = x.edgesCarry(); n > 0; n = x.edgesCarry()) {
      const words = new Uint32Array(x.memory.buffer);
      const asked = words.slice(x.askedNumbers() / 4, x.askedNumbers() / 4 + n);
      for (const place of asked) {
        const id = words[place / 4] ?? 0;
        const isText = ((place - x.goroutineTable()) / 4) % GOROUTINE_WORDS === REASON_WORD;
        words[place / 4] = CARRIED + (isText ? text(id) : stack(id));
      }
    }
  }

  #view(): Views {
    const buffer = this.x.memory.buffer;
    if (this.#views?.buffer === buffer) return this.#views;
    const n = this.x.chunkCapacity();
    const at = this.x.chunk();
    const u32 = (k: number): Uint32Array => new Uint32Array(buffer, at + k * n, n);
    const i32 = (k: number): Int32Array => new Int32Array(buffer, at + k * n, n);
    this.#views = {
      edges: edgeViews(buffer, this.x.edges(), this.x.edgeCapacity()),
      buffer,
      bytes: new Uint8Array(buffer),
      timeNs: new Float64Array(buffer, at, n),
      value: new Uint32Array(buffer, at + 8 * n, 2 * n),
      value2: new Uint32Array(buffer, at + 16 * n, 2 * n),
      kind: u32(24),
      thread: i32(28),
      proc: i32(32),
      goroutine: i32(36),
      subject: i32(40),
      stack: u32(44),
      stack2: u32(48),
      text: u32(52),
    };
    return this.#views;
  }
}

/** Numbers the ids of a column that have none yet; by id, what they got. */
function answered(
  asked: Uint32Array,
  column: Uint32Array,
  number: (id: number) => number,
): ReadonlyMap<number, number> {
  const given = new Map<number, number>();
  for (const place of asked) {
    const i = (place - column.byteOffset) / 4;
    if (i < 0 || i >= column.length) continue;
    const id = column[i] ?? 0;
    const n = given.get(id) ?? number(id);
    given.set(id, n);
    column[i] = n;
  }
  return given;
}

function edgeViews(buffer: ArrayBuffer, at: number, n: number): Omit<EdgeChunk, "length"> {
  const f64 = (k: number): Float64Array => new Float64Array(buffer, at + k * n, n);
  const u32 = (k: number): Uint32Array => new Uint32Array(buffer, at + k * n, n);
  return {
    goroutine: f64(0),
    parkNs: f64(8),
    wokenNs: f64(16),
    ranNs: f64(24),
    waker: f64(32),
    reason: u32(40),
    parkStack: u32(44),
    wakeStack: u32(48),
    doubt: u32(52),
  };
}
