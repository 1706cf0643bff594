// The gates of all patterns as tables, so that the hot loop asks once per row for all of them.
//
// Tables are indexed by kind and class: of a run the class is that of the wait or stop before it, of a create and an
// exit none. `minNs` and `maxNs` hold the least and the greatest time since the goroutine's state before that any gate
// asks about; only rows beyond them are looked at more closely.
import { PATTERN_CLASSES } from "../../../model/pattern-events.ts";
import type { StackIndex } from "../../../model/trace-interner.ts";
import { K, STATE_KINDS } from "../events/row-kinds.ts";
import type { CompiledPattern } from "../matching/compiled.ts";
import type { NumberTest } from "../matching/facts.ts";
import type { SegmentRows } from "../matching/segment-index.ts";
import { type Gate, gateOf, type Shape, shapeOf, type Spacing } from "./gate.ts";
import { RowList } from "./row-list.ts";

const CLASS_BITS = 5;
const SIZE = STATE_KINDS << CLASS_BITS;

/** Where a kind and class stand in the tables. */
export const slotOf = (kind: number, cls: number): number => (kind << CLASS_BITS) | cls;

/** Rows with a stack that `flags` says yes of, rows of which the runtime is the cause, all rows. */
const SPECIAL = { stack: 1, runtime: 2, always: 4 } as const;

interface Watch {
  readonly pattern: number;
  readonly from: number;
  readonly minNs: number;
  readonly maxNs: number;
  /** 0: the state before it is the anchor; else the anchor is among so many rows. */
  readonly rows: number;
}
interface Alone {
  readonly pattern: number;
  readonly minNs: number;
  lastNs: number;
  lastRow: number;
}
interface Flagged {
  readonly pattern: number;
  /** The anchor is the goroutine's state before. */
  readonly before: boolean;
  readonly stack: readonly NumberTest[];
}

export class GateTable {
  readonly minNs = new Float64Array(SIZE).fill(Infinity);
  readonly maxNs = new Float64Array(SIZE).fill(-1);
  /** Which rows of the kind and class `specialRow` has to see: bits of SPECIAL. */
  readonly special = new Uint8Array(SIZE);
  /** Whether some gate is about what the runtime does by itself. */
  readonly #runtime = new Uint8Array(SIZE);
  readonly #watches: Watch[][] = Array.from({ length: SIZE }, () => []);
  readonly #flagged: Flagged[][] = Array.from({ length: SIZE }, () => []);
  readonly #byRuntime: number[][] = Array.from({ length: SIZE }, () => []);
  readonly #alone: Alone[][] = Array.from({ length: SIZE }, () => []);
  readonly #gates: readonly Gate[];
  readonly #shapes: readonly Shape[];
  readonly #alphabets: readonly number[];
  readonly #rows: readonly RowList[];
  /** Patterns whose anchors are looked for among each goroutine's last rows when a segment ends. */
  readonly #open: readonly number[];
  readonly #alive: readonly number[];

  /** @param skipped patterns that are counted elsewhere */
  constructor(patterns: readonly CompiledPattern[], skipped: ReadonlySet<number>) {
    this.#gates = patterns.map((p, i) => (skipped.has(i) ? { how: "all" } : gateOf(p)));
    this.#rows = patterns.map(() => new RowList());
    this.#alphabets = patterns.map((p) => p.alphabet);
    this.#shapes = patterns.map((p) => (p.steps[0] === undefined ? NOTHING : shapeOf(p.steps[0])));
    const withGate = (...hows: Gate["how"][]): number[] =>
      this.#gates.flatMap((g, i) => (hows.includes(g.how) ? [i] : []));
    this.#open = withGate("pair", "marked", "back", "stays");
    this.#alive = withGate("alive");
    for (const [i, gate] of this.#gates.entries()) this.#enter(i, gate);
  }

  #enter(pattern: number, gate: Gate): void {
    const first = this.#shapes[pattern] ?? NOTHING;
    if (gate.how === "pair") this.#watch(pattern, gate.next, 0);
    if (gate.how === "back") this.#watch(pattern, gate.rare, gate.rows);
    if (gate.how === "alone") {
      const alone = { pattern, minNs: gate.minNs, lastNs: -Infinity, lastRow: -1 };
      for (const at of slots(first)) {
        this.#sees(at, SPECIAL.always);
        this.#alone[at]?.push(alone);
      }
    }
    if (gate.how === "marked") {
      for (const at of slots(gate.next)) {
        this.#sees(at, SPECIAL.stack);
        this.#flagged[at]?.push({ pattern, before: true, stack: gate.stack });
      }
    }
    if (gate.how !== "flagged") return;
    for (const at of slots(first)) {
      this.#sees(at, gate.runtime ? SPECIAL.runtime : SPECIAL.stack);
      if (gate.runtime) this.#byRuntime[at]?.push(pattern);
      else this.#flagged[at]?.push({ pattern, before: false, stack: gate.stack });
      if (gate.runtime) this.#runtime[at] = 1;
    }
  }

