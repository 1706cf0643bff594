// Goroutines and groups of them by entry function and creation site, as the document of `trace goroutines` has them.
import type { TraceGoroutinesDocument } from "../../model/trace-documents.ts";
import { GO_STATES } from "../../model/trace.ts";
import type { GoroutineTimes } from "./goroutine-times.ts";
import type { CreationTree } from "./creation-tree.ts";
import { ownSite, siteText } from "./site.ts";
import { addTimes, timesOf } from "./time-sums.ts";

/** Goroutines that are listed one by one, the longest-lived; the rest are only in their groups. */
const LISTED_MAX = 10_000;

type Group = TraceGoroutinesDocument["groups"][number];
type Listed = TraceGoroutinesDocument["goroutines"][number];

export class GoroutineReport {
  readonly #groups = new Map<string, Group>();
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
    const times = timesOf(g, lastNs);
    this.#tree?.finished(g, times);
    const createdAt = ownSite(g.createdAt);
    const site = createdAt === undefined ? {} : { createdAt };
    const key = `${g.name}\0${siteText(createdAt)}`;
    const group = this.#groups.get(key);
    if (group === undefined) {
      // A copy: the sums are added to.
      this.#groups.set(key, { name: g.name, ...site, goroutines: 1, ...times });
    } else {
      group.goroutines += 1;
      addTimes(group, times);
    }
    this.#total += 1;
    if (times.totalNs < this.#shortestNs) return;
    if (this.#listed.length >= 2 * LISTED_MAX) {
      this.#listed = longest(this.#listed).slice(0, LISTED_MAX);
      this.#shortestNs = this.#listed.at(-1)?.totalNs ?? 0;
    }
    this.#listed.push({
      id: g.id,
      name: g.name,
      ...site,
      ...(g.createdBy === undefined ? {} : { createdBy: g.createdBy }),
      startNs: g.startNs,
      ...(g.endNs === undefined ? {} : { endNs: g.endNs }),
      ended: g.endNs !== undefined,
      lastState: GO_STATES[g.state] ?? "Undetermined",
      ...times,
    });
  }

  /** Groups by execution time, goroutines by life span, longest first; ties by name or id. */
  result(): Pick<TraceGoroutinesDocument, "groups" | "goroutines" | "goroutinesTotal" | "tree"> {
    const groups = [...this.#groups.values()].sort(
      (a, b) => b.executionNs - a.executionNs || (a.name < b.name ? -1 : 1),
    );
    const goroutines = longest(this.#listed).slice(0, LISTED_MAX);
    const tree = this.#tree === undefined ? {} : { tree: this.#tree.result() };
    return { groups, goroutines, goroutinesTotal: this.#total, ...tree };
  }
}

function longest(list: Listed[]): Listed[] {
  return list.sort((a, b) => b.totalNs - a.totalNs || a.id - b.id);
}
