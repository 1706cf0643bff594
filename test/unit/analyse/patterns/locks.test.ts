// `bind: {L: lock}`: lines that hand-offs join are one lock - on a small made-up trace, and on random ones against an
// oracle that goes over all pairs of events.
import fc from "fast-check";
import { expect, test } from "vitest";
import { readPatterns } from "../../../../src/analyse/patterns/language/read-patterns.ts";
import { MatchCycles } from "../../../../src/analyse/patterns/matching/cycles.ts";
import { Facts } from "../../../../src/analyse/patterns/matching/facts.ts";
import { MatchGroups } from "../../../../src/analyse/patterns/matching/groups.ts";
import { PatternMatcher } from "../../../../src/analyse/patterns/matching/matcher.ts";
import {
  SegmentIndex,
  segmentRows,
} from "../../../../src/analyse/patterns/matching/segment-index.ts";
import {
  classNumber,
  kindNumber,
  type PatternClass,
  type PatternEvents,
  patternEvents,
} from "../../../../src/model/pattern-events.ts";
import type { MatchFinding } from "../../../../src/model/pattern-match.ts";
import { TraceInterner } from "../../../../src/model/trace-interner.ts";
import { locksNaively } from "../../../oracles/naive-matcher.ts";

const RUNS = Number(process.env["RACEGATE_PATTERN_RUNS"] ?? 1500);
/** Stack n is line n of main.f. */
const tables = {
  string: (): string | undefined => "",
  frames: (id: number) => [{ func: "main.f", file: "f.go", line: id, pc: id }],
  hasStack: () => true,
};
const interner = new TraceInterner();
const facts = (): Facts => new Facts(interner);

interface Event {
  readonly on: "park" | "unpark";
  readonly g: number;
  readonly by: number;
  readonly cls: PatternClass;
  /** 0: no stack. */
  readonly line: number;
}

function columns(events: readonly Event[], from: number): PatternEvents {
  const e = patternEvents(events.length);
  e.firstSeq = from;
  e.length = events.length;
  for (const [i, { on, g, by, cls, line }] of events.entries()) {
    e.timeNs[i] = from + i;
    e.kind[i] = kindNumber(on);
    e.g[i] = g;
    e.by[i] = on === "unpark" ? by : -1;
    e.cls[i] = classNumber(cls);
    e.stack[i] = line === 0 ? 0 : interner.stack(tables, line);
  }
  return e;
}

function findings(yaml: string, events: readonly Event[], cut: number): MatchFinding[] {
  const own = facts();
  const { patterns, mistakes } = readPatterns(yaml, "p.yaml", own);
  expect(mistakes).toEqual([]);
  const { pattern } = patterns[0]!;
  const graph = pattern.source.graph !== undefined;
  const groups = graph ? new MatchCycles(pattern, own) : new MatchGroups(pattern, own);
  const matcher = new PatternMatcher(pattern, own, (f) => groups.add(f.match()));
  for (let from = 0; from < events.length; from += cut) {
    const rows = segmentRows(columns(events.slice(from, from + cut), from));
    own.locks.segment(rows);
    matcher.segment(new SegmentIndex(rows));
  }
  matcher.finish(events.length, true);
  return groups.findings(events.length);
}

const WAITS = `
name: waits
steps: [{on: park, g: W, class: mutex, bind: {L: lock}}]
repeat: {min: 1, key: $L, distinct: {W: 1}}`;
const wait = (g: number, line: number, by: number, release: number): Event[] => [
  { on: "park", g, by: -1, cls: "lock", line },
  { on: "unpark", g, by, cls: "lock", line: release },
];
/** Lines 10 and 20 are one lock through the release at 15, line 30 is another one. */
const HANDED_ON = [...wait(1, 20, 9, 15), ...wait(2, 30, 9, 35), ...wait(3, 10, 9, 15)];

test.each([6, 1])("lines that a hand-off joins are one lock (segments of %i)", (cut) => {
  const found = findings(WAITS, HANDED_ON, cut);
  const told = found.map((f) => [f.variables["L"], f.count, f.distinct["W"]]);
  expect(told.sort()).toEqual([
    ["main.f f.go:10", 2, 2],
    ["main.f f.go:30", 1, 1],
  ]);
  const bySite = findings(WAITS.replace("L: lock", "L: site"), HANDED_ON, cut);
  expect(bySite.map((f) => f.count)).toEqual([1, 1, 1]);
  expect(bySite.map((f) => f.variables["L"])).toContain("main.f f.go:30");
});

