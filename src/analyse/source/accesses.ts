import {
  callParts,
  childOf,
  expressionsOf,
  functionNodeAround,
  namedChildren,
  unparen,
  type GoNode,
} from "./go-node.ts";
import type { GoFile } from "./go-file.ts";
import type { GoProgram } from "./go-program.ts";
import type { AccessKind, AccessVia, MemoryAccess } from "./memory-access.ts";
import { isChannel, isMap, isSlice } from "./type-text.ts";
import { chainOf, isImported, lastField } from "./place-chain.ts";
import { isPackage, typeOf } from "./types.ts";

/**
 * Every use of memory in a file, in source order:
 *
 * 1. each expression that denotes a place (variable, field, element, dereference) is found;
 * 2. the statement around it says whether it is read, written or both, and through what;
 * 3. what is done to the contents of maps, slices and channels comes as an access of its own kind.
 */
export function accessesOf(program: GoProgram, file: GoFile): readonly MemoryAccess[] {
  const found: MemoryAccess[] = [];
  for (const node of file.nodes) {
    if (node.type === "return_statement") found.push(...returnWrites(program, file, node));
    if (!isPlace(file, node)) continue;
    for (const use of usesOf(program, file, node)) found.push(access(program, file, node, use));
  }
  return found;
}

interface Use {
  readonly operation: "read" | "write";
  readonly via: AccessVia;
  readonly kind?: AccessKind;
  readonly callee?: string | undefined;
}

const VARIABLES = new Set(["local", "parameter", "result", "receiver", "loop", "package"]);

function isPlace(file: GoFile, node: GoNode): boolean {
  switch (node.type) {
    case "identifier": {
      if (node.text === "_") return false;
      const declaration = file.declarations.resolve(node);
      if (declaration === undefined) return isForeignVariable(file, node);
      return VARIABLES.has(declaration.kind) && !isTypedName(node);
    }
    case "selector_expression":
      return !isCallee(node) && !isTypedName(node);
    case "index_expression":
      return true;
    case "unary_expression":
      return childOf(node, "operator")?.text === "*";
    default:
      return false;
  }
}

/** A name of another file of the package: a variable unless it is called, a type or a package. */
function isForeignVariable(file: GoFile, node: GoNode): boolean {
  if (file.imports.has(node.text) || UNIVERSE.has(node.text)) return false;
  return !isCallee(node) && !isTypedName(node) && node.parent?.type !== "keyed_element";
}

const UNIVERSE = new Set(
  (
    "append cap clear close complex copy delete imag len make max min new panic print println real recover " +
    "bool byte error string int int8 int16 int32 int64 uint uint8 uint16 uint32 uint64 uintptr float32 " +
    "float64 complex64 complex128 rune any comparable"
  ).split(" "),
);

/** The declaring name of a var spec or parameter: its initial write is not concurrent with anything. */
function isTypedName(node: GoNode): boolean {
  if (node.field === "name") return true;
  const outer = node.parent;
  return outer?.type === "literal_element" && outer.field === "key" && inStructLiteral(outer);
}

function inStructLiteral(key: GoNode): boolean {
  const literal = key.parent?.parent?.parent;
  const type = childOf(literal, "type")?.type;
  return type !== "map_type" && type !== "slice_type" && type !== "array_type";
}

function isCallee(node: GoNode): boolean {
  return node.parent?.type === "call_expression" && node.field === "function";
}

