import { RACE_CLASS_DOCS } from "../../model/race-classes.ts";
import type { Guard } from "../source/lock-guards.ts";
import type { HeldLock } from "../source/lock-walk.ts";
import { writeLock } from "../patches/write-lock.ts";
import type { Classification, RaceClass } from "./race-class.ts";
import type { RaceFacts, RaceSide } from "./race-facts.ts";
import { lockWords, place, sideWhere, sideWords } from "./words.ts";

/** A lock is held on one side only, or only for reading by a writer, or the two sides hold different ones. */
export const partialLock: RaceClass = {
  id: "partial-lock",
  code: "RG1008",
  docs: RACE_CLASS_DOCS.RG1008,
  classify(facts) {
    const [first, second] = facts.sides;
    if (first.held === undefined || second.held === undefined) return undefined;
    return underReadLock(facts) ?? oneSided(facts) ?? differentLocks(facts, first, second);
  },
};

/** A write under RLock. */
function underReadLock(facts: RaceFacts): Classification | undefined {
  const found = sideWhere(facts, (side, other) => {
    const read = side.held?.find(({ mode }) => mode === "rlock");
    const sameLock = other.held?.some(({ key }) => key === read?.key) ?? false;
    return side.operation === "write" && read !== undefined && sameLock;
  });
  const lock = found?.side.held?.find(({ mode }) => mode === "rlock");
  if (found === undefined || lock === undefined) return undefined;
  return {
    certainty: "direct",
    explanation:
      `${sideWords(found.side, facts.name)} under ${lock.text}.RLock, which any number of goroutines may ` +
      `hold; so ${sideWords(found.other)} at the same time.`,
    fix: {
      words: `Use ${lock.text}.Lock and Unlock around the write.`,
      edits: writeLock(facts, found.side, lock),
    },
  };
}

function oneSided(facts: RaceFacts): Classification | undefined {
  const found = sideWhere(
    facts,
    (side, other) => (side.held?.length ?? 0) > 0 && other.held?.length === 0,
  );
  if (found === undefined) return undefined;
  const { side, other } = found;
  const locks = side.held ?? [];
  const guard = guardOf(facts, locks);
  return {
    certainty: "direct",
    explanation:
      `${sideWords(side, facts.name)} holding ${lockWords(locks)}, but ${sideWords(other)} holding no lock.` +
      guardWords(guard),
    fix: { words: `Hold ${locks[0]?.text ?? "the lock"} at the other access too.` },
  };
}

function differentLocks(
  facts: RaceFacts,
  first: RaceSide,
  second: RaceSide,
): Classification | undefined {
  const [one, other] = [first.held ?? [], second.held ?? []];
  const shared = one.some(({ key }) => other.some((lock) => lock.key === key));
  if (shared || one.length === 0 || other.length === 0) return undefined;
  return {
    certainty: "direct",
    explanation:
      `${sideWords(first, facts.name)} holding ${lockWords(one)}, ${sideWords(second)} holding ` +
      `${lockWords(other)}: two different locks do not exclude each other.`,
    fix: { words: "Choose one of the two locks and hold it on both sides." },
  };
}

/** How the rest of the code guards this memory with the lock at hand. */
export function guardOf(facts: RaceFacts, locks: readonly HeldLock[]): Guard | undefined {
  const { common, source } = facts;
  if (common === undefined || source === undefined) return undefined;
  return source.guardsOf(common.first).find(({ key }) => locks.some((lock) => lock.key === key));
}

function guardWords(guard: Guard | undefined): string {
  if (guard === undefined || guard.total < 3) return "";
  const rest = guard.unguarded.slice(0, 4).map((one) => place(one.file.path, one.line));
  const where = rest.length === 0 ? "" : `; not at ${[...new Set(rest)].join(", ")}`;
  return ` It is guarded in ${guard.guarded} of ${guard.total} places${where}.`;
}
