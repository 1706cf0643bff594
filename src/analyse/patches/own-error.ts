import type { RaceFacts } from "../classes/race-facts.ts";
import {
  childOf,
  expressionsOf,
  functionNodeAround,
  within,
  type GoNode,
} from "../source/go-node.ts";
import type { GoFile } from "../source/go-file.ts";
import { lineEdits, type LineEdit } from "./line-edit.ts";
import { isUnreadOutside } from "./variable-uses.ts";

/**
 * `err = f()` → `err := f()` in the goroutine, where that makes every use of the name in its literal the new
 * variable: the assignment is the first use, and all others stand in its scope. Not where anything outside may read
 * what the goroutine assigned: there the error would be lost without a word.
 */
export function ownError({ variable, sides }: RaceFacts): readonly LineEdit[] | undefined {
  const memory = sides.find(
    ({ operation, function: owner }) =>
      operation === "write" && owner !== undefined && owner.node !== variable?.function,
  )?.memory;
  if (variable === undefined || memory?.operation !== "write") return undefined;
  const { file } = memory;
  const literal = functionNodeAround(memory.node);
  if (literal?.type !== "func_literal" || within(variable.node, literal)) return undefined;
  if (!isUnreadOutside(file, variable, literal)) return undefined;
  const uses = file.declarations.usesOf(variable).filter((node) => within(node, literal));
  const [first] = uses.toSorted((a, b) => a.start - b.start);
  const statement = first && assignmentTo(first);
  const scope = statement?.parent;
  if (first === undefined || statement === undefined || scope === undefined) return undefined;
  if (!uses.every((use) => within(use, scope))) return undefined;
  // On the right side, or in a literal there, the name would still mean the outer variable.
  if (uses.filter((use) => within(use, statement)).length !== 1) return undefined;
  if (!othersAreOfScope(file, statement, first, scope)) return undefined;
  const operator = childOf(statement, "operator");
  if (operator?.text !== "=") return undefined;
  return lineEdits(file, [{ start: operator.start, end: operator.end, text: ":=" }]);
}

/** The assignment statement on whose left side the name stands by itself. */
function assignmentTo(name: GoNode): GoNode | undefined {
  const list = name.parent;
  if (list?.type !== "expression_list" || list.field !== "left") return undefined;
  return list.parent?.type === "assignment_statement" ? list.parent : undefined;
}

/** `n, err = f()`: := takes up an n of the same scope, and would hide one of another. */
function othersAreOfScope(file: GoFile, statement: GoNode, name: GoNode, scope: GoNode): boolean {
  return expressionsOf(childOf(statement, "left")).every((one) => {
    if (one === name || one.text === "_") return true;
    const known = one.type === "identifier" ? file.declarations.resolve(one) : undefined;
    return known !== undefined && within(known.node, scope) && sameList(known.node, scope);
  });
}

/** The declaration stands in that list of statements itself, not in a block below it. */
function sameList(declared: GoNode, scope: GoNode): boolean {
  let node: GoNode | undefined = declared;
  while (node !== undefined && node.parent !== scope) {
    if (node.type === "block" || node.type === "func_literal") return false;
    node = node.parent;
  }
  return node !== undefined;
}
