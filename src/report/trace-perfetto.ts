// A Perfetto trace for ui.perfetto.dev:
//
// - a track a goroutine with a slice for each state, an instant where it wakes another one, and a flow from there to
//   the run it led to; below it its regions and mark assists;
// - a track a processor with the goroutines that ran there, and their syscalls as long as they kept it;
// - tracks for collections and for the stops of the world; a track a task with its logs;
// - heap size, heap goal and GOMAXPROCS as counters.
//
// What was under way when the trace began is shown from its first event on.
import {
  type EventChunk,
  type GenerationTables,
  GO,
  GO_STATES,
  PROC,
  type TraceVisitor,
} from "../model/trace.ts";
import * as col from "../model/trace-columns.ts";
import { EV } from "../model/trace-event-types.ts";
import { NONE, PacketWriter, TYPE } from "./trace-perfetto/packets.ts";
import { RegionTracks } from "./trace-perfetto/regions.ts";
import { TaskTracks } from "./trace-perfetto/tasks.ts";

/** Numbers of the tracks that every trace has. */
const TRACK = {
  process: 1,
  heap: 2,
  procs: 3,
  heapGoal: 4,
  stopped: 5,
  collector: 6,
  processors: 7,
  goroutines: 8,
  tasks: 9,
} as const;
const FIRST_TRACK = 16;
/** Reasons have small ids: the runtime writes them first. */
const REASONS_MAX = 4096;
const COUNTERS: ReadonlyMap<number, number> = new Map([
  [EV.heapAlloc, TRACK.heap],
  [EV.heapGoal, TRACK.heapGoal],
  [EV.procsChange, TRACK.procs],
]);

/** Of the goroutine that has the slot now: the next one there gets the same object. */
interface Goroutine {
  /** NONE when it has ended. */
  id: number;
  track: number;
  /** The number of its function's name; NONE while no stack has shown it. */
  name: number;
  open: boolean;
  /** The flow that a wake began and the next run ends. */
  flow: number;
}

interface Processor {
  readonly track: number;
  /** Open slices: a goroutine, its syscall. */
  depth: number;
}

export class PerfettoWriter implements TraceVisitor {
  readonly #out: PacketWriter;
  readonly #goroutines: (Goroutine | undefined)[] = [];
  /** By number. A damaged trace can name any number: no array, which would have gaps of any size. */
  readonly #processors = new Map<number, Processor>();
  readonly #regions: RegionTracks;
  readonly #tasks: TaskTracks;
  /** Numbers of the names of states. */
  readonly #stateNames: number[] = [];
  /** Numbers of the names of waits, by the id of the reason in these tables. */
  readonly #reasonNames: number[] = [];
  #tables: GenerationTables | undefined;
  readonly #open = new Map<number, number>();
  #nextTrack = FIRST_TRACK;
  #nextFlow = 1;
  #lastNs = 0;

  constructor(write: (bytes: Uint8Array) => void) {
    this.#out = new PacketWriter(write);
    const fresh = (): number => this.#nextTrack++;
    this.#regions = new RegionTracks(this.#out, fresh);
    this.#tasks = new TaskTracks(this.#out, fresh, TRACK.tasks);
  }

