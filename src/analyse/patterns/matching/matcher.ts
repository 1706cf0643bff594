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
import { ANY, type CompiledPattern, type CompiledStep } from "./compiled.ts";
import type { Facts } from "./facts.ts";
import { type Found, foundOf, type Seen, seenAt } from "./match.ts";
import { atEnd, type Carried, matchOf, type Outcome, type Pending, pendingOf } from "./pending.ts";
import { Reaches } from "./reaches.ts";
import { RowSearch } from "./row-search.ts";
import { lowest, type Rows, type SegmentIndex } from "./segment-index.ts";

/** Of a candidate: look at the next one, at none any more, or at none because it led to a match. */
type Verdict = "on" | "stop" | "found";

/** For each order of the steps. */
const BRANCHES_MAX = 64;
const ANCHORS_MAX = 10_000;

export class PatternMatcher {
  readonly pattern: CompiledPattern;
  /** All orders of its steps, and the one under search. */
  readonly #orders: readonly CompiledPattern[];
  #p: CompiledPattern;
  /** Would match if the trace were whole. */
  unknown = 0;
  /** Anchors that were dropped: too many under way, too many branches. */
  overflow = 0;
  overBudget = false;
  readonly #found: (found: Found) => void;
  /** The branch under search, once all its steps are there. */
  readonly #live: Found & { pattern: CompiledPattern };
  readonly #bindings: Bindings;
  readonly #rowsIn: RowSearch;
  readonly #reaches = new Reaches();
  #pending: Pending[] = [];
  #index!: SegmentIndex;
  #e!: PatternEvents;
  #lastNs = 0;
  /** Rows of the steps so far; -1: carried from an earlier segment. */
  readonly #rows: Int32Array;
  readonly #times: Float64Array;
  /** By step under search: from when to when it may come, and how much noise may still lie before it. */
  readonly #deadline: Float64Array;
  readonly #earliest: Float64Array;
  readonly #noiseLeft: Float64Array;
  #carried: readonly Seen[] = [];
  #outcomes: Outcome[] = [];

  constructor(pattern: CompiledPattern, facts: Facts, found: (found: Found) => void) {
    this.pattern = pattern;
    this.#orders = [pattern, ...pattern.others];
    this.#p = pattern;
    this.#found = found;
    this.#bindings = new Bindings(pattern, facts);
    this.#rowsIn = new RowSearch(pattern, this.#bindings);
    const steps = pattern.steps.length;
    this.#deadline = new Float64Array(steps);
    this.#earliest = new Float64Array(steps);
    this.#noiseLeft = new Float64Array(steps);
    this.#rows = new Int32Array(steps);
    this.#times = new Float64Array(steps);
    this.#live = {
      pattern,
      values: this.#bindings.values,
      times: this.#times,
      steps,
      match: () => matchOf(this.#state(steps, 0)),
    };
  }

