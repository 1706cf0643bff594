import { describe, expect, test } from "vitest";
import { wallMsOf } from "../../../src/analyse/causal/clock.ts";
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
  return traceCausesOf(owner, await recorded(name), []);
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
  return await explainFromTraces(analyse(run).drafts, run);
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
    expect(timeout?.evidence.at(-1)?.say).toMatch(/\(the trace began at 20\d\d-[-\dT:.]+Z\)$/);
    expect(timeout?.cause?.share).toBeGreaterThan(0.8);
    expect(timeout?.cause?.steps[0]?.location).toMatchObject({ line: 21, role: "cause" });
    expect(timeout?.cause?.steps[1]?.what).toMatch(/^meanwhile the holder: sleep/);
  });

  test("without a trace are as they were", async () => {
    const bytes = Buffer.from(recordedReport("race"));
    const run = await parseRun(loose([{ path: "race.txt", bytes }]));
    const { drafts } = analyse(run);
    expect(await explainFromTraces(drafts, run)).toEqual(drafts);
  });
});

test("the trace's clock on the wall", async () => {
  const { summary } = await recorded("race");
  const wall = wallMsOf(summary, 0);
  const later = wallMsOf(summary, 5_000_000);
  expect(wall).toBeGreaterThan(Date.parse("2026-01-01T00:00:00Z"));
  expect((later ?? 0) - (wall ?? 0)).toBeCloseTo(5, 2);
  expect(wallMsOf({ snapshot: undefined, originNs: 0n }, 0)).toBeUndefined();
});
