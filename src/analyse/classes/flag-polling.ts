import { RACE_CLASS_DOCS } from "../../model/race-classes.ts";
import { within } from "../source/go-node.ts";
import { pollingLoops } from "../source/waiting-by-time.ts";
import type { RaceClass } from "./race-class.ts";
import type { RaceFacts, RaceSide } from "./race-facts.ts";
import { sideWhere, sideWords } from "./words.ts";

/** A loop waits for a plain variable that another goroutine will change. */
export const flagPolling: RaceClass = {
  id: "flag-polling",
  code: "RG1011",
  docs: RACE_CLASS_DOCS.RG1011,
  classify(facts) {
    const found = sideWhere(facts, (side) => polls(facts, side));
    if (found === undefined) return undefined;
    return {
      certainty: "direct",
      explanation:
        `${sideWords(found.side, facts.name)} in a loop that only waits, until ` +
        `${sideWords(found.other)}. A plain variable does not synchronise: the loop may never see the ` +
        "change, and what was written before the flag may not be visible after it.",
      fix: {
        words:
          "Close a channel (or use sync.WaitGroup, sync.Cond) instead of setting the flag, and wait for it; " +
          "where polling is wanted, make the flag an atomic.Bool.",
      },
    };
  },
};

function polls(facts: RaceFacts, side: RaceSide): boolean {
  const { memory } = side;
  if (facts.common === undefined || memory === undefined || side.operation === "write")
    return false;
  return pollingLoops(memory.file).some(({ conditions }) =>
    conditions.some((condition) => within(memory.node, condition)),
  );
}
