import { describe, expect, test } from "vitest";
import { TimeAxis } from "../../../src/analyse/causal/clock.ts";
import { traceCausesOf } from "../../../src/analyse/causal/trace-causes.ts";
import { analyse } from "../../../src/analyse/engine.ts";
import type { Artifact, Capture } from "../../../src/model/capture.ts";
import type { DraftFinding } from "../../../src/model/finding.ts";
import type { TraceCauses } from "../../../src/model/trace-causes.ts";
import { parseRun } from "../../../src/parse/parse-run.ts";
import { explainFromTraces } from "../../../src/pipeline-causes.ts";
import { bytesSource } from "../../oracles/bytes-source.ts";
import { recorded, recordedBytes, type RecordedName, recordedReport } from "./recorded.ts";

async function causesOf(name: RecordedName): Promise<TraceCauses> {
  const owner = { artifact: `${name}.trace`, package: undefined, pid: undefined };
  return traceCausesOf(owner, await recorded(name), { threads: [], goids: new Set(), lines: [] });
}

function loose(files: readonly { path: string; bytes: Uint8Array }[]): Capture {
  const artifacts = files.map(({ path, bytes }) => {
    const artifact: Artifact = { path, kind: "text", sizeBytes: bytes.length };
    return { artifact, bytes: bytesSource(bytes, path) };
  });
  return { manifest: undefined, artifacts };
}

/** Findings of a trace and what the run printed. */
async function findingsOf(name: "race" | "slow"): Promise<readonly DraftFinding[]> {
  const run = await parseRun(
    loose([
      { path: `${name}.trace`, bytes: recordedBytes(name) },
      { path: `${name}.txt`, bytes: Buffer.from(recordedReport(name)) },
    ]),
  );
  return (await explainFromTraces(analyse(run).drafts, run)).drafts;
}

describe("causes of a test's time", () => {
  test("a convoy on the critical path", async () => {
    const { tests } = await causesOf("convoy");
    const causes = tests.find((t) => t.test === "TestConvoy")?.causes ?? [];
    expect(causes[0]).toMatchObject({ certainty: "heuristic", stuckGoids: [] });
    expect(["lock-convoy", "slow-holder"]).toContain(causes[0]?.pattern);
    expect(causes[0]?.share).toBeGreaterThan(0.8);
    expect(causes[0]?.steps[1]?.what).toContain("sleep");
  });

  test("a context that is obeyed late", async () => {
    const { tests } = await causesOf("cancel");
    // The test sleeps longer than the late one takes: it held nothing up.
    expect(tests.find((t) => t.test === "TestDeadline")?.causes).toEqual([]);
    expect(tests.find((t) => t.test === "TestWaitsForLate")?.causes[0]).toMatchObject({
      pattern: "cancel-late",
      certainty: "direct",
    });
  });

  test("healthy busy tests have none", async () => {
    for (const name of ["healthy", "race", "pairs-serial", "pairs-parallel"] as const) {
      const { tests } = await causesOf(name);
      expect(tests.length).toBeGreaterThan(0);
      for (const { causes } of tests) expect(causes, name).toEqual([]);
    }
  });
});

describe("findings", () => {
  test("of races name the trace's goroutines, as a set where neighbours are equal", async () => {
    const drafts = (await findingsOf("race")).filter((d) => d.kind === "data-race");
    const says = drafts.map((d) => d.evidence.find((e) => e.kind === "trace-event")?.say);
    expect(says.length).toBe(3);
    expect(says[0]).toMatch(/^in the trace the access's goroutine \(the detector's \d+\) is goroutine \d+;/);
    expect(says[2]).toMatch(/is one of goroutines \d+, \d+/);
  });

  test("of a timeout have the lock that everybody waited for as a cause", async () => {
    const drafts = await findingsOf("slow");
    const timeout = drafts.find((d) => d.kind === "timeout");
    expect(timeout?.cause).toMatchObject({ pattern: "lock-convoy", certainty: "heuristic" });
    expect(timeout?.evidence.map((e) => e.say).join("\n")).toMatch(/\(the trace began at 20\d\d-[-\dT:.]+Z\)/);
    expect(timeout?.cause?.share).toBeGreaterThan(0.8);
    const steps = timeout?.cause?.steps ?? [];
    const lineOf = (what: RegExp): number | undefined =>
      steps.find((s) => what.test(s.what))?.location?.line;
    expect(lineOf(/^goroutine \d+ .*gets the lock$/)).toBe(18);
    expect(lineOf(/^with the lock it sleeps/)).toBe(19);
    expect(lineOf(/wait for it meanwhile/)).toBe(18);
    expect(lineOf(/^releases it after/)).toBe(21);
    expect(steps.at(-1)?.what).toMatch(/^TestSlow itself waits for .*WaitGroup/);
    expect(timeout?.cause?.clock?.errorMs).toBeLessThan(10);
    expect(timeout?.fix?.words).toContain("Do less while the lock is held");
  });

  test("without a trace are as they were", async () => {
    const bytes = Buffer.from(recordedReport("race"));
    const run = await parseRun(loose([{ path: "race.txt", bytes }]));
    const { drafts } = analyse(run);
    expect((await explainFromTraces(drafts, run)).drafts).toEqual(drafts);
  });
});

test("the trace's clock on the wall, and back", async () => {
  const { summary, segments } = await recorded("race");
  const axis = TimeAxis.of(segments.clocks, summary);
  const wall = axis?.wallMs(0) ?? 0;
  expect(wall).toBeGreaterThan(Date.parse("2026-01-01T00:00:00Z"));
  expect((axis?.wallMs(5_000_000) ?? 0) - wall).toBeCloseTo(5, 2);
  expect(axis?.traceNs(wall + 5)).toBeCloseTo(5_000_000, -3);
  expect(TimeAxis.of([], { originNs: 0n })).toBeUndefined();
});

test("a wall clock that is set in between is an error that is stated", () => {
  const at = (traceNs: bigint, wallSec: bigint, wallNsec = 0) => ({
    traceNs,
    monoNs: traceNs,
    wallSec,
    wallNsec,
  });
  const origin = { originNs: 0n };
  const steady = TimeAxis.of([at(0n, 100n), at(10n ** 9n, 101n)], origin);
  expect(steady?.errorMs).toBe(0.01);
  const set = TimeAxis.of([at(0n, 100n), at(10n ** 9n, 161n)], origin);
  expect(set?.errorMs).toBe(60_000);
  expect(set?.wallMs(2e9)).toBe(162_000);
  expect(TimeAxis.of([at(0n, 100n)], origin)?.errorMs).toBe(1);
});
