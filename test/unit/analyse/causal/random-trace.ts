// Random but valid traces in text form, of one processor, with what happened kept beside for a reference.

/** A goroutine's change of state. */
export interface Change {
  readonly ns: number;
  readonly goroutine: number;
  readonly to: "runnable" | "running" | "waiting" | "syscall" | "ended";
  /** Who woke or created it; 0 = the runtime. */
  readonly by: number;
}

export interface RandomTrace {
  readonly text: string;
  readonly changes: readonly Change[];
  /** The sync event behind the last one. */
  readonly endNs: number;
}

const HEAD = `Trace Go1.26
EventBatch gen=1 m=18446744073709551615 time=100 size=auto
Sync
Frequency freq=1000000000
ClockSnapshot dt=0 mono=5 sec=1700000000 nsec=0
EventBatch gen=1 m=7 time=100 size=auto
ProcStatus dt=4 p=0 pstatus=1
GoStatus dt=1 g=1 m=7 gstatus=2
`;
const TAIL = `EventBatch gen=1 m=18446744073709551615 time=101 size=auto
Stacks
Stack id=1 nframes=1
pc=1 func=1 file=1 line=1
EventBatch gen=1 m=18446744073709551615 time=101 size=auto
Strings
String id=1
	data="main.f"
String id=2
	data="chan receive"
EndOfGeneration
`;

/** Numbers below `n` from a seed (mulberry32). */
export function numbers(seed: number): (n: number) => number {
  let a = seed;
  return (n) => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % n;
  };
}

/** `steps` events of goroutines that create, wake, wait, yield, enter syscalls and end. */
export function randomTrace(seed: number, steps: number): RandomTrace {
  const below = numbers(seed);
  const lines: string[] = [];
  const changes: Change[] = [];
  const seq = new Map<number, number>([[1, 0]]);
  const runnable: number[] = [];
  const waiting: number[] = [];
  let running = 1;
  let next = 2;
  // Sync opens the trace at 0; the goroutine's state is said at 5.
  let clock = 5;
  const ns = (): number => clock;
  const emit = (line: (dt: number) => string): void => {
    const dt = 1 + below(50);
    clock += dt;
    lines.push(line(dt));
  };
  const change = (goroutine: number, to: Change["to"], by = 0): void => {
    changes.push({ ns: ns(), goroutine, to, by });
  };
  const bump = (g: number): number => {
    const s = (seq.get(g) ?? 0) + 1;
    seq.set(g, s);
    return s;
  };
  const take = (from: number[]): number => from.splice(below(from.length), 1)[0] ?? 0;
  change(1, "running");
  for (let i = 0; i < steps; i++) {
    if (running === 0) {
      if (runnable.length === 0 && waiting.length > 0) {
        // Nobody runs: only the runtime can wake, say a timer.
        const g = take(waiting);
        emit((dt) => `GoUnblock dt=${dt} g=${g} g_seq=${bump(g)} stack=0`);
        change(g, "runnable");
        runnable.push(g);
        continue;
      }
      if (runnable.length === 0) break;
      const g = take(runnable);
      emit((dt) => `GoStart dt=${dt} g=${g} g_seq=${bump(g)}`);
      change(g, "running");
      running = g;
      continue;
    }
    const me = running;
    switch (below(7)) {
      case 0: {
        const g = next++;
        emit((dt) => `GoCreate dt=${dt} new_g=${g} new_stack=1 stack=1`);
        seq.set(g, 0);
        change(g, "runnable", me);
        runnable.push(g);
        break;
      }
      case 1:
      case 2: {
        if (waiting.length === 0) break;
        const g = take(waiting);
        emit((dt) => `GoUnblock dt=${dt} g=${g} g_seq=${bump(g)} stack=1`);
        change(g, "runnable", me);
        runnable.push(g);
        break;
      }
      case 3:
      case 4:
        emit((dt) => `GoBlock dt=${dt} reason_string=2 stack=1`);
        change(me, "waiting");
        waiting.push(me);
        running = 0;
        break;
      case 5:
        emit((dt) => `GoStop dt=${dt} reason_string=2 stack=1`);
        change(me, "runnable");
        runnable.push(me);
        running = 0;
        break;
      default:
        if (me === 1 || below(3) > 0) break;
        emit((dt) => `GoDestroy dt=${dt}`);
        change(me, "ended");
        running = 0;
    }
  }
  return { text: `${HEAD}${lines.join("\n")}\n${TAIL}`, changes, endNs: ns() + 1 };
}
