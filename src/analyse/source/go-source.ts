import type { Parser } from "web-tree-sitter";
import { accessesOf } from "./accesses.ts";
import { capturesOf, type Capture } from "./captures.ts";
import { accessesAt, commonAccess, type AccessQuery, type CommonAccess } from "./common-access.ts";
import { functionAt, type GoFunction } from "./functions.ts";
import { GoFile } from "./go-file.ts";
import { functionNodeAround, ownDescendants, type GoNode } from "./go-node.ts";
import { GoProgram } from "./go-program.ts";
import { parseGo } from "./go-tree.ts";
import { goParser } from "./grammar.ts";
import { EntryLocks, guardsOf, lockSites, type Guard, type LockSites } from "./lock-guards.ts";
import { LockWalk, type HeldLock } from "./lock-walk.ts";
import type { MemoryAccess } from "./memory-access.ts";
import { placeKey } from "./atomics.ts";

/**
 * What the Go source of a run says about the lines in its stacks. Everything is read from text that the
 * capture holds; a file that is not there, or could not be parsed, is undefined for every question.
 */
export class GoSource {
  readonly program: GoProgram;
  readonly #accesses = new Map<GoFile, readonly MemoryAccess[]>();
  /** Accesses by what they touch, for each package (by its first file). */
  readonly #same = new Map<GoFile, ReadonlyMap<string, readonly MemoryAccess[]>>();
  readonly #walk: LockWalk;
  readonly #entry: EntryLocks;
  readonly #whole: ReadonlySet<string>;
  #sites: ReadonlyMap<string, LockSites> | undefined;

  /** @param whole Paths of files whose package is here with all its files. */
  constructor(program: GoProgram, whole: ReadonlySet<string> = new Set()) {
    this.program = program;
    this.#whole = whole;
    this.#walk = new LockWalk(program);
    this.#entry = new EntryLocks(program, this.#walk);
  }

  /** The file that a stack names, as printed there. */
  file(path: string): GoFile | undefined {
    return this.program.file(path);
  }

  /** All Go files of the file's directory are here. */
  isWhole({ path }: GoFile): boolean {
    return this.#whole.has(path);
  }

  /** The trimmed source line. */
  line(path: string, line: number): string | undefined {
    return this.file(path)?.lineText(line);
  }

  /** Every access of a file in source order. */
  accesses(file: GoFile): readonly MemoryAccess[] {
    const known = this.#accesses.get(file);
    if (known !== undefined) return known;
    const made = accessesOf(this.program, file);
    this.#accesses.set(file, made);
    return made;
  }

  /** The accesses that a line of a stack may mean, the likeliest first; none where the source is absent. */
  accessesAt(path: string, line: number, query: AccessQuery): readonly MemoryAccess[] {
    const file = this.file(path);
    return file === undefined ? [] : accessesAt(file, this.accesses(file), line, query);
  }

  /** The likeliest access at a line. */
  expressionAt(path: string, line: number, query: AccessQuery): MemoryAccess | undefined {
    return this.accessesAt(path, line, query)[0];
  }

  /** The memory that both sides of a race touch. */
  commonAccess(
    first: readonly MemoryAccess[],
    second: readonly MemoryAccess[],
  ): CommonAccess | undefined {
    return commonAccess(first, second);
  }

  /** The function around a line; `symbol` is the frame's function where it is known. */
  enclosingFunction(path: string, line: number, symbol?: string): GoFunction | undefined {
    const file = this.file(path);
    return file && functionAt(file.functions, line, symbol);
  }

  /** What a literal captures, with the loop semantics of the module's `go` directive. */
  captured(path: string, literal: GoFunction, goDirective?: string): readonly Capture[] {
    const file = this.file(path);
    return file === undefined ? [] : capturesOf(file, literal, this.accesses(file), goDirective);
  }

  /** Locks held at a line, within its function and by callers that all hold them. */
  locksHeldAt(path: string, line: number, symbol?: string): readonly HeldLock[] | undefined {
    const file = this.file(path);
    const owner = this.enclosingFunction(path, line, symbol);
    if (file === undefined || owner === undefined) return undefined;
    const node = statementAt(owner, line) ?? owner.node;
    return this.#walk.heldAt(file, owner, node);
  }

  /** Locks held at a node, by its own function. */
  locksHeldAtNode(file: GoFile, node: GoNode): readonly HeldLock[] {
    const owner = file.functionOf(functionNodeAround(node));
    return owner === undefined ? [] : this.#walk.heldAt(file, owner, node);
  }

