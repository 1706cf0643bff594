import { within } from "./go-node.ts";
import { functionAt, type GoFunction } from "./functions.ts";
import type { GoFile } from "./go-file.ts";
import type { MemoryAccess } from "./memory-access.ts";

export interface AccessQuery {
  readonly operation: "read" | "write" | undefined;
  /** The frame's function, so that a literal on the same line is told from what is around it. */
  readonly function?: string | undefined;
  /** The frame called from this line, where the access itself is in it: `runtime.mapassign_faststr`. */
  readonly callee?: string | undefined;
}

/** The accesses that may be meant by a line of a stack, the likeliest first. */
export function accessesAt(
  file: GoFile,
  all: readonly MemoryAccess[],
  line: number,
  query: AccessQuery,
): readonly MemoryAccess[] {
  const owner = functionAt(file.functions, line, query.function);
  const here = all.filter((one) => covers(one, line) && ownedBy(one, owner, file.functions));
  const hinted = here.filter((one) => matchesCallee(one, query.callee));
  const fitting = hinted.length > 0 ? hinted : here;
  const operated = fitting.filter(
    (one) => query.operation === undefined || one.operation === query.operation,
  );
  const chosen = operated.length > 0 ? operated : fitting;
  return chosen.toSorted((a, b) => rank(b, line) - rank(a, line));
}

function covers(access: MemoryAccess, line: number): boolean {
  return access.line <= line && line <= access.node.endLine;
}

/** The access stands in that function itself, not in a literal inside it. */
function ownedBy(
  access: MemoryAccess,
  owner: GoFunction | undefined,
  functions: readonly GoFunction[],
): boolean {
  if (owner === undefined) return true;
  if (!within(access.node, owner.node)) return false;
  return !functions.some(
    (inner) => inner !== owner && within(inner.node, owner.node) && within(access.node, inner.node),
  );
}

/** What the called frame tells: map, slice and channel functions of the runtime, atomics, methods. */
function matchesCallee(access: MemoryAccess, callee: string | undefined): boolean {
  if (callee === undefined) return true;
  if (/^(internal\/)?runtime(\/maps)?\./.test(callee)) return matchesRuntime(access, callee);
  const name = callee.slice(callee.lastIndexOf(".") + 1);
  if (callee.startsWith("sync/atomic.")) return access.via === "atomic";
  return access.callee === name;
}

function matchesRuntime(access: MemoryAccess, callee: string): boolean {
  const name = callee.slice(callee.lastIndexOf(".") + 1);
  if (name.startsWith("map")) return access.kind === "map" || access.via === "len";
  if (name === "closechan") return access.via === "close";
  if (name.startsWith("chansend") || name.startsWith("selectnbsend")) return access.via === "send";
  if (name.startsWith("chanrecv") || name.startsWith("selectnbrecv")) {
    return access.via === "receive";
  }
  if (name === "growslice" || name.startsWith("slice")) {
    return access.via === "append" || access.via === "copy";
  }
  return true;
}

/** Whole places before the pointers read on the way to them; the line's own statement before continuations. */
function rank(access: MemoryAccess, line: number): number {
  const passed = access.via === "selector" ? -20 : access.via === "argument" ? -2 : 0;
  const onLine = access.line === line ? 5 : 0;
  const special = access.kind === "map" || access.kind === "channel" ? 3 : 0;
  return passed + onLine + special + Math.min(access.path.length, 4);
}

export type CommonBy = "declaration" | "field" | "field-name" | "global" | "overlap" | "type";

export interface CommonAccess {
  readonly first: MemoryAccess;
  readonly second: MemoryAccess;
  /** What says that both mean the same memory. */
  readonly by: CommonBy;
  /** `s.items` or `counter`: the place as the first access writes it, without index. */
  readonly name: string;
  /** The lines share other memory just as well (`a, b = b, a`): the name is a guess. */
  readonly ambiguous: boolean;
}

/** The pair of accesses, one of each side of a race, that most likely touch the same memory. */
export function commonAccess(
  first: readonly MemoryAccess[],
  second: readonly MemoryAccess[],
): CommonAccess | undefined {
  let best: CommonAccess | undefined;
  let bestScore = 0;
  const names = new Map<CommonBy, Set<string>>();
  for (const [indexA, a] of first.entries()) {
    for (const [indexB, b] of second.entries()) {
      const same = compare(a, b);
      if (same === undefined) continue;
      const passed = a.via === "selector" || b.via === "selector";
      if (!passed) {
        const known = names.get(same);
        if (known === undefined) names.set(same, new Set([placeName(a)]));
        else known.add(placeName(a));
      }
      const score = SCORES[same] - (indexA + indexB) * 0.5 - (passed ? 8 : 0);
      if (score <= bestScore) continue;
      bestScore = score;
      best = { first: a, second: b, by: same, name: placeName(a), ambiguous: false };
    }
  }
  return best && { ...best, ambiguous: (names.get(best.by)?.size ?? 0) > 1 };
}

const SCORES: Readonly<Record<CommonBy, number>> = {
  declaration: 100,
  global: 95,
  field: 90,
  overlap: 60,
  "field-name": 40,
  type: 15,
};

function compare(a: MemoryAccess, b: MemoryAccess): CommonBy | undefined {
  const sameContents = (a.kind === "map") === (b.kind === "map");
  const sameRoot =
    a.root !== undefined
      ? a.root === b.root
      : b.root === undefined && a.rootName === b.rootName && a.rootName !== "";
  if (sameRoot) {
    if (sameContents && samePath(a.path, b.path)) {
      return a.root === undefined || a.root.kind === "package" ? "global" : "declaration";
    }
    if (overlaps(a.path, b.path)) return "overlap";
  }
  if (a.field !== undefined && a.field === b.field && sameContents) {
    if (a.owner === undefined || b.owner === undefined) return "field-name";
    if (sameOwner(a.owner, b.owner) && sameTail(a.path, b.path)) return "field";
  }
  if (globalAcrossFiles(a, b)) return "global";
  if (sameContents && a.type !== undefined && a.type === b.type && a.kind === b.kind) {
    return "type";
  }
  return undefined;
}

function samePath(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((step, index) => step === b[index]);
}

/** One path is the beginning of the other: a whole struct and one of its fields. */
function overlaps(a: readonly string[], b: readonly string[]): boolean {
  const length = Math.min(a.length, b.length);
  return a.slice(0, length).every((step, index) => step === b[index]);
}

/** What follows the last field must agree: the slice header is not one of its elements. */
function sameTail(a: readonly string[], b: readonly string[]): boolean {
  return (a.at(-1) === "[]") === (b.at(-1) === "[]");
}

function sameOwner(a: string, b: string): boolean {
  return a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`);
}

/** A package-level variable seen from the file that declares it and from another. */
function globalAcrossFiles(a: MemoryAccess, b: MemoryAccess): boolean {
  const [known, unknown] = a.root === undefined ? [b, a] : [a, b];
  if (known.root?.kind !== "package" || unknown.root !== undefined) return false;
  const { rootName } = unknown;
  const same = rootName === known.rootName || rootName.endsWith(`.${known.rootName}`);
  return same && samePath(a.path, b.path);
}

/** The place without its index: `s.items[k]` → `s.items`. */
export function placeName(access: MemoryAccess): string {
  const { text } = access;
  if (access.node.type !== "index_expression") return text;
  const bracket = text.indexOf("[");
  return bracket < 0 ? text : text.slice(0, bracket);
}
