// A run that is ended by force asks for the goroutines first: what was stuck is found, and racegate's own signal is no crash.
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { Manifest } from "../../../src/model/capture.ts";
import type { FindingsDocument } from "../../../src/model/findings-document.ts";
import { CLI, Folder, FrontDoor } from "./front-door.ts";

/** Two locks, taken crosswise by two goroutines that meet in the middle. */
const CROSSED: Readonly<Record<string, string>> = {
  "go.mod": "module example.com/lock\n\ngo 1.22\n",
  "lock_test.go": `package lock

import (
	"os"
	"sync"
	"testing"
	"time"
)

type canal struct{ upper, lower sync.Mutex }

func (c *canal) rise(met *sync.WaitGroup) {
	c.lower.Lock()
	met.Done()
	met.Wait()
	c.upper.Lock()
	c.upper.Unlock()
	c.lower.Unlock()
}

func (c *canal) sink(met *sync.WaitGroup) {
	c.upper.Lock()
	met.Done()
	met.Wait()
	c.lower.Lock()
	c.lower.Unlock()
	c.upper.Unlock()
}

func TestCanal(t *testing.T) {
	var c canal
	var met, through sync.WaitGroup
	met.Add(2)
	through.Add(2)
	go func() { defer through.Done(); c.rise(&met) }()
	go func() { defer through.Done(); c.sink(&met) }()
	met.Wait()
	time.Sleep(300 * time.Millisecond)
	os.WriteFile("stuck", nil, 0o644)
	through.Wait()
}
`,
};

function read(folder: Folder, name: string): unknown {
  const [path = ""] = globSync(join(folder.path, "evidence", "runs", "*", "*", name));
  return JSON.parse(readFileSync(path, "utf8"));
}

function expectDeadlockAlone(folder: Folder, why: string): void {
  const { processes } = read(folder, "manifest.json") as Manifest;
  expect(processes.map(({ askedToDump }) => askedToDump)).toEqual([why]);
  const { findings } = read(folder, "findings.json") as FindingsDocument;
  const kinds = findings.filter(({ severity }) => severity === "error").map(({ kind }) => kind);
  expect(kinds).toContain("deadlock");
  expect(kinds).not.toContain("fatal-error");
}

describe("a run whose test is stuck", () => {
  it("tells the deadlock when it is cancelled", async () => {
    using folder = new Folder().write(CROSSED);
    const door = new FrontDoor(CLI, ["run", "--out", "evidence"], folder.path, {});
    while (!existsSync(join(folder.path, "stuck"))) await delay(50);
    door.signal("SIGINT");
    const ended = await door.ended();
    expect(ended.code).toBe(130);
    expectDeadlockAlone(folder, "cancelled");
    expect(ended.said).toMatch(/CANCELLED .*deadlock/);
  });

  it("tells it when the deadline strikes before Go's own timeout", async () => {
    using folder = new Folder().write(CROSSED);
    // Built once, so that the deadline falls into the test. TestMain takes Go's own timeout away.
    folder.write({
      "main_test.go": `package lock

import (
	"flag"
	"os"
	"testing"
)

func TestMain(m *testing.M) {
	flag.Parse()
	flag.Set("test.timeout", "0")
	os.Exit(m.Run())
}
`,
    });
    await new FrontDoor(CLI, ["run", "--out", "warm", "--", "-run=^$"], folder.path, {}).ended();
    const args = ["run", "--out", "evidence", "--deadline", "8s"];
    const ended = await new FrontDoor(CLI, args, folder.path, {}).ended();
    expect(ended.code).toBe(4);
    expectDeadlockAlone(folder, "deadline");
  });
});
