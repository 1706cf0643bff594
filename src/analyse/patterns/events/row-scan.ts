// Trace rows → segments of events and the rows in them where matches may begin.
//
// (1) One pass over the reader's columns, a few array accesses a row: kind by table, class of the wait, the goroutine's
//     number, its row before. Nothing is allocated and no stack is looked up twice.
// (2) The gates (gates/) are asked about each row by its kind, class, and time since the goroutine's state before.
// (3) System calls that are only counted never become rows.
// (4) A full segment, or a generation's end, goes to the matchers; the memory is used again.
import { PATTERN_KINDS } from "../../../model/pattern-events.ts";
import type {
  EventChunk,
  GenerationTables,
  GoroutineSlot,
  TraceVisitor,
} from "../../../model/trace.ts";
import { GO_STATES } from "../../../model/trace.ts";
import * as col from "../../../model/trace-columns.ts";
import { EV } from "../../../model/trace-event-types.ts";
import type { StackIndex, TraceInterner } from "../../../model/trace-interner.ts";
import type { GateTable } from "../gates/gate-table.ts";
import type { SyscallTally } from "../gates/syscall-tally.ts";
import { classOf } from "./classes.ts";
import { IdMemo } from "./id-memo.ts";
import {
  K,
  MARK,
  NO_KIND,
  RANGES,
  ROW_KINDS,
  rowKindIndex,
  STATE_KINDS,
  typesFor,
  type Wanted,
} from "./row-kinds.ts";
import { Segment } from "./segment.ts";
import { NO_STATE, SlotStates } from "./slot-states.ts";

const SEGMENT_ROWS = 1 << 16;
const CLASS_BITS = 5;
const CLASS_MASK = 31;
const NONE = -1;

/** By kind of the state before: the kinds that may follow; where the runtime allows many, all but a second create. */
const FOLLOWS = new Int32Array(32).fill(-1);
FOLLOWS[K.create] = ~(1 << K.create);
FOLLOWS[K.park] = 1 << K.unpark;
FOLLOWS[K.unpark] = 1 << K.run;
FOLLOWS[K.stop] = 1 << K.run;
FOLLOWS[K.run] = ~(1 << K.create);

const goroutineId = (c: EventChunk, slot: number): number =>
  col.goroutineIdOf(c, slot as GoroutineSlot);

export interface ScanOptions {
  readonly wanted: Wanted;
  /** Categories of logs that some pattern asks for; undefined: any. */
  readonly logs: ReadonlySet<string> | undefined;
  readonly gates: GateTable;
  readonly tallies: readonly SyscallTally[];
  /** System calls have to be rows as well. */
  readonly syscallRows: boolean;
  /** Gets each segment; it is valid until this returns. */
  readonly segment: (segment: Segment) => void;
  /** Events looked at at once; bounds memory. */
  readonly rows?: number | undefined;
}

export class RowScan implements TraceVisitor {
  readonly wants: readonly number[];
  readonly #interner: TraceInterner;
  readonly #o: ScanOptions;
  readonly #keep: Uint8Array;
  readonly #segment: Segment;
  #tables: GenerationTables | undefined;
  readonly #slots = new SlotStates();
  /** By slot: begins of calls that had not ended when another began. */
  readonly #earlier = new Map<number, [startNs: number, stack: number][]>();
  /** Numbers below it belong to earlier segments. */
  #base = 0;
  /** By stack id of the generation: reason's id and class; call sites. */
  readonly #classes = new IdMemo();
  /** By stack id of the generation: the stack's number if some gate's first step asks for such a stack, else 0. */
  readonly #flagged = new IdMemo();
  readonly #sites: readonly IdMemo[];
  readonly #rangeText = new Map<number, number>();
  readonly #stateText: readonly number[];
  readonly #markText: number;
  readonly #logTexts: ReadonlySet<number> | undefined;
  #uncounted = 0;

