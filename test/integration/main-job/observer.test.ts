// Failures that racegate's own observation causes: run once more without it, told, and never the user's fault.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Finding } from "../../../src/model/finding.ts";
import { captureOf, documentOf, racegate, Scratch, type Ended } from "./command-line.ts";

const GO_MOD = "module example.com/m\n\ngo 1.22\n";

/** Three tests that bear no observation, and one that does. */
const SHY = `package shy

import (
	"io"
	"runtime"
	"runtime/trace"
	"testing"
	"time"
)

func TestStartsItsOwn(t *testing.T) {
	if err := trace.Start(io.Discard); err != nil {
		t.Fatal(err)
	}
	trace.Stop()
}

func TestCounts(t *testing.T) {
	t.Run("inner", func(t *testing.T) {
		// What the test before has left needs a moment to end.
		n := runtime.NumGoroutine()
		for i := 0; n != 3 && i < 100; i++ {
			time.Sleep(10 * time.Millisecond)
			n = runtime.NumGoroutine()
		}
		if n != 3 {
			t.Errorf("%d goroutines", n)
		}
	})
}

func TestFraction(t *testing.T) {
	if f := runtime.SetMutexProfileFraction(-1); f != 0 {
		t.Errorf("fraction %d", f)
	}
}

func TestPlain(t *testing.T) {}
`;

const RED = `package red

import "testing"

func TestRed(t *testing.T) { t.Error("wrong sum") }
`;

/** Fails in its first process only. */
const UNSTEADY = `package unsteady

import (
	"os"
	"testing"
)

func TestUnsteady(t *testing.T) {
	if _, err := os.Stat("seen"); err == nil {
		return
	}
	os.WriteFile("seen", nil, 0o600)
	t.Error("not yet")
}
`;

/** Fails under a trace, and races without one. */
const RACY_WITHOUT = `package racy

import (
	"io"
	"runtime/trace"
	"testing"
)

var total int

func TestRacyWithout(t *testing.T) {
	if err := trace.Start(io.Discard); err != nil {
		t.Fatal(err)
	}
	trace.Stop()
	done := make(chan struct{})
	go func() { total++; close(done) }()
	total++
	<-done
}
`;

/** Ends as a process does that dies in the tracer; also what a test process without a trace prints. */
const DYING = (when: string): string => `package dying

import (
	"fmt"
	"os"
	"runtime/trace"
	"testing"
)

func TestBefore(t *testing.T) {}

func TestDies(t *testing.T) {
	if ${when} {
		fmt.Print("SIGSEGV: segmentation violation\\nPC=0x47d2c5 m=0 sigcode=1 addr=0x18\\n\\n")
		fmt.Print("goroutine 7 gp=0xc000007a40 m=0 mp=0x7d2a20 [running]:\\n")
		fmt.Print("runtime.fpTracebackPCs(...)\\n\\t/usr/local/go/src/runtime/tracestack.go:258\\n")
		fmt.Print("runtime.traceStack(0x1, 0x0, 0x1)\\n\\t/usr/local/go/src/runtime/tracestack.go:116 +0x2a5\\n")
		os.Exit(2)
	}
	_ = trace.IsEnabled
}

func TestAfter(t *testing.T) {}
`;

function kinds(ended: Ended): string[] {
  return documentOf(ended).findings.map(({ kind, class: name }) =>
    kind === "trust" ? name : kind,
  );
}

function only(ended: Ended, kind: Finding["kind"]): Finding | undefined {
  return documentOf(ended).findings.find((finding) => finding.kind === kind);
}

describe("a failure under observation", () => {
  it("that comes with it and goes with it is one note that names the causes, and the build passes", async () => {
    using scratch = new Scratch();
    const cwd = scratch.module({ "go.mod": GO_MOD, "shy/shy_test.go": SHY });
    const ended = await racegate(["run", "--json", "./..."], { cwd });
    expect(ended.code, ended.stderr).toBe(0);
    expect(kinds(ended)).toEqual(["observer-changes-result"]);
    const { run } = documentOf(ended);
    expect(run.tests).toMatchObject({ total: 5, passed: 5, failed: 0 });
    const finding = only(ended, "trust");
    expect(finding?.title).toContain(
      "TestStartsItsOwn, TestCounts, TestFraction in example.com/m/shy: passes without trace and " +
        "profiles (2 of 2), fails with them (2 of 2)",
    );
    for (const words of ["trace of their own", "count goroutines", "profile or its rate"]) {
      expect(finding?.explanation.toLowerCase()).toContain(words);
    }
    expect(finding?.fix?.words).toContain(
      "observe: [{packages: [example.com/m/shy], trace: never, profiles: false}]",
    );
    const again = await racegate(["analyze", "--json"], { cwd });
    expect(again.stdout).toBe(ended.stdout);

    // The cure that is named cures.
    scratch.module({
      ".racegate.yml":
        "observe: [{packages: [example.com/m/shy], trace: never, profiles: false}]\n",
    });
    const cured = await racegate(["run", "--json", "./..."], { cwd });
    expect(cured.code, cured.stderr).toBe(0);
    expect(kinds(cured)).toEqual([]);
  });

  it("that comes without it too is the tests' own", async () => {
    using scratch = new Scratch();
    const cwd = scratch.module({ "go.mod": GO_MOD, "red/red_test.go": RED });
    const ended = await racegate(["run", "--json", "./..."], { cwd });
    expect(ended.code, ended.stderr).toBe(1);
    expect(kinds(ended)).toEqual(["test-failure"]);
    expect(only(ended, "test-failure")?.explanation).toContain(
      "It fails without the trace too (1 of 1).",
    );
    // Without the observation, and as plain go test runs it; no more.
    expect(existsSync(join(captureOf(ended), "reruns", "3"))).toBe(false);
    const again = await racegate(["analyze", "--json", captureOf(ended)], { cwd });
    expect(again.stdout).toBe(ended.stdout);
  });

  it("that goes away by itself is flaky, and stays a failure", async () => {
    using scratch = new Scratch();
    const cwd = scratch.module({ "go.mod": GO_MOD, "unsteady/unsteady_test.go": UNSTEADY });
    const ended = await racegate(["run", "--json", "./..."], { cwd });
    expect(ended.code, ended.stderr).toBe(1);
    expect(only(ended, "test-failure")?.explanation).toContain("flaky: 1 of 3 runs failed");
  });

  it("does not hide a race that only the run without it shows", async () => {
    using scratch = new Scratch();
    const cwd = scratch.module({ "go.mod": GO_MOD, "racy/racy_test.go": RACY_WITHOUT });
    const ended = await racegate(["run", "--json", "./..."], { cwd });
    expect(ended.code, ended.stderr).toBe(3);
    expect(only(ended, "data-race")?.variable?.name).toContain("total");
    expect(kinds(ended)).not.toContain("observer-changes-result");
    const again = await racegate(["analyze", "--json", captureOf(ended)], { cwd });
    expect(again.stdout).toBe(ended.stdout);
  });
});