function usesOf(program: GoProgram, file: GoFile, node: GoNode): readonly Use[] {
  let inner = node;
  while (inner.parent?.type === "parenthesized_expression") inner = inner.parent;
  const outer = inner.parent;
  switch (outer?.type) {
    case "expression_list":
      return usesInList(program, file, node, outer);
    case "assignment_statement":
    case "short_var_declaration":
    case "range_clause":
    case "receive_statement":
      return usesOfSide(program, file, node, outer, inner.field);
    case "inc_statement":
    case "dec_statement":
      return bothWays("increment");
    case "unary_expression":
      return usesInUnary(file, outer);
    case "selector_expression":
      return usesInSelector(program, file, node, outer);
    case "index_expression":
    case "slice_expression":
      if (inner.field !== "operand") return [{ operation: "read", via: "plain" }];
      return [{ operation: "read", via: "selector" }];
    case "argument_list":
      return usesInCall(program, file, node, outer.parent);
    case "send_statement":
      if (inner.field !== "channel") return [{ operation: "read", via: "plain" }];
      return onChannel("send", "read");
    default:
      return [{ operation: "read", via: "plain" }];
  }
}

function bothWays(via: AccessVia): readonly Use[] {
  return [
    { operation: "write", via },
    { operation: "read", via },
  ];
}

function onChannel(via: AccessVia, operation: "read" | "write"): readonly Use[] {
  return [
    { operation: "read", via: "selector" },
    { operation, via, kind: "channel" },
  ];
}

function usesInList(program: GoProgram, file: GoFile, node: GoNode, list: GoNode): readonly Use[] {
  const statement = list.parent;
  if (statement === undefined) return [{ operation: "read", via: "plain" }];
  return usesOfSide(program, file, node, statement, list.field);
}

function usesOfSide(
  program: GoProgram,
  file: GoFile,
  node: GoNode,
  statement: GoNode,
  side: string | undefined,
): readonly Use[] {
  if (side !== "left") {
    return statement.type === "range_clause" ? ranged(program, file, node) : plainRead();
  }
  switch (statement.type) {
    case "assignment_statement": {
      const operator = childOf(statement, "operator")?.text ?? "=";
      return operator === "=" ? [{ operation: "write", via: "plain" }] : bothWays("increment");
    }
    case "short_var_declaration":
      return [{ operation: "write", via: "declare" }];
    case "range_clause":
      return [{ operation: "write", via: "range" }];
    case "receive_statement":
      return [{ operation: "write", via: "declare" }];
    default:
      return plainRead();
  }
}

function plainRead(): readonly Use[] {
  return [{ operation: "read", via: "plain" }];
}

function ranged(program: GoProgram, file: GoFile, node: GoNode): readonly Use[] {
  const type = underlyingType(program, file, node);
  if (isMap(type)) {
    return [
      { operation: "read", via: "selector" },
      { operation: "read", via: "range", kind: "map" },
    ];
  }
  if (isChannel(type)) return onChannel("receive", "read");
  const header: Use = { operation: "read", via: "range" };
  return isSlice(type) ? [header, { operation: "read", via: "range", kind: "element" }] : [header];
}

function underlyingType(program: GoProgram, file: GoFile, node: GoNode): string | undefined {
  const type = typeOf(program, file, node);
  return type && program.underlying(type, file);
}

function usesInUnary(file: GoFile, unary: GoNode): readonly Use[] {
  switch (childOf(unary, "operator")?.text) {
    case "<-":
      return onChannel("receive", "read");
    case "*":
      return [{ operation: "read", via: "selector" }];
    case "&": {
      const call = unary.parent?.type === "argument_list" ? unary.parent.parent : undefined;
      const parts = callParts(call);
      if (parts !== undefined && isPackage(file, parts.operand, "sync/atomic")) {
        const operation = parts.name.startsWith("Load") ? "read" : "write";
        return [{ operation, via: "atomic", callee: parts.name }];
      }
      const argument = { via: "address" as const, callee: parts?.name };
      return [
        { operation: "read", ...argument },
        { operation: "write", ...argument },
      ];
    }
    default:
      return plainRead();
  }
}

