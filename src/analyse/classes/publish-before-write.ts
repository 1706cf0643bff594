import { RACE_CLASS_DOCS } from "../../model/race-classes.ts";
import { atomicStoreBefore } from "../source/atomics.ts";
import { waitsBetween } from "../source/waiting-by-time.ts";
import type { Classification, RaceClass } from "./race-class.ts";
import type { RaceFacts, RaceSide } from "./race-facts.ts";
import { plainSymbol } from "../source/functions.ts";
import { place, sideWhere } from "./words.ts";

/** An object is handed to others before it is complete: a goroutine is started, or a flag set, too early. */
export const publishBeforeWrite: RaceClass = {
  id: "publish-before-write",
  code: "RG1010",
  docs: RACE_CLASS_DOCS.RG1010,
  classify: (facts) => afterStart(facts) ?? afterFlag(facts),
};

/** A write, in the function whose go statement (directly or in a call) started the reader, behind that statement. */
function afterStart(facts: RaceFacts): Classification | undefined {
  const found = sideWhere(facts, (side, other) => writesAfterStarting(side, other));
  if (found === undefined) return undefined;
  const { side, other } = found;
  const start = startLine(side, other);
  // What a literal of the same function captures is shared on purpose: a capture or a lock is the matter there.
  const captured = facts.common === undefined && facts.kin?.closure === true;
  if (start === undefined || facts.kin?.inLiteral === true || captured) return undefined;
  if (facts.variable !== undefined && facts.common?.first.path.length === 0) return undefined;
  // A write after a wait is a signal or a change, not the rest of a construction.
  const owner = side.function?.node;
  if (owner !== undefined && waitsBetween(owner, start, side.user?.line ?? 0)) return undefined;
  // Two functions that both change it do not publish anything to each other: there a lock is missing.
  if (facts.common !== undefined && (changes(other) || isCount(side))) return undefined;
  return {
    certainty: facts.common === undefined ? "heuristic" : "direct",
    explanation:
      `The goroutine was started at ${place(side.user?.file ?? "", start)}, ` +
      "before this write in the same function: it may run before the value is there.",
    fix: { words: "Move the write in front of the start of the goroutine." },
  };
}

function writesAfterStarting(side: RaceSide, other: RaceSide): boolean {
  const start = startLine(side, other);
  return side.operation === "write" && start !== undefined && start <= (side.user?.line ?? 0);
}

/** The line of the side's own function on the way to the creation of the other's goroutine. */
function startLine(side: RaceSide, other: RaceSide): number | undefined {
  if (side.user === undefined) return undefined;
  const writer = plainSymbol(side.user.function);
  return other.creation?.frames.find((frame) => plainSymbol(frame.function) === writer)?.line;
}

function changes(side: RaceSide): boolean {
  return side.operation === "write" || isCount(side);
}

/** `x++`, `x += n`: it reads what is there already, so it completes nothing. */
function isCount({ memory }: RaceSide): boolean {
  return memory?.via === "increment";
}

/** An atomic store to another variable stands in front of the write in the same function. */
function afterFlag(facts: RaceFacts): Classification | undefined {
  for (const [index, side] of facts.sides.entries()) {
    const { memory, function: owner } = side;
    if (facts.sides[1 - index]?.operation === "write") continue;
    if (memory?.operation !== "write" || owner === undefined || facts.common === undefined)
      continue;
    if (isCount(side)) continue;
    const flag =
      facts.source && atomicStoreBefore(facts.source.accesses(memory.file), owner, memory);
    if (flag === undefined) continue;
    return {
      certainty: "heuristic",
      explanation:
        `${flag.text} is stored atomically in line ${flag.line}, before the write: ` +
        "whoever sees it set finds the old value.",
      fix: { words: `Write ${facts.name} first and set ${flag.text} last.` },
    };
  }
  return undefined;
}
