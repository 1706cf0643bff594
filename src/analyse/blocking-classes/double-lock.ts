import { unheldLocks } from "../lock-words/same-lock.ts";
import { subjectOf } from "../leaks/scenes.ts";
import { BLOCKING_CLASS_DOCS } from "../../model/blocking-classes.ts";
import { insideOnce, type BlockingFacts } from "./blocking-facts.ts";
import type { BlockingClass, BlockingClassification } from "./blocking-class.ts";
import { heldBySelf, lockAddresses } from "./lock-graph.ts";
import { bucketsWords, bucketWords, place, stacksAlone } from "./words.ts";

const SHOWN_MAX = 3;

/** A lock that its own holder waits for, or that nobody unlocked. */
export const doubleLock: BlockingClass = {
  id: "double-lock",
  code: "RG2001",
  docs: BLOCKING_CLASS_DOCS.RG2001,
  classify: (facts) => bySource(facts) ?? byOnce(facts) ?? byAbsence(facts),
};

function bySource(facts: BlockingFacts): BlockingClassification | undefined {
  for (const bucket of facts.locks) {
    const found = heldBySelf(bucket, facts);
    if (found === undefined) continue;
    const { held, wanted, sameObject } = found;
    const upgrade = held.mode === "rlock" && wanted.mode === "lock";
    return {
      certainty: sameObject ? "direct" : "heuristic",
      closed: sameObject,
      explanation:
        `${bucketWords(bucket)} for ${wanted.text}, which its own stack holds since line ${held.line} ` +
        `(${held.text}.${held.mode === "rlock" ? "RLock" : "Lock"}).` +
        (upgrade ? " A read lock cannot become a write lock." : ""),
      fix: upgrade
        ? `Release ${held.text}.RLock before ${wanted.text}.Lock, and check the condition again.`
        : `Call an inner method that expects ${held.text} to be held, or unlock before the call.`,
      blamed: [bucket],
    };
  }
  return undefined;
}

/** once.Do inside its own function. */
function byOnce(facts: BlockingFacts): BlockingClassification | undefined {
  const bucket = facts.locks.find((one) => one.wait.kind === "once" && insideOnce(one));
  if (bucket === undefined || facts.locks.length > 1) return undefined;
  return {
    certainty: "direct",
    closed: true,
    explanation: `${bucketWords(bucket)} inside the function that a Once.Do runs: it waits for itself.`,
    fix: "Do not call once.Do, directly or through other calls, from the function that it runs.",
  };
}

/** Lock waiters, and nobody left who could unlock. */
function byAbsence(facts: BlockingFacts): BlockingClassification | undefined {
  const { locks, scene, source } = facts;
  const [first] = locks;
  if (first === undefined) return undefined;
  const addresses = lockAddresses(locks);
  const unheld = unheldLocks(facts);
  const one = addresses !== undefined && addresses.size === 1;
  const peers = scene.peers.length;
  const where = first.site === undefined ? "it" : place(first.site.file, first.site.line);
  return {
    certainty: one && peers === 0 ? "direct" : "heuristic",
    explanation:
      `${bucketsWords(locks)}. ` +
      (one ? `All wait for one lock (${[...addresses].join("")}). ` : "") +
      `No other goroutine of the ${subjectOf(scene)} is stuck on anything else that would keep the holder from ` +
      "unlocking: " +
      (unheld.length > 0
        ? `by source and addresses no function that the waiters are in has locked ${unheld.slice(0, SHOWN_MAX).join(", ")}, ` +
          "so one that has returned left it locked."
        : "the lock is held by a waiter itself, or a path returned without Unlock.") +
      (source === undefined ? ` ${stacksAlone(facts.source)}` : ""),
    fix: `Find the path to ${where} that already holds the lock, or that left it locked; \`defer\` the Unlock.`,
  };
}
