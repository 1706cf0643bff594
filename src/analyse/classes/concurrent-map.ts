import { RACE_CLASS_DOCS } from "../../model/race-classes.ts";
import type { RaceClass } from "./race-class.ts";
import type { RaceSide } from "./race-facts.ts";

/** `runtime.mapassign_faststr`, since Go 1.24 partly in `internal/runtime/maps`. */
const MAP_FRAME =
  /^runtime\.map(access|assign|delete|iter|clear|clone)|^internal\/runtime\/maps\.|^reflect\.map/;

function inMap(side: RaceSide): boolean {
  return side.inside.some((frame) => MAP_FRAME.test(frame.function));
}

/** Two goroutines in one map: the runtime's map functions stand in a stack, or the source shows the map. */
export const concurrentMap: RaceClass = {
  id: "concurrent-map",
  code: "RG1005",
  docs: RACE_CLASS_DOCS.RG1005,
  classify(facts) {
    const byStack = facts.sides.some(inMap);
    const bySource = facts.common?.first.kind === "map" && facts.common.second.kind === "map";
    if (!byStack && !bySource) return undefined;
    return {
      certainty: byStack ? "proof" : "direct",
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
