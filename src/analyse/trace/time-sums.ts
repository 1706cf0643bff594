// Times of goroutines, added up. A trace has goroutines by the hundred thousand: adding one makes no garbage.
import type { TraceTimes } from "../../model/trace-documents.ts";
import type { GoroutineTimes } from "./goroutine-times.ts";

/** From its begin to its end, or to `lastNs`, the end of what was read. */
export function spanOf(g: GoroutineTimes, lastNs: number): number {
  return Math.max(0, (g.endNs ?? lastNs) - g.startNs);
}

export class TimeSums {
  #totalNs = 0;
  #executionNs = 0;
  #runnableNs = 0;
  #syscallNs = 0;
  #syscallBlockedNs = 0;
  #unknownNs = 0;
  readonly #blocked = new Map<string, number>();
  readonly #ranges = new Map<string, number>();
  goroutines = 0;

  add(g: GoroutineTimes, lastNs: number): void {
    this.goroutines += 1;
    this.#totalNs += spanOf(g, lastNs);
    this.#executionNs += g.executionNs;
    this.#runnableNs += g.runnableNs;
    this.#syscallNs += g.syscallNs;
    this.#syscallBlockedNs += g.syscallBlockedNs;
    this.#unknownNs += g.unknownNs;
    if (g.blocked.size > 0) addTo(this.#blocked, g.blocked);
    if (g.ranges.size > 0) addTo(this.#ranges, g.ranges);
  }

  get executionNs(): number {
    return this.#executionNs;
  }

  times(): TraceTimes {
    let blockedNs = 0;
    for (const ns of this.#blocked.values()) blockedNs += ns;
    return {
      totalNs: this.#totalNs,
      executionNs: this.#executionNs,
      runnableNs: this.#runnableNs,
      blockedNs,
      syscallNs: this.#syscallNs,
      syscallBlockedNs: this.#syscallBlockedNs,
      unknownNs: this.#unknownNs,
      blocked: Object.fromEntries(this.#blocked),
      ranges: Object.fromEntries(this.#ranges),
    };
  }
}

function addTo(sum: Map<string, number>, more: ReadonlyMap<string, number>): void {
  for (const [name, ns] of more) sum.set(name, (sum.get(name) ?? 0) + ns);
}