  #sees(at: number, what: number): void {
    this.special[at] = (this.special[at] ?? 0) | what;
  }

  #watch(pattern: number, next: Shape & Spacing, rows: number): void {
    const { from, minNs, maxNs } = next;
    for (const at of slots(next)) {
      this.#watches[at]?.push({ pattern, from, minNs, maxNs, rows });
      if (minNs > 0) this.minNs[at] = Math.min(this.minNs[at] ?? Infinity, minNs);
      else this.maxNs[at] = Math.max(this.maxNs[at] ?? -1, maxNs);
    }
  }

  /** A row whose time since its goroutine's state before (of kind `from`) some gate asks about. */
  spaced(at: number, row: number, from: number, gapNs: number, rows: SegmentRows): void {
    for (const w of this.#watches[at] ?? []) {
      if ((w.from & (1 << from)) === 0 || gapNs < w.minNs || gapNs > w.maxNs) continue;
      if (w.rows > 0) this.#back(w.pattern, row, w.rows, rows);
      else {
        const before = stateBefore(rows, row);
        if (before >= 0) this.#rows[w.pattern]?.push(before);
      }
    }
  }

  /** Whether the first step of some pattern asks for such a stack. */
  flags(stack: StackIndex): boolean {
    return this.#flagged.some((list) => list.some((f) => f.stack.some((test) => test(stack))));
  }

  /** A row of a kind and class that `special` names. @param stack its stack, 0 where `flags` says no */
  specialRow(
    at: number,
    row: number,
    timeNs: number,
    runtime: boolean,
    stack: number,
    rows: SegmentRows,
  ): void {
    if (runtime && this.#runtime[at] === 1) {
      for (const pattern of this.#byRuntime[at] ?? []) this.#rows[pattern]?.push(row);
    }
    if (stack !== 0) {
      for (const f of this.#flagged[at] ?? []) {
        const anchor = f.before ? stateBefore(rows, row) : row;
        const wanted = anchor >= 0 && f.stack.some((test) => test(stack));
        if (wanted) this.#rows[f.pattern]?.push(anchor);
      }
    }
    for (const alone of this.#alone[at] ?? []) {
      if (timeNs - alone.lastNs >= alone.minNs && alone.lastRow >= 0) {
        this.#rows[alone.pattern]?.push(alone.lastRow);
      }
      alone.lastNs = timeNs;
      alone.lastRow = row;
    }
  }

  /** The segment is over: what is not decided yet is tried. */
  segmentEnd(rows: SegmentRows): void {
    for (const list of this.#alone) {
      for (const alone of list) {
        if (alone.lastRow >= 0) this.#rows[alone.pattern]?.push(alone.lastRow);
        alone.lastRow = -1;
      }
    }
    const { kind } = rows.events;
    for (let n = 0; n < rows.goroutines; n++) {
      const tail = rows.last[n] ?? -1;
      if (tail < 0 || kind[tail] === K.exit) continue;
      const state = (kind[tail] ?? 0) < STATE_KINDS ? tail : stateBefore(rows, tail);
      if (state < 0) continue;
      for (const pattern of this.#open) this.#undecided(pattern, tail, state, rows);
      for (const pattern of this.#alive) this.#created(pattern, tail, rows);
    }
  }

  #undecided(pattern: number, tail: number, state: number, rows: SegmentRows): void {
    const gate = this.#gates[pattern];
    if (gate?.how === "back") this.#back(pattern, tail, gate.rows, rows);
    else if (this.#fits(pattern, state, rows)) this.#rows[pattern]?.push(state);
  }

  #created(pattern: number, tail: number, rows: SegmentRows): void {
    let row = tail;
    for (let next = row; next >= 0; next = rows.before[next] ?? -1) row = next;
    if (this.#fits(pattern, row, rows)) this.#rows[pattern]?.push(row);
  }

  #fits(pattern: number, row: number, rows: SegmentRows): boolean {
    const { kinds, classes } = this.#shapes[pattern] ?? NOTHING;
    const { kind, cls } = rows.events;
    return (kinds & (1 << (kind[row] ?? 0))) !== 0 && (classes & (1 << (cls[row] ?? 0))) !== 0;
  }

  /** Marks what can be the first step among the goroutine's rows up to `row`. */
  #back(pattern: number, row: number, most: number, rows: SegmentRows): void {
    const { kind } = rows.events;
    const alphabet = this.#alphabets[pattern] ?? 0;
    let left = most;
    for (let at = row; at >= 0 && left >= 0; at = rows.before[at] ?? -1) {
      if (this.#fits(pattern, at, rows)) this.#rows[pattern]?.push(at);
      if ((alphabet & (1 << (kind[at] ?? 0))) !== 0) left -= 1;
    }
  }

  /** The pattern's anchors in the segment that ended; undefined: all rows of the first step's kinds. */
  anchors(pattern: number, regular: boolean): Int32Array | undefined {
    const rows = this.#rows[pattern]?.take();
    return this.#gates[pattern]?.how === "all" || !regular ? undefined : rows;
  }
}

const NOTHING: Shape = { kinds: 0, classes: 0 };

function stateBefore(rows: SegmentRows, row: number): number {
  const { kind } = rows.events;
  let at = rows.before[row] ?? -1;
  while (at >= 0 && (kind[at] ?? 0) >= STATE_KINDS) at = rows.before[at] ?? -1;
  return at;
}

/** Kinds that have a class of their own, or (run) that of what they follow. */
const CLASSED = (1 << K.run) | (1 << K.stop) | (1 << K.park) | (1 << K.unpark);

function slots({ kinds, classes }: Shape): number[] {
  const result: number[] = [];
  for (let kind = 0; kind < STATE_KINDS; kind++) {
    if ((kinds & (1 << kind)) === 0) continue;
    if ((CLASSED & (1 << kind)) === 0) result.push(slotOf(kind, 0));
    else {
      for (let cls = 0; cls < PATTERN_CLASSES.length; cls++) {
        if ((classes & (1 << cls)) !== 0) result.push(slotOf(kind, cls));
      }
    }
  }
  return result;
}
