// What the engine finds with its gates, segments and counted system calls, against the plain way: every event decoded,
// every row of the first step's kinds tried. On the recorded traces, whole, cut and damaged, and on made-up ones.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { PatternEventVisitor } from "../../../../src/analyse/patterns/events/event-visitor.ts";
import { gateOf } from "../../../../src/analyse/patterns/gates/gate.ts";
import { loadPatterns, PatternEngine } from "../../../../src/analyse/patterns/index.ts";
import type { LoadedPattern } from "../../../../src/analyse/patterns/language/read-patterns.ts";
import { PatternMatcher } from "../../../../src/analyse/patterns/matching/matcher.ts";
import {
  SegmentIndex,
  segmentRows,
} from "../../../../src/analyse/patterns/matching/segment-index.ts";
import type { Facts } from "../../../../src/analyse/patterns/matching/facts.ts";
import { PATTERN_KINDS } from "../../../../src/model/pattern-events.ts";
import type { TraceSummary, TraceVisitor } from "../../../../src/model/trace.ts";
import { TraceInterner } from "../../../../src/model/trace-interner.ts";
import { readTrace } from "../../../../src/parse/go-trace/reader.ts";
import { bytesSource } from "../../../oracles/bytes-source.ts";
import { type MadeEvent, madeSummary, madeTrace } from "./made-trace.ts";

const RUNS = Number(process.env["RACEGATE_PATTERN_RUNS"] ?? 300);
/** For the long run; the usual one takes seconds. */
const LONG_MS = 900_000;
const golden = join(import.meta.dirname, "../../../golden/patterns");
const traces = readdirSync(golden, { recursive: true, encoding: "utf8" })
  .filter((f) => f.endsWith(".trace.gz"))
  .sort();

/** The steps of every match by time, the times of unknown ones, and how many there were. */
type Matches = Record<string, readonly string[]>;

const COUNTED = "syscall-storm";

/** Feeds a trace to a visitor. */
type Feed = (visitor: TraceVisitor, interner: TraceInterner) => Promise<TraceSummary>;

/** Those that steps alone find; what is asked of a match besides is left out. */
function bySteps(loaded: readonly LoadedPattern[]): LoadedPattern[] {
  return loaded.flatMap(({ pattern, source: path }) => {
    const source = { ...pattern.source };
    if (source.finder !== undefined) return [];
    delete source.busy;
    delete source.awake;
    return [{ source: path, pattern: { ...pattern, source } }];
  });
}

function counts(loaded: readonly LoadedPattern[]): Map<string, string[]> {
  return new Map(loaded.map((p) => [p.pattern.source.name, []]));
}

async function gated(feed: Feed, yaml: string | undefined, rows: number): Promise<Matches> {
  const interner = new TraceInterner();
  const own = yaml === undefined ? [] : [{ text: yaml, path: "test.yaml" }];
  const loaded = loadPatterns(own, yaml === undefined, interner);
  const [patterns, facts] = [bySteps(loaded.patterns), loaded.facts];
  const found = counts(patterns);
  const engine = new PatternEngine(patterns, facts, {
    rows,
    onMatch: (p, m) => found.get(p.source.name)?.push(m.steps.map((s) => s.timeNs).join(" ")),
  });
  const result = engine.result(await feed(engine.visitor, interner));
  for (const p of result.patterns) {
    found.get(p.pattern)?.push(`unknown ${p.unknown}`, `count ${p.matches}`);
  }
  return sorted(found);
}

