// `trace match` from files to text: the user's own patterns, the article's form, mistakes, and hostile texts.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { classOf } from "../../../../src/analyse/patterns/events/classes.ts";
import { namedPatternFiles, ownPatternFiles } from "../../../../src/collect/pattern-files.ts";
import { PATTERN_CLASSES } from "../../../../src/model/pattern-events.ts";
import type { TraceMatchDocument } from "../../../../src/model/pattern-match.ts";
import { traceMatchDocument } from "../../../../src/model/pattern-match.ts";
import { PatternMistakes, traceMatchCommand } from "../../../../src/pipeline-trace-match.ts";
import { matchText } from "../../../../src/report/trace-match.ts";
import { bytesSource } from "../../../oracles/bytes-source.ts";

const golden = join(import.meta.dirname, "../../../golden");
const work = mkdtempSync(join(tmpdir(), "trace-match-"));
afterAll(() => rmSync(work, { recursive: true }));

async function match(
  id: string,
  patterns: readonly { path: string; text: string }[],
  shipped = false,
): Promise<TraceMatchDocument> {
  const bytes = gunzipSync(readFileSync(join(golden, "patterns", id, "hit.trace.gz")));
  let text = "";
  const options = { json: true, limit: 9, patterns, shipped };
  await traceMatchCommand({ source: bytesSource(bytes), window: {} }, options, (t) => (text += t));
  return traceMatchDocument.parse(JSON.parse(text));
}

const texts = (text: string): { path: string; text: string }[] => [{ path: "my.yaml", text }];

test("the article's form finds the block, the implied wake and run, and the preemption", async () => {
  const files = namedPatternFiles([join(golden, "pattern-language/blocking-preempt.json")]);
  const { findings, notes } = await match("blocked-then-preempted", files);
  expect(findings.map((f) => f.steps.map((s) => s.event))).toEqual([
    ["park", "unpark", "run", "stop", "run"],
  ]);
  expect(new Set(findings[0]?.steps.map((s) => s.goroutine)).size).toBe(1);
  expect(notes.join()).toContain("cannot be followed by GoPreempt without unpark");
});

test("names of Go 1.21 mean what they mean today", async () => {
  const recv = "name: a\nsteps: [{on: GoBlockRecv, g: A}, {on: GoUnblock, g: A, edge: wake(s1)}]";
  const send = recv.replace("GoBlockRecv", "GoBlockSend");
  const many = "name: a\nsteps: [{on: [GoBlockRecv, GoSched, GoPreempt], g: A}]";
  const received = (await match("blocked-then-preempted", texts(recv))).patterns[0]?.matches;
  expect(received).toBeGreaterThan(0);
  expect((await match("blocked-then-preempted", texts(send))).patterns[0]?.matches).toBe(0);
  const all = (await match("blocked-then-preempted", texts(many))).patterns[0]?.matches;
  expect(all).toBeGreaterThan(received ?? 0);
});

test("an own pattern replaces a shipped one of its name", async () => {
  const own = "name: lock-convoy\ntitle: mine\nsteps: [{on: park, g: A, class: lock}]";
  const { findings, patterns } = await match("lock-convoy", texts(own), true);
  expect(findings.filter((f) => f.pattern === "lock-convoy")[0]?.title).toBe("mine");
  expect(patterns.filter((p) => p.pattern === "lock-convoy").map((p) => p.source)).toEqual([
    "my.yaml",
  ]);
});

test("events that only lie on the way are read as well: of wakes for hb, of hand-offs for locks", async () => {
  const caused = `
name: caused
steps: [{on: park, g: A, class: mutex}, {on: exit, g: B, after: hb, noise: any}]`;
  const anyExit = caused.replace("after: hb, ", "");
  const state = async (text: string): Promise<{ matches?: number; incomplete?: boolean }> =>
    (await match("lock-convoy", texts(text))).patterns[0] ?? {};
  const [some, all] = [await state(caused), await state(anyExit)];
  expect([some.matches, some.incomplete, all.matches]).toEqual([260, false, 262]);
  const lock = `
name: waits
steps: [{on: unpark, g: W, class: mutex, bind: {L: lock}}]
repeat: {min: 1, key: $L}`;
  const name = async (text: string): Promise<unknown> =>
    (await match("lock-convoy", texts(text))).findings.map((f) => f.variables["L"]);
  expect(await name(lock)).toEqual(["main.lockConvoy.func1 locks.go:18"]);
  expect(await name(lock.replace("L: lock", "L: site"))).toEqual([
    "main.lockConvoy.func1 locks.go:20",
  ]);
});

