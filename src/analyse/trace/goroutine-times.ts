// Where each goroutine's time went: running, waiting to run, blocked by reason, in syscalls; and in GC and STW ranges.
// The states add up to the life span; what damage hides is counted as unknown. Rules as in Go's trace summaries
// (internal/trace/summary.go), with blocked syscalls told by the processor being taken away.
import { type EventChunk, type Frame, GO, PROC, type TraceVisitor } from "../../model/trace.ts";
import * as col from "../../model/trace-columns.ts";
import { EV } from "../../model/trace-event-types.ts";
import { entryFunction } from "./site.ts";

const NONE = -1;

export interface GoroutineTimes {
  readonly id: number;
  name: string;
  /** The stack of the `go` statement, innermost first; empty when not in the trace. */
  createdAt: readonly Frame[];
  createdBy: number | undefined;
  startNs: number;
  endNs: number | undefined;
  /** GO state at the end of what was read. */
  state: number;
  executionNs: number;
  runnableNs: number;
  syscallNs: number;
  syscallBlockedNs: number;
  unknownNs: number;
  readonly blocked: ReadonlyMap<string, number>;
  readonly ranges: ReadonlyMap<string, number>;
}

const NOTHING: ReadonlyMap<string, number> = new Map();

/** Most goroutines are short and wait for nothing: their maps are made when they are needed. */
interface Live extends GoroutineTimes {
  blocked: ReadonlyMap<string, number>;
  ranges: ReadonlyMap<string, number>;
  sinceNs: number;
  reason: string;
  /** When the processor was taken away during the syscall. */
  takenNs: number;
  open: Map<string, number> | undefined;
}

/** Follows goroutines; each goes to `finished` when it ends or the trace does. */
export class GoroutineTimesVisitor implements TraceVisitor {
  readonly #finished: (g: GoroutineTimes) => void;
  readonly #bornTo: ((g: GoroutineTimes, creator: GoroutineTimes | undefined) => void) | undefined;
  readonly #live: (Live | undefined)[] = [];
  /** The goroutine in a syscall on each processor. */
  readonly #syscallOn = new Map<number, Live>();
  readonly #sweeps = new Map<number, Live>();
  /** The last sync event, or where the window begins. */
  #syncNs = NONE;
  #lastNs = 0;

  /** `born`: told of each goroutine that is created, with the one that created it. */
  constructor(
    finished: (g: GoroutineTimes) => void,
    born?: (g: GoroutineTimes, creator: GoroutineTimes | undefined) => void,
  ) {
    this.#finished = finished;
    this.#bornTo = born;
  }

  chunk(c: EventChunk): void {
    if (c.length > 0 && this.#syncNs === NONE) this.#syncNs = col.timeAt(c, 0);
    for (let i = 0; i < c.length; i++) this.#event(c, i);
    if (c.length > 0) this.#lastNs = col.timeAt(c, c.length - 1);
  }

  /** The end of the trace: what still lives ends here. */
  end(): void {
    for (const g of this.#live) if (g !== undefined) this.#close(g, this.#lastNs, false);
    this.#live.length = 0;
  }

  #event(c: EventChunk, i: number): void {
    const type = col.typeAt(c, i);
    if (type >= EV.goCreate && type <= EV.goStatus) this.#transition(c, i);
    else if (type >= EV.goSwitch && type <= EV.goStatusStack) this.#transition(c, i);
    else if (type >= EV.procStart && type <= EV.procStatus) this.#proc(c, i);
    else if (type >= EV.stwBegin && type <= EV.assistEnd) this.#range(c, i, type);
    else if (type === EV.sync) this.#syncNs = col.timeAt(c, i);
  }

  #transition(c: EventChunk, i: number): void {
    const from = col.fromAt(c, i);
    const to = col.toAt(c, i);
    const slot = col.subjectAt(c, i);
    if (from === to || slot === NONE) return;
    const t = col.timeAt(c, i);
    const id = col.goroutineIdOf(c, slot);
    let g = this.#live[slot];
    const fresh = g?.id !== id || from === GO.notExist;
    if (g === undefined || fresh) {
      if (g !== undefined) this.#close(g, t, false);
      g = this.#born(c, i, id, from, t);
      this.#live[slot] = g;
      if (from === GO.undetermined) g.state = to;
      // Without a processor it has been waiting for the system, not working in it.
      if (g.state === GO.syscall && col.procAt(c, i) === NONE) g.takenNs = g.sinceNs;
    }
    this.#account(g, from, t);
    if (g.name === "") g.name = this.#name(c, i);
    if (from === GO.notExist) this.#bornTo?.(g, this.#live[col.goroutineAt(c, i)]);
    g.state = to;
    g.sinceNs = t;
    if (to === GO.waiting) g.reason = c.generation.tables.string(col.textAt(c, i)) ?? "";
    else if (to === GO.syscall) this.#enterSyscall(g, col.procAt(c, i), t);
    else if (to === GO.notExist) {
      this.#close(g, t, true);
      this.#live[slot] = undefined;
    }
  }

