// Finds a pattern's matches in segments of events, each anchor's leftmost one, with backtracking.
//
// (1) Every event that can be the first step is an anchor. From there search step by step, depth first, candidates in
//     the order of events.
// (2) A step on a known goroutine walks that goroutine's rows, one caused by a known goroutine the rows that it
//     caused, any other the rows of its kinds: never all events.
// (3) A branch ends when the gap or `within` is over, when more than the allowed other events of the goroutines bound
//     so far (noise) came, or when an interference lies between two steps.
// (4) A branch that the segment's end cuts short is carried: its steps are copied and it goes on in the next segment.
//     Branches of one anchor stay in their order, so that the leftmost match wins whatever the segments are.
// (5) Behind the last step absences are watched until their time is over, or the trace is.
// (6) Everything is capped; what is lost is counted.
import type { PatternEvents } from "../../../model/pattern-events.ts";
import { Bindings } from "./bindings.ts";
import { ANY, type CompiledPattern, type CompiledStep, type EventTest } from "./compiled.ts";
import type { Facts } from "./facts.ts";
import { type Match, type Seen, seenAt } from "./match.ts";
import { lowest, type SegmentIndex } from "./segment-index.ts";

/** A branch cut short; `step` beyond the last one watches absences. */
interface Carried {
  readonly step: number;
  readonly seen: readonly Seen[];
  readonly values: Float64Array;
  readonly noise: number;
}
type Outcome = { readonly match: Match } | { readonly carried: Carried };

/** Of a candidate: look at the next one, at none any more, or at none because it led to a match. */
type Verdict = "on" | "stop" | "found";

const BRANCHES_MAX = 64;
const ANCHORS_MAX = 10_000;

export class PatternMatcher {
  readonly pattern: CompiledPattern;
  /** Would match if the trace were whole. */
  unknown = 0;
  /** Anchors that were dropped: too many under way, too many branches. */
  overflow = 0;
  overBudget = false;
  /** Events looked at. */
  looked = 0;
  readonly #found: (match: Match) => void;
  readonly #bindings: Bindings;
  #pending: (readonly Outcome[])[] = [];
  #index!: SegmentIndex;
  #e!: PatternEvents;
  #lastNs = 0;
  /** Rows of the steps so far; -1: carried from an earlier segment. */
  readonly #rows: Int32Array;
  readonly #times: Float64Array;
  #carried: readonly Seen[] = [];
  #outcomes: Outcome[] = [];

  constructor(pattern: CompiledPattern, facts: Facts, found: (match: Match) => void) {
    this.pattern = pattern;
    this.#found = found;
    this.#bindings = new Bindings(pattern, facts);
    this.#rows = new Int32Array(pattern.steps.length);
    this.#times = new Float64Array(pattern.steps.length);
  }

  /** Goes on with what was carried, then tries every anchor of the segment. */
  segment(index: SegmentIndex): void {
    this.#index = index;
    this.#e = index.events;
    this.#lastNs = this.#e.timeNs[this.#e.length - 1] ?? 0;
    const pending = this.#pending;
    this.#pending = [];
    for (const outcomes of pending) this.#resume(outcomes);
    const first = this.pattern.steps[0];
    if (first === undefined) return;
    for (let kind = 0, bits = first.kinds; bits !== 0; kind++, bits >>>= 1) {
      if ((bits & 1) === 0) continue;
      const [rows, from, to] = index.ofKind(kind, -1);
      for (let at = from; at < to && !this.overBudget; at++) this.#anchor(first, rows[at] ?? 0);
    }
  }

  /** The trace is over at `endNs`; `whole`: nothing of it is missing. */
  finish(endNs: number, whole: boolean): void {
    for (const outcomes of this.#pending) {
      for (const outcome of outcomes) {
        const verdict = "match" in outcome ? "yes" : this.#atEnd(outcome.carried, endNs, whole);
        if (verdict === "no") continue;
        if (verdict === "unknown") this.unknown += 1;
        else this.#found("match" in outcome ? outcome.match : matchOf(outcome.carried));
        break;
      }
    }
    this.#pending = [];
  }

