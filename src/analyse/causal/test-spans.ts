// When each test's own goroutine lived, in flat memory: for the choice of a window in a trace that is too large.
import * as col from "../../model/trace-columns.ts";
import { EV } from "../../model/trace-event-types.ts";
import type { TraceInterner } from "../../model/trace-interner.ts";
import { type EventChunk, GO, type GoroutineSlot, type TraceVisitor } from "../../model/trace.ts";
import { testEntryOf, testNameOfRegion, TEST_RUNNERS } from "./test-roots.ts";

export interface TestLife {
  readonly goid: number;
  /** As its function; "" while no stack was seen. */
  name: string;
  readonly fromNs: number;
  /** The last event of the trace for one that did not end. */
  toNs: number;
}

const TESTS_MAX = 100_000;

export class TestSpans implements TraceVisitor {
  readonly wants = [
    EV.goCreate,
    EV.goCreateBlocked,
    EV.goBlock,
    EV.goStop,
    EV.goDestroy,
    EV.goStatusStack,
    EV.regionBegin,
  ];
  readonly #interner: TraceInterner;
  readonly #live = new Map<number, TestLife>();
  readonly #all: TestLife[] = [];
  #lastNs = 0;

  constructor(interner: TraceInterner) {
    this.#interner = interner;
  }

  chunk(c: EventChunk): void {
    const { tables } = c.generation;
    for (let i = 0; i < c.length; i++) {
      this.#lastNs = col.timeAt(c, i);
      const type = col.typeAt(c, i);
      if (type === EV.regionBegin) {
        const life = this.#live.get(col.goroutineAt(c, i));
        const text = this.#interner.string(this.#interner.text(tables, col.textAt(c, i)));
        if (life !== undefined) life.name = testNameOfRegion(text) ?? life.name;
        continue;
      }
      const slot = col.subjectAt(c, i);
      if (col.fromAt(c, i) === GO.notExist) this.#create(c, i, slot);
      const life = this.#live.get(slot);
      if (life === undefined) continue;
      if (col.toAt(c, i) === GO.notExist) {
        life.toNs = this.#lastNs;
        this.#live.delete(slot);
      } else if (life.name === "") {
        const frames = this.#interner.frames(this.#interner.stack(tables, col.stackAt(c, i)));
        life.name = testEntryOf(frames) ?? "";
      }
    }
  }

  #create(c: EventChunk, i: number, slot: GoroutineSlot): void {
    this.#live.delete(slot);
    const start = this.#interner.stack(c.generation.tables, col.newStackAt(c, i));
    if (!this.#interner.frames(start).some(({ func }) => TEST_RUNNERS.has(func))) return;
    if (this.#all.length >= TESTS_MAX) return;
    const at = col.timeAt(c, i);
    const life = { goid: col.goroutineIdOf(c, slot), name: "", fromNs: at, toNs: Infinity };
    this.#live.set(slot, life);
    this.#all.push(life);
  }

  /** In the order of creation. */
  finish(): readonly TestLife[] {
    for (const life of this.#all) if (life.toNs === Infinity) life.toNs = this.#lastNs;
    return this.#all;
  }
}
