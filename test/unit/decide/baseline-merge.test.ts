// A baseline over many runs: what it remembers, what it counts, when it lets go.
import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { baselineOf, mergeBaseline } from "../../../src/decide/baseline-merge.ts";
import { baselineWords } from "../../../src/decide/baseline-words.ts";
import { decide } from "../../../src/decide/index.ts";
import { isGone, lowestRate } from "../../../src/decide/silence.ts";
import type { Baseline } from "../../../src/model/config.ts";
import { baseline as schema } from "../../../src/model/config.ts";
import type { DraftFinding } from "../../../src/model/finding.ts";
import type { FindingsDocument } from "../../../src/model/findings-document.ts";
import { manifestOf, packageOf, runOf, testOf } from "../analyse/captured-run.ts";
import { policyOf } from "./decided.ts";

const OWNER = "example.com/mill/grind";

function race(subject: string | undefined, line = 10): DraftFinding {
  const at = { file: "grind/grind.go", line, function: `${OWNER}.(*Stone).turn`, own: true };
  return {
    kind: "data-race",
    code: "RG1000",
    class: "unclassified",
    severity: "error",
    title: `data race on \`${subject ?? "?"}\``,
    explanation: "",
    package: OWNER,
    module: "example.com/mill",
    codeClass: "ours",
    ...(subject === undefined
      ? {}
      : { subject, variable: { name: subject, by: "expression" as const } }),
    locations: [
      { ...at, role: "access", package: OWNER },
      { ...at, role: "previous-access", package: OWNER },
    ],
    goroutines: [],
    test: { name: "TestTurn", scope: "test", by: "stack", confidence: 1 },
    evidence: [],
    sightings: [],
  };
}

function run(day: number, drafts: readonly DraftFinding[], baseline?: Baseline): FindingsDocument {
  const startedAt = new Date(Date.UTC(2026, 2, day)).toISOString();
  const outcome = drafts.length === 0 ? "pass" : "fail";
  const tests = {
    packages: [packageOf(OWNER, outcome, [testOf("TestTurn", outcome)])],
    buildFailures: [],
    strayText: "",
  };
  const manifest = manifestOf({
    run: { ...manifestOf().run, id: `run-${day}`, startedAt, goExitCode: 0 },
  });
  return decide({ run: runOf({ manifest, tests }), drafts, policy: policyOf(), baseline });
}

/** Writes each day's run into the baseline of the days before; a run is given the baseline, as in CI. */
function written(days: readonly (readonly DraftFinding[])[]): Baseline {
  let baseline: Baseline | undefined;
  for (const [index, drafts] of days.entries()) {
    baseline = baselineOf(run(index + 1, drafts, baseline), baseline);
  }
  return baseline ?? { schemaVersion: "1", scheme: "rg2", findings: [] };
}

describe("a rare race", () => {
  test("stays known after silent runs, whether they had the baseline or not", () => {
    const first = baselineOf(run(1, [race("rare"), race("often", 20)]));
    const without = baselineOf(run(2, [race("often", 20)]), first);
    const with_ = baselineOf(run(3, [race("often", 20)], without), without);
    const again = run(4, [race("rare"), race("often", 20)], with_);
    expect(again.findings.map(({ state }) => state)).toEqual(["known", "known"]);
    const rare = with_.findings.find(({ title }) => title.includes("rare"));
    expect(rare).toMatchObject({
      firstSeen: "2026-03-01",
      lastSeen: "2026-03-01",
      runs: 2,
      hits: 1,
      silent: 1,
    });
    const often = with_.findings.find(({ title }) => title.includes("often"));
    expect(often).toMatchObject({ firstSeen: "2026-03-01", lastSeen: "2026-03-03", hits: 3 });
    expect(schema.parse(JSON.parse(JSON.stringify(with_)))).toEqual(with_);
  });

  test("is retired when its silence is no chance any more, and the command says so", () => {
    const everyDay = Array.from({ length: 10 }, () => [race("dust")]);
    const silent = (days: number) =>
      written([...everyDay, ...Array.from({ length: days }, () => [])]);
    expect(silent(3).findings).toHaveLength(1);
    expect(silent(4).findings).toEqual([]);
    const before = silent(3);
    const words = baselineWords(mergeBaseline(run(14, [], before), before), "known.json");
    expect(words).toContain("known.json: 0 known findings (0 new, 0 seen again)");
    expect(words).toContain("seen in 10 of 10 runs, then silent in 4");
  });

  test("one sighting in one run outlives 80 silent ones", () => {
    expect(
      written([[race("once")], ...Array.from({ length: 80 }, () => [])]).findings,
    ).toHaveLength(1);
  });
});

test("the same run written twice counts once", () => {
  const document = run(1, [race("dust")]);
  const one = baselineOf(document);
  const two = mergeBaseline(document, one);
  expect(two.again).toBe(true);
  expect(two.baseline).toEqual(one);
});

test("prune drops what the run did not see, and only when it is asked for", () => {
  const one = baselineOf(run(1, [race("dust"), race("flour", 20)]));
  const merged = mergeBaseline(run(2, [race("dust")]), one, { prune: true });
  expect(merged.baseline.findings.map(({ title }) => title)).toEqual(["data race on `dust`"]);
  expect(baselineWords(merged, "k")).toContain("1 dropped: not seen by this run");
});

test("commits are kept where they are known", () => {
  const one = mergeBaseline(run(1, [race("dust")]), undefined, { commit: "aaa" }).baseline;
  const two = mergeBaseline(run(2, [race("dust")]), one, { commit: "bbb" }).baseline;
  expect(two.findings[0]).toMatchObject({
    firstCommit: "aaa",
    lastCommit: "bbb",
    runs: 2,
    hits: 2,
  });
});