async function plain(feed: Feed, yaml: string | undefined): Promise<Matches> {
  const interner = new TraceInterner();
  const own = yaml === undefined ? [] : [{ text: yaml, path: "test.yaml" }];
  const loaded = loadPatterns(own, yaml === undefined, interner);
  const [patterns, facts] = [bySteps(loaded.patterns), loaded.facts];
  const found = counts(patterns);
  const matchers = patterns.map((p) => matcherOf(p, facts, found));
  const visitor = new PatternEventVisitor(
    interner,
    { kinds: new Set(PATTERN_KINDS.keys()), ranges: undefined },
    (events) => {
      const index = new SegmentIndex(segmentRows(events));
      for (const { matcher } of matchers) matcher.segment(index);
    },
  );
  const summary = await feed(visitor, interner);
  visitor.end();
  for (const { matcher, name, count } of matchers) {
    matcher.finish(Math.max(0, summary.lastEventNs), summary.status === "intact");
    found.get(name)?.push(`unknown ${matcher.unknown}`, `count ${count()}`);
  }
  return sorted(found);
}

function matcherOf(
  { pattern }: LoadedPattern,
  facts: Facts,
  found: Map<string, string[]>,
): { matcher: PatternMatcher; name: string; count: () => number } {
  const { name } = pattern.source;
  let count = 0;
  const matcher = new PatternMatcher(pattern, facts, (m) => {
    count += 1;
    if (name !== COUNTED)
      found.get(name)?.push(
        m
          .match()
          .steps.map((s) => s.timeNs)
          .join(" "),
      );
  });
  return { matcher, name, count: () => count };
}

function sorted(found: Map<string, string[]>): Matches {
  return Object.fromEntries([...found].map(([name, list]) => [name, list.sort()]));
}

function read(bytes: Uint8Array): Feed {
  return (visitor, interner) => readTrace(bytesSource(bytes), { visitors: [visitor], interner });
}

const bytesOf = (file: string): Uint8Array => gunzipSync(readFileSync(join(golden, file)));

test.each(traces)("%s: gates let every match through", async (file) => {
  const feed = read(bytesOf(file));
  expect(await gated(feed, undefined, 1 << 12)).toEqual(await plain(feed, undefined));
});

test.each(traces.filter((_, i) => i % 3 === 0))("%s, cut and damaged: the same", async (file) => {
  const bytes = bytesOf(file);
  const cut = read(bytes.subarray(0, Math.floor(bytes.length * 0.7)));
  expect(await gated(cut, undefined, 1 << 10)).toEqual(await plain(cut, undefined));
  const broken = bytes.slice();
  broken.fill(0xa5, Math.floor(bytes.length * 0.4), Math.floor(bytes.length * 0.4) + 64);
  const feed = read(broken);
  expect(await gated(feed, undefined, 1 << 10)).toEqual(await plain(feed, undefined));
});

