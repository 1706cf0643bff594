// A trace of many generations as text: goroutines that wait over none, one and several of them, on two threads.

export const GENERATIONS = 16;
const NS = 1_000_000;

/** What happens besides in a generation, as event lines of thread 7 while goroutine 1 runs. */
export interface Extra {
  readonly generation: number;
  readonly lines: string;
}

interface Sleeper {
  readonly id: number;
  /** Sleeps over so many generations, is then woken by goroutine 1, and sleeps again. */
  readonly period: number;
}
const SLEEPERS: readonly Sleeper[] = [
  { id: 20, period: 1 },
  { id: 21, period: 2 },
  { id: 22, period: 5 },
  { id: 23, period: GENERATIONS - 2 },
  { id: 24, period: 99 },
];

function tables(gen: number, time: number): string {
  // Numbers differ from one generation to the next, as they do in real traces.
  const s = (id: number): number => id + 10 * (gen % 3);
  return `EventBatch gen=${gen} m=18446744073709551615 time=${time} size=auto
Stacks
Stack id=${s(1)} nframes=1
pc=4096 func=${s(31)} file=${s(33)} line=12
Stack id=${s(2)} nframes=1
pc=8192 func=${s(32)} file=${s(33)} line=30
EventBatch gen=${gen} m=18446744073709551615 time=${time + 1} size=auto
Strings
String id=${s(31)}
	data="main.sleeper"
String id=${s(32)}
	data="main.waker"
String id=${s(33)}
	data="/src/main.go"
String id=${s(34)}
	data="sync"
EndOfGeneration
`;
}

/** One generation; collections come in every fourth only, so that most do not say their number. */
function generation(gen: number, extra: string): string {
  const time = gen * NS;
  const s = (id: number): number => id + 10 * (gen % 3);
  const first = gen === 1;
  const lines: string[] = [];
  const out = (line: string): void => void lines.push(line);
  out(`EventBatch gen=${gen} m=18446744073709551615 time=${time} size=auto`);
  out("Sync\nFrequency freq=1000000000");
  out(`ClockSnapshot dt=0 mono=5 sec=1700000000 nsec=${gen}`);
  out(`EventBatch gen=${gen} m=7 time=${time} size=auto`);
  out("ProcStatus dt=1 p=0 pstatus=1\nGoStatus dt=1 g=1 m=7 gstatus=2");
  if (first) out("ProcsChange dt=1 procs=2 stack=0");
  for (const g of SLEEPERS) {
    if (first) {
      out(`GoCreate dt=5 new_g=${g.id} new_stack=${s(1)} stack=${s(2)}`);
    } else out(`GoStatus dt=1 g=${g.id} m=18446744073709551615 gstatus=4`);
  }
  if (first) {
    // Each runs once and falls asleep; goroutine 1 steps aside for it.
    for (const g of SLEEPERS) {
      out(`GoStop dt=2 reason_string=${s(34)} stack=${s(2)}\nGoStart dt=2 g=${g.id} g_seq=1`);
      out(`GoBlock dt=3 reason_string=${s(34)} stack=${s(1)}`);
      out(`GoStart dt=2 g=1 g_seq=${SLEEPERS.indexOf(g) + 1}`);
    }
  }
  if (gen % 4 === 1) {
    const seq = 2 * Math.floor(gen / 4) + 1;
    out(`GCBegin dt=1 gc_seq=${seq} stack=${s(2)}\nGCEnd dt=5 gc_seq=${seq + 1}`);
  }
  out(extra);
  let seq = first ? SLEEPERS.length : 0;
  for (const g of first ? [] : SLEEPERS) {
    if (gen % g.period !== 0 || g.period > GENERATIONS) continue;
    out(`GoUnblock dt=7 g=${g.id} g_seq=1 stack=${s(2)}`);
    out(`GoStop dt=2 reason_string=${s(34)} stack=${s(2)}\nGoStart dt=2 g=${g.id} g_seq=2`);
    out(`GoBlock dt=3 reason_string=${s(34)} stack=${s(1)}`);
    out(`GoStart dt=2 g=1 g_seq=${++seq}`);
  }
  out(`EventBatch gen=${gen} m=8 time=${time + 500_000} size=auto`);
  out(
    "ProcStatus dt=1 p=1 pstatus=2\nProcStart dt=1 p=1 p_seq=1\nHeapAlloc dt=1 heapalloc_value=1",
  );
  out("ProcStop dt=1");
  return lines.filter((line) => line !== "").join("\n") + "\n" + tables(gen, time + 900_000);
}

/** The text of the trace. */
export function manyGenerations(extras: readonly Extra[] = []): string {
  let text = "Trace Go1.26\n";
  for (let gen = 1; gen <= GENERATIONS; gen++) {
    text += generation(gen, extras.find((e) => e.generation === gen)?.lines ?? "");
  }
  return text;
}
