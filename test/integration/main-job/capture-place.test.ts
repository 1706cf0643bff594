// Where captures lie, what racegate removes and what it refuses: the bundled command line on real modules.
import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CACHE_VARIABLES, captureOf, documentOf, racegate, Scratch } from "./command-line.ts";

const GO_MOD = "module example.com/m\n\ngo 1.22\n";
const PASSING = 'package m\n\nimport "testing"\n\nfunc TestOne(t *testing.T) {}\n';
const FAILING = PASSING.replace("{}", '{ t.Error("no") }');

/** A test that fails where the module holds anything but its own files. */
const WALKER = `package m

import (
	"io/fs"
	"os"
	"strings"
	"testing"
)

func TestOnlyOwnFiles(t *testing.T) {
	fs.WalkDir(os.DirFS("."), ".", func(path string, d fs.DirEntry, err error) error {
		if d.IsDir() || strings.HasSuffix(path, "_test.go") || path == "go.mod" {
			return nil
		}
		t.Error("not of this module:", path)
		return nil
	})
}
`;

const CLEANER = `package m

import (
	"os/exec"
	"testing"
)

var shared int

func TestRaceFirst(t *testing.T) {
	done := make(chan struct{})
	go func() { shared++; close(done) }()
	shared++
	<-done
}

func TestThenClean(t *testing.T) {
	if out, err := exec.Command("git", "clean", "-fdx").CombinedOutput(); err != nil {
		t.Fatal(err, string(out))
	}
}
`;

const ENVIRONMENT = `package m

import (
	"os"
	"strings"
	"testing"
)

func TestNames(t *testing.T) {
	for _, pair := range os.Environ() {
		name, _, _ := strings.Cut(pair, "=")
		t.Log("NAME", name)
	}
	t.Fail()
}
`;

describe("the repository under test", () => {
  it("holds nothing of racegate's while the tests run, also in a second run", async () => {
    using scratch = new Scratch();
    const cwd = scratch.module({ "go.mod": GO_MOD, "m_test.go": WALKER });
    for (const run of [1, 2]) {
      const ended = await racegate(["run"], { cwd });
      expect(ended.code, `${run}: ${ended.stdout}`).toBe(0);
      expect(existsSync(join(cwd, ".racegate", "findings.json"))).toBe(true);
    }
  });

  it("can be cleaned by a test: the race is found; in a named directory within it, exit code 4", async () => {
    using scratch = new Scratch();
    const cwd = scratch.module({ "go.mod": GO_MOD, "m_test.go": CLEANER });
    execFileSync("git", ["init", "-q", "."], { cwd });
    execFileSync("git", ["add", "."], { cwd });
    expect((await racegate(["run"], { cwd })).code).toBe(3);
    const within = await racegate(["run", "--json", "--out", "evidence"], { cwd });
    expect(within.code, within.stderr).toBe(4);
    const { findings, run } = documentOf(within);
    expect(run.tests.failed).toBe(1);
    expect(findings.map((finding) => finding.class)).toEqual(
      expect.arrayContaining(["capture-removed", "lost-race-report"]),
    );
  });

  it("analyze without a path reads the last run; the tests see no variable of racegate's", async () => {
    using scratch = new Scratch();
    const cwd = scratch.module({ "go.mod": GO_MOD, "m_test.go": ENVIRONMENT });
    const ended = await racegate(["run"], { cwd });
    expect(ended.code).toBe(1);
    const again = await racegate(["analyze", "--json"], { cwd });
    expect(again.stdout).toBe(readFileSync(join(cwd, ".racegate", "findings.json"), "utf8"));
    const stream = readFileSync(join(captureOf(ended), "stream.jsonl"), "utf8");
    const seen = new Set([...stream.matchAll(/NAME (\w+)/g)].map(([, name]) => name ?? ""));
    const plain = execFileSync("sh", ["-c", "go test -race -v . || true"], {
      cwd,
      encoding: "utf8",
      env: { ...process.env, ...CACHE_VARIABLES, NO_COLOR: "1" },
    });
    for (const [, name = ""] of plain.matchAll(/NAME (\w+)/g)) seen.delete(name);
    expect([...seen].sort()).toEqual(["GOMAXPROCS", "GORACE", "GOTRACEBACK"]);
  });
});

