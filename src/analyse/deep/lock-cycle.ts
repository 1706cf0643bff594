// Goroutines that wait for each other, from the state of all locks when the trace ended.
//
// (1) A goroutine that waits for a lock waits for everybody who keeps it from it: for a Mutex, and for a reader, the
//     owner; for a writer whose turn it is, the readers.
// (2) All of them have to let go, so a circle of such waits never ends, unless a goroutine outside of it unlocks what
//     it did not lock. Go allows that: where a lock of the circle was ever passed on, the circle is no proof.
import type { LockLog, LockParty, LockWaiter, OpenLock } from "../../model/lock-log.ts";

/** One goroutine of a circle: it waits for a lock that the next one has. */
export interface CycleLink {
  readonly lock: OpenLock;
  readonly waiter: LockWaiter;
  /** The next goroutine's hold of that lock. */
  readonly holder: LockParty;
  /** The holder reads, or is a writer that waits for its turn itself. */
  readonly as: "owner" | "reader" | "next-writer";
}

export interface LockCycle {
  /** Each holder is the waiter of the next link, the last one's that of the first. */
  readonly links: readonly CycleLink[];
  readonly proved: boolean;
}

/** Longest circle that is followed. */
const DEPTH_MAX = 64;

/** Circles, each once, in the order of the locks' events. */
export function lockCycles(log: LockLog): readonly LockCycle[] {
  const edges = new Map<string, CycleLink[]>();
  for (const lock of log.open) {
    for (const waiter of lock.waiters) {
      const known = edges.get(waiter.goid);
      const links = linksOf(lock, waiter);
      if (known === undefined) edges.set(waiter.goid, links);
      else known.push(...links);
    }
  }
  const cycles: LockCycle[] = [];
  const done = new Set<string>();
  for (const start of edges.keys()) {
    const links = circleFrom(start, edges, done);
    if (links === undefined) continue;
    for (const { waiter } of links) done.add(waiter.goid);
    cycles.push({ links, proved: !log.cut && links.every(({ lock }) => !lock.passedOn) });
  }
  return cycles;
}

function linksOf(lock: OpenLock, waiter: LockWaiter): CycleLink[] {
  if (waiter.wants === "readers") {
    return lock.readers.map((holder) => ({ lock, waiter, holder, as: "reader" }));
  }
  const { owner: holder } = lock;
  if (holder === undefined) return [];
  const waits = lock.waiters.some(({ goid, wants }) => goid === holder.goid && wants === "readers");
  return [{ lock, waiter, holder, as: waits ? "next-writer" : "owner" }];
}

/** Follows waits from a goroutine until one comes again; only a circle through the goroutine itself counts. */
function circleFrom(
  start: string,
  edges: ReadonlyMap<string, readonly CycleLink[]>,
  done: ReadonlySet<string>,
): CycleLink[] | undefined {
  const seen = new Set<string>();
  const path: CycleLink[] = [];
  const follow = (goid: string): boolean => {
    if (seen.has(goid) || done.has(goid) || path.length >= DEPTH_MAX) return false;
    seen.add(goid);
    for (const link of edges.get(goid) ?? []) {
      path.push(link);
      if (link.holder.goid === start || follow(link.holder.goid)) return true;
      path.pop();
    }
    return false;
  };
  return follow(start) ? path : undefined;
}
