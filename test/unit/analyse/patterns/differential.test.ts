// The indexed matcher against the naive one: the same matches on random traces, however they are cut into segments.
// RACEGATE_PATTERN_RUNS=10000 for the long run.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { CompiledPattern } from "../../../../src/analyse/patterns/matching/compiled.ts";
import { readPatterns } from "../../../../src/analyse/patterns/language/read-patterns.ts";
import { Facts } from "../../../../src/analyse/patterns/matching/facts.ts";
import { PatternMatcher } from "../../../../src/analyse/patterns/matching/matcher.ts";
import {
  SegmentIndex,
  segmentRows,
} from "../../../../src/analyse/patterns/matching/segment-index.ts";
import {
  classNumber,
  kindNumber,
  type PatternEvents,
  patternEvents,
} from "../../../../src/model/pattern-events.ts";
import { TraceInterner } from "../../../../src/model/trace-interner.ts";
import { matchNaively } from "../../../oracles/naive-matcher.ts";

const RUNS = Number(process.env["RACEGATE_PATTERN_RUNS"] ?? 1500);

const PATTERNS = `
patterns:
- name: edges
  steps:
  - {id: w, on: park, g: W, class: mutex, bind: {L: class}}
  - {id: h, on: unpark, g: W, by: H, edge: wake(w)}
  - {id: r, on: run, g: W, edge: wake(h), gap: {max: 40ns}}
  - {id: a, on: park, g: W, where: class == $L, gap: {max: 60ns}}
  interference: [{between: [h, a], on: park, g: W, class: {not: mutex}}]
  within: 400ns
- name: noise
  noise: 1
  steps: [{on: unpark, g: A, by: B}, {on: run, g: A, gap: {min: 5ns}}, {on: stop, g: A}, {on: run, g: A}]
- name: hand-over
  steps: [{on: unpark, g: A, by: B}, {on: unpark, g: C, by: A}, {on: exit, g: B}]
  interference: [{between: [s1, s3], on: create, by: B}, {between: [s2, s3], on: syscall, g: A}]
  same: ok
- name: alternatives
  steps:
  - {id: s, on: range_begin}
  - {id: x, any: [{on: park, g: A, class: gc_assist}, {on: run, g: B}], gap: {max: 30ns}}
  - {id: y, on: [stop, exit], g: A, gap: {from: s, max: 90ns}}
- name: gone
  steps: [{id: c, on: create, g: L, by: P}, {id: p, on: park, g: L, noise: any}]
  absent: {on: [unpark, exit], g: L, until: end}
  within: none
- name: not-soon
  steps: [{id: u, on: unpark, g: X, by: K}, {id: p, on: park, g: X, noise: any}]
  absent: [{on: exit, g: X, after: u, within: 120ns}, {on: stop, g: K, after: p, within: 50ns}]
- name: straggler
  steps:
  - {id: w, on: park, g: M}
  - {id: a, on: exit, g: A, noise: any}
  - {id: z, on: unpark, g: M, by: Z, gap: {min: 6ns}, noise: any}
  interference: [{between: [w, z], on: unpark, g: M}, {between: [a, z], on: exit}]
- name: third
  same: ok
  steps:
  - {id: t, on: unpark, g: T, by: W}
  - {id: a, on: unpark, g: C, by: P, gap: {max: 60ns}}
  - {id: b, on: park, g: P, gap: {max: 60ns}}
  - {id: r, on: run, g: T, gap: {min: 10ns, from: t}, noise: any}
  interference: [{between: [t, r], on: run, g: T}]
  within: 300ns
- name: caused
  steps:
  - {id: c, on: unpark, g: A, by: B}
  - {id: d, on: park, g: C, after: hb, noise: any}
  - {id: e, on: [stop, exit], after: hb(c), gap: {max: 50ns}, noise: any}
  same: ok
  within: 200ns
- name: caused-late
  steps:
  - {id: c, on: [create, unpark], g: A}
  - {id: x, on: syscall, g: C, gap: {min: 20ns}, noise: any}
  - {id: d, on: unpark, g: D, by: E, after: hb(c), gap: {min: 10ns}, noise: any}
  absent: {on: exit, g: A, until: end}
- name: caused-known
  steps:
  - {id: c, on: [syscall, unpark], g: A}
  - {id: w, on: park, g: W, gap: {max: 6ns}, noise: any}
  - {id: r, on: run, g: W, after: hb(c), noise: any}
  same: ok
- name: any-order
  unordered: [a, b, c]
  steps:
  - {id: w, on: park, g: W}
  - {id: a, on: stop, g: A, noise: any}
  - {id: b, on: exit, g: B, gap: {max: 40ns}, noise: any}
  - {id: c, on: unpark, g: W, by: C, noise: any}
  - {id: z, on: run, g: W, noise: 1}
  interference: [{between: [c, z], on: exit, by: C}, {between: [a, z], on: park, g: A}]
  same: ok
  within: 150ns
- name: any-order-first
  unordered: [a, b]
  steps:
  - {id: a, on: park, class: lock, g: A}
  - {id: b, on: syscall, g: B}
  - {id: c, on: unpark, g: A, by: B, after: hb(b), noise: 1}
  absent: {on: stop, g: B, after: b, within: 60ns}
- name: any-order-of-four
  unordered: [a, b, c, d]
  steps:
  - {id: a, on: park, g: A}
  - {id: b, on: unpark, g: A, by: B, gap: {max: 30ns}, edge: wake(a)}
  - {id: c, on: run, g: C, noise: 2}
  - {id: d, on: stop, g: C, after: hb(c), gap: {from: a, max: 60ns}}
  same: ok
`;

