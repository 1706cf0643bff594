import { rawLine } from "../classes/words.ts";
import type { RaceFacts, RaceSide } from "../classes/race-facts.ts";
import type { HeldLock } from "../source/lock-walk.ts";
import type { LineEdit } from "./line-edit.ts";

/** RLock → Lock and RUnlock → Unlock on every line of the writing function that names this lock. */
export function writeLock(
  facts: RaceFacts,
  side: RaceSide,
  lock: HeldLock,
): readonly LineEdit[] | undefined {
  const path = side.user?.file;
  const owner = side.function;
  if (path === undefined || owner === undefined) return undefined;
  // The lock was taken by a caller: it may be right there, and the write is wrong here.
  if (lock.line < owner.line || lock.line > owner.endLine) return undefined;
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
