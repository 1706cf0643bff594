// Which texts are the end of a process and which are only printed: the table of process-end.ts, cell by cell, and the
// same through whole streams.
import { expect, test } from "vitest";
import { analyse } from "../../../src/analyse/index.ts";
import { decide } from "../../../src/decide/index.ts";
import type { Policy } from "../../../src/model/config.ts";
import type { PackageResult } from "../../../src/model/test-run.ts";
import { parseRun } from "../../../src/parse/parse-run.ts";
import { isCrashOf, reconcile } from "../../../src/parse/process-end.ts";
import { manifestOf } from "../analyse/captured-run.ts";
import { policyOf } from "../decide/decided.ts";
import { looseTexts } from "./loose-texts.ts";

const SAID = [undefined, "exit status 1", "exit status 2", "exit status 66", "signal: killed"];
const CRASHES = [true, false, true, false, true];
type Cell = [PackageResult["outcome"], string | undefined, boolean, boolean];

const CELLS: Cell[] = SAID.flatMap((exitStatus, nth): Cell[] => [
  ["pass", exitStatus, false, false],
  ["pass", exitStatus, true, false],
  ["skip", exitStatus, false, false],
  ["skip", exitStatus, true, false],
  ["fail", exitStatus, true, false],
  ["fail", exitStatus, false, CRASHES[nth] === true],
  ["incomplete", exitStatus, true, false],
  ["incomplete", exitStatus, false, CRASHES[nth] === true],
  ["build-failed", exitStatus, true, false],
]);

test.each(CELLS)(
  "result %s, go says %s, went on %s: a crash %s",
  (result, exitStatus, wentOn, is) => {
    expect(isCrashOf({ result, exitStatus, wentOn })).toBe(is);
  },
);

const STACK = "\ngoroutine 7 [running]:\nexample.com/quay.load()\n\t/src/quay.go:3 +0x1c\n";
const REPORT =
  "==================\nWARNING: DATA RACE\nWrite at 0x00c000012345 by goroutine 8:\n  example.com/quay.f()\n" +
  "      /src/quay.go:7 +0x2c\n\nPrevious write at 0x00c000012345 by goroutine 7:\n  example.com/quay.g()\n" +
  "      /src/quay.go:11 +0x2c\n==================\nFound 1 data race(s)\n";
const LEAKS =
  "found unexpected goroutines:\n[Goroutine 20 in state chan receive, with example.com/quay.f on top of the stack:\n" +
  "example.com/quay.f()\n\t/src/quay.go:3 +0x1c\ncreated by example.com/quay.g in goroutine 6\n\t/src/quay.go:9 +0x2c\n]\n";

const TEXTS = {
  panic: `panic: no berth\n${STACK}`,
  "fatal error": `fatal error: concurrent map writes\n${STACK}`,
  asleep: `fatal error: all goroutines are asleep - deadlock!\n${STACK}`,
  timeout: `panic: test timed out after 1s\nrunning tests:\n\tTestDock (1s)\n${STACK}`,
  SIGQUIT: `SIGQUIT: quit\nPC=0x1 m=0 sigcode=0\n${STACK}`,
  "t.Log": `    quay_test.go:4: panic: no berth\n        ${STACK.replaceAll("\n", "\n        ")}\n`,
  "debug.Stack": STACK,
  "net/http": `2026/01/01 10:00:00 http: panic serving 127.0.0.1:1: no berth${STACK}`,
  goleak: LEAKS,
  "race outside": "testing: race detected outside of test execution\n",
  "race line": "    testing.go:1490: race detected during execution of test\n",
  "exit status": "exit status 66\n",
  "build failed": "FAIL\texample.com/quay [build failed]\n",
  "go-deadlock":
    "POTENTIAL DEADLOCK: Recursive locking:\ncurrent goroutine 7 lock 0xc000012345\n/src/quay.go:5 quay.f { mu.Lock() } <<<<<\n" +
    "\nPrevious place where the lock was grabbed (same goroutine)\n/src/quay.go:4 quay.f { mu.Lock() } <<<<<\n\n",
};

function lines(text: string, owner: string | undefined): object[] {
  return text
    .split(/(?<=\n)/)
    .map((Output) => ({ Action: "output", Test: owner, Output }))
    .filter(({ Output }) => Output !== "");
}

/** A package with one test that prints `inside`; `after`: printed when all tests are over. */
function streamOf(inside: string, after: string, end: readonly object[]): string {
  const events = [
    { Action: "run", Test: "TestDock" },
    ...lines(`=== RUN   TestDock\n${inside}`, "TestDock"),
    ...lines("--- PASS: TestDock (0.00s)\n", "TestDock"),
    { Action: "pass", Test: "TestDock" },
    ...lines(`PASS\n${after}`, undefined),
    ...end,
  ];
  return events
    .map((event) => `${JSON.stringify({ ...event, Package: "example.com/quay" })}\n`)
    .join("");
}

const OK = [...lines("ok  \texample.com/quay\t0.1s\n", undefined), { Action: "pass" }];
const FAIL = [...lines("FAIL\texample.com/quay\t0.1s\n", undefined), { Action: "fail" }];

