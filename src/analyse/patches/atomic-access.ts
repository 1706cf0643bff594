import type { RaceFacts, RaceSide } from "../classes/race-facts.ts";
import type { GoFile } from "../source/go-file.ts";
import {
  ancestors,
  childOf,
  expressionsOf,
  functionNodeAround,
  within,
  type GoNode,
} from "../source/go-node.ts";
import { isConstruction } from "../source/lock-guards.ts";
import type { MemoryAccess } from "../source/memory-access.ts";
import { importEdit } from "./import-edit.ts";
import { lineEdits, type LineEdit, type TextEdit } from "./line-edit.ts";

/** More places than this are no mechanical change any more. */
const PLACES_MAX = 12;
const CALLED =
  /\.(?:Add|And|Or|Load|Store|Swap|CompareAndSwap)(U?[Ii]nt(?:32|64)|Uintptr|Pointer)$/;

/**
 * Every plain access of the variable goes through sync/atomic, as its other accesses do: `x` becomes
 * `atomic.LoadInt64(&x)`, `x = v` a Store, `x++` and `x += v` an Add. All places that the source at hand shows, or
 * none: half of them would leave the race where it is. Not where a write follows from a read (`if x == 0 { x = 1 }`):
 * each step would be atomic and the two together still wrong, only unseen by the race detector.
 */
export function atomicAccess(
  { source }: RaceFacts,
  atomic: RaceSide,
  plain: RaceSide,
): readonly LineEdit[] | undefined {
  const suffix = CALLED.exec(atomic.access.frames[0]?.function ?? "")?.[1];
  const { memory } = plain;
  if (suffix === undefined || memory === undefined || source === undefined) return undefined;
  const same = source.accessesOfSame(memory);
  const places = placesOf(same, memory);
  if (places.length > PLACES_MAX) return undefined;
  // A field or a global is used by the package's other files too.
  const isLocal =
    memory.path.length === 0 && memory.root !== undefined && memory.root.kind !== "package";
  if (!isLocal && !source.isWhole(memory.file)) return undefined;
  if (places.some((place) => followsFromRead(place, same))) return undefined;
  const byFile = new Map<GoFile, TextEdit[]>();
  for (const access of places) {
    const own = placeEdits(access, places, suffix);
    if (own === undefined) return undefined;
    byFile.set(access.file, [...(byFile.get(access.file) ?? []), ...own]);
  }
  const edits: LineEdit[] = [];
  for (const [file, own] of byFile) {
    const imported = importEdit(file, "sync/atomic");
    if (imported === undefined) return undefined;
    const lines = lineEdits(file, [...own, ...imported]);
    if (lines === undefined) return undefined;
    edits.push(...lines);
  }
  return edits;
}

/** The plain accesses, each once: `x++` reads and writes. What runs before the value is shared may stay. */
function placesOf(same: readonly MemoryAccess[], raced: MemoryAccess): readonly MemoryAccess[] {
  const byNode = new Map<GoNode, MemoryAccess>();
  for (const access of [raced, ...same]) {
    const shared = access.via !== "atomic" && access.via !== "declare" && !isConstruction(access);
    if (shared && !byNode.has(access.node)) byNode.set(access.node, access);
  }
  return [...byNode.values()];
}

/** The function reads the variable first and then writes it: what was read may be old by then. */
function followsFromRead(write: MemoryAccess, same: readonly MemoryAccess[]): boolean {
  if (write.operation !== "write") return false;
  const owner = functionNodeAround(write.node);
  const reads = same.filter(
    (one) =>
      one.operation === "read" && one.node !== write.node && functionNodeAround(one.node) === owner,
  );
  // `x++` is one step: only a condition around it makes it depend on a read.
  const branches = [...ancestors(write.node)].filter(
    (node) =>
      /^(if|for|expression_switch)_statement$/.test(node.type) && node.start > (owner?.start ?? 0),
  );
  if (write.via === "increment") {
    return reads.some(({ node }) =>
      branches.some((branch) => within(node, branch) && node.start < write.node.start),
    );
  }
  const loop = branches.find(({ type }) => type === "for_statement");
  return reads.some(
    ({ node }) => node.start < write.node.start || (loop !== undefined && within(node, loop)),
  );
}

function placeEdits(
  { node, operation, via, text, kind }: MemoryAccess,
  places: readonly MemoryAccess[],
  suffix: string,
): readonly TextEdit[] | undefined {
  if (kind === "map" || kind === "channel" || !EDITABLE.has(via)) return undefined;
  if (via === "increment") return added(node, places, suffix);
  if (operation === "read") {
    return [{ start: node.start, end: node.end, text: `atomic.Load${suffix}(&${text})` }];
  }
  const statement = node.parent?.parent;
  const right = childOf(statement, "right");
  if (statement?.type !== "assignment_statement" || right === undefined) return undefined;
  if (expressionsOf(childOf(statement, "left")).length !== 1) return undefined;
  // `x = x + 1` as a Load and a Store is no race, and still wrong: an update in between is lost.
  if (places.some((other) => other.node !== node && within(other.node, right))) return undefined;
  return [
    { start: statement.start, end: right.start, text: `atomic.Store${suffix}(&${text}, ` },
    { start: statement.end, end: statement.end, text: ")" },
  ];
}

const EDITABLE: ReadonlySet<string> = new Set(["plain", "argument", "increment"]);

/** `x++`, `x--`, `x += v` and, for signed numbers, `x -= v`. */
function added(
  node: GoNode,
  places: readonly MemoryAccess[],
  suffix: string,
): readonly TextEdit[] | undefined {
  if (suffix === "Pointer") return undefined;
  const call = `atomic.Add${suffix}(&${node.text}, `;
  const signed = suffix.startsWith("I");
  const statement = node.parent?.type === "expression_list" ? node.parent.parent : node.parent;
  if (statement === undefined) return undefined;
  const { start, end } = statement;
  if (statement.type === "inc_statement") return [{ start, end, text: `${call}1)` }];
  if (statement.type === "dec_statement") {
    return signed ? [{ start, end, text: `${call}-1)` }] : undefined;
  }
  const operator = childOf(statement, "operator")?.text;
  const right = childOf(statement, "right");
  if (right === undefined || places.some((other) => within(other.node, right))) return undefined;
  if (operator === "+=") {
    return [
      { start, end: right.start, text: call },
      { start: end, end, text: ")" },
    ];
  }
  if (operator !== "-=" || !signed) return undefined;
  return [
    { start, end: right.start, text: `${call}-(` },
    { start: end, end, text: "))" },
  ];
}
