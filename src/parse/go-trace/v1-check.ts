// Puts the merged events of an old trace on the clock, and checks and completes them.
// Source: tracev1/parser.go (parseEventBatches' end, parse, postProcessTrace).
import { GC_P, NETPOLL_P, OLD, type OldEvent, OLD_TYPES, SYSCALL_P, TIMER_P } from "./v1-events.ts";
import type { OldParser } from "./v1-parse.ts";

/** Gives syscall exits their real times, sorts, and turns ticks into nanoseconds; what is wrong, or undefined. */
export function onTheClock(
  parser: OldParser,
  events: OldEvent[],
  repair: boolean,
): string | undefined {
  let problem = events.some((e, i) => e.ts < (events[i - 1]?.ts ?? 0))
    ? "time stamps out of order"
    : undefined;
  if (problem !== undefined && !repair) return problem;
  const blocked = new Map<number, number>();
  for (const ev of events) {
    if (ev.type === OLD.goSysBlock || ev.type === OLD.goInSyscall) blocked.set(ev.g, ev.ts);
    if (ev.type !== OLD.goSysExit || ev.a2 === 0) continue;
    const since = blocked.get(ev.g) ?? 0;
    const wrong =
      since === 0 ? "stray syscall exit" : ev.a2 < since ? "time stamps out of order" : undefined;
    if (wrong === undefined) ev.ts = ev.a2;
    else if (!repair) return wrong;
    else problem ??= wrong;
  }
  events.sort((a, b) => a.ts - b.ts);
  if (parser.ticksPerSecond === 0) {
    if (!repair) return "no frequency event found";
    problem ??= "no frequency event found";
  }
  const start = events[0]?.ts ?? 0;
  // Without a frequency the unit stays the tick.
  const ns = parser.ticksPerSecond === 0 ? 1 : 1e9 / parser.ticksPerSecond;
  for (const ev of events) {
    ev.ts = Math.trunc((ev.ts - start) * ns);
    if (ev.type === OLD.goUnblock && parser.timerGoroutines.has(ev.g)) ev.p = TIMER_P;
    if (ev.type === OLD.goSysExit) ev.p = SYSCALL_P;
  }
  return problem;
}

type GState = "dead" | "runnable" | "running" | "waiting";

interface G {
  state: GState;
  /** Blocked on the network when last seen. */
  network: boolean;
  assist: boolean;
}
interface P {
  running: boolean;
  g: number;
  sweep: boolean;
}
interface Region {
  readonly task: number;
  readonly name: number;
}

const BLOCKS: ReadonlySet<number> = new Set([
  OLD.goSleep,
  OLD.goBlock,
  OLD.goBlockSend,
  OLD.goBlockRecv,
  OLD.goBlockSelect,
  OLD.goBlockSync,
  OLD.goBlockCond,
  OLD.goBlockNet,
  OLD.goBlockGC,
]);

/** Checks the whole stream; the first contradiction, or undefined. Events are completed as Go's parser does. */
export function checkOld(parser: OldParser, events: readonly OldEvent[]): string | undefined {
  const check = new Check();
  for (const ev of events) {
    const wrong = check.event(ev);
    if (wrong !== undefined) {
      return `${OLD_TYPES.get(ev.type)?.name ?? "event"} at ${ev.ts} ns: ${wrong}`;
    }
    if (ev.stack !== 0 && !parser.stacks.has(ev.stack)) ev.stack = 0;
  }
  return undefined;
}

class Check {
  readonly #gs = new Map<number, G>([[0, { state: "running", network: false, assist: false }]]);
  readonly #ps = new Map<number, P>();
  readonly #tasks = new Set<number>();
  readonly #regions = new Map<number, Region[]>();
  #gc = false;
  #stw = false;

