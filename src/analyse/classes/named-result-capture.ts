import { RACE_CLASS_DOCS } from "../../model/race-classes.ts";
import type { RaceClass } from "./race-class.ts";

/** A goroutine uses a named result, which every return statement of its function writes. */
export const namedResultCapture: RaceClass = {
  id: "named-result-capture",
  code: "RG1003",
  docs: RACE_CLASS_DOCS.RG1003,
  classify(facts) {
    const { variable, sides } = facts;
    if (variable?.kind !== "result") return undefined;
    const captured = sides.some(
      (side) => side.function !== undefined && side.function.node !== variable.function,
    );
    if (!captured) return undefined;
    const returned = sides.some((side) => side.memory?.via === "return");
    return {
      certainty: "direct",
      explanation:
        `${variable.name} is a named result, declared in line ${variable.line}` +
        (returned ? "; the return statement writes it although it does not name it." : "."),
      fix: {
        words: `Give the goroutine a copy (pass ${variable.name} as an argument), or use unnamed results.`,
      },
    };
  },
};
