import { RACE_CLASS_DOCS } from "../../model/race-classes.ts";
import { parseGoSymbol, shortSymbol, testKindOf } from "../../util/go-symbol.ts";
import type { Classification, RaceClass } from "./race-class.ts";
import type { RaceFacts, RaceSide } from "./race-facts.ts";
import { sideWhere, sideWords } from "./words.ts";

/** A goroutine goes on when the test that started it is over. */
export const testOutlives: RaceClass = {
  id: "test-outlives",
  code: "RG1017",
  docs: RACE_CLASS_DOCS.RG1017,
  classify: (facts) => useOfTesting(facts) ?? twoTests(facts),
};

/** t.Log, t.Error and the like, raced on by the test's own end. */
function useOfTesting(facts: RaceFacts): Classification | undefined {
  const found = sideWhere(facts, (side, other) => {
    return inTesting(side) && (inTesting(other) || other.access.frames.length === 0);
  });
  if (found === undefined) return undefined;
  const user = found.side.user === undefined ? found.other : found.side;
  return {
    certainty: "direct",
    explanation:
      `${sideWords(user, "the state of its testing.T")} while the testing package ends the test: the ` +
      "goroutine has outlived it.",
    fix: { words: "Wait for the goroutine before the test returns; do not use t after that." },
  };
}

/** The racing memory is the testing package's own: its frame is innermost. */
function inTesting(side: RaceSide): boolean {
  const top = side.access.frames.find(
    (frame) => !/^(runtime|sync|internal)\b/.test(frame.function),
  );
  return top !== undefined && parseGoSymbol(top.function).package === "testing";
}

function twoTests(facts: RaceFacts): Classification | undefined {
  const [first, second] = facts.sides;
  const [one, other] = [testOf(first), testOf(second)];
  if (one === undefined || other === undefined || one === other) return undefined;
  const found = sideWhere(facts, (side) => !isTestsOwn(side));
  if (found === undefined) return undefined; // two tests' own goroutines: both are parallel
  const starter = testOf(found.side) ?? "";
  return {
    certainty: "direct",
    explanation: `The goroutine of ${starter} is still running in ${testOf(found.other) ?? "another test"}.`,
    fix: {
      words: `End the goroutine before ${starter} returns: stop it in t.Cleanup and wait for it, or pass it t.Context().`,
    },
  };
}

function isTestsOwn(side: RaceSide): boolean {
  return side.creation?.frames[0]?.function === "testing.(*T).Run";
}

/** The test whose function stands in the stack, or in the stack that created the goroutine. */
function testOf(side: RaceSide): string | undefined {
  const frames = [...side.access.frames, ...(side.creation?.frames ?? [])];
  for (const frame of frames) {
    const { names, package: owner, receiver } = parseGoSymbol(frame.function);
    const first = names[0];
    const named = frame.file.endsWith("_test.go") && (receiver === undefined || names.length > 1);
    if (named && first !== undefined && testKindOf(first) !== undefined)
      return shortSymbol(`${owner}.${first}`);
  }
  return undefined;
}
