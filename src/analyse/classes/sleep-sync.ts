import { RACE_CLASS_DOCS } from "../../model/race-classes.ts";
import { runsConcurrently } from "../source/functions.ts";
import { sleepBefore, type Sleep } from "../source/waiting-by-time.ts";
import type { RaceClass } from "./race-class.ts";
import type { RaceFacts, RaceSide } from "./race-facts.ts";
import { place, sideWhere } from "./words.ts";

/** The starter sleeps and then uses what its goroutine has made. */
export const sleepSync: RaceClass = {
  id: "sleep-sync",
  code: "RG1012",
  docs: RACE_CLASS_DOCS.RG1012,
  classify(facts) {
    const found = sleepInParent(facts);
    if (found === undefined) return undefined;
    const { side, sleep } = found;
    const path = side.user?.file ?? "";
    return {
      certainty: "heuristic",
      explanation:
        `Between the start of the goroutine and this access stands only ` +
        `time.Sleep(${sleep.duration}) at ${place(path, sleep.line)}, which orders nothing.`,
      fix: {
        words:
          "Replace the sleep by a wait for the goroutine's end: close a channel in it and receive from " +
          "it here, or use a sync.WaitGroup.",
      },
    };
  },
};

interface Waiting {
  readonly side: RaceSide;
  readonly sleep: Sleep;
}

/** The side that slept between the start of the other's goroutine and its own access. */
function sleepInParent(facts: RaceFacts): Waiting | undefined {
  if (facts.common === undefined) return undefined;
  const found = sideWhere(facts, (side, other) => startedBefore(facts, side, other) !== undefined);
  const { side } = found ?? {};
  const memory = side?.memory;
  const sleep = memory && sleepBefore(memory.file, memory);
  const start = found && startedBefore(facts, found.side, found.other);
  if (side === undefined || sleep === undefined || start === undefined) return undefined;
  // Who sleeps and then writes waits for nobody's result.
  const waitsForResult = side.operation === "read" || found?.other.operation === "write";
  return waitsForResult && sleep.line > start ? { side, sleep } : undefined;
}

/** The line in this side's function that starts the other's goroutine: by the stacks, or a literal by the source. */
function startedBefore(facts: RaceFacts, side: RaceSide, other: RaceSide): number | undefined {
  if (facts.kin?.parent === side) return facts.kin.creationLine;
  const literal = other.function;
  const inside = literal?.parent !== undefined && literal.parent === side.function;
  return inside && runsConcurrently(literal.role) ? literal.line : undefined;
}
