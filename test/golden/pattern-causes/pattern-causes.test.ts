// Findings that no other view of the trace explains get the pattern that explains most; recorded from
// test/fixtures/patterns/slowpipe.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { analyse } from "../../../src/analyse/engine.ts";
import { attachPatternCauses } from "../../../src/analyse/pattern-causes.ts";
import type { DraftFinding } from "../../../src/model/finding.ts";
import type { ParsedRun } from "../../../src/model/parsed-run.ts";
import { parseRun } from "../../../src/parse/parse-run.ts";
import { explainFromTraces } from "../../../src/pipeline-causes.ts";
import { bytesSource } from "../../oracles/bytes-source.ts";

type Name = "pipe" | "signal" | "busy";
const file = (name: string): Buffer => readFileSync(join(import.meta.dirname, name));

async function runOf(name: Name): Promise<ParsedRun> {
  const files = [
    { path: `${name}.trace`, bytes: gunzipSync(file(`${name}.trace.gz`)) },
    { path: `${name}.txt`, bytes: file(`${name}.txt`) },
  ];
  const artifacts = files.map(({ path, bytes }) => ({
    artifact: { path, kind: "text" as const, sizeBytes: bytes.length },
    bytes: bytesSource(bytes, path),
  }));
  return await parseRun({ manifest: undefined, artifacts });
}

async function timeoutOf(name: Name): Promise<DraftFinding | undefined> {
  const run = await runOf(name);
  const { drafts } = await explainFromTraces(analyse(run).drafts, run);
  return drafts.find((f) => f.kind === "timeout");
}

test("a pipeline's slow stage is the cause of the time-out, not the sender behind which it shows", async () => {
  const finding = await timeoutOf("pipe");
  expect(finding?.cause?.pattern).toBe("slow-stage");
  expect(finding?.cause?.certainty).toBe("heuristic");
  expect(finding?.cause?.share).toBeGreaterThan(0.5);
  const stage = finding?.cause?.steps.filter((s) => s.location?.function.endsWith(".stage"));
  expect(stage?.map((s) => s.location?.line)).toEqual([14, 16]);
  expect(finding?.fix?.words).toContain("Let more goroutines do this stage");
  expect(finding?.evidence.some((e) => e.say.startsWith("slow-stage: "))).toBe(true);
});

test("a signal that came too early", async () => {
  const finding = await timeoutOf("signal");
  expect(finding?.cause?.pattern).toBe("cond-missed-signal");
  expect(finding?.cause?.steps[0]?.goroutine).toBe("TestSignal's own goroutine");
});

test("a test that only takes long has no cause by pattern", async () => {
  expect((await timeoutOf("busy"))?.cause).toBeUndefined();
});

test("a cause that is there stays", async () => {
  const run = await runOf("pipe");
  const [draft] = (await explainFromTraces(analyse(run).drafts, run)).drafts;
  const match = { ...matchOf(draft), pattern: "lock-convoy" };
  const of = { artifact: "pipe.trace", package: undefined, own: new Set(""), stuck: new Set("") };
  const traces = [{ ...of, findings: [match] }];
  expect(attachPatternCauses(draft === undefined ? [] : [draft], traces, run)).toEqual([draft]);
  const bare = { ...draft, cause: undefined } as DraftFinding;
  const [other] = attachPatternCauses([bare], traces, run);
  expect(other?.cause?.pattern).toBe("lock-convoy");
  const elsewhere = { ...match, steps: [{ ...match.steps[0]!, goroutine: 999_999 }] };
  const away = [{ ...of, findings: [elsewhere] }];
  expect(attachPatternCauses([bare], away, run)[0]?.cause).toBeUndefined();
});

function matchOf(draft: DraftFinding | undefined): Parameters<typeof attachPatternCauses>[1][number]["findings"][number] {
  const goroutine = Number(draft?.goroutines.find((g) => g.goid !== undefined)?.goid);
  return {
    pattern: "",
    title: "made up",
    certainty: "direct",
    confidence: "uncalibrated",
    count: 1,
    firstNs: 0,
    lastNs: 1,
    totalNs: 1,
    maxNs: 1,
    share: 0.9,
    variables: {},
    distinct: {},
    steps: [{ id: "a", event: "park", goroutine, timeNs: 1, stack: [] }],
    raise: [],
  };
}
