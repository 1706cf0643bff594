import { RACE_CLASS_DOCS } from "../../model/race-classes.ts";
import { isMutexType } from "../source/lock-calls.ts";
import type { Classification, LineEdit, RaceClass } from "./race-class.ts";
import type { RaceFacts, RaceSide } from "./race-facts.ts";
import { rawLine, sideWhere, sideWords } from "./words.ts";

/** Exactly one side goes through sync/atomic: Go prints it as a plain read or write below that frame. */
export const mixedAtomic: RaceClass = {
  id: "mixed-atomic",
  code: "RG1009",
  docs: RACE_CLASS_DOCS.RG1009,
  classify(facts) {
    const found = sideWhere(facts, (side, other) => side.atomic && isPlain(other));
    if (found === undefined) return undefined;
    const { side, other } = found;
    // Locks are atomic inside: what races with one is its copy or its replacement (lock-copy).
    if (isMutexType(other.memory?.type) || usesLock(side)) return undefined;
    return {
      certainty: "proof",
      explanation:
        `${sideWords(side, facts.name)} through ${side.access.frames[0]?.function ?? "sync/atomic"}, ` +
        `but ${sideWords(other)} without it. An atomic operation protects only against other atomic ones.`,
      fix: fixOf(facts, side, other),
    };
  },
};

function isPlain(side: RaceSide): boolean {
  return side.access.frames.length > 0 && !side.atomic;
}

/** The atomic operation is one of sync.Mutex, RWMutex, Once, WaitGroup. */
export function usesLock(side: RaceSide): boolean {
  return (
    side.atomic && side.inside.some((frame) => /^(sync|internal\/sync)\.\(/.test(frame.function))
  );
}

function fixOf(facts: RaceFacts, atomic: RaceSide, plain: RaceSide): Classification["fix"] {
  const words =
    "Access it through sync/atomic everywhere, or make it an atomic.Int64, atomic.Bool or atomic.Pointer, " +
    "which cannot be used plainly.";
  const edit = atomicEdit(facts, atomic, plain);
  return edit === undefined ? { words } : { words, edits: [edit] };
}

/** `x` → `atomic.LoadInt64(&x)`, `x = v` → `atomic.StoreInt64(&x, v)`, where the whole statement is that simple. */
function atomicEdit(facts: RaceFacts, atomic: RaceSide, plain: RaceSide): LineEdit | undefined {
  const { memory, user } = plain;
  const called = atomic.access.frames[0]?.function ?? "";
  const suffix =
    /\.(?:Add|And|Or|Load|Store|Swap|CompareAndSwap)(U?[Ii]nt(?:32|64|ptr)|Pointer)$/.exec(
      called,
    )?.[1];
  if (memory === undefined || user === undefined || suffix === undefined) return undefined;
  if (memory.file.imports.get("atomic") !== "sync/atomic" || memory.via !== "plain")
    return undefined;
  const line = rawLine(facts, user.file, memory.line);
  if (line === undefined || line.split(memory.text).length !== 2) return undefined;
  const path = user.file;
  if (memory.operation === "read") {
    const load = `atomic.Load${suffix}(&${memory.text})`;
    return { path, line: memory.line, replacement: [line.replace(memory.text, () => load)] };
  }
  const statement = new RegExp(`^([\\t ]*)${escaped(memory.text)} = (\\S.*)$`).exec(line);
  if (statement === null) return undefined;
  const [, indent = "", value = ""] = statement;
  const store = `${indent}atomic.Store${suffix}(&${memory.text}, ${value})`;
  return { path, line: memory.line, replacement: [store] };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
