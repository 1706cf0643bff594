import { childOf, descendants, type GoNode } from "./go-node.ts";
import { Declarations } from "./declarations.ts";
import { functionsOf, type GoFunction } from "./functions.ts";

/** One parsed Go file. What is derived from the tree is made on first use and kept. */
export class GoFile {
  /** As the reports print it. */
  readonly path: string;
  readonly text: string;
  readonly root: GoNode;
  /** The name in the package clause, or an empty text. */
  readonly packageName: string;
  #nodes: readonly GoNode[] | undefined;
  #declarations: Declarations | undefined;
  #functions: readonly GoFunction[] | undefined;
  #byNode: ReadonlyMap<GoNode, GoFunction> | undefined;
  #lines: readonly string[] | undefined;

  constructor(path: string, text: string, root: GoNode) {
    this.path = path;
    this.text = text;
    this.root = root;
    const clause = root.children.find((child) => child.type === "package_clause");
    this.packageName =
      clause?.children.find((child) => child.type === "package_identifier")?.text ?? "";
  }

  /** Every node in source order. */
  get nodes(): readonly GoNode[] {
    return (this.#nodes ??= [...descendants(this.root)]);
  }

  get declarations(): Declarations {
    return (this.#declarations ??= new Declarations(this.root, this.nodes));
  }

  get functions(): readonly GoFunction[] {
    return (this.#functions ??= functionsOf(this.nodes));
  }

  /** The trimmed text of a line (1-based); undefined behind the end. */
  lineText(line: number): string | undefined {
    this.#lines ??= this.text.split("\n");
    return this.#lines[line - 1]?.trim();
  }

  /** The function that this node is. */
  functionOf(node: GoNode | undefined): GoFunction | undefined {
    if (node === undefined) return undefined;
    this.#byNode ??= new Map(this.functions.map((one) => [one.node, one]));
    return this.#byNode.get(node);
  }

  /** The import path behind a package name in this file, e.g. `atomic` → `sync/atomic`. */
  importPath(name: string): string | undefined {
    return this.imports.get(name);
  }

  #imports: ReadonlyMap<string, string> | undefined;
  /** Import paths by the name they have in this file. */
  get imports(): ReadonlyMap<string, string> {
    return (this.#imports ??= importsOf(this.nodes));
  }
}

function importsOf(nodes: readonly GoNode[]): ReadonlyMap<string, string> {
  const imports = new Map<string, string>();
  for (const node of nodes) {
    if (node.type !== "import_spec") continue;
    const path = childOf(node, "path")?.text.slice(1, -1) ?? "";
    const written = childOf(node, "name")?.text;
    imports.set(written ?? defaultName(path), path);
  }
  return imports;
}

/** The package name that an import path usually has: the last segment that is not a major version. */
function defaultName(path: string): string {
  const segments = path.split("/").filter((segment) => segment !== "");
  const last = segments.at(-1) ?? "";
  const chosen = /^v\d+$/.test(last) ? (segments.at(-2) ?? last) : last;
  return chosen.replace(/\.v\d+$/, "").replace(/^go-/, "");
}
