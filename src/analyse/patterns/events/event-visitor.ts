// Trace rows → pattern events, one by one, in segments of bounded size: the plain way, which decodes everything. The
// engine reads with row-scan.ts; this is what it is checked against, and what the naive matcher reads.
import {
  PATTERN_KINDS,
  type PatternEvents,
  classNumber,
  patternEvents,
} from "../../../model/pattern-events.ts";
import { type EventChunk, GO_STATES, type TraceVisitor } from "../../../model/trace.ts";
import * as col from "../../../model/trace-columns.ts";
import { EV } from "../../../model/trace-event-types.ts";
import type { StackIndex, TextIndex, TraceInterner } from "../../../model/trace-interner.ts";
import { classOf } from "./classes.ts";
import {
  ANNOTATIONS,
  goroutineKind,
  K,
  MARK,
  NO_KIND,
  RANGES,
  typesFor,
  type Wanted,
} from "./row-kinds.ts";

const SEGMENT_ROWS = 1 << 17;
const NONE = -1;

export class PatternEventVisitor implements TraceVisitor {
  readonly wants: readonly number[];
  readonly #wantedTypes = new Uint8Array(256);
  readonly #keep: Uint8Array;
  readonly #interner: TraceInterner;
  readonly #segment: (events: PatternEvents) => void;
  readonly #events: PatternEvents;
  /** Class of the wait under way, by goroutine slot. */
  #waiting = new Uint8Array(1024);
  readonly #classes = new Map<number, number>();
  readonly #rangeText = new Map<number, number>();
  readonly #stateText: readonly number[];
  readonly #markText: number;
  #total = 0;

  /** @param segment gets each segment, which is valid until it returns. */
  constructor(
    interner: TraceInterner,
    wanted: Wanted,
    segment: (events: PatternEvents) => void,
    rows = SEGMENT_ROWS,
  ) {
    this.#interner = interner;
    this.#segment = segment;
    this.#events = patternEvents(rows);
    this.#keep = Uint8Array.from(PATTERN_KINDS, (_, kind) => (wanted.kinds.has(kind) ? 1 : 0));
    this.wants = typesFor(wanted);
    for (const type of this.wants) this.#wantedTypes[type] = 1;
    for (const [type, [, name]] of RANGES) this.#rangeText.set(type, interner.textOf(name));
    this.#stateText = GO_STATES.map((state) => interner.textOf(state));
    this.#markText = interner.textOf(MARK);
  }

  chunk(c: EventChunk): void {
    for (let i = 0; i < c.length; i++) {
      const type = col.typeAt(c, i);
      if (this.#wantedTypes[type] === 0) continue;
      if (type <= EV.goStatus || type >= EV.goSwitch) this.#goroutine(c, i, type);
      else if (type <= EV.assistEnd) this.#range(c, i, type);
      else this.#annotation(c, i, type);
    }
  }

  /** The end of the trace: hands on what is left. @returns how many events there were */
  end(): number {
    this.#flush();
    return this.#total;
  }

  #goroutine(c: EventChunk, i: number, type: number): void {
    const word = c.kind[i] ?? 0;
    const from = (word >>> 8) & 255;
    const to = (word >>> 16) & 255;
    const slot = col.subjectAt(c, i);
    if (slot < 0) return;
    const kind = goroutineKind(type, from, to);
    if (kind === NO_KIND) return;
    const { tables } = c.generation;
    let cls = 0;
    let text = 0;
    if (kind === K.park || kind === K.stop) {
      text = this.#interner.text(tables, col.textAt(c, i));
      cls = this.#class(text, this.#interner.stack(tables, col.stackAt(c, i)));
      if (kind === K.park) this.#setWaiting(slot, cls);
    } else if (kind === K.unpark) cls = this.#endWait(slot);
    if (this.#keep[kind] === 0) return;
    if (kind === K.status) text = this.#stateText[to] ?? 0;
    const actor = kind === K.create || kind === K.unpark ? col.goroutineAt(c, i) : NONE;
    const own = this.#interner.stack(tables, col.stackAt(c, i));
    const stack = own === 0 && kind === K.create ? this.#newStack(c, i) : own;
    const g = col.goroutineIdOf(c, slot);
    const by = actor < 0 ? NONE : col.goroutineIdOf(c, actor as never);
    const value = kind === K.create ? this.#startFunction(c, i) : 0;
    this.#push(c, i, { kind, cls, g, by, stack, text, value });
  }

  /** Where a new goroutine begins: all that is known of one that the runtime makes for a timer. */
  #newStack(c: EventChunk, i: number): StackIndex {
    return this.#interner.stack(c.generation.tables, col.newStackAt(c, i));
  }