  constructor(interner: TraceInterner, options: ScanOptions) {
    this.#interner = interner;
    this.#o = options;
    const { wanted, logs, tallies } = options;
    this.#segment = new Segment(options.rows ?? SEGMENT_ROWS, interner);
    this.#keep = Uint8Array.from(PATTERN_KINDS, (_, kind) => (wanted.kinds.has(kind) ? 1 : 0));
    this.wants = typesFor(wanted);
    for (const [type, [, name]] of RANGES) this.#rangeText.set(type, interner.textOf(name));
    this.#stateText = GO_STATES.map((state) => interner.textOf(state));
    this.#markText = interner.textOf(MARK);
    this.#logTexts = logs && new Set([...logs].map((name) => interner.textOf(name)));
    this.#sites = tallies.map(() => new IdMemo());
  }

  chunk(c: EventChunk): void {
    const { tables } = c.generation;
    if (tables !== this.#tables) this.#next(tables);
    this.#slots.room(c.goroutineIds.words.length / c.goroutineIds.stride);
    for (let at = 0; at < c.length;) {
      at = this.#scan(c, at);
      if (this.#segment.events.length === this.#segment.rows) this.#flush();
    }
  }

  generationEnd(): void {
    this.#flush();
  }

  /** The end of the trace: hands on what is left. @returns how many events there were */
  end(): number {
    this.#flush();
    return this.#segment.events.firstSeq + this.#uncounted;
  }

  #next(tables: GenerationTables): void {
    this.#flush();
    if (this.#tables !== undefined) this.#carryCalls(this.#tables);
    this.#tables = tables;
    this.#segment.generation(tables);
    this.#classes.clear();
    this.#flagged.clear();
    for (const sites of this.#sites) sites.clear();
  }

  #flush(): void {
    const segment = this.#segment;
    if (segment.events.length === 0) return;
    this.#o.gates.segmentEnd(segment);
    this.#o.segment(segment);
    this.#base += segment.goroutines;
    segment.clear();
  }

  /** Rows from `start` on, until the chunk or the segment is full. @returns where it stopped */
  #scan(c: EventChunk, start: number): number {
    const segment = this.#segment;
    const { events, stackId } = segment;
    const { timeNs, kind: kinds, cls: classes } = events;
    const { kind: words, subject, timeNs: times, stack, length } = c;
    const { minNs, maxNs, special } = this.#o.gates;
    const { syscallRows } = this.#o;
    const slots = this.#slots;
    const { state, stateNs, cls: clsOf, number: numbers } = slots;
    const base = this.#base;
    const keep = this.#keep;
    const room = kinds.length;
    let row = events.length;
    let i = start;
    for (; i < length && row < room; i++) {
      const kind = ROW_KINDS[rowKindIndex(words[i] ?? 0)] ?? NO_KIND;
      const slot = subject[i] ?? NONE;
      if (kind >= STATE_KINDS) {
        if (kind === NO_KIND) continue;
        events.length = row;
        this.#rare(c, i, kind);
        row = events.length;
        continue;
      }
      if (slot < 0) continue;
      const t = times[i] ?? 0;
      if (kind >= K.syscall) {
        this.#call(c, kind, slot, t, stack[i] ?? 0);
        if (!syscallRows) continue;
      }
      const cls = kind === K.run || kind > K.unpark ? 0 : this.#class(c, i, kind, slot);
      const from = state[slot] ?? NO_STATE;
      const gap = t - (stateNs[slot] ?? Number.NaN);
      if (((FOLLOWS[from] ?? 0) & (1 << kind)) === 0) segment.regular = false;
      state[slot] = kind;
      stateNs[slot] = t;
      if (keep[kind] === 1) {
        let number = (numbers[slot] ?? NONE) - base;
        if (number < 0 || from === NO_STATE || kind === K.create) number = this.#enter(c, slot);
        timeNs[row] = t;
        kinds[row] = kind;
        classes[row] = cls;
        stackId[row] = stack[i] ?? 0;
        segment.link(row, number, kind);
        if (kind >= K.stop) {
          if (kind < K.unpark) segment.textId[row] = c.text[i] ?? 0;
          else if (kind === K.unpark) this.#waker(c, i, row);
        } else if (kind === K.create) this.#waker(c, i, row);
        const at = (kind << CLASS_BITS) | (kind === K.run ? (clsOf[slot] ?? 0) : cls);
        if (gap >= (minNs[at] ?? Infinity) || gap <= (maxNs[at] ?? -1)) {
          this.#o.gates.spaced(at, row, from, gap, segment);
        }
        if (special[at] === 1) this.#special(c, i, at, row);
        row += 1;
      }
      if (kind === K.exit) slots.gone(slot);
    }
    events.length = row;
    return i;
  }

  #waker(c: EventChunk, i: number, row: number): void {
    const actor = c.goroutine[i] ?? NONE;
    let by = NONE;
    if (actor >= 0) {
      by = (this.#slots.number[actor] ?? NONE) - this.#base;
      if (by < 0 || this.#slots.state[actor] === NO_STATE) by = this.#enter(c, actor);
    }
    this.#segment.waker[row] = by;
    this.#segment.newStackId[row] = c.stack2[i] ?? 0;
  }

  #special(c: EventChunk, i: number, at: number, row: number): void {
    const stackId = c.stack[i] ?? 0;
    let flagged = this.#flagged.get(stackId);
    if (flagged < 0) {
      const stack = this.#interner.stack(c.generation.tables, stackId);
      flagged = this.#o.gates.flags(stack) ? stack : 0;
      this.#flagged.set(stackId, flagged);
    }
    const runtime = (c.goroutine[i] ?? NONE) < 0;
    this.#o.gates.specialRow(at, row, c.timeNs[i] ?? 0, runtime, flagged, this.#segment);
  }

  /** The class of a park or stop by its stack and reason; of an unpark, that of the wait; of a create, none. */
  #class(c: EventChunk, i: number, kind: number, slot: number): number {
    const { cls: clsOf, waiting } = this.#slots;
    let cls = 0;
    if (kind === K.unpark) {
      const wait = waiting[slot] ?? 0;
      waiting[slot] = 0;
      cls = wait === 0 ? 0 : wait - 1;
    } else if (kind !== K.create) {
      const stackId = c.stack[i] ?? 0;
      const textId = c.text[i] ?? 0;
      const known = this.#classes.get(stackId);
      const same = known >= 0 && known >>> CLASS_BITS === textId;
      cls = same ? known & CLASS_MASK : this.#newClass(c, stackId, textId);
      if (kind === K.park) waiting[slot] = cls + 1;
    }
    clsOf[slot] = cls;
    return cls;
  }

