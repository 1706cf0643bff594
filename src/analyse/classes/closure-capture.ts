import { RACE_CLASS_DOCS } from "../../model/race-classes.ts";
import { plainSymbol } from "../source/functions.ts";
import type { RaceClass } from "./race-class.ts";
import { isLiteralOf, type RaceFacts } from "./race-facts.ts";

/** A local variable is shared by a function literal that runs as a goroutine. */
export const closureCapture: RaceClass = {
  id: "closure-capture",
  code: "RG1004",
  docs: RACE_CLASS_DOCS.RG1004,
  classify(facts) {
    const { variable } = facts;
    const certainty = bySource(facts) ? "direct" : byStacks(facts) ? "heuristic" : undefined;
    if (certainty === undefined) return undefined;
    const known = variable !== undefined && facts.common?.ambiguous !== true;
    const what = known ? `${variable.name}, declared in line ${variable.line},` : "The variable";
    return {
      certainty,
      explanation:
        `${what} belongs to the enclosing ` +
        "function and is captured by the function literal that runs as a goroutine." +
        (certainty === "heuristic" ? " (Source not available: inferred from the stacks.)" : ""),
      fix: {
        words:
          "Pass the value into the goroutine as an argument and its result back through a channel, or wait " +
          "for the goroutine before the variable is used again.",
      },
    };
  },
};

function bySource(facts: RaceFacts): boolean {
  const { variable, common, sides } = facts;
  if (variable === undefined || common === undefined || variable.kind === "package") return false;
  const pointed = common.first.path.length > 0 && common.first.path[0] !== "[]";
  if (pointed) return false; // a field of what it points to: that is shared by design
  return sides.some(
    (side) =>
      side.function?.node.type === "func_literal" && side.function.node !== variable.function,
  );
}

/** One side's function is a literal of the other's, or both are literals of the function that started them. */
function byStacks(facts: RaceFacts): boolean {
  if (facts.common !== undefined || facts.global !== undefined) return false;
  const [first = "", second = ""] = facts.sides.map((side) =>
    plainSymbol(side.user?.function ?? ""),
  );
  if (first === "" || second === "") return false;
  if (isLiteralOf(first, second) || isLiteralOf(second, first)) return true;
  const outer = /^(.*)\.func\d[\d.]*$/;
  const [one, other] = [outer.exec(first)?.[1], outer.exec(second)?.[1]];
  if (one !== undefined && one === other) return true;
  // A pointer to the captured variable was passed on: the literal is further out in the stack.
  return facts.kin?.closure === true && facts.kin.parent.user === facts.kin.parentFrame;
}
