// What patterns may ask of an event beyond its columns: call sites and functions of its stack, as numbers that can be
// compared. Every distinct stack is looked at once.
import { PATTERN_CLASSES, type PatternEvents } from "../../../model/pattern-events.ts";
import type { PatternAttribute } from "../../../model/pattern.ts";
import type { StackIndex, TextIndex, TraceInterner } from "../../../model/trace-interner.ts";
import { entryFunction, ownSite, siteText } from "../../trace/site.ts";
import { LockSites, siteOfLine } from "./lock-sites.ts";

/** A test of a stack or text by its number, answered once for each. */
export type NumberTest = (index: number) => boolean;

export class Facts {
  readonly interner: TraceInterner;
  readonly locks: LockSites;
  readonly #sites: number[] = [];
  readonly #functions: number[] = [];
  readonly #entries: number[] = [];

  constructor(interner: TraceInterner) {
    this.interner = interner;
    this.locks = new LockSites((stack) =>
      interner.string(this.ofStack("site", stack) as TextIndex),
    );
  }

  /** The value of an attribute of an event: a goroutine's id, a class's number, or a text's. */
  attribute(name: PatternAttribute, e: PatternEvents, i: number): number {
    switch (name) {
      case "g":
        return e.g[i] ?? -1;
      case "by":
        return e.by[i] ?? -1;
      case "class":
        return e.cls[i] ?? 0;
      case "reason":
      case "name":
        return e.text[i] ?? 0;
      case "value":
        return e.value[i] ?? 0;
      case "site":
      case "function":
      case "entry":
        return this.ofStack(name, e.stack[i] ?? 0);
      case "lock":
        return this.interner.textOf(this.locks.lineOf(e.cls[i] ?? 0, e.stack[i] ?? 0));
    }
  }

  /** The value of an attribute that a stack alone decides; 0 for others. */
  ofStack(name: PatternAttribute, stack: number): number {
    switch (name) {
      case "site":
        return this.#cached(this.#sites, stack, (f) => siteText(ownSite(f)));
      case "function":
        return this.#cached(this.#functions, stack, (f) => ownSite(f)?.function ?? "");
      case "entry":
        return this.#cached(this.#entries, stack, entryFunction);
      default:
        return 0;
    }
  }

  /** The value once the trace has been read: a lock's line becomes the lock, others stay. */
  final(name: PatternAttribute | undefined, value: number): number {
    if (name !== "lock" || Number.isNaN(value)) return value;
    return this.interner.textOf(this.locks.lockOf(this.interner.string(value as TextIndex)));
  }

  /** The value's text for people; goroutines stay numbers. */
  show(name: PatternAttribute, value: number): string | number {
    if (name === "g" || name === "by") return value;
    if (name === "class") return PATTERN_CLASSES[value] ?? "none";
    const text = this.interner.string(this.final(name, value) as TextIndex);
    return name === "lock" ? siteOfLine(text) : text;
  }

  /** The number that a text in a pattern stands for, for comparison with an attribute. */
  valueOf(name: PatternAttribute, text: string): number {
    if (name === "g" || name === "by") return Number(text);
    if (name === "class") return PATTERN_CLASSES.findIndex((c) => c === text);
    return this.interner.textOf(text);
  }

  /** Whether a text is one of these; a final * stands for anything. */
  textTest(wanted: readonly string[]): NumberTest {
    return memo((index) => {
      const text = this.interner.string(index as TextIndex);
      return wanted.some((w) => (w.endsWith("*") ? text.startsWith(w.slice(0, -1)) : text === w));
    });
  }

  /** Whether a frame's function contains one of these texts. */
  stackTest(parts: readonly string[]): NumberTest {
    return memo((index) =>
      this.interner
        .frames(index as StackIndex)
        .some(({ func }) => parts.some((part) => func.includes(part))),
    );
  }

  #cached(
    cache: number[],
    stack: number,
    text: (frames: ReturnType<TraceInterner["frames"]>) => string,
  ): number {
    let value = cache[stack];
    if (value === undefined) {
      value = this.interner.textOf(text(this.interner.frames(stack as StackIndex)));
      cache[stack] = value;
    }
    return value;
  }
}

function memo(test: NumberTest): NumberTest {
  const known = new Map<number, boolean>();
  return (index) => {
    let answer = known.get(index);
    if (answer === undefined) known.set(index, (answer = test(index)));
    return answer;
  };
}