test("an edge of a graph goes from lock to lock", () => {
  const graph = (from: string): string => `
name: cycle
steps:
- {on: park, g: A, class: lock, bind: {L: ${from}}}
- {on: unpark, g: A}
- {on: park, g: A, class: lock, bind: {M: ${from}}}
graph: {from: L, to: M, distinct: A, cycle: 2}`;
  const events = [
    ...wait(1, 10, 9, 15),
    ...wait(1, 30, 9, 35),
    ...wait(2, 31, 9, 35),
    ...wait(2, 11, 9, 15),
  ];
  expect(findings(graph("site"), events, 3)).toEqual([]);
  expect(findings(graph("lock"), events, 3).map((f) => f.count)).toEqual([2]);
});

test("different locks are counted, not their lines", () => {
  const text = WAITS.replace("key: $L, distinct: {W: 1}", "key: $W, distinct: {L: 2}");
  const one = [...wait(1, 10, 9, 15), ...wait(1, 20, 9, 15)];
  expect(findings(text, one, 3)).toEqual([]);
  expect(findings(text, [...one, ...wait(1, 30, 9, 35)], 3).map((f) => f.distinct)).toEqual([
    { L: 2 },
  ]);
});

test("a line of one kind of lock is not that of another", () => {
  const events = HANDED_ON.map((e, i) => (i < 2 ? { ...e, cls: "rwlock_write" as const } : e));
  expect(findings(WAITS, events, 6).map((f) => f.count)).toEqual([1, 1, 1]);
});

const randomEvent: fc.Arbitrary<Event> = fc.record({
  on: fc.constantFrom("park" as const, "unpark" as const),
  g: fc.integer({ min: 0, max: 4 }),
  by: fc.integer({ min: -1, max: 4 }),
  cls: fc.constantFrom<PatternClass>("lock", "lock", "lock", "rwlock_read", "rwlock_write"),
  line: fc.nat(14),
});
const NAMES = new Map<string, string>([["lock", "Mutex"]]);

test(`locks as the oracle has them, in any segments (${RUNS} random traces)`, () => {
  let joined = 0;
  fc.assert(
    fc.property(
      fc.array(randomEvent, { minLength: 1, maxLength: 40, size: "max" }),
      fc.integer({ min: 1, max: 40 }),
      (events, cut) => {
        const line = (row: number): string => {
          const { cls, line: at } = events[row]!;
          return at === 0 ? "" : `${NAMES.get(cls) ?? "RWMutex"} ${at}`;
        };
        const locks = locksNaively(columns(events, 0), line);
        const counts = new Map<number, number>();
        for (const [row, { on, line: at }] of events.entries()) {
          if (on !== "park") continue;
          const key = at === 0 ? -1 : locks[row]!;
          counts.set(key, (counts.get(key) ?? 0) + 1);
        }
        const lines = new Set(events.flatMap(({ on }, i) => (on === "park" ? [line(i)] : [])));
        if (counts.size < lines.size) joined += 1;
        const found = findings(WAITS, events, cut).map((f) => f.count);
        expect(found.sort()).toEqual([...counts.values()].sort());
      },
    ),
    { numRuns: RUNS, seed: 20261124 },
  );
  // A property under which nothing is ever joined proves nothing.
  expect(joined).toBeGreaterThan(RUNS / 10);
});

test.each([
  ["{on: run, g: A, bind: {L: lock}}", "", "a lock is bound at a park or unpark"],
  ["{on: park, g: A, bind: {L: lock}}", "", "a lock is bound at a park or unpark"],
  [
    "{on: park, class: lock, bind: {L: lock}}, {on: park, class: lock, bind: {L: lock}}",
    "",
    "L is bound twice: which sites are one lock is known when the trace has been read",
  ],
  [
    "{on: park, class: lock, bind: {L: lock}}, {on: park, where: site == $L}",
    "",
    "$L is a lock: which sites are one lock is known when the trace has been read",
  ],
  [
    "{on: park, class: lock, bind: {L: lock}}",
    "repeat: {min: 2, key: $L, window: 1s}",
    "no window with a lock as key",
  ],
])("%s %s is a mistake", (steps, rest, message) => {
  const { mistakes } = readPatterns(`name: p\nsteps: [${steps}]\n${rest}`, "p.yaml", facts());
  expect(mistakes.map((m) => m.message.slice(0, message.length))).toEqual([message]);
});
