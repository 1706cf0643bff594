// The pattern matcher's oracle: the same rules by linear scan over all later events. It has no index, no segments and
// carries nothing; it shares only the test of a single event.
import { Bindings } from "../../src/analyse/patterns/matching/bindings.ts";
import type { CompiledPattern } from "../../src/analyse/patterns/matching/compiled.ts";
import type { Facts } from "../../src/analyse/patterns/matching/facts.ts";
import { kindNumber, type PatternEvents } from "../../src/model/pattern-events.ts";

const CREATE = kindNumber("create");
const UNPARK = kindNumber("unpark");
const RUN = kindNumber("run");

export interface NaiveResult {
  /** Rows of each match. */
  readonly matches: readonly (readonly number[])[];
  readonly unknown: number;
  /** Events looked at. */
  readonly looked: number;
  readonly stopped: boolean;
}

type Verdict = "yes" | "no" | "unknown";

class Naive {
  readonly matches: number[][] = [];
  unknown = 0;
  looked = 0;
  /** In the order of steps that is tried. */
  #p: CompiledPattern;
  readonly #e: PatternEvents;
  readonly #bindings: Bindings;
  readonly #whole: boolean;
  readonly #endNs: number;
  readonly #lookedMax: number;

  constructor(p: CompiledPattern, e: PatternEvents, facts: Facts, end: NaiveEnd) {
    this.#p = p;
    this.#e = e;
    this.#whole = end.whole;
    this.#endNs = end.endNs;
    this.#lookedMax = end.lookedMax ?? Infinity;
    this.#bindings = new Bindings(p, facts);
  }

