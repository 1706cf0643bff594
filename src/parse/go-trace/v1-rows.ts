// Collects converted events of an old trace in chunks of columns like the kernel's.
import type { EventChunk, TraceGeneration } from "../../model/trace.ts";
import { FLAG_REPAIRED, GO } from "../../model/trace.ts";

const ROWS = 4096;
const HIGH = 2 ** 32;

/** One event on its way into the columns; ids as they are, -1 for none. */
export interface Row {
  type: number;
  ns: number;
  from: number;
  to: number;
  thread: number;
  proc: number;
  g: number;
  /** A goroutine's id, or a processor's for events about processors. */
  subject: number;
  stack: number;
  stack2: number;
  text: number;
  value: number;
  value2: number;
  repaired: boolean;
}

/** Ids that get slots in order of appearance. */
class Slots {
  readonly #slots = new Map<number, number>();
  words = new Uint32Array(512);
  #count: number;

  constructor(reserved: number) {
    this.#count = reserved;
  }

  of(id: number): number {
    let slot = this.#slots.get(id);
    if (slot === undefined) {
      slot = this.#count++;
      this.#slots.set(id, slot);
      if (2 * slot + 2 > this.words.length) {
        const more = new Uint32Array(this.words.length * 2);
        more.set(this.words);
        this.words = more;
      }
      this.words[2 * slot] = id % HIGH;
      this.words[2 * slot + 1] = Math.floor(id / HIGH);
    }
    return slot;
  }

  /** Forgets an id: its next appearance gets a slot of its own. */
  end(id: number): void {
    this.#slots.delete(id);
  }
}

export class OldRows {
  readonly #generation: TraceGeneration;
  readonly #emit: (chunk: EventChunk) => void;
  readonly #textIds = new Map<string, number>();
  readonly #strings: Map<number, string>;
  #nextText: number;
  readonly #goroutines = new Slots(0);
  readonly #threads = new Slots(1);
  #n = 0;
  #lastNs = -1;
  gomaxprocs: number | undefined;
  events = 0;
  repaired = 0;
  readonly #timeNs = new Float64Array(ROWS);
  readonly #u32 = (): Uint32Array => new Uint32Array(ROWS);
  readonly #kind = this.#u32();
  readonly #thread = new Int32Array(ROWS);
  readonly #proc = new Int32Array(ROWS);
  readonly #goroutine = new Int32Array(ROWS);
  readonly #subject = new Int32Array(ROWS);
  readonly #stack = this.#u32();
  readonly #stack2 = this.#u32();
  readonly #text = this.#u32();
  readonly #value = new Uint32Array(2 * ROWS);
  readonly #value2 = new Uint32Array(2 * ROWS);

  constructor(
    strings: Map<number, string>,
    generation: TraceGeneration,
    emit: (chunk: EventChunk) => void,
  ) {
    this.#strings = strings;
    this.#nextText = [...strings.keys()].reduce((max, id) => Math.max(max, id), 0) + 1;
    this.#generation = generation;
    this.#emit = emit;
  }

  get lastNs(): number {
    return this.#lastNs;
  }

  /** The id of a text that the trace has no string for. */
  text(text: string): number {
    if (text === "") return 0;
    let id = this.#textIds.get(text);
    if (id === undefined) {
      id = this.#nextText++;
      this.#textIds.set(text, id);
      this.#strings.set(id, text);
    }
    return id;
  }

  blank(type: number, ns: number): Row {
    const none = { thread: -1, proc: -1, g: -1, subject: -1 };
    const zero = { from: 0, to: 0, stack: 0, stack2: 0, text: 0, value: 0, value2: 0 };
    return { type, ns, ...none, ...zero, repaired: false };
  }

  /** A sync event at its own time, which does not move the others. */
  sync(n: number, ns: number): void {
    const row = this.blank(255, ns);
    row.value = n;
    this.#put(row, ns);
  }

  push(row: Row): void {
    const ns = row.ns <= this.#lastNs ? this.#lastNs + 1 : row.ns;
    this.#lastNs = ns;
    this.#put(row, ns);
  }

  #put(row: Row, ns: number): void {
    const i = this.#n++;
    const isProc = row.type >= 10 && row.type <= 13;
    const sweep = row.type >= 31 && row.type <= 33;
    const g = (id: number): number => (id < 0 ? -1 : this.#goroutines.of(id));
    this.events += 1;
    if (row.repaired) this.repaired += 1;
    const flags = row.repaired ? FLAG_REPAIRED : 0;
    this.#timeNs[i] = ns;
    this.#kind[i] = row.type | (row.from << 8) | (row.to << 16) | (flags << 24);
    this.#thread[i] = row.thread < 0 ? 0 : this.#threads.of(row.thread);
    this.#proc[i] = row.proc;
    this.#goroutine[i] = g(row.g);
    this.#subject[i] = isProc || sweep ? row.subject : g(row.subject);
    this.#stack[i] = row.stack;
    this.#stack2[i] = row.stack2;
    this.#text[i] = row.text;
    words(this.#value, i, row.value);
    words(this.#value2, i, row.value2);
    if (row.to === GO.notExist && !isProc) this.#goroutines.end(row.subject);
    if (this.#n === ROWS) this.flush();
  }

  flush(): void {
    if (this.#n === 0) return;
    const length = this.#n;
    this.#n = 0;
    this.#emit({
      length,
      generation: this.#generation,
      originNs: 0n,
      timeNs: this.#timeNs,
      kind: this.#kind,
      thread: this.#thread,
      proc: this.#proc,
      goroutine: this.#goroutine,
      subject: this.#subject,
      stack: this.#stack,
      stack2: this.#stack2,
      text: this.#text,
      value: this.#value,
      value2: this.#value2,
      goroutineIds: { words: this.#goroutines.words, stride: 2 },
      threadIds: { words: this.#threads.words, stride: 2 },
    });
  }
}

function words(column: Uint32Array, i: number, value: number): void {
  column[2 * i] = value < 0 ? 0xffff_ffff : value % HIGH;
  column[2 * i + 1] = value < 0 ? 0xffff_ffff : Math.floor(value / HIGH);
}