  #newClass(c: EventChunk, stackId: number, textId: number): number {
    const { tables } = c.generation;
    const reason = this.#interner.string(this.#interner.text(tables, textId));
    const cls = classOf(reason, this.#interner.frames(this.#interner.stack(tables, stackId)));
    if (textId < 2 ** 25) this.#classes.set(stackId, (textId << CLASS_BITS) | cls);
    return cls;
  }

  /** The goroutine's number in this segment: a new one, unless it has one. */
  #enter(c: EventChunk, slot: number): number {
    const id = goroutineId(c, slot);
    const known = (this.#slots.number[slot] ?? NONE) - this.#base;
    if (known >= 0 && this.#segment.ids[known] === id) return known;
    const number = this.#segment.enter(id);
    this.#slots.number[slot] = number + this.#base;
    return number;
  }

  /** A system call begins or ends, and may be one that is only counted. */
  #call(c: EventChunk, kind: number, slot: number, t: number, stackId: number): void {
    const { tallies } = this.#o;
    if (tallies.length === 0) return;
    if (!this.#o.syscallRows) this.#uncounted += 1;
    const { callNs, callStack } = this.#slots;
    if (kind === K.syscall) {
      if (!Number.isNaN(callNs[slot])) this.#earlierCall(slot);
      callNs[slot] = t;
      callStack[slot] = stackId;
      return;
    }
    const from = callNs[slot] ?? Number.NaN;
    if (Number.isNaN(from)) return;
    callNs[slot] = Number.NaN;
    this.#callEnded(c, slot, from, callStack[slot] ?? 0, t);
    if (this.#earlier.size > 0) this.#earlierEnded(c, slot, t);
  }

  #callEnded(c: EventChunk, slot: number, from: number, id: number, t: number): void {
    const { tallies } = this.#o;
    for (let n = 0; n < tallies.length; n++) {
      const tally = tallies[n];
      const memo = this.#sites[n];
      if (tally === undefined || memo === undefined) continue;
      let site = id < 0 ? NONE : memo.get(id);
      if (site < 0) {
        const { tables } = c.generation;
        const stack = id < 0 ? (~id as StackIndex) : this.#interner.stack(tables, id);
        site = tally.siteOf(stack);
        if (id >= 0) memo.set(id, site);
      }
      if (!tally.ended(site, from, t)) continue;
      const { tables } = c.generation;
      const stack = id < 0 ? (~id as StackIndex) : this.#interner.stack(tables, id);
      tally.longest(site, goroutineId(c, slot), stack);
    }
  }

  /** A call that begins inside another: only in damaged traces. Both end where the next end is. */
  #earlierCall(slot: number): void {
    const { callNs, callStack } = this.#slots;
    const list = this.#earlier.get(slot) ?? [];
    this.#earlier.set(slot, list);
    list.push([callNs[slot] ?? 0, callStack[slot] ?? 0]);
  }