  run(): NaiveResult {
    const orders = [this.#p, ...this.#p.others];
    for (let i = 0; i < this.#e.length && this.looked < this.#lookedMax; i++) {
      this.looked += 1;
      for (const order of orders) if (this.#anchor(order, i)) break;
    }
    const { matches, unknown, looked } = this;
    return { matches, unknown, looked, stopped: looked >= this.#lookedMax };
  }

  #anchor(order: CompiledPattern, i: number): boolean {
    this.#p = order;
    const first = order.steps[0]!;
    for (const test of first.tests) {
      this.#bindings.clear();
      if (!this.#bindings.step(first, test, this.#e, i)) continue;
      const path = [i];
      const verdict = this.#from(path);
      if (verdict === "yes") this.matches.push(path);
      if (verdict === "unknown") this.unknown += 1;
      if (verdict !== "no") return true;
    }
    return false;
  }

  #from(path: number[]): Verdict {
    const step = this.#p.steps[path.length];
    if (step === undefined) return this.#absences(path);
    const time = (i: number): number => this.#e.timeNs[i]!;
    const previous = path.at(-1)!;
    const since = time(path[step.gapFrom]!);
    let noise = 0;
    for (let j = previous + 1; j < this.#e.length; j++) {
      if (++this.looked >= this.#lookedMax) return "no";
      const t = time(j);
      if (t - since > step.gapMaxNs || t - time(path[0]!) > this.#p.withinNs) return "no";
      if (noise > step.noiseMax) return "no";
      if (t - since >= step.gapMinNs) {
        for (const test of step.tests) {
          const mark = this.#bindings.mark();
          if (!this.#bindings.step(step, test, this.#e, j)) continue;
          const clean = step.interference.every((x) => !this.#any(x.tests, path[x.after]!, j));
          const after = step.hbFrom < 0 || this.#happensBefore(path[step.hbFrom]!, j);
          if (clean && after) {
            path.push(j);
            const verdict = this.#from(path);
            if (verdict !== "no") return verdict;
            path.pop();
          }
          this.#bindings.undo(mark);
        }
      }
      const own = step.bound.some((v) => this.#bindings.values[v] === this.#e.g[j]);
      if (own && (this.#p.alphabet & (1 << this.#e.kind[j]!)) !== 0) noise += 1;
    }
    return "no";
  }

  /** Every edge into the later event, backwards, until the earlier one is among them. */
  #happensBefore(earlier: number, later: number): boolean {
    const { kind, g } = this.#e;
    const found = new Set<number>();
    const open = [later];
    for (let row = open.pop(); row !== undefined; row = open.pop()) {
      if (found.has(row) || row < earlier) continue;
      found.add(row);
      let run = true;
      for (let k = row - 1; k >= earlier; k--) {
        this.looked += 1;
        if (this.#actor(k) >= 0 && this.#actor(k) === this.#actor(row)) open.push(k);
        // Woken, and not run before: this is the run.
        const own = kind[row] === RUN && g[row]! >= 0 && g[k] === g[row];
        if (own && kind[k] === RUN) run = false;
        if (own && run && this.#wakes(k)) open.push(k);
      }
    }
    return found.has(earlier);
  }

  #wakes(i: number): boolean {
    return this.#e.kind[i] === CREATE || this.#e.kind[i] === UNPARK;
  }

  /** Who did it. */
  #actor(i: number): number {
    return this.#wakes(i) ? this.#e.by[i]! : this.#e.g[i]!;
  }

  #any(tests: CompiledPattern["absences"][number]["tests"], above: number, below: number): boolean {
    for (let i = above + 1; i < below; i++) {
      this.looked += 1;
      if (tests.some((t) => this.#bindings.passes(t, this.#e, i))) return true;
    }
    return false;
  }

  #absences(path: readonly number[]): Verdict {
    let verdict: Verdict = "yes";
    for (const a of this.#p.absences) {
      const until = this.#e.timeNs[path[a.after]!]! + a.forNs;
      for (let i = path[a.after]! + 1; i < this.#e.length && this.#e.timeNs[i]! <= until; i++) {
        if (a.tests.some((t) => this.#bindings.passes(t, this.#e, i))) return "no";
      }
      if (a.forNs === Infinity ? !this.#whole : until > this.#endNs) verdict = "unknown";
    }
    return verdict;
  }
}

export interface NaiveEnd {
  readonly endNs: number;
  readonly whole: boolean;
  /** Gives up after so many events. */
  readonly lookedMax?: number;
}

/** Every match of the pattern in the events. */
export function matchNaively(
  pattern: CompiledPattern,
  events: PatternEvents,
  facts: Facts,
  end: NaiveEnd,
): NaiveResult {
  return new Naive(pattern, events, facts, end).run();
}

/**
 * For each row the lock that it is about: the least number of a row of the same lock. Two rows are of one lock where
 * their lines are the same, or one is the wait that the other ends; told by going over all pairs until nothing changes.
 * @param lineOf a row's line as text; empty: no lock
 */
export function locksNaively(e: PatternEvents, lineOf: (row: number) => string): number[] {
  const lines = Array.from({ length: e.length }, (_, i) => lineOf(i));
  const lock = lines.map((_, i) => i);
  const one = (i: number, j: number): boolean =>
    lines[i] !== "" && lines[j] !== "" && (lines[i] === lines[j] || endsWait(e, lines, i, j));
  for (let changed = true; changed;) {
    changed = false;
    for (let i = 0; i < e.length; i++) {
      for (let j = i + 1; j < e.length; j++) {
        if (lock[i] === lock[j] || !one(i, j)) continue;
        lock[i] = lock[j] = Math.min(lock[i]!, lock[j]!);
        changed = true;
      }
    }
  }
  return lock;
}

function endsWait(e: PatternEvents, lines: readonly string[], i: number, j: number): boolean {
  if (e.kind[i] !== kindNumber("park") || e.kind[j] !== UNPARK || e.g[i] !== e.g[j]) return false;
  for (let k = i + 1; k < j; k++) {
    const known = lines[k] !== "" && e.g[k] === e.g[i];
    if ((known && e.kind[k] === kindNumber("park")) || (e.kind[k] === UNPARK && e.g[k] === e.g[i]))
      return false;
  }
  return true;
}