const PATTERNS = `
patterns:
- name: pair
  steps: [{id: w, on: park, g: W, class: [lock, select]}, {id: h, on: unpark, g: W, by: H, edge: wake(w), gap: {min: 12ns}}]
- name: late
  steps: [{id: s, on: [stop, unpark], g: A}, {id: r, on: run, g: A, edge: wake(s), gap: {min: 9ns, max: 60ns}}]
- name: again
  steps:
  - {id: w, on: park, g: W, class: lock}
  - {id: h, on: unpark, g: W, edge: wake(w)}
  - {id: r, on: run, g: W, edge: wake(h)}
  - {id: a, on: park, g: W, class: lock, gap: {max: 14ns}}
- name: preempted
  steps:
  - {id: u, on: unpark, g: A, by: B}
  - {id: r, on: run, g: A, edge: wake(u)}
  - {id: s, on: stop, g: A, class: preempted, noise: 0}
  - {id: r2, on: run, g: A, gap: {min: 6ns}, noise: 0}
- name: stays
  steps: [{id: w, on: park, g: W, class: select}]
  absent: {on: [unpark, exit], g: W, until: end}
- name: alive
  within: none
  steps: [{id: c, on: create, g: L, by: P}, {id: p, on: park, g: L, noise: any}]
  interference: [{between: [c, p], on: exit, g: L}]
  absent: {on: [unpark, exit], g: L, until: end}
- name: alone
  steps: [{id: a, on: exit, g: A}, {id: z, on: unpark, g: M, by: Z, gap: {min: 8ns}}]
  interference: [{between: [a, z], on: exit}]
- name: third
  same: ok
  steps:
  - {id: t, on: unpark, g: T, by: W}
  - {id: b, on: park, g: P, gap: {max: 40ns}}
  - {id: r, on: run, g: T, gap: {min: 6ns, from: t}, noise: any}
  interference: [{between: [t, r], on: run, g: T}]
- name: timer
  steps: [{id: t, on: create, g: T, by: runtime}]
- name: marked
  steps: [{id: w, on: park, g: W}, {id: h, on: unpark, g: W, edge: wake(w), stack_has: main.h}, {id: p, on: park, g: W, gap: {max: 30ns}}]
- name: unordered
  unordered: [w, s]
  same: ok
  steps: [{id: w, on: park, g: W, class: lock}, {id: s, on: stop, g: S, gap: {max: 20ns}}, {id: h, on: unpark, g: W, gap: {from: w, min: 9ns}, noise: any}]
  interference: [{between: [w, h], on: unpark, g: W}]
- name: unordered-later
  unordered: [r, x]
  steps: [{id: t, on: create, g: T, by: runtime}, {id: r, on: run, g: T, noise: any}, {id: x, on: exit, g: X, gap: {max: 50ns}, noise: any}]
- name: caused
  steps: [{id: s, on: stop, g: A}, {id: r, on: run, g: A, edge: wake(s), gap: {min: 4ns}}, {id: x, on: [syscall, exit], g: X, after: hb, gap: {max: 60ns}, noise: any}]
- name: calls
  steps: [{id: b, on: syscall, g: A, bind: {S: site}}, {id: e, on: syscall_end, g: A, edge: wake(b), noise: any}]
  repeat: {min: 2, key: $S, window: 1ms}
`;

test("the made-up patterns have the gates they were made for", () => {
  const { patterns } = loadPatterns([{ text: PATTERNS, path: "p" }], false, new TraceInterner());
  const hows = patterns.map(({ pattern }) => gateOf(pattern).how);
  const wanted = [
    "pair",
    "pair",
    "back",
    "back",
    "stays",
    "alive",
    "alone",
    "pair",
    "flagged",
    "marked",
    "all",
    "flagged",
    "pair",
  ];
  expect(hows).toEqual([...wanted, "all"]);
});

const event: fc.Arbitrary<MadeEvent> = fc.record({
  g: fc.integer({ min: 0, max: 4 }),
  by: fc.integer({ min: -1, max: 4 }),
  pick: fc.nat(1000),
  dt: fc.integer({ min: 1, max: 9 }),
  odd: fc.nat(400),
});

test(
  `made-up traces: gates let every match through (${RUNS} runs)`,
  async () => {
    const found = new Map<string, number>();
    const runs = fc.asyncProperty(
      fc.array(event, { minLength: 1, maxLength: 120, size: "max" }),
      fc.integer({ min: 4, max: 64 }),
      fc.boolean(),
      fc.integer({ min: 1, max: 40 }),
      async (events, rows, odd, chunk) => {
        const feed: Feed = (visitor) => {
          madeTrace(events, { odd, chunk }, visitor);
          return Promise.resolve(madeSummary(events));
        };
        const expected = await plain(feed, PATTERNS);
        for (const [name, list] of Object.entries(expected)) {
          found.set(name, (found.get(name) ?? 0) + Math.max(0, list.length - 2));
        }
        const own = await gated(feed, PATTERNS, rows);
        // Counted, so only their number is known. A goroutine that ends inside a call, which cannot be, counts none.
        const calls = odd ? own["calls"] : expected["calls"]?.filter((line) => !/^\d/.test(line));
        expect(own).toEqual({ ...expected, calls });
      },
    );
    await fc.assert(runs, { numRuns: RUNS, seed: 20261124 });
    // A property that never sees a match proves nothing.
    for (const [name, count] of found) expect([name, count > RUNS / 200]).toEqual([name, true]);
  },
  LONG_MS,
);
