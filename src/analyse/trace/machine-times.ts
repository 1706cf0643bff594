// What processors and threads did. A goroutine's own events say on which thread and processor it runs:
//
// (1) A processor that is started belongs to the thread of the event, until it is stopped there or taken by another.
// (2) A goroutine that begins to run makes both its thread and the thread's processor busy; when it stops, they look
//     for work; a syscall counts on both until the processor is taken, then on the thread alone.
// (3) The runtime names the collector's workers by a label right after they begin to run: that run is the collector's.
// (4) What is first seen in a status event was so since the last sync event.
import { type EventChunk, GO, PROC, type TraceVisitor } from "../../model/trace.ts";
import * as col from "../../model/trace-columns.ts";
import { EV } from "../../model/trace-event-types.ts";
import { LANE, Lanes } from "./lanes.ts";

const NONE = -1;
const GC_WORKER_LABEL = /^GC \(/;

/** Processor time inside the work of ordinary goroutines that they do for the collector. */
export interface CollectorShare {
  assistNs: number;
  sweepNs: number;
}

interface Moment {
  readonly ns: number;
  /** The row is a status: what it says was so before. */
  readonly status: boolean;
}

interface Range {
  count: number;
  ns: number;
  longestNs: number;
}

export class MachineTimes implements TraceVisitor {
  readonly wants = [
    EV.sync, EV.procStart, EV.procStop, EV.procSteal, EV.procStatus, EV.goCreateSyscall, EV.goStart, EV.goDestroy,
    EV.goDestroySyscall, EV.goStop, EV.goBlock, EV.goSyscallBegin, EV.goSyscallEnd, EV.goSyscallEndBlocked,
    EV.goStatus, EV.goStatusStack, EV.goSwitch, EV.goSwitchDestroy, EV.goLabel, EV.stwBegin, EV.stwEnd,
    EV.sweepActive, EV.sweepBegin, EV.sweepEnd, EV.assistActive, EV.assistBegin, EV.assistEnd,
  ]; // prettier-ignore
  readonly processors = new Lanes();
  readonly threads = new Lanes();
  /** Ids of the threads, by their number in `threads`. */
  readonly threadIds: number[] = [];
  readonly stopTheWorld: Range = { count: 0, ns: 0, longestNs: 0 };
  readonly #shares: CollectorShare[] = [];
  /** By processor: the thread that has it. By thread: the processor it has. */
  readonly #threadOf: number[] = [];
  readonly #procOf: number[] = [];
  /** By thread: whether its goroutine is in a syscall, or GO.undetermined for none. */
  readonly #goroutineState: number[] = [];
  readonly #assisting = new Set<number>();
  /** By processor, since when its goroutine assists. */
  readonly #assistSince = new Map<number, number>();
  readonly #sweepSince = new Map<number, number>();
  #stwSince: number | undefined;
  #syncNs = NONE;
  lastNs = 0;

  chunk(c: EventChunk): void {
    if (c.length === 0) return;
    if (this.#syncNs === NONE) this.#syncNs = col.timeAt(c, 0);
    for (let i = 0; i < c.length; i++) this.#event(c, i, col.typeAt(c, i));
    this.lastNs = col.timeAt(c, c.length - 1);
  }

  /** The end of the trace. */
  end(): void {
    this.processors.end(this.lastNs);
    this.threads.end(this.lastNs);
    for (const p of [...this.#assistSince.keys()]) this.#assistEnds(p, this.lastNs);
  }

  shareOf(proc: number): CollectorShare {
    return this.#shares[proc] ?? { assistNs: 0, sweepNs: 0 };
  }

  #event(c: EventChunk, i: number, type: number): void {
    if (type >= EV.procStart && type <= EV.procStatus) this.#proc(c, i, type);
    else if (type >= EV.goCreate && type <= EV.goStatus) this.#goroutine(c, i);
    else if (type >= EV.goSwitch && type <= EV.goStatusStack) this.#goroutine(c, i);
    else if (type === EV.goLabel) this.#label(c, i);
    else if (type >= EV.stwBegin && type <= EV.assistEnd) this.#range(c, i, type);
    else if (type === EV.sync) this.#syncNs = col.timeAt(c, i);
  }

  /** Since when a lane has been in the state that the row says: the row's time, or for a status the last sync. */
  #enter(lanes: Lanes, lane: number, state: number, now: Moment): void {
    if (now.status) lanes.assume(lane, state, now.ns, this.#syncNs);
    else lanes.enter(lane, state, now.ns);
  }

  #proc(c: EventChunk, i: number, type: number): void {
    const p = col.subjectProcAt(c, i);
    const from = col.fromAt(c, i);
    const to = col.toAt(c, i);
    if (p < 0 || from === to) return;
    const now = { ns: col.timeAt(c, i), status: from === PROC.undetermined };
    if (to === PROC.running) {
      const thread = this.#thread(c, i);
      // A status that another thread gives for a processor in a syscall says nothing of that thread.
      const own = type === EV.procStart || this.#goroutineState[thread] !== GO.syscall;
      if (own) this.#gives(p, thread, now);
      this.#enter(this.processors, p, LANE.scheduler, now);
    } else {
      this.#assistEnds(p, now.ns);
      this.#enter(this.processors, p, LANE.idle, now);
      const thread = this.#threadOf[p];
      if (thread !== undefined) this.#loses(thread, p, now);
    }
  }

  #gives(p: number, thread: number, now: Moment): void {
    const before = this.#threadOf[p];
    if (before !== undefined && before !== thread) this.#loses(before, p, now);
    this.#threadOf[p] = thread;
    this.#procOf[thread] = p;
    this.#settle(thread, now);
  }

  #loses(thread: number, p: number, now: Moment): void {
    if (this.#procOf[thread] === p) this.#procOf[thread] = NONE;
    if (this.#threadOf[p] === thread) this.#threadOf[p] = NONE;
    this.#settle(thread, now);
  }

  /** The thread's state, by what it has. */
  #settle(thread: number, now: Moment): void {
    if (thread <= 0) return;
    const state = this.#goroutineState[thread];
    const has = (this.#procOf[thread] ?? NONE) !== NONE;
    let lane: number = has ? LANE.scheduler : LANE.idle;
    if (state === GO.syscall) lane = has ? LANE.syscall : LANE.syscallBlocked;
    else if (state === GO.running) lane = LANE.goroutine;
    this.#enter(this.threads, thread, lane, now);
  }

  /** The thread of a row, with its id; 0 for none. */
  #thread(c: EventChunk, i: number): number {
    const thread = col.threadAt(c, i);
    if (thread === 0 || this.#procOf[thread] !== undefined) return thread;
    this.threadIds[thread] = col.threadIdOf(c, thread);
    this.#procOf[thread] = NONE;
    this.#goroutineState[thread] = GO.undetermined;
    return thread;
  }

  #goroutine(c: EventChunk, i: number): void {
    const from = col.fromAt(c, i);
    const to = col.toAt(c, i);
    const slot = col.subjectAt(c, i);
    if (from === to || slot < 0) return;
    const now = { ns: col.timeAt(c, i), status: from === GO.undetermined };
    if (to === GO.running) this.#runs(c, i, slot, now);
    else if (to === GO.syscall) {
      const thread = this.#thread(c, i);
      this.#goroutineState[thread] = GO.syscall;
      this.#settle(thread, now);
      const p = this.#procOf[thread] ?? NONE;
      this.#assistEnds(p, now.ns);
      this.#enter(this.processors, p, LANE.syscall, now);
    } else if (from === GO.running || from === GO.syscall) {
      const thread = this.#thread(c, i);
      this.#goroutineState[thread] = GO.undetermined;
      this.#settle(thread, now);
      if (from !== GO.running) return;
      const p = col.procAt(c, i);
      this.#assistEnds(p, now.ns);
      this.#enter(this.processors, p, LANE.scheduler, now);
    }
  }

  #runs(c: EventChunk, i: number, slot: number, now: Moment): void {
    const id = col.goroutineIdOf(c, col.subjectAt(c, i));
    const thread = this.#thread(c, i);
    const p = col.procAt(c, i);
    this.#goroutineState[thread] = GO.running;
    if (p >= 0 && this.#procOf[thread] !== p) this.#gives(p, thread, now);
    else this.#settle(thread, now);
    this.threads.runs(thread, id);
    this.#enter(this.processors, p, LANE.goroutine, now);
    this.processors.runs(p, id);
    if (this.#assisting.has(slot)) this.#assistSince.set(p, now.ns);
  }

  #label(c: EventChunk, i: number): void {
    const text = c.generation.tables.string(col.textAt(c, i)) ?? "";
    if (!GC_WORKER_LABEL.test(text)) return;
    const p = col.procAt(c, i);
    const thread = col.threadAt(c, i);
    if (this.processors.state(p) === LANE.goroutine) this.processors.rename(p, LANE.gcWorker);
    if (this.threads.state(thread) === LANE.goroutine) this.threads.rename(thread, LANE.gcWorker);
  }

  #range(c: EventChunk, i: number, type: number): void {
    const t = col.timeAt(c, i);
    if (type === EV.stwBegin) this.#stwSince ??= t;
    else if (type === EV.stwEnd) this.#worldStarts(t);
    else if (type === EV.sweepActive || type === EV.sweepBegin) {
      const p = col.subjectProcAt(c, i);
      // Every generation says anew what is under way.
      const known = type === EV.sweepActive && this.#sweepSince.has(p);
      if (!known) this.#sweepSince.set(p, type === EV.sweepActive ? this.#syncNs : t);
    } else if (type === EV.sweepEnd) {
      const p = col.subjectProcAt(c, i);
      const since = this.#sweepSince.get(p);
      this.#sweepSince.delete(p);
      if (since !== undefined) this.#share(p).sweepNs += t - since;
    } else if (type === EV.assistBegin || type === EV.assistActive) {
      this.#assisting.add(col.subjectAt(c, i));
      // Of an assist that was under way the status says nothing of the processor.
      if (type === EV.assistBegin) this.#assistSince.set(col.procAt(c, i), t);
    } else if (type === EV.assistEnd) {
      this.#assisting.delete(col.subjectAt(c, i));
      this.#assistEnds(col.procAt(c, i), t);
    }
  }

  #worldStarts(t: number): void {
    if (this.#stwSince === undefined) return;
    const ns = t - this.#stwSince;
    this.#stwSince = undefined;
    this.stopTheWorld.count += 1;
    this.stopTheWorld.ns += ns;
    this.stopTheWorld.longestNs = Math.max(this.stopTheWorld.longestNs, ns);
  }

  #assistEnds(p: number, t: number): void {
    const since = this.#assistSince.get(p);
    if (since === undefined) return;
    this.#assistSince.delete(p);
    this.#share(p).assistNs += t - since;
  }

  #share(p: number): CollectorShare {
    return (this.#shares[p] ??= { assistNs: 0, sweepNs: 0 });
  }
}
