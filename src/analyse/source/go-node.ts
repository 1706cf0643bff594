/**
 * A node of a Go syntax tree as a plain value: copied out of the parser once, so that nothing points into
 * WebAssembly memory. Types and field names are tree-sitter-go's (its node-types.json).
 */
export class GoNode {
  readonly type: string;
  /** Keywords and punctuation are unnamed. */
  readonly named: boolean;
  /** The name of the edge from the parent, e.g. `left`, `operand`. */
  readonly field: string | undefined;
  /** Offsets in UTF-16 units of the file's text. */
  readonly start: number;
  readonly end: number;
  /** 1-based. */
  readonly line: number;
  readonly endLine: number;
  readonly parent: GoNode | undefined;
  readonly children: readonly GoNode[];
  readonly #source: string;

  constructor(shape: Omit<GoNode, "text">, source: string) {
    this.type = shape.type;
    this.named = shape.named;
    this.field = shape.field;
    this.start = shape.start;
    this.end = shape.end;
    this.line = shape.line;
    this.endLine = shape.endLine;
    this.parent = shape.parent;
    this.children = shape.children;
    this.#source = source;
  }

  get text(): string {
    return this.#source.slice(this.start, this.end);
  }
}

/** The first child on that edge. */
export function childOf(node: GoNode | undefined, field: string): GoNode | undefined {
  return node?.children.find((child) => child.field === field);
}

/** All children on that edge, in order (`name` of a parameter declaration repeats). */
export function childrenOf(node: GoNode | undefined, field: string): readonly GoNode[] {
  return node?.children.filter((child) => child.field === field && child.named) ?? [];
}

/** Named children without comments. */
export function namedChildren(node: GoNode | undefined): readonly GoNode[] {
  return node?.children.filter((child) => child.named && child.type !== "comment") ?? [];
}

/** The expressions of an `expression_list`, or the one expression itself. */
export function expressionsOf(node: GoNode | undefined): readonly GoNode[] {
  if (node === undefined) return [];
  return node.type === "expression_list" ? namedChildren(node) : [node];
}

/** The statements of a block, whether or not the grammar wraps them into a `statement_list`. */
export function statementsOf(block: GoNode | undefined): readonly GoNode[] {
  return namedChildren(block).flatMap((child) =>
    child.type === "statement_list" ? namedChildren(child) : [child],
  );
}

/** The node and everything below it, in source order; `enter` says whether to look below a node. */
export function* descendants(
  node: GoNode,
  enter: (node: GoNode) => boolean = () => true,
): Generator<GoNode> {
  const stack: GoNode[] = [node];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    yield next;
    if (next !== node && !enter(next)) continue;
    for (let index = next.children.length - 1; index >= 0; index--) {
      const child = next.children[index];
      if (child !== undefined) stack.push(child);
    }
  }
}

/** The node's ancestors, nearest first, without the node itself. */
export function* ancestors(node: GoNode): Generator<GoNode> {
  for (let next = node.parent; next !== undefined; next = next.parent) yield next;
}

/** True when `inner` is `outer` or below it. */
export function within(inner: GoNode, outer: GoNode): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

export function isFunctionNode(node: GoNode): boolean {
  return (
    node.type === "func_literal" ||
    node.type === "function_declaration" ||
    node.type === "method_declaration"
  );
}

/** Everything below the node that runs when it runs: the bodies of function literals are left out. */
export function ownDescendants(node: GoNode): Generator<GoNode> {
  return descendants(node, (next) => next.type !== "func_literal");
}

/** The nearest function declaration or literal around the node. */
export function functionNodeAround(node: GoNode): GoNode | undefined {
  for (const ancestor of ancestors(node)) if (isFunctionNode(ancestor)) return ancestor;
  return undefined;
}

/** The expression without the parentheses around it. */
export function unparen(node: GoNode): GoNode {
  let inner = node;
  while (inner.type === "parenthesized_expression") {
    const next = namedChildren(inner)[0];
    if (next === undefined) break;
    inner = next;
  }
  return inner;
}

export interface CallParts {
  readonly call: GoNode;
  /** The called name: `f`, or the method or function behind the last dot. */
  readonly name: string;
  /** What stands before the dot: a package name or a receiver expression. */
  readonly operand: GoNode | undefined;
  readonly args: readonly GoNode[];
}

/** A call expression taken apart; undefined for conversions and calls of other expressions. */
export function callParts(node: GoNode | undefined): CallParts | undefined {
  if (node?.type !== "call_expression") return undefined;
  const callee = childOf(node, "function");
  const args = namedChildren(childOf(node, "arguments"));
  if (callee?.type === "identifier") {
    return { call: node, name: callee.text, operand: undefined, args };
  }
  if (callee?.type === "selector_expression") {
    const name = childOf(callee, "field")?.text;
    if (name === undefined) return undefined;
    return { call: node, name, operand: childOf(callee, "operand"), args };
  }
  return undefined;
}