  #atEnd(carried: Carried, endNs: number, whole: boolean): "yes" | "no" | "unknown" {
    if (carried.step < this.pattern.steps.length) return "no";
    for (const a of this.pattern.absences) {
      const until = (carried.seen[a.after]?.timeNs ?? 0) + a.forNs;
      if (a.forNs === Infinity ? !whole : until > endNs) return "unknown";
    }
    return "yes";
  }

  #anchor(first: CompiledStep, row: number): void {
    this.looked += 1;
    this.#carried = [];
    for (const test of first.tests) {
      this.#bindings.clear();
      if (!this.#bindings.step(first, test, this.#e, row)) continue;
      this.#rows[0] = row;
      this.#times[0] = this.#e.timeNs[row] ?? 0;
      if (this.#search(1, row, 0)) break;
    }
    if (this.#outcomes.length > 0) this.#settle();
  }

  #resume(outcomes: readonly Outcome[]): void {
    for (const outcome of outcomes) {
      if ("match" in outcome) {
        this.#outcomes.push(outcome);
        break;
      }
      const { step, seen, values, noise } = outcome.carried;
      this.#carried = seen;
      this.#bindings.restore(values);
      for (const [s, event] of seen.entries()) {
        this.#rows[s] = -1;
        this.#times[s] = event.timeNs;
      }
      if (this.#search(step, -1, noise)) break;
    }
    if (this.#outcomes.length > 0) this.#settle();
  }

  /** What became of an anchor: found, or carried with all its open branches. */
  #settle(): void {
    const outcomes = this.#outcomes;
    this.#outcomes = [];
    const [first] = outcomes;
    if (first !== undefined && "match" in first) this.#found(first.match);
    else if (this.#pending.length < ANCHORS_MAX) this.#pending.push(outcomes);
    else this.overflow += 1;
  }

  /** Adds outcomes of the branch; true when one of them is a match, so that nothing after it counts. */
  #search(s: number, prevRow: number, noiseBefore: number): boolean {
    const step = this.pattern.steps[s];
    if (step === undefined) return this.#watch();
    const from = this.#times[step.gapFrom] ?? 0;
    const within = (this.#times[0] ?? 0) + this.pattern.withinNs;
    const deadline = Math.min(from + step.gapMaxNs, within);
    const earliest = from + step.gapMinNs;
    if (step.firstOnly && !this.#firstInTime(step, prevRow, earliest, deadline)) return false;
    const noise = { left: step.noiseMax - noiseBefore };
    const quiet = this.#noiseLimit(step, prevRow, noise, deadline);
    const limit = this.#interferenceLimit(s, quiet);
    const open = limit === this.#e.length && this.#lastNs <= deadline;
    const tried = this.#candidates(step, prevRow, (row) => {
      const t = this.#e.timeNs[row] ?? 0;
      if (row > limit || t > deadline) return "stop";
      const verdict = t >= earliest ? this.#try(step, s, row) : "on";
      const only = step.firstOnly && (step.kinds & (1 << (this.#e.kind[row] ?? 0))) !== 0;
      return verdict === "on" && only ? "stop" : verdict;
    });
    if (tried === "found") return true;
    if (open && tried === "on")
      this.#carry(s, noise.left === Infinity ? 0 : step.noiseMax - noise.left);
    return false;
  }

  #try(step: CompiledStep, s: number, row: number): Verdict {
    for (const test of step.tests) {
      const mark = this.#bindings.mark();
      if (!this.#bindings.step(step, test, this.#e, row)) continue;
      this.#rows[s] = row;
      this.#times[s] = this.#e.timeNs[row] ?? 0;
      if (this.#search(s + 1, row, 0)) return "found";
      this.#bindings.undo(mark);
    }
    return "on";
  }

  /** False where the only row that can be the step comes too early or too late: most anchors end here. */
  #firstInTime(step: CompiledStep, prevRow: number, earliest: number, deadline: number): boolean {
    const g = this.#bindings.values[step.knownG] ?? Number.NaN;
    if (Number.isNaN(g)) return true;
    const rows = this.#index.goroutineRows;
    const [from, to] = this.#index.range(g, prevRow);
    for (let at = from; at < to; at++) {
      const row = rows[at] ?? 0;
      const t = this.#e.timeNs[row] ?? 0;
      if (t > deadline) return false;
      if ((step.kinds & (1 << (this.#e.kind[row] ?? 0))) !== 0) return t >= earliest;
    }
    return true;
  }

  /** Rows that can be the step, in order. */
  #candidates(step: CompiledStep, prevRow: number, visit: (row: number) => Verdict): Verdict {
    const values = this.#bindings.values;
    // An alternative before may have left a variable unbound.
    if (step.knownG !== ANY && !Number.isNaN(values[step.knownG])) {
      const [from, to] = this.#index.range(values[step.knownG] ?? -1, prevRow);
      return this.#each(this.#index.goroutineRows, from, to, visit);
    }
    if (step.knownBy !== ANY && !Number.isNaN(values[step.knownBy])) {
      const [rows, from, to] = this.#index.causedBy(values[step.knownBy] ?? -1, prevRow);
      return this.#each(rows, from, to, visit);
    }
    const lists = this.#kindLists(step.kinds, prevRow);
    const only = lists[0];
    if (lists.length === 1 && only !== undefined) return this.#each(...only, visit);
    for (;;) {
      const next = lowest(lists);
      if (next === undefined) return "on";
      const verdict = this.#each(next[0], next[1], next[1] + 1, visit);
      if (verdict !== "on") return verdict;
      next[1] += 1;
    }
  }

  #each(rows: Int32Array, from: number, to: number, visit: (row: number) => Verdict): Verdict {
    for (let at = from; at < to; at++) {
      this.looked += 1;
      if (this.looked > this.pattern.budget) {
        this.overBudget = true;
        return "stop";
      }
      const verdict = visit(rows[at] ?? 0);
      if (verdict !== "on") return verdict;
    }
    return "on";
  }

  #kindLists(kinds: number, row: number): [Int32Array, number, number][] {
    const lists: [Int32Array, number, number][] = [];
    for (let kind = 0, bits = kinds; bits !== 0; kind++, bits >>>= 1) {
      if ((bits & 1) !== 0) lists.push(this.#index.ofKind(kind, row));
    }
    return lists;
  }

  /** The last row that may be the step: the one with which noise runs over; the length if it does not. */
  #noiseLimit(
    step: CompiledStep,
    prevRow: number,
    noise: { left: number },
    deadline: number,
  ): number {
    const { length, kind, timeNs } = this.#e;
    if (noise.left === Infinity) return length;
    const rows = this.#index.goroutineRows;
    const lists: [Int32Array, number, number][] = [];
    for (const variable of step.bound) {
      const g = this.#bindings.values[variable] ?? Number.NaN;
      if (Number.isNaN(g)) continue;
      const [from, to] = this.#index.range(g, prevRow);
      if (from < to && !lists.some((l) => l[1] === from && l[2] === to))
        lists.push([rows, from, to]);
    }
    const { alphabet } = this.pattern;
    for (;;) {
      const next = lists.length === 1 ? lists[0] : lowest(lists);
      if (next === undefined || next[1] >= next[2]) return length;
      const row = next[0][next[1]] ?? 0;
      this.looked += 1;
      if ((timeNs[row] ?? 0) > deadline) return row;
      if ((alphabet & (1 << (kind[row] ?? 0))) !== 0) {
        if (noise.left === 0) return row;
        noise.left -= 1;
      }
      next[1] += 1;
    }
  }

  /**
   * The last row that may be step `s`: behind an event that interferes with it or with a later step nothing may. What
   * interferes depends only on what is bound already; -1 where a later step would have to come before that event.
   */
  #interferenceLimit(s: number, quiet: number): number {
    let limit = quiet;
    const { steps } = this.pattern;
    for (let b = s; b < steps.length; b++) {
      const later = steps[b];
      if (later === undefined) break;
      for (const { after, tests } of later.interference) {
        if (after >= s) continue;
        const row = this.#first(tests, this.#rows[after] ?? -1, limit, Infinity);
        if (row < 0) continue;
        limit = row;
        if (later.gapFrom >= s) continue;
        const earliest = (this.#times[later.gapFrom] ?? 0) + later.gapMinNs;
        if ((this.#e.timeNs[row] ?? 0) < earliest) return -1;
      }
    }
    return limit;
  }

  /** The first event that passes a test strictly between two rows, up to a time; -1 for none. */
  #first(tests: readonly EventTest[], above: number, below: number, untilNs: number): number {
    let first = -1;
    for (const test of tests) {
      let lists: [Int32Array, number, number][];
      if (test.g >= 0) {
        const [from, to] = this.#index.range(this.#bindings.values[test.g] ?? -1, above);
        lists = [[this.#index.goroutineRows, from, to]];
      } else if (test.by >= 0) {
        lists = [this.#index.causedBy(this.#bindings.values[test.by] ?? -1, above)];
      } else lists = this.#kindLists(test.kinds, above);
      for (const [rows, from, to] of lists) {
        for (let at = from; at < to; at++) {
          const row = rows[at] ?? 0;
          if (row >= below || (this.#e.timeNs[row] ?? 0) > untilNs) break;
          this.looked += 1;
          if ((first >= 0 && row >= first) || !this.#bindings.passes(test, this.#e, row)) continue;
          first = row;
          break;
        }
      }
    }
    return first;
  }

  /** All steps are there: have the absences held, so far or for good? */
  #watch(): boolean {
    let open = false;
    for (const { after, forNs, tests } of this.pattern.absences) {
      const until = (this.#times[after] ?? 0) + forNs;
      if (this.#first(tests, this.#rows[after] ?? -1, this.#e.length, until) >= 0) return false;
      if (until >= this.#lastNs) open = true;
    }
    const steps = this.pattern.steps.length;
    if (open) {
      this.#push({ carried: this.#state(steps, 0) });
      return false;
    }
    this.#push({ match: matchOf(this.#state(steps, 0)) });
    return true;
  }

  /** The segment ends before the branch does. */
  #carry(s: number, noise: number): void {
    for (const { after, forNs, tests } of this.pattern.absences) {
      const until = (this.#times[after] ?? 0) + forNs;
      if (after >= s) continue;
      if (this.#first(tests, this.#rows[after] ?? -1, this.#e.length, until) >= 0) return;
    }
    this.#push({ carried: this.#state(s, noise) });
  }

  #push(outcome: Outcome): void {
    if (this.#outcomes.length < BRANCHES_MAX) this.#outcomes.push(outcome);
    else this.overflow += 1;
  }

  #state(step: number, noise: number): Carried {
    const seen: Seen[] = [];
    for (let s = 0; s < step; s++) {
      const row = this.#rows[s] ?? -1;
      const event = row < 0 ? this.#carried[s] : seenAt(this.#e, row);
      if (event !== undefined) seen.push(event);
    }
    return { step, seen, values: this.#bindings.values.slice(), noise };
  }
}

function matchOf({ seen, values }: Carried): Match {
  return { steps: seen, values };
}
