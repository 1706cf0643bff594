import { BLOCKING_CLASS_DOCS } from "../../model/blocking-classes.ts";
import type { Bucket } from "../leaks/buckets.ts";
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
    return bySource(facts) ?? byAddress(facts) ?? byStacks(facts);
  },
};

function waiters(buckets: readonly Bucket[]): number {
  return buckets.reduce((sum, { goroutines }) => sum + goroutines.length, 0);
}

function bySource(facts: BlockingFacts): BlockingClassification | undefined {
  const cycle = lockCycle(facts);
  if (cycle !== undefined) {
    const { first, second, firstHolds, secondHolds } = cycle;
    return {
      certainty: "direct",
      closed: true,
      explanation:
        `${bucketWords(first)} while it holds ${firstHolds.text} (line ${firstHolds.line}); ` +
        `${bucketWords(second)} while it holds ${secondHolds.text} (line ${secondHolds.line}): each holds ` +
        "what the other one waits for.",
      fix: `Take ${secondHolds.text} and ${firstHolds.text} in one order in both places.`,
      blamed: [first, second],
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
  const sites = new Set(locks.map(({ site }) => `${site?.function ?? ""}:${site?.line ?? 0}`));
  if (sites.size < 2 || !locks.some(mayHoldAnother)) return undefined;
  return {
    certainty: "heuristic",
    explanation:
      `${bucketsWords(locks)}. They wait for locks at different places, and nobody else is there who could ` +
      `hold them. ${stacksAlone(facts.source)}`,
  };
}
