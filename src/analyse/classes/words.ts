import { shortSymbol } from "../../util/go-symbol.ts";
import type { HeldLock } from "../source/lock-walk.ts";
import type { RaceFacts, RaceSide } from "./race-facts.ts";

/** `p.(*T).Get reads it at cache.go:12`. */
export function sideWords(side: RaceSide, what = "it"): string {
  const { user, operation } = side;
  const verb = operation === "read" ? "reads" : operation === "write" ? "writes" : "uses";
  if (user === undefined) {
    const created = side.creation?.frames[0];
    const started = created === undefined ? "" : ` started at ${place(created.file, created.line)}`;
    return `a goroutine${started} ${verb} ${what}`;
  }
  return `${shortSymbol(user.function)} ${verb} ${what} at ${place(user.file, user.line)}`;
}

/** `cache.go:12`. */
export function place(file: string, line: number): string {
  return `${file.slice(Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")) + 1)}:${line}`;
}

/** `mu` and `s.mu (for reading)`. */
export function lockWords(locks: readonly HeldLock[]): string {
  if (locks.length === 0) return "no lock";
  const words = locks.map(({ text, mode }) => (mode === "rlock" ? `${text} (for reading)` : text));
  return [...new Set(words)].join(", ");
}

/** The side that fulfils the condition, and the other one. */
export function sideWhere(
  facts: RaceFacts,
  holds: (side: RaceSide, other: RaceSide) => boolean,
): { readonly side: RaceSide; readonly other: RaceSide } | undefined {
  const [first, second] = facts.sides;
  if (holds(first, second)) return { side: first, other: second };
  return holds(second, first) ? { side: second, other: first } : undefined;
}

/** The indentation of a source line. */
export function indentOf(text: string): string {
  return /^[\t ]*/.exec(text)?.[0] ?? "";
}

/** The line as it stands in the file, with its indentation. */
export function rawLine(facts: RaceFacts, path: string, line: number): string | undefined {
  return facts.source?.file(path)?.text.split("\n")[line - 1]?.replace(/\r$/, "");
}
