// The rows of one segment as they come from the reader: times, kinds and classes at once, the rest when it is asked for.
import { PATTERN_KINDS, type PatternEvents, patternEvents } from "../../../model/pattern-events.ts";
import type { StackId } from "../../../model/trace.ts";
import type { GenerationTables } from "../../../model/trace.ts";
import type { StackIndex, TraceInterner } from "../../../model/trace-interner.ts";
import type { SegmentRows } from "../matching/segment-index.ts";
import { K, STATE_KINDS } from "./row-kinds.ts";

/** An event that is rare enough to be written whole. */
export interface WholeEvent {
  readonly timeNs: number;
  readonly kind: number;
  /** Its goroutine's number in the segment, -1 for none. */
  readonly number: number;
  readonly stack: number;
  readonly text: number;
  readonly value: number;
}

export class Segment implements SegmentRows {
  readonly events: PatternEvents;
  readonly number: Int32Array;
  readonly before: Int32Array;
  readonly after: Int32Array;
  readonly waker: Int32Array;
  /** Ids of the generation's tables, by row. */
  readonly stackId: Uint32Array;
  readonly textId: Uint32Array;
  /** A create's: the stack that the new goroutine begins with. */
  readonly newStackId: Uint32Array;
  readonly first: Int32Array;
  readonly last: Int32Array;
  readonly kinds: Int32Array;
  readonly ids: Float64Array;
  goroutines = 0;
  /** Every goroutine's states followed each other as the runtime makes them. */
  regular = true;
  readonly #filled: Uint8Array;
  readonly #counts = new Int32Array(PATTERN_KINDS.length);
  readonly #interner: TraceInterner;
  #tables: GenerationTables | undefined;

  constructor(rows: number, interner: TraceInterner) {
    this.#interner = interner;
    this.events = patternEvents(rows);
    const i32 = (n: number): Int32Array => new Int32Array(n);
    [this.number, this.waker] = [i32(rows), i32(rows)];
    [this.before, this.after] = [i32(rows), i32(rows)];
    this.stackId = new Uint32Array(rows);
    this.textId = new Uint32Array(rows);
    this.newStackId = new Uint32Array(rows);
    // A row may name two goroutines.
    [this.first, this.last, this.kinds] = [i32(2 * rows), i32(2 * rows), i32(2 * rows)];
    this.ids = new Float64Array(2 * rows);
    this.#filled = new Uint8Array(rows);
  }

  get rows(): number {
    return this.events.kind.length;
  }

  /** The tables of the rows to come. */
  generation(tables: GenerationTables): void {
    this.#tables = tables;
  }

  /** A goroutine that has no number in the segment yet. */
  enter(id: number): number {
    const number = this.goroutines;
    this.goroutines = number + 1;
    this.ids[number] = id;
    this.first[number] = -1;
    this.last[number] = -1;
    this.kinds[number] = 0;
    return number;
  }

  /** Puts a row behind its goroutine's last one. */
  link(row: number, number: number, kind: number): void {
    const previous = this.last[number] ?? -1;
    this.number[row] = number;
    this.before[row] = previous;
    this.after[row] = -1;
    if (previous < 0) this.first[number] = row;
    else this.after[previous] = row;
    this.last[number] = row;
    this.kinds[number] = (this.kinds[number] ?? 0) | (1 << kind);
  }

  /** Appends an event all of whose columns are known. */
  push(e: WholeEvent): void {
    const { events } = this;
    const row = events.length;
    const { kind, number } = e;
    events.timeNs[row] = e.timeNs;
    events.kind[row] = kind;
    events.cls[row] = 0;
    events.g[row] = number < 0 ? -1 : (this.ids[number] ?? -1);
    events.by[row] = -1;
    events.stack[row] = e.stack;
    events.text[row] = e.text;
    events.value[row] = e.value;
    this.number[row] = number;
    if (number >= 0) this.link(row, number, kind);
    this.#filled[row] = 1;
    this.#counts[kind] = (this.#counts[kind] ?? 0) + 1;
    events.length = row + 1;
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
    const frames = this.#interner.frames(this.#newStack(tables, row));
    return this.#interner.textOf(frames.at(-1)?.func ?? "");
  }

  /** Empties it; sequence numbers go on. */
  clear(): void {
    const { events } = this;
    this.#filled.fill(0, 0, events.length);
    this.#counts.fill(0);
    events.firstSeq += events.length;
    events.length = 0;
    this.goroutines = 0;
    this.regular = true;
  }
}
