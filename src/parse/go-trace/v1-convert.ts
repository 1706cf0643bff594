// Turns the events of an old trace into those of the present format, as Go's converter does: one generation, the
// statuses of goroutines that existed before, a syscall that did not block as a pair of 1 ns.
// Source: internal/trace/tracev1.go.
import { GO, PROC } from "../../model/trace.ts";
import { EV } from "../../model/trace-event-types.ts";
import { OLD, type OldEvent } from "./v1-events.ts";
import type { OldParser } from "./v1-parse.ts";
import type { OldRows, Row } from "./v1-rows.ts";

/** Reasons that goroutines block for, by old event type. */
const REASONS = new Map<number, string>([
  [OLD.goStop, "forever"],
  [OLD.goSleep, "sleep"],
  [OLD.goBlock, ""],
  [OLD.goBlockSend, "chan send"],
  [OLD.goBlockRecv, "chan receive"],
  [OLD.goBlockSelect, "select"],
  [OLD.goBlockSync, "sync"],
  [OLD.goBlockCond, "sync.(*Cond).Wait"],
  [OLD.goBlockNet, "network"],
  [OLD.goBlockGC, "GC mark assist wait for work"],
  [OLD.goSched, "runtime.Gosched"],
  [OLD.goPreempt, "preempted"],
]);

/** Why the world was stopped, by the number that Go 1.21 writes; before, 0 and 1 stand for the first two. */
const STW_KINDS: readonly string[] = [
  "",
  "GC mark termination",
  "GC sweep termination",
  "write heap dump",
  "goroutine profile",
  "goroutine profile cleanup",
  "all goroutine stack trace",
  "read mem stats",
  "AllThreadsSyscall",
  "GOMAXPROCS",
  "start trace",
  "stop trace",
  "CountPagesInUse (test)",
  "ReadMetricsSlow (test)",
  "ReadMemStatsSlow (test)",
  "PageCachePagesLeaked (test)",
  "ResetDebugLog (test)",
];
const GO_1_21 = 21;

const PLAIN = new Map<number, number>([
  [OLD.gcStart, EV.gcBegin],
  [OLD.gcDone, EV.gcEnd],
  [OLD.heapAlloc, EV.heapAlloc],
  [OLD.heapGoal, EV.heapGoal],
  [OLD.assistStart, EV.assistBegin],
  [OLD.assistDone, EV.assistEnd],
]);

export class OldConverter {
  readonly #parser: OldParser;
  readonly #minor: number;
  readonly #rows: OldRows;
  readonly #events: readonly OldEvent[];
  readonly #threads = new Map<number, number>();
  readonly #seenProcs = new Set<number>();
  #preInit = true;
  readonly #before = new Set<number>();
  #stwKind = 0;
  /** For each syscall event whether it blocked: the goroutine's next event says so. */
  readonly #blocked: ReadonlySet<OldEvent>;

  constructor(parser: OldParser, minor: number, events: readonly OldEvent[], rows: OldRows) {
    this.#parser = parser;
    this.#minor = minor;
    this.#events = events;
    this.#rows = rows;
    this.#blocked = blockedCalls(events);
  }

  /** Converts everything; a message when an event has no counterpart. */
  run(): string | undefined {
    for (const ev of this.#events) {
      if (!this.#convert(ev)) return `unexpected event type ${ev.type}`;
    }
    return undefined;
  }

  #base(ev: OldEvent, type: number, g = ev.g === 0 ? -1 : ev.g): Row {
    const sample = ev.type === OLD.cpuSample;
    const m = ev.p === -1 || sample ? undefined : this.#threads.get(ev.p);
    const row = this.#rows.blank(type, ev.ts);
    row.thread = m ?? -1;
    row.proc = ev.p;
    row.g = g;
    row.stack = ev.stack;
    row.repaired = ev.repaired;
    return row;
  }

