import { RACE_CLASS_DOCS } from "../../model/race-classes.ts";
import { testKindOf } from "../../util/go-symbol.ts";
import { testBodyAround } from "../source/subtests.ts";
import type { RaceClass } from "./race-class.ts";
import type { RaceSide } from "./race-facts.ts";

/** Its goroutine is a test's own: made by t.Run, for a test function or a subtest. */
function runsATest(side: RaceSide): boolean {
  return side.creation?.frames[0]?.function === "testing.(*T).Run";
}

/** The test function around it, from the outermost named function of the test's stack. */
function testName(side: RaceSide): string | undefined {
  const names = side.symbol?.names ?? [];
  return names.find((name) => testKindOf(name) !== undefined);
}

/** Two tests' own goroutines race: only tests that called t.Parallel run at the same time. */
export const parallelSubtest: RaceClass = {
  id: "parallel-subtest",
  code: "RG1014",
  docs: RACE_CLASS_DOCS.RG1014,
  classify(facts) {
    const [first, second] = facts.sides;
    if (!runsATest(first) || !runsATest(second)) return undefined;
    const [one, other] = [testName(first), testName(second)];
    const parallel = facts.sides.map((side) => {
      const file = facts.source?.file(side.user?.file ?? "");
      const body = file && testBodyAround(file, side.function);
      return body?.parallel === true ? body.parallelLine : undefined;
    });
    const line = parallel.find((at) => at !== undefined);
    const where = line === undefined ? "" : ` (t.Parallel in line ${line})`;
    const who =
      one !== undefined && one === other ? `subtests of ${one}` : "tests that call t.Parallel";
    return {
      certainty: "direct",
      explanation: `Both are ${who}, which run at the same time${where}.`,
      fix: {
        words:
          "Give each parallel test its own copy: declare the variable inside the subtest, and change shared " +
          "state only under a lock, or do not call t.Parallel.",
      },
    };
  },
};
