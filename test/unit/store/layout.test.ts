import { describe, expect, it } from "vitest";
import type { Artifact } from "../../../src/model/capture.ts";
import {
  artifactName,
  baselineName,
  contentTypeOf,
  runDocumentName,
} from "../../../src/store/layout.ts";

const run = { id: "4711/x", attempt: 3 };
const of = (kind: Artifact["kind"], path: string, more: Partial<Artifact> = {}): Artifact => ({
  kind,
  path,
  sizeBytes: 0,
  ...more,
});
const process = { package: "example.com/m/a b", pid: 41 };

describe("artifactName", () => {
  it.each([
    [of("trace", "run/x/41/trace.out", process), "traces/P/trace.out.gz"],
    [of("race-log", "run/x/41/race.41", process), "logs/P/race.log"],
    [of("race-log", "run/x/41/race.99", process), "logs/P/race.99.log"],
    [of("race-log", "run/x/41/race", process), "logs/P/race.log"],
    [of("mutex-profile", "run/x/41/mutex.pprof", process), "profiles/P/mutex.pprof"],
    [of("block-profile", "run/x/41/block.pprof", process), "profiles/P/block.pprof"],
    [of("process", "run/x/41/process.json", process), "logs/P/process.json"],
    [of("goroutine-dump", "run/x/41/dump.txt", process), "logs/P/dump.txt"],
    [of("stream", "stream.jsonl"), "logs/R/stream.jsonl"],
    [of("stderr", "stderr.log"), "logs/R/stderr.log"],
    [of("symbols", "symbols.json"), "runs/R/symbols.json"],
    [of("sources", "sources.json"), "runs/R/sources.json"],
  ])("$kind $path", (artifact, expected) => {
    const name = expected
      .replace("P", "4711%2Fx/3/example.com/m/a%20b/41")
      .replace("R", "4711%2Fx/3");
    expect(artifactName(run, artifact)).toBe(name);
  });

  it("has no place for test binaries", () => {
    expect(artifactName(run, of("binary", "run/x/41/x.test", process))).toBeUndefined();
  });
});

describe("names of documents", () => {
  it("keeps a branch in one segment, so that `a` and `a.json/b` do not collide on a disk", () => {
    expect(baselineName("feature/x")).toBe("baseline/feature%2Fx.json");
    expect(baselineName("..")).toBe("baseline/...json");
  });

  it("puts the run's documents together", () => {
    expect(runDocumentName(run, "findings.json")).toBe("runs/4711%2Fx/3/findings.json");
  });
});

describe("contentTypeOf", () => {
  it.each([
    ["a/findings.json", "application/json"],
    ["a/race.log", "text/plain; charset=utf-8"],
    ["a/trace.out.gz", "application/gzip"],
    ["a/mutex.pprof", "application/octet-stream"],
  ])("%s is %s", (name, type) => {
    expect(contentTypeOf(name)).toBe(type);
  });
});
