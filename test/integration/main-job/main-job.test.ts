// The main job, end to end: the bundled command line on real Go modules.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { captureOf, documentOf, racegate, Scratch } from "./command-line.ts";

const GO_MOD = "module example.com/m\n\ngo 1.22\n";
const PASSING = 'package m\n\nimport "testing"\n\nfunc TestOne(t *testing.T) {}\n';
const RACY = `package m

import "testing"

var counter int

func TestRacy(t *testing.T) {
	done := make(chan struct{})
	go func() { counter++; close(done) }()
	counter++
	<-done
}
`;
const DONE =
  /^DONE [0-9]+ packages?, [0-9]+ tests?, [0-9]+ races? \([0-9]+ new\) in \S+( \S+)? · gate: (open|closed) \(exit [0-9]+\)( · .+)?$/;

function lastLine(text: string): string {
  return text.trimEnd().split("\n").at(-1) ?? "";
}

describe("run on the example module", () => {
  it("finds the three planted bugs in the right tests, and analyze gives the same bytes", async () => {
    using scratch = new Scratch();
    const cwd = scratch.copy("examples/bank");
    const ended = await racegate(["run", "./..."], { cwd });
    expect(ended.code, ended.stderr).toBe(3);
    expect(lastLine(ended.stdout)).toMatch(DONE);
    const findingsFile = join(cwd, ".racegate", "findings.json");
    const bytes = readFileSync(findingsFile);
    const document = documentOf({ ...ended, stdout: bytes.toString("utf8") });
    const races = document.findings.filter((finding) => finding.kind === "data-race");
    expect(races.map((race) => [race.package, race.test?.name, race.state]).sort()).toEqual([
      ["example.com/bank/audit", "TestAddLater", "new"],
      ["example.com/bank/ledger", "TestBalanceDuringTransfer", "new"],
      ["example.com/bank/ledger", "TestTransfersAreCounted", "new"],
    ]);
    expect(document.findings.some((finding) => finding.kind === "test-failure")).toBe(false);
    const counter = races.find((race) => race.test?.name === "TestTransfersAreCounted");
    expect(counter?.variable).toMatchObject({ by: "symbol" });
    expect(counter?.variable?.name).toContain("Transfers");

    const again = await racegate(["analyze", "--json", captureOf(ended)], { cwd });
    expect(again.code).toBe(3);
    expect(again.stdout).toBe(bytes.toString("utf8"));
  });
});

describe("exit codes", () => {
  it("0: a clean module passes, and its trace is kept", async () => {
    using scratch = new Scratch();
    const cwd = scratch.module({ "go.mod": GO_MOD, "m_test.go": PASSING });
    const ended = await racegate(["run", "--out", "kept"], { cwd });
    expect(ended.code, ended.stderr).toBe(0);
    const traces = readdirSync(join(cwd, "kept", "traces"), { recursive: true }) as string[];
    expect(traces.filter((name) => name.endsWith("trace.out.gz"))).toHaveLength(1);
  });

  it("1: tests failed", async () => {
    using scratch = new Scratch();
    const failing = PASSING.replace("{}", '{ t.Error("no") }');
    const cwd = scratch.module({ "go.mod": GO_MOD, "m_test.go": failing });
    expect((await racegate(["run"], { cwd })).code).toBe(1);
  });

  it("2: a mistake in .racegate.yml names the line", async () => {
    using scratch = new Scratch();
    const cwd = scratch.module({
      "go.mod": GO_MOD,
      "m_test.go": PASSING,
      ".racegate.yml": "gomaxprocs: 4\nfail-onn: [data-race]\n",
    });
    const ended = await racegate(["run"], { cwd });
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(/\.racegate\.yml:2.*fail-onn/s);
  });

  it("3: a race that exits 0 is red", async () => {
    using scratch = new Scratch();
    const main = `
func TestMain(m *testing.M) {
	m.Run()
	os.Exit(0)
}
`;
    const cwd = scratch.module({
      "go.mod": GO_MOD,
      "m_test.go": RACY.replace('import "testing"', 'import (\n\t"os"\n\t"testing"\n)') + main,
    });
    expect((await racegate(["run"], { cwd })).code).toBe(3);
  });

  it("4: a deadline ends the run, with a valid result of what was seen", async () => {
    using scratch = new Scratch();
    const slow = PASSING.replace("{}", "{ select {} }");
    const cwd = scratch.module({ "go.mod": GO_MOD, "a/a_test.go": PASSING, "b/b_test.go": slow });
    const ended = await racegate(["run", "--json", "--deadline", "25s"], { cwd });
    expect(ended.code, ended.stderr).toBe(4);
    expect(documentOf(ended).verdict.complete).toBe(false);
  });

  it("5: no packages", async () => {
    using scratch = new Scratch();
    const cwd = scratch.module({ "go.mod": GO_MOD });
    expect((await racegate(["run"], { cwd })).code).toBe(5);
  });

  it("6: the build failed; the compiler's words are in the report", async () => {
    using scratch = new Scratch();
    const cwd = scratch.module({ "go.mod": GO_MOD, "m_test.go": PASSING + "var x int = 1 +\n" });
    const ended = await racegate(["run"], { cwd });
    expect(ended.code).toBe(6);
    expect(ended.stdout).toMatch(/m_test\.go:6/);
  });

  it("6: without cgo nothing runs; cause and cure are said", async () => {
    using scratch = new Scratch();
    const cwd = scratch.module({ "go.mod": GO_MOD, "m_test.go": PASSING });
    const ended = await racegate(["run"], { cwd, env: { CGO_ENABLED: "0" } });
    expect(ended.code).toBe(6);
    expect(ended.stdout).toMatch(/CGO_ENABLED=1/);
    expect(ended.stdout).not.toContain("never run");
  });

  it("130: cancelled; a partial result is written and nothing is left running", async () => {
    using scratch = new Scratch();
    const slow = PASSING.replace("{}", '{ println("now waiting"); select {} }');
    const cwd = scratch.module({ "go.mod": GO_MOD, "m_test.go": slow });
    const ended = await racegate(["run", "--verbose"], {
      cwd,
      when: {
        stderrHas: "now waiting",
        then: (pid) => void process.kill(pid, "SIGINT"),
      },
    });
    expect(ended.code, ended.stderr).toBe(130);
    expect(existsSync(join(cwd, ".racegate", "findings.json"))).toBe(true);
  });
});

