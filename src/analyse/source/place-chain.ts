import { childOf, unparen, type GoNode } from "./go-node.ts";
import type { Declaration } from "./declarations.ts";
import type { GoFile } from "./go-file.ts";
import type { GoProgram } from "./go-program.ts";
import { typeName } from "./type-text.ts";
import { typeOf } from "./types.ts";

/** Is this the name of an imported package? */
export function isImported(file: GoFile, node: GoNode | undefined): boolean {
  if (node?.type !== "identifier" || !file.imports.has(node.text)) return false;
  const declaration = file.declarations.resolve(node);
  return declaration === undefined || declaration.kind === "import";
}

/** A place as a root and what follows it. */
export interface PlaceChain {
  readonly root: Declaration | undefined;
  readonly rootName: string;
  readonly path: readonly string[];
}

/** `a.b[i].c` → root a, path b [] c. */
export function chainOf(file: GoFile, node: GoNode): PlaceChain {
  const path: string[] = [];
  let next: GoNode | undefined = unparen(node);
  while (next !== undefined) {
    if (next.type === "identifier") {
      return { root: file.declarations.resolve(next), rootName: next.text, path: path.reverse() };
    }
    const operand: GoNode | undefined = childOf(next, "operand");
    if (next.type === "selector_expression") {
      const field = childOf(next, "field")?.text ?? "";
      if (operand !== undefined && isImported(file, operand)) {
        return { root: undefined, rootName: `${operand.text}.${field}`, path: path.reverse() };
      }
      path.push(field);
    } else if (next.type === "index_expression" || next.type === "slice_expression") {
      path.push("[]");
    } else if (next.type === "unary_expression") {
      path.push("*");
    } else {
      break;
    }
    next = operand && unparen(operand);
  }
  return { root: undefined, rootName: next?.text ?? "", path: path.reverse() };
}

/** The innermost field of a place, below any index: `s.items[k]` → items of S. */
export function lastField(
  program: GoProgram,
  file: GoFile,
  node: GoNode,
): { readonly field: string; readonly owner: string | undefined } | undefined {
  let next: GoNode | undefined = unparen(node);
  while (next?.type === "index_expression" || next?.type === "unary_expression") {
    const operand = childOf(next, "operand");
    next = operand && unparen(operand);
  }
  if (next?.type !== "selector_expression" || isImported(file, childOf(next, "operand"))) {
    return undefined;
  }
  const field = childOf(next, "field")?.text;
  if (field === undefined) return undefined;
  const type = typeOf(program, file, childOf(next, "operand"));
  const found = type === undefined ? undefined : program.field(type, field, file);
  return { field, owner: found?.struct.name ?? (type && typeName(type)) };
}
