import { describe, expect, it } from "vitest";
import type { Artifact } from "../../../src/model/capture.ts";
import { planUpload, type PlanInput, type TraceMode } from "../../../src/store/upload-plan.ts";

const bytes = { name: "", size: 0, read: () => Promise.resolve(new Uint8Array()) };
const artifacts = (["a", "b"] as const).flatMap((name, index) =>
  (
    [
      ["trace", "trace.out"],
      ["mutex-profile", "mutex.pprof"],
      ["race-log", `race.${index + 1}`],
      ["binary", "x.test"],
    ] as const
  ).map(([kind, file]) => {
    const path = `run/${name}/${index + 1}/${file}`;
    const artifact: Artifact = { kind, path, package: name, pid: index + 1, sizeBytes: 0 };
    return { artifact, bytes };
  }),
);

function input(traceMode: TraceMode, found: string): PlanInput {
  return {
    run: { id: "r", attempt: 1 },
    artifacts,
    documents: new Map([["findings.json", new Uint8Array()]]),
    traceMode,
    packagesWithFindings: new Set([found]),
  };
}

describe("planUpload", () => {
  it("stores documents, logs, profiles, traces; the packages with findings first", () => {
    expect(planUpload(input("always", "b")).objects.map(({ name }) => name)).toEqual([
      "runs/r/1/findings.json",
      "logs/r/1/b/2/race.log",
      "logs/r/1/a/1/race.log",
      "profiles/r/1/b/2/mutex.pprof",
      "profiles/r/1/a/1/mutex.pprof",
      "traces/r/1/b/2/trace.out.gz",
      "traces/r/1/a/1/trace.out.gz",
    ]);
  });

  it.each([
    ["always", []],
    ["on-finding", ["run/a/1/trace.out"]],
    ["never", ["run/a/1/trace.out", "run/b/2/trace.out"]],
  ] as const)("trace: %s leaves out %j, and says why", (mode, expected) => {
    const { leftOut } = planUpload(input(mode, "b"));
    const traces = leftOut.filter(({ artifact }) => artifact.kind === "trace");
    expect(traces.map(({ artifact }) => artifact.path)).toEqual(expected);
    for (const { why } of traces) expect(why).toContain(`trace: ${mode}`);
    expect(leftOut.length - traces.length).toBe(2); // the binaries
  });
});
