// Merges the batches of all processors into one stream: of the events whose goroutine is in the state they need, the
// earliest comes next. Source: tracev1/order.go and parser.go (parseEventBatches).
import { OLD, type OldEvent, PROFILE_P } from "./v1-events.ts";
import type { OldParser } from "./v1-parse.ts";

const DEAD = 0;
const RUNNABLE = 1;
const RUNNING = 2;
const WAITING = 3;
/** Any sequence number will do; the current one stays or goes up by one. */
const ANY = -1;
const UP = -2;
/** The collector's cycles are ordered like a goroutine of their own. */
const GARBAGE = -1;

interface Step {
  readonly g: number;
  readonly seq: number;
  readonly status: number;
  readonly nextSeq: number;
  readonly nextStatus: number;
}
interface State {
  seq: number;
  status: number;
}
interface Proc {
  readonly id: number;
  readonly offsets: number[];
  next: number;
  events: OldEvent[];
  at: number;
  done: boolean;
}
interface Entry {
  readonly ev: OldEvent;
  readonly proc: Proc;
}

const BLOCKS: ReadonlySet<number> = new Set([
  OLD.goBlock,
  OLD.goBlockSend,
  OLD.goBlockRecv,
  OLD.goBlockSelect,
  OLD.goBlockSync,
  OLD.goBlockCond,
  OLD.goBlockNet,
  OLD.goSleep,
  OLD.goSysBlock,
  OLD.goBlockGC,
]);
const LOCAL = new Map<number, number>([
  [OLD.goStartLocal, OLD.goStart],
  [OLD.goUnblockLocal, OLD.goUnblock],
  [OLD.goSysExitLocal, OLD.goSysExit],
]);

/** What an event needs of a goroutine and does to it; undefined: it can come at any time. */
function stepOf(ev: OldEvent): Step | undefined {
  const step = (
    g: number,
    seq: number,
    status: number,
    nextSeq: number,
    nextStatus: number,
  ): Step => ({
    g,
    seq,
    status,
    nextSeq,
    nextStatus,
  });
  switch (ev.type) {
    case OLD.goCreate:
      return step(ev.a0, 0, DEAD, 1, RUNNABLE);
    case OLD.goWaiting:
    case OLD.goInSyscall:
      return step(ev.g, 1, RUNNABLE, 2, WAITING);
    case OLD.goStart:
    case OLD.goStartLabel:
      return step(ev.g, ev.a1, RUNNABLE, ev.a1 + 1, RUNNING);
    case OLD.goStartLocal:
      return step(ev.g, ANY, RUNNABLE, UP, RUNNING);
    case OLD.goSched:
    case OLD.goPreempt:
      return step(ev.g, ANY, RUNNING, ANY, RUNNABLE);
    case OLD.goUnblock:
    case OLD.goSysExit:
      return step(ev.a0, ev.a1, WAITING, ev.a1 + 1, RUNNABLE);
    case OLD.goUnblockLocal:
    case OLD.goSysExitLocal:
      return step(ev.a0, ANY, WAITING, UP, RUNNABLE);
    case OLD.gcStart:
      return step(GARBAGE, ev.a0, DEAD, ev.a0 + 1, DEAD);
    default:
      return BLOCKS.has(ev.type) ? step(ev.g, ANY, RUNNING, ANY, WAITING) : undefined;
  }
}

export interface Merged {
  readonly events: OldEvent[];
  readonly problem: string | undefined;
}

/** Merges all batches. `repair`: goes on where no order is possible, by time, and flags those events. */
export function mergeOld(parser: OldParser, repair: boolean): Merged {
  const merge = new Merge(parser, repair);
  return merge.run();
}

class Merge {
  readonly #parser: OldParser;
  readonly #repair: boolean;
  readonly #states = new Map<number, State>();
  readonly #heap: Entry[] = [];
  readonly #events: OldEvent[] = [];
  readonly #procs: Proc[];
  #available: Proc[];
  #problem: string | undefined;

  constructor(parser: OldParser, repair: boolean) {
    this.#parser = parser;
    this.#repair = repair;
    const samples = [...parser.samples].sort((a, b) => a.ts - b.ts);
    this.#procs = [...parser.batches].map(([id, offsets]) => proc(id, offsets, []));
    this.#procs.push(proc(PROFILE_P, [], samples));
    this.#available = [...this.#procs];
  }

