// Goroutines that wait for each other in a circle, by the locks' addresses.
import { isOtherLock, isSameLock } from "./same-lock.ts";
import type { Hold, Waiter } from "./wait-graph.ts";

/** One goroutine of a circle: what it waits for, and the next one keeps. */
export interface CircleLink {
  readonly waiter: Waiter;
  readonly holder: Waiter;
  /** Undefined where the holder is a writer that waits for its turn, which keeps readers and writers out. */
  readonly hold: Hold | undefined;
}

/** Goroutines among which a circle is looked for; longer ones are not followed. */
const WAITERS_MAX = 400;
const DEPTH_MAX = 64;

/**
 * A circle of which each link is one address, or one package-level variable; the shortest through the first goroutine
 * that is in one. Undefined where there is none.
 */
export function circleOf(waiters: readonly Waiter[]): readonly CircleLink[] | undefined {
  // Who keeps nothing from anybody is in no circle: most of a long queue.
  const some = waiters
    .filter(({ holds, goroutine }) => holds.length > 0 || goroutine.wait.kind === "wlock-readers")
    .slice(0, WAITERS_MAX);
  for (const start of some) {
    const found = shortest(start, some, linkOf);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether a circle can be: where an address is not known, one that the names allow counts. */
export function mayBeCircle(waiters: readonly Waiter[]): boolean {
  if (waiters.length > WAITERS_MAX) return true;
  return waiters.some((start) => shortest(start, waiters, possibleLink) !== undefined);
}

type LinkOf = (waiter: Waiter, holder: Waiter) => CircleLink | undefined;

/** Breadth first along who keeps what the last one waits for, back to the start. */
function shortest(
  start: Waiter,
  waiters: readonly Waiter[],
  link: LinkOf,
): readonly CircleLink[] | undefined {
  let paths: (readonly CircleLink[])[] = [[]];
  const seen = new Set<Waiter>();
  for (let depth = 0; depth < DEPTH_MAX && paths.length > 0; depth++) {
    const longer: (readonly CircleLink[])[] = [];
    for (const path of paths) {
      const last = path.at(-1)?.holder ?? start;
      for (const holder of waiters) {
        if (seen.has(holder)) continue;
        const next = link(last, holder);
        if (next === undefined) continue;
        if (holder === start) return [...path, next];
        seen.add(holder);
        longer.push([...path, next]);
      }
    }
    paths = longer;
  }
  return undefined;
}

function linkOf(waiter: Waiter, holder: Waiter): CircleLink | undefined {
  const hold = holder.holds.find((one) => keepsOut(waiter, one) && isSameLock(waiter, one));
  if (hold !== undefined) return { waiter, holder, hold };
  return isNextWriter(waiter, holder) ? { waiter, holder, hold: undefined } : undefined;
}

/** What it holds keeps such a waiter out: a reader only a writer, and a writer both. */
function keepsOut({ goroutine }: Waiter, { mode }: Hold): boolean {
  const { kind } = goroutine.wait;
  return mode === "rlock" ? kind === "wlock-readers" : kind !== "wlock-readers";
}

/** A writer that waits for readers to leave keeps out whoever comes for the same lock. */
function isNextWriter(waiter: Waiter, holder: Waiter): boolean {
  const [wants, has] = [waiter.goroutine.wait.kind, holder.goroutine.wait.kind];
  if (has !== "wlock-readers" || (wants !== "rlock" && wants !== "wlock")) return false;
  return waiter.address !== undefined && waiter.address === holder.address;
}

function possibleLink(waiter: Waiter, holder: Waiter): CircleLink | undefined {
  const sure = linkOf(waiter, holder);
  if (sure !== undefined) return sure;
  // What the source does not show it to hold, it may hold all the same.
  if (holder.holds.length === 0) return { waiter, holder, hold: undefined };
  const hold = holder.holds.find((one) => mayBeSame(waiter, one));
  return hold === undefined ? undefined : { waiter, holder, hold };
}

function mayBeSame(waiter: Waiter, hold: Hold): boolean {
  if (isOtherLock(waiter, hold)) return false;
  return waiter.call === undefined || hold.held === undefined || waiter.call.key === hold.held.key;
}
