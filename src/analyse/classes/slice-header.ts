import { RACE_CLASS_DOCS } from "../../model/race-classes.ts";
import { isSlice } from "../source/type-text.ts";
import type { RaceClass } from "./race-class.ts";
import type { RaceFacts } from "./race-facts.ts";

const SLICE_FRAME = /^runtime\.(growslice|slicecopy|makeslicecopy)/;

/** A slice variable is assigned (append) while another goroutine reads it: pointer, length and capacity tear. */
export const sliceHeader: RaceClass = {
  id: "slice-header",
  code: "RG1006",
  docs: RACE_CLASS_DOCS.RG1006,
  classify(facts) {
    const certainty = bySource(facts) ? "direct" : byStacks(facts) ? "heuristic" : undefined;
    if (certainty === undefined) return undefined;
    return {
      certainty,
      explanation:
        `A slice is a pointer, a length and a capacity that are not written at once; ` +
        "append replaces all three, and passing or returning the slice copies them.",
      fix: {
        words: `Hold one lock for every use of ${facts.name}, or collect through a channel; hand out copies, not the slice.`,
      },
    };
  },
};

function bySource(facts: RaceFacts): boolean {
  const { common, source } = facts;
  if (common === undefined || source === undefined) return false;
  const { first, second } = common;
  // Inside a library function the slice was passed along: what races there are its elements.
  if (facts.sides.some((side) => side.memory?.via === "argument" && side.inside.length > 0)) {
    return false;
  }
  if (first.kind === "element" || second.kind === "element") {
    return first.via === "append" || second.via === "append";
  }
  const type = first.type ?? second.type;
  return type !== undefined && isSlice(source.program.underlying(type, first.file));
}

/** growslice in a stack; or a value passed by a go statement while a goroutine of the same loop writes it. */
function byStacks(facts: RaceFacts): boolean {
  if (facts.common !== undefined) return false;
  if (facts.sides.some(({ inside }) => inside.some((frame) => SLICE_FRAME.test(frame.function)))) {
    return true;
  }
  const { kin } = facts;
  if (kin === undefined || kin.parent.operation !== "read") return false;
  return (
    kin.parent.user === kin.parentFrame && kin.parentFrame.line === kin.creationLine && kin.closure
  );
}
