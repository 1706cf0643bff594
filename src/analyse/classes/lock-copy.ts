import { RACE_CLASS_DOCS } from "../../model/race-classes.ts";
import type { StackFrame } from "../../model/race-report.ts";
import { plainSymbol } from "../source/functions.ts";
import { functionNodeAround } from "../source/go-node.ts";
import { isMutexType } from "../source/lock-calls.ts";
import { lockCopies, type LockCopy } from "../source/lock-copies.ts";
import type { MemoryAccess } from "../source/memory-access.ts";
import { usesLock } from "./mixed-atomic.ts";
import type { Classification, RaceClass } from "./race-class.ts";
import type { RaceFacts, RaceSide } from "./race-facts.ts";
import { place, sideWhere, sideWords } from "./words.ts";

/** Both sides hold "the same" lock, but it was copied by value: each holds its own copy. */
export const lockCopy: RaceClass = {
  id: "lock-copy",
  code: "RG1019",
  docs: RACE_CLASS_DOCS.RG1019,
  classify(facts) {
    const [first, second] = facts.sides;
    const used = sideWhere(facts, (side, other) => usesLock(side) && other.user !== undefined);
    if (used !== undefined && !used.other.atomic) return touched(used.side, used.other);
    const overwritten = facts.sides.find(({ memory }) => overwritesLock(memory));
    if (overwritten !== undefined) {
      return {
        certainty: "direct",
        explanation: `${sideWords(overwritten, "a mutex itself")} while it is in use: who holds the old one holds nothing.`,
        fix: { words: "Never assign to a mutex that is shared; make a new object instead." },
      };
    }
    const keys = new Set(first.held?.map(({ key }) => key));
    const shared = second.held?.find(({ key }) => keys.has(key));
    if (shared === undefined) return undefined;
    const copy = copyOnTheWay(facts, shared.key, shared.text.split(".", 1)[0] ?? "");
    if (copy === undefined) return undefined;
    return {
      certainty: "direct",
      explanation:
        `Both hold ${shared.text}, but ${HOW[copy.how]} copies it ` +
        `(${copy.text}, ${place(copy.path, copy.line)}): they hold two different locks.`,
      fix: {
        words: `Pass the lock by pointer: ${FIX[copy.how]}. go vet's copylocks check finds such copies.`,
      },
    };
  },
};

/** One side locks; the other reads or writes the lock's own words: it copies or replaces the struct around it. */
function touched(side: RaceSide, other: RaceSide): Classification {
  const lock = side.inside.findLast((frame) => frame.function.includes("sync."))?.function ?? "";
  return {
    certainty: "direct",
    explanation:
      `${sideWords(side, "a lock's state")} in ${lock}, while ${sideWords(other)} as plain memory: it copies ` +
      "or replaces the lock, or the struct that holds it.",
    fix: {
      words:
        "Do not copy or assign a struct that holds a lock once it is in use: pass pointers, and make a new " +
        "object instead of overwriting the old one.",
    },
  };
}

/** `mu = sync.Mutex{}`. */
function overwritesLock(memory: MemoryAccess | undefined): boolean {
  return memory?.operation === "write" && memory.via === "plain" && isMutexType(memory.type);
}

const HOW: Readonly<Record<LockCopy["how"], string>> = {
  "value-receiver": "a method with a value receiver",
  "value-parameter": "a parameter passed by value",
  assignment: "an assignment",
  argument: "a call that passes it by value",
  range: "a range clause",
};
const FIX: Readonly<Record<LockCopy["how"], string>> = {
  "value-receiver": "make the receiver a pointer",
  "value-parameter": "make the parameter a pointer",
  assignment: "keep a pointer instead of a copy",
  argument: "pass a pointer",
  range: "range over indices or over pointers",
};

/**
 * A copy in a function of one of the two stacks, or a copy of the type that holds the lock. `root` is the variable
 * through which the lock is held.
 */
function copyOnTheWay(
  facts: RaceFacts,
  key: string,
  root: string,
): (LockCopy & { readonly path: string }) | undefined {
  const { source, sides } = facts;
  const owner = key.includes(".") ? key.slice(0, key.indexOf(".")) : undefined;
  const frames = sides.flatMap((side) => side.access.frames);
  for (const path of new Set(frames.map(({ file }) => file))) {
    const file = source?.file(path);
    if (file === undefined || source === undefined) continue;
    const copy = lockCopies(source.program, file).find((one) => {
      const called =
        one.how === "value-receiver" || one.how === "value-parameter"
          ? frames.some((frame) => frame.file === path && inside(one, frame.line, frame.function))
          : frames.some((frame) => frame.file === path && frame.line === one.line) ||
            (one.target === root && frames.some((frame) => isAround(one, frame, path)));
      return (
        called && (owner === undefined || one.type.endsWith(owner) || one.how !== "value-receiver")
      );
    });
    if (copy !== undefined) return { ...copy, path };
  }
  return undefined;
}

/** The copy is made in a function around the frame's line: a literal locks what its surroundings have copied. */
function isAround({ node }: LockCopy, frame: StackFrame, path: string): boolean {
  const around = functionNodeAround(node);
  return (
    frame.file === path &&
    around !== undefined &&
    around.line <= frame.line &&
    frame.line <= around.endLine
  );
}

function inside(copy: LockCopy, line: number, symbol: string): boolean {
  if (copy.how === "value-receiver" && plainSymbol(symbol).endsWith(`.${copy.text}`)) return true;
  return copy.node.line <= line && line <= copy.node.endLine;
}
