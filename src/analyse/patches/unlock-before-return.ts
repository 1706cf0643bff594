import type { BlockingFacts } from "../blocking-classes/blocking-facts.ts";
import type { GoFile } from "../source/go-file.ts";
import type { GoFunction } from "../source/functions.ts";
import type { GoSource } from "../source/go-source.ts";
import {
  childOf,
  expressionsOf,
  functionNodeAround,
  namedChildren,
  ownDescendants,
  type GoNode,
} from "../source/go-node.ts";
import { lockCall, type LockCall } from "../source/lock-calls.ts";
import { lineAfter, lineBefore, lineEdits, withoutLine, type LineEdit } from "./line-edit.ts";

/**
 * Unlocks on a path that returns with the lock held. Where every Unlock of the function stands at an end of it
 * anyway, they become one `defer` behind the Lock; else an Unlock comes in front of that return.
 */
export function unlockBeforeReturn(facts: BlockingFacts): readonly LineEdit[] | undefined {
  const { source } = facts;
  for (const bucket of facts.locks) {
    const wanted = facts.wanted(bucket);
    const file = bucket.site === undefined ? undefined : source?.file(bucket.site.file);
    if (source === undefined || wanted === undefined || file === undefined) continue;
    for (const one of source.program.packageFiles(file)) {
      for (const owner of one.functions) {
        const found = leakIn(source, one, owner, wanted.key);
        const edits = found && (deferred(found) ?? inserted(found));
        if (edits !== undefined) return edits;
      }
    }
  }
  return undefined;
}

interface Leak {
  readonly file: GoFile;
  readonly owner: GoFunction;
  readonly acquires: readonly LockCall[];
  readonly releases: readonly LockCall[];
  /** Returns at which the lock is certainly held. */
  readonly returns: readonly GoNode[];
}

/** Returns that leave the lock locked, in a function that unlocks it elsewhere. */
function leakIn(source: GoSource, file: GoFile, owner: GoFunction, key: string): Leak | undefined {
  if (owner.body === undefined) return undefined;
  const nodes = [...ownDescendants(owner.body)];
  const calls = nodes.flatMap((node) => lockCall(source.program, file, node) ?? []);
  const own = calls.filter((call) => call.key === key);
  const acquires = own.filter(({ action }) => action === "acquire");
  const releases = own.filter(({ action }) => action === "release");
  const [first] = acquires;
  // Without any Unlock it may be a function that locks for its caller.
  if (first === undefined || acquires.length !== 1 || releases.length === 0) return undefined;
  if (releases.some(({ mode, call }) => mode !== first.mode || isDeferred(call))) return undefined;
  if (isHandedOn(source, key)) return undefined;
  const returns = nodes.filter(
    (node) =>
      node.type === "return_statement" &&
      (source.locksHeldAt(file.path, node.line, owner.name) ?? []).some(
        (held) => held.key === key && held.certain && !held.deferred && held.mode === first.mode,
      ),
  );
  return returns.length === 0 ? undefined : { file, owner, acquires, releases, returns };
}

/**
 * Some function unlocks what it has not locked: the lock is handed from one to another, and the return that leaves it
 * locked may be meant.
 */
function isHandedOn(source: GoSource, key: string): boolean {
  const actions = new Map<GoNode | undefined, Set<string>>();
  for (const { lock } of source.lockSites().get(key)?.sites ?? []) {
    const owner = functionNodeAround(lock.call);
    actions.set(owner, (actions.get(owner) ?? new Set()).add(lock.action));
  }
  return [...actions.values()].some((all) => all.has("release") && all.size === 1);
}

function isDeferred(call: GoNode): boolean {
  return call.parent?.type === "defer_statement";
}

/** The statement that is nothing but the call. */
function statementOf({ call }: LockCall): GoNode | undefined {
  return call.parent?.type === "expression_statement" ? call.parent : undefined;
}

function unlockOf({ text, mode }: LockCall): string {
  return `${text}.${mode === "rlock" ? "RUnlock" : "Unlock"}()`;
}

function deferred({ file, owner, acquires, releases }: Leak): readonly LineEdit[] | undefined {
  const [lock] = acquires;
  const statement = lock && statementOf(lock);
  const list = statement?.parent;
  if (lock === undefined || statement === undefined || list === undefined) return undefined;
  // In a branch or a loop of its own, a defer would hold the lock longer than the text says.
  if (list !== owner.body && list.parent !== owner.body) return undefined;
  const lines: LineEdit[] = [];
  for (const release of releases) {
    const one = statementOf(release);
    if (one === undefined || !isAtEnd(one, owner)) return undefined;
    lines.push(withoutLine(file, one.line));
  }
  const edits = lineEdits(file, [lineAfter(file, statement.endLine, `defer ${unlockOf(lock)}`)]);
  return edits && [...edits, ...lines];
}

/** Nothing runs behind the statement but a return that calls nothing. */
function isAtEnd(statement: GoNode, owner: GoFunction): boolean {
  const list = statement.parent;
  const all = namedChildren(list);
  const next = all[all.indexOf(statement) + 1];
  if (next === undefined) return list === owner.body || list?.parent === owner.body;
  if (next.type !== "return_statement") return false;
  return ![...ownDescendants(next)].some(({ type }) => type === "call_expression");
}

function inserted({ file, acquires, returns }: Leak): readonly LineEdit[] | undefined {
  const [lock] = acquires;
  if (lock === undefined || !returns.every(isPlainReturn)) return undefined;
  return lineEdits(
    file,
    returns.map((node) => lineBefore(file, node.line, unlockOf(lock))),
  );
}

/** It returns nothing that the lock may guard: names, constants, nil; and it has its line for itself. */
function isPlainReturn(node: GoNode): boolean {
  const list = namedChildren(node)[0];
  const values = list === undefined ? [] : expressionsOf(list);
  const plain = values.every(({ type }) =>
    /^(identifier|nil|true|false|int_literal|interpreted_string_literal)$/.test(type),
  );
  const block = node.parent?.type === "block" ? node.parent : node.parent?.parent;
  return (
    plain && block !== undefined && block.line < node.line && childOf(node, "label") === undefined
  );
}
