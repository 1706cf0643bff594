import { BLOCKING_CLASS_DOCS } from "../../model/blocking-classes.ts";
import type { Bucket } from "../leaks/buckets.ts";
import { mayBeCircle } from "../lock-words/circle.ts";
import { lockWaiters } from "../lock-words/wait-graph.ts";
import type { BlockingClass, BlockingClassification } from "./blocking-class.ts";
import type { BlockingFacts } from "./blocking-facts.ts";
import { heldBySelf, heldTwin, lockAddresses, lockCycle, mayHoldAnother } from "./lock-graph.ts";
import { bucketsWords, bucketWords, placesOf, stacksAlone } from "./words.ts";

/** AB-BA: two locks in opposite order. */
export const lockOrder: BlockingClass = {
  id: "lock-order",
  code: "RG2002",
  docs: BLOCKING_CLASS_DOCS.RG2002,
  classify(facts) {
    if (waiters(facts.locks) < 2) return undefined;
    if (facts.locks.some((one) => heldBySelf(one, facts) !== undefined)) return undefined;
    // Equal names of other objects: by their addresses nobody can be in a circle.
    if (!mayBeCircle(lockWaiters(facts))) return undefined;
    return bySource(facts) ?? byAddress(facts) ?? byStacks(facts);
  },
};

function waiters(buckets: readonly Bucket[]): number {
  return buckets.reduce((sum, { goroutines }) => sum + goroutines.length, 0);
}

function bySource(facts: BlockingFacts): BlockingClassification | undefined {
  const cycle = lockCycle(facts);
  if (cycle !== undefined) {
    const parts = cycle.map(
      ({ bucket, holds }) =>
        `${bucketWords(bucket)} while it holds ${holds.text} (line ${holds.line})`,
    );
    const each = cycle.length === 2 ? "what the other one waits for" : "what another one waits for";
    return {
      certainty: "direct",
      closed: true,
      explanation: `${parts.join("; ")}: each holds ${each}.`,
      fix: `Take ${inOneOrder(cycle.map(({ holds }) => holds.text).toReversed())} in one order everywhere.`,
      blamed: cycle.map(({ bucket }) => bucket),
    };
  }
  for (const bucket of facts.locks) {
    const twin = heldTwin(bucket, facts);
    if (twin === undefined) continue;
    const wanted = facts.wanted(bucket)?.text ?? "another one";
    return {
      certainty: "direct",
      explanation:
        `${bucketWords(bucket)} for ${wanted} while it holds ${twin.text} (line ${twin.line}), a lock of the ` +
        "same kind of object; another goroutine holds the two the other way round.",
      fix: `Order the two objects (by id or address) before ${twin.text} and ${wanted} are locked.`,
      blamed: [bucket],
    };
  }
  return undefined;
}

function byAddress(facts: BlockingFacts): BlockingClassification | undefined {
  const addresses = lockAddresses(facts.locks);
  if (addresses === undefined || addresses.size < 2) return undefined;
  // One line that wants several locks has taken others of their kind before; else a caller has to hold one.
  const alike = placesOf(facts.locks).length === 1;
  const sure = alike || facts.locks.every(mayHoldAnother);
  return {
    certainty: sure ? "direct" : "heuristic",
    explanation:
      `${bucketsWords(facts.locks)}. The dump shows ${addresses.size} different locks ` +
      `(${[...addresses].slice(0, 3).join(", ")}) that are waited for at once: ` +
      (sure
        ? "each waiter holds one that another waits for."
        : "most likely each waiter holds one that another waits for."),
  };
}

function byStacks(facts: BlockingFacts): BlockingClassification | undefined {
  const { locks } = facts;
  if (lockAddresses(locks) !== undefined) return undefined;
  if (locks.some(isOfRwMutex) && !locks.every(isOfRwMutex)) {
    return {
      certainty: "heuristic",
      explanation:
        `${bucketsWords(locks)}. These are a Mutex and an RWMutex that are waited for at once, and no other ` +
        `goroutine could hold them. ${stacksAlone(facts.source)}`,
    };
  }
  const sites = new Set(locks.map(({ site }) => `${site?.function ?? ""}:${site?.line ?? 0}`));
  if (sites.size < 2 || !locks.some(mayHoldAnother)) return undefined;
  return {
    certainty: "heuristic",
    explanation:
      `${bucketsWords(locks)}. They wait for locks at different places, and no other goroutine ` +
      `could hold them. ${stacksAlone(facts.source)}`,
  };
}

function isOfRwMutex({ wait }: Bucket): boolean {
  return wait.kind === "rlock" || wait.kind === "wlock" || wait.kind === "wlock-readers";
}

/** `a.mu, b.mu and c.mu`. */
function inOneOrder(locks: readonly string[]): string {
  return `${locks.slice(0, -1).join(", ")} and ${locks.at(-1) ?? ""}`;
}
