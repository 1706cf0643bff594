import { RACE_CLASS_DOCS } from "../../model/race-classes.ts";
import { parseGoSymbol } from "../../util/go-symbol.ts";
import type { RaceClass } from "./race-class.ts";
import type { RaceSide } from "./race-facts.ts";
import { sideWhere } from "./words.ts";

/** The stack runs in the initialisation of a package: `p.init`, `p.init.0`, or a variable's initialiser. */
function inInit(side: RaceSide): boolean {
  const outermost = side.access.frames.findLast(
    (frame) => !/^(runtime|main\.main$|testing)/.test(frame.function),
  );
  if (outermost === undefined) return false;
  const { names, receiver, closures } = parseGoSymbol(outermost.function);
  const first = names[0] ?? "";
  return receiver === undefined && closures.length === 0 && /^init(\.\d+)?$/.test(first);
}

/** A goroutine that initialisation starts races with initialisation, or with what comes after it. */
export const packageInit: RaceClass = {
  id: "package-init",
  code: "RG1016",
  docs: RACE_CLASS_DOCS.RG1016,
  classify(facts) {
    const found = sideWhere(facts, (side) => inInit(side));
    if (found === undefined) return undefined;
    return {
      certainty: "direct",
      explanation:
        `One side runs in package initialisation, which goes on while ` +
        "goroutines that it has started already run.",
      fix: {
        words:
          "Do not start goroutines in init; finish the variable first, and start them from main or a constructor.",
      },
    };
  },
};
