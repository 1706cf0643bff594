// Where a lock lies, as the source writes it: from which variable, over which fields.
import type { Declaration } from "../source/declarations.ts";
import type { GoFunction } from "../source/functions.ts";
import type { GoFile } from "../source/go-file.ts";
import { childOf, expressionsOf, descendants, type GoNode } from "../source/go-node.ts";
import { fieldOffset } from "../source/field-offset.ts";
import type { GoProgram } from "../source/go-program.ts";
import { isMutexType, type LockCall } from "../source/lock-calls.ts";
import { chainOf } from "../source/place-chain.ts";
import { dereferenced, typeName } from "../source/type-text.ts";
import { typeOfDeclaration } from "../source/types.ts";

/** A lock by its fields from a pointer that the function was called with. */
export interface ParameterPlace {
  readonly kind: "parameter";
  /** Position among the call's arguments, a receiver first. */
  readonly index: number;
  readonly name: string;
  /** Names the type and the fields: equal for the same field of any instance, whatever function it stands in. */
  readonly field: string;
  /** By the sizes of the types; undefined where they are not known. */
  readonly offset: number | undefined;
}

/** A lock in a package-level variable: there is only one of it. */
export interface VariablePlace {
  readonly kind: "variable";
  readonly name: string;
}

export type LockPlace = ParameterPlace | VariablePlace;

/** Undefined where neither a parameter nor a package-level variable leads to the lock without a further pointer. */
export function lockPlace(
  program: GoProgram,
  file: GoFile,
  owner: GoFunction,
  { call, type }: LockCall,
): LockPlace | undefined {
  const operand = childOf(childOf(call, "function"), "operand");
  if (operand === undefined || type === undefined) return undefined;
  const { root, rootName, path } = chainOf(file, operand);
  if (path.some((each) => each === "[]" || each === "*")) return undefined;
  const full = isMutexType(type) ? path : [...path, ...embedded(program, file, type)];
  if (!isMutexType(type) && full.length === path.length) return undefined;
  const variable = packageVariable(program, file, root, rootName);
  if (variable !== undefined) return variablePlace(program, variable, full);
  return root === undefined ? undefined : parameterPlace(program, { file, owner }, root, full);
}

/** `s.Lock()` of a struct that embeds a mutex by value. */
function embedded(program: GoProgram, file: GoFile, type: string): readonly string[] {
  for (const field of program.struct(type, file)?.fields.values() ?? []) {
    if (field.embedded && /^sync\.(RW)?Mutex$/.test(field.type)) return [field.name];
  }
  return [];
}

function packageVariable(
  program: GoProgram,
  file: GoFile,
  root: Declaration | undefined,
  name: string,
): { readonly file: GoFile; readonly declaration: Declaration } | undefined {
  if (root !== undefined) return root.kind === "package" ? { file, declaration: root } : undefined;
  return program.variable(name, file);
}

function variablePlace(
  program: GoProgram,
  { file, declaration }: { readonly file: GoFile; readonly declaration: Declaration },
  path: readonly string[],
): VariablePlace | undefined {
  const type = typeOfDeclaration(program, file, declaration);
  if (type === undefined || type.startsWith("*")) return undefined;
  if (path.length > 0 && heldType(program, file, type, path) === undefined) return undefined;
  if (path.length === 0 && !/^sync\.(RW)?Mutex$/.test(type)) return undefined;
  const folder = file.path.slice(0, Math.max(0, file.path.lastIndexOf("/")));
  const name = [declaration.name, ...path].join(".");
  return { kind: "variable", name: `${folder}/${file.packageName}.${name}` };
}

function parameterPlace(
  program: GoProgram,
  { file, owner }: { readonly file: GoFile; readonly owner: GoFunction },
  root: Declaration,
  path: readonly string[],
): ParameterPlace | undefined {
  const names = [
    ...(owner.receiver === undefined ? [] : [owner.receiver.name]),
    ...owner.parameters.map(({ name }) => name),
  ];
  const index = names.indexOf(root.name);
  const isParameter = root.kind === "receiver" || root.kind === "parameter";
  if (!isParameter || root.function !== owner.node || index < 0) return undefined;
  if (isChanged(owner, root.name)) return undefined;
  const type = typeOfDeclaration(program, file, root);
  if (type?.startsWith("*") !== true || type.includes("[")) return undefined;
  const base = dereferenced(type);
  if (path.length === 0) {
    if (!/^sync\.(RW)?Mutex$/.test(base)) return undefined;
    return { kind: "parameter", index, name: root.name, field: base, offset: 0 };
  }
  if (heldType(program, file, base, path) === undefined) return undefined;
  const struct = program.struct(base, file);
  const at = struct?.file ?? file;
  const folder = at.path.slice(0, Math.max(0, at.path.lastIndexOf("/")));
  const field = [`${folder}/${struct?.name ?? typeName(base)}`, ...path].join(".");
  return {
    kind: "parameter",
    index,
    name: root.name,
    field,
    offset: fieldOffset(program, file, base, path),
  };
}

/** The mutex type at the end of a path that leads through values only. */
function heldType(
  program: GoProgram,
  file: GoFile,
  type: string,
  path: readonly string[],
): string | undefined {
  let [owner, from] = [type, file];
  for (const name of path) {
    const found = program.field(owner, name, from);
    if (found === undefined || found.field.type.startsWith("*")) return undefined;
    // A promoted field may lie behind an embedded pointer.
    const own = program.struct(owner, from)?.fields.has(name) === true;
    if (!own && fieldOffset(program, from, owner, [name]) === undefined) return undefined;
    [owner, from] = [found.field.type, found.struct.file];
  }
  return /^sync\.(RW)?Mutex$/.test(owner) ? owner : undefined;
}

/** The function, or a literal in it, gives the variable another value, or lets somebody else do so. */
function isChanged(owner: GoFunction, name: string): boolean {
  for (const node of descendants(owner.node)) {
    const left = childOf(node, "left");
    if (expressionsOf(left).some((each) => each.type === "identifier" && each.text === name)) {
      return true;
    }
    const address = node.type === "unary_expression" && childOf(node, "operator")?.text === "&";
    if (address && isName(childOf(node, "operand"), name)) return true;
  }
  return false;
}

function isName(node: GoNode | undefined, name: string): boolean {
  return node?.type === "identifier" && node.text === name;
}
