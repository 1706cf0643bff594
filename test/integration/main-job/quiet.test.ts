// What a run of tests that are fine prints, and where the rest can be read.
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { racegate, Scratch } from "./command-line.ts";

const GO_MOD = "module example.com/quiet\n\ngo 1.22\n";
/** Passes, and leaves goroutines behind: warnings that close no gate. */
const LEAKING = `package quiet

import (
	"testing"
	"time"
)

func TestPump(t *testing.T) {
	in := make(chan int)
	go func() { <-in }()
	time.Sleep(50 * time.Millisecond)
}

func TestDrain(t *testing.T) {
	out := make(chan int)
	go func() { out <- 1 }()
	time.Sleep(50 * time.Millisecond)
}
`;

const env = { QUIET_TOKEN: "a-value-that-looks-secret" };

describe("a run that passes", () => {
  it("prints a line a package, the verdict and one line that counts; explain --last has the rest", async () => {
    using scratch = new Scratch();
    const cwd = scratch.module({ "go.mod": GO_MOD, "quiet_test.go": LEAKING });
    const ended = await racegate(["run"], { cwd, env });
    expect(ended.code, ended.stderr).toBe(0);
    expect(ended.stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(ended.stderr).toMatch(/^ok +example\.com\/quiet /);
    const lines = ended.stdout.split("\n").filter((line) => line !== "");
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatch(/^PASS /);
    expect(lines[2]).toMatch(/^[2-9] notes \(racegate explain --last\)$/);
    expect(lines[3]).toMatch(/^DONE /);

    const told = await racegate(["explain", "--last"], { cwd });
    expect(told.code, told.stderr).toBe(0);
    expect(told.stdout).toContain("goroutine leak: quiet.TestPump.func1");
    expect(told.stdout).toContain("goroutine leak: quiet.TestDrain.func1");

    // The checkout may be cleaned meanwhile: the capture has a copy.
    rmSync(join(cwd, ".racegate"), { recursive: true });
    const again = await racegate(["explain", "--last"], { cwd });
    expect(again.stdout).toBe(told.stdout);
  });

  it("says everything with --verbose, and with the runner's debug logging", async () => {
    using scratch = new Scratch();
    const cwd = scratch.module({ "go.mod": GO_MOD, "quiet_test.go": LEAKING });
    const verbose = await racegate(["run", "-v"], { cwd, env });
    expect(verbose.stdout).toContain("goroutine leak: quiet.TestPump.func1");
    expect(verbose.stdout).not.toContain("explain --last");
    expect(verbose.stderr).toContain("The tests do not see");
    const debugged = await racegate(["run"], { cwd, env: { ...env, RUNNER_DEBUG: "1" } });
    expect(debugged.stdout).toContain("goroutine leak: quiet.TestPump.func1");
    expect(debugged.stderr).toContain("QUIET_TOKEN");
  });
});

describe("explain", () => {
  it("says what to do where there was no run, and where it is asked for nothing", async () => {
    using scratch = new Scratch();
    const cwd = join(scratch.path, "empty");
    mkdirSync(cwd);
    const none = await racegate(["explain", "--last"], { cwd });
    expect(none.code).toBe(2);
    expect(none.stderr).toContain("there is no run yet");
    const nothing = await racegate(["explain"], { cwd });
    expect(nothing.code).toBe(2);
    expect(nothing.stderr).toContain("racegate explain --last");
  });
});

describe("run --json on GitHub", () => {
  it("keeps standard output the document, and tells the runner on standard error", async () => {
    using scratch = new Scratch();
    const failing =
      'package quiet\n\nimport "testing"\n\nfunc TestNo(t *testing.T) { t.Error("no") }\n';
    const cwd = scratch.module({ "go.mod": GO_MOD, "quiet_test.go": failing });
    const runner = {
      ...env,
      GITHUB_ACTIONS: "true",
      GITHUB_RUN_ID: "1",
      GITHUB_EVENT_NAME: "push",
    };
    const ended = await racegate(["run", "--json"], { cwd, env: runner });
    expect(ended.code, ended.stderr).toBe(1);
    expect(JSON.parse(ended.stdout)).toMatchObject({ verdict: { exitCode: 1 } });
    expect(ended.stderr).toMatch(/^::error title=racegate::FAIL: 1 test failed/m);
  });
});