  /** The function that a new goroutine begins with. */
  #startFunction(c: EventChunk, i: number): number {
    const frames = this.#interner.frames(this.#newStack(c, i));
    return this.#interner.textOf(frames.at(-1)?.func ?? "");
  }

  #class(text: number, stack: number): number {
    const key = text * 2 ** 26 + stack;
    let cls = this.#classes.get(key);
    if (cls === undefined) {
      const reason = this.#interner.string(text as TextIndex);
      cls = classOf(reason, this.#interner.frames(stack as StackIndex));
      this.#classes.set(key, cls);
    }
    return cls;
  }

  #setWaiting(slot: number, cls: number): void {
    if (slot >= this.#waiting.length) {
      const more = new Uint8Array(2 ** Math.ceil(Math.log2(slot + 1)));
      more.set(this.#waiting);
      this.#waiting = more;
    }
    this.#waiting[slot] = cls + 1;
  }

  #endWait(slot: number): number {
    const cls = this.#waiting[slot] ?? 0;
    if (slot < this.#waiting.length) this.#waiting[slot] = 0;
    return cls === 0 ? classNumber("none") : cls - 1;
  }

  #range(c: EventChunk, i: number, type: number): void {
    const range = RANGES.get(type);
    if (range === undefined) return;
    const kind = range[0] ? K.rangeBegin : K.rangeEnd;
    if (this.#keep[kind] === 0) return;
    const { tables } = c.generation;
    const running = col.goroutineAt(c, i);
    const own = type === EV.gcBegin || type === EV.gcEnd ? NONE : running;
    this.#push(c, i, {
      kind,
      cls: 0,
      g: own < 0 ? NONE : col.goroutineIdOf(c, own as never),
      by: NONE,
      stack: this.#interner.stack(tables, col.stackAt(c, i)),
      text: this.#rangeText.get(type) ?? 0,
      value: type === EV.stwBegin ? this.#interner.text(tables, col.textAt(c, i)) : 0,
    });
  }

  #annotation(c: EventChunk, i: number, type: number): void {
    const { tables } = c.generation;
    const running = col.goroutineAt(c, i);
    const text = this.#interner.text(tables, col.textAt(c, i));
    const log = text === this.#markText ? K.mark : K.log;
    const kind = type === EV.userLog ? log : (ANNOTATIONS.get(type) ?? NONE);
    if (kind < 0 || this.#keep[kind] === 0) return;
    this.#push(c, i, {
      kind,
      cls: 0,
      g: running < 0 ? NONE : col.goroutineIdOf(c, running),
      by: NONE,
      stack: this.#interner.stack(tables, col.stackAt(c, i)),
      text,
      value: type === EV.userLog ? this.#interner.text(tables, col.logValueAt(c, i)) : 0,
    });
  }

  #push(
    c: EventChunk,
    i: number,
    e: {
      kind: number;
      cls: number;
      g: number;
      by: number;
      stack: number;
      text: number;
      value: number;
    },
  ): void {
    const events = this.#events;
    const at = events.length;
    events.timeNs[at] = c.timeNs[i] ?? 0;
    events.kind[at] = e.kind;
    events.cls[at] = e.cls;
    events.g[at] = e.g;
    events.by[at] = e.by;
    events.stack[at] = e.stack;
    events.text[at] = e.text;
    events.value[at] = e.value;
    events.length = at + 1;
    if (events.length === events.kind.length) this.#flush();
  }

  #flush(): void {
    const events = this.#events;
    if (events.length > 0) this.#segment(events);
    events.firstSeq += events.length;
    this.#total = events.firstSeq;
    events.length = 0;
  }
}
