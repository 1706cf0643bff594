import { RACE_CLASS_DOCS } from "../../model/race-classes.ts";
import { testKindOf } from "../../util/go-symbol.ts";
import type { RaceClass } from "./race-class.ts";
import { UNNAMED, type RaceSide } from "./race-facts.ts";
import { sideWhere, sideWords } from "./words.ts";

/** Code of a test function itself, or of a literal inside it (t.Cleanup, defer). */
function inTestFunction(side: RaceSide): boolean {
  const { symbol, user } = side;
  if (symbol === undefined || user?.file.endsWith("_test.go") !== true) return false;
  const first = symbol.names[0] ?? "";
  return (
    symbol.receiver === undefined &&
    /^(Test|Benchmark|Fuzz|Example)/.test(first) &&
    (testKindOf(first) !== undefined || first === "TestMain")
  );
}

/** A test replaces a package-level variable while the code under test uses it. */
export const globalHook: RaceClass = {
  id: "global-hook",
  code: "RG1021",
  docs: RACE_CLASS_DOCS.RG1021,
  classify(facts) {
    if (facts.global === undefined) return undefined;
    const found = sideWhere(
      facts,
      (side, other) => side.operation === "write" && inTestFunction(side) && !inTestFunction(other),
    );
    if (found === undefined) return undefined;
    const what = facts.name === UNNAMED ? "a package-level variable" : facts.name;
    return {
      certainty: facts.global.name === undefined ? "heuristic" : "direct",
      explanation:
        `${sideWords(found.side, what)} in the test, while ${sideWords(found.other)} in a goroutine that ` +
        "the test has not waited for.",
      fix: {
        words:
          "Wait for the goroutine's end before the variable is changed or put back, or make it a field that " +
          "the test sets before it starts anything.",
      },
    };
  },
};