describe("policy", () => {
  it("a test that fails only by an accepted race passes", async () => {
    using scratch = new Scratch();
    const cwd = scratch.module({ "go.mod": GO_MOD, "m_test.go": RACY });
    const first = await racegate(["run", "--json"], { cwd });
    expect(first.code, first.stderr).toBe(3);
    const { fingerprints } = documentOf(first).findings.find((f) => f.kind === "data-race") ?? {};
    scratch.module({
      ".racegate.yml": `accepted:
  - fingerprint: ${fingerprints?.stable ?? ""}
    reason: known since the beginning
    owner: someone
    expires: 2999-01-01
`,
    });
    const second = await racegate(["run", "--json"], { cwd });
    expect(second.code, second.stderr).toBe(0);
    expect(documentOf(second).findings.find((f) => f.kind === "data-race")?.state).toBe(
      "suppressed",
    );
  });

  it("a baseline makes a race known; a new one still closes the gate", async () => {
    using scratch = new Scratch();
    const cwd = scratch.module({ "go.mod": GO_MOD, "m_test.go": RACY });
    await racegate(["run"], { cwd });
    const made = await racegate(["baseline", "write", "races.json"], { cwd });
    expect(made.code, made.stderr).toBe(0);
    expect((await racegate(["run", "--baseline", "races.json"], { cwd })).code).toBe(0);
    scratch.module({
      "n/n_test.go": RACY.replace("package m", "package n").replaceAll("counter", "other"),
    });
    const ended = await racegate(["run", "--json", "--baseline", "races.json", "./..."], { cwd });
    expect(ended.code).toBe(3);
    const states = documentOf(ended)
      .findings.filter((f) => f.kind === "data-race")
      .map((f) => f.state);
    expect(states.sort()).toEqual(["known", "new"]);
  });
});

describe("analyze", () => {
  it("reads a race from standard input, whatever is around it", async () => {
    using scratch = new Scratch();
    const text = `2026-01-02T03:04:05Z starting
==================
WARNING: DATA RACE
Read at 0x00c000012345 by goroutine 8:
  example.com/shop.(*Cart).Total()
      /src/shop/cart.go:31 +0x3e

Previous write at 0x00c000012345 by goroutine 7:
  example.com/shop.(*Cart).Add()
      /src/shop/cart.go:22 +0x64

Goroutine 8 (running) created at:
  main.main()
      /src/main.go:12 +0x2a

Goroutine 7 (finished) created at:
  main.main()
      /src/main.go:11 +0x2a
==================
`;
    const ended = await racegate(["analyze", "-"], { cwd: scratch.path, stdin: text });
    expect(ended.code, ended.stderr).toBe(3);
    expect(ended.stdout).toContain("cart.go:31");
    expect(ended.stdout).toContain("cart.go:22");
  });

  it("says plainly that a text holds nothing it knows", async () => {
    using scratch = new Scratch();
    const ended = await racegate(["analyze", "-"], { cwd: scratch.path, stdin: "hello\n" });
    expect(ended.stdout).toMatch(/nothing/i);
  });
});

describe("a slow test", () => {
  it("that runs into -timeout with a lock held over a sleep is slow, not deadlocked", async () => {
    using scratch = new Scratch();
    const cwd = scratch.copy("test/fixtures/causal");
    const flags = ["--", "-run", "TestSlow$", "-timeout=1s"];
    const ended = await racegate(["run", "--json", "./slow", ...flags], { cwd });
    const kinds = documentOf(ended).findings.map((finding) => finding.kind);
    expect(kinds).toContain("timeout");
    expect(kinds).not.toContain("deadlock");
    expect(ended.code, ended.stderr).toBe(1);
  });
});

describe("help", () => {
  it("lists what works, and refuses what does not exist with exit code 2", async () => {
    using scratch = new Scratch();
    const help = await racegate(["--help"], { cwd: scratch.path });
    expect(help.code).toBe(0);
    for (const word of ["run", "analyze", "explain", "config", "Exit codes"]) {
      expect(help.stdout).toContain(word);
    }
    expect((await racegate(["rum"], { cwd: scratch.path })).code).toBe(2);
  });
});
