import { ancestors, callParts, childOf, isFunctionNode, type GoNode } from "./go-node.ts";
import { parameterNames } from "./declarations.ts";

/** How a function literal is run, as far as the place where it stands tells. */
export type FunctionRole =
  | "declared" // func f() or method
  | "go" // go func() { … }()
  | "defer"
  | "subtest" // t.Run, b.Run, b.RunParallel, f.Fuzz
  | "cleanup" // t.Cleanup
  | "once" // (*sync.Once).Do, sync.OnceFunc, OnceValue, OnceValues
  | "group" // (*errgroup.Group).Go, TryGo, (*sync.WaitGroup).Go
  | "timer" // time.AfterFunc, context.AfterFunc
  | "called" // func() { … }()
  | "callback" // an argument of any other call
  | "value"; // assigned, returned, a field

export interface GoFunction {
  readonly node: GoNode;
  /** As the runtime prints it behind the package's name: `TestX.func1.2`, `(*T).M`, `init.func1`. */
  readonly name: string;
  readonly role: FunctionRole;
  readonly parent: GoFunction | undefined;
  readonly line: number;
  readonly endLine: number;
  readonly body: GoNode | undefined;
  readonly receiver:
    { readonly name: string; readonly type: string; readonly pointer: boolean } | undefined;
  readonly parameters: readonly { readonly name: string; readonly type: string }[];
  /** Results; an unnamed result has an empty name. */
  readonly results: readonly { readonly name: string; readonly type: string }[];
  /** The name of its context.Context parameter. */
  readonly contextParameter: string | undefined;
}

const ONCE_CALLS = new Set(["Do", "OnceFunc", "OnceValue", "OnceValues"]);
const SUBTEST_CALLS = new Set(["Run", "RunParallel", "Fuzz"]);
const GROUP_CALLS = new Set(["Go", "TryGo"]);

/** All functions of a file, outer before inner, named as the compiler numbers closures. */
export function functionsOf(nodes: readonly GoNode[]): readonly GoFunction[] {
  const made = new Map<GoNode, GoFunction>();
  const literals = new Map<GoFunction | undefined, number>();
  for (const node of nodes) {
    if (!isFunctionNode(node)) continue;
    let parent: GoFunction | undefined;
    for (const ancestor of ancestors(node)) {
      parent = made.get(ancestor);
      if (parent !== undefined) break;
    }
    made.set(node, makeFunction(node, parent, literals));
  }
  return [...made.values()];
}

function makeFunction(
  node: GoNode,
  parent: GoFunction | undefined,
  literals: Map<GoFunction | undefined, number>,
): GoFunction {
  const parameters = parameterNames(childOf(node, "parameters"));
  const resultNode = childOf(node, "result");
  const results =
    resultNode?.type === "parameter_list"
      ? parameterNames(resultNode)
      : resultNode === undefined
        ? []
        : [{ name: "", type: resultNode.text }];
  const receiver = receiverOf(node);
  return {
    node,
    name: runtimeName(node, receiver, parent, literals),
    role: node.type === "func_literal" ? roleOf(node) : "declared",
    parent,
    line: node.line,
    endLine: node.endLine,
    body: childOf(node, "body"),
    receiver,
    parameters,
    results,
    contextParameter: parameters.find(({ type }) => type === "context.Context")?.name,
  };
}

function receiverOf(node: GoNode): GoFunction["receiver"] {
  if (node.type !== "method_declaration") return undefined;
  const only = parameterNames(childOf(node, "receiver"))[0];
  if (only === undefined) return undefined;
  const pointer = only.type.startsWith("*");
  const base = pointer ? only.type.slice(1).trim() : only.type;
  const bracket = base.indexOf("[");
  return { name: only.name, type: bracket < 0 ? base : base.slice(0, bracket), pointer };
}

/** cmd/compile's closureName: literals are counted per enclosing function; `.func` only at the first level. */
function runtimeName(
  node: GoNode,
  receiver: GoFunction["receiver"],
  parent: GoFunction | undefined,
  literals: Map<GoFunction | undefined, number>,
): string {
  if (node.type !== "func_literal") {
    const name = childOf(node, "name")?.text ?? "";
    if (receiver === undefined) return name;
    return receiver.pointer ? `(*${receiver.type}).${name}` : `${receiver.type}.${name}`;
  }
  const count = (literals.get(parent) ?? 0) + 1;
  literals.set(parent, count);
  if (parent === undefined) return `init.func${count}`;
  const first = parent.node.type !== "func_literal";
  return `${parent.name}${first ? ".func" : "."}${count}`;
}

function roleOf(literal: GoNode): FunctionRole {
  let outer = literal.parent;
  let from = literal;
  while (outer?.type === "parenthesized_expression") {
    from = outer;
    outer = outer.parent;
  }
  if (outer?.type === "call_expression" && from.field === "function") {
    if (outer.parent?.type === "go_statement") return "go";
    return outer.parent?.type === "defer_statement" ? "defer" : "called";
  }
  if (outer?.type !== "argument_list") return "value";
  return argumentRole(outer.parent);
}

function argumentRole(call: GoNode | undefined): FunctionRole {
  const parts = callParts(call);
  if (parts === undefined) return "callback";
  if (GROUP_CALLS.has(parts.name) && parts.operand !== undefined) return "group";
  if (parts.name === "AfterFunc") return "timer";
  if (ONCE_CALLS.has(parts.name) && parts.operand !== undefined) return "once";
  if (SUBTEST_CALLS.has(parts.name) && parts.operand !== undefined) return "subtest";
  if (parts.name === "Cleanup" && parts.operand !== undefined) return "cleanup";
  return "callback";
}

/** Roles whose body runs in another goroutine than the place where it stands. */
export function runsConcurrently(role: FunctionRole): boolean {
  return role === "go" || role === "group" || role === "timer";
}

/**
 * The function that a stack frame names, at a line: the one whose runtime name matches where several
 * contain the line (`go func() { x++ }()` on one line), else the innermost.
 *
 * @param symbol The frame's function, with or without its package; undefined when it is not known.
 */
export function functionAt(
  functions: readonly GoFunction[],
  line: number,
  symbol?: string,
): GoFunction | undefined {
  const around = functions.filter((one) => one.line <= line && line <= one.endLine);
  if (symbol !== undefined) {
    const wanted = plainSymbol(symbol);
    const exact = around.findLast((one) => matchesSymbol(wanted, one.name));
    if (exact !== undefined) return exact;
    // An inlined function's literals are renumbered: `caller.callee.func2`. A literal is still a literal.
    const literal = /\.func\d+(\.\d+)*$/.test(wanted);
    const kind = around.findLast((one) => (one.node.type === "func_literal") === literal);
    if (kind !== undefined && around.length > 1) return kind;
  }
  return around.at(-1);
}

/**
 * Without type arguments, `-fm`, the wrappers that the compiler makes for go and defer statements, and the
 * numbers of init functions, which count over the files of a package.
 */
export function plainSymbol(symbol: string): string {
  return symbol
    .replaceAll(/\[[^\]]{0,400}\]/g, "")
    .replace(/(\.(gowrap|deferwrap)\d+|-fm|-range\d+)$/, "")
    .replace(/((?:^|\.)init)\.\d+/, "$1");
}

function matchesSymbol(symbol: string, name: string): boolean {
  return symbol === name || symbol.endsWith(`.${name}`);
}
