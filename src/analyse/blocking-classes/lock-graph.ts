// Who holds what whom waits for, as far as source or addresses tell.
import { parseGoSymbol } from "../../util/go-symbol.ts";
import type { Bucket } from "../leaks/buckets.ts";
import { programFrames } from "../leaks/buckets.ts";
import { isScaffold } from "../leaks/scenes.ts";
import { areOtherLocks } from "../lock-words/same-lock.ts";
import type { LockCall } from "../source/lock-calls.ts";
import type { BlockingFacts, HeldOnStack } from "./blocking-facts.ts";

/** The goroutine's own stack holds the very lock that it waits for. */
export function heldBySelf(bucket: Bucket, facts: BlockingFacts): SelfHold | undefined {
  const wanted = facts.wanted(bucket);
  if (wanted === undefined) return undefined;
  const held = facts.held(bucket)?.find(
    (lock) =>
      lock.key === wanted.key &&
      // In one function equal keys of different expressions are two objects: `from.mu` and `to.mu`. What the same
      // line takes is what it waits for.
      (lock.depth > 0 || (lock.text === wanted.text && lock.line !== wanted.call.line)) &&
      !areOtherLocks({ waiting: bucket, holding: bucket, held: lock }, facts),
  );
  if (held === undefined) return undefined;
  return { held, wanted, sameObject: isSameObject(held, wanted, bucket, facts) };
}

/**
 * Equal keys are one lock if it is a package-level variable or of one function, or if every call between the two
 * is a method of the object at hand. A child of the same type (`n.left.lock()`) is another object.
 */
export function isSameObject(
  held: HeldOnStack,
  wanted: LockCall,
  bucket: Bucket,
  { source }: BlockingFacts,
): boolean {
  if (held.depth === 0 || held.key.startsWith("var ")) return true;
  const frames = programFrames(bucket);
  let root = rootOf(held.text);
  for (let depth = held.depth; depth > 0; depth--) {
    const [frame, callee] = [frames[depth], frames[depth - 1]];
    if (frame === undefined || callee === undefined) return false;
    const line = source?.line(frame.file, frame.line) ?? "";
    const method = parseGoSymbol(callee.function).name;
    const inner = source?.enclosingFunction(callee.file, callee.line, callee.function);
    if (inner?.receiver === undefined) {
      // A literal sees the variables of the function around it.
      if (inner?.parent === undefined) return false;
      continue;
    }
    if (!line.includes(`${root}.${method}(`)) return false;
    root = inner.receiver.name;
  }
  return rootOf(wanted.text) === root;
}

function rootOf(text: string): string {
  return text.split(".", 1)[0] ?? text;
}

export interface SelfHold {
  readonly held: HeldOnStack;
  readonly wanted: LockCall;
  /** Surely one lock, not two of equal kind. */
  readonly sameObject: boolean;
}

/** Locks of the same kind of object, held under another name in the same function. */
export function heldTwin(bucket: Bucket, facts: BlockingFacts): HeldOnStack | undefined {
  const wanted = facts.wanted(bucket);
  if (wanted === undefined) return undefined;
  return facts
    .held(bucket)
    ?.find(({ key, depth, text }) => key === wanted.key && depth === 0 && text !== wanted.text);
}

export interface CycleStep {
  readonly bucket: Bucket;
  /** What it holds and the step before it wants. */
  readonly holds: HeldOnStack;
}

/** Kinds of lock waiters among which a circle is looked for. */
const WAITERS_MAX = 100;

/** Goroutines of which each holds the lock that the one before it wants, and the first one that of the last. */
export function lockCycle(facts: BlockingFacts): readonly CycleStep[] | undefined {
  const waiters = facts.locks.slice(0, WAITERS_MAX);
  for (const first of waiters) {
    const found = cycleFrom(first, first, waiters, new Set(), facts);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Depth first, each waiter once: who holds what `last` wants, and so on until it is `first`. */
function cycleFrom(
  first: Bucket,
  last: Bucket,
  waiters: readonly Bucket[],
  seen: Set<Bucket>,
  facts: BlockingFacts,
): readonly CycleStep[] | undefined {
  const wanted = facts.wanted(last);
  if (wanted === undefined) return undefined;
  for (const bucket of waiters) {
    if (bucket === last || seen.has(bucket) || facts.wanted(bucket)?.key === wanted.key) continue;
    const holds = facts
      .held(bucket)
      ?.find(
        (held) =>
          held.key === wanted.key &&
          !areOtherLocks({ waiting: last, holding: bucket, held }, facts),
      );
    if (holds === undefined) continue;
    if (bucket === first) return [{ bucket, holds }];
    seen.add(bucket);
    const rest = cycleFrom(first, bucket, waiters, seen, facts);
    const [closing, ...others] = rest ?? [];
    if (closing !== undefined) return [closing, { bucket, holds }, ...others];
  }
  return undefined;
}

/** Addresses of the locks that goroutines wait for, by dump; undefined where one of them is not known. */
export function lockAddresses(buckets: readonly Bucket[]): ReadonlySet<string> | undefined {
  const addresses = new Set<string>();
  for (const { goroutines } of buckets) {
    for (const { wait } of goroutines) {
      if (wait.address === undefined) return undefined;
      addresses.add(wait.address);
    }
  }
  return addresses;
}

/**
 * The goroutine may hold another lock: it waits in a function that was called by code under test, not straight
 * from a test, a helper of one, or the go statement.
 */
export function mayHoldAnother(bucket: Bucket): boolean {
  const frames = programFrames(bucket).filter(({ function: name }) => !isScaffold(name));
  return frames.length >= 2;
}
