// select-starvation: a sender waits at a select that serves others, who came later, again and again.
//
// (1) A sender has waited for long (the pattern's gap) when a receiver takes its value in a select.
// (2) The last wakes that the receiver gave before all went to others: senders at other lines, who had begun to wait
//     after this one did. OVERTAKES of them in a row: of two cases that are both ready a select takes either, so that
//     by chance it happens once in 2^OVERTAKES waits.
// A sender may itself wait in a select. What is looked at lies in one segment: where it ends in the middle of such a row of
// wakes, the wait is not counted.
import { classNumber, kindNumber } from "../../../model/pattern-events.ts";
import type { StackIndex } from "../../../model/trace-interner.ts";
import { type Seen, seenAt } from "../matching/match.ts";
import type { SegmentIndex } from "../matching/segment-index.ts";
import { type Finder, type FinderInput, firstRow, report, rowBefore } from "./finder.ts";
import { goroutineAt } from "./kinship.ts";

const PARK = kindNumber("park");
const UNPARK = kindNumber("unpark");
const SENDS: readonly number[] = (["chan_send", "select"] as const).map(classNumber);
const OVERTAKES = 8;
const OPEN_MAX = 10_000;
const SELECT = "runtime.selectgo";

export class Overtaken implements Finder {
  overflow = 0;
  readonly #input: FinderInput;
  readonly #minNs: number;
  /** Waits that had not ended with their segment, by goroutine. */
  readonly #open = new Map<number, Seen>();

  constructor(input: FinderInput) {
    this.#input = input;
    this.#minNs = input.pattern.steps.at(-1)?.gapMinNs ?? 0;
  }

  segment(index: SegmentIndex, anchors?: Int32Array): void {
    for (const [g, wait] of this.#open) {
      const row = firstRow(index, index.numberOf(g));
      if (row < 0) continue;
      this.#open.delete(g);
      if (index.events.kind[row] === UNPARK) this.#served(index, wait, -1, row);
    }
    for (const row of anchors ?? index.ofKinds(1 << PARK)) this.#wait(index, row);
  }

  #wait(index: SegmentIndex, row: number): void {
    const { events, rows } = index;
    if (events.kind[row] !== PARK || !SENDS.includes(events.cls[row] ?? 0)) return;
    const next = rows.after[row] ?? -1;
    if (next >= 0) {
      const waitNs = (events.timeNs[next] ?? 0) - (events.timeNs[row] ?? 0);
      if (events.kind[next] !== UNPARK || waitNs < this.#minNs) return;
      rows.need(row);
      this.#served(index, seenAt(events, row), row, next);
    } else if (this.#open.size < OPEN_MAX) {
      rows.need(row);
      this.#open.set(goroutineAt(index, row), seenAt(events, row));
    } else this.overflow += 1;
  }

  /** @param from the row where the wait begins, -1: in an earlier segment */
  #served(index: SegmentIndex, wait: Seen, from: number, row: number): void {
    const { events, rows } = index;
    const { facts } = this.#input;
    if ((events.timeNs[row] ?? 0) - wait.timeNs < this.#minNs) return;
    rows.need(row);
    const by = events.by[row] ?? -1;
    if (by < 0 || !this.#inSelect(events.stack[row] ?? 0)) return;
    const site = facts.ofStack("site", wait.stack);
    const before = this.#lateComer(index, by, { row, from, site });
    if (before === undefined) return;
    report(this.#input, [wait, ...before, seenAt(events, row)], {
      P: wait.g,
      Q: before[0].g,
      C: by,
      S: site,
      R: facts.attribute("site", events, row),
    });
  }

  #inSelect(stack: number): boolean {
    const frames = this.#input.facts.interner.frames(stack as StackIndex);
    return frames.some(({ func }) => func === SELECT);
  }

  /** The last of those that were served before although they came later, where there are enough of them. */
  #lateComer(
    index: SegmentIndex,
    by: number,
    wait: { readonly row: number; readonly from: number; readonly site: number },
  ): [Seen, Seen] | undefined {
    const { events, rows } = index;
    const [caused, end] = index.causedBy(by, wait.row - 1);
    const [, first] = index.causedBy(by, wait.from);
    let left = OVERTAKES;
    let shown: [Seen, Seen] | undefined;
    for (let at = end - 1; at >= first && left > 0; at--) {
      const row = caused[at] ?? 0;
      if (events.kind[row] !== UNPARK || !SENDS.includes(events.cls[row] ?? 0)) continue;
      const came = rowBefore(index, row);
      if (came <= wait.from || events.kind[came] !== PARK) return undefined;
      rows.need(came);
      const { facts } = this.#input;
      if (facts.attribute("site", events, came) === wait.site) return undefined;
      left -= 1;
      rows.need(row);
      shown ??= [seenAt(events, came), seenAt(events, row)];
    }
    return left === 0 ? shown : undefined;
  }
}
