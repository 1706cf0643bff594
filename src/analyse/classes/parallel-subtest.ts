import { testKindOf } from "../../util/go-symbol.ts";
import { testBodyAround } from "../source/subtests.ts";
import type { RaceClass } from "./race-class.ts";
import type { RaceSide } from "./race-facts.ts";
import { raceWords } from "./words.ts";

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
  docs: {
    what: "Parallel tests or subtests share a variable.",
    why: "After t.Parallel() a subtest runs beside its siblings, when the parent's loop is over.",
    fix: "Give each subtest its own data: declare it inside t.Run, or copy it before.",
  },
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
      explanation: `${raceWords(facts)}. Both are ${who}, which run at the same time${where}.`,
      fix: {
        words:
          "Give each parallel test its own copy: declare the variable inside the subtest, and change shared " +
          "state only under a lock, or do not call t.Parallel.",
      },
    };
  },
};