  /** Locks held at an access, those of callers that all agree included. */
  locksHeldAtAccess(access: MemoryAccess): readonly HeldLock[] {
    return this.#entry.heldAt(access.file, access.node);
  }

  /** Locks held over a whole stack, innermost frame first: what the callers hold counts too. */
  locksHeldOnStack(
    frames: readonly { readonly file: string; readonly line: number; readonly function: string }[],
  ): readonly HeldLock[] {
    return frames.flatMap(({ file, line, function: symbol }) =>
      (this.locksHeldAt(file, line, symbol) ?? []).filter((held) => held.certain),
    );
  }

  /** All lock and unlock calls by the lock's key. */
  lockSites(): ReadonlyMap<string, LockSites> {
    return (this.#sites ??= lockSites(this.program));
  }

  /** Accesses of the same variable or field in all files of the package. */
  accessesOfSame(access: MemoryAccess): readonly MemoryAccess[] {
    const files = this.program.packageFiles(access.file);
    const [first] = files;
    const key = placeKey(access) ?? containerKey(access);
    if (key === undefined || first === undefined) return [access];
    let byKey = this.#same.get(first);
    if (byKey === undefined) {
      byKey = groupedByKey(files.flatMap((file) => this.accesses(file)));
      this.#same.set(first, byKey);
    }
    return byKey.get(key) ?? [access];
  }

  /** How the accessed variable or field is guarded by locks, the most common lock first. */
  guardsOf(access: MemoryAccess): readonly Guard[] {
    return guardsOf(this.accessesOfSame(access), this.#entry);
  }
}

function groupedByKey(
  accesses: readonly MemoryAccess[],
): ReadonlyMap<string, readonly MemoryAccess[]> {
  const groups = new Map<string, MemoryAccess[]>();
  for (const access of accesses) {
    const key = placeKey(access) ?? containerKey(access);
    if (key === undefined || access.via === "selector") continue;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [access]);
    else known.push(access);
  }
  return groups;
}

/** For an element of a slice or map: the field or variable that has it. */
function containerKey(access: MemoryAccess): string | undefined {
  if (access.field !== undefined && access.owner !== undefined) {
    return `${access.owner}.${access.field}`;
  }
  const { root, rootName, file } = access;
  if (root === undefined || root.kind === "package") return `var ${rootName}`;
  return `${file.path}:${root.node.start}`;
}

/** The last statement of the function itself that begins on the line, else the innermost that contains it. */
export function statementAt(owner: GoFunction, line: number): GoNode | undefined {
  if (owner.body === undefined) return undefined;
  let begins: GoNode | undefined;
  let contains: GoNode | undefined;
  for (const node of ownDescendants(owner.body)) {
    const listed = node.parent?.type === "statement_list" || node.parent?.type === "block";
    if (!node.named || (!listed && node.field !== "alternative")) continue;
    if (/^(statement_list|comment)$/.test(node.type) || node.line > line || node.endLine < line)
      continue;
    contains = node;
    if (node.line === line) begins = node;
  }
  return begins ?? contains;
}

export interface SourceText {
  /** As the stacks print it. */
  readonly path: string;
  readonly text: string;
  /** The other Go files of its directory are among the texts too. */
  readonly whole?: boolean | undefined;
}

/** Parsed trees by path and text, so that two findings in one file parse it once. */
const parsed = new Map<string, GoFile>();
const PARSED_MAX = 400;

/**
 * Parses the files of a run. The grammar is loaded at the first call that has a Go file; texts that cannot be
 * parsed are left out, never an error.
 */
export async function openGoSource(texts: Iterable<SourceText>): Promise<GoSource> {
  const files = new Map<string, GoFile>();
  const go = [...texts].filter(({ path }) => path.endsWith(".go"));
  const parser = go.length === 0 ? undefined : await goParser();
  const unread = new Set<string>();
  for (const { path, text } of go) {
    const file = parser && parseFile(parser, path, text);
    if (file === undefined) unread.add(folderOf(path));
    else files.set(path, file);
  }
  const whole = go.filter((one) => one.whole === true && !unread.has(folderOf(one.path)));
  return new GoSource(new GoProgram(files), new Set(whole.map(({ path }) => path)));
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/"), path.lastIndexOf("\\")));
}

function parseFile(parser: Parser, path: string, text: string): GoFile | undefined {
  const known = parsed.get(path);
  if (known?.text === text) return known;
  const root = parseGo(parser, text);
  if (root === undefined) return undefined;
  const file = new GoFile(path, text, root);
  if (parsed.size >= PARSED_MAX) parsed.clear();
  parsed.set(path, file);
  return file;
}
