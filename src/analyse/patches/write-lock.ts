import { rawLine } from "../classes/words.ts";
import type { RaceFacts, RaceSide } from "../classes/race-facts.ts";
import type { GoFile } from "../source/go-file.ts";
import type { GoFunction } from "../source/functions.ts";
import type { GoSource } from "../source/go-source.ts";
import { callParts, descendants, type GoNode } from "../source/go-node.ts";
import { lockCall } from "../source/lock-calls.ts";
import type { HeldLock } from "../source/lock-walk.ts";
import { typeOf } from "../source/types.ts";
import type { LineEdit } from "./line-edit.ts";

/**
 * RLock → Lock and RUnlock → Unlock on every line of the writing function that names this lock. A read lock may be
 * taken twice by one goroutine, a write lock may not: so only where no caller holds the lock and nothing that the
 * function calls can take it.
 */
export function writeLock(
  facts: RaceFacts,
  side: RaceSide,
  lock: HeldLock,
): readonly LineEdit[] | undefined {
  const path = side.user?.file;
  const owner = side.function;
  const { source } = facts;
  const file = path === undefined ? undefined : source?.file(path);
  if (path === undefined || owner === undefined || source === undefined) return undefined;
  // The lock was taken by a caller: it may be right there, and the write is wrong here.
  if (lock.line < owner.line || lock.line > owner.endLine) return undefined;
  if (file === undefined || !source.isWhole(file) || !staysAlone(source, file, owner, lock))
    return undefined;
  const edits: LineEdit[] = [];
  for (let line = owner.line; line <= owner.endLine; line++) {
    const text = rawLine(facts, path, line) ?? "";
    const changed = text
      .replaceAll(`${lock.text}.RLock()`, `${lock.text}.Lock()`)
      .replaceAll(`${lock.text}.RUnlock()`, `${lock.text}.Unlock()`);
    if (changed !== text) edits.push({ path, line, replacement: [changed] });
  }
  return edits;
}

function staysAlone(source: GoSource, file: GoFile, owner: GoFunction, lock: HeldLock): boolean {
  const { text } = owner.node;
  // Both ends must change: an unlock that is handed on, or stands in another function, would not.
  if (!text.includes(`${lock.text}.RLock()`) || !text.includes(`${lock.text}.RUnlock()`)) {
    return false;
  }
  const rest = text.replaceAll(/\.R(?:Unl|L)ock\(\)/g, "");
  if (/\.(?:RLocker|RUnlock|RLock|TryRLock)\b/.test(rest)) return false;
  if (mayTake(source, file, owner, lock.key, new Set())) return false;
  const name = owner.name.slice(owner.name.lastIndexOf(".") + 1);
  return source.program.callsNamed(name, file).every(({ file: from, parts }) => {
    return !source.locksHeldAtNode(from, parts.call).some(({ key }) => key === lock.key);
  });
}

/** Something that the function calls takes the lock, or cannot be followed. */
function mayTake(
  source: GoSource,
  file: GoFile,
  owner: GoFunction,
  key: string,
  seen: Set<GoFunction>,
): boolean {
  const { program } = source;
  const isFirst = seen.size === 0;
  seen.add(owner);
  for (const node of descendants(owner.node)) {
    if (node.type !== "call_expression") continue;
    const lock = lockCall(program, file, node);
    if (lock !== undefined) {
      // The function's own calls are the ones that change.
      if (lock.key === key && (!isFirst || lock.mode === "lock")) return true;
      continue;
    }
    const target = calledFunction(source, file, node);
    if (target === "harmless") continue;
    if (target === undefined) return true;
    const known = seen.has(target.function);
    if (!known && mayTake(source, target.file, target.function, key, seen)) return true;
  }
  return false;
}

const BUILTIN =
  /^(append|cap|clear|close|complex|copy|delete|imag|len|make|max|min|new|panic|print|println|real|recover|string|bool|byte|rune|error|any|u?int(?:8|16|32|64)?|uintptr|float(?:32|64))$/;

/** What a call runs: `harmless` for builtins, conversions and the standard library; undefined where not known. */
function calledFunction(
  { program }: GoSource,
  file: GoFile,
  call: GoNode,
): { readonly file: GoFile; readonly function: GoFunction } | "harmless" | undefined {
  const parts = callParts(call);
  if (parts === undefined) {
    const callee = call.children[0];
    return callee?.type === "func_literal" ? "harmless" : undefined;
  }
  const { name, operand } = parts;
  if (operand === undefined) {
    return program.function(name, file) ?? (BUILTIN.test(name) ? "harmless" : undefined);
  }
  const imported = operand.type === "identifier" ? file.imports.get(operand.text) : undefined;
  // The standard library cannot know the lock; literals that it is given are looked through as part of the caller.
  if (imported !== undefined) return imported.includes(".") ? undefined : "harmless";
  const receiver = typeOf(program, file, operand);
  if (receiver === undefined) return undefined;
  return program.function(name, file, receiver);
}
