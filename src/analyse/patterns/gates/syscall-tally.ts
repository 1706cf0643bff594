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

/** What one call site has cost. */
export interface CallSite {
  readonly count: number;
  readonly firstNs: number;
  readonly lastNs: number;
  readonly totalNs: number;
  readonly maxNs: number;
  readonly longest: { readonly g: number; readonly startNs: number; readonly stack: StackIndex };
  /** Whether so many calls as the pattern asks for once began within its window. */
  readonly dense: boolean;
}

export class SyscallTally {
  /** A call counts that lasts at most and at least so long; `ring` of them within the window are dense. */
  readonly mostNs: number;
  readonly leastNs: number;
  readonly windowNs: number;
  readonly ring: number;
  readonly #pattern: CompiledPattern;
  readonly #facts: Facts;
  readonly #values: number[] = [];
  readonly #counted: (CallSite | undefined)[] = [];
  readonly #byValue = new Map<number, number>();

  constructor(pattern: CompiledPattern, facts: Facts) {
    this.#pattern = pattern;
    this.#facts = facts;
    const { repeat } = pattern.source;
    const window = repeat?.window;
    this.windowNs = window === undefined ? Infinity : durationNs(window);
    this.ring = window === undefined ? 0 : Math.min(repeat?.min ?? 1, WINDOW_MAX);
    const end = pattern.steps[1];
    this.mostNs = Math.min(end?.gapMaxNs ?? Infinity, pattern.withinNs);
    this.leastNs = end?.gapMinNs ?? 0;
  }

  /** The number of the call site that a stack is: from 0 on, in the order of first appearance. */
  siteOf(stack: StackIndex): number {
    const attribute = this.#pattern.steps[0]?.bind[0]?.attribute ?? "site";
    const value = this.#facts.ofStack(attribute, stack);
    let site = this.#byValue.get(value);
    if (site === undefined) {
      site = this.#values.length;
      this.#byValue.set(value, site);
      this.#values.push(value);
    }
    return site;
  }

  /** What the hot pass (events/call-sites.ts) has counted for a site. */
  counted(site: number, sums: CallSite): void {
    this.#counted[site] = sums;
  }

  /** What was counted, for the pattern's groups. */
  take(): Tallied[] {
    return this.#values.flatMap((value, site) => {
      const sums = this.#counted[site];
      if (sums === undefined || sums.count === 0) return [];
      return [{ ...sums, key: value, longest: this.#match(sums, value) }];
    });
  }

  #match({ longest, maxNs }: CallSite, value: number): Tallied["longest"] {
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
