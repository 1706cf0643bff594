import { callParts, childOf, unparen, type GoNode } from "./go-node.ts";
import type { Declaration } from "./declarations.ts";
import type { GoFile } from "./go-file.ts";
import type { GoProgram } from "./go-program.ts";
import { dereferenced, elementType, keyType, resultTypes } from "./type-text.ts";

/** How far a type is followed through initialisers and calls. */
const DEPTH_MAX = 12;

/**
 * The type of an expression as text, as far as syntax alone tells: declared types, composite literals, make, new,
 * conversions, fields, results of functions in the files at hand. Undefined when it cannot be known.
 */
export function typeOf(
  program: GoProgram,
  file: GoFile,
  expression: GoNode | undefined,
  depth = 0,
): string | undefined {
  if (expression === undefined || depth > DEPTH_MAX) return undefined;
  const node = unparen(expression);
  const again = (inner: GoNode | undefined) => typeOf(program, file, inner, depth + 1);
  switch (node.type) {
    case "identifier":
      return typeOfName(program, file, node, depth);
    case "selector_expression":
      return typeOfSelector(program, file, node, depth);
    case "composite_literal":
      return childOf(node, "type")?.text;
    case "func_literal":
      return signatureText(node);
    case "unary_expression":
      return typeOfUnary(node, again);
    case "index_expression": {
      const operand = again(childOf(node, "operand"));
      return operand && elementType(program.underlying(operand, file));
    }
    case "slice_expression":
      return again(childOf(node, "operand"));
    case "type_assertion_expression":
    case "type_conversion_expression":
      return childOf(node, "type")?.text;
    case "call_expression":
      return typeOfCall(program, file, node, depth)[0];
    case "int_literal":
      return "int";
    case "interpreted_string_literal":
    case "raw_string_literal":
      return "string";
    case "true":
    case "false":
      return "bool";
    case "binary_expression":
      return /^(==|!=|<|<=|>|>=|&&|\|\|)$/.test(childOf(node, "operator")?.text ?? "")
        ? "bool"
        : again(childOf(node, "left"));
    default:
      return undefined;
  }
}

/** The type of a declared name. */
export function typeOfDeclaration(
  program: GoProgram,
  file: GoFile,
  declaration: Declaration,
  depth = 0,
): string | undefined {
  const { typeNode, value, valueIndex, rangeOver, node } = declaration;
  if (typeNode !== undefined) {
    return node.parent?.type === "variadic_parameter_declaration"
      ? `[]${typeNode.text}`
      : typeNode.text;
  }
  if (rangeOver !== undefined) {
    const over = typeOf(program, file, rangeOver, depth + 1);
    if (over === undefined) return undefined;
    const under = program.underlying(over, file);
    const only = /^(<-\s*)?chan\b/.test(under) || under === "int";
    return valueIndex === 0 && !only
      ? keyType(under)
      : under === "int"
        ? "int"
        : elementType(under);
  }
  if (value === undefined) return undefined;
  const plain = unparen(value);
  if (valueIndex > 0) {
    if (plain.type === "call_expression") {
      return typeOfCall(program, file, plain, depth + 1)[valueIndex];
    }
    return "bool"; // v, ok := m[k] | <-ch | x.(T)
  }
  return typeOf(program, file, value, depth + 1);
}

function typeOfName(
  program: GoProgram,
  file: GoFile,
  node: GoNode,
  depth: number,
): string | undefined {
  const declaration = file.declarations.resolve(node);
  if (declaration === undefined) {
    const elsewhere = program.variable(node.text, file);
    return (
      elsewhere && typeOfDeclaration(program, elsewhere.file, elsewhere.declaration, depth + 1)
    );
  }
  if (declaration.kind === "function") {
    const found = program.function(declaration.name, file);
    return found && signatureText(found.function.node);
  }
  return typeOfDeclaration(program, file, declaration, depth + 1);
}

function typeOfSelector(
  program: GoProgram,
  file: GoFile,
  node: GoNode,
  depth: number,
): string | undefined {
  const operand = childOf(node, "operand");
  const name = childOf(node, "field")?.text ?? "";
  const type = typeOf(program, file, operand, depth + 1);
  if (type === undefined) return undefined;
  const known = KNOWN_FIELDS.get(`${dereferenced(type)}.${name}`);
  return known ?? program.field(type, name, file)?.field.type;
}

function typeOfUnary(
  node: GoNode,
  again: (node: GoNode | undefined) => string | undefined,
): string | undefined {
  const operand = again(childOf(node, "operand"));
  if (operand === undefined) return undefined;
  switch (childOf(node, "operator")?.text) {
    case "&":
      return `*${operand}`;
    case "*":
      return dereferenced(operand);
    case "<-":
      return elementType(operand);
    default:
      return operand;
  }
}

