// Records what every goroutine did from the events of a trace.
//
// (1) An event that changes a goroutine's state ends its row and opens the next one; the stack of the event says where
//     a running row ended and where a wait or syscall stands.
// (2) A goroutine that begins to run again after a wait was woken before by the event's own goroutine: its open row is
//     kept as the waker. A created one keeps its creator's row in the same way.
// (3) An event that contradicts what is known makes the row before it undetermined. The sum stays whole.
// (4) Regions cut running rows in two, so that each row has one note.
import { type EventChunk, GO, type TraceVisitor } from "../../model/trace.ts";
import * as col from "../../model/trace-columns.ts";
import { EV } from "../../model/trace-event-types.ts";
import type { StackIndex, TextIndex, TraceInterner } from "../../model/trace-interner.ts";
import {
  type Actor,
  type ActorIndex,
  NO_ACTOR,
  NO_SEGMENT,
  NO_STACK,
  type SegmentIndex,
  Segments,
} from "./segments.ts";
import { Density } from "./density.ts";
import { testEntryOf, testNameOfRegion, TEST_RUNNERS } from "./test-roots.ts";
import { UserNotes } from "./user-notes.ts";

/** 41 bytes each, doubled while they grow: 172 MB. Larger traces need a window. */
export const SEGMENTS_MAX = 2 ** 22;
const ACTORS_MAX = 1_000_000;
/** Events that are one place of the density. */
const DENSITY_EVENTS = 64;
/** A generation lasts about a second. */
const CLOCKS_MAX = 100_000;
const NO_TEXT = 0 as TextIndex;

interface Live {
  readonly goid: number;
  readonly actor: ActorIndex;
  row: SegmentIndex;
}

export class SegmentRecorder implements TraceVisitor {
  readonly wants = [
    EV.goCreate,
    EV.goCreateSyscall,
    EV.goCreateBlocked,
    EV.goStart,
    EV.goDestroy,
    EV.goDestroySyscall,
    EV.goStop,
    EV.goBlock,
    EV.goUnblock,
    EV.goSyscallBegin,
    EV.goSyscallEnd,
    EV.goSyscallEndBlocked,
    EV.goStatus,
    EV.goStatusStack,
    EV.goSwitch,
    EV.goSwitchDestroy,
    EV.taskBegin,
    EV.regionBegin,
    EV.regionEnd,
    EV.userLog,
  ];
  /** Of the events that came, those that did not fit as well. */
  readonly density = new Density();
  readonly #segments = new Segments();
  readonly #interner: TraceInterner;
  readonly #notes: UserNotes;
  readonly #live: (Live | undefined)[] = [];
  readonly #segmentsMax: number;
  #generation: EventChunk["generation"] | undefined;
  #lastNs = 0;
  #firstNs: number | undefined;

  /** `segmentsMax`: rows kept; more are counted as dropped. */
  constructor(interner: TraceInterner, segmentsMax = SEGMENTS_MAX) {
    this.#interner = interner;
    this.#segmentsMax = segmentsMax;
    this.#notes = new UserNotes(interner, this.#segments.notes);
  }

  chunk(c: EventChunk): void {
    if (c.length === 0) return;
    this.#firstNs ??= col.timeAt(c, 0);
    this.#clock(c);
    for (let i = 0; i < c.length; i += DENSITY_EVENTS) {
      this.density.add(col.timeAt(c, i), Math.min(DENSITY_EVENTS, c.length - i));
    }
    for (let i = 0; i < c.length; i++) {
      if (this.#full()) {
        this.#segments.dropped += 1;
        continue;
      }
      this.#lastNs = col.timeAt(c, i);
      const type = col.typeAt(c, i);
      if (type >= EV.taskBegin && type <= EV.userLog) this.#annotation(c, i, type);
      else if (
        (type >= EV.goCreate && type <= EV.goStatus) ||
        (type >= EV.goSwitch && type <= EV.goStatusStack)
      ) {
        this.#transition(c, i, type);
      }
    }
  }

  /** Each generation reads the wall's clock once. */
  #clock({ generation }: EventChunk): void {
    const { clocks } = this.#segments;
    if (generation === this.#generation) return;
    this.#generation = generation;
    const { snapshot } = generation;
    if (snapshot !== undefined && clocks.length < CLOCKS_MAX) clocks.push(snapshot);
  }

