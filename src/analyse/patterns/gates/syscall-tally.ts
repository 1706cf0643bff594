// System calls of patterns that only count them: a `syscall` and the `syscall_end` after it, summed by call site.
//
// Such pairs are as frequent as anything in a trace, so they are never made into rows: each call costs a few array
// accesses here. The rules are the matcher's: the first end after the begin, `gap` and `within` of the pattern, one
// match a call.
import type { StackIndex } from "../../../model/trace-interner.ts";
import { durationNs } from "../language/durations.ts";
import { listOf } from "../language/event-tests.ts";
import { K } from "../events/row-kinds.ts";
import { ANY, type CompiledPattern, type EventTest } from "../matching/compiled.ts";
import type { Facts } from "../matching/facts.ts";
import type { Tallied } from "../matching/groups.ts";
import type { Seen } from "../matching/match.ts";

const WINDOW_MAX = 100_000;
const STACK_ATTRIBUTES: readonly string[] = ["site", "function", "entry"];

/** Whether the pattern does nothing but count system calls by where they are made. */
export function isTally(pattern: CompiledPattern): boolean {
  const { steps, absences, source, variables, others } = pattern;
  const [begin, end] = steps;
  const [key, second] = listOf(source.repeat?.key);
  if (begin === undefined || end === undefined || steps.length !== 2) return false;
  if (begin.kinds !== 1 << K.syscall || end.kinds !== 1 << K.syscallEnd) return false;
  const bound = begin.bind[0];
  const g = begin.tests[0]?.g ?? ANY;
  return (
    [begin.tests, end.tests].every(
      (t) => t.length === 1 && t[0] !== undefined && isBare(t[0], g),
    ) &&
    g >= 0 &&
    end.firstOnly &&
    end.noiseMax === Infinity &&
    end.interference.length === 1 &&
    end.hbFrom === ANY &&
    absences.length + end.bind.length + others.length === 0 &&
    begin.bind.length === 1 &&
    bound !== undefined &&
    STACK_ATTRIBUTES.includes(bound.attribute) &&
    key === `$${variables[bound.variable]?.name ?? ""}` &&
    second === undefined &&
    [source.repeat?.distinct, source.graph, source.cost].every((x) => x === undefined)
  );
}

function isBare(t: EventTest, g: number): boolean {
  const texts = [t.value, t.stack, t.stackLacks, t.noStack];
  const none = texts.every((x) => x === undefined) && t.text.length + t.where.length === 0;
  return none && t.g === g && t.by === ANY && (t.classes & 1) !== 0;
}

/** What one call site has cost so far. */
interface Site {
  readonly value: number;
  count: number;
  firstNs: number;
  lastNs: number;
  totalNs: number;
  maxNs: number;
  readonly longest: { g: number; startNs: number; stack: StackIndex };
  /** Begins of the last calls, in a ring; whether so many once lay within the window. */
  readonly recent: Float64Array;
  dense: boolean;
}

export class SyscallTally {
  readonly #pattern: CompiledPattern;
  readonly #facts: Facts;
  readonly #sites: Site[] = [];
  readonly #byValue = new Map<number, number>();
  readonly #ring: number;
  readonly #windowNs: number;
  readonly #mostNs: number;
  readonly #leastNs: number;

  constructor(pattern: CompiledPattern, facts: Facts) {
    this.#pattern = pattern;
    this.#facts = facts;
    const { repeat } = pattern.source;
    const window = repeat?.window;
    this.#windowNs = window === undefined ? Infinity : durationNs(window);
    this.#ring = window === undefined ? 0 : Math.min(repeat?.min ?? 1, WINDOW_MAX);
    const end = pattern.steps[1];
    this.#mostNs = Math.min(end?.gapMaxNs ?? Infinity, pattern.withinNs);
    this.#leastNs = end?.gapMinNs ?? 0;
  }

  /** The number of the call site that a stack is. */
  siteOf(stack: StackIndex): number {
    const attribute = this.#pattern.steps[0]?.bind[0]?.attribute ?? "site";
    const value = this.#facts.ofStack(attribute, stack);
    let site = this.#byValue.get(value);
    if (site === undefined) {
      site = this.#sites.length;
      this.#byValue.set(value, site);
      const longest = { g: -1, startNs: 0, stack };
      const recent = new Float64Array(this.#ring);
      const none = { count: 0, firstNs: Infinity, lastNs: 0, totalNs: 0, maxNs: -Infinity };
      this.#sites.push({ value, ...none, longest, recent, dense: false });
    }
    return site;
  }

  /** A call is over. @returns whether it is the site's longest so far; then `longest` is to be told whose it was */
  ended(number: number, startNs: number, endNs: number): boolean {
    const site = this.#sites[number];
    const cost = endNs - startNs;
    if (site === undefined || cost > this.#mostNs || cost < this.#leastNs) return false;
    const { count } = site;
    site.count = count + 1;
    if (startNs < site.firstNs) site.firstNs = startNs;
    if (endNs > site.lastNs) site.lastNs = endNs;
    site.totalNs += cost;
    if (!site.dense && this.#ring > 0) {
      site.recent[count % this.#ring] = startNs;
      const oldest = site.recent[site.count % this.#ring] ?? 0;
      site.dense = site.count >= this.#ring && startNs - oldest <= this.#windowNs;
    }
    if (cost <= site.maxNs) return false;
    site.maxNs = cost;
    site.longest.startNs = startNs;
    return true;
  }

  /** Who made the call that `ended` was just told of. */
  longest(number: number, g: number, stack: StackIndex): void {
    const longest = this.#sites[number]?.longest;
    if (longest !== undefined) [longest.g, longest.stack] = [g, stack];
  }

  /** What was counted, for the pattern's groups. */
  take(): Tallied[] {
    return this.#sites
      .filter((s) => s.count > 0)
      .map((s) => ({ ...s, key: s.value, longest: this.#match(s) }));
  }

  #match({ longest, value, maxNs }: Site): Tallied["longest"] {
    const { g, startNs, stack } = longest;
    const none = { seq: -1, cls: 0, g, by: -1, text: 0, value: 0 };
    const begin: Seen = { ...none, kind: K.syscall, timeNs: startNs, stack };
    const end: Seen = { ...none, kind: K.syscallEnd, timeNs: startNs + maxNs, stack: 0 };
    const values = new Float64Array(this.#pattern.variables.length).fill(Number.NaN);
    const [first] = this.#pattern.steps;
    values[first?.tests[0]?.g ?? 0] = g;
    values[first?.bind[0]?.variable ?? 0] = value;
    return { pattern: this.#pattern, steps: [begin, end], values };
  }
}
