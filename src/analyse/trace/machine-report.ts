// Processors and threads as the documents of `trace procs` and `trace threads` have them.
import type {
  TraceProcessor,
  TraceProcsDocument,
  TraceThread,
} from "../../model/trace-machine-documents.ts";
import type { LaneTimes } from "./lanes.ts";
import type { MachineTimes } from "./machine-times.ts";

type Common = Omit<TraceProcessor, "id" | "assistNs" | "sweepNs">;

function common(t: LaneTimes): Common {
  const { ns } = t;
  return {
    firstNs: t.firstNs,
    spanNs: t.spanNs,
    goroutineNs: ns.goroutine,
    gcWorkerNs: ns.gcWorker,
    syscallNs: ns.syscall,
    schedulerNs: ns.scheduler,
    idleNs: ns.idle,
    unknownNs: ns.unknown,
    switches: t.switches,
    ...(t.longestIdle === undefined ? {} : { longestIdle: t.longestIdle }),
  };
}

/** By number. */
export function processorsOf(
  machine: MachineTimes,
): Pick<TraceProcsDocument, "processors" | "stopTheWorld"> {
  const processors: TraceProcessor[] = [];
  for (let id = 0; id < machine.processors.length; id++) {
    const times = machine.processors.times(id);
    if (times !== undefined) processors.push({ id, ...common(times), ...machine.shareOf(id) });
  }
  return { processors, stopTheWorld: machine.stopTheWorld };
}

/** The busiest first. */
export function threadsOf(machine: MachineTimes): TraceThread[] {
  const threads: TraceThread[] = [];
  for (let slot = 0; slot < machine.threads.length; slot++) {
    const times = machine.threads.times(slot);
    const id = machine.threadIds[slot];
    if (times === undefined || id === undefined) continue;
    threads.push({ id, ...common(times), syscallBlockedNs: times.ns.syscallBlocked });
  }
  const busy = (t: TraceThread): number => t.goroutineNs + t.gcWorkerNs + t.syscallNs;
  return threads.sort((a, b) => busy(b) - busy(a) || a.id - b.id);
}
