import {
  callParts,
  childOf,
  childrenOf,
  namedChildren,
  type CallParts,
  type GoNode,
} from "./go-node.ts";
import type { Declaration } from "./declarations.ts";
import type { GoFile } from "./go-file.ts";
import type { GoFunction } from "./functions.ts";
import { dereferenced, typeName } from "./type-text.ts";

export interface StructField {
  readonly name: string;
  readonly type: string;
  readonly line: number;
  readonly embedded: boolean;
}

export interface StructType {
  /** Its name, or its text for a struct type without one. */
  readonly name: string;
  readonly file: GoFile;
  readonly line: number;
  readonly fields: ReadonlyMap<string, StructField>;
}

interface PackageIndex {
  readonly files: GoFile[];
  readonly structs: Map<string, StructType>;
  /** Named types that are not structs: name → text of the underlying type. */
  readonly named: Map<string, string>;
  /** Functions by name, methods by `T.M`. */
  readonly functions: Map<string, { readonly file: GoFile; readonly function: GoFunction }>;
  readonly variables: Map<string, { readonly file: GoFile; readonly declaration: Declaration }>;
  calls?: Map<string, { file: GoFile; parts: CallParts }[]>;
}

/** The Go files of a run that could be read, with what one file knows of another of its package. */
export class GoProgram {
  readonly files: ReadonlyMap<string, GoFile>;
  readonly #packages = new Map<string, PackageIndex>();
  readonly #anonymous = new Map<string, StructType>();

  constructor(files: ReadonlyMap<string, GoFile>) {
    this.files = files;
    for (const file of files.values()) {
      const key = packageKey(file);
      const index = this.#packages.get(key) ?? emptyIndex();
      this.#packages.set(key, index);
      index.files.push(file);
      this.#index(file, index);
    }
  }

  file(path: string): GoFile | undefined {
    return this.files.get(path);
  }

  /** The files of the file's package that were read, itself included. */
  packageFiles(file: GoFile): readonly GoFile[] {
    return this.#indexOf(file).files;
  }

  /** The struct behind a type's text (`*T`, `pkg.T`, `struct{…}`), as seen from that file. */
  struct(type: string, from: GoFile): StructType | undefined {
    const name = typeName(type);
    if (name.startsWith("struct")) return this.#anonymous.get(name);
    const { index, local } = this.#ownerOf(name, from);
    const found = index?.structs.get(local);
    if (found !== undefined) return found;
    const under = index?.named.get(local);
    return under === undefined || under === name ? undefined : index?.structs.get(typeName(under));
  }

  /** What a named type that is no struct stands for: `type Set map[string]bool`; else the text itself. */
  underlying(type: string, from: GoFile): string {
    const { index, local } = this.#ownerOf(type, from);
    return index?.named.get(local) ?? type;
  }

