// `after: hb` and `unordered` on small made-up traces, whole and cut into segments.
import { expect, test } from "vitest";
import { readPatterns } from "../../../../src/analyse/patterns/language/read-patterns.ts";
import { Facts } from "../../../../src/analyse/patterns/matching/facts.ts";
import { PatternMatcher } from "../../../../src/analyse/patterns/matching/matcher.ts";
import {
  SegmentIndex,
  segmentRows,
} from "../../../../src/analyse/patterns/matching/segment-index.ts";
import {
  kindNumber,
  patternEvents,
  type PatternKind,
} from "../../../../src/model/pattern-events.ts";
import { TraceInterner } from "../../../../src/model/trace-interner.ts";

type Event = readonly [kind: PatternKind, g: number, by?: number];

interface Found {
  readonly matches: readonly string[];
  readonly ids: readonly string[];
  readonly overBudget: boolean;
}

/** Matches as row numbers, and the order of their steps; `cut`: rows of a segment. */
function found(yaml: string, events: readonly Event[], cut: number): Found {
  const facts = new Facts(new TraceInterner());
  const { patterns, mistakes } = readPatterns(yaml, "p.yaml", facts);
  expect(mistakes).toEqual([]);
  const matches: string[] = [];
  const ids: string[] = [];
  const matcher = new PatternMatcher(patterns[0]!.pattern, facts, (f) => {
    const match = f.match();
    matches.push(match.steps.map((s) => s.seq).join(" "));
    ids.push(match.pattern.steps.map((s) => s.id).join(""));
  });
  for (let from = 0; from < events.length; from += cut) {
    const part = events.slice(from, from + cut);
    const e = patternEvents(part.length);
    e.firstSeq = from;
    e.length = part.length;
    for (const [i, [kind, g, by = -1]] of part.entries()) {
      e.timeNs[i] = from + i;
      e.kind[i] = kindNumber(kind);
      e.g[i] = g;
      e.by[i] = by;
    }
    matcher.segment(new SegmentIndex(segmentRows(e)));
  }
  matcher.finish(events.length, true);
  return { matches, ids, overBudget: matcher.overBudget };
}

const CAUSED = `
name: caused
steps: [{id: a, on: syscall, g: A}, {id: z, on: stop, g: Z, after: hb, noise: any}]
same: ok`;
/** Goroutine 1 creates 2, which wakes 3; 4 is woken by the runtime, 5 was woken before. */
const CHAIN: readonly Event[] = [
  ["park", 3],
  ["unpark", 5, 1],
  ["syscall", 1],
  ["create", 2, 1],
  ["unpark", 4, -1],
  ["run", 4],
  ["run", 5],
  ["stop", 5],
  ["stop", 4],
  ["run", 2],
  ["unpark", 3, 2],
  ["run", 3],
  ["stop", 3],
];

test.each([13, 5, 1])("hb goes over create and unpark, and only there (segments of %i)", (cut) => {
  expect(found(CAUSED, CHAIN, cut).matches).toEqual(["2 12"]);
  const anyTime = CAUSED.replace("after: hb, ", "");
  expect(found(anyTime, CHAIN, cut).matches).toEqual(["2 7"]);
});

test("who is woken is reached from its next run on, not before", () => {
  const early = CHAIN.toSpliced(11, 2, ["stop", 3], ["run", 3]);
  expect(found(CAUSED, early, 13).matches).toEqual([]);
});

test("hb(step) counts from the step it names", () => {
  const named = (after: string): string => `
name: named
steps:
- {id: a, on: syscall, g: A}
- {id: b, on: unpark, by: runtime, noise: any}
- {id: z, on: stop, g: Z, after: ${after}, noise: any}`;
  expect(found(named("hb"), CHAIN, 4).matches).toEqual(["2 4 8"]);
  expect(found(named("hb(a)"), CHAIN, 4).matches).toEqual(["2 4 12"]);
});

test("a search for what happens before stops at the budget, and says so", () => {
  const long: Event[] = [["syscall", 1], ...Array<Event>(500).fill(["run", 2]), ["stop", 1]];
  expect(found(CAUSED, long, 600)).toMatchObject({ matches: ["0 501"], overBudget: false });
  const small = `${CAUSED}\nbudget: 400`;
  expect(found(small, long, 600)).toMatchObject({ matches: [], overBudget: true });
});

const UNORDERED = `
name: unordered
unordered: [a, b, c]
steps:
- {id: s, on: run, g: S}
- {id: a, on: stop, g: A, noise: any}
- {id: b, on: exit, g: B, noise: any}
- {id: c, on: syscall, g: C, noise: any}
- {id: e, on: park, g: S, noise: any}`;
const A: Event = ["stop", 2];
const B: Event = ["exit", 3];
const C: Event = ["syscall", 4];

test.each([
  ["abc", [A, B, C]],
  ["acb", [A, C, B]],
  ["bac", [B, A, C]],
  ["bca", [B, C, A]],
  ["cab", [C, A, B]],
  ["cba", [C, B, A]],
] as const)("unordered steps are found in the order %s", (ids, middle) => {
  const events: Event[] = [["run", 1], ...middle, ["park", 1]];
  for (const cut of [5, 2]) {
    const { matches, ids: order } = found(UNORDERED, events, cut);
    expect([matches, order]).toEqual([["0 1 2 3 4"], [`s${ids}e`]]);
  }
  const ordered = found(UNORDERED.replace("unordered: [a, b, c]", ""), events, 5).matches;
  expect(ordered).toHaveLength(ids === "abc" ? 1 : 0);
});

test("an order against another constraint is none", () => {
  const events: Event[] = [["run", 1], C, B, A, ["park", 1]];
  const tied = UNORDERED.replace("on: exit, g: B", "on: exit, g: B, gap: {from: a}");
  expect(found(tied, events, 5).matches).toEqual([]);
  expect(found(tied, [["run", 1], C, A, B, ["park", 1]], 5).ids).toEqual(["scabe"]);
});

test.each([
  ["unordered: [a, x]", 'p.yaml:2: no step is called "x"'],
  ["unordered: [a, c]", "p.yaml:2: these steps must stand next to each other"],
  ["unordered: [a, a]", 'p.yaml:2: "a" stands there twice'],
])("%s: a mistake with its line", (line, message) => {
  const { mistakes } = readPatterns(
    `name: p\n${line}\nsteps: [{id: a, on: run}, {id: b, on: stop}, {id: c, on: park}]`,
    "p.yaml",
    new Facts(new TraceInterner()),
  );
  expect(mistakes.map((m) => `${m.at}: ${m.message}`)).toEqual([message]);
});

test("nothing happens before the first step", () => {
  const { mistakes } = readPatterns(
    "name: p\nsteps:\n- {on: run, after: hb}",
    "p.yaml",
    new Facts(new TraceInterner()),
  );
  expect(mistakes.map((m) => m.message)).toEqual(["nothing comes before the first step"]);
});
