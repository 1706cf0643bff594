/** The code of a package that one of its tests may run, found by names: rather too much than too little. */
import type { GoFile } from "./go-file.ts";
import { childOf, childrenOf, descendants, type GoNode } from "./go-node.ts";
import { typeName } from "./type-text.ts";

/** A declaration at package level. */
export interface CodeUnit {
  readonly file: GoFile;
  readonly node: GoNode;
  /** What reaches it: its name; for a method that, and its type's name. */
  readonly names: readonly string[];
  /** It runs, or registers what runs later, before any test: init functions, `var _ = Describe(…)`. */
  readonly always: boolean;
}

const NAME = /^(?:identifier|field_identifier|type_identifier)$/;

export class TestCode {
  readonly files: readonly GoFile[];
  readonly #units: readonly CodeUnit[];
  readonly #byName = new Map<string, CodeUnit[]>();
  readonly #reached = new Map<string, readonly CodeUnit[]>();

  /** @param files all Go files of one directory, those of an external test package too */
  constructor(files: readonly GoFile[]) {
    this.files = files;
    this.#units = files.flatMap(unitsOf);
    for (const unit of this.#units) {
      for (const name of unit.names) {
        const known = this.#byName.get(name);
        if (known === undefined) this.#byName.set(name, [unit]);
        else known.push(unit);
      }
    }
  }

  /** A function, method, type or variable of that name is declared here. */
  declares(name: string): boolean {
    return this.#byName.has(name);
  }

  /** What a test of that name may run; undefined where it is not declared here. */
  reachOfTest(name: string): readonly CodeUnit[] | undefined {
    const own = this.#byName.get(name);
    if (own === undefined) return undefined;
    return this.#reach(`test ${name}`, [...own, ...this.#units.filter(({ always }) => always)]);
  }

  /** What a call of that name may run. */
  reachOfCall(name: string): readonly CodeUnit[] {
    return this.#reach(`call ${name}`, this.#byName.get(name) ?? []);
  }

  #reach(key: string, from: readonly CodeUnit[]): readonly CodeUnit[] {
    const known = this.#reached.get(key);
    if (known !== undefined) return known;
    const seen = new Set<CodeUnit>(from);
    // A set goes on to what is added while it is walked.
    for (const unit of seen) {
      for (const name of namesIn(unit)) {
        for (const next of this.#byName.get(name) ?? []) seen.add(next);
      }
    }
    const reached = [...seen];
    this.#reached.set(key, reached);
    return reached;
  }
}

const mentioned = new WeakMap<CodeUnit, ReadonlySet<string>>();

function namesIn(unit: CodeUnit): ReadonlySet<string> {
  const known = mentioned.get(unit);
  if (known !== undefined) return known;
  const names = new Set<string>();
  for (const node of descendants(unit.node)) if (NAME.test(node.type)) names.add(node.text);
  mentioned.set(unit, names);
  return names;
}

function unitsOf(file: GoFile): CodeUnit[] {
  const units: CodeUnit[] = [];
  for (const node of file.root.children) {
    const name = childOf(node, "name")?.text ?? "";
    if (node.type === "function_declaration") {
      units.push({ file, node, names: [name], always: name === "init" || name === "TestMain" });
    } else if (node.type === "method_declaration") {
      const receiver = file.functionOf(node)?.receiver?.type ?? "";
      units.push({ file, node, names: [name, typeName(receiver)], always: false });
    } else if (/^(?:var|const|type)_declaration$/.test(node.type)) {
      units.push(...specsOf(file, node));
    }
  }
  return units;
}

function specsOf(file: GoFile, declaration: GoNode): CodeUnit[] {
  const units: CodeUnit[] = [];
  for (const node of descendants(declaration, (each) => each.type !== "func_literal")) {
    if (!/^(?:(?:var|const|type)_spec|type_alias)$/.test(node.type)) continue;
    const names = childrenOf(node, "name").map(({ text }) => text);
    const value = childOf(node, "value");
    const calls = value?.children.some(({ type }) => type === "call_expression") === true;
    units.push({ file, node, names, always: node.type === "var_spec" && calls });
  }
  return units;
}
