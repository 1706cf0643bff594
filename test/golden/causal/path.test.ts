import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { chooseRoots, pathOf } from "../../../src/analyse/causal/path-report.ts";
import type { TracePathDocument, TracePathRoot } from "../../../src/model/trace-path-document.ts";
import { tracePathCommand } from "../../../src/pipeline-causal.ts";
import { bytesSource } from "../../oracles/bytes-source.ts";
import { recorded, recordedBytes, type RecordedName } from "./recorded.ts";

const NAMES: readonly RecordedName[] = ["cancel", "convoy", "healthy", "race"];

async function pathOfTest(name: RecordedName, wanted: string): Promise<TracePathRoot> {
  const { segments, interner } = await recorded(name);
  const [root] = chooseRoots(segments, { test: wanted });
  if (root === undefined) throw new Error(`no test ${wanted}`);
  return pathOf(segments, interner, root);
}

test.each(NAMES)("every goroutine of %s has charges that add up to its span", async (name) => {
  const { segments, interner } = await recorded(name);
  expect(segments.actors.length).toBeGreaterThan(10);
  for (let i = 0; i < segments.actors.length; i++) {
    const path = pathOf(segments, interner, i as never);
    expect(path.chargedNs).toBe(path.spanNs);
    expect(path.charges.reduce((sum, c) => sum + c.ns, 0)).toBe(path.spanNs);
  }
});

test("the time of a convoy is the sleep under the lock, though the test waits for a WaitGroup", async () => {
  const path = await pathOfTest("convoy", "TestConvoy");
  const [first] = path.charges;
  expect(first).toMatchObject({
    state: "waiting",
    reason: "sleep",
    waitEnd: "runtime",
    at: { function: "example.com/causal/convoy.(*store).slow", line: 19 },
    count: 12,
  });
  expect((first?.ns ?? 0) / path.spanNs).toBeGreaterThan(0.9);
});

test("regions, tasks and logs name the waits that they enclose", async () => {
  const path = await pathOfTest("convoy", "TestRegion");
  const sleep = path.charges.find((c) => c.reason === "sleep");
  expect(sleep).toMatchObject({ task: "order", region: "cook", log: "dish=soup" });
  const woken = path.steps.find((s) => s.region === "wait for the kitchen");
  expect(woken).toMatchObject({ task: "order", state: "runnable" });
});

test("a timer's goroutine ends the wait for a deadline", async () => {
  const path = await pathOfTest("cancel", "TestDeadline");
  const wait = path.charges.find((c) => c.waitEnd === "outside");
  expect(wait).toMatchObject({ reason: "chan receive", at: { line: 41 } });
});

test("the document is valid, and the text says what took the time", async () => {
  let out = "";
  const write = (text: string): void => {
    out = text;
  };
  const request = { source: bytesSource(recordedBytes("convoy"), "convoy.trace"), window: {} };
  const options = { json: true, limit: 3, roots: 5, test: "TestConvoy" };
  await tracePathCommand(request, options, write);
  const schema = join(import.meta.dirname, "../../../schema/trace-path.schema.json");
  const valid = new Ajv2020().compile(JSON.parse(readFileSync(schema, "utf8")) as object);
  const document = JSON.parse(out) as TracePathDocument;
  expect(valid(document), JSON.stringify(valid.errors)).toBe(true);
  expect(valid({ ...document, roots: [{}] })).toBe(false);
  expect(document.rootsTotal).toBe(1);
  await tracePathCommand(request, { ...options, json: false }, write);
  expect(out).toMatch(/^critical path of TestConvoy goroutine \d+ testing\.tRunner: /);
  expect(out).toContain("sleep (ended by the runtime)");
  await tracePathCommand(request, { ...options, json: false, test: "TestNone" }, write);
  expect(out).toBe("no such goroutine or test in the trace\n");
});

test("lines of the stream that is given stand on the trace's axis", async () => {
  let out = "";
  const write = (text: string): void => {
    out = text;
  };
  const request = { source: bytesSource(recordedBytes("race"), "race.trace"), window: {} };
  const common = { limit: 5, roots: 3, goroutine: undefined, test: undefined };
  await tracePathCommand(request, { ...common, json: true }, write);
  const { axis, roots } = JSON.parse(out) as TracePathDocument;
  const startedMs = Date.parse(axis?.startedAt ?? "");
  const [root] = roots;
  const at = (ns: number): string => new Date(startedMs + 1 + ns / 1e6).toISOString();
  const event = { Package: "p", Test: root?.test };
  const events = [
    { Time: at(root?.startNs ?? 0), Action: "run", ...event },
    { Time: at((root?.startNs ?? 0) + 1e6), Action: "output", Output: "hello\n", ...event },
    { Time: at(9e12), Action: "output", Output: "long after\n", ...event },
  ];
  const folder = mkdtempSync(join(tmpdir(), "racegate-stream-"));
  try {
    const stream = join(folder, "stream.jsonl");
    writeFileSync(stream, events.map((e) => `${JSON.stringify(e)}\n`).join(""));
    await tracePathCommand(request, { ...common, json: true, stream }, write);
    const placed = (JSON.parse(out) as TracePathDocument).axis;
    expect(placed?.lines?.map((l) => `${l.what} ${l.text}`)).toEqual(["run ", "output hello"]);
    const [run, hello] = placed?.lines ?? [];
    expect((hello?.timeNs ?? 0) - (run?.timeNs ?? 0)).toBeGreaterThan(0);
    expect(placed?.linesErrorMs).toBeGreaterThan(0);
    await tracePathCommand(request, { ...common, json: false, stream }, write);
    expect(out).toMatch(/printed meanwhile \(to within [^)]+\):[^]*hello\n/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
