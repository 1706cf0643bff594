// Patterns that ask for a critical path, on a recorded trace in which one wait is on its test's path, one beside it, and
// of two only the one that the test waited for longest (test/fixtures/on-path).
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import type { TraceMatchDocument } from "../../../src/model/pattern-match.ts";
import { traceMatchCommand } from "../../../src/pipeline-trace-match.ts";
import { bytesSource } from "../../oracles/bytes-source.ts";

const bytes = gunzipSync(readFileSync(join(import.meta.dirname, "paths.trace.gz")));
const folder = join(import.meta.dirname, "../../fixtures/on-path/patterns");
const asking = readFileSync(join(folder, "long-wait.yaml"), "utf8");

async function written(text: string, json: boolean, segmentsMax?: number): Promise<string> {
  const out: string[] = [];
  await traceMatchCommand(
    { source: bytesSource(bytes, "paths.trace"), window: {} },
    { json, limit: 20, patterns: [{ path: "p.yaml", text }], shipped: false, segmentsMax },
    (piece) => out.push(piece),
  );
  return out.join("");
}

async function documentOf(text: string, segmentsMax?: number): Promise<TraceMatchDocument> {
  return JSON.parse(await written(text, true, segmentsMax)) as TraceMatchDocument;
}

const sites = (d: TraceMatchDocument): string[] =>
  d.findings.map((f) => f.steps[0]?.at?.function.split(".").at(-1) ?? "").sort();

test("the same wait beside the path stays silent, and would be told without the requirement", async () => {
  const all = await documentOf(asking.replace(/^require.*$/m, ""));
  expect(sites(all)).toEqual(["waitHalf", "waitOff", "waitOn"]);
  expect(all.findings.some((f) => f.criticalPath !== undefined)).toBe(false);
  const onPath = await documentOf(asking);
  expect(sites(onPath)).toEqual(["waitHalf", "waitOn"]);
  expect(onPath.patterns[0]?.quiet).toBe(1);
});

test("a finding says how much of its time lies on which test's path", async () => {
  const text = await written(asking, false);
  const said = text.split("\n").filter((line) => line.includes("on the critical path"));
  expect(said.map((line) => line.trim())).toEqual([
    expect.stringMatching(/^on the critical path of TestHalf: 4\d\.\d ms of 8\d\.\d ms$/),
    expect.stringMatching(/^on the critical path of TestOn: (4\d\.\d ms) of \1$/),
  ]);
});

test("worth counts what lies on paths", async () => {
  expect(sites(await documentOf(asking.replace("total: 10ms", "total: 60ms")))).toEqual([]);
  const all = asking.replace("total: 10ms", "total: 60ms").replace(/^require.*$/m, "");
  expect(sites(await documentOf(all))).toEqual(["waitHalf"]);
});

test("who keeps the lock is on the path as well, asleep", async () => {
  const holder = asking.replace("on_critical_path: W", "on_critical_path: H");
  expect(sites(await documentOf(holder))).toEqual(["waitHalf", "waitOn"]);
});

test("of a trace too large for a path it is said that it is unknown", async () => {
  const { findings, patterns } = await documentOf(asking, 20);
  expect(findings).toEqual([]);
  expect(patterns[0]?.pathUnknown).toEqual({ matches: 4, why: "trace too large for a path" });
  expect(await written(asking, false, 20)).toContain(
    "long-wait: 4 matches, on a critical path or not is unknown: trace too large for a path\n",
  );
});

test("an own sleep is on the path of the test that sleeps", async () => {
  const sleeps = `
name: sleeps
steps:
  - {id: s, on: park, g: S, class: sleep, stack_has: TestOff}
  - {id: r, on: unpark, g: S, edge: wake(s)}
require: {on_critical_path: S}
`;
  const [found] = (await documentOf(sleeps)).findings;
  expect(found?.criticalPath?.ns).toBe(found?.totalNs);
  expect(found?.criticalPath?.roots.map((root) => root.test)).toEqual(["TestOff"]);
});

test("what never comes again is lost to the end of the trace, on the path or not", async () => {
  const never = `
name: never
steps: [{id: s, on: park, g: S, class: sleep}]
absent: {on: park, g: S, class: mutex, until: end}
require: {on_critical_path: S}
`;
  const { findings } = await documentOf(never);
  // Of a goroutine that slept and then went on: its part of the path to its end.
  expect(findings.some((f) => f.criticalPath?.roots[0]?.test === "TestOff")).toBe(true);
  expect(findings.every((f) => (f.criticalPath?.ns ?? 0) <= f.totalNs)).toBe(true);
});
