// The rows of one segment as the hot pass leaves them: times, kinds, classes and links at once, the rest when it is
// asked for.
import { PATTERN_KINDS, type PatternEvents, patternEvents } from "../../../model/pattern-events.ts";
import type { StackId } from "../../../model/trace.ts";
import type { GenerationTables } from "../../../model/trace.ts";
import type { StackIndex, TraceInterner } from "../../../model/trace-interner.ts";
import type { SegmentRows } from "../matching/segment-index.ts";
import { K, STATE_KINDS } from "./row-kinds.ts";
import { ROW, ROWS, type ScanKernel } from "./scan-kernel.ts";

/** An event that is rare enough to be written whole. */
export interface WholeEvent {
  readonly timeNs: number;
  readonly kind: number;
  /** The reader's slot of its goroutine, -1 for none. */
  readonly slot: number;
  readonly stack: number;
  readonly text: number;
  readonly value: number;
}

type Changing<T> = { -readonly [Field in keyof T]: T[Field] };

/** A row that gates ask about. */
export interface Mark {
  readonly row: number;
  /** Kind and class, as gate tables count them. */
  readonly at: number;
  /** Kind of the goroutine's state before, and how long ago that was. */
  readonly from: number;
  readonly gapNs: number;
  /** Bits of MARKED. */
  readonly what: number;
}
export const MARKED = { spaced: 1, stack: 2, runtime: 4, always: 8 } as const;

const MARK_BYTES = 16;

export class Segment implements SegmentRows {
  readonly events: Changing<PatternEvents>;
  readonly rows: number;
  number!: Int32Array;
  before!: Int32Array;
  after!: Int32Array;
  waker!: Int32Array;
  /** Ids of the generation's tables, by row. */
  stackId!: Uint32Array;
  textId!: Uint32Array;
  /** A create's: the stack that the new goroutine begins with. */
  newStackId!: Uint32Array;
  first!: Int32Array;
  last!: Int32Array;
  kinds!: Int32Array;
  ids!: Float64Array;
  goroutines = 0;
  /** Every goroutine's states followed each other as the runtime makes them. */
  regular = true;
  readonly #kernel: ScanKernel;
  readonly #at: number;
  readonly #filled: Uint8Array;
  readonly #counts = new Int32Array(PATTERN_KINDS.length);
  readonly #interner: TraceInterner;
  /** By stack: the text's number of the function that a goroutine begins with there. */
  readonly #starts: number[] = [];
  #buffer: ArrayBuffer | undefined;
  #tables: GenerationTables | undefined;

