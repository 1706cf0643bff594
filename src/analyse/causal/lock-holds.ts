// Who held a contended lock, at least how long, and what the holder did meanwhile.
//
// A trace shows waits and their ends, not acquisitions. What follows from them, for one lock:
// (1) A wait begins: somebody holds the lock from then on, at the latest.
// (2) A wait is ended by the goroutine that releases the lock: it was the holder until then.
// (3) Who was woken and ran on holds it from then on, unless it waits again at once: then another one got in between.
// (4) So a hold lasts at least from (1) or (3) to (2). Between a release and what the woken one does next, nothing is
//     known, and a hold that begins and ends without waiters is not seen at all.
// (5) Where (2) names another goroutine than (3) did, somebody got in between if the one of (3) waits again without
//     having released anything, or had no time to do more than spin; else the cluster holds more than one lock: counted as contradictions.
// Readers of an RWMutex hold it together: (3) is for writers only; (2) names the last reader. No reader gets in while a
// writer waits, so the last reader to leave held it since that writer began to wait, at the latest. What the writer does
// then wakes readers, who wait at other lines: that its release is not among these says nothing of another lock.
import { GO } from "../../model/trace.ts";
import type { StackIndex, TextIndex } from "../../model/trace-interner.ts";
import type { TraceSite } from "../../model/trace-documents.ts";
import type { LockCluster, LockWait } from "./lock-waits.ts";
import {
  type ActorIndex,
  NO_SEGMENT,
  NO_STACK,
  type SegmentIndex,
  type Segments,
} from "./segments.ts";

/** What the holder was doing while it held the lock. */
export interface HolderState {
  readonly state: number;
  readonly reason: TextIndex;
  readonly stack: StackIndex;
  readonly ns: number;
  /** Times. */
  readonly count: number;
}

export interface LockHold {
  readonly holder: ActorIndex;
  readonly releaser: SegmentIndex;
  readonly releasedAt: TraceSite | undefined;
  /** The holder's own wait before, where that is how it got the lock; then `fromNs` is exact. */
  readonly acquired: LockWait | undefined;
  /** A lower bound: it may have begun earlier. Equal to `toNs` where nothing is known. */
  readonly fromNs: number;
  readonly toNs: number;
  /** A reader released: others may have held it as well. */
  readonly shared: boolean;
  /** Those who waited at some time of the hold. */
  readonly waiters: readonly LockWait[];
  /** Summed over the waiters, only of the time of the hold. */
  readonly blockedNs: number;
  /** Others who still waited when one was woken. */
  readonly queued: number;
}

export interface Convoy {
  /** Hand-offs in a row at which others still waited. */
  readonly handOffs: number;
  readonly fromNs: number;
  readonly toNs: number;
}

export interface ClusterHolds {
  readonly holds: readonly LockHold[];
  readonly contradictions: number;
  readonly futileWakes: number;
  /** The longest time in which the lock was never free of waiters. */
  readonly convoy: Convoy | undefined;
}

interface Moment {
  readonly ns: number;
  readonly what: "park" | "woken" | "ran";
  readonly wait: LockWait;
}

/** Who was woken may spin for so long, on a busy machine, while another one has got in between. */
const SPIN_MAX_NS = 200_000;
/** Waiters of one hold that are listed; all are counted in its times. */
const WAITERS_MAX = 1_000;
/** Fewer hand-offs in a row than this are a queue, no convoy. */
const CONVOY_MIN = 3;

/** Follows one cluster as if it were one lock. */
export function holdsOf(segments: Segments, cluster: LockCluster): ClusterHolds {
  const follower = new Follower(segments);
  for (const moment of momentsOf(cluster)) follower.take(moment);
  return {
    holds: follower.holds,
    contradictions: follower.contradictions,
    futileWakes: cluster.waits.filter((w) => w.futile).length,
    convoy: convoyOf(follower.holds),
  };
}

function momentsOf({ waits }: LockCluster): Moment[] {
  const moments: Moment[] = [];
  for (const wait of waits) {
    moments.push({ ns: wait.parkNs, what: "park", wait });
    if (wait.wokenNs !== undefined) moments.push({ ns: wait.wokenNs, what: "woken", wait });
    if (wait.ranNs !== undefined) moments.push({ ns: wait.ranNs, what: "ran", wait });
  }
  return moments.sort((a, b) => a.ns - b.ns);
}

class Follower {
  readonly holds: LockHold[] = [];
  contradictions = 0;
  readonly #segments: Segments;
  readonly #queue = new Set<LockWait>();
  #sinceNs: number | undefined;
  /** Who ran on with the lock after its wait. */
  #owner: LockWait | undefined;
  /** The last time that somebody's wait was ended by this goroutine. */
  readonly #released = new Map<ActorIndex, number>();
  /** Woken, and not seen to run yet. */
  #pending: LockWait | undefined;

  constructor(segments: Segments) {
    this.#segments = segments;
  }

