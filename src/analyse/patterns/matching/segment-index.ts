// Indexes of one segment of pattern events: the rows of each goroutine, of each waker, of each kind. Each is made when
// it is first asked for: most segments hold nothing that a pattern has to look at twice.
import { kindNumber, type PatternEvents } from "../../../model/pattern-events.ts";

const CREATE = kindNumber("create");
const UNPARK = kindNumber("unpark");
const NO_ROWS = new Int32Array(0);

/** Rows in ascending order, and the part of them that is meant. */
export type Rows = [rows: Int32Array, from: number, to: number];

/** A segment of events, its goroutines numbered as they come. */
export interface SegmentRows {
  /** Of each row `timeNs`, `kind` and `cls`; the other columns only once `need` was called for it. */
  readonly events: PatternEvents;
  readonly goroutines: number;
  /** By row: the number of its goroutine, and the goroutine's rows before and after it (-1: none). */
  readonly number: Int32Array;
  readonly before: Int32Array;
  readonly after: Int32Array;
  /** By number: the goroutine's first and last row (-1: none), its kinds as bits, and its id. */
  readonly first: Int32Array;
  readonly last: Int32Array;
  readonly kinds: Int32Array;
  readonly ids: Float64Array;
  /** By row, for create and unpark: the number of the goroutine that did it, -1 for the runtime. */
  readonly waker: Int32Array;
  /** Fills all columns of the row. */
  need(row: number): void;
  /** Rows of a kind, where that is known without looking. */
  countOf(kind: number): number | undefined;
}

/** The first place in rows[from, to) that holds a row above `row`. */
function firstAbove(rows: Int32Array, from: number, to: number, row: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const mid = (low + high) >>> 1;
    if ((rows[mid] ?? 0) <= row) low = mid + 1;
    else high = mid;
  }
  return low;
}

/** Memory for the indexes of one segment after another. */
export class RowRoom {
  readonly #ofKind: Int32Array[] = [];
  #ofGoroutines = NO_ROWS;
  #byWaker = NO_ROWS;
  #starts = NO_ROWS;
  #used = 0;