describe("the variable is not known everywhere", () => {
  const known = baselineOf(run(1, [race("dust")]));
  const unknown = baselineOf(run(1, [race(undefined)]));

  test("known here, another there: a new finding", () => {
    const { findings } = run(2, [race("flour")], known);
    expect(findings.filter(({ state }) => state !== "fixed").map(({ state }) => state)).toEqual([
      "new",
    ]);
  });
  test.each([
    ["in the run", known, undefined, /is not known in this run/],
    ["in the baseline", unknown, "dust", /the entry does not know/],
  ])("unknown %s: known, and it says so", (_, baseline, subject, words) => {
    const { findings } = run(2, [race(subject)], baseline);
    expect(findings.map(({ state }) => state)).toEqual(["known"]);
    expect(findings[0]?.reason).toMatch(words);
  });
  test("an entry stands for one finding: a second does not hide behind it", () => {
    const { findings } = run(2, [race("dust"), race("flour")], unknown);
    expect(findings.map(({ state }) => state).sort()).toEqual(["known", "new"]);
    const two = baselineOf(run(1, [race(undefined), race(undefined, 20)]));
    const both = run(2, [race("dust"), race("flour")], two);
    expect(both.findings.map(({ state }) => state)).toEqual(["known", "known"]);
    expect(
      baselineOf(both, two)
        .findings.map(({ title }) => title)
        .sort(),
    ).toEqual(["data race on `dust`", "data race on `flour`"]);
  });
  test("an equal id comes before one that may be the same", () => {
    const both = baselineOf(run(2, [race("flour")], unknown), unknown);
    const again = run(3, [race("flour"), race(undefined)], both);
    expect(again.findings.map(({ state }) => state).sort()).toEqual(["known", "new"]);
  });
  test("what is learned replaces what was not known, with its past", () => {
    const after = baselineOf(run(2, [race("dust")], unknown), unknown);
    expect(after.findings).toHaveLength(1);
    expect(after.findings[0]).toMatchObject({
      fingerprint: known.findings[0]?.fingerprint,
      firstSeen: "2026-03-01",
      hits: 2,
    });
    expect(run(3, [race("flour")], after).findings[0]?.state).toBe("new");
  });
  test("what a run does not know is not forgotten", () => {
    const after = baselineOf(run(2, [race(undefined)], known), known);
    expect(after.findings.map(({ fingerprint }) => fingerprint)).toEqual(
      known.findings.map(({ fingerprint }) => fingerprint),
    );
  });
});

describe("entries of scheme rg1", () => {
  const former: Baseline = {
    schemaVersion: "1",
    scheme: "rg1",
    findings: [
      { fingerprint: "rg1-0123456789abcdef", kind: "data-race", title: "data race on `dust`" },
    ],
  };
  test("match nothing and are named", () => {
    const document = run(1, [race("dust")], former);
    expect(document.findings.map(({ state }) => state)).toEqual(["new"]);
    const said = document.diagnostics.filter(({ code }) => code === "baseline-scheme");
    expect(said).toHaveLength(1);
    expect(said[0]?.message).toContain("rg1-0123456789abcdef data race on `dust`");
    expect(said[0]?.message).toContain("racegate baseline write");
  });
  test("are left out of what is written, by name", () => {
    const merged = mergeBaseline(run(1, [race("dust")]), former);
    expect(merged.baseline.scheme).toBe("rg2");
    expect(merged.baseline.findings).toHaveLength(1);
    expect(baselineWords(merged, "k")).toContain("1 left out: of an older scheme");
  });
  test("an accepted one is named with the id that it may be now", () => {
    const [entry] = baselineOf(run(1, [race("dust")])).findings;
    const accepted = { reason: "r", owner: "o", expires: "2027-01-01" };

    // The id that scheme rg1 gave this race.
    const fingerprint = "rg1-6e63e867ff45153f";
    const document = decide({
      run: runOf({}),
      drafts: [race("dust")],
      policy: policyOf({ accepted: [{ ...accepted, fingerprint }] }),
    });
    expect(document.findings[0]?.state).toBe("new");
    const said = document.diagnostics.find(({ code }) => code === "accepted-scheme");
    expect(said?.message).toContain(`In this run it may be ${entry?.fingerprint ?? ""}`);
  });
});

describe("silence", () => {
  // Clopper and Pearson's one-sided 95 % bounds, as tables have them.
  test.each([
    [1, 1, 0.05],
    [3, 3, 0.3684],
    [10, 10, 0.7411],
    [5, 10, 0.2224],
    [1, 10, 0.0051],
  ])("%i of %i: at least %f", (hits, runs, rate) => {
    expect(lowestRate(hits, runs)).toBeCloseTo(rate, 3);
  });
  test("bad counts give no verdict", () => {
    expect([isGone(0, 0, 9), isGone(3, 0, 9), isGone(1, 1, 0), isGone(5, 2, 0)]).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect(Number.isFinite(lowestRate(1e9, 1e9))).toBe(true);
  });
  test("properties: more hits never need more silence, more silence never brings it back", () => {
    const count = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(count, count, count, (a, b, silent) => {
        const [hits, runs] = a < b ? [a, b] : [b, a];
        if (isGone(hits, runs, silent)) {
          expect(isGone(hits, runs, silent + 1)).toBe(true);
          expect(isGone(Math.min(hits + 1, runs), runs, silent)).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });
});
