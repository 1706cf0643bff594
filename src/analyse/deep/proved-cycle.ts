// What the locks' own events prove of a scene: goroutines that wait for each other, lock by lock.
import { shortSymbol } from "../../util/go-symbol.ts";
import { durationText } from "../../util/duration-text.ts";
import type { LockParty } from "../../model/lock-log.ts";
import type { BlockingClass, BlockingClassification } from "../blocking-classes/blocking-class.ts";
import type { BlockingFacts } from "../blocking-classes/blocking-facts.ts";
import { doubleLock } from "../blocking-classes/double-lock.ts";
import { lockOrder } from "../blocking-classes/lock-order.ts";
import { rwmutexRecursive } from "../blocking-classes/rwmutex-recursive.ts";
import { place } from "../blocking-classes/words.ts";
import type { Bucket } from "../leaks/buckets.ts";
import { lockCycles, type CycleLink, type LockCycle } from "./lock-cycle.ts";
import { callerOf } from "./callers.ts";

const LINKS_SHOWN = 4;

export interface ProvedCycle {
  readonly of: BlockingClass;
  readonly found: BlockingClassification;
}

/** Undefined where the process logged no locks, or the scene's goroutines are in no circle. */
export function provedCycle(facts: BlockingFacts): ProvedCycle | undefined {
  const { locks: log } = facts.scene.process;
  if (log === undefined) return undefined;
  for (const cycle of lockCycles(log)) {
    const goids = new Set(cycle.links.map(({ waiter }) => waiter.goid));
    const buckets = facts.scene.core.filter(({ goroutines }) =>
      goroutines.some(({ goid }) => goids.has(goid)),
    );
    if (buckets.length > 0) return provedOf(cycle, buckets, facts);
  }
  return undefined;
}

function provedOf(cycle: LockCycle, buckets: readonly Bucket[], facts: BlockingFacts): ProvedCycle {
  const of = classOf(cycle);
  // What the source adds: names, the cure, and which of them to show.
  const bySource = of.classify(facts);
  const others = cycle.links.length - LINKS_SHOWN;
  const links = cycle.links.slice(0, LINKS_SHOWN).map(linkWords);
  return {
    of,
    found: {
      certainty: cycle.proved ? "proof" : "direct",
      closed: true,
      explanation:
        `${links.join("; ")}${others > 0 ? `; and ${others} more` : ""}. ` +
        (cycle.proved
          ? "Every lock and unlock was recorded by address: this is proved."
          : "Every lock and unlock was recorded by address; one of these locks was once released by another " +
            "goroutine than the one that took it, so somebody else might still do so."),
      fix: bySource?.fix,
      blamed: bySource?.blamed ?? buckets,
    },
  };
}

function classOf({ links }: LockCycle): BlockingClass {
  const addresses = new Set(links.map(({ lock }) => lock.address));
  if (addresses.size > 1) return lockOrder;
  return links.length > 1 ? rwmutexRecursive : doubleLock;
}

const WANTS = {
  lock: "waits for",
  read: "waits to read",
  readers: "waits for the readers to leave",
} as const;
const HOLDS = {
  owner: "holds since",
  reader: "reads since",
  "next-writer": "wants to write since",
} as const;

/** `goroutine 8 waits for the Mutex 0xc0… (Move, abba.go:24), which goroutine 9 holds since +8.00 ms (Move, abba.go:21)`. */
function linkWords({ lock, waiter, holder, as }: CycleLink): string {
  const who = holder.goid === waiter.goid ? "it itself" : `goroutine ${holder.goid}`;
  return (
    `goroutine ${waiter.goid} ${WANTS[waiter.wants]} the ${lock.kind} ${lock.address}${siteWords(waiter)}, ` +
    `which ${who} ${HOLDS[as]} +${durationText(holder.sinceNs)}${siteWords(holder)}`
  );
}

function siteWords({ frames }: LockParty): string {
  const at = callerOf(frames);
  return at === undefined ? "" : ` (${shortSymbol(at.function)}, ${place(at.file, at.line)})`;
}
