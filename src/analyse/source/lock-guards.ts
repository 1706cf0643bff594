import { functionNodeAround, type GoNode } from "./go-node.ts";
import type { GoFile } from "./go-file.ts";
import type { GoFunction } from "./functions.ts";
import type { GoProgram } from "./go-program.ts";
import type { LockCall } from "./lock-calls.ts";
import { lockCall } from "./lock-calls.ts";
import type { HeldLock, LockWalk } from "./lock-walk.ts";
import type { MemoryAccess } from "./memory-access.ts";
import { typeOf } from "./types.ts";

/** All operations on one lock in the program, by its key. */
export interface LockSites {
  readonly key: string;
  readonly type: string | undefined;
  readonly sites: readonly { readonly file: GoFile; readonly lock: LockCall }[];
}

/** Lock and unlock calls of all files, grouped by the lock's key. */
export function lockSites(program: GoProgram): ReadonlyMap<string, LockSites> {
  const found = new Map<string, { key: string; type: string | undefined; sites: Site[] }>();
  for (const file of program.files.values()) {
    for (const node of file.nodes) {
      const lock = lockCall(program, file, node);
      if (lock === undefined) continue;
      const entry = found.get(lock.key) ?? { key: lock.key, type: lock.type, sites: [] };
      entry.sites.push({ file, lock });
      found.set(lock.key, entry);
    }
  }
  return found;
}
type Site = LockSites["sites"][number];

/** How the program's accesses of one variable or field are guarded: "by mu in 9 of 11 places". */
export interface Guard {
  readonly key: string;
  /** Accesses with this lock held. */
  readonly guarded: number;
  /** Accesses of the variable that are not in the function that makes it. */
  readonly total: number;
  readonly unguarded: readonly MemoryAccess[];
  /** Writes that hold it only for reading. */
  readonly writesUnderRead: readonly MemoryAccess[];
}

/** The locks that callers of an unexported function all hold: `getLocked` and its kin. */
export class EntryLocks {
  readonly #program: GoProgram;
  readonly #walk: LockWalk;
  readonly #known = new Map<GoFunction, readonly HeldLock[]>();

  constructor(program: GoProgram, walk: LockWalk) {
    this.#program = program;
    this.#walk = walk;
  }

  /** Locks certainly held at the node: by the function itself and, where all callers agree, by them. */
  heldAt(file: GoFile, node: GoNode): readonly HeldLock[] {
    const owner = file.functionOf(functionNodeAround(node));
    if (owner === undefined) return [];
    const own = this.#walk.heldAt(file, owner, node).filter((held) => held.certain);
    return [...own, ...this.#entry(file, outermostInPlace(owner))];
  }

  #entry(file: GoFile, one: GoFunction): readonly HeldLock[] {
    const known = this.#known.get(one);
    if (known !== undefined) return known;
    this.#known.set(one, []); // breaks recursion
    const sites = isUnexported(one) ? this.#callSites(file, one) : [];
    const [first, ...others] = sites.map(({ file: from, call }) => this.heldAt(from, call));
    const common = (first ?? []).filter((held) =>
      others.every((site) => site.some((one) => one.key === held.key)),
    );
    this.#known.set(one, common);
    return common;
  }

  #callSites(file: GoFile, one: GoFunction): readonly { file: GoFile; call: GoNode }[] {
    const name = one.name.slice(one.name.lastIndexOf(".") + 1);
    const sites: { file: GoFile; call: GoNode }[] = [];
    for (const { file: from, parts } of this.#program.callsNamed(name, file)) {
      const receiver = parts.operand && typeOf(this.#program, from, parts.operand);
      if (parts.operand !== undefined && receiver === undefined) continue;
      const target = this.#program.function(name, from, receiver);
      if (target?.function === one) sites.push({ file: from, call: parts.call });
    }
    return sites;
  }
}

function isUnexported(one: GoFunction): boolean {
  const name = one.name.slice(one.name.lastIndexOf(".") + 1);
  return one.role === "declared" && /^[a-z_]/.test(name);
}

/** The function around literals that run in place. */
function outermostInPlace(one: GoFunction): GoFunction {
  let outer = one;
  while (outer.parent !== undefined && (outer.role === "called" || outer.role === "once")) {
    outer = outer.parent;
  }
  return outer;
}

/**
 * How a variable or field is guarded over all files.
 *
 * @param accesses Accesses of the same variable or field (Source.accessesOfSame).
 */
export function guardsOf(accesses: readonly MemoryAccess[], entry: EntryLocks): readonly Guard[] {
  const shared = accesses.filter((one) => !isConstruction(one));
  const held = shared.map((one) => entry.heldAt(one.file, one.node));
  const keys = new Set(held.flat().map(({ key }) => key));
  const guards = [...keys].map((key) => {
    const under = shared.filter((_, index) => held[index]?.some((lock) => lock.key === key));
    return {
      key,
      guarded: under.length,
      total: shared.length,
      unguarded: shared.filter((one) => !under.includes(one)),
      writesUnderRead: shared.filter((one, index) => {
        const locks = held[index]?.filter((lock) => lock.key === key) ?? [];
        return (
          one.operation === "write" &&
          locks.length > 0 &&
          locks.every(({ mode }) => mode === "rlock")
        );
      }),
    };
  });
  return guards.toSorted((a, b) => b.guarded - a.guarded);
}

/** The object is still the function's own: `s := &Store{}; s.n = 1` in the function that declares s. */
export function isConstruction(access: MemoryAccess): boolean {
  const { root } = access;
  if (root?.kind !== "local" || root.value === undefined || access.path.length === 0) return false;
  const owner = functionNodeAround(access.node);
  if (owner === undefined || root.function !== owner) return false;
  const made = /^(&?\w[\w.]*(\[[^\]]{0,99}\])?\{|new\(|make\()/.test(root.value.text);
  return made && !owner.children.some((child) => child.type === "parameter_list" && isTest(child));
}

/** In a test the object is shared with the goroutines of the same body. */
function isTest(parameters: GoNode): boolean {
  return parameters.text.includes("*testing.");
}