  #g(id: number): G {
    let g = this.#gs.get(id);
    if (g === undefined) this.#gs.set(id, (g = { state: "dead", network: false, assist: false }));
    return g;
  }

  #p(id: number): P {
    let p = this.#ps.get(id);
    if (p === undefined) this.#ps.set(id, (p = { running: false, g: 0, sweep: false }));
    return p;
  }

  #notRunning(ev: OldEvent, allowNone: boolean): string | undefined {
    if (this.#g(ev.g).state !== "running") return `goroutine ${ev.g} is not running`;
    if (this.#p(ev.p).g !== ev.g) return `processor ${ev.p} does not run goroutine ${ev.g}`;
    return !allowNone && ev.g === 0 ? "no goroutine did it" : undefined;
  }

  event(ev: OldEvent): string | undefined {
    if (BLOCKS.has(ev.type)) return this.#leave(ev, "waiting");
    switch (ev.type) {
      case OLD.procStart:
      case OLD.procStop:
        return this.#proc(ev);
      case OLD.gcStart:
      case OLD.gcDone:
      case OLD.stwStart:
      case OLD.stwDone:
      case OLD.sweepStart:
      case OLD.sweepDone:
      case OLD.assistStart:
      case OLD.assistDone:
        return this.#range(ev);
      case OLD.goWaiting:
      case OLD.goInSyscall: {
        const g = this.#g(ev.g);
        if (g.state !== "runnable") return "the goroutine is not runnable";
        g.state = "waiting";
        return undefined;
      }
      case OLD.goCreate: {
        if (this.#gs.has(ev.a0))
          return this.#notRunning(ev, true) ?? "the goroutine exists already";
        const wrong = this.#notRunning(ev, true);
        if (wrong === undefined) this.#g(ev.a0).state = "runnable";
        return wrong;
      }
      case OLD.goStart:
      case OLD.goStartLabel:
        return this.#start(ev);
      case OLD.goEnd:
        this.#regions.delete(ev.g);
        return this.#leave(ev, "dead");
      case OLD.goStop:
        return this.#leave(ev, "dead");
      case OLD.goSched:
      case OLD.goPreempt:
        return this.#leave(ev, "runnable");
      case OLD.goUnblock:
        return this.#unblock(ev);
      case OLD.goSysCall:
        return this.#notRunning(ev, false);
      case OLD.goSysBlock:
        return this.#leave(ev, "waiting");
      case OLD.goSysExit: {
        const g = this.#g(ev.g);
        if (g.state !== "waiting") return "the goroutine is not in a syscall";
        g.state = "runnable";
        g.network = false;
        return undefined;
      }
      default:
        return this.#annotation(ev);
    }
  }

  #proc(ev: OldEvent): string | undefined {
    const p = this.#p(ev.p);
    const starts = ev.type === OLD.procStart;
    if (p.running === starts) return starts ? "it runs already" : "it does not run";
    if (!starts && p.g !== 0) return `it still runs goroutine ${p.g}`;
    p.running = starts;
    return undefined;
  }

  #range(ev: OldEvent): string | undefined {
    const flip = (now: boolean, begins: boolean): string | undefined =>
      now === begins ? (begins ? "the one before has not ended" : "it never began") : undefined;
    let wrong: string | undefined;
    if (ev.type === OLD.gcStart || ev.type === OLD.gcDone) {
      const begins = ev.type === OLD.gcStart;
      wrong = flip(this.#gc, begins);
      this.#gc = begins;
      if (begins) ev.p = GC_P;
    } else if (ev.type === OLD.stwStart || ev.type === OLD.stwDone) {
      const begins = ev.type === OLD.stwStart;
      wrong = flip(this.#stw, begins);
      this.#stw = begins;
    } else if (ev.type === OLD.sweepStart || ev.type === OLD.sweepDone) {
      const p = this.#p(ev.p);
      const begins = ev.type === OLD.sweepStart;
      wrong = flip(p.sweep, begins);
      p.sweep = begins;
    } else {
      // An assist may have begun before the trace, so an end without a beginning is no error.
      const g = this.#g(ev.g);
      const begins = ev.type === OLD.assistStart;
      wrong = begins ? flip(g.assist, true) : undefined;
      g.assist = begins;
    }
    return wrong;
  }

  #start(ev: OldEvent): string | undefined {
    const g = this.#g(ev.g);
    const p = this.#p(ev.p);
    if (g.state !== "runnable") return "the goroutine is not runnable";
    if (p.g !== 0) return `the processor runs goroutine ${p.g}`;
    g.state = "running";
    g.network = false;
    p.g = ev.g;
    return undefined;
  }

  #leave(ev: OldEvent, state: GState): string | undefined {
    const wrong = this.#notRunning(ev, false);
    if (wrong !== undefined) return wrong;
    const g = this.#g(ev.g);
    g.state = state;
    g.network = ev.type === OLD.goBlockNet;
    this.#p(ev.p).g = 0;
    return undefined;
  }

  #unblock(ev: OldEvent): string | undefined {
    if (this.#g(ev.g).state !== "running") return `goroutine ${ev.g} is not running`;
    if (ev.p !== TIMER_P && this.#p(ev.p).g !== ev.g)
      return `processor ${ev.p} does not run goroutine ${ev.g}`;
    const g = this.#g(ev.a0);
    if (g.state !== "waiting") return `goroutine ${ev.a0} is not waiting`;
    if (g.network) ev.p = NETPOLL_P;
    g.state = "runnable";
    g.network = false;
    return undefined;
  }

  #annotation(ev: OldEvent): string | undefined {
    if (ev.type === OLD.taskCreate) {
      if (this.#tasks.has(ev.a0)) return `task ${ev.a0} begins twice`;
      this.#tasks.add(ev.a0);
    } else if (ev.type === OLD.taskEnd) {
      this.#tasks.delete(ev.a0);
    } else if (ev.type === OLD.region) {
      const open = this.#regions.get(ev.g) ?? [];
      this.#regions.set(ev.g, open);
      if (ev.a1 === 0) open.push({ task: ev.a0, name: ev.a2 });
      else if (ev.a1 !== 1) return `invalid region mode ${ev.a1}`;
      else {
        const began = open.pop();
        if (began !== undefined && (began.task !== ev.a0 || began.name !== ev.a2)) {
          return "a region ends that is not the innermost";
        }
      }
    }
    return undefined;
  }
}
