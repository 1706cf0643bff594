import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { manifest as manifestSchema } from "../../../src/model/capture.ts";
import { copyFixture, removeFolders, runFixture, type Workspace } from "./fixture-run.ts";

/** From the signal to a valid capture. */
const END_MS = 7000;

afterEach(removeFolders);

async function pids(workspace: Workspace): Promise<number[]> {
  const text = await readFile(join(workspace.folder, "pids"), "utf8").catch(() => "");
  return text.split("\n").filter(Boolean).map(Number);
}

async function waitForPids(workspace: Workspace, count: number): Promise<void> {
  for (let tries = 0; tries < 1200 && (await pids(workspace)).length < count; tries += 1) {
    await delay(50);
  }
}

/** Alive and no zombie: a process that only waits for its parent to look holds nothing. */
async function isAlive(pid: number): Promise<boolean> {
  const text = await readFile(`/proc/${pid}/stat`, "latin1").catch(() => "");
  const state = text.slice(text.lastIndexOf(")") + 2, text.lastIndexOf(")") + 3);
  return text !== "" && state !== "Z" && state !== "X";
}

function environment(workspace: Workspace): Record<string, string | undefined> {
  return { ...process.env, GOFLAGS: "", PIDS: join(workspace.folder, "pids") };
}

async function expectValidCapture(workspace: Workspace, end: string): Promise<void> {
  const text = await readFile(join(workspace.capture, "manifest.json"), "utf8");
  const manifest = manifestSchema.parse(JSON.parse(text));
  expect(manifest.run.end).toBe(end);
  expect(manifest.processes.map((process) => process.package)).toEqual(["example.com/stubborn"]);
  for (const pid of await pids(workspace)) expect(await isAlive(pid), `pid ${pid}`).toBe(false);
}

describe.each([
  { test: "TestSleeps", started: 1 },
  { test: "TestIgnoresInterrupt", started: 1 },
  { test: "TestNewSession", started: 2 },
  { test: "TestDoubleFork", started: 2 },
  { test: "TestBareEnvironment", started: 2 },
])("a run of $test", ({ test, started }) => {
  it("that is cancelled is over within seven seconds and leaves nothing running", async () => {
    const workspace = await copyFixture("stubborn");
    const controller = new AbortController();
    let abortedAt = 0;
    const abort = waitForPids(workspace, started).then(() => {
      abortedAt = performance.now();
      controller.abort();
    });
    const request = { env: environment(workspace), goTestFlags: ["-run", `^${test}$`] };
    await runFixture(workspace, request, { signal: controller.signal });
    const endedMs = performance.now() - abortedAt;
    await abort;
    expect(await pids(workspace)).toHaveLength(started);
    expect(endedMs).toBeLessThan(END_MS);
    await expectValidCapture(workspace, "cancelled");
  });
});

describe("a deadline", () => {
  it("first ends the test by its own timeout, so that Go writes trace and stacks", async () => {
    const workspace = await copyFixture("stubborn");
    const { manifest, outcome } = await runFixture(workspace, {
      env: environment(workspace),
      goTestFlags: ["-run", "^TestSleeps$"],
      deadlineAtMs: Date.now() + 25_000,
    });
    expect(outcome.end).toBe("finished");
    const argv = manifest.processes[0]?.argv ?? [];
    expect(argv.filter((arg) => arg.startsWith("-test.timeout="))).toHaveLength(1);
    const stream = await readFile(join(workspace.capture, "stream.jsonl"), "utf8");
    expect(stream).toContain("panic: test timed out after");
    const trace = manifest.artifacts.find((artifact) => artifact.kind === "trace");
    expect(trace?.sizeBytes).toBeGreaterThan(500);
  });

  it("ends what does not end itself, with cause deadline", async () => {
    const workspace = await copyFixture("stubborn");
    // The test's own timeout comes fifteen seconds before: here it is one second, and the test binary
    // cannot act on it, because it is stopped by then.
    const deadlineAtMs = Date.now() + 12_000;
    const running = runFixture(workspace, {
      env: environment(workspace),
      goTestFlags: ["-run", "^TestStops$"],
      deadlineAtMs,
    });
    await running;
    expect(Date.now() - deadlineAtMs).toBeLessThan(END_MS);
    await expectValidCapture(workspace, "deadline");
  });

  it("does not replace a shorter timeout of the user's", async () => {
    const workspace = await copyFixture("stubborn");
    const { manifest } = await runFixture(workspace, {
      env: environment(workspace),
      goTestFlags: ["-run", "^TestSleeps$", "-timeout", "2s"],
      deadlineAtMs: Date.now() + 600_000,
    });
    expect(manifest.processes[0]?.argv).toContain("-test.timeout=2s");
  });
});

describe("a test that passes and leaves a child with the pipe", () => {
  it.each([
    // go gives up by itself after five seconds, and fails the package.
    { timeout: "40s", goExitCode: 1 },
    // go would wait for ever.
    { timeout: "0", goExitCode: 0 },
  ])("under -timeout $timeout does not hang the run", async ({ timeout, goExitCode }) => {
    const workspace = await copyFixture("stubborn");
    const { outcome } = await runFixture(workspace, {
      env: environment(workspace),
      goTestFlags: ["-run", "^TestHoldsPipe$", `-timeout=${timeout}`],
    });
    expect(outcome).toMatchObject({ end: "finished", goExitCode });
    expect(outcome.collectMs).toBeLessThan(30_000);
    expect(outcome.notes.map((note) => note.code)).toContain("processes-outlived");
    await expectValidCapture(workspace, "finished");
  });
});
