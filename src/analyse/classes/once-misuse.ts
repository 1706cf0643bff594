import { RACE_CLASS_DOCS } from "../../model/race-classes.ts";
import { usesLock } from "./mixed-atomic.ts";
import type { RaceClass } from "./race-class.ts";
import type { RaceSide } from "./race-facts.ts";
import { sideWhere, sideWords } from "./words.ts";

function inOnce(side: RaceSide): boolean {
  return side.access.frames.some((frame) =>
    /^sync\.(\(\*Once\)\.(doSlow|Do)|Once(Func|Value))/.test(frame.function),
  );
}

/** One side runs inside a sync.Once, the other touches the same memory without going through it. */
export const onceMisuse: RaceClass = {
  id: "once-misuse",
  code: "RG1015",
  docs: RACE_CLASS_DOCS.RG1015,
  classify(facts) {
    const found = sideWhere(
      facts,
      (side, other) =>
        inOnce(side) && other.user !== undefined && !inOnce(other) && !usesLock(side),
    );
    if (found === undefined) return undefined;
    const { side, other } = found;
    return {
      certainty: "direct",
      explanation:
        `${sideWords(side, facts.name)} inside a sync.Once, but ${sideWords(other)} without having ` +
        "returned from that Do: the Once orders only those who call it.",
      fix: {
        words:
          "Call Do before every use and remove the check in front of it: after the first call Do costs " +
          "one atomic load. sync.OnceValue returns the value itself.",
      },
    };
  },
};
