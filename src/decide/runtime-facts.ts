/** What the runtime printed of itself (schedtrace, inittrace) in numbers that a reader can use. */
import type { InitCost, RuntimeFacts, SchedulerSamples } from "../model/findings-document.ts";
import type { ParsedRun } from "../model/parsed-run.ts";
import { schedulerFacts } from "../util/scheduler-samples.ts";

const INITS_MAX = 10;
const SCHEDULERS_MAX = 20;

/** Undefined where nothing was printed: nobody asked for it. */
export function runtimeFactsOf(run: ParsedRun): RuntimeFacts | undefined {
  const inits = initCosts(run);
  const schedulers = samplesOf(run);
  if (inits.length === 0 && schedulers.length === 0) return undefined;
  return {
    inits: inits.slice(0, INITS_MAX),
    initPackages: inits.length,
    schedulers: schedulers.slice(0, SCHEDULERS_MAX),
  };
}

function initCosts({ initTraces = [] }: ParsedRun): InitCost[] {
  const costs = new Map<string, InitCost>();
  for (const { lines } of initTraces) {
    for (const { package: name, atMs, clockMs, bytes, allocs } of lines) {
      const known = costs.get(name);
      const processes = (known?.processes ?? 0) + 1;
      const longer = known === undefined || clockMs > known.longestMs;
      costs.set(
        name,
        longer
          ? {
              package: name,
              processes,
              longestMs: clockMs,
              atMs,
              ...(bytes === undefined ? {} : { bytes }),
              ...(allocs === undefined ? {} : { allocs }),
            }
          : { ...known, processes },
      );
    }
  }
  return [...costs.values()].sort(
    (a, b) => b.longestMs - a.longestMs || (a.package < b.package ? -1 : 1),
  );
}

/** Those with the most goroutines waiting first. */
function samplesOf({ schedTraces = [] }: ParsedRun): SchedulerSamples[] {
  return schedTraces
    .flatMap(({ origin, lines }) => {
      const facts = schedulerFacts(lines);
      return facts === undefined ? [] : [{ package: origin.package ?? "", ...facts }];
    })
    .sort(
      (a, b) =>
        b.saturated - a.saturated ||
        b.runnableMax - a.runnableMax ||
        (a.package < b.package ? -1 : 1),
    );
}
