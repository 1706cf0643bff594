import { RACE_CLASS_DOCS } from "../../model/race-classes.ts";
import { capturesOf, languageVersion, loopVariablesPerIteration } from "../source/captures.ts";
import type { Declaration } from "../source/declarations.ts";
import type { GoFile } from "../source/go-file.ts";
import { ancestors, within } from "../source/go-node.ts";
import { loopCopy, loopCopyInBody } from "../patches/loop-copy.ts";
import type { Classification, RaceClass } from "./race-class.ts";
import type { Kinship, RaceFacts } from "./race-facts.ts";
import { place } from "./words.ts";

/** A goroutine started in a loop uses the loop's variable, which the next iteration overwrites. */
export const loopVariableCapture: RaceClass = {
  id: "loop-variable-capture",
  code: "RG1001",
  docs: RACE_CLASS_DOCS.RG1001,
  classify(facts) {
    const { kin, source } = facts;
    if (kin === undefined) return inNestedLiteral(facts);
    if (source !== undefined && facts.common !== undefined) return bySource(facts, kin);
    return byStacks(facts, kin);
  },
};

function bySource(facts: RaceFacts, kin: Kinship): Classification | undefined {
  const { variable, source, common, goDirective } = facts;
  const child = kin.child.function;
  if (variable === undefined || common === undefined || child === undefined) return undefined;
  const file = common.first.file;
  const literal = file.functions.find(
    (one) =>
      one.role !== "declared" && one.line === kin.creationLine && one.node.type === "func_literal",
  );
  const owner = child.node.type === "func_literal" ? child : literal;
  if (owner === undefined || source === undefined) return undefined;
  const captured = capturesOf(file, owner, source.accesses(file), goDirective).find(
    (one) => one.declaration === variable,
  );
  if (captured === undefined) return undefined;
  if (captured.loop === "shared") {
    return {
      certainty: "direct",
      explanation:
        `${variable.name} is the variable of the loop at ` +
        `${place(file.path, variable.line)}; with the language of Go ${languageVersion(file, goDirective) ?? "before 1.22"} all ` +
        "iterations share it, so the loop overwrites it while the goroutine still reads it.",
      fix: fixOf(facts, kin, file, variable),
    };
  }
  return assignedByLoop(facts, kin, variable.name);
}

/**
 * The goroutine is started deeper down, by a literal in the loop's body (`t.Run` with a go statement in it), and the
 * other side is the loop itself.
 */
function inNestedLiteral(facts: RaceFacts): Classification | undefined {
  const { variable, common, goDirective } = facts;
  const loop = variable?.loop?.statement;
  if (variable === undefined || common === undefined || loop === undefined) return undefined;
  const { file } = common.first;
  const version = languageVersion(file, goDirective);
  if (version === undefined || loopVariablesPerIteration(version)) return undefined;
  const reader = facts.sides.find(
    ({ function: owner }) =>
      owner?.role !== "declared" && owner !== undefined && within(owner.node, loop),
  );
  const writer = facts.sides.find((side) => side !== reader && side.memory?.line === loop.line);
  if (reader === undefined || writer?.operation !== "write") return undefined;
  const { name } = variable;
  return {
    certainty: "direct",
    explanation:
      `${name} is the variable of the loop at ${place(file.path, variable.line)}; with the language of Go ` +
      `${version} all iterations share it, so the loop overwrites it while the goroutine still reads it.`,
    fix: {
      words: `Raise the go directive to 1.22 or later, or begin the loop's body with \`${name} := ${name}\`.`,
      edits: loopCopyInBody(file, variable),
    },
  };
}

/** `var v T; for _, v = range …` or `for i = 0; …; i++`: shared under every version of Go. */
function assignedByLoop(facts: RaceFacts, kin: Kinship, name: string): Classification | undefined {
  const loop = kin.parent.memory;
  if (loop?.operation !== "write" || loop.root !== facts.variable) return undefined;
  const clause = [...ancestors(loop.node)].slice(0, 3).some((node) => node.type === "for_clause");
  if (loop.via !== "range" && !clause) return undefined;
  return {
    certainty: "direct",
    explanation:
      `The loop assigns to ${name}, which is declared outside of it: ` +
      "every version of Go shares it between the iterations.",
    fix: { words: `Declare it in the loop, with := in the for clause.` },
  };
}

/** The function that starts the literal writes, in a line above the go statement, after it was started: a loop. */
function byStacks(facts: RaceFacts, kin: Kinship): Classification | undefined {
  if (facts.source?.file(kin.child.user?.file ?? "") !== undefined) return undefined;
  const { parent, parentFrame, creationLine, closure } = kin;
  const shared = facts.goDirective === undefined || !loopVariablesPerIteration(facts.goDirective);
  if (!closure || !shared || parent.operation !== "write" || parent.user !== parentFrame) {
    return undefined;
  }
  const above = parentFrame.line > 0 && parentFrame.line <= creationLine;
  if (!above || creationLine - parentFrame.line > 12) return undefined;
  return {
    certainty: "heuristic",
    explanation:
      `The write stands in line ${parentFrame.line}, above the go statement in line ` +
      `${creationLine} of the same function, yet comes after it: the two are in a loop, and the goroutine ` +
      "most likely uses the loop's variable. (Source not available: inferred from the stacks.)",
    fix: {
      words:
        "With a `go` directive below 1.22 in go.mod, copy the loop variable in front of the go statement " +
        "(`v := v`) or pass it as an argument; or raise the directive.",
    },
  };
}

function fixOf(
  facts: RaceFacts,
  kin: Kinship,
  file: GoFile,
  variable: Declaration,
): Classification["fix"] {
  const { name } = variable;
  const words =
    `Raise the go directive to 1.22 or later, or give each goroutine its own: \`${name} := ${name}\` in ` +
    "front of the go statement.";
  return { words, edits: loopCopy(facts, kin, file, variable) };
}
