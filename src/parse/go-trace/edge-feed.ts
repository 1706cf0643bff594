// Takes the kernel's edges to the visitors: ids of a generation's tables become numbers of the whole trace.
import type { TraceGeneration, TraceVisitor } from "../../model/trace.ts";
import type { TraceInterner } from "../../model/trace-interner.ts";
import type { Kernel } from "./kernel.ts";
import type { PartJoin } from "./part-join.ts";
import type { TimeWindow } from "./read-options.ts";
import { clippedEdges } from "./window.ts";

/** Marks an edge whose generation has no end. */
const DOUBT_OPEN = 2;

export class EdgeFeed {
  readonly #kernel: Kernel;
  readonly #interner: TraceInterner;
  readonly #visitors: readonly TraceVisitor[];
  readonly #window: TimeWindow | undefined;
  readonly #join: PartJoin | undefined;

  constructor(
    kernel: Kernel,
    interner: TraceInterner,
    visitors: readonly TraceVisitor[],
    window: TimeWindow | undefined,
    join?: PartJoin,
  ) {
    this.#kernel = kernel;
    this.#interner = interner;
    this.#visitors = visitors.filter((v) => v.edges !== undefined);
    this.#window = window;
    this.#join = join;
    kernel.x.wantEdges(this.#visitors.length > 0);
  }

  /** Hands on the edges of the last step. */
  deliver(generation: TraceGeneration): void {
    if (this.#visitors.length === 0 || this.#kernel.x.edgeCount() === 0) return;
    if (this.#join?.quiet === true) return;
    const { tables } = generation;
    const edges = this.#kernel.edges(
      (id) => this.#interner.stack(tables, id),
      (id) => this.#interner.text(tables, id),
    );
    const { length, doubt } = edges;
    if (generation.open) {
      for (let i = 0; i < length; i++) doubt[i] = (doubt[i] ?? 0) | DOUBT_OPEN;
    }
    const known = this.#join === undefined ? edges : this.#join.take(edges);
    const own = clippedEdges(known, this.#window);
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
