import { within } from "./go-node.ts";
import type { GoFunction } from "./functions.ts";
import type { MemoryAccess } from "./memory-access.ts";

/** A variable or field that the program touches both through sync/atomic and plainly. */
export interface MixedAtomic {
  readonly name: string;
  readonly atomic: readonly MemoryAccess[];
  readonly plain: readonly MemoryAccess[];
}

/** What names a variable or field over all functions. */
export function placeKey(access: MemoryAccess): string | undefined {
  if (access.path.some((step) => step === "[]")) return undefined;
  if (access.field !== undefined) {
    return access.owner === undefined ? undefined : `${access.owner}.${access.field}`;
  }
  if (access.path.length > 0) return undefined;
  const { root, rootName, file } = access;
  if (root === undefined || root.kind === "package") return `var ${rootName}`;
  return `${file.path}:${root.node.start}`;
}

/** Variables and fields used both ways; values of the types atomic.Int64 and so on cannot be. */
export function mixedAtomics(accesses: readonly MemoryAccess[]): readonly MixedAtomic[] {
  const byKey = new Map<string, { atomic: MemoryAccess[]; plain: MemoryAccess[] }>();
  for (const access of accesses) {
    const key = placeKey(access);
    if (key === undefined || access.via === "selector" || access.via === "address") continue;
    const entry = byKey.get(key) ?? { atomic: [], plain: [] };
    byKey.set(key, entry);
    (access.via === "atomic" ? entry.atomic : entry.plain).push(access);
  }
  return [...byKey.values()].flatMap(({ atomic, plain }) => {
    const first = atomic[0];
    const typed = first?.type?.includes("atomic.") === true;
    if (first === undefined || typed || plain.length === 0) return [];
    return [{ name: first.text, atomic, plain }];
  });
}

/** `Store`, `StoreInt64`, `Swap…`, `CompareAndSwap…`: what puts up a flag; a counter that goes up is none. */
const SETS = /^(?:Store|Swap|CompareAndSwap)/;

/** An atomic store in the function before the given write: the flag goes up before the data is there. */
export function atomicStoreBefore(
  accesses: readonly MemoryAccess[],
  owner: GoFunction,
  write: MemoryAccess,
): MemoryAccess | undefined {
  return accesses.findLast(
    (one) =>
      one.file === write.file &&
      one.via === "atomic" &&
      one.operation === "write" &&
      SETS.test(one.callee ?? "") &&
      within(one.node, owner.node) &&
      one.node.end <= write.node.start &&
      placeKey(one) !== placeKey(write),
  );
}
