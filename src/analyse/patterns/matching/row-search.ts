// Questions about a segment's rows under the variables bound so far. Nothing here is allocated per question.
import type { PatternEvents } from "../../../model/pattern-events.ts";
import type { Bindings } from "./bindings.ts";
import type { CompiledPattern, CompiledStep, EventTest } from "./compiled.ts";
import type { Rows, SegmentIndex } from "./segment-index.ts";

export class RowSearch {
  readonly #pattern: CompiledPattern;
  readonly #bindings: Bindings;
  #index!: SegmentIndex;
  #e!: PatternEvents;
  /** Events looked at. */
  looked = 0;

  constructor(pattern: CompiledPattern, bindings: Bindings) {
    this.#pattern = pattern;
    this.#bindings = bindings;
  }

  segment(index: SegmentIndex): void {
    this.#index = index;
    this.#e = index.events;
  }

  /** The first row of the goroutine above `above` that is of one of the kinds; -1 for none. */
  next(g: number, kinds: number, above: number): number {
    const number = this.#index.numberAt(g, above);
    const { rows } = this.#index;
    if (number < 0 || ((rows.kinds[number] ?? 0) & kinds) === 0) return -1;
    const { kind } = this.#e;
    for (let row = this.#index.firstAbove(number, above); row >= 0; row = rows.after[row] ?? -1) {
      this.looked += 1;
      if ((kinds & (1 << (kind[row] ?? 0))) !== 0) return row;
    }
    return -1;
  }

  /**
   * How many events of the goroutines bound before the step lie strictly between; stops counting above `most`. Exact
   * only where `below` is the segment's end: elsewhere 0 stands for not too many.
   */
  noise(step: CompiledStep, above: number, below: number, most: number): number {
    // So few events cannot be too many, whoever's they are.
    if (above >= 0 && below < this.#e.length && below - above - 1 <= most) return 0;
    let count = 0;
    for (const [i, variable] of step.bound.entries()) {
      const g = this.#bindings.values[variable] ?? Number.NaN;
      if (Number.isNaN(g) || this.#again(step, i, g)) continue;
      const number = this.#index.numberAt(g, above);
      if (number < 0) continue;
      count += this.#noiseOf(number, above, below, most - count);
      if (count > most) return count;
    }
    return count;
  }

  #noiseOf(number: number, above: number, below: number, most: number): number {
    const { kind } = this.#e;
    const { after } = this.#index.rows;
    const { alphabet } = this.#pattern;
    let count = 0;
    for (let row = this.#index.firstAbove(number, above); row >= 0; row = after[row] ?? -1) {
      if (row >= below) break;
      this.looked += 1;
      if ((alphabet & (1 << (kind[row] ?? 0))) === 0) continue;
      count += 1;
      if (count > most) break;
    }
    return count;
  }

  /** Whether an earlier variable is the same goroutine. */
  #again(step: CompiledStep, i: number, g: number): boolean {
    for (let k = 0; k < i; k++) {
      if (this.#bindings.values[step.bound[k] ?? -1] === g) return true;
    }
    return false;
  }

  /** The first event that passes a test strictly between two rows, up to a time; -1 for none. */
  first(tests: readonly EventTest[], above: number, below: number, untilNs: number): number {
    let first = -1;
    for (const test of tests) {
      const end = first < 0 ? below : first;
      const row = this.#firstOf(test, above, end, untilNs);
      if (row >= 0) first = row;
    }
    return first;
  }

  /** Whether something lies before `row` that may not lie between an earlier step and step `s`; `at`: rows by step. */
  interfered(step: CompiledStep, s: number, row: number, at: Int32Array): boolean {
    for (const { after, tests, edge } of step.interference) {
      // The first row of the kinds has none before it.
      if ((edge && step.firstOnly && row < this.#e.length) || after >= s) continue;
      if (this.first(tests, at[after] ?? -1, row, Infinity) >= 0) return true;
    }
    return false;
  }

  #firstOf(test: EventTest, above: number, below: number, untilNs: number): number {
    if (test.g >= 0) return this.#firstOnGoroutine(test, above, below, untilNs);
    if (test.by >= 0) {
      const list = this.#index.causedBy(this.#bindings.values[test.by] ?? -1, above);
      return this.#firstIn(test, list, below, untilNs);
    }
    let first = -1;
    for (let kind = 0, bits = test.kinds; bits !== 0; kind++, bits >>>= 1) {
      if ((bits & 1) === 0) continue;
      const end = first < 0 ? below : first;
      const row = this.#firstIn(test, this.#index.ofKind(kind, above), end, untilNs);
      if (row >= 0) first = row;
    }
    return first;
  }

  #firstOnGoroutine(test: EventTest, above: number, below: number, untilNs: number): number {
    const number = this.#index.numberAt(this.#bindings.values[test.g] ?? -1, above);
    const { kinds, after } = this.#index.rows;
    if (number < 0 || ((kinds[number] ?? 0) & test.kinds) === 0) return -1;
    const { timeNs } = this.#e;
    for (let row = this.#index.firstAbove(number, above); row >= 0; row = after[row] ?? -1) {
      if (row >= below || (timeNs[row] ?? 0) > untilNs) return -1;
      if (this.#passes(test, row)) return row;
    }
    return -1;
  }

  #firstIn(test: EventTest, [rows, from, to]: Rows, below: number, untilNs: number): number {
    const { timeNs } = this.#e;
    for (let at = from; at < to; at++) {
      const row = rows[at] ?? 0;
      if (row >= below || (timeNs[row] ?? 0) > untilNs) return -1;
      if (this.#passes(test, row)) return row;
    }
    return -1;
  }

  #passes(test: EventTest, row: number): boolean {
    this.looked += 1;
    if ((test.kinds & (1 << (this.#e.kind[row] ?? 0))) === 0) return false;
    if ((test.classes & (1 << (this.#e.cls[row] ?? 0))) === 0) return false;
    this.#index.rows.need(row);
    return this.#bindings.passes(test, this.#e, row);
  }

  /** Above which row a last step must lie so that what must never happen does not happen after it; -1 for any. */
  floor({ steps, absences }: CompiledPattern, step: number): number {
    let floor = -1;
    if (step !== steps.length - 1) return floor;
    for (const { after, forNs, tests } of absences) {
      if (after !== step || forNs !== Infinity) continue;
      for (const test of tests) floor = Math.max(floor, this.last(test));
    }
    return floor;
  }

  /** The last event of the test's goroutine that passes it; -1 for none, and where the test asks for more than that. */
  last(test: EventTest): number {
    const g = this.#bindings.values[test.g] ?? Number.NaN;
    if (Number.isNaN(g) || test.where.length > 0 || test.by >= 0) return -1;
    const number = this.#index.numberOf(g);
    const { before, kinds, last } = this.#index.rows;
    if (number < 0 || ((kinds[number] ?? 0) & test.kinds) === 0) return -1;
    for (let row = last[number] ?? -1; row >= 0; row = before[row] ?? -1) {
      if (this.#passes(test, row)) return row;
    }
    return -1;
  }
}