  chunk(c: EventChunk): void {
    if (c.length === 0) return;
    if (!this.#out.begun) this.#begin(col.timeAt(c, 0));
    for (let i = 0; i < c.length; i++) this.#row(c, i, col.typeAt(c, i));
    this.#lastNs = col.timeAt(c, c.length - 1);
  }

  /** Closes what is still open. */
  end(): void {
    const ns = this.#lastNs;
    for (const g of this.#goroutines) if (g?.open === true) this.#slice(ns, TYPE.end, g.track);
    for (const p of this.#processors.values()) this.#clear(p, ns);
    this.#regions.end(ns);
    this.#tasks.end(ns);
    for (const [track, depth] of this.#open) {
      for (let n = depth; n > 0; n--) this.#slice(ns, TYPE.end, track);
    }
    this.#out.flush();
  }

  #begin(ns: number): void {
    this.#out.begin(ns, TRACK.process, "goroutine");
    this.#out.counterTrack(TRACK.heap, "heap bytes", TRACK.process);
    this.#out.counterTrack(TRACK.heapGoal, "heap goal", TRACK.process);
    this.#out.counterTrack(TRACK.procs, "GOMAXPROCS", TRACK.process);
    this.#out.track(TRACK.stopped, "world stopped", TRACK.process);
    this.#out.track(TRACK.collector, "garbage collection", TRACK.process);
    this.#out.track(TRACK.processors, "processors", TRACK.process);
    this.#out.track(TRACK.tasks, "tasks", TRACK.process);
    this.#out.track(TRACK.goroutines, "goroutines", TRACK.process);
  }

  #row(c: EventChunk, i: number, type: number): void {
    if (type >= EV.goCreate && type <= EV.goStatus) this.#transition(c, i, type);
    else if (type >= EV.goSwitch && type <= EV.goStatusStack) this.#transition(c, i, type);
    else if (type >= EV.procStart && type <= EV.procStatus) this.#processor(c, i);
    else if (type >= EV.taskBegin && type <= EV.userLog) this.#annotation(c, i, type);
    else if (type >= EV.stwBegin && type <= EV.assistEnd) this.#range(c, i, type);
    else {
      const counter = COUNTERS.get(type);
      if (counter !== undefined) this.#out.counter(col.timeAt(c, i), counter, col.valueAt(c, i));
    }
  }

  #transition(c: EventChunk, i: number, type: number): void {
    const slot = col.subjectAt(c, i);
    const from = col.fromAt(c, i);
    const to = col.toAt(c, i);
    if (slot < 0 || from === to) return;
    const ns = col.timeAt(c, i);
    const g = this.#goroutine(c, i, from);
    if (g.open) this.#slice(ns, TYPE.end, g.track);
    g.open = false;
    this.#onProcessor(c, i, g);
    if (to === GO.notExist) {
      g.id = NONE;
      this.#regions.ended(slot, ns);
      return;
    }
    const flow = to === GO.running ? g.flow : NONE;
    if (to === GO.running) g.flow = NONE;
    this.#out.event(ns, TYPE.begin, g.track, this.#state(c, i, type, to), NONE, flow, NONE);
    g.open = true;
    const waker = from === GO.waiting ? this.#alive(col.goroutineAt(c, i)) : undefined;
    if (waker === undefined) return;
    g.flow = this.#nextFlow++;
    this.#out.event(ns, TYPE.instant, waker.track, this.#out.name("wakes"), g.flow, NONE, g.id);
  }