  #enterSyscall(g: Live, proc: number, t: number): void {
    if (proc === NONE) g.takenNs = t;
    else this.#syscallOn.set(proc, g);
  }

  #born(c: EventChunk, i: number, id: number, from: number, t: number): Live {
    const created = from === GO.notExist;
    const type = col.typeAt(c, i);
    const withStack = type === EV.goCreate || type === EV.goCreateBlocked;
    const by = col.goroutineAt(c, i);
    const startNs = created ? t : this.#syncNs;
    return {
      id,
      name: "",
      createdAt: withStack ? c.generation.tables.frames(col.stackAt(c, i)) : [],
      createdBy: created && by !== NONE ? col.goroutineIdOf(c, by) : undefined,
      startNs,
      endNs: undefined,
      state: from,
      executionNs: 0,
      runnableNs: 0,
      syscallNs: 0,
      syscallBlockedNs: 0,
      unknownNs: 0,
      blocked: NOTHING,
      ranges: NOTHING,
      sinceNs: startNs,
      reason: "",
      takenNs: NONE,
      open: undefined,
    };
  }

  #name(c: EventChunk, i: number): string {
    const type = col.typeAt(c, i);
    const { tables } = c.generation;
    if (type === EV.goCreate || type === EV.goCreateBlocked) {
      return entryFunction(tables.frames(col.newStackAt(c, i)));
    }
    const own: readonly number[] = [EV.goStop, EV.goBlock, EV.goSyscallBegin, EV.goStatusStack];
    return own.includes(type) ? entryFunction(tables.frames(col.stackAt(c, i))) : "";
  }

  /** Books the time since the last change; `from` is what the event says the state was. */
  #account(g: Live, from: number, t: number): void {
    const dt = t - g.sinceNs;
    if (dt <= 0) return;
    if (g.state !== from && from !== GO.undetermined) g.unknownNs += dt;
    else if (g.state === GO.running) g.executionNs += dt;
    else if (g.state === GO.runnable) g.runnableNs += dt;
    else if (g.state === GO.waiting) g.blocked = added(g.blocked, g.reason, dt);
    else if (g.state === GO.syscall) {
      const free = g.takenNs === NONE ? dt : g.takenNs - g.sinceNs;
      g.syscallNs += free;
      g.syscallBlockedNs += dt - free;
    } else g.unknownNs += dt;
    if (g.state === GO.syscall) {
      g.takenNs = NONE;
      for (const [p, on] of this.#syscallOn) if (on === g) this.#syscallOn.delete(p);
    }
  }

  #proc(c: EventChunk, i: number): void {
    if (col.toAt(c, i) !== PROC.idle || col.fromAt(c, i) === PROC.idle) return;
    const p = col.subjectProcAt(c, i);
    const g = this.#syscallOn.get(p);
    if (g === undefined) return;
    if (g.state === GO.syscall) g.takenNs = col.timeAt(c, i);
    this.#syscallOn.delete(p);
  }

  #range(c: EventChunk, i: number, type: number): void {
    const t = col.timeAt(c, i);
    if (type >= EV.gcActive && type <= EV.gcEnd) return;
    if (type >= EV.sweepActive && type <= EV.sweepEnd) {
      const p = col.subjectProcAt(c, i);
      const on = this.#live[col.goroutineAt(c, i)];
      if (type !== EV.sweepEnd) {
        if (on !== undefined) {
          this.#sweeps.set(p, on);
          this.#begin(on, "GC incremental sweep", t, type === EV.sweepActive);
        }
        return;
      }
      const began = this.#sweeps.get(p);
      this.#sweeps.delete(p);
      if (began !== undefined && began === on) endRange(began, "GC incremental sweep", t);
      return;
    }
    const g = this.#live[col.subjectAt(c, i)];
    if (g === undefined) return;
    const stw = type <= EV.stwEnd;
    const kind = stw ? (c.generation.tables.string(col.textAt(c, i)) ?? "") : "";
    const name = stw ? `stop-the-world (${kind})` : "GC mark assist";
    if (type === EV.stwEnd || type === EV.assistEnd) endRange(g, name, t);
    else this.#begin(g, name, t, type === EV.assistActive);
  }

  /** `active`: a generation says anew what is under way, since the sync event where it was not known. */
  #begin(g: Live, name: string, t: number, active: boolean): void {
    const open = opened(g);
    if (!active) open.set(name, t);
    else if (!open.has(name)) open.set(name, this.#syncNs);
  }

  #close(g: Live, t: number, ended: boolean): void {
    if (!ended) {
      this.#account(g, g.state, t);
      g.sinceNs = t;
    }
    for (const name of [...(g.open?.keys() ?? [])]) endRange(g, name, t);
    g.endNs = ended ? t : undefined;
    this.#finished(g);
  }

  get lastNs(): number {
    return this.#lastNs;
  }
}

function added(
  map: ReadonlyMap<string, number>,
  key: string,
  ns: number,
): ReadonlyMap<string, number> {
  const own = map === NOTHING ? new Map<string, number>() : (map as Map<string, number>);
  own.set(key, (own.get(key) ?? 0) + ns);
  return own;
}

function opened(g: Live): Map<string, number> {
  return (g.open ??= new Map<string, number>());
}

function endRange(g: Live, name: string, t: number): void {
  const since = g.open?.get(name);
  if (since === undefined) return;
  g.open?.delete(name);
  g.ranges = added(g.ranges, name, Math.max(0, t - since));
}