describe("links", () => {
  const link = async (at: string, what: "directory" | "file"): Promise<void> => {
    using scratch = new Scratch();
    using elsewhere = new Scratch();
    const cwd = scratch.module({ "go.mod": GO_MOD, "m_test.go": PASSING });
    const target = join(elsewhere.path, "precious");
    if (what === "file") writeFileSync(target, "precious");
    else mkdirSync(join(target, "old", "deep"), { recursive: true });
    mkdirSync(join(cwd, at, ".."), { recursive: true });
    symlinkSync(target, join(cwd, at));
    const flags = at.includes("/") ? ["--out", ".racegate"] : [];
    const ended = await racegate(["run", ...flags], { cwd });
    expect(ended.code, ended.stderr).toBe(2);
    expect(ended.stderr).toContain(`${join(cwd, at)} is a symbolic link`);
    if (what === "file") expect(readFileSync(target, "utf8")).toBe("precious");
    else expect(readdirSync(target)).toEqual(["old"]);
  };
  it(".racegate is refused by name", () => link(".racegate", "directory"));
  it(".racegate/captures is refused by name", () => link(".racegate/captures", "directory"));
  it("findings.json.part is refused by name", () => link(".racegate/findings.json.part", "file"));
});

describe("retention", () => {
  it("removes the oldest marked captures, says so with -v, and nothing that is not marked", async () => {
    using scratch = new Scratch();
    const cwd = scratch.module({ "go.mod": GO_MOD, "m_test.go": FAILING });
    const captures: string[] = [];
    for (const age of [3, 2, 1]) {
      const ended = await racegate(["run"], { cwd, env: { RACEGATE_KEEP: "10" } });
      captures.push(captureOf(ended));
      const at = Date.now() / 1000 - age * 100;
      utimesSync(captureOf(ended), at, at);
    }
    const foreign = join(captures[0] ?? "", "..", "foreign");
    mkdirSync(foreign);
    utimesSync(foreign, 1, 1);
    const last = await racegate(["run", "-v"], { cwd, env: { RACEGATE_KEEP: "1" } });
    expect(last.stderr).toMatch(/2 captures of earlier runs removed/);
    expect(captures.map((path) => existsSync(path))).toEqual([false, false, true]);
    expect(existsSync(foreign)).toBe(true);
    rmSync(foreign, { recursive: true });
  });

  it("never removes the capture of a run that lasts", async () => {
    using scratch = new Scratch();
    const slow = `package m

import (
	"testing"
	"time"
)

func TestSlow(t *testing.T) { time.Sleep(3 * time.Second); t.Error("no") }
`;
    const cwd = scratch.module({ "go.mod": GO_MOD, "m_test.go": slow });
    const runs = await Promise.all(
      [1, 2, 3, 4].map(() => racegate(["run"], { cwd, env: { RACEGATE_KEEP: "1" } })),
    );
    expect(runs.map(({ code }) => code)).toEqual([1, 1, 1, 1]);
    for (const run of runs) expect(existsSync(join(captureOf(run), "manifest.json"))).toBe(true);
  });
});

describe("what is observed", () => {
  const TRACED = `package m

import (
	"bytes"
	"runtime/trace"
	"testing"
)

func TestOwnTrace(t *testing.T) {
	if err := trace.Start(new(bytes.Buffer)); err != nil {
		t.Fatal(err)
	}
	trace.Stop()
}
`;
  it("observe turns the trace off for a package; on-finding keeps no trace without a finding", async () => {
    using scratch = new Scratch();
    const cwd = scratch.module({
      "go.mod": GO_MOD,
      "own/own_test.go": TRACED,
      "plain/plain_test.go": PASSING,
      ".racegate.yml": "observe:\n  - packages: [./own/...]\n    trace: never\n",
    });
    const ended = await racegate(["run", "--out", "kept"], { cwd });
    expect(ended.code, ended.stdout).toBe(0);
    const traces = (): string[] =>
      (readdirSync(join(cwd, "kept", "captures"), { recursive: true }) as string[]).filter((name) =>
        name.endsWith("trace.out"),
      );
    expect(traces()).toEqual([expect.stringContaining("/plain/")]);
    rmSync(join(cwd, "kept"), { recursive: true });
    const found = await racegate(["run", "--out", "kept", "--trace", "on-finding"], { cwd });
    expect(found.code, found.stdout).toBe(0);
    expect(traces()).toEqual([]);
  });
});