  #earlierEnded(c: EventChunk, slot: number, t: number): void {
    for (const [from, id] of this.#earlier.get(slot) ?? []) this.#callEnded(c, slot, from, id, t);
    this.#earlier.delete(slot);
  }

  /** The generation's stack ids go: system calls under way keep theirs as numbers of the whole trace. */
  #carryCalls(tables: GenerationTables): void {
    const kept = (id: number): number => (id < 0 ? id : ~this.#interner.stack(tables, id));
    const { callNs, callStack } = this.#slots;
    for (let slot = 0; slot < callNs.length; slot++) {
      if (!Number.isNaN(callNs[slot])) callStack[slot] = kept(callStack[slot] ?? 0);
    }
    for (const list of this.#earlier.values()) for (const call of list) call[1] = kept(call[1]);
  }

  /** Ranges, logs, tasks, regions, snapshots: rare, and written whole. */
  #rare(c: EventChunk, i: number, rowKind: number): void {
    const type = col.typeAt(c, i);
    const { tables } = c.generation;
    const own = this.#interner.text(tables, col.textAt(c, i));
    let kind = rowKind;
    let slot: number = col.goroutineAt(c, i);
    let text: number = own;
    let value = 0;
    if (kind === K.status) {
      slot = col.subjectAt(c, i);
      if (slot < 0) return;
      text = this.#stateText[col.toAt(c, i)] ?? 0;
    } else if (kind === K.rangeBegin || kind === K.rangeEnd) {
      if (type === EV.gcBegin || type === EV.gcEnd) slot = NONE;
      text = this.#rangeText.get(type) ?? 0;
      value = type === EV.stwBegin ? own : 0;
    } else if (kind === K.log) {
      if (text === this.#markText) kind = K.mark;
      else if (this.#logTexts?.has(text) === false) return;
      value = this.#interner.text(tables, col.logValueAt(c, i));
    }
    if (this.#keep[kind] === 0) return;
    const stack = this.#interner.stack(tables, col.stackAt(c, i));
    const number = slot < 0 ? NONE : this.#numberOf(c, slot);
    this.#segment.push({ timeNs: c.timeNs[i] ?? 0, kind, number, stack, text, value });
  }

  #numberOf(c: EventChunk, slot: number): number {
    const number = (this.#slots.number[slot] ?? NONE) - this.#base;
    const known = number >= 0 && this.#slots.state[slot] !== NO_STATE;
    return known ? number : this.#enter(c, slot);
  }
}
