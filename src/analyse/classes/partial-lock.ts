import type { Guard } from "../source/lock-guards.ts";
import type { HeldLock } from "../source/lock-walk.ts";
import type { Classification, LineEdit, RaceClass } from "./race-class.ts";
import type { RaceFacts, RaceSide } from "./race-facts.ts";
import { lockWords, place, raceWords, rawLine, sideWhere, sideWords } from "./words.ts";

/** A lock is held on one side only, or only for reading by a writer, or the two sides hold different ones. */
export const partialLock: RaceClass = {
  id: "partial-lock",
  code: "RG1008",
  docs: {
    what: "Some accesses hold the lock that guards the memory, others do not.",
    why: "A lock excludes only those who take it, and RLock does not exclude other readers.",
    fix: "Take the same lock around every access; a write needs Lock, not RLock.",
  },
  classify(facts) {
    const [first, second] = facts.sides;
    if (first.held === undefined || second.held === undefined) return undefined;
    return (
      underReadLock(facts) ?? oneSided(facts) ?? differentLocks(facts, first.held, second.held)
    );
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

/** RLock → Lock and RUnlock → Unlock on every line of the function that names this lock. */
function writeLock(
  facts: RaceFacts,
  side: RaceSide,
  lock: HeldLock,
): readonly LineEdit[] | undefined {
  const path = side.user?.file;
  const owner = side.function;
  if (path === undefined || owner === undefined || lock.line < owner.line) return undefined;
  const edits: LineEdit[] = [];
  for (let line = owner.line; line <= owner.endLine; line++) {
    const text = rawLine(facts, path, line) ?? "";
    const changed = text
      .replaceAll(`${lock.text}.RLock()`, `${lock.text}.Lock()`)
      .replaceAll(`${lock.text}.RUnlock()`, `${lock.text}.Unlock()`);
    if (changed !== text) edits.push({ path, line, replacement: [changed] });
  }
  return edits;
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
    fix: { words: `Take ${locks[0]?.text ?? "the lock"} around the other access too.` },
  };
}

function differentLocks(
  facts: RaceFacts,
  first: readonly HeldLock[],
  second: readonly HeldLock[],
): Classification | undefined {
  const shared = first.some(({ key }) => second.some((one) => one.key === key));
  if (shared || first.length === 0 || second.length === 0) return undefined;
  return {
    certainty: "direct",
    explanation: `${raceWords(facts)}. The first holds ${lockWords(first)}, the second ${lockWords(second)}: two locks exclude nobody.`,
    fix: { words: "Choose one of the two locks and hold it on both sides." },
  };
}

/** How the rest of the code guards this memory with the lock at hand. */
export function guardOf(facts: RaceFacts, locks: readonly HeldLock[]): Guard | undefined {
  const { common, source } = facts;
  if (common === undefined || source === undefined || common.by === "type") return undefined;
  return source.guardsOf(common.first).find(({ key }) => locks.some((lock) => lock.key === key));
}

function guardWords(guard: Guard | undefined): string {
  if (guard === undefined || guard.total < 3) return "";
  const rest = guard.unguarded.slice(0, 4).map((one) => place(one.file.path, one.line));
  const where = rest.length === 0 ? "" : `; not at ${[...new Set(rest)].join(", ")}`;
  return ` It is guarded in ${guard.guarded} of ${guard.total} places${where}.`;
}