const facts = new Facts(new TraceInterner());
const loaded = readPatterns(PATTERNS, "patterns.yaml", facts);
const KINDS = [
  "create",
  "run",
  "stop",
  "park",
  "unpark",
  "exit",
  "syscall",
  "range_begin",
] as const;
const CLASSES = ["lock", "rwlock_read", "gc_assist", "select"].map((c) => classNumber(c as "lock"));
/** What may come next for a goroutine that did this last. */
const NEXT: Readonly<Record<string, readonly (typeof KINDS)[number][]>> = {
  create: ["run"],
  run: ["park", "park", "stop", "exit", "syscall", "range_begin"],
  stop: ["run"],
  park: ["unpark", "unpark", "exit"],
  unpark: ["run", "run", "run", "park"],
  exit: ["create"],
  syscall: ["park", "stop"],
  range_begin: ["park", "stop", "exit"],
};

interface RandomEvent {
  readonly any: number;
  readonly pick: number;
  readonly cls: number;
  readonly g: number;
  readonly by: number;
  readonly dt: number;
}
const randomEvent: fc.Arbitrary<RandomEvent> = fc.record({
  any: fc.nat(9),
  pick: fc.nat(1000),
  cls: fc.constantFrom(...CLASSES),
  g: fc.integer({ min: 0, max: 3 }),
  by: fc.integer({ min: -1, max: 3 }),
  dt: fc.integer({ min: 0, max: 9 }),
});

/** A segment that ends behind something that interferes with a step of the next segment. */
const CUT_OFF: RandomEvent[] = [
  [0, 0, 1],
  [1, 0, 1],
  [1, 0, 1],
  [1, 0, 1],
  [0, 555, 10],
  [0, 0, 1],
  [1, 0, 1],
  [1, 0, 1],
].map(([any = 0, pick = 0, cls = 0]) => ({ any, pick, cls, g: 1, by: 0, dt: 0 }));

/** Mostly what could happen; now and then what could not. */
function columns(list: readonly RandomEvent[]): PatternEvents {
  const e = patternEvents(list.length);
  const last = new Map<number, (typeof KINDS)[number]>();
  let t = 0;
  for (const [i, { any, pick, cls, g, by, dt }] of list.entries()) {
    t += dt;
    const choices = any === 0 ? KINDS : NEXT[last.get(g) ?? "exit"]!;
    const kind = choices[pick % choices.length]!;
    last.set(g, kind);
    e.timeNs[i] = t;
    e.kind[i] = kindNumber(kind);
    e.cls[i] = cls;
    e.g[i] = g;
    // Only these have one.
    e.by[i] = kind === "create" || kind === "unpark" ? by : -1;
  }
  e.length = list.length;
  return e;
}

/** Rows [from, to) as a segment of its own. */
function segment(e: PatternEvents, from: number, to: number): PatternEvents {
  return {
    length: to - from,
    firstSeq: from,
    timeNs: e.timeNs.subarray(from, to),
    kind: e.kind.subarray(from, to),
    cls: e.cls.subarray(from, to),
    g: e.g.subarray(from, to),
    by: e.by.subarray(from, to),
    stack: e.stack.subarray(from, to),
    text: e.text.subarray(from, to),
    value: e.value.subarray(from, to),
  };
}

function indexed(
  pattern: CompiledPattern,
  e: PatternEvents,
  cuts: readonly number[],
  end: { endNs: number; whole: boolean },
): { matches: string[]; unknown: number } {
  const matches: string[] = [];
  const matcher = new PatternMatcher(pattern, facts, (m) =>
    matches.push(
      m
        .match()
        .steps.map((s) => s.seq)
        .join(" "),
    ),
  );
  const borders = [0, ...cuts.filter((c) => c < e.length), e.length].sort((a, b) => a - b);
  for (let k = 1; k < borders.length; k++) {
    const part = segment(e, borders[k - 1]!, borders[k]!);
    if (part.length > 0) matcher.segment(new SegmentIndex(segmentRows(part)));
  }
  matcher.finish(end.endNs, end.whole);
  expect(matcher.overflow).toBe(0);
  return { matches: matches.sort(), unknown: matcher.unknown };
}

test("the patterns of this test are good ones", () => {
  expect(loaded.mistakes).toEqual([]);
  expect(loaded.patterns).toHaveLength(14);
});

test.each(loaded.patterns.map((p) => [p.pattern.source.name, p.pattern] as const))(
  `%s: indexed and naive find the same, in any segments (${RUNS} random traces)`,
  (_, pattern) => {
    let found = 0;
    fc.assert(
      fc.property(
        fc.array(randomEvent, { maxLength: 90, minLength: 1, size: "max" }),
        fc.array(fc.nat(90), { maxLength: 5 }),
        fc.nat(200),
        fc.boolean(),
        (list, cuts, tail, whole) => {
          const e = columns(list);
          const end = { endNs: e.timeNs[e.length - 1]! + tail, whole };
          const naive = matchNaively(pattern, e, facts, end);
          const expected = naive.matches.map((rows) => rows.join(" ")).sort();
          found += expected.length;
          expect(indexed(pattern, e, cuts, end)).toEqual({
            matches: expected,
            unknown: naive.unknown,
          });
        },
      ),
      { numRuns: RUNS, seed: 20261124, examples: [[CUT_OFF, [5], 0, false]] },
    );
    // A property that never sees a match proves nothing.
    expect(found).toBeGreaterThan(RUNS / 100);
  },
);
