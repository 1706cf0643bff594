// The reaches of a match's steps under search (`after: hb`): of each step the last one asked about, in one segment.
import type { CompiledPattern } from "./compiled.ts";
import { Reach, type ReachState } from "./reach.ts";
import type { SegmentIndex } from "./segment-index.ts";

const NONE: readonly (ReachState | undefined)[] = [];
/** Goroutines in all that go from one segment to the next. */
const CARRIED_MAX = 1_000_000;

export class Reaches {
  /** By step: where those of a branch under way that are not in the segment reach to. */
  carried: readonly (ReachState | undefined)[] = NONE;
  /** Events looked at. */
  looked = 0;
  #size = 0;
  #index!: SegmentIndex;
  /** By step: whose reach it is - a row, or a state at the segment's begin. */
  #known: ({ readonly of: number | ReachState; readonly reach: Reach } | undefined)[] = [];

  segment(index: SegmentIndex): void {
    this.#index = index;
    this.#known = [];
    this.#size = 0;
  }

  /** More reaches into the next segment than memory allows. */
  get full(): boolean {
    return this.#size > CARRIED_MAX;
  }

  /** Whether the step's event, at row `from` (-1: before the segment), happens before the row. */
  has(step: number, from: number, row: number): boolean {
    const reach = this.#reachOf(step, from);
    this.looked += reach.missing(row);
    return reach.has(row);
  }

  /** How far the steps before `next` reach at the segment's end, as far as steps from `next` on ask; empty for none. */
  states(
    { steps }: CompiledPattern,
    next: number,
    rows: ArrayLike<number>,
  ): readonly (ReachState | undefined)[] {
    const asked = new Set(steps.slice(next).map(({ hbFrom }) => hbFrom));
    if (!steps.some((_, s) => s < next && asked.has(s))) return NONE;
    return steps.map((_, s) => {
      if (s >= next || !asked.has(s)) return undefined;
      const reach = this.#reachOf(s, rows[s] ?? -1);
      this.looked += reach.missing(this.#index.events.length - 1);
      const state = reach.state();
      this.#size += state.reached.length + state.waking.length;
      return state;
    });
  }

  #reachOf(step: number, from: number): Reach {
    const of = from >= 0 ? from : (this.carried[step] ?? { reached: [], waking: [] });
    const known = this.#known[step];
    if (known?.of === of) return known.reach;
    const reach =
      typeof of === "number"
        ? Reach.fromRow(this.#index.rows, of)
        : Reach.fromState(this.#index, of);
    this.#known[step] = { of, reach };
    return reach;
  }
}