test("a budget that is hit is said", async () => {
  const text = "name: a\nbudget: 50\nsteps: [{on: park, g: A}, {on: exit, g: A, noise: any}]";
  const document = await match("lock-convoy", texts(text));
  expect(document.patterns[0]?.incomplete).toBe(true);
  expect(matchText(document, 1)).toContain("a: incomplete, a limit was hit");
});

test("own patterns come from the nearest .racegate/patterns up to the repository's root", () => {
  const inner = join(work, "repo/a/b");
  mkdirSync(inner, { recursive: true });
  mkdirSync(join(work, "repo/.git"));
  mkdirSync(join(work, ".racegate/patterns"), { recursive: true });
  writeFileSync(join(work, ".racegate/patterns/outside.yaml"), "outside");
  expect(ownPatternFiles(inner)).toEqual([]);
  mkdirSync(join(work, "repo/.racegate/patterns"), { recursive: true });
  writeFileSync(join(work, "repo/.racegate/patterns/b.yaml"), "b");
  writeFileSync(join(work, "repo/.racegate/patterns/a.yml"), "a");
  writeFileSync(join(work, "repo/.racegate/patterns/notes.txt"), "no");
  expect(ownPatternFiles(inner).map((f) => f.text)).toEqual(["a", "b"]);
});

test("a mistake stops before the trace is read, with file and line", async () => {
  const bad = texts("name: a\nsteps:\n  - {on: nothing}");
  await expect(match("lock-convoy", bad)).rejects.toThrow(PatternMistakes);
  await expect(match("lock-convoy", bad)).rejects.toThrow(
    'my.yaml:3: no event is called "nothing"',
  );
});

test("texts of the program move nothing on a terminal", async () => {
  const document = await match("double-lock", [], true);
  const finding = document.findings.find((f) => f.pattern === "double-lock")!;
  const steps = finding.steps.map((s) => ({ ...s, value: "\u001b[2Jx\ny" }));
  const text = matchText({ ...document, findings: [{ ...finding, steps }] }, 1);
  expect(text).not.toContain("\u001b");
  expect(text).toContain("x\\ny");
});

const frames = (...funcs: string[]): { func: string; file: string; line: number; pc: number }[] =>
  funcs.map((func) => ({ func, file: "f.go", line: 1, pc: 1 }));

test.each([
  ["sync", ["internal/sync.(*Mutex).lockSlow", "sync.(*Mutex).Lock", "main.f"], "lock"],
  ["sync", ["sync.(*Mutex).Lock", "sync.(*Once).doSlow", "sync.(*Once).Do", "main.f"], "once"],
  ["sync", ["sync.(*Mutex).Lock", "sync.(*RWMutex).Lock", "main.f"], "rwlock_write"],
  ["sync", ["sync.runtime_SemacquireRWMutexR", "sync.(*RWMutex).RLock", "a.b"], "rwlock_read"],
  ["sync", ["sync.runtime_SemacquireWaitGroup", "sync.(*WaitGroup).Wait"], "wait_group"],
  ["sync", ["runtime.gcMarkDone", "runtime.gcBgMarkWorker"], "gc"],
  ["sync", ["main.f", "sync.(*Mutex).Lock"], "semaphore"],
  ["chan receive", ["main.f"], "chan_receive"],
  ["GC mark assist wait for work", [], "gc_assist"],
  ["a reason of a later Go", [], "other"],
])("class of %s in %s is %s", (reason, funcs, name) => {
  expect(PATTERN_CLASSES[classOf(reason, frames(...funcs))]).toBe(name);
});