  run(): Merged {
    for (;;) {
      this.#fill();
      if (this.#problem !== undefined && !this.#repair) break;
      const entry = this.#pop() ?? this.#forced();
      if (entry === undefined) break;
      this.#take(entry);
      if (this.#problem !== undefined && !this.#repair) break;
      this.#available.push(entry.proc);
    }
    return { events: this.#events, problem: this.#problem };
  }

  /** Puts the next event of each processor that has none in the heap there, if it can happen. */
  #fill(): void {
    const list = this.#available;
    const drop = (i: number): void => {
      const last = list.pop();
      if (last !== undefined && i < list.length) list[i] = last;
    };
    for (let i = 0; i < list.length; i++) {
      const p = list[i];
      if (p === undefined) return;
      if (!this.#load(p)) {
        p.done = true;
        drop(i--);
        continue;
      }
      const ev = p.events[p.at];
      if (ev === undefined || !this.#ready(ev)) continue;
      p.at += 1;
      drop(i--);
      this.#push({ ev, proc: p });
    }
  }

  /** Whether the processor has a next event; reads its next batch where needed. */
  #load(p: Proc): boolean {
    while (p.at >= p.events.length) {
      const offset = p.offsets[p.next];
      if (offset === undefined) return false;
      p.next += 1;
      p.events = [];
      p.at = 0;
      const wrong = this.#parser.batch(offset, p.events);
      this.#problem ??= wrong;
    }
    return true;
  }

  #ready(ev: OldEvent): boolean {
    const s = stepOf(ev);
    if (s === undefined) return true;
    const now = this.#states.get(s.g) ?? { seq: 0, status: DEAD };
    return (s.seq === ANY || s.seq === now.seq) && s.status === now.status;
  }

  /** No event can happen: the end, or damage; in repair the earliest is taken at its word. */
  #forced(): Entry | undefined {
    if (this.#procs.every((p) => p.done)) return undefined;
    this.#problem ??= "no consistent order of events is possible";
    if (!this.#repair) return undefined;
    let first: Proc | undefined;
    for (const p of this.#available) {
      const ts = p.events[p.at]?.ts ?? Infinity;
      if (first === undefined || ts < (first.events[first.at]?.ts ?? Infinity)) first = p;
    }
    const ev = first?.events[first.at];
    if (first === undefined || ev === undefined) return undefined;
    first.at += 1;
    ev.repaired = true;
    this.#available = this.#available.filter((p) => p !== first);
    return { ev, proc: first };
  }

  #take({ ev }: Entry): void {
    const s = stepOf(ev);
    const ready = this.#ready(ev);
    ev.type = LOCAL.get(ev.type) ?? ev.type;
    this.#events.push(ev);
    if (s === undefined) return;
    if (!ready && !ev.repaired) {
      this.#problem ??= "a goroutine changes state in an impossible way";
      ev.repaired = true;
    }
    const now = this.#states.get(s.g) ?? { seq: 0, status: DEAD };
    if (s.nextSeq === UP) now.seq += 1;
    else if (s.nextSeq !== ANY) now.seq = s.nextSeq;
    now.status = s.nextStatus;
    this.#states.set(s.g, now);
  }

  #push(entry: Entry): void {
    const h = this.#heap;
    let j = h.push(entry) - 1;
    while (j > 0) {
      const i = (j - 1) >> 1;
      const parent = h[i];
      if (parent === undefined || entry.ev.ts >= parent.ev.ts) break;
      h[j] = parent;
      j = i;
    }
    h[j] = entry;
  }

  #pop(): Entry | undefined {
    const h = this.#heap;
    const top = h[0];
    const last = h.pop();
    if (top === undefined || last === undefined || h.length === 0) return top;
    let i = 0;
    for (;;) {
      const l = 2 * i + 1;
      const left = h[l];
      if (left === undefined) break;
      const right = h[l + 1];
      const takeRight = right !== undefined && right.ev.ts < left.ev.ts;
      const least = takeRight ? right : left;
      if (least.ev.ts >= last.ev.ts) break;
      h[i] = least;
      i = takeRight ? l + 1 : l;
    }
    h[i] = last;
    return top;
  }
}

function proc(id: number, offsets: number[], events: OldEvent[]): Proc {
  return { id, offsets, next: 0, events, at: 0, done: false };
}
