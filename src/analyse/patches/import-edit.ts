import { childOf, descendants, type GoNode } from "../source/go-node.ts";
import type { GoFile } from "../source/go-file.ts";
import type { TextEdit } from "./line-edit.ts";

/**
 * What imports a package of the standard library: nothing where the file has it under its own name, a line in
 * gofmt's order otherwise. Undefined where its name means something else in the file.
 */
export function importEdit(file: GoFile, path: string): readonly TextEdit[] | undefined {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const known = file.imports.get(name);
  if (known === path) return [];
  const taken = file.declarations.all.some((one) => one.name === name && one.kind !== "import");
  if (known !== undefined || taken) return undefined;
  const declarations = file.root.children.filter(({ type }) => type === "import_declaration");
  const [first] = declarations;
  if (first === undefined) {
    const clause = file.root.children.find(({ type }) => type === "package_clause");
    return clause && [{ start: clause.end, end: clause.end, text: `\n\nimport "${path}"` }];
  }
  const specs = [...descendants(first)].filter(({ type }) => type === "import_spec");
  const grouped = first.children.some(({ type }) => type === "import_spec_list");
  if (!grouped) return [{ start: first.end, end: first.end, text: `\nimport "${path}"` }];
  return [inOrder(specs, path)].filter((edit) => edit !== undefined);
}

/** Behind the last import of the first group that sorts before it, else in front of the first. */
function inOrder(specs: readonly GoNode[], path: string): TextEdit | undefined {
  const [first] = specs;
  if (first === undefined) return undefined;
  const group: GoNode[] = [];
  for (const spec of specs) {
    const before = group.at(-1);
    if (before !== undefined && spec.line > before.endLine + 1) break;
    group.push(spec);
  }
  const before = group.findLast((spec) => (childOf(spec, "path")?.text ?? "") < `"${path}"`);
  return before === undefined
    ? { start: first.start, end: first.start, text: `"${path}"\n\t` }
    : { start: before.end, end: before.end, text: `\n\t"${path}"` };
}