  /** The field of a struct type, also through embedded structs. */
  field(
    type: string,
    name: string,
    from: GoFile,
    depth = 0,
  ): { readonly field: StructField; readonly struct: StructType } | undefined {
    const struct = this.struct(type, from);
    if (struct === undefined || depth > 4) return undefined;
    const own = struct.fields.get(name);
    if (own !== undefined) return { field: own, struct };
    for (const embedded of struct.fields.values()) {
      if (!embedded.embedded) continue;
      const found = this.field(embedded.type, name, struct.file, depth + 1);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** A function of the package, or a method of a type (`T`, `*T`), also through embedded structs. */
  function(
    name: string,
    from: GoFile,
    receiver?: string,
  ): { readonly file: GoFile; readonly function: GoFunction } | undefined {
    if (receiver === undefined) return this.#indexOf(from).functions.get(name);
    const { index, local } = this.#ownerOf(typeName(receiver), from);
    const own = index?.functions.get(`${local}.${name}`);
    if (own !== undefined) return own;
    const struct = this.struct(receiver, from);
    for (const embedded of struct?.fields.values() ?? []) {
      if (!embedded.embedded) continue;
      const inner = this.#ownerOf(typeName(embedded.type), struct?.file ?? from);
      const found = inner.index?.functions.get(`${inner.local}.${name}`);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** A function of another package that was read too. */
  packageFunction(
    packageName: string,
    name: string,
  ): { readonly file: GoFile; readonly function: GoFunction } | undefined {
    return this.#named(packageName)?.functions.get(name);
  }

  /** Calls of that name (function or method) in all files of the package. */
  callsNamed(
    name: string,
    from: GoFile,
  ): readonly { readonly file: GoFile; readonly parts: CallParts }[] {
    const index = this.#indexOf(from);
    index.calls ??= callsOf(index.files);
    return index.calls.get(name) ?? [];
  }

  /** A package-level variable, declared in any file of the package. */
  variable(
    name: string,
    from: GoFile,
  ): { readonly file: GoFile; readonly declaration: Declaration } | undefined {
    return this.#indexOf(from).variables.get(name);
  }

  #indexOf(file: GoFile): PackageIndex {
    return this.#packages.get(packageKey(file)) ?? emptyIndex();
  }

  #ownerOf(type: string, from: GoFile): { index: PackageIndex | undefined; local: string } {
    const name = dereferenced(type);
    const dot = name.indexOf(".");
    if (dot < 0) return { index: this.#indexOf(from), local: name };
    return { index: this.#named(name.slice(0, dot)), local: name.slice(dot + 1) };
  }

  #named(packageName: string): PackageIndex | undefined {
    for (const index of this.#packages.values()) {
      if (index.files[0]?.packageName === packageName) return index;
    }
    return undefined;
  }

  #index(file: GoFile, index: PackageIndex): void {
    for (const declaration of file.declarations.all) {
      if (declaration.kind === "package") {
        index.variables.set(declaration.name, { file, declaration });
      }
    }
    for (const one of file.functions) {
      if (one.node.type === "func_literal") continue;
      const name = childOf(one.node, "name")?.text ?? "";
      const key = one.receiver === undefined ? name : `${one.receiver.type}.${name}`;
      if (!index.functions.has(key)) index.functions.set(key, { file, function: one });
    }
    for (const node of file.nodes) {
      if (node.type === "type_spec" || node.type === "type_alias")
        this.#indexType(node, file, index);
      if (node.type === "struct_type" && node.parent?.type !== "type_spec") {
        this.#anonymous.set(node.text, structOf(node.text, node, file));
      }
    }
  }

  #indexType(node: GoNode, file: GoFile, index: PackageIndex): void {
    const name = childOf(node, "name")?.text;
    const type = childOf(node, "type");
    if (name === undefined || type === undefined) return;
    if (type.type === "struct_type") index.structs.set(name, structOf(name, type, file));
    else index.named.set(name, type.text);
  }
}

function callsOf(files: readonly GoFile[]): NonNullable<PackageIndex["calls"]> {
  const calls: NonNullable<PackageIndex["calls"]> = new Map();
  for (const file of files) {
    for (const node of file.nodes) {
      const parts = callParts(node);
      if (parts === undefined) continue;
      const known = calls.get(parts.name);
      if (known === undefined) calls.set(parts.name, [{ file, parts }]);
      else known.push({ file, parts });
    }
  }
  return calls;
}

function emptyIndex(): PackageIndex {
  return {
    files: [],
    structs: new Map(),
    named: new Map(),
    functions: new Map(),
    variables: new Map(),
  };
}

/** Files of one directory with one package clause; paths are as printed, with `/` or `\`. */
function packageKey(file: GoFile): string {
  const slash = Math.max(file.path.lastIndexOf("/"), file.path.lastIndexOf("\\"));
  return `${file.path.slice(0, Math.max(slash, 0))}\n${file.packageName}`;
}

function structOf(name: string, node: GoNode, file: GoFile): StructType {
  const fields = new Map<string, StructField>();
  for (const declaration of namedChildren(namedChildren(node)[0])) {
    if (declaration.type !== "field_declaration") continue;
    const typeNode = childOf(declaration, "type");
    if (typeNode === undefined) continue;
    const pointer = declaration.children.some((child) => child.type === "*");
    const type = pointer ? `*${typeNode.text}` : typeNode.text;
    const names = childrenOf(declaration, "name");
    const line = declaration.line;
    for (const { text } of names) {
      fields.set(text, { name: text, type, line, embedded: false });
    }
    if (names.length === 0) {
      const base = typeName(type);
      const embedded = base.slice(base.lastIndexOf(".") + 1);
      fields.set(embedded, { name: embedded, type, line, embedded: true });
    }
  }
  return { name, file, line: node.line, fields };
}