  /** Room for all of a segment's rows of a kind. */
  ofKind(kind: number, rows: number): Int32Array {
    const room = this.#ofKind[kind];
    return room !== undefined && room.length >= rows
      ? room
      : (this.#ofKind[kind] = new Int32Array(rows));
  }

  /** Room for a goroutine's rows, and whatever comes after them. All goroutines' rows are at most `rows`. */
  ofGoroutine(rows: number): Int32Array {
    if (this.#ofGoroutines.length < rows) this.#ofGoroutines = new Int32Array(rows);
    return this.#ofGoroutines.subarray(this.#used);
  }

  /** Room for rows by who caused them, and for where each one's begin, which are 0. */
  byWaker(rows: number, starts: number): [rows: Int32Array, starts: Int32Array] {
    if (this.#byWaker.length < rows) this.#byWaker = new Int32Array(rows);
    if (this.#starts.length < starts) this.#starts = new Int32Array(2 * starts);
    return [this.#byWaker, this.#starts.subarray(0, starts).fill(0)];
  }

  /** So many of it are used. */
  use(rows: number): void {
    this.#used += rows;
  }

  /** Another segment. */
  clear(): void {
    this.#used = 0;
  }
}

export class SegmentIndex {
  readonly rows: SegmentRows;
  readonly events: PatternEvents;
  readonly #room: RowRoom;
  #numbers: Map<number, number> | undefined;
  readonly #ofGoroutine = new Map<number, Int32Array>();
  #byWaker: { readonly start: Int32Array; readonly rows: Int32Array } | undefined;
  readonly #byKind: (Int32Array | undefined)[] = [];

  /** @param room memory that no other index under way uses */
  constructor(rows: SegmentRows, room: RowRoom = new RowRoom()) {
    this.rows = rows;
    this.events = rows.events;
    this.#room = room;
    room.clear();
  }

  /** The goroutine's number in this segment, -1 where it has no row. */
  numberOf(g: number): number {
    if (this.#numbers === undefined) {
      this.#numbers = new Map();
      const { ids, goroutines } = this.rows;
      for (let n = 0; n < goroutines; n++) this.#numbers.set(ids[n] ?? -1, n);
    }
    return this.#numbers.get(g) ?? -1;
  }

  /** As numberOf, quicker where `row` is one of the goroutine's own (or -1). */
  numberAt(g: number, row: number): number {
    return row >= 0 && this.events.g[row] === g ? (this.rows.number[row] ?? -1) : this.numberOf(g);
  }

  /** The goroutine's first row above `row`, -1 for none; from there `rows.after` leads on. */
  firstAbove(number: number, row: number): number {
    if (row < 0) return this.rows.first[number] ?? -1;
    if (this.rows.number[row] === number) return this.rows.after[row] ?? -1;
    if (row >= (this.rows.last[number] ?? -1)) return -1;
    const rows = this.#rowsOf(number);
    return rows[firstAbove(rows, 0, rows.length, row)] ?? -1;
  }

  /** Rows that the goroutine caused (it is their `by`) above `row`. */
  causedBy(g: number, row: number): Rows {
    const number = this.numberOf(g);
    if (number < 0) return [NO_ROWS, 0, 0];
    this.#byWaker ??= this.#wakers();
    const { start, rows } = this.#byWaker;
    const end = start[number + 1] ?? 0;
    return [rows, firstAbove(rows, start[number] ?? 0, end, row), end];
  }

  /** Rows of a kind above `row`. */
  ofKind(kind: number, row: number): Rows {
    const rows = (this.#byKind[kind] ??= this.#kindRows(kind));
    return [rows, firstAbove(rows, 0, rows.length, row), rows.length];
  }

  /** For each of the kinds, its rows above `row`. */
  kindLists(kinds: number, row: number): Rows[] {
    const lists: Rows[] = [];
    for (let kind = 0, bits = kinds; bits !== 0; kind++, bits >>>= 1) {
      if ((bits & 1) !== 0) lists.push(this.ofKind(kind, row));
    }
    return lists;
  }

  /** All rows of the kinds, ascending. */
  ofKinds(kinds: number): Iterable<number> {
    const lists = this.kindLists(kinds, -1);
    const rows = lists.flatMap(([list]) => [...list]);
    return lists.length === 1 ? rows : rows.sort((a, b) => a - b);
  }

  #rowsOf(number: number): Int32Array {
    const known = this.#ofGoroutine.get(number);
    if (known !== undefined) return known;
    const { first, after } = this.rows;
    const room = this.#room.ofGoroutine(this.events.length);
    let count = 0;
    for (let row = first[number] ?? -1; row >= 0; row = after[row] ?? -1) room[count++] = row;
    this.#room.use(count);
    const rows = room.subarray(0, count);
    this.#ofGoroutine.set(number, rows);
    return rows;
  }

  #kindRows(kind: number): Int32Array {
    const known = this.rows.countOf(kind);
    if (known === 0) return NO_ROWS;
    const { kind: kinds, length } = this.events;
    const room = this.#room.ofKind(kind, length);
    let count = 0;
    for (let i = 0; i < length; i++) {
      // Written always and counted where it is one: no branch that is hard to foresee.
      room[count] = i;
      count += kinds[i] === kind ? 1 : 0;
    }
    return room.subarray(0, count);
  }

  /** Counting sort: rows by waker, ascending within each. */
  #wakers(): { start: Int32Array; rows: Int32Array } {
    const { waker, goroutines } = this.rows;
    const { kind, length } = this.events;
    const [rows, start] = this.#room.byWaker(length, goroutines + 2);
    const caused = (i: number): boolean =>
      (kind[i] === CREATE || kind[i] === UNPARK) && (waker[i] ?? -1) >= 0;
    for (let i = 0; i < length; i++) {
      if (!caused(i)) continue;
      const at = (waker[i] ?? 0) + 2;
      start[at] = (start[at] ?? 0) + 1;
    }
    for (let k = 1; k < start.length; k++) start[k] = (start[k] ?? 0) + (start[k - 1] ?? 0);
    for (let i = 0; i < length; i++) {
      if (!caused(i)) continue;
      const number = (waker[i] ?? 0) + 1;
      const at = start[number] ?? 0;
      rows[at] = i;
      start[number] = at + 1;
    }
    return { start, rows };
  }
}

/** A segment from events whose columns are all filled. */
export function segmentRows(events: PatternEvents): SegmentRows {
  const n = events.length;
  const numbers = new Map<number, number>();
  const numbered = (g: number): number => {
    const known = numbers.get(g) ?? numbers.size;
    numbers.set(g, known);
    return known;
  };
  const number = new Int32Array(n);
  const before = new Int32Array(n);
  const after = new Int32Array(n).fill(-1);
  const first: number[] = [];
  const kinds: number[] = [];
  const waker = new Int32Array(n).fill(-1);
  const last: number[] = [];
  for (let i = 0; i < n; i++) {
    const own = numbered(events.g[i] ?? -1);
    number[i] = own;
    const previous = last[own] ?? -1;
    before[i] = previous;
    if (previous < 0) first[own] = i;
    else after[previous] = i;
    last[own] = i;
    kinds[own] = (kinds[own] ?? 0) | (1 << (events.kind[i] ?? 0));
    const by = events.by[i] ?? -1;
    if (by >= 0) waker[i] = numbered(by);
  }
  const goroutines = numbers.size;
  const column = (list: readonly number[], none: number): Int32Array =>
    Int32Array.from({ length: goroutines }, (_, k) => list[k] ?? none);
  return {
    events,
    goroutines,
    number,
    before,
    waker,
    after,
    first: column(first, -1),
    last: column(last, -1),
    kinds: column(kinds, 0),
    ids: Float64Array.from(numbers.keys()),
    need: () => undefined,
    countOf: () => undefined,
  };
}

/** The lists' next rows in order: the list whose next row comes first, undefined when all are through. */
export function lowest(lists: readonly Rows[]): Rows | undefined {
  let best: Rows | undefined;
  for (const list of lists) {
    if (list[1] >= list[2]) continue;
    if (best === undefined || (list[0][list[1]] ?? 0) < (best[0][best[1]] ?? 0)) best = list;
  }
  return best;
}
