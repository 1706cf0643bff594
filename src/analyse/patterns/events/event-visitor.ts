// Trace rows → pattern events, in segments of bounded size, so that memory does not grow with the trace.
//
// (1) What a row is comes from the states before and after it: waiting from running is a park, runnable from waiting
//     an unpark, and so on. Snapshots (state before = state after) are `status`, never a park.
// (2) Parks and stops get a class (classes.ts); an unpark has the class of the wait it ends.
// (3) Only kinds that a pattern asks for are kept, and only event types that can give them are wanted at all.
// (4) A full segment goes to the matcher, and its memory is used again.
import {
  PATTERN_KINDS,
  type PatternEvents,
  classNumber,
  kindNumber,
  patternEvents,
} from "../../../model/pattern-events.ts";
import { type EventChunk, GO, GO_STATES, type TraceVisitor } from "../../../model/trace.ts";
import * as col from "../../../model/trace-columns.ts";
import { EV } from "../../../model/trace-event-types.ts";
import type { StackIndex, TextIndex, TraceInterner } from "../../../model/trace-interner.ts";
import { classOf } from "./classes.ts";

const SEGMENT_ROWS = 1 << 17;
const NONE = -1;
/** A log of this category is a mark: racegate's own hooks write them. */
const MARK = "racegate.mark";

const K = {
  create: kindNumber("create"),
  run: kindNumber("run"),
  stop: kindNumber("stop"),
  park: kindNumber("park"),
  unpark: kindNumber("unpark"),
  exit: kindNumber("exit"),
  syscall: kindNumber("syscall"),
  syscallEnd: kindNumber("syscall_end"),
  log: kindNumber("log"),
  status: kindNumber("status"),
  mark: kindNumber("mark"),
} as const;

const GOROUTINE_TYPES = [
  ...[EV.goCreate, EV.goCreateSyscall, EV.goCreateBlocked, EV.goStart, EV.goDestroy],
  ...[EV.goDestroySyscall, EV.goStop, EV.goBlock, EV.goUnblock, EV.goSwitch, EV.goSwitchDestroy],
];

/** Kind, whether it begins or ends a range; and the range's name. */
const RANGES: ReadonlyMap<number, readonly [begins: boolean, name: string]> = new Map([
  [EV.stwBegin, [true, "stop-the-world"]],
  [EV.stwEnd, [false, "stop-the-world"]],
  [EV.gcBegin, [true, "GC concurrent mark phase"]],
  [EV.gcEnd, [false, "GC concurrent mark phase"]],
  [EV.sweepBegin, [true, "GC incremental sweep"]],
  [EV.sweepEnd, [false, "GC incremental sweep"]],
  [EV.assistBegin, [true, "GC mark assist"]],
  [EV.assistEnd, [false, "GC mark assist"]],
]);
const ANNOTATIONS: ReadonlyMap<number, number> = new Map([
  [EV.taskBegin, kindNumber("task_begin")],
  [EV.taskEnd, kindNumber("task_end")],
  [EV.regionBegin, kindNumber("region_begin")],
  [EV.regionEnd, kindNumber("region_end")],
]);

/** State before × state after → kind, -1 for none. */
const TRANSITIONS = new Int8Array(64).fill(NONE);
function transition(from: number, to: number, kind: number): void {
  TRANSITIONS[from * 8 + to] = kind;
}
for (const to of [GO.runnable, GO.waiting, GO.syscall]) transition(GO.notExist, to, K.create);
for (const from of [GO.undetermined, GO.runnable]) transition(from, GO.running, K.run);
transition(GO.running, GO.runnable, K.stop);
transition(GO.running, GO.waiting, K.park);
for (const from of [GO.undetermined, GO.waiting]) transition(from, GO.runnable, K.unpark);
for (const from of [GO.running, GO.syscall]) transition(from, GO.notExist, K.exit);
transition(GO.running, GO.syscall, K.syscall);
for (const to of [GO.running, GO.runnable]) transition(GO.syscall, to, K.syscallEnd);

/** Which ranges, by name, some pattern asks for; undefined: any. */
export interface Wanted {
  readonly kinds: ReadonlySet<number>;
  readonly ranges: ReadonlySet<string> | undefined;
}

function typesFor(wanted: Wanted): number[] {
  const types: number[] = [...GOROUTINE_TYPES];
  const { kinds, ranges } = wanted;
  if (kinds.has(K.syscall) || kinds.has(K.syscallEnd)) {
    types.push(EV.goSyscallBegin, EV.goSyscallEnd, EV.goSyscallEndBlocked);
  }
  if (kinds.has(K.status)) types.push(EV.goStatus, EV.goStatusStack);
  if (kinds.has(K.log) || kinds.has(K.mark)) types.push(EV.userLog);
  if (kinds.has(kindNumber("range_begin")) || kinds.has(kindNumber("range_end"))) {
    for (const [type, [, name]] of RANGES) if (ranges?.has(name) ?? true) types.push(type);
  }
  for (const [type, kind] of ANNOTATIONS) if (kinds.has(kind)) types.push(type);
  return types;
}

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
    const snapshot = type === EV.goStatus || type === EV.goStatusStack || from === to;
    const kind = snapshot ? K.status : (TRANSITIONS[(from & 7) * 8 + (to & 7)] ?? NONE);
    if (kind < 0) return;
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
    const stack = this.#interner.stack(tables, col.stackAt(c, i));
    const g = col.goroutineIdOf(c, slot);
    const by = actor < 0 ? NONE : col.goroutineIdOf(c, actor as never);
    const value = kind === K.create ? this.#startFunction(c, i) : 0;
    this.#push(c, i, { kind, cls, g, by, stack, text, value });
  }

  /** The function that a new goroutine begins with. */
  #startFunction(c: EventChunk, i: number): number {
    const { tables } = c.generation;
    const frames = this.#interner.frames(this.#interner.stack(tables, col.newStackAt(c, i)));
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
    const kind = kindNumber(range[0] ? "range_begin" : "range_end");
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
