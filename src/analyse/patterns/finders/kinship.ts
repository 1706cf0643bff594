// Who made each goroutine that lives, and with which function it began. Filled segment by segment, before the finders.
import { kindNumber } from "../../../model/pattern-events.ts";
import type { SegmentIndex } from "../matching/segment-index.ts";

const CREATE = kindNumber("create");
const EXIT = kindNumber("exit");
/** Of a trace with more goroutines at once the others are not known. */
const KIN_MAX = 200_000;

export interface Kin {
  /** -1: the runtime. */
  readonly creator: number;
  /** The function that it began with, as a text's number. */
  readonly start: number;
  readonly madeNs: number;
  /** Where it was made, as a stack's number. */
  readonly stack: number;
}

export class Kinship {
  readonly #kin = new Map<number, Kin>();
  #ended: number[] = [];
  overflow = 0;

  /** Takes the segment's goroutines in; those that ended in it are known until the next one. */
  segment(index: SegmentIndex): void {
    for (const g of this.#ended) this.#kin.delete(g);
    this.#ended = [];
    const { rows, events } = index;
    const [created, , all] = index.ofKind(CREATE, -1);
    for (let at = 0; at < all; at++) {
      if (this.#kin.size >= KIN_MAX) {
        this.overflow += all - at;
        break;
      }
      const row = created[at] ?? 0;
      rows.need(row);
      this.#kin.set(events.g[row] ?? -1, {
        creator: events.by[row] ?? -1,
        start: events.value[row] ?? 0,
        madeNs: events.timeNs[row] ?? 0,
        stack: events.stack[row] ?? 0,
      });
    }
    const [exits, , ends] = index.ofKind(EXIT, -1);
    for (let at = 0; at < ends; at++) this.#ended.push(goroutineAt(index, exits[at] ?? 0));
  }

  /** Undefined: it was there before the trace. */
  of(g: number): Kin | undefined {
    return this.#kin.get(g);
  }
}

/** The goroutine that a row is about, without asking for the rest of it. */
export function goroutineAt({ rows }: SegmentIndex, row: number): number {
  return rows.ids[rows.number[row] ?? -1] ?? -1;
}
