import { RACE_CLASS_DOCS } from "../../model/race-classes.ts";
import { isErrorLike } from "../source/captures.ts";
import { ownError } from "../patches/own-error.ts";
import type { RaceClass } from "./race-class.ts";
import { isLiteralOf, type RaceFacts, type RaceSide } from "./race-facts.ts";
import { plainSymbol } from "../source/functions.ts";
import type { RaceReport } from "../../model/race-report.ts";

/** A goroutine assigns to the err of the function around it. */
export const errCapture: RaceClass = {
  id: "err-capture",
  code: "RG1002",
  docs: RACE_CLASS_DOCS.RG1002,
  classify(facts) {
    const { variable } = facts;
    if (variable === undefined) return byStacks(facts);
    if (!isErrorLike(variable) || variable.kind === "package") return undefined;
    const captured = facts.sides.some(
      (side) => side.function !== undefined && side.function.node !== variable.function,
    );
    if (!captured) return undefined;
    return {
      certainty: "direct",
      explanation:
        `${variable.name} belongs to the function around the goroutine ` +
        `(declared in line ${variable.line}), and both assign their results to it.`,
      fix: {
        words:
          `Use a variable of its own in the goroutine (\`${variable.name} :=\`), and give the error back ` +
          "through a channel or golang.org/x/sync/errgroup.",
        edits: ownError(facts),
      },
    };
  },
};

/** Without source: the contents of an error are raced on, here or in another report of the same two functions. */
function byStacks(facts: RaceFacts): ReturnType<RaceClass["classify"]> {
  if (facts.common !== undefined || facts.kin?.closure !== true) return undefined;
  const functions = facts.sides.map((side) => plainSymbol(side.user?.function ?? ""));
  const direct = facts.sides.some(touchesError);
  const related = facts.others.some(
    (report) => sharesGoroutine(report, facts) && reportTouchesError(report),
  );
  const [first = "", second = ""] = functions;
  const nested = isLiteralOf(first, second) || isLiteralOf(second, first);
  if (!direct && !(related && nested)) return undefined;
  return {
    certainty: "heuristic",
    explanation:
      `An error made on one side is used on the other, and one of the two ` +
      "functions is a literal inside the other: most likely both share one err variable. (Source not " +
      "available: inferred from the stacks.)",
    fix: {
      words: "Declare the error in the goroutine (`err :=`) and hand it back through a channel.",
    },
  };
}

const ERROR_FRAME = /^(errors\.|fmt\.Errorf$|fmt\.\(\*wrapError)/;

function touchesError(side: RaceSide): boolean {
  return side.inside.some((frame) => ERROR_FRAME.test(frame.function));
}

function reportTouchesError(report: RaceReport): boolean {
  return report.accesses.some(({ frames }) =>
    frames.some((frame) => ERROR_FRAME.test(frame.function)),
  );
}

/** The other report has one of this report's lines in its stacks. */
function sharesGoroutine(report: RaceReport, facts: RaceFacts): boolean {
  return facts.sides.some(({ user }) =>
    report.accesses.some(({ frames }) =>
      frames.some((frame) => frame.file === user?.file && frame.line === user.line),
    ),
  );
}
