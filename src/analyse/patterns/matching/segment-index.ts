// Indexes of one segment of pattern events: the rows of each goroutine, of each waker, of each kind.
import { PATTERN_KINDS, type PatternEvents } from "../../../model/pattern-events.ts";

/** Rows by number: those of `n` are rows[start[n]] to rows[start[n + 1] - 1], ascending. */
export interface Postings {
  readonly start: Int32Array;
  readonly rows: Int32Array;
}

/** The first place in rows[from, to) that holds a row above `row`. */
export function firstAbove(rows: Int32Array, from: number, to: number, row: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const mid = (low + high) >>> 1;
    if ((rows[mid] ?? 0) <= row) low = mid + 1;
    else high = mid;
  }
  return low;
}

const NO_ROWS = new Int32Array(0);

export class SegmentIndex {
  readonly events: PatternEvents;
  /** Goroutines of the segment, numbered as they come. */
  readonly #numbers = new Map<number, number>();
  readonly #dense: Int32Array;
  /** Rows by goroutine, and each row's place in them. */
  readonly #byGoroutine: Postings;
  readonly #place: Int32Array;
  #byWaker: Postings | undefined;
  #byKind: Postings | undefined;

  constructor(events: PatternEvents) {
    this.events = events;
    const n = events.length;
    this.#dense = new Int32Array(n);
    let lastG = Number.NaN;
    let lastNumber = 0;
    for (let i = 0; i < n; i++) {
      const g = events.g[i] ?? -1;
      if (g !== lastG) {
        lastG = g;
        lastNumber = this.#number(g);
      }
      this.#dense[i] = lastNumber;
    }
    this.#place = new Int32Array(n);
    this.#byGoroutine = postings(this.#dense, n, this.#numbers.size, this.#place);
  }

  #number(g: number): number {
    let number = this.#numbers.get(g);
    if (number === undefined) this.#numbers.set(g, (number = this.#numbers.size));
    return number;
  }

  /** Where in `goroutineRows` the goroutine's rows above `row` lie. */
  range(g: number, row: number): [from: number, to: number] {
    const { start, rows } = this.#byGoroutine;
    if (row >= 0 && this.events.g[row] === g) {
      const number = this.#dense[row] ?? 0;
      return [(this.#place[row] ?? 0) + 1, start[number + 1] ?? 0];
    }
    const number = this.#numbers.get(g);
    if (number === undefined) return [0, 0];
    const end = start[number + 1] ?? 0;
    return [firstAbove(rows, start[number] ?? 0, end, row), end];
  }

  get goroutineRows(): Int32Array {
    return this.#byGoroutine.rows;
  }

  /** Rows that the goroutine caused (it is their `by`) above `row`: all of them, and the place of the first. */
  causedBy(g: number, row: number): [rows: Int32Array, from: number, to: number] {
    this.#byWaker ??= this.#wakers();
    const { start, rows } = this.#byWaker;
    const own = this.#numbers.get(g);
    if (own === undefined) return [NO_ROWS, 0, 0];
    const end = start[own + 1] ?? 0;
    return [rows, firstAbove(rows, start[own] ?? 0, end, row), end];
  }

  /** Rows of a kind above `row`. */
  ofKind(kind: number, row: number): [rows: Int32Array, from: number, to: number] {
    const n = this.events.length;
    this.#byKind ??= postings(this.events.kind, n, PATTERN_KINDS.length, undefined);
    const { start, rows } = this.#byKind;
    const end = start[kind + 1] ?? 0;
    return [rows, firstAbove(rows, start[kind] ?? 0, end, row), end];
  }

  #wakers(): Postings {
    const { by, length } = this.events;
    const numbers = new Int32Array(length);
    for (let i = 0; i < length; i++) numbers[i] = this.#number(by[i] ?? -1);
    return postings(numbers, length, this.#numbers.size, undefined);
  }
}

/** Counting sort: rows by number, ascending within each. */
function postings(
  numbers: Int32Array | Uint8Array,
  n: number,
  size: number,
  place: Int32Array | undefined,
): Postings {
  const start = new Int32Array(size + 2);
  for (let i = 0; i < n; i++) {
    const at = (numbers[i] ?? 0) + 2;
    start[at] = (start[at] ?? 0) + 1;
  }
  for (let k = 1; k < start.length; k++) start[k] = (start[k] ?? 0) + (start[k - 1] ?? 0);
  const rows = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const number = (numbers[i] ?? 0) + 1;
    const at = start[number] ?? 0;
    rows[at] = i;
    if (place !== undefined) place[i] = at;
    start[number] = at + 1;
  }
  return { start: start.subarray(0, size + 1), rows };
}

/** The list whose next row comes first, or undefined when all are through. */
export function lowest(
  lists: readonly [Int32Array, number, number][],
): [Int32Array, number, number] | undefined {
  let best: [Int32Array, number, number] | undefined;
  for (const list of lists) {
    if (list[1] >= list[2]) continue;
    if (best === undefined || (list[0][list[1]] ?? 0) < (best[0][best[1]] ?? 0)) best = list;
  }
  return best;
}
