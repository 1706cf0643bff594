// What an event happens before: (1) what its goroutine does after it, (2) the first run of a goroutine that it or
// something of (1) creates, (3) the next run of a goroutine that it or something of (1) wakes; and so on from there.
// It is a lower bound: channels and locks order more than what a trace has an event for. An event is done by `by` where
// it is a create or an unpark, else by its own goroutine; what the runtime does is nobody's.
import { kindNumber } from "../../../model/pattern-events.ts";
import type { SegmentIndex, SegmentRows } from "./segment-index.ts";

const CREATE = kindNumber("create");
const UNPARK = kindNumber("unpark");
const RUN = kindNumber("run");

/** Kinds that `after: hb` has to see. */
export const HB_KINDS = (1 << CREATE) | (1 << UNPARK) | (1 << RUN);

/** How far an event reaches at the end of a segment: goroutines by id. */
export interface ReachState {
  /** All they do from here on. */
  readonly reached: readonly number[];
  /** All they do from their next run on. */
  readonly waking: readonly number[];
}

export class Reach {
  readonly #rows: SegmentRows;
  /** By goroutine number: the first of the rows that are reached. */
  readonly #since = new Map<number, number>();
  readonly #waking = new Set<number>();
  /** Goroutines without a row in the segment. */
  readonly #idle: ReachState;
  #next: number;

  private constructor(rows: SegmentRows, next: number, idle: ReachState) {
    this.#rows = rows;
    this.#next = next;
    this.#idle = idle;
  }

  /** Of a row of the segment. */
  static fromRow(rows: SegmentRows, row: number): Reach {
    const reach = new Reach(rows, row + 1, { reached: [], waking: [] });
    reach.#enter(actorOf(rows, row), row);
    if (wakes(rows, row)) reach.#waking.add(rows.number[row] ?? -1);
    return reach;
  }

  /** Of an event before the segment. */
  static fromState(index: SegmentIndex, { reached, waking }: ReachState): Reach {
    const here = (g: number): boolean => index.numberOf(g) >= 0;
    const idle = {
      reached: reached.filter((g) => !here(g)),
      waking: waking.filter((g) => !here(g)),
    };
    const reach = new Reach(index.rows, 0, idle);
    for (const g of reached.filter(here)) reach.#since.set(index.numberOf(g), -1);
    for (const g of waking.filter(here)) reach.#waking.add(index.numberOf(g));
    return reach;
  }

  /** Rows that have to be looked at before `row` can be asked about. */
  missing(row: number): number {
    return Math.max(0, row + 1 - this.#next);
  }

  /** Whether the event happens before the row, which comes after it. */
  has(row: number): boolean {
    for (; this.#next <= row; this.#next++) this.#take(this.#next);
    const since = this.#since.get(actorOf(this.#rows, row));
    return since !== undefined && since <= row;
  }

  /** How far it reaches at the segment's end. */
  state(): ReachState {
    const { length } = this.#rows.events;
    for (; this.#next < length; this.#next++) this.#take(this.#next);
    const id = (number: number): number => this.#rows.ids[number] ?? -1;
    return {
      reached: [...this.#idle.reached, ...[...this.#since.keys()].map(id)],
      waking: [...this.#idle.waking, ...[...this.#waking].map(id)],
    };
  }

  #take(row: number): void {
    const number = this.#rows.number[row] ?? -1;
    if (this.#rows.events.kind[row] === RUN && this.#waking.delete(number)) {
      this.#enter(number, row);
    }
    if (wakes(this.#rows, row) && this.#since.has(actorOf(this.#rows, row))) {
      this.#waking.add(number);
    }
  }

  #enter(number: number, row: number): void {
    if (number < 0 || (this.#rows.ids[number] ?? -1) < 0) return;
    if (!this.#since.has(number)) this.#since.set(number, row);
  }
}

function wakes({ events: { kind } }: SegmentRows, row: number): boolean {
  return kind[row] === CREATE || kind[row] === UNPARK;
}

/** The number of the goroutine that did it, negative for none. */
function actorOf(rows: SegmentRows, row: number): number {
  return (wakes(rows, row) ? rows.waker[row] : rows.number[row]) ?? -1;
}
