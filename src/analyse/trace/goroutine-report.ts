// Goroutines and groups of them by entry function and creation site, as the document of `trace goroutines` has them.
import type { TraceGoroutinesDocument } from "../../model/trace-documents.ts";
import { GO_STATES } from "../../model/trace.ts";
import type { GoroutineTimes } from "./goroutine-times.ts";
import type { CreationTree } from "./creation-tree.ts";
import { type NamedSite, namedSite } from "./site.ts";
import { spanOf, TimeSums } from "./time-sums.ts";

/** Goroutines that are listed one by one, the longest-lived; the rest are only in their groups. */
const LISTED_MAX = 10_000;

type Listed = TraceGoroutinesDocument["goroutines"][number];

interface Group {
  readonly name: string;
  readonly site: NamedSite;
  readonly sums: TimeSums;
}

export class GoroutineReport {
  /** By name and creation site. */
  readonly #groups = new Map<string, Map<string, Group>>();
  #listed: Listed[] = [];
  /** Shorter ones would be cut off again. */
  #shortestNs = 0;
  #total = 0;
  readonly #tree: CreationTree | undefined;

  /** `tree`: gets the goroutines as well. */
  constructor(tree?: CreationTree) {
    this.#tree = tree;
  }

  /** Takes a finished goroutine; `lastNs` is the end of what was read so far. */
  add(g: GoroutineTimes, lastNs: number): void {
    this.#tree?.finished(g, lastNs);
    const site = namedSite(g.createdAt);
    this.#groupOf(g.name, site).sums.add(g, lastNs);
    this.#total += 1;
    if (spanOf(g, lastNs) < this.#shortestNs) return;
    if (this.#listed.length >= 2 * LISTED_MAX) {
      this.#listed = longest(this.#listed).slice(0, LISTED_MAX);
      this.#shortestNs = this.#listed.at(-1)?.totalNs ?? 0;
    }
    this.#listed.push(listedOf(g, site, lastNs));
  }

  /** Groups by execution time, goroutines by life span, longest first; ties by name or id. */
  result(): Pick<TraceGoroutinesDocument, "groups" | "goroutines" | "goroutinesTotal" | "tree"> {
    const groups = [...this.#groups.values()]
      .flatMap((sites) => [...sites.values()])
      .sort((a, b) => b.sums.executionNs - a.sums.executionNs || (a.name < b.name ? -1 : 1))
      .map(({ name, site, sums }) => {
        const createdAt = site.site === undefined ? {} : { createdAt: site.site };
        return { name, ...createdAt, goroutines: sums.goroutines, ...sums.times() };
      });
    const goroutines = longest(this.#listed).slice(0, LISTED_MAX);
    const tree = this.#tree === undefined ? {} : { tree: this.#tree.result() };
    return { groups, goroutines, goroutinesTotal: this.#total, ...tree };
  }

  #groupOf(name: string, site: NamedSite): Group {
    let sites = this.#groups.get(name);
    if (sites === undefined) {
      sites = new Map();
      this.#groups.set(name, sites);
    }
    let group = sites.get(site.text);
    if (group === undefined) {
      group = { name, site, sums: new TimeSums() };
      sites.set(site.text, group);
    }
    return group;
  }
}

function listedOf(g: GoroutineTimes, { site }: NamedSite, lastNs: number): Listed {
  const own = new TimeSums();
  own.add(g, lastNs);
  return {
    id: g.id,
    name: g.name,
    ...(site === undefined ? {} : { createdAt: site }),
    ...(g.createdBy === undefined ? {} : { createdBy: g.createdBy }),
    startNs: g.startNs,
    ...(g.endNs === undefined ? {} : { endNs: g.endNs }),
    ended: g.endNs !== undefined,
    lastState: GO_STATES[g.state] ?? "Undetermined",
    ...own.times(),
  };
}

function longest(list: Listed[]): Listed[] {
  return list.sort((a, b) => b.totalNs - a.totalNs || a.id - b.id);
}
