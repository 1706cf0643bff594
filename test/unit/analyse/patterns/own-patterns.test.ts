// The user's patterns beside the shipped ones: uncalibrated whatever they are called, bounded together, listed in part.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import {
  judgeWithOwn,
  type OwnMatches,
  ownPatternNotes,
  stuckOwn,
} from "../../../../src/analyse/own-patterns.ts";
import { loadPatterns, PatternEngine } from "../../../../src/analyse/patterns/index.ts";
import { withSharedBudget } from "../../../../src/analyse/patterns/language/shared-budget.ts";
import { SHIPPED } from "../../../../src/analyse/patterns/catalogue/index.ts";
import type { MatchFinding, PatternState } from "../../../../src/model/pattern-match.ts";
import { TraceInterner } from "../../../../src/model/trace-interner.ts";
import { readTrace } from "../../../../src/parse/go-trace/reader.ts";
import { bytesSource } from "../../../oracles/bytes-source.ts";

const golden = join(import.meta.dirname, "../../../golden/patterns");
const slowHolder = SHIPPED.find(({ id }) => id === "slow-holder")?.yaml ?? "";

async function holders(
  files: readonly string[],
  budget = Infinity,
): Promise<{ findings: MatchFinding[]; states: readonly PatternState[] }> {
  const name = readdirSync(join(golden, "slow-holder")).find((f) => f.endsWith(".trace.gz")) ?? "";
  const bytes = gunzipSync(readFileSync(join(golden, "slow-holder", name)));
  const interner = new TraceInterner();
  const texts = files.map((text, i) => ({ path: `own${i}.yaml`, text }));
  const loaded = loadPatterns(texts, true, interner);
  const patterns = withSharedBudget(loaded.patterns, loaded.own, budget);
  const engine = new PatternEngine(patterns, loaded.facts);
  const summary = await readTrace(bytesSource(bytes, name), {
    visitors: [engine.visitor],
    interner,
  });
  const { findings, patterns: states } = engine.result(summary);
  return { findings: judgeWithOwn(findings, true, loaded.own), states };
}

const ofHolder = (findings: readonly MatchFinding[]): MatchFinding | undefined =>
  findings.find(({ pattern }) => pattern === "slow-holder");

test("a pattern that takes the place of a shipped one does not take its calibration", async () => {
  expect(typeof ofHolder((await holders([])).findings)?.confidence).toBe("number");
  const own = ofHolder((await holders([slowHolder])).findings);
  expect(own?.title).toBe(ofHolder((await holders([])).findings)?.title);
  expect(own?.confidence).toBe("uncalibrated");
});

/** Looks far. */
const wide =
  "{name: wide, noise: any, steps: [{on: park, g: A}, {on: exit, g: B, gap: {min: 1h}}]}";

test("own patterns share a budget, and what did not fit into it is called incomplete", async () => {
  const stateOf = async (budget: number): Promise<PatternState | undefined> => {
    const { states } = await holders([wide], budget);
    return states.find(({ pattern }) => pattern === "wide");
  };
  expect((await stateOf(1e6))?.incomplete).toBe(false);
  expect((await stateOf(10))?.incomplete).toBe(true);
  const { states } = await holders([wide], 10);
  expect(states.filter((s) => s.incomplete).map((s) => s.pattern)).toEqual(["wide"]);
});

/** Many steps that are begun, and few events that are looked at: nothing follows so soon. */
const deep =
  "{name: deep, within: 20us, noise: any, steps: [{on: park, g: A}, {on: unpark, g: B}, {on: run, g: C}," +
  " {on: park, g: D}, {on: unpark, g: E}, {on: exit, g: F}]}";

test("steps that are begun count as work", async () => {
  const stateOf = async (budget: number): Promise<PatternState | undefined> =>
    (await holders([deep], budget)).states.find(({ pattern }) => pattern === "deep");
  expect((await stateOf(1000))?.incomplete).toBe(false);
  expect((await stateOf(100))?.incomplete).toBe(true);
});

test("two own patterns get half of the budget each, or less where they ask for less", () => {
  const text = "[{name: a, steps: [{on: run}]}, {name: b, budget: 7, steps: [{on: run}]}]";
  const { patterns, own } = loadPatterns([{ path: "a", text }], false, new TraceInterner());
  const budgets = withSharedBudget(patterns, own, 100).map(({ pattern }) => pattern.budget);
  expect(budgets).toEqual([50, 7]);
});

test("an own pattern is about what never goes on when its text says so", () => {
  const text = `
- {name: left, steps: [{id: a, on: park, g: A}], absent: {on: unpark, g: A, until: end}}
- {name: quiet, steps: [{id: a, on: park, g: A}], absent: {on: unpark, g: A, within: 1s}}
- {name: slow, steps: [{on: park, g: A}]}
`;
  const loaded = loadPatterns([{ path: "a", text }], true, new TraceInterner());
  expect([...stuckOwn(loaded)]).toEqual(["left"]);
});

const match = (pattern: string, firstNs: number): MatchFinding => ({
  pattern,
  title: "made up",
  certainty: "heuristic",
  confidence: "uncalibrated",
  count: 3,
  firstNs,
  lastNs: firstNs,
  totalNs: 38e6,
  maxNs: 20e6,
  share: 0.1,
  variables: {},
  distinct: {},
  steps: [{ id: "a", event: "park", timeNs: 0, stack: [] }],
  raise: [],
});
const state = (pattern: string, unknown: number, incomplete: boolean): PatternState => ({
  pattern,
  source: "x",
  matches: 3,
  reported: 1,
  quiet: 0,
  unknown,
  incomplete,
  lost: {},
});
const notes = (trace: Partial<OwnMatches>, tooLarge = 0): string[] =>
  ownPatternNotes(
    new Set(["mine"]),
    [{ package: "m/p", findings: [], states: [], ...trace }],
    tooLarge,
  ).map(({ severity, message }) => `${severity} ${message}`);

test("matches of own patterns are listed, those of shipped ones are not, and twenty are enough", () => {
  expect(notes({ findings: [match("mine", 1), match("lock-convoy", 2)] })).toEqual([
    "info Own patterns, looked for in 1 trace: mine.",
    "info mine matches 3 times, 38.0 ms in all in the trace of m/p: made up.",
  ]);
  const many = notes({ findings: Array.from({ length: 25 }, (_, n) => match("mine", n)) });
  expect(many).toHaveLength(22);
  expect(many.at(-1)).toContain("5 more matches");
});

test("what was not looked at, or cannot be told, is said", () => {
  expect(notes({ states: [state("mine", 2, true), state("lock-convoy", 2, true)] }, 1)).toEqual([
    "info Own patterns, looked for in 1 trace; 1 larger ones are left to racegate trace match: mine.",
    "warning mine: incomplete in the trace of m/p: its budget or a cap was hit, there may be more.",
    "info mine: 2 cannot be told in the trace of m/p, since the trace is not whole.",
  ]);
});