  constructor(rows: number, interner: TraceInterner, kernel: ScanKernel) {
    this.#interner = interner;
    this.#kernel = kernel;
    this.rows = rows;
    this.events = patternEvents(rows);
    this.#filled = new Uint8Array(rows);
    this.#at = kernel.mem.alloc(ROW.bytes * ROWS);
    kernel.set("segment", this.#at);
    kernel.set("room", rows);
  }

  /** The tables of the rows to come. */
  generation(tables: GenerationTables): void {
    this.#tables = tables;
  }

  /** Appends an event all of whose columns are known. */
  push(e: WholeEvent): void {
    const row = this.#kernel.x.append(e.timeNs, e.kind, e.slot);
    const { events } = this;
    const views = this.#kernel.mem.views;
    const number = views.i32[(this.#at + ROW.number * ROWS) / 4 + row] ?? -1;
    const g = views.f64[(this.#at + ROW.idOf * ROWS) / 8 + number] ?? -1;
    events.g[row] = number < 0 ? -1 : g;
    events.by[row] = -1;
    events.stack[row] = e.stack;
    events.text[row] = e.text;
    events.value[row] = e.value;
    this.#filled[row] = 1;
    this.#counts[e.kind] = (this.#counts[e.kind] ?? 0) + 1;
  }

  /** The segment is over: its columns can be read. False when it is empty. */
  close(): boolean {
    const kernel = this.#kernel;
    const length = kernel.get("rows");
    if (length === 0) return false;
    this.events.length = length;
    this.goroutines = kernel.get("goroutines");
    this.regular = kernel.get("irregular") === 0;
    const { buffer } = kernel.mem.memory;
    if (buffer !== this.#buffer) this.#lay(buffer);
    return true;
  }

  #lay(buffer: ArrayBuffer): void {
    this.#buffer = buffer;
    const at = (column: number): number => this.#at + column * ROWS;
    const { rows, events } = this;
    const i32 = (column: number, n: number): Int32Array => new Int32Array(buffer, at(column), n);
    const u32 = (column: number): Uint32Array => new Uint32Array(buffer, at(column), rows);
    events.timeNs = new Float64Array(buffer, at(ROW.timeNs), rows);
    events.kind = new Uint8Array(buffer, at(ROW.kind), rows);
    events.cls = new Uint8Array(buffer, at(ROW.cls), rows);
    this.number = i32(ROW.number, rows);
    this.before = i32(ROW.before, rows);
    this.after = i32(ROW.after, rows);
    this.waker = i32(ROW.waker, rows);
    this.stackId = u32(ROW.stack);
    this.textId = u32(ROW.text);
    this.newStackId = u32(ROW.newStack);
    this.first = i32(ROW.first, 2 * rows);
    this.last = i32(ROW.last, 2 * rows);
    this.kinds = i32(ROW.kindsOf, 2 * rows);
    this.ids = new Float64Array(buffer, at(ROW.idOf), 2 * rows);
  }

  /** Shows the rows that gates ask about, in order; one object for all. */
  marks(see: (mark: Mark) => void): void {
    const { u32, f64 } = this.#kernel.mem.views;
    const base = this.#at + ROW.marks * ROWS;
    const count = this.#kernel.get("marksN");
    const mark: Changing<Mark> = { row: 0, at: 0, from: 0, gapNs: 0, what: 0 };
    for (let i = 0; i < count; i++) {
      const at = base + i * MARK_BYTES;
      const word = u32[at / 4 + 1] ?? 0;
      mark.row = u32[at / 4] ?? 0;
      mark.at = word & 255;
      mark.from = (word >>> 8) & 255;
      mark.what = word >>> 16;
      mark.gapNs = f64[at / 8 + 1] ?? Number.NaN;
      see(mark);
    }
  }

  need(row: number): void {
    if (this.#filled[row] === 1 || this.#tables === undefined) return;
    this.#filled[row] = 1;
    const { events } = this;
    const tables = this.#tables;
    const kind = events.kind[row] ?? 0;
    const waker = kind === K.create || kind === K.unpark ? (this.waker[row] ?? -1) : -1;
    const reason = kind === K.park || kind === K.stop ? (this.textId[row] ?? 0) : 0;
    events.g[row] = this.ids[this.number[row] ?? 0] ?? -1;
    events.by[row] = waker < 0 ? -1 : (this.ids[waker] ?? -1);
    const stack = this.#interner.stack(tables, this.stackId[row] as StackId);
    events.stack[row] = stack === 0 && kind === K.create ? this.#newStack(tables, row) : stack;
    events.text[row] = this.#interner.text(tables, reason);
    events.value[row] = kind === K.create ? this.#startFunction(tables, row) : 0;
  }

  countOf(kind: number): number | undefined {
    return kind < STATE_KINDS ? undefined : this.#counts[kind];
  }

  /** Where a new goroutine begins: all that is known of one that the runtime makes for a timer. */
  #newStack(tables: GenerationTables, row: number): StackIndex {
    return this.#interner.stack(tables, this.newStackId[row] as StackId);
  }

  /** The function that a new goroutine begins with. */
  #startFunction(tables: GenerationTables, row: number): number {
    const stack = this.#newStack(tables, row);
    const known = this.#starts[stack];
    if (known !== undefined) return known;
    const frames = this.#interner.frames(stack);
    return (this.#starts[stack] = this.#interner.textOf(frames.at(-1)?.func ?? ""));
  }

  /** Empties it; sequence numbers go on. */
  clear(): void {
    const { events } = this;
    const kernel = this.#kernel;
    this.#filled.fill(0, 0, events.length);
    this.#counts.fill(0);
    events.firstSeq += events.length;
    events.length = 0;
    kernel.set("base", kernel.get("base") + this.goroutines);
    for (const field of ["rows", "goroutines", "marksN", "irregular"]) kernel.set(field, 0);
    this.goroutines = 0;
    this.regular = true;
  }
}
