// Times of goroutines, added up.
import type { TraceTimes } from "../../model/trace-documents.ts";
import type { GoroutineTimes } from "./goroutine-times.ts";

/** Of one goroutine; `lastNs` is the end of what was read. */
export function timesOf(g: GoroutineTimes, lastNs: number): TraceTimes {
  let blockedNs = 0;
  for (const ns of g.blocked.values()) blockedNs += ns;
  return {
    totalNs: Math.max(0, (g.endNs ?? lastNs) - g.startNs),
    executionNs: g.executionNs,
    runnableNs: g.runnableNs,
    blockedNs,
    syscallNs: g.syscallNs,
    syscallBlockedNs: g.syscallBlockedNs,
    unknownNs: g.unknownNs,
    blocked: Object.fromEntries(g.blocked),
    ranges: Object.fromEntries(g.ranges),
  };
}

export function noTimes(): TraceTimes {
  return {
    totalNs: 0,
    executionNs: 0,
    runnableNs: 0,
    blockedNs: 0,
    syscallNs: 0,
    syscallBlockedNs: 0,
    unknownNs: 0,
    blocked: {},
    ranges: {},
  };
}

export function addTimes(sum: TraceTimes, more: TraceTimes): void {
  sum.totalNs += more.totalNs;
  sum.executionNs += more.executionNs;
  sum.runnableNs += more.runnableNs;
  sum.blockedNs += more.blockedNs;
  sum.syscallNs += more.syscallNs;
  sum.syscallBlockedNs += more.syscallBlockedNs;
  sum.unknownNs += more.unknownNs;
  for (const key of ["blocked", "ranges"] as const) {
    const added = Object.entries(more[key]);
    if (added.length === 0) continue;
    const all = new Map(Object.entries(sum[key]));
    for (const [name, ns] of added) all.set(name, (all.get(name) ?? 0) + ns);
    sum[key] = Object.fromEntries(all);
  }
}