async function judged(stream: string): Promise<{ found: string[]; exitCode: number }> {
  const run = await parseRun(looseTexts({ name: "-", bytes: Buffer.from(stream) }));
  const { drafts, diagnostics } = analyse(run);
  const { verdict } = decide({ run, drafts, diagnostics, policy: policyOf({ failOn: ["new"] }) });
  const found = drafts.filter(({ severity }) => severity !== "note").map(({ title }) => title);
  return { found, exitCode: verdict.exitCode };
}

test.each(Object.entries(TEXTS))(
  "a process that passed and printed it is green: %s",
  async (_, text) => {
    expect(await judged(streamOf(text, "", OK))).toEqual({ found: [], exitCode: 0 });
    expect(await judged(streamOf("", text, OK))).toEqual({ found: [], exitCode: 0 });
  },
);

test("behind the last word of the tests a crash is a crash where the package failed", async () => {
  const { found, exitCode } = await judged(streamOf("", TEXTS.panic, FAIL));
  expect(found).toEqual([expect.stringContaining("panic: no berth")]);
  expect(exitCode).toBe(3);
});

test("what a test printed before others went on is no crash of a package that failed", async () => {
  const { found, exitCode } = await judged(streamOf(TEXTS.panic, "", FAIL));
  expect(found).toEqual([expect.stringContaining("though none of its tests did")]);
  expect(exitCode).toBe(3); // fail-on: new
});

test("a failed test is a failure whatever the process's code: TestMain drops it", async () => {
  const stream = streamOf("    quay_test.go:9: three is not four\n", "", OK)
    .replace("--- PASS: ", "--- FAIL: ")
    .replace('"Action":"pass","Test"', '"Action":"fail","Test"')
    .replace('"Output":"PASS\\n"', '"Output":"FAIL\\n"');
  const { found, exitCode } = await judged(stream);
  expect(found).toEqual(["TestDock failed: three is not four"]);
  expect(exitCode).not.toBe(0);
  // A test that a test runs inside of itself may fail: testing's last word is PASS.
  const inner = stream.replace('"Output":"FAIL\\n"', '"Output":"PASS\\n"');
  expect(await judged(inner)).toEqual({ found: [], exitCode: 0 });
});

test.each(["terminated", "killed"])("a process that a signal ended: %s", async (signal) => {
  const stream = [
    { Action: "run", Test: "TestDock" },
    ...lines(`=== RUN   TestDock\nsignal: ${signal}\n`, "TestDock"),
    ...FAIL,
  ]
    .map((event) => JSON.stringify({ ...event, Package: "example.com/quay" }))
    .join("\n");
  const run = await parseRun(looseTexts({ name: "-", bytes: Buffer.from(`${stream}\n`) }));
  expect(analyse(run).drafts.map(({ kind }) => kind)).toEqual([
    signal === "killed" ? "fatal-error" : "test-failure",
  ]);
});

test("a dump that was asked for closes no gate", async () => {
  expect(await judged(TEXTS.SIGQUIT)).toEqual({ found: [], exitCode: 0 });
});

test.each([
  ["log_path=/tmp/race exitcode=66", OK, 0],
  ["log_path=/tmp/race exitcode=66", FAIL, 1],
  ["exitcode=66", OK, 1],
])("a printed race report: GORACE %s", async (GORACE, end, races) => {
  const stream = streamOf(REPORT, "", end);
  const run = await parseRun(looseTexts({ name: "-", bytes: Buffer.from(stream) }));
  const record = {
    package: "example.com/quay",
    pid: 7,
    directory: "run/x/7",
    argv: [],
    cwd: "/src",
  };
  const startedAt = "2026-01-01T00:00:00Z";
  const processes = [{ ...record, startedAt, environment: { GORACE } }];
  const seen = reconcile({ ...run, processes });
  expect(seen.races).toHaveLength(races);
  expect(seen.printed?.races ?? []).toHaveLength(1 - races);
});

test.each<[boolean, Policy["failOn"], string[], number]>([
  [true, ["data-race"], ["data-race"], 3],
  [false, ["data-race"], ["data-race", "test-failure"], 3],
  // A race that closes no gate is no reason to call the tests behind it passed.
  [true, [], ["data-race"], 4],
])(
  "fail-fast %s, fail-on %j: ended at its first race",
  async (failFast, failOn, kinds, exitCode) => {
    const events = [
      { Action: "run", Test: "TestDock" },
      ...lines(`=== RUN   TestDock\n${REPORT}`, "TestDock"),
      ...FAIL,
    ];
    const stream = events.map((each) => JSON.stringify({ ...each, Package: "example.com/quay" }));
    const bytes = Buffer.from(`${stream.join("\n")}\n`);
    const read = await parseRun(looseTexts({ name: "-", bytes }));
    const manifest = manifestOf({ failFast });
    const run = reconcile({ ...read, manifest });
    const { drafts, diagnostics } = analyse(run);
    const found = drafts.filter(({ package: owner }) => owner === "example.com/quay");
    expect(found.filter(({ kind }) => kind !== "trust").map(({ kind }) => kind)).toEqual(kinds);
    const policy = policyOf({ failOn });
    const { verdict } = decide({ run, drafts, diagnostics, policy });
    expect(verdict.exitCode).toBe(exitCode);
  },
);
