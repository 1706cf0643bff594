import {
  ancestors,
  childOf,
  childrenOf,
  expressionsOf,
  functionNodeAround,
  isFunctionNode,
  namedChildren,
  type GoNode,
} from "./go-node.ts";

/**
 * Scopes of a Go file, as the Go specification's "Declarations and scope" has them: which name is declared
 * where, and what an identifier means.
 */
export type DeclarationKind =
  | "local"
  | "parameter"
  | "result" // a named result
  | "receiver"
  | "loop" // declared by a for clause or a range clause with :=
  | "package" // a package-level variable
  | "constant"
  | "function"
  | "type"
  | "import";

export interface Declaration {
  readonly name: string;
  readonly kind: DeclarationKind;
  /** 1-based line of the name. */
  readonly line: number;
  readonly node: GoNode;
  /** The written type, where there is one. */
  readonly typeNode: GoNode | undefined;
  /** The expression it is initialised with; for several names of one call, `valueIndex` says which result. */
  readonly value: GoNode | undefined;
  readonly valueIndex: number;
  /** The node that the scope belongs to: a block, a function, a statement with its own scope, the file. */
  readonly scope: GoNode;
  /** The function declaration or literal around it; undefined at package level. */
  readonly function: GoNode | undefined;
  /** The name means this from here on (offset). */
  readonly visibleFrom: number;
  /** For `loop`: the for statement, and whether a range clause declares it. */
  readonly loop: { readonly statement: GoNode; readonly range: boolean } | undefined;
  /** `x := range f` and the like: the value is an element of that expression. */
  readonly rangeOver: GoNode | undefined;
}

const SCOPES = new Set([
  "source_file",
  "function_declaration",
  "method_declaration",
  "func_literal",
  "block",
  "if_statement",
  "for_statement",
  "expression_switch_statement",
  "type_switch_statement",
  "expression_case",
  "type_case",
  "default_case",
  "communication_case",
]);

/** The node whose scope a declaration at this node belongs to: a function's body is its parameters' scope. */
function scopeAround(node: GoNode): GoNode {
  let last = node;
  for (const ancestor of ancestors(node)) {
    last = ancestor;
    if (!SCOPES.has(ancestor.type)) continue;
    if (ancestor.type === "block" && ancestor.parent !== undefined) {
      if (isFunctionNode(ancestor.parent)) return ancestor.parent;
    }
    return ancestor;
  }
  return last;
}

export class Declarations {
  readonly all: Declaration[] = [];
  readonly #byScope = new Map<GoNode, Map<string, Declaration[]>>();
  readonly #uses = new Map<Declaration, GoNode[]>();

  /** Reads every declaration below the file's root, then what every identifier means. */
  constructor(root: GoNode, nodes: readonly GoNode[]) {
    for (const node of nodes) this.#declare(node, root);
    for (const node of nodes) {
      if (node.type !== "identifier" || node.field === "name") continue;
      const declaration = this.resolve(node);
      if (declaration === undefined || declaration.node === node) continue;
      const uses = this.#uses.get(declaration);
      if (uses === undefined) this.#uses.set(declaration, [node]);
      else uses.push(node);
    }
  }

  /** Identifiers that mean this declaration, in source order, without the declaring one. */
  usesOf(declaration: Declaration): readonly GoNode[] {
    return this.#uses.get(declaration) ?? [];
  }

  /** What the identifier means; undefined for universe names and names of other files. */
  resolve(identifier: GoNode): Declaration | undefined {
    return this.lookup(identifier.text, identifier);
  }

  /** What the name means at that place. */
  lookup(name: string, place: GoNode): Declaration | undefined {
    for (const scope of [place, ...ancestors(place)]) {
      const found = this.#byScope.get(scope)?.get(name);
      if (found === undefined) continue;
      const local = scope.type !== "source_file";
      const visible = found.findLast(
        (declaration) =>
          !local || declaration.visibleFrom <= place.start || declaration.node === place,
      );
      if (visible !== undefined) return visible;
    }
    return undefined;
  }

