import { indentOf, rawLine } from "../classes/words.ts";
import type { RaceFacts } from "../classes/race-facts.ts";
import type { GoFile } from "../source/go-file.ts";
import type { GoFunction } from "../source/functions.ts";
import { goStatements } from "../source/goroutines.ts";
import { callParts, descendants, within, type GoNode } from "../source/go-node.ts";
import type { WaitGroupCall } from "../source/wait-groups.ts";
import type { LineEdit } from "./line-edit.ts";

/**
 * `wg.Add(1)` out of the goroutine that it counts, before the go statement. Only where the goroutine calls it
 * exactly once whenever it is started: an Add in a branch, after a possible return, in a loop or in a function that
 * others call too would count what never says Done.
 */
export function addBeforeGo(facts: RaceFacts, add: WaitGroupCall): readonly LineEdit[] | undefined {
  const path = facts.kin?.child.user?.file;
  const start = facts.kin?.creationLine;
  const literal = add.goroutine;
  if (path === undefined || start === undefined || literal?.line !== start) return undefined;
  const file = facts.source?.file(path);
  if (file === undefined || !runsOnceAlways(file, add, literal)) return undefined;
  const goLine = rawLine(facts, path, start);
  const addLine = rawLine(facts, path, add.line);
  if (goLine === undefined || addLine?.trim() !== add.node.text) return undefined;
  return [
    { path, line: start, replacement: [`${indentOf(goLine)}${add.node.text}`, goLine] },
    { path, line: add.line, replacement: [] },
  ];
}

function runsOnceAlways(file: GoFile, add: WaitGroupCall, literal: GoFunction): boolean {
  const start = goStatements(file).find(({ by, literal: one }) => by === "go" && one === literal);
  if (start === undefined || add.function !== literal || literal.body === undefined) return false;
  const { args, operand } = callParts(add.node) ?? { args: [] };
  if (args.length !== 1 || args[0]?.type !== "int_literal" || operand === undefined) return false;
  // The go statement has its line to itself, so that the line before it runs when it does.
  const lineText = file.text.split("\n")[start.line - 1] ?? "";
  if (!lineText.trimStart().startsWith("go ")) return false;
  const statement = add.node.parent;
  const list = statement?.parent;
  if (statement?.type !== "expression_statement" || list === undefined) return false;
  if (list !== literal.body && list.parent !== literal.body) return false;
  if (mayLeaveBefore(literal.body, statement)) return false;
  return isKnownOutside(file, operand, literal);
}

const LEAVES = /^(return|goto)_statement$/;
const LEAVING_CALL = /^(panic|Goexit|Exit|Fatal\w*|FailNow|Skip\w*)$/;

function mayLeaveBefore(body: GoNode, statement: GoNode): boolean {
  return [...descendants(body)].some(
    (node) =>
      node.start < statement.start &&
      (LEAVES.test(node.type) || LEAVING_CALL.test(callParts(node)?.name ?? "")),
  );
}

/** The WaitGroup is no parameter or variable of the goroutine: its name means the same before the go statement. */
function isKnownOutside(file: GoFile, operand: GoNode, literal: GoFunction): boolean {
  const names = [...descendants(operand)].filter(({ type }) => type === "identifier");
  return names.every((name) => {
    const declaration = file.declarations.resolve(name);
    return declaration === undefined || !within(declaration.node, literal.node);
  });
}
