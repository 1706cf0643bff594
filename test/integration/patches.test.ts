/**
 * A module with one mendable bug in each package: the run proposes a patch for each, git applies it, and with all of
 * them the same run is silent. What does not compile with its patch shows none.
 */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { Finding } from "../../src/model/finding.ts";
import type { FindingsDocument } from "../../src/model/findings-document.ts";

const FIXTURE = fileURLToPath(new URL("../fixtures/patches", import.meta.url));
const NEAR_MISSES = fileURLToPath(new URL("../fixtures/patches-near-miss", import.meta.url));
const CLI = fileURLToPath(new URL("../../src/entry/cli.ts", import.meta.url));
const PREFIX = "example.com/patches/";

/** Package and the line that its patch adds first. */
const PATCHED = new Map([
  ["add-before-go", "+\twg.Add(1)"],
  ["atomic-access", '+\t"sync/atomic"'],
  ["close-maker", "+\tclose(values)"],
  ["close-producer", "+\t\tdefer close(values)"],
  ["defer-cancel", "+\tctx, cancel := context.WithCancel(context.Background())"],
  ["early-return", "+\tdefer q.mu.Unlock()"],
  ["early-return-working", "+\t\tc.mu.Unlock()"],
  ["loop-copy", "+\t\tjob := job"],
  ["loop-copy-subtest", "+\t\tname := name"],
  ["own-error", "+\t\tn, err := count()"],
  ["result-buffer", "+\tresult := make(chan int, 1)"],
  ["result-buffer-loop", "+\tanswers := make(chan int, len(queries))"],
  ["write-lock", "+\tc.mu.Lock()"],
]);

/** Findings of a run; those of package p under `p`. */
function findingsOf(module: string, out: string): ReadonlyMap<string, readonly Finding[]> {
  const env = { ...process.env, GOFLAGS: "", GORACE: "", GITHUB_ACTIONS: "", BUILD_ID: "" };
  let stdout: string;
  try {
    stdout = execFileSync(process.execPath, [CLI, "run", "--json", "--out", out], {
      cwd: module,
      env,
      encoding: "utf8",
      maxBuffer: 1 << 28,
      stdio: ["ignore", "pipe", "ignore"],
    });
  } catch (error) {
    stdout = (error as { stdout: string }).stdout;
  }
  const byPackage = new Map<string, Finding[]>();
  for (const finding of (JSON.parse(stdout) as FindingsDocument).findings) {
    const name = finding.package.replace(PREFIX, "");
    byPackage.set(name, [...(byPackage.get(name) ?? []), finding]);
  }
  return byPackage;
}

test("each patch applies, compiles, and ends the finding", () => {
  const folder = mkdtempSync(join(tmpdir(), "patches-"));
  try {
    const module = join(folder, "module");
    cpSync(FIXTURE, module, { recursive: true });
    const before = findingsOf(module, join(folder, "before"));
    const shown = [...before].flatMap(([name, findings]) => {
      const patch = findings.find(({ fix }) => fix?.patch !== undefined)?.fix?.patch;
      return patch === undefined ? [] : [{ name, patch }];
    });
    const added = shown.map(({ name, patch }): [string, string] => {
      return [name, patch.split("\n").find((line) => /^\+(?!\+\+)/.test(line)) ?? ""];
    });
    expect(new Map(added.sort())).toEqual(PATCHED);
    // With its patch each package's tests pass, and no race is reported any more.
    const trials = [...before].flatMap(([name, findings]) => {
      const { patch, trial } = findings.find(({ fix }) => fix?.patch !== undefined)?.fix ?? {};
      return patch === undefined ? [] : [{ name, trial }];
    });
    const tried = trials.filter(({ trial }) => trial !== undefined);
    expect(tried.length).toBeGreaterThan(0);
    expect(tried.filter(({ trial }) => trial?.passed !== trial?.runs)).toEqual([]);
    // `err :=` would not compile there: nothing reads it.
    const words = before.get("error-not-used")?.[0]?.fix;
    expect(words?.words).toContain("err :=");
    expect(words?.patch).toBeUndefined();

    for (const { patch } of shown) {
      execFileSync("git", ["apply", "--unsafe-paths", "-"], { cwd: module, input: patch });
    }
    const after = findingsOf(module, join(folder, "after"));
    expect([...after.keys()]).toEqual(["error-not-used"]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** Test and class: each looks like what a patch mends, and the patch would change what the code means. */
const NOT_PATCHED = [
  "TestBodyChangesIt loop-variable-capture",
  "TestCalledByAReader partial-lock",
  "TestCallsAReader partial-lock",
  "TestDeliver channel-send",
  "TestEnter double-lock",
  "TestGoroutineChangesIt loop-variable-capture",
  "TestNamedResult named-result-capture",
  "TestReadAfterTheWait err-capture",
  "TestReadByADeferredLiteral err-capture",
  "TestReadInTheNextTurn err-capture",
  "TestReturnsBeforeAdd waitgroup-add-in-goroutine",
  "TestSecondReceiver channel-close",
  "TestShared context",
  "TestStart mixed-atomic",
  "TestWrittenAndReadAfterTheWait err-capture",
];

test("no patch where it would compile and change what the code means", () => {
  const folder = mkdtempSync(join(tmpdir(), "patches-"));
  try {
    const module = join(folder, "module");
    cpSync(NEAR_MISSES, module, { recursive: true });
    const findings = [...findingsOf(module, join(folder, "out")).values()].flat();
    const proposed = findings.filter(({ kind }) =>
      /^(data-race|goroutine-leak|deadlock)$/.test(kind),
    );
    expect(proposed.map((one) => `${one.test?.name ?? ""} ${one.class}`).sort()).toEqual(
      NOT_PATCHED,
    );
    expect(proposed.filter(({ fix }) => fix?.patch !== undefined)).toEqual([]);
    // The words stay: what to do is known, only no tool may do it.
    expect(proposed.filter(({ fix }) => (fix?.words ?? "") === "")).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("a patch with which a test hangs or fails is not shown", () => {
  const folder = mkdtempSync(join(tmpdir(), "patches-"));
  try {
    const module = join(folder, "module");
    mkdirSync(module);
    writeFileSync(join(module, "go.mod"), "module example.com/patches\n\ngo 1.24\n");
    writeFileSync(join(module, "hits_test.go"), BREAKS);
    const [race] = findingsOf(module, join(folder, "out")).get("example.com/patches") ?? [];
    expect(race?.class).toBe("partial-lock");
    expect(race?.fix?.words).not.toBe("");
    expect(race?.fix?.patch).toBeUndefined();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** With `Lock` in hit the second test would wait for ever; only a run shows it. */
const BREAKS = `package patches

import (
	"sync"
	"testing"
)

type counter struct {
	mu sync.RWMutex
	n  int
}

func (c *counter) hit() {
	c.mu.RLock()
	defer c.mu.RUnlock()
	c.n++
}

func TestHits(t *testing.T) {
	c := &counter{}
	var wg sync.WaitGroup
	for range 2 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			c.hit()
		}()
	}
	wg.Wait()
}

// TestParallelReaders holds the lock for reading elsewhere and wants a hit meanwhile.
func TestParallelReaders(t *testing.T) {
	c := &counter{}
	locker := c.mu.RLocker()
	locker.Lock()
	defer locker.Unlock()
	done := make(chan bool)
	go func() { c.hit(); close(done) }()
	<-done
}
`;