  take({ ns, what, wait }: Moment): void {
    if (what === "park") {
      // Who waits for a lock does not hold it: what it seemed to get, another one got.
      if (this.#owner?.again === wait && this.#barged(this.#owner)) {
        this.#owner = undefined;
        this.#sinceNs = ns;
      }
      this.#queue.add(wait);
      if (this.#pending === undefined) this.#sinceNs ??= ns;
    } else if (what === "woken") this.#woken(wait, ns);
    else this.#ran(wait, ns);
  }

  #ran(wait: LockWait, ns: number): void {
    if (this.#pending !== wait) return;
    this.#pending = undefined;
    if (wait.futile || wait.reads) return;
    this.#owner = wait;
    this.#sinceNs = ns;
  }

  #woken(wait: LockWait, ns: number): void {
    this.#queue.delete(wait);
    const { releaser } = wait;
    if (releaser === NO_SEGMENT) return;
    const holder = this.#segments.actorOf(releaser);
    const last = this.holds.at(-1);
    // One Unlock wakes all readers, and then a writer.
    if (last?.releaser === releaser && this.#sinceNs === undefined && wait.kind === "RWMutex") {
      return;
    }
    let sinceNs = this.#sinceNs;
    let acquired = this.#owner;
    if (wait.releasedByReader) {
      sinceNs = wait.parkNs;
      acquired = undefined;
    } else if (acquired !== undefined && acquired.actor !== holder) {
      const spins = ns - (acquired.ranNs ?? 0) <= SPIN_MAX_NS;
      if (!spins && !this.#barged(acquired)) this.contradictions += 1;
      sinceNs = undefined;
      acquired = undefined;
    }
    this.#released.set(holder, ns);
    const fromNs = Math.max(sinceNs ?? ns, this.#bornNs(holder));
    const waiters = [wait, ...this.#queue];
    const blockedNs = waiters.reduce((sum, w) => sum + ns - Math.max(w.parkNs, fromNs), 0);
    this.holds.push({
      holder,
      releaser,
      releasedAt: wait.releasedAt,
      acquired,
      fromNs,
      toNs: ns,
      shared: wait.releasedByReader,
      waiters: waiters.slice(0, WAITERS_MAX),
      blockedNs,
      queued: this.#queue.size,
    });
    this.#pending = wait;
    this.#owner = undefined;
    this.#sinceNs = undefined;
  }

  /** It waited again in the same call, and nobody heard of a release by it. */
  #barged(wait: LockWait): boolean {
    const released = this.#released.get(wait.actor);
    const barged =
      wait.again !== undefined && (released === undefined || released < (wait.ranNs ?? 0));
    if (barged) wait.futile = true;
    return barged;
  }

  /** Nobody holds a lock before it was there. */
  #bornNs(actor: ActorIndex): number {
    return this.#segments.actors[actor]?.startNs ?? 0;
  }
}

function convoyOf(holds: readonly LockHold[]): Convoy | undefined {
  let best: Convoy | undefined;
  let run: { handOffs: number; fromNs: number } | undefined;
  for (const hold of holds) {
    run ??= { handOffs: 0, fromNs: hold.fromNs };
    run.handOffs += 1;
    if (run.handOffs >= CONVOY_MIN && run.handOffs > (best?.handOffs ?? 0)) {
      best = { ...run, toNs: hold.toNs };
    }
    if (hold.queued === 0) run = undefined;
  }
  return best;
}

/** The holder's own states from `fromNs` to `toNs`, the longest first; they add up to the hold. */
export function holderStates(segments: Segments, hold: LockHold): HolderState[] {
  return statesBetween(segments, hold.releaser, hold.fromNs, hold.toNs);
}

/** What the goroutine of `row` did between the two times, looking back from `row`; the longest first. */
export function statesBetween(
  segments: Segments,
  row: SegmentIndex,
  sinceNs: number,
  untilNs: number,
): HolderState[] {
  const sums = new Map<
    string,
    { state: Omit<HolderState, "ns" | "count">; ns: number; n: number }
  >();
  let at = segments.before(row, untilNs);
  let toNs = untilNs;
  while (at !== NO_SEGMENT && toNs > sinceNs) {
    const fromNs = Math.max(sinceNs, segments.startOf(at));
    const state = segments.stateOf(at);
    const reason = segments.reasonOf(at);
    // Where it ran is where it stopped running, which says little; where it waits says why.
    const stack = state === GO.waiting || state === GO.syscall ? segments.stackOf(at) : NO_STACK;
    const key = `${state},${reason},${stack}`;
    const known = sums.get(key) ?? { state: { state, reason, stack }, ns: 0, n: 0 };
    known.ns += toNs - fromNs;
    known.n += 1;
    sums.set(key, known);
    toNs = fromNs;
    at = segments.previousOf(at);
  }
  return [...sums.values()]
    .map(({ state, ns, n }) => ({ ...state, ns, count: n }))
    .sort((a, b) => b.ns - a.ns);
}
