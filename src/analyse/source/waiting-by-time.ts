import {
  ancestors,
  callParts,
  childOf,
  functionNodeAround,
  namedChildren,
  ownDescendants,
  statementsOf,
  type GoNode,
} from "./go-node.ts";
import type { GoFile } from "./go-file.ts";
import type { GoFunction } from "./functions.ts";
import type { MemoryAccess } from "./memory-access.ts";
import { isPackage } from "./types.ts";

/** `time.Sleep` in a function: waiting for another goroutine by time alone is no synchronisation. */
export interface Sleep {
  readonly line: number;
  readonly node: GoNode;
  readonly duration: string;
  readonly function: GoFunction | undefined;
  /** It stands in a loop. */
  readonly inLoop: boolean;
}

/** All time.Sleep calls of a file, and `<-time.After(d)` outside a select. */
export function sleeps(file: GoFile): readonly Sleep[] {
  const found: Sleep[] = [];
  for (const node of file.nodes) {
    const parts = callParts(node);
    if (parts === undefined || !isPackage(file, parts.operand, "time")) continue;
    const waits =
      parts.name === "Sleep" ||
      (parts.name === "After" &&
        node.parent?.type === "unary_expression" &&
        node.parent.parent?.type === "expression_statement");
    if (!waits) continue;
    found.push({
      line: node.line,
      node,
      duration: parts.args[0]?.text ?? "",
      function: file.functionOf(functionNodeAround(node)),
      inLoop: loopAround(node) !== undefined,
    });
  }
  return found;
}

function loopAround(node: GoNode): GoNode | undefined {
  for (const ancestor of ancestors(node)) {
    if (ancestor.type === "for_statement") return ancestor;
    if (/^(func_literal|function_declaration|method_declaration)$/.test(ancestor.type)) break;
  }
  return undefined;
}

/** The last sleep before the access in the same function, with no other synchronisation between them. */
export function sleepBefore(file: GoFile, access: MemoryAccess): Sleep | undefined {
  const owner = functionNodeAround(access.node);
  return sleeps(file).findLast(
    (sleep) =>
      sleep.function?.node === owner &&
      sleep.node.end <= access.node.start &&
      !synchronisedBetween(owner, sleep.node.end, access.node.start),
  );
}

function synchronisedBetween(owner: GoNode | undefined, from: number, to: number): boolean {
  if (owner === undefined) return false;
  for (const node of ownDescendants(owner)) {
    if (node.start < from || node.end > to) continue;
    if (node.type === "unary_expression" && childOf(node, "operator")?.text === "<-") return true;
    const name = callParts(node)?.name;
    if (name === "Wait" || name === "Lock" || name === "RLock") return true;
  }
  return false;
}

/** Does the function itself wait, by time, a channel or a Wait, between the two lines? */
export function waitsBetween(owner: GoNode, fromLine: number, toLine: number): boolean {
  for (const node of ownDescendants(owner)) {
    if (node.line <= fromLine || node.line >= toLine) continue;
    if (node.type === "unary_expression" && childOf(node, "operator")?.text === "<-") return true;
    const name = callParts(node)?.name;
    if (name === "Wait" || name === "Sleep") return true;
  }
  return false;
}

/** A loop that waits until another goroutine has changed a plain variable. */
export interface PollingLoop {
  readonly node: GoNode;
  readonly line: number;
  /** The accesses of its condition, or of the `if … { break }` in it. */
  readonly conditions: readonly GoNode[];
}

/**
 * Loops whose exit hangs on a condition while their body does nothing but wait: empty, sleeping, yielding, or
 * only leaving.
 */
export function pollingLoops(file: GoFile): readonly PollingLoop[] {
  const found: PollingLoop[] = [];
  for (const node of file.nodes) {
    if (node.type !== "for_statement") continue;
    const body = childOf(node, "body");
    const clause = namedChildren(node).find((child) => child !== body);
    if (body === undefined || clause?.type === "range_clause") continue;
    if (clause?.type === "for_clause" && childOf(clause, "update") !== undefined) continue;
    const condition = clause?.type === "for_clause" ? childOf(clause, "condition") : clause;
    const leaving = statementsOf(body).filter((one) => isLeaving(one));
    const others = statementsOf(body).filter((one) => !leaving.includes(one));
    if (!others.every((one) => onlyWaits(one))) continue;
    const conditions = [
      ...(condition === undefined ? [] : [condition]),
      ...leaving.flatMap((one) => childOf(one, "condition") ?? []),
    ];
    if (conditions.length > 0) found.push({ node, line: node.line, conditions });
  }
  return found;
}

function isLeaving(statement: GoNode): boolean {
  if (statement.type !== "if_statement") return false;
  const last = statementsOf(childOf(statement, "consequence")).at(-1);
  return last !== undefined && /^(break|return)_statement$/.test(last.type);
}

function onlyWaits(statement: GoNode): boolean {
  const parts = callParts(namedChildren(statement)[0]);
  if (statement.type === "empty_statement" || statement.type === "continue_statement") return true;
  return parts !== undefined && /^(Sleep|Gosched|Yield)$/.test(parts.name);
}
