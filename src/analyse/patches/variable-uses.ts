import type { Declaration } from "../source/declarations.ts";
import type { GoFile } from "../source/go-file.ts";
import {
  ancestors,
  callParts,
  childOf,
  functionNodeAround,
  ownDescendants,
  within,
  type GoNode,
} from "../source/go-node.ts";

/** What a patch must know of a variable before it may move or split it. Syntax only; in doubt the answer is "no". */

/** The name stands alone on the left of `=` or `:=`: its old value is not looked at. */
export function isPureWrite(use: GoNode): boolean {
  return assignmentOf(use) !== undefined;
}

/** The assignment that gives the name, as a whole, a new value. */
function assignmentOf(use: GoNode): GoNode | undefined {
  const list = use.parent;
  if (list?.field !== "left") return undefined;
  const statement = list.parent;
  if (statement?.type === "short_var_declaration") return statement;
  if (statement?.type !== "assignment_statement") return undefined;
  return childOf(statement, "operator")?.text === "=" ? statement : undefined;
}

/** `&v`, or a use in which v's contents change: `v.n = 1`, `v[0]++`, `v++`, `v += 1`, `v = 1`. */
export function changes(use: GoNode): boolean {
  if (addressTaken(use) || isPureWrite(use)) return true;
  let place = use;
  while (place.parent !== undefined && place.field !== "index" && isPlaceOf(place.parent, place)) {
    place = place.parent;
  }
  const outer = place.parent;
  if (outer === undefined) return false;
  if (/^(inc|dec)_statement$/.test(outer.type)) return true;
  return outer.field === "left" && outer.parent?.type === "assignment_statement";
}

function isPlaceOf(outer: GoNode, inner: GoNode): boolean {
  if (outer.type === "parenthesized_expression") return true;
  return /^(selector|index)_expression$/.test(outer.type) && inner.field === "operand";
}

export function addressTaken(use: GoNode): boolean {
  const outer = use.parent;
  return outer?.type === "unary_expression" && childOf(outer, "operator")?.text === "&";
}

/**
 * Nothing outside of the literal looks at a value of the variable that the literal may have given it: the variable
 * can become the literal's own without a change of what the function does. A read outside counts as safe where the
 * function has just given the variable a value itself, on every way there and with no wait for the literal's
 * goroutine in between.
 */
export function isUnreadOutside(file: GoFile, variable: Declaration, literal: GoNode): boolean {
  if (variable.kind !== "local" && variable.kind !== "parameter") return false;
  const outside = file.declarations.usesOf(variable).filter((use) => !within(use, literal));
  // Another literal, a deferred one among them, may run at any time; so may whoever has the address.
  if (outside.some((use) => functionNodeAround(use) !== variable.function || addressTaken(use))) {
    return false;
  }
  const repeated = [...ancestors(literal)].filter(
    (loop) => loop.type === "for_statement" && !within(variable.node, loop),
  );
  const writes = outside.filter(isPureWrite);
  return outside.every((use) => {
    if (use === variable.node || isPureWrite(use)) return true;
    const loop = repeated.find((one) => within(use, one));
    const isAfter = use.start >= literal.end;
    if (!isAfter && loop === undefined) return true;
    const from = isAfter ? literal.end : (loop?.start ?? 0);
    const fresh = writes.findLast((write) => write.start >= from && decides(write, use));
    return fresh !== undefined && !waitsBetween(fresh, use);
  });
}

/** The write comes before the use on every way to it: in a statement of a list, or a header, around the use. */
function decides(write: GoNode, use: GoNode): boolean {
  const statement = assignmentOf(write);
  const around = statement?.parent;
  if (statement === undefined || around === undefined || statement.end > use.start) return false;
  const listed = around.type === "statement_list" || around.type === "block";
  const header = statement.field === "initializer";
  return (listed || header) && within(use, around);
}

const WAITS = /^(Wait|Lock|RLock|Join|Sleep|Load|Do)$/;

/** Between the two the function may have waited for another goroutine. */
function waitsBetween(from: GoNode, to: GoNode): boolean {
  const owner = functionNodeAround(from);
  if (owner === undefined) return true;
  return [...ownDescendants(owner)].some((node) => {
    if (node.start < from.start || node.start >= to.start) return false;
    if (node.type === "select_statement" || node.type === "receive_statement") return true;
    if (node.type === "unary_expression") return childOf(node, "operator")?.text === "<-";
    return WAITS.test(callParts(node)?.name ?? "");
  });
}
