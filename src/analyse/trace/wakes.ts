// Who woke whom, and chains of it: a goroutine waited, its waker had itself been waiting meanwhile, and so on back.
import type { EdgeChunk, TraceVisitor } from "../../model/trace.ts";
import type { StackIndex, TextIndex, TraceInterner } from "../../model/trace-interner.ts";
import type { TraceWakeDocument } from "../../model/trace-documents.ts";
import { entryFunction, ownSite, siteText } from "./site.ts";

/** Edges kept for chains, 60 bytes each; later ones are counted in pairs only. */
const EDGES_MAX = 2_000_000;
const STACKS_MAX = 2 ** 22;
const NONE = -1;
const CHAIN_LINKS_MAX = 64;

type Pair = TraceWakeDocument["pairs"][number];
type Chain = TraceWakeDocument["chains"][number];

interface Tally {
  readonly reason: number;
  count: number;
  waitNs: number;
  waitMaxNs: number;
  latencyNs: number;
}

interface Edge {
  readonly goroutine: number;
  readonly waker: number;
  readonly parkNs: number;
  readonly wokenNs: number;
  readonly ranNs: number;
  readonly reason: number;
  readonly parkStack: number;
  readonly wakeStack: number;
  /** The waker's own wait, when it ended while this one was under way. */
  readonly before: Edge | undefined;
  /** Where the chain of waits began. */
  readonly root: Edge | undefined;
  readonly sinceNs: number;
}

export interface WakeOptions {
  /** Only chains that end in this goroutine. */
  readonly goroutine?: number;
  /** How many of the longest chains. */
  readonly chains: number;
}

export class WakeVisitor implements TraceVisitor {
  readonly #interner: TraceInterner;
  readonly #options: WakeOptions;
  readonly #pairs = new Map<number, Tally>();
  readonly #last = new Map<number, Edge>();
  readonly #best: Edge[] = [];
  #total = 0;
  #kept = 0;

  constructor(interner: TraceInterner, options: WakeOptions) {
    this.#interner = interner;
    this.#options = options;
  }

  edges(e: EdgeChunk): void {
    for (let i = 0; i < e.length; i++) {
      this.#total += 1;
      this.#tally(e, i);
      if (this.#kept < EDGES_MAX) this.#chain(e, i);
    }
  }

  #tally(e: EdgeChunk, i: number): void {
    const waker = (e.waker[i] ?? NONE) < 0 ? 0 : 1;
    const key = ((e.parkStack[i] ?? 0) * STACKS_MAX + (e.wakeStack[i] ?? 0)) * 2 + waker;
    const wait = (e.wokenNs[i] ?? 0) - (e.parkNs[i] ?? 0);
    const latency = (e.ranNs[i] ?? 0) - (e.wokenNs[i] ?? 0);
    const tally = this.#pairs.get(key);
    if (tally === undefined) {
      const reason = e.reason[i] ?? 0;
      this.#pairs.set(key, { reason, count: 1, waitNs: wait, waitMaxNs: wait, latencyNs: latency });
      return;
    }
    tally.count += 1;
    tally.waitNs += wait;
    tally.waitMaxNs = Math.max(tally.waitMaxNs, wait);
    tally.latencyNs += latency;
  }