  #declare(node: GoNode, root: GoNode): void {
    switch (node.type) {
      case "parameter_declaration":
      case "variadic_parameter_declaration":
        this.#declareParameters(node);
        break;
      case "var_spec":
      case "const_spec":
        this.#declareSpec(node, root);
        break;
      case "short_var_declaration":
        this.#declareShort(node);
        break;
      case "range_clause":
      case "receive_statement":
        if (node.children.some((child) => child.type === ":=")) this.#declareReceived(node);
        break;
      case "type_switch_statement":
        for (const name of expressionsOf(childOf(node, "alias"))) {
          this.#add({ node: name, kind: "local", scope: node, visibleFrom: name.end });
        }
        break;
      case "function_declaration":
        this.#addNamed(childOf(node, "name"), "function", root);
        break;
      case "type_spec":
      case "type_alias":
        this.#addNamed(childOf(node, "name"), "type", scopeAround(node));
        break;
      case "import_spec":
        this.#addNamed(childOf(node, "name"), "import", root);
        break;
      default:
    }
  }

  #addNamed(name: GoNode | undefined, kind: DeclarationKind, scope: GoNode): void {
    if (name !== undefined) this.#add({ node: name, kind, scope, visibleFrom: name.start });
  }

  #declareParameters(node: GoNode): void {
    const list = node.parent;
    const owner = list?.parent;
    if (list === undefined || owner === undefined || !isFunctionNode(owner)) return;
    const kind =
      list.field === "receiver" ? "receiver" : list.field === "result" ? "result" : "parameter";
    const typeNode = childOf(node, "type");
    for (const name of childrenOf(node, "name")) {
      this.#add({ node: name, kind, scope: owner, typeNode, visibleFrom: owner.start });
    }
  }

  #declareSpec(node: GoNode, root: GoNode): void {
    const scope = scopeAround(node);
    const constant = node.type === "const_spec";
    const kind = constant ? "constant" : scope === root ? "package" : "local";
    const values = expressionsOf(childOf(node, "value"));
    const typeNode = childOf(node, "type");
    const names = childrenOf(node, "name").filter((name) => name.type !== ",");
    for (const [index, name] of names.entries()) {
      const shared = values.length === 1 && names.length > 1;
      this.#add({
        node: name,
        kind,
        scope,
        typeNode,
        value: shared ? values[0] : values[index],
        valueIndex: shared ? index : 0,
        visibleFrom: node.end,
      });
    }
  }

  #declareShort(node: GoNode): void {
    const scope = scopeAround(node);
    const names = expressionsOf(childOf(node, "left"));
    const values = expressionsOf(childOf(node, "right"));
    const clause = node.parent?.type === "for_clause" ? node.parent.parent : undefined;
    for (const [index, name] of names.entries()) {
      if (name.type !== "identifier" || this.#declaredIn(scope, name)) continue;
      const shared = values.length === 1 && names.length > 1;
      this.#add({
        node: name,
        kind: clause === undefined ? "local" : "loop",
        scope,
        value: shared ? values[0] : values[index],
        valueIndex: shared ? index : 0,
        visibleFrom: node.end,
        loop: clause && { statement: clause, range: false },
      });
    }
  }

  /** `:=` declares only names that are new in its scope. */
  #declaredIn(scope: GoNode, name: GoNode): boolean {
    const found = this.#byScope.get(scope)?.get(name.text);
    return found?.some((declaration) => declaration.visibleFrom <= name.start) ?? false;
  }

  #declareReceived(node: GoNode): void {
    const range = node.type === "range_clause";
    const statement = range ? node.parent : undefined;
    const right = childOf(node, "right");
    for (const [index, name] of expressionsOf(childOf(node, "left")).entries()) {
      if (name.type !== "identifier") continue;
      this.#add({
        node: name,
        kind: range ? "loop" : "local",
        scope: statement ?? scopeAround(node),
        value: range ? undefined : right,
        valueIndex: index,
        visibleFrom: node.end,
        loop: statement && { statement, range: true },
        rangeOver: range ? right : undefined,
      });
    }
  }

  #add(
    shape: Pick<Declaration, "node" | "kind" | "scope" | "visibleFrom"> & Partial<Declaration>,
  ): void {
    const { node, kind, scope } = shape;
    const name = node.text;
    if (name === "_" || name === "") return;
    const declaration: Declaration = {
      name,
      kind,
      node,
      scope,
      line: node.line,
      typeNode: shape.typeNode,
      value: shape.value,
      valueIndex: shape.valueIndex ?? 0,
      function: isFunctionNode(scope) ? scope : functionNodeAround(node),
      visibleFrom: shape.visibleFrom,
      loop: shape.loop,
      rangeOver: shape.rangeOver,
    };
    this.all.push(declaration);
    const names = this.#byScope.get(scope) ?? new Map<string, Declaration[]>();
    this.#byScope.set(scope, names);
    const same = names.get(name);
    if (same === undefined) names.set(name, [declaration]);
    else same.push(declaration);
  }
}

/** The names of a parameter list, in order; unnamed parameters give an empty name. */
export function parameterNames(
  list: GoNode | undefined,
): readonly { readonly name: string; readonly type: string }[] {
  return namedChildren(list).flatMap((parameter) => {
    const type = childOf(parameter, "type")?.text ?? "";
    const names = childrenOf(parameter, "name");
    return names.length === 0
      ? [{ name: "", type }]
      : names.map((name) => ({ name: name.text, type }));
  });
}
