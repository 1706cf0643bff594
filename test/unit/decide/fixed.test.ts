import { expect, test } from "vitest";
import { baselineOf } from "../../../src/decide/baseline-merge.ts";
import { decide } from "../../../src/decide/index.ts";
import type { Baseline } from "../../../src/model/config.ts";
import type { DraftFinding } from "../../../src/model/finding.ts";
import type { ParsedRun } from "../../../src/model/parsed-run.ts";
import type { PackageResult, TestResult } from "../../../src/model/test-run.ts";
import { manifestOf, runOf } from "../analyse/captured-run.ts";
import { policyOf } from "./decided.ts";

const OWNER = "example.com/m/p";
const KNOWN: Baseline["findings"][number] = {
  fingerprint: `rg2-${"a".repeat(16)}`,
  family: `rg2-${"b".repeat(16)}`,
  kind: "data-race",
  title: "data race on `hits`",
  firstSeen: "2026-11-01",
  code: "RG1009",
  class: "mixed-atomic",
  package: OWNER,
  test: "TestHits",
};

function testOf(name: string, outcome: TestResult["outcome"]): TestResult {
  return {
    name,
    outcome,
    raceLine: false,
    attributes: [],
    artifactDirs: [],
    output: "",
    repetitions: 1,
  };
}

function packageOf(parts: Partial<PackageResult> = {}): PackageResult {
  return {
    importPath: OWNER,
    outcome: "pass",
    cached: false,
    noTestFiles: false,
    noTests: false,
    tests: [testOf("TestHits", "pass")],
    raceOutsideTests: false,
    output: "",
    ...parts,
  };
}

function documentOf(
  entry: Partial<Baseline["findings"][number]> = {},
  result: PackageResult = packageOf(),
  change: (run: ParsedRun) => ParsedRun = (run) => run,
  drafts: readonly DraftFinding[] = [],
) {
  const tests = { packages: [result], buildFailures: [], strayText: "" };
  const passed = { ...manifestOf({}).run, goExitCode: 0 };
  const run = change(runOf({ manifest: manifestOf({ run: passed }), tests }));
  const baseline: Baseline = {
    schemaVersion: "1",
    scheme: "rg2",
    findings: [{ ...KNOWN, ...entry }],
  };
  return decide({ run, drafts, policy: policyOf({ failOn: [{ state: "fixed" }] }), baseline });
}

function withArgv(...argv: string[]): (run: ParsedRun) => ParsedRun {
  return (run) => ({ ...run, manifest: manifestOf({ command: { argv, cwd: "/m" } }) });
}

test("its test ran and it was not seen: fixed, and no matter of the gate", () => {
  const { findings, verdict, run } = documentOf();
  expect(findings).toMatchObject([
    {
      state: "fixed",
      gates: false,
      severity: "note",
      code: "RG1009",
      class: "mixed-atomic",
      package: OWNER,
      fingerprints: { stable: KNOWN.fingerprint },
      reason: "not seen any more; TestHits ran",
    },
  ]);
  expect(verdict).toMatchObject({ exitCode: 0, gate: "open" });
  expect(run.races).toEqual({ reports: 0, findings: 0, new: 0 });
});

test("without a test of its own the whole package counts, unless tests were chosen", () => {
  const none = { test: undefined };
  expect(documentOf(none).findings).toHaveLength(1);
  expect(documentOf(none, packageOf(), withArgv("go", "test", "-run=X")).findings).toEqual([]);
  expect(documentOf({}, packageOf(), withArgv("go", "test", "-run=X")).findings).toHaveLength(1);
  const filtered = (run: ParsedRun): ParsedRun => ({
    ...run,
    manifest: manifestOf({ filters: ["-short"] }), // by GOFLAGS: no word of the command says it
  });
  expect(documentOf(none, packageOf(), filtered).findings).toEqual([]);
});

test.each<[string, Partial<PackageResult>]>([
  ["has no end", { outcome: "incomplete" }],
  ["did not build", { outcome: "build-failed" }],
  ["was cached", { cached: true }],
  [
    "has a test without an end",
    { tests: [testOf("TestHits", "pass"), testOf("TestB", "incomplete")] },
  ],
  ["skipped the test", { tests: [testOf("TestHits", "skip")] }],
  ["does not have the test any more", { tests: [testOf("TestOther", "pass")] }],
  ["is another one", { importPath: "example.com/m/q" }],
])("nothing is fixed where the package %s", (_, change) => {
  expect(documentOf({}, packageOf(change)).findings).toEqual([]);
});

test.each<[string, Partial<Baseline["findings"][number]>]>([
  ["does not say its package", { package: undefined }],
  ["does not say its code", { code: undefined }],
])("an older entry that %s is left alone", (_, change) => {
  expect(documentOf(change).findings).toEqual([]);
});

test("a run that was ended, or has lost something, tells nothing", () => {
  const manifest = manifestOf({});
  const cancelled = { ...manifest, run: { ...manifest.run, end: "cancelled" as const } };
  expect(documentOf({}, packageOf(), (run) => ({ ...run, manifest: cancelled })).findings).toEqual(
    [],
  );
  const loss = {
    code: "race-log-cut" as const,
    what: "race log",
    why: "full",
    breaksVerdict: false,
    package: OWNER,
  };
  const lossy = manifestOf({ losses: [loss] });
  expect(documentOf({}, packageOf(), (run) => ({ ...run, manifest: lossy })).findings).toEqual([]);
});

test("what is seen is known, and a bug that moved keeps its family", () => {
  const draft: DraftFinding = {
    kind: "data-race",
    code: "RG1009",
    class: "mixed-atomic",
    severity: "error",
    title: "data race on `hits`",
    explanation: "",
    package: OWNER,
    module: "example.com/m",
    codeClass: "ours",
    locations: [],
    goroutines: [],
    evidence: [],
    sightings: [],
    variable: { name: "hits", by: "symbol" },
  };
  const [seen] = documentOf({}, packageOf(), (run) => run, [draft]).findings.filter(
    ({ state }) => state === "new",
  );
  const { stable = "", family = "" } = seen?.fingerprints ?? {};
  const states = (entry: Partial<Baseline["findings"][number]>) =>
    documentOf(entry, packageOf(), (run) => run, [draft]).findings.map(({ state }) => state);
  expect(states({ fingerprint: stable, family })).toEqual(["known"]);
  expect(states({ family })).toEqual(["new"]);
  expect(states({}).sort()).toEqual(["fixed", "new"]);
});

test("one silent run is counted and forgets nothing", () => {
  const previous: Baseline = { schemaVersion: "1", scheme: "rg2", findings: [KNOWN] };
  const [entry] = baselineOf(documentOf(), previous).findings;
  expect(entry).toEqual({ ...KNOWN, runs: 2, hits: 1, silent: 1 });
});