describe("a failure with the pinned settings", () => {
  const PINNED = `package pinned

import (
	"os"
	"testing"
)

func TestSeesNoPin(t *testing.T) {
	for _, name := range []string{"GOMAXPROCS", "GORACE", "GOTRACEBACK"} {
		if value, set := os.LookupEnv(name); set {
			t.Errorf("%s is %s", name, value)
		}
	}
}
`;
  it("that plain go test does not have is one warning, and the build passes", async () => {
    using scratch = new Scratch();
    const cwd = scratch.module({ "go.mod": GO_MOD, "pinned/pinned_test.go": PINNED });
    const ended = await racegate(["run", "--json", "./..."], { cwd });
    expect(ended.code, ended.stderr).toBe(0);
    expect(kinds(ended)).toEqual(["pins-change-result"]);
    expect(only(ended, "trust")?.title).toContain(
      "passes with the settings of plain go test (2 of 2), fails with GOMAXPROCS=4, GORACE and " +
        "GOTRACEBACK set (2 of 2)",
    );
    const again = await racegate(["analyze", "--json"], { cwd });
    expect(again.stdout).toBe(ended.stdout);
  });

  it("counts where the user asked for the GOMAXPROCS with which it fails", async () => {
    using scratch = new Scratch();
    const cwd = scratch.module({ "go.mod": GO_MOD, "pinned/pinned_test.go": PINNED });
    const ended = await racegate(["run", "--json", "--gomaxprocs", "4", "./..."], { cwd });
    expect(ended.code, ended.stderr).toBe(1);
    expect(kinds(ended)).toEqual(["test-failure"]);
  });

  it("does not hide a race that shows without them", async () => {
    using scratch = new Scratch();
    const racy = PINNED.replace("func TestSees", "var total int\n\nfunc TestSees").replace(
      /\n}\n$/,
      "\n\tif t.Failed() {\n\t\treturn\n\t}\n\tdone := make(chan bool)\n\tgo func() { total++; close(done) }()\n\ttotal++\n\t<-done\n}\n",
    );
    const cwd = scratch.module({ "go.mod": GO_MOD, "pinned/pinned_test.go": racy });
    const ended = await racegate(["run", "--json", "./..."], { cwd });
    expect(ended.code, ended.stderr).toBe(3);
    expect(kinds(ended)).toContain("data-race");
    expect(kinds(ended)).not.toContain("pins-change-result");
    const again = await racegate(["analyze", "--json", captureOf(ended)], { cwd });
    expect(again.stdout).toBe(ended.stdout);
  });
});

describe("a process that dies in the tracer", () => {
  it("runs as a whole without the trace, and the build passes", async () => {
    using scratch = new Scratch();
    const dying = DYING("trace.IsEnabled()");
    const cwd = scratch.module({ "go.mod": GO_MOD, "dying/dying_test.go": dying });
    const ended = await racegate(["run", "--json", "./..."], { cwd });
    expect(ended.code, ended.stderr).toBe(0);
    expect(kinds(ended)).toEqual(["observer-changes-result"]);
    expect(only(ended, "trust")?.explanation).toContain("fpTracebackPCs");
    expect(documentOf(ended).run.tests).toMatchObject({ total: 3, passed: 3 });
    const again = await racegate(["analyze", "--json"], { cwd });
    expect(again.stdout).toBe(ended.stdout);
  });

  it("and dies without the trace as well stays red", async () => {
    using scratch = new Scratch();
    const cwd = scratch.module({ "go.mod": GO_MOD, "dying/dying_test.go": DYING("true") });
    const ended = await racegate(["run", "--json", "./..."], { cwd });
    expect([1, 3], ended.stderr).toContain(ended.code);
    expect(kinds(ended)).not.toContain("observer-changes-result");
  });
});

describe("what reproduces it", () => {
  it("has the flag -trace", async () => {
    using scratch = new Scratch();
    const cwd = scratch.module({ "go.mod": GO_MOD, "shy/shy_test.go": SHY });
    await racegate(["run", "./..."], { cwd });
    const document = readFileSync(join(cwd, ".racegate", "findings.json"), "utf8");
    const { findings } = documentOf({ code: 0, stdout: document, stderr: "" });
    const shown = await racegate(["explain", findings[0]?.fingerprints.stable ?? ""], { cwd });
    expect(shown.stdout).toMatch(/go test -race .*-run '\^TestStartsItsOwn\$'.* -trace=/);
  });
});