  /**
   * Goes on with what was carried, then tries anchors.
   * @param anchors rows that may begin a match, ascending; absent: every row of the first step's kinds
   */
  segment(index: SegmentIndex, anchors?: Int32Array): void {
    // Past the budget what was carried cannot be followed: it is neither found nor ruled out.
    if (this.#spent()) this.#pending = [];
    if (this.#pending.length === 0 && (anchors?.length === 0 || this.#spent())) return;
    this.#index = index;
    this.#e = index.events;
    this.#rowsIn.segment(index);
    this.#reaches.segment(index);
    this.#lastNs = this.#e.timeNs[this.#e.length - 1] ?? 0;
    const pending = this.#pending;
    this.#pending = [];
    for (const p of pending) if (!this.#spent() && !this.#idle(p)) this.#resume(p.outcomes);
    const kinds = this.#orders.reduce((all, p) => all | (p.steps[0]?.kinds ?? 0), 0);
    for (const row of anchors ?? index.ofKinds(kinds)) {
      if (!this.#spent()) this.#anchor(row);
    }
  }

  /** The trace is over at `endNs`; `whole`: nothing of it is missing. */
  finish(endNs: number, whole: boolean): void {
    for (const { outcomes } of this.#pending) {
      for (const outcome of outcomes) {
        const verdict = "match" in outcome ? "yes" : atEnd(outcome.carried, endNs, whole);
        if (verdict === "no") continue;
        if (verdict === "unknown") this.unknown += 1;
        else this.#found(foundOf("match" in outcome ? outcome.match : matchOf(outcome.carried)));
        break;
      }
    }
    this.#pending = [];
  }

  /** The work so far: events looked at, steps that were begun and tests that were tried. */
  get looked(): number {
    return this.#rowsIn.looked + this.#reaches.looked;
  }

  #spent(): boolean {
    return (this.overBudget ||= this.looked > this.#p.budget);
  }

  #anchor(row: number): void {
    this.#rowsIn.looked += 1;
    this.#carried = [];
    for (const order of this.#orders) if (this.#begins(order, row)) break;
    if (this.#outcomes.length > 0) this.#settle();
  }

  /** True when a match begins there, so that no other order counts. */
  #begins(order: CompiledPattern, row: number): boolean {
    this.#order(order);
    const [first] = order.steps;
    if (first === undefined) return false;
    for (const test of first.tests) {
      this.#bindings.clear();
      this.#index.rows.need(row);
      if (!this.#bindings.step(first, test, this.#e, row)) continue;
      this.#rows[0] = row;
      this.#times[0] = this.#e.timeNs[row] ?? 0;
      if (this.#search(1, row, 0)) return true;
    }
    return false;
  }

  #order(order: CompiledPattern): void {
    this.#p = order;
    this.#live.pattern = order;
  }

  #resume(outcomes: readonly Outcome[]): void {
    for (const outcome of outcomes) {
      if ("match" in outcome) {
        this.#outcomes.push(outcome);
        break;
      }
      const { pattern, step, seen, values, noise, reach } = outcome.carried;
      this.#order(pattern);
      this.#carried = seen;
      this.#reaches.carried = reach;
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
    if (first !== undefined && "match" in first) this.#found(foundOf(first.match));
    else if (this.#pending.length < ANCHORS_MAX) this.#pending.push(pendingOf(outcomes));
    else this.overflow += 1;
  }

  /** Whether the segment changes nothing for the anchor; it is kept then, or given up where its time is over. */
  #idle(p: Pending): boolean {
    if (Number.isNaN(p.g)) return false;
    const number = this.#index.numberOf(p.g);
    if (number >= 0 && ((this.#index.rows.kinds[number] ?? 0) & p.kinds) !== 0) return false;
    const early = this.#lastNs <= p.deadlineNs;
    if (early) this.#pending.push(p);
    return early || !p.due;
  }

  /** Adds outcomes of the branch; true when one of them is a match, so that nothing after it counts. */
  #search(s: number, prevRow: number, noiseBefore: number): boolean {
    this.#rowsIn.looked += 1 + this.#p.steps.length - s; // laterLimit looks at all later steps
    if (this.#spent()) return false;
    const step = this.#p.steps[s];
    if (step === undefined) return this.#watch();
    const from = this.#times[step.gapFrom] ?? 0;
    const within = (this.#times[0] ?? 0) + this.#p.withinNs;
    this.#deadline[s] = Math.min(from + step.gapMaxNs, within);
    this.#earliest[s] = from + step.gapMinNs;
    this.#noiseLeft[s] = step.noiseMax - noiseBefore;
    // Of one candidate looking ahead saves nothing.
    const limit = step.firstOnly ? this.#e.length : this.#ownLimit(step, s, this.#laterLimit(s));
    const tried = this.#candidates(step, s, prevRow, limit);
    if (tried === "found") return true;
    if (tried === "on" && limit === this.#e.length) this.#open(step, s, prevRow, noiseBefore);
    return false;
  }

  /** No row of the segment ended the branch: it goes on in the next one, if it may. */
  #open(step: CompiledStep, s: number, prevRow: number, noiseBefore: number): void {
    const { length } = this.#e;
    if (this.#lastNs > (this.#deadline[s] ?? 0)) return;
    const left = this.#noiseLeft[s] ?? Infinity;
    const noise = left === Infinity ? 0 : this.#rowsIn.noise(step, prevRow, length, left);
    if (noise > left || this.#rowsIn.interfered(step, s, length, this.#rows)) return;
    // The next segment does not see what lies in this one.
    if (step.firstOnly && this.#laterLimit(s) < length) return;
    this.#carry(s, left === Infinity ? 0 : noiseBefore + noise);
  }

  /** Rows that can be the step, in order. */
  #candidates(step: CompiledStep, s: number, prevRow: number, limit: number): Verdict {
    const values = this.#bindings.values;
    // An alternative before may have left a variable unbound.
    const g = step.knownG === ANY ? Number.NaN : (values[step.knownG] ?? Number.NaN);
    if (!Number.isNaN(g)) {
      if (step.firstOnly) {
        const row = this.#rowsIn.next(g, step.kinds, prevRow);
        if (row < 0) return "on";
        const verdict = this.#candidate(step, s, prevRow, row, limit);
        return verdict === "on" ? "stop" : verdict;
      }
      return this.#eachOf(step, s, prevRow, limit, this.#index.numberAt(g, prevRow));
    }
    if (step.knownBy !== ANY && !Number.isNaN(values[step.knownBy])) {
      const list = this.#index.causedBy(values[step.knownBy] ?? -1, prevRow);
      return this.#each(step, s, prevRow, limit, list);
    }
    const lists = this.#index.kindLists(step.kinds, prevRow);
    const only = lists[0];
    if (lists.length === 1 && only !== undefined) {
      return this.#each(step, s, prevRow, limit, only);
    }
    for (;;) {
      const next = lowest(lists);
      if (next === undefined) return "on";
      const verdict = this.#look(step, s, prevRow, next[0][next[1]] ?? 0, limit);
      if (verdict !== "on") return verdict;
      next[1] += 1;
    }
  }

  /** Rows of one goroutine. */
  #eachOf(step: CompiledStep, s: number, prevRow: number, limit: number, number: number): Verdict {
    const { kinds, after } = this.#index.rows;
    if (number < 0 || ((kinds[number] ?? 0) & step.kinds) === 0) return "on";
    let row = this.#index.firstAbove(number, Math.max(prevRow, this.#rowsIn.floor(this.#p, s)));
    for (; row >= 0; row = after[row] ?? -1) {
      const verdict = this.#look(step, s, prevRow, row, limit);
      if (verdict !== "on") return verdict;
    }
    return "on";
  }

  #each(step: CompiledStep, s: number, prevRow: number, limit: number, list: Rows): Verdict {
    const [rows, from, to] = list;
    for (let at = from; at < to; at++) {
      const verdict = this.#look(step, s, prevRow, rows[at] ?? 0, limit);
      if (verdict !== "on") return verdict;
    }
    return "on";
  }

  #look(step: CompiledStep, s: number, prevRow: number, row: number, limit: number): Verdict {
    const { kind, cls, timeNs } = this.#e;
    this.#rowsIn.looked += 1;
    if (row > limit || (timeNs[row] ?? 0) > (this.#deadline[s] ?? 0)) return "stop";
    if ((step.kinds & (1 << (kind[row] ?? 0))) === 0) return "on";
    if ((step.classes & (1 << (cls[row] ?? 0))) === 0 && !step.firstOnly) return "on";
    if (this.#spent()) return "stop";
    const verdict = this.#candidate(step, s, prevRow, row, limit);
    return verdict === "on" && step.firstOnly ? "stop" : verdict;
  }

  /** A row of the step's kinds: is it the step, and does it lead to a match? */
  #candidate(step: CompiledStep, s: number, prevRow: number, row: number, limit: number): Verdict {
    const t = this.#e.timeNs[row] ?? 0;
    if (row > limit || t > (this.#deadline[s] ?? 0)) return "stop";
    if (t < (this.#earliest[s] ?? 0)) return "on";
    const left = this.#noiseLeft[s] ?? Infinity;
    if (left < Infinity && this.#rowsIn.noise(step, prevRow, row, left) > left) return "stop";
    if (this.#rowsIn.interfered(step, s, row, this.#rows)) return "stop";
    if (step.hbFrom !== ANY && !this.#reached(step.hbFrom, row)) return "on";
    return this.#try(step, s, row);
  }

  #reached(from: number, row: number): boolean {
    return this.#reaches.has(from, this.#rows[from] ?? -1, row) && !this.#spent();
  }

  #try(step: CompiledStep, s: number, row: number): Verdict {
    this.#index.rows.need(row);
    this.#rowsIn.looked += step.tests.length;
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

  /**
   * The last row that may be step `s` because of later steps: behind an event that interferes with them they cannot
   * come. It depends only on what is bound already; -1 where a later step would have to come before that event.
   */
  #laterLimit(s: number): number {
    let limit = this.#e.length;
    const deadline = this.#deadline[s] ?? 0;
    for (const later of this.#p.steps.slice(s + 1)) {
      for (const { after, tests } of later.interference) {
        if (after >= s) continue;
        const row = this.#rowsIn.first(tests, this.#rows[after] ?? -1, limit, deadline);
        if (row < 0) continue;
        limit = row;
        if (later.gapFrom >= s) continue;
        const earliest = (this.#times[later.gapFrom] ?? 0) + later.gapMinNs;
        if ((this.#e.timeNs[row] ?? 0) < earliest) return -1;
      }
    }
    return limit;
  }

  /** The same because of the step itself, where it and what interferes with it may be anybody's. */
  #ownLimit(step: CompiledStep, s: number, limit: number): number {
    if (step.knownG !== ANY || step.knownBy !== ANY) return limit;
    const deadline = this.#deadline[s] ?? 0;
    let own = limit;
    for (const { after, tests } of step.interference) {
      if (after >= s || tests.some((t) => t.g !== ANY || t.by !== ANY)) continue;
      const row = this.#rowsIn.first(tests, this.#rows[after] ?? -1, own, deadline);
      if (row >= 0) own = row;
    }
    return own;
  }

  /** All steps are there: have the absences held, so far or for good? */
  #watch(): boolean {
    let open = false;
    for (const { after, forNs, tests } of this.#p.absences) {
      const until = (this.#times[after] ?? 0) + forNs;
      const row = this.#rowsIn.first(tests, this.#rows[after] ?? -1, this.#e.length, until);
      if (row >= 0) return false;
      if (until >= this.#lastNs) open = true;
    }
    if (open) {
      this.#push({ carried: this.#state(this.#p.steps.length, 0) });
      return false;
    }
    // Nothing before it is open: it stands.
    if (this.#outcomes.length === 0) this.#found(this.#live);
    else this.#push({ match: this.#live.match() });
    return true;
  }

  /** The segment ends before the branch does. */
  #carry(s: number, noise: number): void {
    for (const { after, forNs, tests } of this.#p.absences) {
      const until = (this.#times[after] ?? 0) + forNs;
      if (after >= s) continue;
      if (this.#rowsIn.first(tests, this.#rows[after] ?? -1, this.#e.length, until) >= 0) return;
    }
    const carried = this.#state(s, noise);
    if (this.#reaches.full) this.overflow += 1;
    else this.#push({ carried });
  }

  #push(outcome: Outcome): void {
    if (this.#outcomes.length < BRANCHES_MAX * this.#orders.length) this.#outcomes.push(outcome);
    else this.overflow += 1;
  }

  #state(step: number, noise: number): Carried {
    const seen: Seen[] = [];
    for (let s = 0; s < step; s++) {
      const row = this.#rows[s] ?? -1;
      const event = row < 0 ? this.#carried[s] : seenAt(this.#e, row);
      if (event !== undefined) seen.push(event);
    }
    const reach = this.#reaches.states(this.#p, step, this.#rows);
    return { pattern: this.#p, step, seen, values: this.#bindings.values.slice(), noise, reach };
  }
}
