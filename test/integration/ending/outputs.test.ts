// Outputs that fail, and signals: the process ends, quietly or with one line, and what it knows is stored.
import { execFile } from "node:child_process";
import { existsSync, globSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { CLI, Folder, FrontDoor, RACY } from "./front-door.ts";

const SIGNALS = ["SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM"] as const;
/** GitHub's runner waits for 7.5 s. */
const CANCELLED_MS = 7_500;

/** Runs a line of bash with `racegate` in it. */
async function shell(line: string, cwd: string): Promise<{ said: string; codes: string[] }> {
  const script = `racegate() { '${process.execPath}' '${CLI}' "$@"; }\n${line}\necho "codes \${PIPESTATUS[*]}" >&3`;
  const env = { ...process.env, GITHUB_ACTIONS: "", BUILD_ID: "", NO_COLOR: "1" };
  const said = await new Promise<string>((resolve) => {
    const options = { cwd, env, maxBuffer: 1 << 26 };
    execFile("bash", ["-c", `exec 3>&1\n${script}`], options, (_error, out, err) =>
      resolve(out + err),
    );
  });
  return { said, codes: (/codes ([\d ]+)/.exec(said)?.[1] ?? "").split(" ") };
}

const stored = (folder: Folder): string[] =>
  globSync(join(folder.path, "evidence", "runs", "*", "*", "findings.json"));

describe("an output that fails", () => {
  it.each([
    ["nobody reads", "racegate run --out evidence 2>&1 | true", false],
    ["standard output is full", "racegate run --out evidence >/dev/full", true],
    ["standard error is full", "racegate run --out evidence 2>/dev/full", true],
    ["both are full", "racegate run --out evidence >/dev/full 2>&1", false],
  ])("%s: the verdict's code, and the evidence is stored", async (_name, line, told) => {
    using folder = new Folder().write(RACY);
    const { said, codes } = await shell(line, folder.path);
    expect(codes[0]).toBe("3");
    expect(said.match(/cannot be written \(ENOSPC\)/g) ?? []).toHaveLength(told ? 1 : 0);
    expect(said).not.toMatch(/EPIPE|RG9070/);
    expect(stored(folder)).toHaveLength(1);
  });

  it("whose reader has read enough is no error of analyze", async () => {
    using folder = new Folder().write(RACY);
    const line = "go test -race . 2>&1 | racegate analyze --json - | head -c 1";
    const cut = await shell(line, folder.path);
    expect(cut.codes).toEqual(["1", "3", "0"]);
    expect(cut.said).not.toMatch(/EPIPE|racegate:/);
  });
});

/** A test that starts a child in a session of its own, says so, and waits. */
const WAITING: Readonly<Record<string, string>> = {
  "go.mod": "module example.com/lantern\n\ngo 1.22\n",
  "lantern_test.go": `package lantern

import (
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"testing"
	"time"
)

func TestGlow(t *testing.T) {
	child := exec.Command("sleep", "300")
	child.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	os.WriteFile("pids.part", []byte(fmt.Sprint(os.Getpid(), " ", child.Process.Pid)), 0o644)
	os.Rename("pids.part", "pids")
	time.Sleep(5 * time.Minute)
}
`,
};

function alive(pid: string): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, "latin1"));
  } catch {
    return false;
  }
}

describe.each(SIGNALS)("%s", (signal) => {
  it("ends a run with all that it started, 130 and a report", async () => {
    using folder = new Folder().write(WAITING);
    const door = new FrontDoor(CLI, ["run", "--out", "evidence"], folder.path, {});
    const pids = join(folder.path, "pids");
    while (!existsSync(pids)) await delay(50);
    door.signal(signal);
    const ended = await door.ended();
    expect(ended).toMatchObject({ code: 130, signal: null });
    expect(ended.afterMs).toBeLessThan(CANCELLED_MS);
    expect(ended.said).toContain("CANCELLED");
    for (const pid of readFileSync(pids, "utf8").split(" ")) expect(alive(pid), pid).toBe(false);
    expect(stored(folder)).toHaveLength(1);
  });

  it("ends analyze, and its temporary files go", async () => {
    using folder = new Folder().write({ "tmp/.keep": "", "text.log": "--- PASS: TestGlow\n" });
    const tmp = join(folder.path, "tmp");
    const waiting = new FrontDoor(CLI, ["analyze", "-"], folder.path, { TMPDIR: tmp }, "pipe");
    while (readdirSync(tmp).length < 2) await delay(20);
    waiting.signal(signal);
    expect(await waiting.ended()).toMatchObject({ code: 130, signal: null });
    expect(readdirSync(tmp)).toEqual([".keep"]);
  });
});
