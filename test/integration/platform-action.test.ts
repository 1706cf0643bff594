/** The Action's entry as a process of its own, from its sources, with the variables that a runner sets. */
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const ENTRY = fileURLToPath(new URL("../../src/entry/github-action.ts", import.meta.url));

let directory = "";
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "racegate-action-"));
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

/** A module whose one test writes its pid and waits; it outlives SIGINT of anyone but its group's owner. */
const WAITING_TEST = `package waiting

import (
	"fmt"
	"os"
	"testing"
	"time"
)

func TestWait(t *testing.T) {
	os.WriteFile(os.Getenv("PID_FILE"), []byte(fmt.Sprint(os.Getpid())), 0o644)
	time.Sleep(2 * time.Minute)
}
`;

function startAction(
  env: Record<string, string>,
  options: { readonly module?: string; readonly path?: string } = {},
) {
  const workspace = path.join(directory, "workspace");
  const outputFile = path.join(directory, "output");
  mkdirSync(workspace, { recursive: true });
  writeFileSync(outputFile, "");
  if (options.module !== undefined) {
    writeFileSync(path.join(workspace, "go.mod"), "module example.com/waiting\n\ngo 1.22\n");
    writeFileSync(path.join(workspace, "waiting_test.go"), options.module);
  }
  const child = spawn(process.execPath, [ENTRY], {
    cwd: workspace,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: options.path ?? process.env["PATH"],
      HOME: directory,
      GOCACHE: goEnv("GOCACHE"),
      GITHUB_ACTIONS: "true",
      NO_COLOR: "1",
      GITHUB_OUTPUT: outputFile,
      GITHUB_RUN_ID: "42",
      PID_FILE: path.join(directory, "pid"),
      ...env,
    },
  });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString("utf8")));
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString("utf8")));
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  return { child, ended, said: () => said, outputs: () => readOutputs(outputFile) };
}

function goEnv(name: string): string {
  return execFileSync("go", ["env", name], { encoding: "utf8" }).trim();
}

/** name<<delimiter, value, delimiter: as @actions/core writes GITHUB_OUTPUT. */
function readOutputs(file: string): Map<string, string> {
  const found = readFileSync(file, "utf8").matchAll(/^([\w-]+)<<(\S+)\n([^]*?)\n?\2$/gm);
  return new Map([...found].map((match) => [match[1] ?? "", match[3] ?? ""]));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe.each(["SIGINT", "SIGTERM"] as const)("%s", (signal) => {
  it("ends the tests within 7 s, with exit code 130 and all outputs", async () => {
    const action = startAction({}, { module: WAITING_TEST });
    const pidFile = path.join(directory, "pid");
    while (!existsSync(pidFile) && action.child.exitCode === null) await delay(50);
    await delay(200);
    const pid = Number(readFileSync(pidFile, "utf8"));
    expect(isAlive(pid)).toBe(true);
    const startedMs = performance.now();
    action.child.kill(signal);
    const code = await action.ended;
    expect(performance.now() - startedMs).toBeLessThan(7000);
    expect(code, action.said()).toBe(130);
    expect(isAlive(pid)).toBe(false);
    const outputs = action.outputs();
    expect(outputs.get("exit-code")).toBe("130");
    expect(outputs.get("conclusion")).toBe("error");
    const document: unknown = JSON.parse(readFileSync(outputs.get("findings-file") ?? "", "utf8"));
    expect(document).toMatchObject({ verdict: { exitCode: 130, complete: false }, findings: [] });
    expect(action.said()).toContain("CANCELLED  the run was cancelled");
    expect(action.said()).toMatch(/^::error title=racegate::CANCELLED: the run was cancelled/m);
    expect(action.said()).not.toMatch(/fatal error|lack of memory/);
  });
});

describe("a runner without go", () => {
  it("gets the cure, and all outputs", async () => {
    const action = startAction({}, { module: WAITING_TEST, path: path.join(directory, "empty") });
    const code = await action.ended;
    expect(action.said()).toMatch(
      /^::error title=racegate::racegate: go not found: add actions\/setup-go before this step/m,
    );
    expect(code, action.said()).toBe(2);
    expect(action.outputs().get("exit-code")).toBe("2");
    expect(action.outputs().size).toBe(8);
  });
});

const FAILING_TEST = `package waiting

import "testing"

func TestSum(t *testing.T) { t.Fatal("sum = 3, want 4") }
`;

describe("a job that is red", () => {
  const red = async (module: string): Promise<string[]> => {
    const action = startAction({}, { module });
    expect(await action.ended, action.said()).not.toBe(0);
    return action.said().split("\n");
  };

  it("has the verdict as an error, and the failed test as another", async () => {
    const lines = await red(FAILING_TEST);
    const errors = lines.filter((line) => line.startsWith("::error"));
    expect(errors[0]).toMatch(/^::error title=racegate::FAIL: 1 test failed/);
    expect(errors[1]).toMatch(/^::error file=waiting_test\.go,line=5,/);
    expect(lines.some((line) => line.startsWith("::warning"))).toBe(false);
  });

  it("has the package that did not build as an error", async () => {
    const lines = await red("package waiting\n\nfunc broken() { return 1 }\n");
    const errors = lines.filter((line) => line.startsWith("::error"));
    expect(errors[0]).toMatch(/^::error title=racegate::ERROR: 1 package did not build/);
    expect(errors[1]).toMatch(/^::error file=waiting_test\.go,line=3,/);
  });
});

describe("pull_request_target", () => {
  it("is refused before anything runs", async () => {
    const action = startAction(
      { GITHUB_EVENT_NAME: "pull_request_target" },
      { module: WAITING_TEST },
    );
    expect(await action.ended, action.said()).toBe(2);
    expect(action.said()).toContain("does not run tests on pull_request_target");
    expect(existsSync(path.join(directory, "pid"))).toBe(false);
    expect(action.outputs().get("conclusion")).toBe("error");
  });
});

const RACY_TEST = `package waiting

import "testing"

var counter int

func TestRacy(t *testing.T) {
	done := make(chan struct{})
	go func() { counter++; close(done) }()
	counter++
	<-done
}
`;

describe("two steps of one job", () => {
  it("have outputs of their own: the second one's findings do not replace the first one's", async () => {
    const first = startAction({}, { module: RACY_TEST });
    expect(await first.ended, first.said()).toBe(3);
    const firstOutputs = first.outputs();
    const firstFile = firstOutputs.get("findings-file") ?? "";
    const before = readFileSync(firstFile, "utf8");

    const module = FAILING_TEST.replace("TestSum", "TestOther");
    const second = startAction({}, { module });
    expect(await second.ended, second.said()).toBe(1);
    const secondFile = second.outputs().get("findings-file") ?? "";
    expect(secondFile).not.toBe(firstFile);
    expect(readFileSync(firstFile, "utf8")).toBe(before);
    expect(JSON.parse(before)).toMatchObject({ verdict: { exitCode: 3 } });
    expect(JSON.parse(readFileSync(secondFile, "utf8"))).toMatchObject({
      verdict: { exitCode: 1 },
    });
    expect(second.outputs().get("artifacts-dir")).not.toBe(firstOutputs.get("artifacts-dir"));
  });
});