/** The operand before a dot: a method's receiver may be changed by it; else it is only passed through. */
function usesInSelector(
  program: GoProgram,
  file: GoFile,
  node: GoNode,
  selector: GoNode,
): readonly Use[] {
  if (!isCallee(selector)) return [{ operation: "read", via: "selector" }];
  const callee = childOf(selector, "field")?.text;
  const type = typeOf(program, file, node);
  if (type !== undefined && program.field(type, callee ?? "", file) !== undefined) {
    return [{ operation: "read", via: "selector" }]; // a field of function type
  }
  const atomic = type?.startsWith("atomic.") === true || type?.startsWith("*atomic.") === true;
  const via = atomic ? "atomic" : "method";
  if (atomic) {
    return [{ operation: callee === "Load" ? "read" : "write", via, callee }];
  }
  return [
    { operation: "read", via, callee },
    { operation: "write", via, callee },
  ];
}

function usesInCall(
  program: GoProgram,
  file: GoFile,
  node: GoNode,
  call: GoNode | undefined,
): readonly Use[] {
  const parts = callParts(call);
  if (parts === undefined) return [{ operation: "read", via: "argument" }];
  const { name } = parts;
  const builtin = parts.operand === undefined && file.declarations.lookup(name, node) === undefined;
  if (!builtin) return [{ operation: "read", via: "argument", callee: name }];
  const first = parts.args[0] !== undefined && unparen(parts.args[0]) === node;
  const header: Use = { operation: "read", via: "selector" };
  switch (name) {
    case "append":
      if (!first) return [{ operation: "read", via: "argument", callee: name }];
      return [
        { operation: "read", via: "append" },
        { operation: "write", via: "append", kind: "element" },
      ];
    case "copy":
      return [header, { operation: first ? "write" : "read", via: "copy", kind: "element" }];
    case "delete":
      return first ? [header, { operation: "write", via: "delete", kind: "map" }] : plainRead();
    case "clear":
      return [header, { operation: "write", via: "clear" }];
    case "len":
    case "cap": {
      const header = { operation: "read", via: "len" } as const;
      const map = isMap(underlyingType(program, file, node));
      return map ? [header, { ...header, kind: "map" }] : [header];
    }
    case "close":
      return onChannel("close", "write");
    default:
      return [{ operation: "read", via: "argument", callee: name }];
  }
}

/** `return v` in a function with named results writes them at that line. */
function returnWrites(
  program: GoProgram,
  file: GoFile,
  statement: GoNode,
): readonly MemoryAccess[] {
  const list = namedChildren(statement)[0];
  if (list === undefined) return [];
  const owner = functionNodeAround(statement);
  const results = file.declarations.all.filter(
    (one) => one.kind === "result" && one.scope === owner,
  );
  const several = expressionsOf(list).length;
  return results.map((result, index) => ({
    operation: "write",
    kind: "variable",
    via: "return",
    file,
    node: expressionsOf(list)[several === results.length ? index : 0] ?? statement,
    line: statement.line,
    text: result.name,
    root: result,
    rootName: result.name,
    path: [],
    field: undefined,
    owner: undefined,
    type: typeOf(program, file, result.node),
    callee: undefined,
  }));
}

function access(program: GoProgram, file: GoFile, node: GoNode, use: Use): MemoryAccess {
  const type = typeOf(program, file, node);
  const chain = chainOf(file, node);
  const contents = use.kind === "map" || use.kind === "element";
  const last = lastField(program, file, node);
  return {
    operation: use.operation,
    kind: use.kind ?? kindOf(program, file, node),
    via: use.via,
    file,
    node,
    line: node.line,
    text: node.text,
    root: chain.root,
    rootName: chain.rootName,
    path: contents ? [...chain.path, "[]"] : chain.path,
    field: last?.field,
    owner: last?.owner,
    type,
    callee: use.callee,
  };
}

function kindOf(program: GoProgram, file: GoFile, node: GoNode): AccessKind {
  switch (node.type) {
    case "selector_expression":
      return isImported(file, childOf(node, "operand")) ? "variable" : "field";
    case "unary_expression":
      return "pointed";
    case "index_expression": {
      const operand = childOf(node, "operand");
      return operand !== undefined && isMap(underlyingType(program, file, operand))
        ? "map"
        : "element";
    }
    default:
      return "variable";
  }
}
