// Stacks and strings count anew in every generation; here each distinct one gets one number for the whole trace.
import type { Brand } from "./brand.ts";
import type { Frame, GenerationTables } from "./trace.ts";

/** A stack's number in the whole trace; 0 = no stack. */
export type StackIndex = Brand<number, "StackIndex">;
/** A text's number in the whole trace; 0 = "". */
export type TextIndex = Brand<number, "TextIndex">;

const UNSEEN = -1;
/** Ids above this are looked up without the cache; no runtime comes near it. */
const CACHED_ID_MAX = 1 << 20;
const NO_FRAMES: readonly Frame[] = [];

/** Ids of the generation under way to numbers of the whole trace. */
class Cache {
  ids = new Int32Array(1024).fill(UNSEEN);

  get(id: number): number {
    return this.ids[id] ?? UNSEEN;
  }

  set(id: number, index: number): void {
    if (id > CACHED_ID_MAX) return;
    if (id >= this.ids.length) {
      const more = new Int32Array(2 ** Math.ceil(Math.log2(id + 1))).fill(UNSEEN);
      more.set(this.ids);
      this.ids = more;
    }
    this.ids[id] = index;
  }

  clear(): void {
    this.ids.fill(UNSEEN);
  }
}

/** Also known as an interner: equal stacks and texts of different generations get the same number. */
export class TraceInterner {
  #tables: GenerationTables | undefined;
  readonly #stackCache = new Cache();
  readonly #textCache = new Cache();
  readonly #stackNumbers = new Map<string, number>([["", 0]]);
  readonly #stacks: (readonly Frame[])[] = [NO_FRAMES];
  readonly #textNumbers = new Map<string, number>([["", 0]]);
  readonly #texts: string[] = [""];

  stack(tables: GenerationTables, id: number): StackIndex {
    if (id === 0) return 0 as StackIndex;
    if (tables !== this.#tables) this.#next(tables);
    const known = this.#stackCache.get(id);
    if (known !== UNSEEN) return known as StackIndex;
    const index = this.stackOf(tables.frames(id));
    this.#stackCache.set(id, index);
    return index;
  }

  /** The number of a stack that need not come from a table. */
  stackOf(frames: readonly Frame[]): StackIndex {
    // Frames are told apart by all they say: a pc alone may stand for several inlined calls.
    const key = frames.map((f) => `${f.pc},${f.func},${f.line}`).join(";");
    let index = this.#stackNumbers.get(key);
    if (index === undefined) {
      index = this.#stacks.push(frames) - 1;
      this.#stackNumbers.set(key, index);
    }
    return index as StackIndex;
  }

  text(tables: GenerationTables, id: number): TextIndex {
    if (id === 0) return 0 as TextIndex;
    if (tables !== this.#tables) this.#next(tables);
    const known = this.#textCache.get(id);
    if (known !== UNSEEN) return known as TextIndex;
    const index = this.textOf(tables.string(id) ?? "");
    this.#textCache.set(id, index);
    return index;
  }

  /** The number of a text that need not come from a table. */
  textOf(text: string): TextIndex {
    let index = this.#textNumbers.get(text);
    if (index === undefined) {
      index = this.#texts.push(text) - 1;
      this.#textNumbers.set(text, index);
    }
    return index as TextIndex;
  }

  frames(index: StackIndex): readonly Frame[] {
    return this.#stacks[index] ?? NO_FRAMES;
  }

  string(index: TextIndex): string {
    return this.#texts[index] ?? "";
  }

  get stackCount(): number {
    return this.#stacks.length;
  }

  get textCount(): number {
    return this.#texts.length;
  }

  #next(tables: GenerationTables): void {
    this.#tables = tables;
    this.#stackCache.clear();
    this.#textCache.clear();
  }
}