  #chain(e: EdgeChunk, i: number): void {
    const waker = e.waker[i] ?? NONE;
    const parkNs = e.parkNs[i] ?? 0;
    const wokenNs = e.wokenNs[i] ?? 0;
    const last = waker < 0 ? undefined : this.#last.get(waker);
    // Only a waker that was itself held up while this goroutine waited carries the blame further back.
    const before =
      last !== undefined && last.ranNs > parkNs && last.ranNs <= wokenNs ? last : undefined;
    const edge: Edge = {
      goroutine: e.goroutine[i] ?? NONE,
      waker,
      parkNs,
      wokenNs,
      ranNs: e.ranNs[i] ?? 0,
      reason: e.reason[i] ?? 0,
      parkStack: e.parkStack[i] ?? 0,
      wakeStack: e.wakeStack[i] ?? 0,
      before,
      root: before === undefined ? undefined : (before.root ?? before),
      sinceNs: before === undefined ? parkNs : Math.min(parkNs, before.sinceNs),
    };
    this.#last.set(edge.goroutine, edge);
    if (before !== undefined) this.#kept += 1;
    this.#consider(edge);
  }

  /** Keeps the longest chains, one for each beginning. */
  #consider(edge: Edge): void {
    const { goroutine, chains } = this.#options;
    if (edge.before === undefined || chains === 0) return;
    if (goroutine !== undefined && goroutine !== edge.goroutine) return;
    const best = this.#best;
    const length = edge.ranNs - edge.sinceNs;
    const same = best.findIndex((b) => b.root === edge.root);
    const weakest = best.at(-1);
    if (same >= 0) best.splice(same, 1);
    else if (best.length >= chains && weakest !== undefined) {
      if (weakest.ranNs - weakest.sinceNs >= length) return;
      best.pop();
    }
    const at = best.findIndex((b) => b.ranNs - b.sinceNs < length);
    best.splice(at < 0 ? best.length : at, 0, edge);
  }

  result(): Pick<TraceWakeDocument, "wakes" | "pairs" | "chains" | "edgesKept" | "edgesTotal"> {
    return {
      wakes: this.#total,
      pairs: this.#merged(),
      chains: this.#best.map((b) => this.#links(b)),
      edgesKept: this.#kept,
      edgesTotal: this.#total,
    };
  }

  /** Pairs by code site: stacks that differ only further out are one. */
  #merged(): Pair[] {
    const merged = new Map<string, Pair>();
    for (const [key, t] of this.#pairs) {
      const byRuntime = key % 2 === 0;
      const stacks = Math.floor(key / 2);
      const parked = this.#interner.frames(Math.floor(stacks / STACKS_MAX) as StackIndex);
      const woke = this.#interner.frames((stacks % STACKS_MAX) as StackIndex);
      const wakerAt = ownSite(woke);
      const wakeeAt = ownSite(parked);
      const pair: Pair = {
        waker: byRuntime ? "runtime" : entryFunction(woke),
        ...(wakerAt === undefined ? {} : { wakerAt }),
        wakee: entryFunction(parked),
        ...(wakeeAt === undefined ? {} : { wakeeAt }),
        reason: this.#interner.string(t.reason as TextIndex),
        count: t.count,
        waitNs: t.waitNs,
        waitMaxNs: t.waitMaxNs,
        latencyNs: t.latencyNs,
      };
      const name = `${pair.waker}\0${siteText(wakerAt)}\0${pair.wakee}\0${siteText(wakeeAt)}\0${pair.reason}`;
      const known = merged.get(name);
      if (known === undefined) merged.set(name, pair);
      else {
        known.count += pair.count;
        known.waitNs += pair.waitNs;
        known.waitMaxNs = Math.max(known.waitMaxNs, pair.waitMaxNs);
        known.latencyNs += pair.latencyNs;
      }
    }
    return [...merged.values()].sort((a, b) => b.waitNs - a.waitNs || b.count - a.count);
  }

  #links(end: Edge): Chain {
    const links: Chain["links"] = [];
    for (
      let e: Edge | undefined = end;
      e !== undefined && links.length < CHAIN_LINKS_MAX;
      e = e.before
    ) {
      const parked = this.#interner.frames(e.parkStack as StackIndex);
      const at = ownSite(parked);
      const wokenAt = ownSite(this.#interner.frames(e.wakeStack as StackIndex));
      links.push({
        goroutine: e.goroutine,
        name: entryFunction(parked),
        reason: this.#interner.string(e.reason as TextIndex),
        ...(at === undefined ? {} : { at }),
        parkedNs: e.parkNs,
        wokenNs: e.wokenNs,
        ranNs: e.ranNs,
        ...(e.waker < 0 ? {} : { wokenBy: e.waker }),
        ...(wokenAt === undefined ? {} : { wokenAt }),
      });
    }
    return { waitNs: end.ranNs - end.sinceNs, links };
  }
}
