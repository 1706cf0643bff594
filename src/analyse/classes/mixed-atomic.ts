import { RACE_CLASS_DOCS } from "../../model/race-classes.ts";
import { isMutexType } from "../source/lock-calls.ts";
import { atomicAccess } from "../patches/atomic-access.ts";
import type { Classification, RaceClass } from "./race-class.ts";
import type { RaceFacts, RaceSide } from "./race-facts.ts";
import { sideWhere, sideWords } from "./words.ts";

/** Exactly one side goes through sync/atomic: Go prints it as a plain read or write below that frame. */
export const mixedAtomic: RaceClass = {
  id: "mixed-atomic",
  code: "RG1009",
  docs: RACE_CLASS_DOCS.RG1009,
  classify(facts) {
    const found = sideWhere(facts, (side, other) => side.atomic && isPlain(other));
    if (found === undefined) return undefined;
    const { side, other } = found;
    // Locks are atomic inside: what races with one is its copy or its replacement (lock-copy).
    if (isMutexType(other.memory?.type) || usesLock(side)) return undefined;
    return {
      certainty: "proof",
      explanation:
        `${sideWords(side, facts.name)} through ${side.access.frames[0]?.function ?? "sync/atomic"}, ` +
        `but ${sideWords(other)} without it. An atomic operation protects only against other atomic ones.`,
      fix: fixOf(facts, side, other),
    };
  },
};

function isPlain(side: RaceSide): boolean {
  return side.access.frames.length > 0 && !side.atomic;
}

/** The atomic operation is one of sync.Mutex, RWMutex, Once, WaitGroup. */
export function usesLock(side: RaceSide): boolean {
  return (
    side.atomic && side.inside.some((frame) => /^(sync|internal\/sync)\.\(/.test(frame.function))
  );
}

function fixOf(facts: RaceFacts, atomic: RaceSide, plain: RaceSide): Classification["fix"] {
  const words =
    "Access it through sync/atomic everywhere, or make it an atomic.Int64, atomic.Bool or atomic.Pointer, " +
    "which cannot be used plainly.";
  return { words, edits: atomicAccess(facts, atomic, plain) };
}
