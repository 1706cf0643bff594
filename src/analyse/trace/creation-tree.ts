// Who created whom: goroutines by the path of `go` statements that led to them, from those that were there before.
// A site that occurs in its own path (a goroutine that starts the next of its kind) is one node.
import type { TraceCreation, TraceTimes } from "../../model/trace-documents.ts";
import type { GoroutineTimes } from "./goroutine-times.ts";
import { addTimes, noTimes } from "./time-sums.ts";
import { ownSite, siteText } from "./site.ts";

/** Sites beyond this are not told apart: what they create counts for the node above. */
const NODES_MAX = 20_000;
const DEPTH_MAX = 64;
const NO_NODE = -1;

interface Node {
  readonly creation: TraceCreation;
  readonly parent: number;
  readonly depth: number;
  readonly key: string;
}

export class CreationTree {
  readonly #nodes: Node[] = [];
  /** By the node above and the site. */
  readonly #numbers = new Map<string, number>();
  /** Goroutine → its node; only those that live. */
  readonly #of = new WeakMap<GoroutineTimes, number>();

  /** A goroutine comes to be; `creator` is unknown for one that was there before. */
  born(g: GoroutineTimes, creator: GoroutineTimes | undefined): void {
    if (creator === undefined) return;
    this.#of.set(g, this.#node(this.#nodeOf(creator), g));
  }

  /** It ended, or the trace did. */
  finished(g: GoroutineTimes, times: TraceTimes): void {
    const node = this.#nodes[this.#nodeOf(g)];
    if (node === undefined) return;
    node.creation.goroutines += 1;
    if (node.creation.name === "") node.creation.name = g.name;
    if (g.endNs === undefined) node.creation.alive += 1;
    addTimes(node.creation, times);
  }

  /** Parents before their children, the larger families first. */
  result(): TraceCreation[] {
    const children: number[][] = this.#nodes.map(() => []);
    const roots: number[] = [];
    this.#nodes.forEach(({ parent }, n) => (children[parent] ?? roots).push(n));
    const out: TraceCreation[] = [];
    const stack = sorted(roots, this.#nodes);
    for (let n = stack.pop(); n !== undefined; n = stack.pop()) {
      const node = this.#nodes[n];
      if (node !== undefined) out.push(node.creation);
      stack.push(...sorted(children[n] ?? [], this.#nodes));
    }
    return out;
  }

  #nodeOf(g: GoroutineTimes): number {
    const known = this.#of.get(g);
    if (known !== undefined) return known;
    const node = this.#node(NO_NODE, g);
    this.#of.set(g, node);
    return node;
  }

  #node(parent: number, g: GoroutineTimes): number {
    const createdAt = ownSite(g.createdAt);
    // What was there before may create others before its first stack gives it a name.
    const name = g.name === "" && g.endNs === undefined ? `#${g.id}` : g.name;
    const key = `${name}\0${siteText(createdAt)}`;
    for (let n = parent; n !== NO_NODE; n = this.#nodes[n]?.parent ?? NO_NODE) {
      if (this.#nodes[n]?.key === key) return n;
    }
    const place = `${parent}\0${key}`;
    const known = this.#numbers.get(place);
    if (known !== undefined) return known;
    const above = this.#nodes[parent];
    const depth = above === undefined ? 0 : above.depth + 1;
    const full = this.#nodes.length >= NODES_MAX || depth > DEPTH_MAX;
    if (full && parent !== NO_NODE) return parent;
    const id = this.#nodes.length;
    const creation = {
      id,
      ...(above === undefined ? {} : { parent }),
      depth,
      name: g.name,
      ...(createdAt === undefined ? {} : { createdAt }),
      goroutines: 0,
      alive: 0,
      ...noTimes(),
    };
    this.#nodes.push({ creation, parent, depth, key });
    this.#numbers.set(place, id);
    return id;
  }
}

/** Smallest first: they are taken from the end. */
function sorted(numbers: readonly number[], nodes: readonly Node[]): number[] {
  const weight = (n: number): number => nodes[n]?.creation.goroutines ?? 0;
  return numbers.toSorted((a, b) => weight(a) - weight(b) || b - a);
}
