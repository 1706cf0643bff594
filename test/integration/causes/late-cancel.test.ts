// Late cancellations in tests that pass, under real go: in findings.json, on the console and in the job summary, and
// none of them fails the build.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Finding } from "../../../src/model/finding.ts";
import type { FindingsDocument } from "../../../src/model/findings-document.ts";

const ROOT = join(import.meta.dirname, "../../..");
const folder = mkdtempSync(join(tmpdir(), "racegate-late-"));
const module = join(folder, "m");
const summaryFile = join(folder, "summary.md");
let document: FindingsDocument;
let text = "";
let stdout = "";

function racegate(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const keep = ["PATH", "HOME", "GOCACHE", "GOPATH", "GOROOT", "TMPDIR"];
  const env = Object.fromEntries(keep.map((name) => [name, process.env[name]]));
  return spawnSync(process.execPath, [join(ROOT, "src/entry/cli.ts"), ...args], {
    cwd: module,
    env: { ...env, GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: summaryFile, NO_COLOR: "1" },
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
}

beforeAll(() => {
  cpSync(join(ROOT, "test/fixtures/late-cancel"), module, { recursive: true });
  writeFileSync(summaryFile, "");
  const packages = ["./late", "./ignores", "./obeys"];
  const ended = racegate("run", "-v", "--out", join(folder, "out"), ...packages);
  // All tests pass, and notes close no gate.
  expect(ended.status, ended.stderr).toBe(0);
  stdout = ended.stdout;
  text = readFileSync(join(folder, "out/findings.json"), "utf8");
  document = JSON.parse(text) as FindingsDocument;
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const ofPackage = (name: string): Finding[] =>
  document.findings.filter((f) => f.package === `example.com/latecancel/${name}`);

test("the late ones are notes with the path from the cancellation to the test that waits", () => {
  const late = ofPackage("late").filter(({ kind }) => kind === "cancel-delay");
  expect(late.map((f) => f.test?.name).sort()).toEqual(["TestDeadline", "TestShutdown"]);
  for (const finding of late) {
    expect(finding).toMatchObject({ code: "RG4002", severity: "note", gates: false });
    expect(finding.cause?.pattern).toBe("cancel-late");
    const whats = finding.cause?.steps.map(({ what }) => what.slice(0, 3)) ?? [];
    expect(whats.filter((w) => /^T\d:/.test(w))).toEqual(
      expect.arrayContaining(["T0:", "T1:", "T2:"]),
    );
    const slow = finding.cause?.steps.find(({ what }) => /^then it sleeps/.test(what));
    expect(slow?.location).toMatchObject({ file: "late/late_test.go", line: 44 });
    expect(slow?.location?.code).toBe("time.Sleep(50 * time.Millisecond)");
  }
});

test("one that never looks at its context is found by its source, which the capture keeps", () => {
  const [finding, ...others] = ofPackage("ignores");
  expect(others).toEqual([]);
  expect(finding?.cause?.pattern).toBe("cancel-ignored");
  expect(finding?.title).toMatch(/^ignores\.consume goes on for /);
});

test("those who obey, or for whom nobody waits, stay silent", () => {
  expect(ofPackage("obeys")).toEqual([]);
});

test("console and job summary show the waterfall", () => {
  const summary = readFileSync(summaryFile, "utf8");
  for (const shown of [stdout, summary]) {
    expect(shown).toMatch(/late\.\(\*server\)\.drain/);
    expect(shown).toMatch(/T0: goroutine \d+ calls cancel/);
    expect(shown).toMatch(/T0: a context(?:'|&#39;)s deadline fires/);
    expect(shown).toMatch(/T2: it ends, /);
  }
  expect(stdout).toMatch(
    /T0 cancel is called at late\.\(\*server\)\.shutdown:26\n.*\|=+\| goroutine/,
  );
});

test("analyze says the same, byte for byte", () => {
  const [name = ""] = readdirSync(join(folder, "out/captures"));
  expect(racegate("analyze", "--json", join(folder, "out/captures", name)).stdout).toBe(text);
});

test("in a test that fails for the time it took, it is that finding's cause and no second finding", () => {
  const ended = racegate("run", "--out", join(folder, "failing"), "./failing");
  expect(ended.status).toBe(1);
  const { findings } = JSON.parse(
    readFileSync(join(folder, "failing/findings.json"), "utf8"),
  ) as FindingsDocument;
  expect(findings.map(({ kind }) => kind)).toEqual(["test-failure"]);
  expect(findings[0]?.cause?.pattern).toBe("cancel-late");
});
