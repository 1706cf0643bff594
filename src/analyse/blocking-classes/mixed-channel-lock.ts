import { BLOCKING_CLASS_DOCS } from "../../model/blocking-classes.ts";
import { familiesOf, programFrames, sitesFamily, type Bucket } from "../leaks/buckets.ts";
import { isScaffold, subjectOf } from "../leaks/scenes.ts";
import { areOtherLocks, sharedAddress } from "../lock-words/same-lock.ts";
import type { BlockingClass, BlockingClassification } from "./blocking-class.ts";
import type { BlockingFacts } from "./blocking-facts.ts";
import { bucketsWords, bucketWords, stacksAlone } from "./words.ts";

/** A channel operation under a lock that the other side needs. */
export const mixedChannelLock: BlockingClass = {
  id: "mixed-channel-lock",
  code: "RG2010",
  docs: BLOCKING_CLASS_DOCS.RG2010,
  classify: (facts) => bySource(facts) ?? byStacks(facts),
};

/** A goroutine waits for a channel (or for others) and its stack holds what another one wants. */
function bySource(facts: BlockingFacts): BlockingClassification | undefined {
  const { scene, locks } = facts;
  const waiting = [...scene.core, ...scene.joiners].filter((one) => !locks.includes(one));
  for (const holder of waiting) {
    for (const lock of locks) {
      const wanted = facts.wanted(lock);
      const held = facts
        .held(holder)
        ?.find(
          (one) =>
            one.key === wanted?.key &&
            !areOtherLocks({ waiting: lock, holding: holder, held: one }, facts),
        );
      if (wanted === undefined || held === undefined) continue;
      const address = sharedAddress({ waiting: lock, holding: holder, held }, facts);
      return {
        certainty: "direct",
        closed: scene.peers.length === 0 && isServedBy(lock, holder, facts),
        explanation:
          `${bucketWords(holder)} while it holds ${held.text} (locked at line ${held.line}); ` +
          `${bucketWords(lock)}, which is that lock${address === undefined ? "" : ` (${address} for both in the dump)`}.`,
        fix: `Unlock ${held.text} before the wait, or do not need ${wanted.text} on the other side.`,
        blamed: [holder, lock],
      };
    }
  }
  return undefined;
}

/** Whoever waits for the lock is the other side of the channel, or of the WaitGroup: nobody else will do it. */
function isServedBy(lock: Bucket, holder: Bucket, facts: BlockingFacts): boolean {
  if (holder.wait.kind === "waitgroup") return true;
  if (holder.wait.kind === "select") return false;
  const functions = new Set(
    programFrames(lock).map(({ file, line, function: symbol }) =>
      facts.source?.enclosingFunction(file, line, symbol),
    ),
  );
  const [operation] = facts.operations(holder);
  if (operation === undefined) return false;
  return facts
    .operationsOn(operation, holder)
    .some(
      (one) =>
        one.function !== undefined &&
        one.operation !== operation.operation &&
        functions.has(one.function),
    );
}

function byStacks(facts: BlockingFacts): BlockingClassification | undefined {
  const { locks, channels, source, scene } = facts;
  const others = [...channels, ...waitingInCode(facts)];
  if (locks.length === 0 || others.length === 0) return undefined;
  // Where the source shows all stacks and no lock at a channel, the channel waits for the locks' own trouble.
  if (source !== undefined && others.every((one) => facts.held(one)?.length === 0)) {
    return undefined;
  }
  const what = channels.length > 0 ? "a channel" : "others to be done";
  return {
    certainty: "heuristic",
    explanation:
      `${bucketsWords(locks)}; ${bucketsWords(others)}. Goroutines of one ${subjectOf(scene)} wait for a lock and for ` +
      `${what} in the same code: the one that waits for ${what} probably holds the lock. ` +
      stacksAlone(source),
  };
}

/**
 * WaitGroup.Wait in code of the type whose method takes the lock, not in the test itself: it may hold that lock. A
 * type's lock is seldom held by methods of others.
 */
function waitingInCode({ scene, locks, waitGroups }: BlockingFacts): readonly Bucket[] {
  return [...waitGroups, ...scene.joiners.filter(({ wait }) => wait.kind === "waitgroup")].filter(
    (one) =>
      one.site !== undefined &&
      !isScaffold(one.site.function) &&
      locks.some((lock) => sitesFamily(lock).some((family) => familiesOf(one).has(family))),
  );
}
