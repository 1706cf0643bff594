// The hot pass as an object (sources in kernel/patterns/): its exports, and the block through which it is told things.
import type { EventChunk } from "../../../model/trace.ts";
import { wasm } from "../../../util/web-assembly.ts";
import { ScanMemory } from "./scan-memory.ts";
import { SCAN_BASE64 } from "./scan.wasm.ts";

interface Exports {
  setBlock(at: number): void;
  /** Rows from one number to another; a PAUSE. */
  scan(from: number, to: number): number;
  setClass(stack: number, text: number, cls: number): void;
  setName(tag: number, id: number, value: number): void;
  roomForClasses(at: number, bits: number): void;
  roomForNames(at: number, bits: number): void;
  forgetIds(): void;
  /** A row that the caller fills but for these. @returns its number */
  append(ns: number, kind: number, slot: number): number;
  sitesOfCall(carried: number, stack: number): number;
  endCall(slot: number, fromNs: number, carried: number, stack: number, ns: number): void;
  forgetCall(slot: number): void;
}

/** Why `scan` returned. */
export const PAUSE = {
  chunkDone: 0,
  segmentFull: 1,
  rare: 2,
  callInCall: 3,
  callsEnded: 4,
  askClass: 5,
  askStack: 6,
  askSite: 7,
  askLog: 8,
} as const;

/** What a number is given to. */
export const TAG = { stack: 0, log: 1, site: 2 } as const;

/** Words of the block, in the order of kernel/patterns/block.ts. */
const FIELDS = [
  ...["time", "word", "subject", "actor", "stack", "stack2", "text", "ids", "idBytes"],
  ...["kinds", "follows", "keep", "minNs", "maxNs", "special"],
  ...["tallies", "talliesN", "syscallRows", "logsNamed", "slots", "segment", "room"],
  ...["at", "rows", "goroutines", "marksN", "irregular", "uncounted", "earlier", "base"],
  ...["asked", "askedText", "askedCarried", "askedTally"],
  ...["classesBase", "classesBits", "classesUsed", "namesBase", "namesBits", "namesUsed"],
] as const;
const PLACES: ReadonlyMap<string, number> = new Map(FIELDS.map((name, i) => [name, i]));

/** A segment's columns, bytes a row of ROWS behind its begin; kernel/patterns/block.ts. */
export const ROWS = 1 << 16;
export const ROW = {
  timeNs: 0,
  number: 8,
  before: 12,
  after: 16,
  waker: 20,
  stack: 24,
  text: 28,
  newStack: 32,
  kind: 36,
  cls: 37,
  idOf: 38,
  first: 54,
  last: 62,
  kindsOf: 70,
  marks: 78,
  bytes: 94,
} as const;

/** Words of a slot; kernel/patterns/block.ts. */
export const SLOT = {
  words: 8,
  state: 24,
  stateNs: 0,
  callNs: 1,
  number: 4,
  callStack: 5,
} as const;
const SLOT_BYTES = 32;
const SLOT_CARRIED = 27;
const NO_STATE = 31;
const SLOTS = 1 << 10;
const MEMO_BITS = 12;
const MEMO_ENTRY = 16;

let compiled: object | undefined;

export class ScanKernel {
  readonly x: Exports;
  readonly mem: ScanMemory;
  readonly #block: number;
  #slots = 0;

  constructor(chunk: EventChunk) {
    compiled ??= new wasm.Module(Buffer.from(SCAN_BASE64, "base64"));
    this.mem = new ScanMemory(chunk);
    const imports = { env: { memory: this.mem.memory } };
    this.x = new wasm.Instance(compiled, imports).exports as Exports;
    this.#block = this.mem.alloc(FIELDS.length * 4) / 4;
    this.x.setBlock(this.#block * 4);
    this.#memo("classes", MEMO_BITS);
    this.#memo("names", MEMO_BITS);
  }

  get(field: string): number {
    return this.mem.views.u32[this.#block + (PLACES.get(field) ?? 0)] ?? 0;
  }

  set(field: string, value: number): void {
    this.mem.views.u32[this.#block + (PLACES.get(field) ?? 0)] = value;
  }

  /** Puts a table into the memory and says where it lies. */
  table(field: string, bytes: Uint8Array | Float64Array | Int32Array): void {
    const at = this.mem.alloc(bytes.byteLength);
    this.mem.views.u8.set(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength), at);
    this.set(field, at);
  }

  /** Makes room for so many of the reader's slots. */
  roomForSlots(slots: number): void {
    if (slots <= this.#slots) return;
    const size = Math.max(SLOTS, 2 ** Math.ceil(Math.log2(slots)));
    const old = this.#slots;
    const bytes = size * SLOT_BYTES;
    const at = old === 0 ? this.mem.alloc(bytes) : this.mem.regrow(this.get("slots"), bytes);
    const { u8, i32, f64 } = this.mem.views;
    for (let slot = old; slot < size; slot++) {
      const from = at + slot * SLOT_BYTES;
      f64[from / 8 + SLOT.stateNs] = Number.NaN;
      f64[from / 8 + SLOT.callNs] = Number.NaN;
      i32[from / 4 + SLOT.number] = -1;
      u8[from + SLOT.state] = NO_STATE;
    }
    this.#slots = size;
    this.set("slots", at);
  }

  /** The slot's call under way: when it began (NaN: none), its stack, and whether that is a number of the trace. */
  callOf(slot: number): readonly [fromNs: number, stack: number, carried: number] {
    const { u8, u32, f64 } = this.mem.views;
    const at = this.get("slots") + slot * SLOT_BYTES;
    const fromNs = f64[at / 8 + SLOT.callNs] ?? Number.NaN;
    return [fromNs, u32[at / 4 + SLOT.callStack] ?? 0, u8[at + SLOT_CARRIED] ?? 0];
  }

  /** Calls under way keep their stacks as numbers of the trace: the generation's ids go. */
  carryCalls(stackOf: (id: number) => number): void {
    const { u8, u32, f64 } = this.mem.views;
    const base = this.get("slots");
    for (let slot = 0; slot < this.#slots; slot++) {
      const at = base + slot * SLOT_BYTES;
      if (Number.isNaN(f64[at / 8 + SLOT.callNs]) || u8[at + SLOT_CARRIED] === 1) continue;
      u32[at / 4 + SLOT.callStack] = stackOf(u32[at / 4 + SLOT.callStack] ?? 0);
      u8[at + SLOT_CARRIED] = 1;
    }
  }

  /** Says what a stop or park with the stack and reason is. */
  setClass(stack: number, text: number, cls: number): void {
    this.#room("classes");
    this.x.setClass(stack, text, cls);
  }

  setName(tag: number, id: number, value: number): void {
    this.#room("names");
    this.x.setName(tag, id, value);
  }

  #room(memo: "classes" | "names"): void {
    const bits = this.get(`${memo}Bits`);
    if (this.get(`${memo}Used`) * 2 >= 2 ** bits) this.#memo(memo, bits + 1);
  }

  #memo(memo: "classes" | "names", bits: number): void {
    const at = this.mem.alloc(MEMO_ENTRY * 2 ** bits);
    if (memo === "classes") this.x.roomForClasses(at, bits);
    else this.x.roomForNames(at, bits);
  }
}
