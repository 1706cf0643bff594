import { RACE_CLASS_DOCS } from "../../model/race-classes.ts";
import type { RaceClass } from "./race-class.ts";
import type { RaceSide } from "./race-facts.ts";

/** `runtime.mapassign_faststr`, since Go 1.24 partly in `internal/runtime/maps`. */
const MAP_FRAME =
  /^runtime\.map(access|assign|delete|iter|clear|clone)|^internal\/runtime\/maps\.|^reflect\.map/;

function inMap(side: RaceSide): boolean {
  return side.inside.some((frame) => MAP_FRAME.test(frame.function));
}

/** The source shows that this line, which no map function was called from, touches no map. */
function isElsewhere(side: RaceSide): boolean {
  return (
    !inMap(side) && side.line !== undefined && side.candidates.every(({ kind }) => kind !== "map")
  );
}

/** Two goroutines in one map: the runtime's map functions stand in a stack, or the source shows the map. */
export const concurrentMap: RaceClass = {
  id: "concurrent-map",
  code: "RG1005",
  docs: RACE_CLASS_DOCS.RG1005,
  classify(facts) {
    const stacks = facts.sides.filter(inMap).length;
    const bySource = facts.common?.first.kind === "map" && facts.common.second.kind === "map";
    // One such frame may also stand for the key or the element, which the map function reads.
    const elsewhere = stacks === 1 && !bySource && facts.sides.some(isElsewhere);
    if ((stacks === 0 && !bySource) || elsewhere) return undefined;
    return {
      certainty: stacks === 2 ? "proof" : "direct",
      explanation:
        `` +
        "Both are inside the same map, and maps may not be used while another goroutine changes them; " +
        "the runtime may end the program with `fatal error: concurrent map writes`.",
      fix: {
        words: `Guard every access of ${facts.name} with one mutex, reads and len included.`,
      },
    };
  },
};
