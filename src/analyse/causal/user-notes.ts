// The user's own annotations (runtime/trace): which region and task a goroutine is in, and what it logged last there.
import type { TextIndex, TraceInterner } from "../../model/trace-interner.ts";
import type { UserNote } from "./segments.ts";

/** Regions nested deeper than this on one goroutine are not told apart. */
const DEPTH_MAX = 64;
/** Distinct combinations; later ones stay without a note. */
const NOTES_MAX = 100_000;
const LOG_CHARS_MAX = 200;
const NO_TEXT = 0 as TextIndex;

interface Scope {
  readonly region: TextIndex;
  readonly task: number;
  log: TextIndex;
}

/** Regions of one goroutine. */
interface Stack {
  readonly scopes: Scope[];
  depth: number;
}

export class UserNotes {
  readonly #interner: TraceInterner;
  readonly #notes: UserNote[];
  readonly #numbers = new Map<string, number>();
  readonly #tasks = new Map<number, TextIndex>();
  readonly #stacks = new Map<number, Stack>();

  /** `notes` is filled as combinations turn up; a note's number is its place there plus one. */
  constructor(interner: TraceInterner, notes: UserNote[]) {
    this.#interner = interner;
    this.#notes = notes;
  }

  taskBegin(task: number, name: TextIndex): void {
    if (this.#tasks.size < NOTES_MAX) this.#tasks.set(task, name);
  }

  regionBegin(actor: number, task: number, region: TextIndex): void {
    const stack = this.#stackOf(actor);
    stack.depth += 1;
    if (stack.depth <= DEPTH_MAX) stack.scopes.push({ region, task, log: NO_TEXT });
  }

  regionEnd(actor: number): void {
    const stack = this.#stackOf(actor);
    if (stack.depth === 0) return;
    if (stack.depth <= DEPTH_MAX) stack.scopes.pop();
    stack.depth -= 1;
    if (stack.depth === 0) this.#stacks.delete(actor);
  }

  /** A log outside of a region says nothing of what follows it: when would it end? */
  log(actor: number, key: string, value: string): void {
    const scope = this.#stacks.get(actor)?.scopes.at(-1);
    if (scope === undefined) return;
    const text = key === "" ? value : `${key}=${value}`;
    scope.log = this.#interner.textOf(text.slice(0, LOG_CHARS_MAX));
  }

  /** The number of what holds for the goroutine now; 0 = nothing. */
  noteOf(actor: number): number {
    const scope = this.#stacks.get(actor)?.scopes.at(-1);
    if (scope === undefined) return 0;
    const task = this.#tasks.get(scope.task) ?? NO_TEXT;
    const key = `${scope.region},${task},${scope.log}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    if (this.#notes.length >= NOTES_MAX) return 0;
    const number = this.#notes.push({ region: scope.region, task, log: scope.log });
    this.#numbers.set(key, number);
    return number;
  }

  ended(actor: number): void {
    this.#stacks.delete(actor);
  }

  #stackOf(actor: number): Stack {
    let stack = this.#stacks.get(actor);
    if (stack === undefined) {
      stack = { scopes: [], depth: 0 };
      this.#stacks.set(actor, stack);
    }
    return stack;
  }
}
