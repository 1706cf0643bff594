import {
  ancestors,
  callParts,
  childOf,
  expressionsOf,
  functionNodeAround,
  namedChildren,
  unparen,
  type GoNode,
} from "./go-node.ts";
import type { GoFile } from "./go-file.ts";
import type { GoFunction } from "./functions.ts";
import type { GoProgram } from "./go-program.ts";
import { chainOf, lastField } from "./place-chain.ts";
import { isChannel } from "./type-text.ts";
import { typeOf } from "./types.ts";

export interface ChannelOperation {
  readonly operation: "send" | "receive" | "close" | "range" | "make";
  readonly node: GoNode;
  readonly line: number;
  /** The channel as written, e.g. `s.done`; for `make` what it is assigned to. */
  readonly channel: string;
  /** What names the same channel elsewhere: `Server.done`, `var done`, `ch@12`. */
  readonly key: string;
  readonly function: GoFunction | undefined;
  /** For `make`: the capacity as written; undefined for none. */
  readonly capacity: string | undefined;
  /** The select statement that the operation is a case of. */
  readonly select: SelectStatement | undefined;
}

export interface SelectStatement {
  readonly node: GoNode;
  readonly line: number;
  readonly hasDefault: boolean;
  readonly cases: number;
  /** One case receives from a context's Done channel. */
  readonly onContextDone: boolean;
}

/** Every channel operation of a file, in source order. */
export function channelOperations(program: GoProgram, file: GoFile): readonly ChannelOperation[] {
  const found: ChannelOperation[] = [];
  for (const node of file.nodes) {
    const one = operationOf(program, file, node);
    if (one === undefined) continue;
    const { operation, channel, capacity } = one;
    found.push({
      operation,
      node,
      line: node.line,
      channel: channel.text,
      key: channelKey(program, file, channel),
      function: file.functionOf(functionNodeAround(node)),
      capacity,
      select: selectAround(node),
    });
  }
  return found;
}

interface Operated {
  readonly operation: ChannelOperation["operation"];
  readonly channel: GoNode;
  readonly capacity?: string | undefined;
}

function operationOf(program: GoProgram, file: GoFile, node: GoNode): Operated | undefined {
  switch (node.type) {
    case "send_statement": {
      const channel = childOf(node, "channel");
      return channel && { operation: "send", channel };
    }
    case "unary_expression": {
      const channel = childOf(node, "operand");
      if (childOf(node, "operator")?.text !== "<-" || channel === undefined) return undefined;
      return { operation: "receive", channel };
    }
    case "range_clause": {
      const channel = childOf(node, "right");
      const type = typeOf(program, file, channel);
      const under = type && program.underlying(type, file);
      return channel && isChannel(under) ? { operation: "range", channel } : undefined;
    }
    case "call_expression":
      return calledOperation(node);
    default:
      return undefined;
  }
}

function calledOperation(node: GoNode): Operated | undefined {
  const parts = callParts(node);
  const first = parts?.args[0];
  if (parts?.operand !== undefined || first === undefined) return undefined;
  if (parts?.name === "close") return { operation: "close", channel: first };
  if (parts?.name !== "make" || first.type !== "channel_type") return undefined;
  return { operation: "make", channel: assignedTo(node) ?? node, capacity: parts.args[1]?.text };
}

/** The left side that the expression is assigned to, or the field that it initialises. */
export function assignedTo(node: GoNode): GoNode | undefined {
  const outer = node.parent;
  if (outer?.type === "expression_list" && outer.parent !== undefined) {
    const index = expressionsOf(outer).indexOf(node);
    const statement = outer.parent;
    if (statement.type === "var_spec") return namedChildren(statement)[index];
    return expressionsOf(childOf(statement, "left"))[index];
  }
  if (outer?.type === "literal_element" && outer.parent?.type === "keyed_element") {
    return childOf(outer.parent, "key");
  }
  return undefined;
}

/** What names the same channel in other functions. */
export function channelKey(program: GoProgram, file: GoFile, channel: GoNode): string {
  const plain = unparen(channel);
  const field = lastField(program, file, plain);
  if (field !== undefined) {
    return field.owner === undefined ? plain.text : `${field.owner}.${field.field}`;
  }
  const { root, rootName } = chainOf(file, plain);
  if (root === undefined || root.kind === "package") return `var ${rootName}`;
  return `${root.name}@${root.line}`;
}

function selectAround(node: GoNode): SelectStatement | undefined {
  for (const ancestor of ancestors(node)) {
    if (ancestor.type === "statement_list" || ancestor.type === "func_literal") return undefined;
    if (ancestor.type === "select_statement") return selectOf(ancestor);
  }
  return undefined;
}

/** Cases and default of a select statement. */
export function selectOf(node: GoNode): SelectStatement {
  const cases = namedChildren(node).filter((child) => child.type === "communication_case");
  return {
    node,
    line: node.line,
    hasDefault: node.children.some((child) => child.type === "default_case"),
    cases: cases.length,
    onContextDone: cases.some((one) =>
      /<-\s*[\w.]+\.Done\(\)/.test((childOf(one, "communication")?.text ?? "").slice(0, 400)),
    ),
  };
}
