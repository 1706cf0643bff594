// Late cancellations in tests that pass, from traces of test/fixtures/late-cancel, recorded with
//   go test -trimpath -count=1 -trace NAME.trace ./NAME
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { cancellationsOf } from "../../../src/analyse/causal/cancellation.ts";
import { SegmentRecorder } from "../../../src/analyse/causal/segment-recorder.ts";
import { analyse, readSource } from "../../../src/analyse/index.ts";
import type { Artifact } from "../../../src/model/capture.ts";
import type { DraftFinding } from "../../../src/model/finding.ts";
import type { ParsedRun } from "../../../src/model/parsed-run.ts";
import { TraceInterner } from "../../../src/model/trace-interner.ts";
import { readTrace } from "../../../src/parse/go-trace/reader.ts";
import { readRun } from "../../../src/pipeline-analysis.ts";
import { withCancelDelays } from "../../../src/pipeline-cancel.ts";
import { bytesSource } from "../../oracles/bytes-source.ts";

type Name = "late" | "ignores" | "obeys" | "failing";

const traceOf = (name: Name): Uint8Array =>
  gunzipSync(readFileSync(join(import.meta.dirname, `${name}.trace.gz`)));

/** The trace, and a stream in which every test has this outcome. */
async function runOf(name: Name, outcome: "pass" | "fail", tests: string[]): Promise<ParsedRun> {
  const of = `example.com/latecancel/${name}`;
  const events = tests.flatMap((t) => [
    { Action: "run", Package: of, Test: t },
    { Action: outcome, Package: of, Test: t, Elapsed: 0.3 },
  ]);
  const lines = [...events, { Action: outcome, Package: of, Elapsed: 1 }];
  const stream = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
  const files = [
    { path: `${name}.trace`, bytes: traceOf(name) },
    { path: "stream.jsonl", bytes: Buffer.from(stream) },
  ];
  const artifacts = files.map(({ path, bytes }) => {
    const artifact: Artifact = { path, kind: "text", sizeBytes: bytes.length };
    return { artifact, bytes: bytesSource(bytes, path) };
  });
  return await readRun({ manifest: undefined, artifacts });
}

function withSource(run: ParsedRun, name: Name): ParsedRun {
  const file = `${name}/${name}_test.go`;
  const text = readFileSync(join(import.meta.dirname, "../../fixtures/late-cancel", file), "utf8");
  const path = `example.com/latecancel/${file}`;
  return { ...run, sources: new Map([[path, { path, file, text }]]) };
}

async function draftsOf(run: ParsedRun): Promise<readonly DraftFinding[]> {
  const source = await readSource(run);
  const { drafts, diagnostics } = analyse(run, { source });
  expect(diagnostics.filter(({ code }) => code === "detector-failed")).toEqual([]);
  return drafts.filter(({ kind }) => kind === "cancel-delay");
}

const LATE = ["TestShutdown", "TestDeadline"];
const OBEYS = ["TestSoon", "TestBeside", "TestLittle", "TestOther", "TestPolls"];

test("a call and a deadline that a worker obeys late, each with T0, T1 and T2", async () => {
  const drafts = await draftsOf(withSource(await runOf("late", "pass", LATE), "late"));
  const byTest = new Map(drafts.map((d) => [d.test?.name, d]));
  expect([...byTest.keys()].sort()).toEqual([...LATE].sort());
  const call = byTest.get("TestShutdown");
  expect(call).toMatchObject({ code: "RG4002", severity: "note", certainty: "direct" });
  expect(call?.locations.map((l) => [l.role, l.line])).toEqual([
    ["cause", 37],
    ["waker", 26],
    ["created-at", 21],
  ]);
  expect(call?.title).toMatch(/^late\.\(\*server\)\.drain ends 20\d ms after its context is cancelled$/);
  const whats = call?.cause?.steps.map(({ what }) => what) ?? [];
  expect(whats[0]).toMatch(/^T0: goroutine \d+ calls cancel$/);
  const woken = whats.findIndex((what) => what.includes("(late.(*server).drain) is woken, runs "));
  expect(whats[woken]).toMatch(/^T1: goroutine \d+ /);
  expect(whats[woken + 1]).toMatch(/^then it sleeps 20\d ms, 4 times$/);
  expect(whats[woken + 2]).toMatch(/^T2: it ends, 20\d ms later$/);
  expect(whats.at(-1)).toMatch(/^TestShutdown itself waits for /);
  expect(call?.evidence[0]?.text).toMatch(/^T0 cancel is called at .*\n\|=+\| goroutine \d+ .*drain: T1 /);
  const deadline = byTest.get("TestDeadline");
  expect(deadline?.cause?.steps[0]?.what).toBe("T0: a context's deadline fires");
  expect(deadline?.locations.map((l) => l.role)).toEqual(["cause", "created-at"]);
});

