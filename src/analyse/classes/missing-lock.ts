import { RACE_CLASS_DOCS } from "../../model/race-classes.ts";
import type { RaceClass } from "./race-class.ts";
import type { RaceFacts } from "./race-facts.ts";

/** Two goroutines share memory and no lock guards it: what is left when no other pattern fits. */
export const missingLock: RaceClass = {
  id: "missing-lock",
  code: "RG1007",
  docs: RACE_CLASS_DOCS.RG1007,
  classify(facts) {
    const [first, second] = facts.sides;
    if (first.user === undefined || second.user === undefined) return undefined;
    const known = first.held !== undefined && second.held !== undefined;
    return {
      certainty: known && facts.common !== undefined ? "direct" : "heuristic",
      explanation: lockSentence(facts, known),
      fix: { words: fixWords(facts) },
    };
  },
};

function lockSentence(facts: RaceFacts, known: boolean): string {
  if (!known) {
    return "Nothing synchronizes the two accesses. (Source not available: locks could not be checked.)";
  }
  const locks = facts.sides.flatMap(({ held }) => held ?? []);
  if (locks.length === 0) return "Neither access holds a lock, and nothing else synchronizes them.";
  return `Both hold ${locks[0]?.text ?? "a lock"}, but not the same one: each instance has its own.`;
}

function fixWords(facts: RaceFacts): string {
  const owner = facts.common?.first.owner;
  const where = owner === undefined || owner.startsWith("struct") ? "beside it" : `to ${owner}`;
  return `Add a sync.Mutex ${where} and hold it at every access of ${facts.name}; for a single word, sync/atomic is enough.`;
}
