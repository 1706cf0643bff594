// The beginning and the end of a part of a trace that is read apart from the others. The generation before the part is
// ordered too, but only for the scheduler's state: every generation states it anew. What that cannot tell is taken for
// granted and written down, or left loose and completed by whoever joins the parts (join-parts.ts).
import type { PartPlan } from "../../model/trace-part-job.ts";
import type { KernelState, LooseEdge, TracePart } from "../../model/trace-parts.ts";
import type { EdgeChunk } from "../../model/trace.ts";
import type { Kernel } from "./kernel.ts";
import { kernelState, LOOSE_NS, loosen } from "./kernel-state.ts";

export class PartJoin {
  readonly last: boolean;
  readonly #kernel: Kernel;
  readonly #from: number;
  /** Before the part's first generation. */
  quiet: boolean;
  #began: KernelState | undefined;
  #ended: KernelState | undefined;
  #spoiled = false;
  #events = 0;
  #repaired = 0;
  #looseNs = Number.NaN;
  readonly #loose: LooseEdge[] = [];

  constructor(kernel: Kernel, plan: PartPlan) {
    this.#kernel = kernel;
    this.#from = plan.from;
    this.last = plan.last;
    this.quiet = !plan.first;
  }

  /** Whether the part begins with the generation whose first batch lies at `offset`. */
  begins(offset: number): boolean {
    return this.quiet && offset >= this.#from;
  }

  /** The part begins; `spoiled`: what led up to it was damaged. */
  begin(spoiled: boolean): void {
    const { x } = this.#kernel;
    this.quiet = false;
    this.#spoiled = spoiled;
    this.#began = kernelState(this.#kernel);
    loosen(this.#kernel);
    x.assumeReset(true);
    this.#events = x.eventCount();
    this.#repaired = x.repairedCount();
    this.#looseNs = Number(LOOSE_NS - x.origin());
  }

  /** Events and repaired events since the part began. */
  counts(): readonly [number, number] {
    const { x } = this.#kernel;
    return [x.eventCount() - this.#events, x.repairedCount() - this.#repaired];
  }

  /** Takes the edges out whose beginning others know. */
  take(edges: EdgeChunk): EdgeChunk {
    const { parkNs, wokenNs, doubt, length } = edges;
    let kept = 0;
    for (let i = 0; i < length; i++) {
      if (parkNs[i] !== this.#looseNs) {
        if (kept !== i) move(edges, i, kept);
        kept += 1;
        continue;
      }
      const woken = wokenNs[i] ?? 0;
      this.#loose.push({
        goroutine: edges.goroutine[i] ?? -1,
        wokenNs: woken === this.#looseNs ? undefined : woken,
        ranNs: edges.ranNs[i] ?? 0,
        waker: edges.waker[i] ?? -1,
        wakeStack: edges.wakeStack[i] ?? 0,
        doubt: doubt[i] ?? 0,
      });
    }
    return kept === length ? edges : { ...edges, length: kept };
  }

  /** The part is over, its last generation complete. */
  end(): void {
    this.#ended = kernelState(this.#kernel);
  }

  /** What the neighbours want to know; undefined when the part never began or never ended. */
  result(): Pick<TracePart, "began" | "ended" | "assumed" | "loose"> | undefined {
    if (this.quiet || this.#ended === undefined) return undefined;
    const { x } = this.#kernel;
    const threadsUnseen = Array.from({ length: x.unseenCount() }, (_, i) => x.unseenAt(i));
    const firstCollection = x.firstCollection();
    const broken = this.#spoiled || x.assumptionsBroken() !== 0;
    const assumed = { firstCollection, threadsUnseen, broken };
    return { began: this.#began, ended: this.#ended, assumed, loose: this.#loose };
  }
}

function move(e: EdgeChunk, from: number, to: number): void {
  for (const column of [e.goroutine, e.parkNs, e.wokenNs, e.ranNs, e.waker]) {
    column[to] = column[from] ?? 0;
  }
  for (const column of [e.reason, e.parkStack, e.wakeStack, e.doubt])
    column[to] = column[from] ?? 0;
}