  #emit(row: Row, more: Partial<Row> = {}): true {
    this.#rows.push(Object.assign(row, more));
    return true;
  }

  #convert(ev: OldEvent): boolean {
    const reason = REASONS.get(ev.type);
    if (reason !== undefined) return this.#stop(ev, reason);
    const plain = PLAIN.get(ev.type);
    if (plain !== undefined) {
      const own = plain === EV.assistBegin || plain === EV.assistEnd;
      const subject = own ? ev.g : -1;
      return this.#emit(this.#base(ev, plain), { value: ev.a0, subject });
    }
    switch (ev.type) {
      case OLD.gomaxprocs:
        return this.#gomaxprocs(ev);
      case OLD.procStart:
      case OLD.procStop:
        return this.#proc(ev);
      case OLD.stwStart:
      case OLD.stwDone: {
        const begins = ev.type === OLD.stwStart;
        if (begins) this.#stwKind = this.#rows.text(this.#kindOf(ev.a0));
        const row = this.#base(ev, begins ? EV.stwBegin : EV.stwEnd);
        return this.#emit(row, { text: this.#stwKind, subject: row.g });
      }
      case OLD.sweepStart:
      case OLD.sweepDone: {
        const begins = ev.type === OLD.sweepStart;
        const row = this.#base(ev, begins ? EV.sweepBegin : EV.sweepEnd);
        return this.#emit(row, { subject: ev.p, value: ev.a0, value2: ev.a1 });
      }
      case OLD.goCreate:
      case OLD.goStart:
      case OLD.goStartLabel:
      case OLD.goEnd:
      case OLD.goUnblock:
      case OLD.goWaiting:
      case OLD.goInSyscall:
        return this.#goroutine(ev);
      case OLD.goSysCall:
      case OLD.goSysExit:
      case OLD.goSysBlock:
        return this.#syscall(ev);
      default:
        return this.#annotation(ev);
    }
  }

  #kindOf(id: number): string {
    if (this.#minor >= GO_1_21) return STW_KINDS[id] ?? "";
    return id === 0 || id === 1 ? (STW_KINDS[id + 1] ?? "") : "";
  }

  /** The first one ends the list of goroutines that were there before: the rest of these are runnable. */
  #gomaxprocs(ev: OldEvent): boolean {
    if (!this.#preInit) return this.#emit(this.#base(ev, EV.procsChange), { value: ev.a0 });
    this.#preInit = false;
    for (const g of this.#before) {
      const row = this.#rows.blank(EV.goStatus, ev.ts);
      this.#emit(row, { subject: g, to: GO.runnable });
    }
    this.#before.clear();
    this.#rows.gomaxprocs ??= ev.a0;
    return true;
  }

  #proc(ev: OldEvent): boolean {
    const starts = ev.type === OLD.procStart;
    if (starts) this.#threads.set(ev.p, ev.a0);
    const known = this.#seenProcs.has(ev.p);
    this.#seenProcs.add(ev.p);
    const running = starts ? PROC.running : PROC.idle;
    const type = known ? (starts ? EV.procStart : EV.procStop) : EV.procStatus;
    const from = known ? (starts ? PROC.idle : PROC.running) : PROC.undetermined;
    this.#emit(this.#base(ev, type), { subject: ev.p, from, to: running });
    if (!starts) this.#threads.delete(ev.p);
    return true;
  }

  #goroutine(ev: OldEvent): boolean {
    switch (ev.type) {
      case OLD.goCreate: {
        if (this.#preInit) {
          this.#before.add(ev.a0);
          return true;
        }
        const row = this.#base(ev, EV.goCreate);
        return this.#emit(row, {
          subject: ev.a0,
          from: GO.notExist,
          to: GO.runnable,
          stack2: ev.a1,
        });
      }
      case OLD.goStart: {
        const start = !this.#preInit;
        this.#before.delete(ev.a0);
        const row = this.#base(ev, start ? EV.goStart : EV.goStatus);
        const from = start ? GO.runnable : GO.undetermined;
        return this.#emit(row, { subject: ev.a0, from, to: GO.running, stack: 0 });
      }
      case OLD.goStartLabel: {
        const row = this.#base(ev, EV.goStart, ev.g);
        this.#emit(row, { subject: ev.a0, from: GO.runnable, to: GO.running, stack: 0 });
        return this.#emit(this.#base(ev, EV.goLabel, ev.g), { text: ev.a2, stack: 0 });
      }
      case OLD.goEnd: {
        const row = this.#base(ev, EV.goDestroy);
        return this.#emit(row, { subject: row.g, from: GO.running, to: GO.notExist });
      }
      case OLD.goUnblock: {
        const row = this.#base(ev, EV.goUnblock);
        return this.#emit(row, { subject: ev.a0, from: GO.waiting, to: GO.runnable });
      }
      default: {
        this.#before.delete(ev.a0);
        const to = ev.type === OLD.goWaiting ? GO.waiting : GO.syscall;
        return this.#emit(this.#base(ev, EV.goStatus), { subject: ev.a0, to });
      }
    }
  }

  #stop(ev: OldEvent, reason: string): boolean {
    const yields = ev.type === OLD.goSched || ev.type === OLD.goPreempt;
    const row = this.#base(ev, yields ? EV.goStop : EV.goBlock);
    const to = yields ? GO.runnable : GO.waiting;
    return this.#emit(row, { subject: row.g, from: GO.running, to, text: this.#rows.text(reason) });
  }

  #syscall(ev: OldEvent): boolean {
    if (ev.type === OLD.goSysBlock) return true;
    if (ev.type === OLD.goSysExit) {
      const row = this.#base(ev, EV.goSyscallEndBlocked);
      return this.#emit(row, { subject: row.g, from: GO.syscall, to: GO.runnable });
    }
    const blocked = this.#blocked.has(ev);
    const begin = blocked
      ? this.#base(ev, EV.goSyscallBegin)
      : this.#base(ev, EV.goSyscallBegin, ev.g);
    this.#emit(begin, { subject: begin.g, from: GO.running, to: GO.syscall });
    if (blocked) return true;
    const end = this.#base(ev, EV.goSyscallEnd, ev.g);
    const ns = ev.ts + 1;
    return this.#emit(end, { ns, stack: 0, subject: end.g, from: GO.syscall, to: GO.running });
  }

  #annotation(ev: OldEvent): boolean {
    switch (ev.type) {
      case OLD.taskCreate: {
        const value2 = ev.a1 === 0 ? -1 : ev.a1;
        return this.#emit(this.#base(ev, EV.taskBegin), { value: ev.a0, value2, text: ev.a2 });
      }
      case OLD.taskEnd:
        return this.#emit(this.#base(ev, EV.taskEnd), { value: ev.a0 });
      case OLD.region: {
        const type = ev.a1 === 0 ? EV.regionBegin : EV.regionEnd;
        const row = this.#base(ev, type);
        return this.#emit(row, { value: ev.a0, text: ev.a2, subject: row.g });
      }
      case OLD.userLog: {
        const stack2 = this.#rows.text(this.#parser.logTexts[ev.a3] ?? "");
        return this.#emit(this.#base(ev, EV.userLog), { value: ev.a0, text: ev.a1, stack2 });
      }
      case OLD.cpuSample: {
        const value = ev.g === 0 ? -1 : ev.g;
        return this.#emit(this.#base(ev, EV.cpuSample, -1), { value, value2: -1 });
      }
      default:
        return false;
    }
  }
}

/** Syscalls whose goroutine's next event says that it blocked. */
function blockedCalls(events: readonly OldEvent[]): Set<OldEvent> {
  const blocked = new Set<OldEvent>();
  const open = new Map<number, OldEvent>();
  for (const ev of events) {
    const call = open.get(ev.g);
    if (call !== undefined) {
      if (ev.type === OLD.goSysBlock) blocked.add(call);
      open.delete(ev.g);
    }
    if (ev.type === OLD.goSysCall) open.set(ev.g, ev);
  }
  return blocked;
}
