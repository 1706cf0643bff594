// Whether only he who locked a lock can unlock it: what Go does not ask for, and a proof needs.
//
// (1) All files of the lock's package are at hand, and no other package can name the lock.
// (2) Every Unlock of it stands where the same function has locked it on every path to there.
// (3) The lock is only locked and unlocked: nobody takes its address, passes it on or puts another one in its place.
import type { GoFile } from "../source/go-file.ts";
import {
  ancestors,
  childOf,
  expressionsOf,
  functionNodeAround,
  type GoNode,
} from "../source/go-node.ts";
import type { GoSource } from "../source/go-source.ts";
import { lockCall, type LockCall } from "../source/lock-calls.ts";
import { lastField } from "../source/place-chain.ts";
import { typeName } from "../source/type-text.ts";
import { typeOf } from "../source/types.ts";
import { place } from "../blocking-classes/words.ts";

const METHODS = /^(?:R?Lock|R?Unlock|TryR?Lock)$/;

/** What keeps it from being sure, in words; undefined where it is. */
export function releaseDoubt(
  source: GoSource,
  file: GoFile,
  { key, text }: Pick<LockCall, "key" | "text">,
): string | undefined {
  if (!source.isWhole(file)) return `not all files of package ${file.packageName} are at hand`;
  const name = key.slice(key.lastIndexOf(".") + 1).replace(/^var /, "");
  if (!/^[a-z_]/.test(name)) return `other packages can unlock ${text}`;
  const owner = key.startsWith("var ") ? undefined : key.slice(0, key.lastIndexOf("."));
  for (const one of source.program.packageFiles(file)) {
    for (const node of one.nodes) {
      const doubt =
        releaseElsewhere(source, one, node, key) ??
        escape(source, one, node, { name, owner, text });
      if (doubt !== undefined) return doubt;
    }
  }
  return undefined;
}

/** An Unlock of what the function has not locked. */
function releaseElsewhere(
  source: GoSource,
  file: GoFile,
  node: GoNode,
  key: string,
): string | undefined {
  const lock = lockCall(source.program, file, node);
  if (lock?.action !== "release") return undefined;
  if (lock.key !== key) {
    // Of a lock whose owner is not known it may be this one.
    const known = lock.key.includes(".") || lock.key.includes("@") || lock.key.startsWith("var ");
    return known ? undefined : `nobody knows what ${lock.text}.Unlock unlocks at ${at(file, node)}`;
  }
  const held = source
    .locksHeldAtNode(file, placeOf(file, node))
    .some((one) => one.key === key && one.mode === lock.mode && one.certain && !one.tried);
  return held
    ? undefined
    : `${lock.text} is unlocked at ${at(file, node)} by who has not locked it there`;
}

/** `defer func() { mu.Unlock() }()` unlocks for the function around it. */
function placeOf(file: GoFile, node: GoNode): GoNode {
  const around = functionNodeAround(node);
  const literal = file.functionOf(around);
  if (literal?.role !== "defer" || around === undefined) return node;
  for (const outer of ancestors(around)) if (outer.type === "defer_statement") return outer;
  return node;
}

interface Named {
  readonly name: string;
  /** The struct's type; undefined for a variable. */
  readonly owner: string | undefined;
  readonly text: string;
}

/** The lock is used for something else than being locked. */
function escape(
  source: GoSource,
  file: GoFile,
  node: GoNode,
  { name, owner, text }: Named,
): string | undefined {
  const { program } = source;
  if (owner !== undefined && isReplaced(source, file, node, owner)) {
    return `a whole ${owner} is assigned at ${at(file, node)}`;
  }
  const mentions =
    owner === undefined
      ? node.type === "identifier" && node.text === name && node.field !== "name"
      : node.type === "selector_expression" && childOf(node, "field")?.text === name;
  if (!mentions) return undefined;
  if (owner !== undefined) {
    const of = lastField(program, file, node)?.owner;
    if (of !== undefined && of !== owner) return undefined;
  }
  const { parent } = node;
  const method = parent?.type === "selector_expression" ? childOf(parent, "field")?.text : "";
  const called = parent?.parent?.type === "call_expression" && parent.field === "function";
  return called && METHODS.test(method ?? "")
    ? undefined
    : `${text} is passed on at ${at(file, node)}`;
}

/** `*s = Store{}` and `global = Store{}` put another lock in the place of the one that is held. */
function isReplaced({ program }: GoSource, file: GoFile, node: GoNode, owner: string): boolean {
  if (node.type !== "assignment_statement") return false;
  return expressionsOf(childOf(node, "left")).some((left) => {
    const type = typeOf(program, file, left);
    if (type === undefined) return left.type === "unary_expression";
    return !type.startsWith("*") && typeName(type) === owner;
  });
}

function at(file: GoFile, { line }: GoNode): string {
  return place(file.path, line);
}