/** The types of a call's results, as far as known. */
function typeOfCall(
  program: GoProgram,
  file: GoFile,
  node: GoNode,
  depth: number,
): readonly (string | undefined)[] {
  const parts = callParts(node);
  if (parts === undefined) {
    const callee = childOf(node, "function");
    const type = typeOf(program, file, callee, depth + 1);
    return type === undefined ? [callee?.text] : resultTypes(type);
  }
  const { name, operand, args } = parts;
  if (operand === undefined) return typeOfPlainCall(program, file, node, name, args, depth);
  const imported = operand.type === "identifier" && isImport(file, operand);
  if (imported) {
    const known = KNOWN_RESULTS.get(`${operand.text}.${name}`);
    if (known !== undefined) return known;
    const found = program.packageFunction(operand.text, name);
    return found?.function.results.map(({ type }) => qualified(type, operand.text)) ?? [];
  }
  const receiver = typeOf(program, file, operand, depth + 1);
  if (receiver === undefined) return [];
  const method = program.function(name, file, receiver);
  if (method !== undefined) return method.function.results.map(({ type }) => type);
  const field = program.field(receiver, name, file)?.field.type;
  return field === undefined ? [] : resultTypes(field);
}

function typeOfPlainCall(
  program: GoProgram,
  file: GoFile,
  node: GoNode,
  name: string,
  args: readonly GoNode[],
  depth: number,
): readonly (string | undefined)[] {
  const first = args[0];
  if (name === "make") return [first?.text];
  if (name === "new") return [first && `*${first.text}`];
  if (name === "append") return [typeOf(program, file, first, depth + 1)];
  if (name === "len" || name === "cap" || name === "copy") return ["int"];
  const callee = childOf(node, "function");
  const declaration = callee && file.declarations.resolve(callee);
  if (declaration !== undefined && declaration.kind !== "function") {
    if (declaration.kind === "type") return [name];
    return resultTypes(typeOfDeclaration(program, file, declaration, depth + 1) ?? "");
  }
  const found = program.function(name, file);
  if (found !== undefined) return found.function.results.map(({ type }) => type);
  return args.length === 1 ? [name] : []; // a conversion to a type that is not declared here
}

/** A few results of the standard library that concurrency code hinges on. */
const KNOWN_RESULTS = new Map<string, readonly string[]>([
  ["sync.NewCond", ["*sync.Cond"]],
  ["context.Background", ["context.Context"]],
  ["context.TODO", ["context.Context"]],
  ["context.WithCancel", ["context.Context", "context.CancelFunc"]],
  ["context.WithCancelCause", ["context.Context", "context.CancelCauseFunc"]],
  ["context.WithTimeout", ["context.Context", "context.CancelFunc"]],
  ["context.WithDeadline", ["context.Context", "context.CancelFunc"]],
  ["context.WithValue", ["context.Context"]],
  ["errgroup.WithContext", ["*errgroup.Group", "context.Context"]],
  ["time.NewTimer", ["*time.Timer"]],
  ["time.NewTicker", ["*time.Ticker"]],
  ["time.After", ["<-chan time.Time"]],
  ["time.Tick", ["<-chan time.Time"]],
  ["time.Now", ["time.Time"]],
  ["errors.New", ["error"]],
  ["fmt.Errorf", ["error"]],
  ["fmt.Sprintf", ["string"]],
]);

/** Fields of the standard library that one waits for. */
const KNOWN_FIELDS = new Map<string, string>([
  ["time.Timer.C", "<-chan time.Time"],
  ["time.Ticker.C", "<-chan time.Time"],
]);

function isImport(file: GoFile, name: GoNode): boolean {
  const declaration = file.declarations.resolve(name);
  if (declaration !== undefined && declaration.kind !== "import") return false;
  return file.imports.has(name.text);
}

function qualified(type: string, packageName: string): string {
  const pointer = type.startsWith("*");
  const base = dereferenced(type);
  const own = /^[A-Z]\w*$/.test(base) ? `${packageName}.${base}` : base;
  return pointer ? `*${own}` : own;
}

function signatureText(node: GoNode): string {
  const parameters = childOf(node, "parameters")?.text ?? "()";
  const result = childOf(node, "result")?.text ?? "";
  return `func${parameters} ${result}`.trim();
}

/** Is this expression the package `path` in the file (`atomic` of `sync/atomic`)? */
export function isPackage(file: GoFile, expression: GoNode | undefined, path: string): boolean {
  return (
    expression?.type === "identifier" &&
    file.imports.get(expression.text) === path &&
    isImport(file, expression)
  );
}
