// Whether two names of the source are one lock or two, by the addresses of a dump.
import type { BlockingFacts, HeldOnStack } from "../blocking-classes/blocking-facts.ts";
import type { Bucket } from "../leaks/buckets.ts";
import { lockWaiters, waitersOf, type Hold, type Waiter } from "./wait-graph.ts";

export function isSameLock(waiter: Waiter, hold: Hold): boolean {
  if (waiter.variable !== undefined || hold.variable !== undefined) {
    return waiter.variable === hold.variable;
  }
  return waiter.address !== undefined && waiter.address === hold.address;
}

/** Two locks for sure: both addresses are known, and are others; or they are two variables. */
export function isOtherLock(waiter: Waiter, hold: Hold): boolean {
  if (isSameLock(waiter, hold)) return false;
  if (waiter.variable !== undefined && hold.variable !== undefined) return true;
  return hold.measured && waiter.address !== undefined && hold.address !== undefined;
}

/** What a goroutine of one bucket waits for, and what one of another holds: the locks that could be one. */
interface Pair {
  readonly waiting: Bucket;
  readonly holding: Bucket;
  readonly held: HeldOnStack;
}

/** The addresses say that nobody of the one bucket waits for what somebody of the other one holds under that name. */
export function areOtherLocks(pair: Pair, facts: BlockingFacts): boolean {
  const pairs = pairsOf(pair, facts);
  return pairs.length > 0 && pairs.every(([waiter, hold]) => isOtherLock(waiter, hold));
}

/** The lock's address, where it is the same for everybody of the two buckets. */
export function sharedAddress(pair: Pair, facts: BlockingFacts): string | undefined {
  const pairs = pairsOf(pair, facts);
  const [first] = pairs;
  const address = first?.[0].address;
  if (address === undefined || !pairs.every(([waiter, hold]) => isSameLock(waiter, hold))) {
    return undefined;
  }
  return pairs.every(([waiter]) => waiter.address === address)
    ? `0x${address.toString(16)}`
    : undefined;
}

function pairsOf(
  { waiting, holding, held }: Pair,
  facts: BlockingFacts,
): readonly (readonly [Waiter, Hold])[] {
  // A goroutine that holds what it waits for itself is asked about itself alone.
  const self = waiting === holding;
  return waitersOf(waiting, facts).flatMap((waiter) =>
    (self ? [waiter] : waitersOf(holding, facts)).flatMap((holder) => {
      const hold = holder.holds.find(
        (one) =>
          one.held?.key === held.key &&
          one.held.line === held.line &&
          one.held.depth === held.depth,
      );
      return hold === undefined ? [] : [[waiter, hold] as const];
    }),
  );
}

/**
 * The addresses that somebody waits for and nobody who waits for a lock has locked, by source and addresses: whoever
 * did is gone, or at work elsewhere. None where the holds of one of them are not known.
 */
export function unheldLocks(facts: BlockingFacts): readonly string[] {
  const waiters = lockWaiters(facts);
  const holds = waiters.flatMap((one) => one.holds);
  const known = waiters.every(({ bucket }) => facts.held(bucket) !== undefined);
  if (holds.length === 0 || !known) return [];
  const unheld = waiters.filter((waiter) => holds.every((hold) => isOtherLock(waiter, hold)));
  return [...new Set(unheld.flatMap(({ goroutine }) => goroutine.wait.address ?? []))];
}

/** Nobody who waits for a lock holds one that anybody waits for. */
export function nobodyHolds(facts: BlockingFacts): boolean {
  const waited = new Set(lockWaiters(facts).map(({ goroutine }) => goroutine.wait.address));
  const unheld = unheldLocks(facts);
  return unheld.length > 0 && unheld.length === waited.size;
}
