// Who created whom: goroutines by the path of `go` statements that led to them, from those that were there before.
// A site that occurs in its own path (a goroutine that starts the next of its kind) is one node.
import type { TraceCreation } from "../../model/trace-documents.ts";
import type { GoroutineTimes } from "./goroutine-times.ts";
import { type NamedSite, namedSite } from "./site.ts";
import { TimeSums } from "./time-sums.ts";

/** Sites beyond this are not told apart: what they create counts for the node above. */
const NODES_MAX = 20_000;
const DEPTH_MAX = 64;
const NO_NODE = -1;

interface Node {
  readonly parent: number;
  readonly depth: number;
  name: string;
  readonly site: NamedSite;
  readonly key: string;
  readonly sums: TimeSums;
  alive: number;
}

export class CreationTree {
  readonly #nodes: Node[] = [];
  /** By the node above, the name and the site. */
  readonly #numbers = new Map<number, Map<string, Map<string, number>>>();
  /** Goroutine → its node; only those that live. */
  readonly #of = new Map<GoroutineTimes, number>();

  /** A goroutine comes to be; `creator` is unknown for one that was there before. */
  born(g: GoroutineTimes, creator: GoroutineTimes | undefined): void {
    if (creator === undefined) return;
    this.#of.set(g, this.#node(this.#nodeOf(creator), g));
  }

  /** It ended, or the trace did. */
  finished(g: GoroutineTimes, lastNs: number): void {
    const node = this.#nodes[this.#nodeOf(g)];
    if (node === undefined) return;
    this.#of.delete(g);
    node.sums.add(g, lastNs);
    if (node.name === "") node.name = g.name;
    if (g.endNs === undefined) node.alive += 1;
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
      if (node !== undefined) out.push(creationOf(n, node));
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
    const site = namedSite(g.createdAt);
    // What was there before may create others before its first stack gives it a name.
    const name = g.name === "" && g.endNs === undefined ? `#${g.id}` : g.name;
    const known = this.#known(parent, name, site.text);
    if (known !== undefined) return known;
    for (let n = parent; n !== NO_NODE; n = this.#nodes[n]?.parent ?? NO_NODE) {
      const above = this.#nodes[n];
      if (above?.key === name && above.site.text === site.text) return n;
    }
    const depth = (this.#nodes[parent]?.depth ?? NO_NODE) + 1;
    const full = this.#nodes.length >= NODES_MAX || depth > DEPTH_MAX;
    if (full && parent !== NO_NODE) return parent;
    const sums = new TimeSums();
    const node = { parent, depth, name: g.name, site, key: name, sums, alive: 0 };
    const number = this.#nodes.push(node) - 1;
    this.#keep(parent, name, site.text, number);
    return number;
  }

  #known(parent: number, name: string, site: string): number | undefined {
    return this.#numbers.get(parent)?.get(name)?.get(site);
  }

  #keep(parent: number, name: string, site: string, number: number): void {
    const names = this.#numbers.get(parent) ?? new Map<string, Map<string, number>>();
    const sites = names.get(name) ?? new Map<string, number>();
    this.#numbers.set(parent, names.set(name, sites.set(site, number)));
  }
}

function creationOf(id: number, node: Node): TraceCreation {
  const { parent, depth, name, site, sums, alive } = node;
  return {
    id,
    ...(parent === NO_NODE ? {} : { parent }),
    depth,
    name,
    ...(site.site === undefined ? {} : { createdAt: site.site }),
    goroutines: sums.goroutines,
    alive,
    ...sums.times(),
  };
}

/** Smallest first: they are taken from the end. */
function sorted(numbers: readonly number[], nodes: readonly Node[]): number[] {
  const weight = (n: number): number => nodes[n]?.sums.goroutines ?? 0;
  return numbers.toSorted((a, b) => weight(a) - weight(b) || b - a);
}
