import type { SchedLine } from "../model/sched.ts";

/** What a process's schedtrace lines say together. */
export interface SchedulerFacts {
  readonly samples: number;
  readonly gomaxprocs: number;
  /** Idle processors, on average over the samples. */
  readonly idleMean: number;
  /** Goroutines in run queues in the fullest sample, and when that was. */
  readonly runnableMax: number;
  readonly runnableMaxAtMs: number;
  /** Samples in which no processor was idle and goroutines waited to run. */
  readonly saturated: number;
}

/**
 * Sums up samples. The first one is left out where there are others: it is taken before the program begins.
 * Undefined without a sample that says how many processors were idle.
 */
export function schedulerFacts(lines: readonly SchedLine[]): SchedulerFacts | undefined {
  const usable = lines.filter(({ values }) => values.has("idleprocs"));
  const samples = usable.length > 1 && usable[0]?.timeMs === 0 ? usable.slice(1) : usable;
  if (samples.length === 0) return undefined;
  let idle = 0;
  let runnableMax = 0;
  let runnableMaxAtMs = 0;
  let saturated = 0;
  let gomaxprocs = 0;
  for (const line of samples) {
    const idleNow = line.values.get("idleprocs") ?? 0;
    const runnable = runnableIn(line);
    idle += idleNow;
    gomaxprocs = Math.max(gomaxprocs, line.values.get("gomaxprocs") ?? 0);
    if (idleNow === 0 && runnable > 0) saturated += 1;
    if (runnable > runnableMax) {
      runnableMax = runnable;
      runnableMaxAtMs = line.timeMs;
    }
  }
  const idleMean = Math.round((idle / samples.length) * 10) / 10;
  return { samples: samples.length, gomaxprocs, idleMean, runnableMax, runnableMaxAtMs, saturated };
}

/** The global queue and that of each processor. */
function runnableIn({ values, queues }: SchedLine): number {
  return queues.reduce((sum, length) => sum + length, values.get("runqueue") ?? 0);
}