test("a worker that has a context and never looks at it, by its source", async () => {
  const run = await runOf("ignores", "pass", ["TestStop"]);
  const [draft, ...others] = await draftsOf(withSource(run, "ignores"));
  expect(others).toEqual([]);
  expect(draft?.cause?.pattern).toBe("cancel-ignored");
  expect(draft?.certainty).toBe("heuristic");
  expect(draft?.title).toMatch(/^ignores\.consume goes on for 1\d\d ms after/);
  const unwatched = draft?.cause?.steps.find(({ what }) => what.includes("is not woken by it"));
  expect(unwatched?.what).toMatch(/takes a context and never uses it$/);
  expect(draft?.evidence[0]?.text).toContain("not woken, T2 +");
  // Without the source nobody knows that it does not watch.
  expect(await draftsOf(run)).toEqual([]);
});

test("near misses stay silent: soon, beside the path, a small part, not under the context, polling", async () => {
  const interner = new TraceInterner();
  const recorder = new SegmentRecorder(interner);
  await readTrace(bytesSource(traceOf("obeys"), "obeys.trace"), { visitors: [recorder] });
  const cancellations = cancellationsOf(recorder.finish(), interner);
  expect(cancellations).toHaveLength(OBEYS.length);
  // Two of them are late, and two may look as if they ignored it.
  expect(cancellations.flatMap((c) => c.children.filter((w) => w.late))).toHaveLength(2);
  expect(cancellations.flatMap((c) => c.bystanders).length).toBeGreaterThanOrEqual(2);
  const run = await runOf("obeys", "pass", OBEYS);
  expect(await draftsOf(withSource(run, "obeys"))).toEqual([]);
});

test("of a test that failed it is the cause, not a finding of its own", async () => {
  const failed = await runOf("failing", "fail", ["TestShutdown"]);
  expect(failed.cancelDelays ?? []).toEqual([]);
  expect(await draftsOf(failed)).toEqual([]);
  const passes = await runOf("failing", "pass", ["TestShutdown"]);
  expect(await draftsOf(passes)).toHaveLength(1);
});

test("a test that failed beside one that passed says nothing either", async () => {
  const run = await runOf("late", "pass", LATE);
  const tests = run.tests.packages[0]?.tests.map((t) =>
    t.name === "TestDeadline" ? { ...t, outcome: "fail" as const } : t,
  );
  const packages = run.tests.packages.map((p) => ({ ...p, tests: tests ?? [] }));
  const drafts = await draftsOf({ ...run, tests: { ...run.tests, packages } });
  expect(drafts.map((d) => d.test?.name)).toEqual(["TestShutdown"]);
});

test("of a trace that is too large the part that was looked at is said", async () => {
  const run = { ...(await runOf("late", "pass", LATE)), cancelDelays: [] };
  const { cancelDelays, diagnostics } = await withCancelDelays(run, 30);
  expect(cancelDelays).toEqual([]);
  const said = diagnostics.find(({ code }) => code === "cancel-delays-in-part");
  expect(said?.severity).toBe("info");
  expect(said?.message).toMatch(
    /^The trace of late\.trace is large: .* its first .* were looked at/,
  );
});