  #full(): boolean {
    const { length, actors } = this.#segments;
    // An event opens three rows at most.
    return length + 3 > this.#segmentsMax || actors.length >= ACTORS_MAX;
  }

  /** Everything that was open ends with the trace. */
  finish(): Segments {
    const segments = this.#segments;
    segments.endNs = this.#lastNs;
    for (const live of this.#live) if (live !== undefined) segments.close(live.row, this.#lastNs);
    this.#live.length = 0;
    return segments;
  }

  #transition(c: EventChunk, i: number, type: number): void {
    const slot = col.subjectAt(c, i);
    if (slot < 0) return;
    const from = col.fromAt(c, i);
    const to = col.toAt(c, i);
    const t = col.timeAt(c, i);
    const goid = col.goroutineIdOf(c, slot);
    let live = this.#live[slot];
    if (live !== undefined && (live.goid !== goid || from === GO.notExist)) {
      this.#end(live, t, false);
      live = undefined;
    }
    if (live === undefined) {
      const created = from === GO.notExist;
      live = created ? this.#create(c, i, goid, t) : this.#appear(c, i, goid);
      this.#live[slot] = live;
      this.#say(c, i, type, live, to);
      return;
    }
    this.#change({ c, i, type, live, from, to, t });
    if (to === GO.notExist) {
      this.#end(live, t, true);
      this.#live[slot] = undefined;
    }
  }

  #change(e: {
    c: EventChunk;
    i: number;
    type: number;
    live: Live;
    from: number;
    to: number;
    t: number;
  }): void {
    const { c, i, live, from, to, t } = e;
    const segments = this.#segments;
    const state = segments.stateOf(live.row);
    if (state === to && (from === to || from === GO.undetermined)) {
      // A new generation says again what is known; perhaps with the stack that was missing.
      if (segments.stackOf(live.row) === NO_STACK) this.#say(c, i, e.type, live, to);
      return;
    }
    if (from !== GO.undetermined && from !== state) segments.setState(live.row, GO.undetermined);
    const stack = this.#interner.stack(c.generation.tables, col.stackAt(c, i));
    if (state === GO.waiting && to !== GO.waiting) {
      this.#woken(c, i, live);
    } else if (state === GO.running && stack !== NO_STACK) {
      segments.setStack(live.row, stack);
    }
    if (to === GO.notExist) return;
    this.#next(live, to, t);
    this.#say(c, i, e.type, live, to);
  }

  #next(live: Live, state: number, t: number): void {
    const segments = this.#segments;
    segments.close(live.row, t);
    const inherited = segments.stackOf(live.row);
    live.row = segments.open(live.actor, state, t, live.row);
    if (state === GO.runnable) segments.setStack(live.row, inherited);
    segments.setNote(live.row, this.#notes.noteOf(live.actor));
    this.#actorOf(live).last = live.row;
  }

  /** Reason and stack of the state that begins; a wake's stack is the waker's and says nothing of it. */
  #say(c: EventChunk, i: number, type: number, live: Live, to: number): void {
    const own =
      type === EV.goBlock ||
      type === EV.goStop ||
      type === EV.goSyscallBegin ||
      type === EV.goStatusStack;
    if (!own) return;
    const { tables } = c.generation;
    const stack = this.#interner.stack(tables, col.stackAt(c, i));
    const stops = type === EV.goBlock || type === EV.goStop;
    const reason = stops ? this.#interner.text(tables, col.textAt(c, i)) : NO_TEXT;
    if (to !== GO.running) this.#segments.say(live.row, reason, stack);
    this.#name(live, stack);
  }

  #create(c: EventChunk, i: number, goid: number, t: number): Live {
    const { tables } = c.generation;
    const by = this.#runner(c, i);
    const creation = this.#interner.stack(tables, col.stackAt(c, i));
    const start = this.#interner.stack(tables, col.newStackAt(c, i));
    if (by !== undefined) this.#seen(by, creation);
    return this.#born(goid, col.toAt(c, i), t, {
      creator: by?.row ?? NO_SEGMENT,
      creation,
      start,
      created: true,
    });
  }

  /** A goroutine that was there before: its state counts from the first event on. */
  #appear(c: EventChunk, i: number, goid: number): Live {
    const [from, to, t] = [col.fromAt(c, i), col.toAt(c, i), col.timeAt(c, i)];
    const none = { creator: NO_SEGMENT, creation: NO_STACK, start: NO_STACK, created: false };
    const known = from !== GO.undetermined && from !== to;
    const since = this.#firstNs ?? t;
    if (!known || since >= t) return this.#born(goid, to, t, none);
    const live = this.#born(goid, from, since, none);
    if (from === GO.waiting) this.#woken(c, i, live);
    if (to !== GO.notExist) this.#next(live, to, t);
    return live;
  }

  /** Keeps who ended the wait, and where. */
  #woken(c: EventChunk, i: number, live: Live): void {
    const by = this.#runner(c, i);
    const stack = this.#interner.stack(c.generation.tables, col.stackAt(c, i));
    const other = by === undefined || by === live || by.goid === live.goid ? undefined : by;
    this.#segments.setWaker(live.row, other?.row ?? NO_SEGMENT, stack);
    if (other !== undefined) this.#seen(other, stack);
  }

  /** The goroutine that did it. In a part of a trace it may do so first of all: then it ran since the part began. */
  #runner(c: EventChunk, i: number): Live | undefined {
    const slot = col.goroutineAt(c, i);
    if (slot < 0) return undefined;
    const known = this.#live[slot];
    const t = col.timeAt(c, i);
    if (known !== undefined || (this.#firstNs ?? t) >= t || this.#full()) return known;
    const none = { creator: NO_SEGMENT, creation: NO_STACK, start: NO_STACK, created: false };
    const live = this.#born(col.goroutineIdOf(c, slot), GO.running, this.#firstNs ?? t, none);
    this.#live[slot] = live;
    return live;
  }

  #born(
    goid: number,
    state: number,
    t: number,
    made: Pick<Actor, "creator" | "creation" | "start" | "created">,
  ): Live {
    const { actors } = this.#segments;
    const actor = actors.length as ActorIndex;
    const row = this.#segments.open(actor, state, t, NO_SEGMENT);
    const frames = this.#interner.frames(made.start);
    const runner = frames.some(({ func }) => TEST_RUNNERS.has(func));
    actors.push({
      goid,
      ...made,
      startNs: t,
      name: frames.at(-1)?.func ?? "",
      test: runner ? { name: "" } : undefined,
      last: row,
      ended: false,
    });
    return { goid, actor, row };
  }

  #end(live: Live, t: number, ended: boolean): void {
    this.#segments.close(live.row, t);
    this.#actorOf(live).ended = ended;
    this.#notes.ended(live.actor);
  }

  /** Where a running goroutine was: all that is known of a row that ends without a stack. */
  #seen(live: Live, stack: StackIndex): void {
    if (stack === NO_STACK) return;
    if (this.#segments.stateOf(live.row) === GO.running) this.#segments.setStack(live.row, stack);
    this.#name(live, stack);
  }

  /** A goroutine's outermost function, and of a test's own goroutine the test. */
  #name(live: Live, stack: StackIndex): void {
    const actor = this.#actorOf(live);
    if (actor.name !== "" && actor.test?.name !== "") return;
    const frames = this.#interner.frames(stack);
    if (actor.name === "") actor.name = frames.at(-1)?.func ?? "";
    if (actor.test?.name === "") actor.test.name = testEntryOf(frames) ?? "";
  }

  #annotation(c: EventChunk, i: number, type: number): void {
    const { tables } = c.generation;
    const text = this.#interner.text(tables, col.textAt(c, i));
    if (type === EV.taskBegin) {
      this.#notes.taskBegin(col.valueAt(c, i), text);
      return;
    }
    const live = this.#live[col.goroutineAt(c, i)];
    if (live === undefined || type === EV.taskEnd) return;
    if (type === EV.userLog) {
      // Of an instrumented package sync, not of the user.
      if (this.#interner.string(text).startsWith("racegate.")) return;
      const value = tables.string(col.logValueAt(c, i)) ?? "";
      this.#notes.log(live.actor, this.#interner.string(text), value);
      this.#noted(live, col.timeAt(c, i));
      return;
    }
    const test = testNameOfRegion(this.#interner.string(text));
    if (test !== undefined) {
      if (type === EV.regionBegin) this.#actorOf(live).test = { name: test };
      return;
    }
    if (type === EV.regionBegin) this.#notes.regionBegin(live.actor, col.valueAt(c, i), text);
    else this.#notes.regionEnd(live.actor);
    this.#noted(live, col.timeAt(c, i));
  }

  #noted(live: Live, t: number): void {
    const segments = this.#segments;
    if (segments.startOf(live.row) < t && segments.stateOf(live.row) === GO.running) {
      this.#next(live, GO.running, t);
    } else segments.setNote(live.row, this.#notes.noteOf(live.actor));
  }

  #actorOf(live: Live): Actor {
    const actor = this.#segments.actors[live.actor];
    if (actor === undefined || live.actor === NO_ACTOR) throw new Error("a goroutine is recorded");
    return actor;
  }
}