  /** Shows on the processor's track what it does with the goroutine. */
  #onProcessor(c: EventChunk, i: number, g: Goroutine): void {
    const from = col.fromAt(c, i);
    const to = col.toAt(c, i);
    const number = col.procAt(c, i);
    const running = to === GO.running || (to === GO.syscall && from === GO.running);
    if (number < 0 || (!running && from !== GO.running)) return;
    const ns = col.timeAt(c, i);
    const p = this.#processorOf(number);
    if (!running) this.#clear(p, ns);
    else if (to === GO.syscall) {
      if (p.depth !== 1) return;
      this.#out.event(ns, TYPE.begin, p.track, this.#out.name("syscall"), NONE, NONE, NONE);
      p.depth = 2;
    } else if (from === GO.syscall && p.depth === 2) {
      this.#slice(ns, TYPE.end, p.track);
      p.depth = 1;
    } else {
      this.#clear(p, ns);
      const name = g.name === NONE ? this.#out.name("goroutine") : g.name;
      this.#out.event(ns, TYPE.begin, p.track, name, NONE, NONE, g.id);
      p.depth = 1;
    }
  }

  #processor(c: EventChunk, i: number): void {
    const number = col.subjectProcAt(c, i);
    if (number < 0 || col.toAt(c, i) !== PROC.idle || col.fromAt(c, i) === PROC.idle) return;
    this.#clear(this.#processorOf(number), col.timeAt(c, i));
  }

  #processorOf(number: number): Processor {
    let p = this.#processors.get(number);
    if (p === undefined) {
      p = { track: this.#nextTrack++, depth: 0 };
      this.#processors.set(number, p);
      this.#out.track(p.track, `processor ${number}`, TRACK.processors);
    }
    return p;
  }

  #clear(p: Processor, ns: number): void {
    for (; p.depth > 0; p.depth -= 1) this.#slice(ns, TYPE.end, p.track);
  }

  #goroutine(c: EventChunk, i: number, from: number): Goroutine {
    const slot = col.subjectAt(c, i);
    const id = col.goroutineIdOf(c, slot);
    const known = this.#goroutines[slot];
    const stack = from === GO.notExist ? col.newStackAt(c, i) : col.stackAt(c, i);
    if (known !== undefined && known.id === id && from !== GO.notExist) {
      if (known.name === NONE && from === GO.running) known.name = this.#entry(c, stack);
      return known;
    }
    const ns = col.timeAt(c, i);
    if (known !== undefined) this.#regions.ended(slot, ns);
    if (known?.open === true) this.#slice(ns, TYPE.end, known.track);
    const entry = c.generation.tables.frames(stack).at(-1)?.func;
    const track = this.#nextTrack++;
    const name = entry === undefined ? NONE : this.#out.name(entry);
    const g = known ?? { id, track, name, open: false, flow: NONE };
    g.id = id;
    g.track = track;
    g.name = name;
    g.open = false;
    g.flow = NONE;
    this.#goroutines[slot] = g;
    const title = entry === undefined ? `goroutine ${id}` : `goroutine ${id} ${entry}`;
    this.#out.track(track, title, TRACK.goroutines);
    return g;
  }

  #alive(slot: number): Goroutine | undefined {
    const g = this.#goroutines[slot];
    return g === undefined || g.id === NONE ? undefined : g;
  }

  #entry(c: EventChunk, stack: number): number {
    const entry = c.generation.tables.frames(stack).at(-1)?.func;
    return entry === undefined ? NONE : this.#out.name(entry);
  }

  #state(c: EventChunk, i: number, type: number, to: number): number {
    if (type !== EV.goBlock) return (this.#stateNames[to] ??= this.#out.name(stateName(to, "")));
    const { tables } = c.generation;
    if (tables !== this.#tables) {
      this.#tables = tables;
      this.#reasonNames.length = 0;
    }
    const id = col.textAt(c, i);
    const known = this.#reasonNames[id];
    if (known !== undefined) return known;
    const name = this.#out.name(stateName(to, tables.string(id) ?? ""));
    if (id < REASONS_MAX) this.#reasonNames[id] = name;
    return name;
  }

  #annotation(c: EventChunk, i: number, type: number): void {
    if (type === EV.taskBegin) this.#tasks.begin(c, i);
    else if (type === EV.taskEnd) this.#tasks.finish(c, i);
    else if (type === EV.userLog && this.#tasks.log(c, i)) return;
    else {
      const slot = col.goroutineAt(c, i);
      const g = this.#alive(slot);
      if (g === undefined) return;
      const ns = col.timeAt(c, i);
      const text = c.generation.tables.string(col.textAt(c, i)) ?? "";
      if (type === EV.regionBegin) this.#regions.begin(slot, g.track, ns, text);
      else if (type === EV.regionEnd) this.#regions.finish(slot, ns);
      else {
        const value = c.generation.tables.string(col.logValueAt(c, i)) ?? "";
        this.#regions.log(slot, g.track, ns, text === "" ? value : `${text}: ${value}`);
      }
    }
  }

  #range(c: EventChunk, i: number, type: number): void {
    const ns = col.timeAt(c, i);
    if (type === EV.stwBegin) {
      this.#openOn(ns, TRACK.stopped, c.generation.tables.string(col.textAt(c, i)) ?? "");
    } else if (type === EV.stwEnd) this.#closeOn(ns, TRACK.stopped);
    else if (type === EV.gcBegin) this.#openOn(ns, TRACK.collector, "cycle");
    else if (type === EV.gcActive) {
      // Every generation says anew that it is under way.
      if ((this.#open.get(TRACK.collector) ?? 0) === 0) {
        this.#openOn(ns, TRACK.collector, "cycle");
      }
    } else if (type === EV.gcEnd) this.#closeOn(ns, TRACK.collector);
    else if (type === EV.assistBegin) {
      const slot = col.subjectAt(c, i);
      const g = this.#alive(slot);
      if (g !== undefined) this.#regions.begin(slot, g.track, ns, "GC mark assist");
    } else if (type === EV.assistEnd) this.#regions.finish(col.subjectAt(c, i), ns);
  }

  #openOn(ns: number, track: number, name: string): void {
    this.#open.set(track, (this.#open.get(track) ?? 0) + 1);
    this.#out.event(ns, TYPE.begin, track, this.#out.name(name), NONE, NONE, NONE);
  }

  #closeOn(ns: number, track: number): void {
    const depth = this.#open.get(track) ?? 0;
    if (depth === 0) return;
    this.#open.set(track, depth - 1);
    this.#slice(ns, TYPE.end, track);
  }

  #slice(ns: number, type: number, track: number): void {
    this.#out.event(ns, type, track, NONE, NONE, NONE, NONE);
  }
}

function stateName(state: number, reason: string): string {
  const name = (GO_STATES[state] ?? "").toLowerCase();
  return reason === "" ? name : `${name}: ${reason}`;
}
