// cancel-ignored: a goroutine that a cancellation did not reach keeps its owner waiting.
//
// (1) A context is cancelled, and somebody is woken by that. Its owner is who made the woken goroutine, or who
//     cancelled.
// (2) Another goroutine that the same owner had made before is not woken by it; what it waits for is something else.
// (3) The owner makes no goroutine any more and does not wake that one, it waits, for a second or more, and a second
//     after the cancellation or later it is that goroutine which ends the wait. So the owner was done, and the goroutine
//     was not.
// Whether it had the context is not in a trace.
import { classNumber, kindNumber } from "../../../model/pattern-events.ts";
import { type Seen, seenAt } from "../matching/match.ts";
import type { SegmentIndex } from "../matching/segment-index.ts";
import {
  type Finder,
  type FinderInput,
  lastState,
  report,
  rowBefore,
  stateBefore,
} from "./finder.ts";
import { goroutineAt } from "./kinship.ts";

const CREATE = kindNumber("create");
const EXIT = kindNumber("exit");
const UNPARK = kindNumber("unpark");
const WAITS = (["wait_group", "chan_receive", "select"] as const).map(classNumber);
/** Later than this nobody would say that it was the cancellation. */
const AFTER_MAX_NS = 10e9;
/** The owner's wait may begin a little later: it first waits for those that obey. */
const WAIT_MIN = 0.9;
const OWNERS_MAX = 1000;
const WOKEN_MAX = 1000;
const STATES_MAX = 100;

/** What an owner's cancellation has come to. */
interface Cancelled {
  readonly at: Seen;
  /** By the cancellation, or by the owner since. */
  readonly woken: Set<number>;
  /** By goroutine of the owner: what it was at when a segment ended. */
  readonly states: Map<number, Seen>;
}

export class Unreached implements Finder {
  overflow = 0;
  readonly #input: FinderInput;
  readonly #minNs: number;
  readonly #byOwner = new Map<number, Cancelled>();

  constructor(input: FinderInput) {
    this.#input = input;
    this.#minNs = input.pattern.steps.at(-1)?.gapMinNs ?? 0;
  }

  segment(index: SegmentIndex, anchors?: Int32Array): void {
    const startNs = index.events.timeNs[0] ?? 0;
    const from = new Map<number, number>();
    for (const [owner, { at }] of this.#byOwner) {
      if (startNs - at.timeNs > AFTER_MAX_NS) this.#byOwner.delete(owner);
      else from.set(owner, -1);
    }
    // All that a cancellation woke first: what its owner does is judged by that.
    for (const row of anchors ?? index.ofKinds(1 << UNPARK)) this.#cancel(index, row, from);
    for (const [owner, above] of from) this.#follow(index, owner, above);
    if (this.#byOwner.size > 0) this.#remember(index);
  }

  /** What the owners' goroutines are at when the segment ends. */
  #remember(index: SegmentIndex): void {
    const { rows, events } = index;
    for (let number = 0; number < rows.goroutines; number++) {
      const g = rows.ids[number] ?? -1;
      const states = this.#byOwner.get(this.#input.kin.of(g)?.creator ?? -1)?.states;
      if (states === undefined || (states.size >= STATES_MAX && !states.has(g))) continue;
      const state = lastState(index, number, events.length);
      if (state !== undefined) states.set(g, state);
    }
  }

  /** @param from by owner, the row from which on to follow it */
  #cancel(index: SegmentIndex, row: number, from: Map<number, number>): void {
    const { pattern, kin } = this.#input;
    const { events, rows } = index;
    const test = pattern.steps[0]?.tests[0];
    if (test === undefined || (test.classes & (1 << (events.cls[row] ?? 0))) === 0) return;
    rows.need(row);
    if (test.stack?.(events.stack[row] ?? 0) !== true) return;
    const g = events.g[row] ?? -1;
    const owners = new Set([kin.of(g)?.creator ?? -1, events.by[row] ?? -1]);
    for (const owner of owners) {
      if (owner < 0 || owner === g) continue;
      const before = this.#byOwner.get(owner);
      if (before !== undefined) {
        if (before.woken.size < WOKEN_MAX) before.woken.add(g);
        continue;
      }
      if (this.#byOwner.size >= OWNERS_MAX) {
        this.overflow += 1;
        return;
      }
      this.#byOwner.set(owner, { at: seenAt(events, row), woken: new Set([g]), states: new Map() });
      from.set(owner, row);
    }
  }

  /** What the owner does, and what is done to it, in the segment from a row on. */
  #follow(index: SegmentIndex, owner: number, above: number): void {
    const cancelled = this.#byOwner.get(owner);
    if (cancelled === undefined) return;
    const { events, rows } = index;
    const [caused, from, to] = index.causedBy(owner, above);
    let until = Infinity;
    for (let at = from; at < to && until === Infinity; at++) {
      const row = caused[at] ?? 0;
      if (events.kind[row] === CREATE) until = row;
      else if (cancelled.woken.size < WOKEN_MAX) cancelled.woken.add(goroutineAt(index, row));
    }
    const number = index.numberOf(owner);
    let row = number < 0 ? -1 : index.firstAbove(number, above);
    for (; row >= 0 && row < until; row = rows.after[row] ?? -1) {
      const kept = events.kind[row] === UNPARK && this.#kept(index, row, cancelled);
      if (kept || events.kind[row] === EXIT) {
        this.#byOwner.delete(owner);
        return;
      }
    }
    if (until < Infinity) this.#byOwner.delete(owner);
  }

  /** The owner's wait is over: was it for one that the cancellation had not reached? */
  #kept(index: SegmentIndex, row: number, { at, woken, states }: Cancelled): boolean {
    const { kin } = this.#input;
    const { events, rows } = index;
    if (!WAITS.includes(events.cls[row] ?? 0)) return false;
    const afterNs = (events.timeNs[row] ?? 0) - at.timeNs;
    if (afterNs < this.#minNs || afterNs > AFTER_MAX_NS) return false;
    const began = rowBefore(index, row);
    const waitNs = (events.timeNs[row] ?? 0) - (events.timeNs[Math.max(0, began)] ?? 0);
    if (began >= 0 && waitNs < WAIT_MIN * this.#minNs) return false;
    rows.need(row);
    const [owner, by] = [events.g[row] ?? -1, events.by[row] ?? -1];
    const own = kin.of(by);
    if (own?.creator !== owner || own.madeNs > at.timeNs || woken.has(by)) return false;
    const state = stateBefore(index, row) ?? states.get(by);
    if (state === undefined) return false;
    // It may have been at it before: then that is what it was at when the context was cancelled.
    const on = { ...state, timeNs: Math.max(state.timeNs, at.timeNs) };
    report(this.#input, [at, on, seenAt(events, row)], { X: at.g, K: at.by, I: by, O: owner });
    return true;
  }
}
