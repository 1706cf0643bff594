// Contended hand-offs: where goroutines waited for locks and the like, where those that let them go did so, how long.
import type { EdgeChunk, Frame } from "../../model/trace.ts";
import type { StackIndex, TextIndex, TraceInterner } from "../../model/trace-interner.ts";
import type { TraceLocksDocument } from "../../model/trace-documents.ts";
import type { MergingVisitor, Renumbering } from "../../model/trace-parts.ts";
import { ownSite, siteText } from "./site.ts";

const STACKS_MAX = 2 ** 22;
/** Distinct goroutines counted at a site; more are reported as this many. */
const GOROUTINES_MAX = 10_000;
const LOCKS = new Set(["sync", "sync.(*Cond).Wait"]);
const CHANNELS = new Set(["chan send", "chan receive", "select"]);
/** sync.(*RWMutex).RLock → RWMutex.RLock. */
const METHOD = /^(?:internal\/)?sync\.\(\*(\w+)\)\.(\w+)$/;

type Site = TraceLocksDocument["sites"][number];

interface Tally {
  readonly reason: number;
  count: number;
  waitNs: number;
  waitMaxNs: number;
  handOffNs: number;
  readonly goroutines: Set<number>;
}

/** Pairs of stacks and what was counted for them. */
export type LockTallies = ReadonlyMap<number, Tally>;

export class LockVisitor implements MergingVisitor<LockTallies> {
  readonly #interner: TraceInterner;
  readonly #channels: boolean;
  readonly #tallies = new Map<number, Tally>();
  readonly #counts = new Map<number, boolean>();

  /** `channels`: channel operations and selects as well. */
  constructor(interner: TraceInterner, channels: boolean) {
    this.#interner = interner;
    this.#channels = channels;
  }

  edges(e: EdgeChunk): void {
    for (let i = 0; i < e.length; i++) {
      const reason = e.reason[i] ?? 0;
      if (!this.#wanted(reason)) continue;
      const key = (e.parkStack[i] ?? 0) * STACKS_MAX + (e.wakeStack[i] ?? 0);
      let t = this.#tallies.get(key);
      if (t === undefined) {
        t = { reason, count: 0, waitNs: 0, waitMaxNs: 0, handOffNs: 0, goroutines: new Set() };
        this.#tallies.set(key, t);
      }
      const wait = (e.wokenNs[i] ?? 0) - (e.parkNs[i] ?? 0);
      t.count += 1;
      t.waitNs += wait;
      t.waitMaxNs = Math.max(t.waitMaxNs, wait);
      t.handOffNs += (e.ranNs[i] ?? 0) - (e.wokenNs[i] ?? 0);
      if (t.goroutines.size < GOROUTINES_MAX) t.goroutines.add(e.goroutine[i] ?? -1);
    }
  }

  partial(): LockTallies {
    return this.#tallies;
  }

  merge(found: LockTallies, renumber: Renumbering): void {
    for (const [key, t] of found) {
      const parked = renumber.stack(Math.floor(key / STACKS_MAX));
      const own = parked * STACKS_MAX + renumber.stack(key % STACKS_MAX);
      const known = this.#tallies.get(own);
      if (known === undefined) {
        const goroutines = new Set(t.goroutines);
        this.#tallies.set(own, { ...t, reason: renumber.text(t.reason), goroutines });
        continue;
      }
      known.count += t.count;
      known.waitNs += t.waitNs;
      known.waitMaxNs = Math.max(known.waitMaxNs, t.waitMaxNs);
      known.handOffNs += t.handOffNs;
      for (const g of t.goroutines) {
        if (known.goroutines.size < GOROUTINES_MAX) known.goroutines.add(g);
      }
    }
  }

  #wanted(reason: number): boolean {
    let wanted = this.#counts.get(reason);
    if (wanted === undefined) {
      const text = this.#interner.string(reason as TextIndex);
      wanted = LOCKS.has(text) || (this.#channels && CHANNELS.has(text));
      this.#counts.set(reason, wanted);
    }
    return wanted;
  }

  result(): Site[] {
    const sites = new Map<string, { site: Site; goroutines: Set<number> }>();
    for (const [key, t] of this.#tallies) {
      const parked = this.#interner.frames(Math.floor(key / STACKS_MAX) as StackIndex);
      const waitsAt = ownSite(parked);
      const wokenAt = ownSite(this.#interner.frames((key % STACKS_MAX) as StackIndex));
      const kind = kindOf(parked, this.#interner.string(t.reason as TextIndex));
      const name = `${kind}\0${siteText(waitsAt)}\0${siteText(wokenAt)}`;
      const known = sites.get(name);
      if (known === undefined) {
        const site: Site = {
          kind,
          ...(waitsAt === undefined ? {} : { waitsAt }),
          ...(wokenAt === undefined ? {} : { wokenAt }),
          count: t.count,
          goroutines: t.goroutines.size,
          waitNs: t.waitNs,
          waitMaxNs: t.waitMaxNs,
          handOffNs: t.handOffNs,
        };
        sites.set(name, { site, goroutines: t.goroutines });
        continue;
      }
      for (const g of t.goroutines) known.goroutines.add(g);
      known.site.goroutines = known.goroutines.size;
      known.site.count += t.count;
      known.site.waitNs += t.waitNs;
      known.site.waitMaxNs = Math.max(known.site.waitMaxNs, t.waitMaxNs);
      known.site.handOffNs += t.handOffNs;
    }
    return [...sites.values()].map((s) => s.site).sort((a, b) => b.waitNs - a.waitNs);
  }
}

/** The outermost method of package sync on the stack: a Once or RWMutex waits in a Mutex of its own. */
function kindOf(frames: readonly Frame[], reason: string): string {
  let kind = reason;
  for (const f of frames) {
    const match = METHOD.exec(f.func);
    if (match !== null) kind = `${match[1] ?? ""}.${match[2] ?? ""}`;
    else if (!f.func.startsWith("runtime.") && !f.func.includes("sync.")) break;
  }
  return kind;
}
