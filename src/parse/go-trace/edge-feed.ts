// Takes the kernel's edges to the visitors: ids of a generation's tables become numbers of the whole trace.
import type { TraceGeneration, TraceVisitor } from "../../model/trace.ts";
import type { TraceInterner } from "../../model/trace-interner.ts";
import { CARRIED, type Kernel } from "./kernel.ts";
import type { TimeWindow } from "./read-options.ts";
import { clippedEdges } from "./window.ts";

/** Marks an edge whose generation has no end. */
const DOUBT_OPEN = 2;

export class EdgeFeed {
  readonly #kernel: Kernel;
  readonly #interner: TraceInterner;
  readonly #visitors: readonly TraceVisitor[];
  readonly #window: TimeWindow | undefined;

  constructor(
    kernel: Kernel,
    interner: TraceInterner,
    visitors: readonly TraceVisitor[],
    window: TimeWindow | undefined,
  ) {
    this.#kernel = kernel;
    this.#interner = interner;
    this.#visitors = visitors.filter((v) => v.edges !== undefined);
    this.#window = window;
    kernel.x.wantEdges(this.#visitors.length > 0);
  }

  /** Hands on the edges of the last step. */
  deliver(generation: TraceGeneration): void {
    if (this.#visitors.length === 0 || this.#kernel.x.edgeCount() === 0) return;
    const edges = this.#kernel.edges();
    const { reason, parkStack, wakeStack, doubt } = edges;
    const { tables } = generation;
    const interner = this.#interner;
    for (let i = 0; i < edges.length; i++) {
      const r = reason[i] ?? 0;
      reason[i] = r >= CARRIED ? r - CARRIED : interner.text(tables, r);
      const p = parkStack[i] ?? 0;
      parkStack[i] = p >= CARRIED ? p - CARRIED : interner.stack(tables, p);
      const w = wakeStack[i] ?? 0;
      wakeStack[i] = w >= CARRIED ? w - CARRIED : interner.stack(tables, w);
    }
    if (generation.open) {
      for (let i = 0; i < edges.length; i++) doubt[i] = (doubt[i] ?? 0) | DOUBT_OPEN;
    }
    const own = clippedEdges(edges, this.#window);
    if (own.length > 0) for (const v of this.#visitors) v.edges?.(own);
  }

  /** The generation is over: waits under way keep their stacks. */
  generationEnd(generation: TraceGeneration): void {
    if (this.#visitors.length === 0) return;
    const { tables } = generation;
    this.#kernel.carry(
      (id) => this.#interner.stack(tables, id),
      (id) => this.#interner.text(tables, id),
    );
  }
}
