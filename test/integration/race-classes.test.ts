/**
 * Runs the fixture module of the data-race classes under the real race detector: each package must show its
 * class, each twin must be silent, each near miss must race for another reason. `UPDATE=1` keeps the reports as goldens (test/golden/classes).
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { applyEdits } from "../../src/analyse/patches/unified-diff.ts";
import {
  classesIn,
  fixtureClasses,
  fixtureSource,
  MODULE,
  NEAR_MISSES,
} from "../golden/classes/class-fixtures.ts";

interface TestEvent {
  readonly Action: string;
  readonly Package?: string;
  readonly Output?: string;
}

/** Output by package; go test exits 1 where there is a race. */
function outputs(cwd: string): ReadonlyMap<string, string> {
  let text: string;
  try {
    text = execFileSync("go", ["test", "-race", "-trimpath", "-json", "-count=1", "./..."], {
      cwd,
      encoding: "utf8",
      env: { ...process.env, GOFLAGS: "", GORACE: "", GOMAXPROCS: "4", GOTOOLCHAIN: "local" },
      maxBuffer: 1 << 26,
      stdio: ["ignore", "pipe", "pipe"],
    });
  } catch (error) {
    text = (error as { stdout: string }).stdout;
  }
  const byPackage = new Map<string, string>();
  for (const line of text.split("\n")) {
    if (!line.startsWith("{")) continue;
    const event = JSON.parse(line) as TestEvent;
    if (event.Action !== "output" || event.Package === undefined) continue;
    byPackage.set(event.Package, (byPackage.get(event.Package) ?? "") + (event.Output ?? ""));
  }
  return byPackage;
}

/** The reports alone, as a golden. */
function keep(name: string, text: string): void {
  const kept = text.split("\n").filter((line) => !/^(=== |--- |ok|FAIL|PASS)/.test(line));
  writeFileSync(new URL(`../golden/classes/${name}`, import.meta.url), kept.join("\n"));
}

test("real races get their class, the twins are silent", async () => {
  const byPackage = outputs(fileURLToPath(MODULE));
  const wrong: string[] = [];
  for (const id of fixtureClasses()) {
    const racy = byPackage.get(`example.com/classes/${id}`) ?? "";
    const found = classesIn(racy, await fixtureSource(id)).map((one) => one?.class);
    if (found.length === 0 || found.some((one) => one !== id)) {
      wrong.push(`${id}: ${found.join(", ")}`);
    }
    const twin = byPackage.get(`example.com/classes/${id}/fixed`) ?? "no output";
    if (!twin.includes("ok  \t") || twin.includes("DATA RACE"))
      wrong.push(`${id}/fixed is not silent`);
    const near = byPackage.get(`example.com/classes/${id}/near`) ?? "";
    const instead = classesIn(near, await fixtureSource(id)).map((one) => one?.class);
    if (instead.length === 0 || instead.some((one) => one !== NEAR_MISSES[id])) {
      wrong.push(`${id}/near: ${instead.join(", ")}`);
    }
    if (process.env["UPDATE"] !== "1") continue;
    if (found.length > 0) keep(`${id}.txt`, racy);
    if (instead.length > 0) keep(`${id}.near.txt`, near);
  }
  expect(wrong).toEqual([]);
});

test("with its patch a racy fixture compiles and is silent", async () => {
  const folder = mkdtempSync(join(tmpdir(), "race-classes-"));
  try {
    writeFileSync(join(folder, "go.mod"), readFileSync(new URL("go.mod", MODULE)));
    const patched: string[] = [];
    for (const id of fixtureClasses()) {
      const report = readFileSync(new URL(`../golden/classes/${id}.txt`, import.meta.url), "utf8");
      const edits = classesIn(report, await fixtureSource(id))[0]?.fix.edits;
      if (edits === undefined) continue;
      const text = readFileSync(new URL(`${id}/race_test.go`, MODULE), "utf8");
      mkdirSync(join(folder, id));
      writeFileSync(join(folder, id, "race_test.go"), applyEdits(text, edits) ?? "not applied");
      patched.push(id);
    }
    expect(patched.length).toBeGreaterThanOrEqual(4);
    const byPackage = outputs(folder);
    const silent = patched.filter((id) => {
      const output = byPackage.get(`example.com/classes/${id}`) ?? "";
      return output.includes("ok  \t") && !output.includes("DATA RACE");
    });
    expect(silent).toEqual(patched);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
