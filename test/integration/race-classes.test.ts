/**
 * Runs the fixture module of the data-race classes under the real race detector: each package must show its
 * class, each twin must be silent. `UPDATE=1` keeps the reports as goldens (test/golden/classes).
 */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import {
  classesIn,
  fixtureClasses,
  fixtureSource,
  MODULE,
} from "../golden/classes/class-fixtures.ts";

interface TestEvent {
  readonly Action: string;
  readonly Package?: string;
  readonly Output?: string;
}

/** Output by package; go test exits 1, as it must. */
function outputs(): ReadonlyMap<string, string> {
  let text: string;
  try {
    text = execFileSync("go", ["test", "-race", "-trimpath", "-json", "-count=1", "./..."], {
      cwd: fileURLToPath(MODULE),
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

test("real races get their class, the twins are silent", async () => {
  const byPackage = outputs();
  const wrong: string[] = [];
  for (const id of fixtureClasses()) {
    const racy = byPackage.get(`example.com/classes/${id}`) ?? "";
    const found = classesIn(racy, await fixtureSource(id)).map((one) => one?.class);
    if (found.length === 0 || found.some((one) => one !== id)) {
      wrong.push(`${id}: ${found.join(", ")}`);
    }
    const twin = byPackage.get(`example.com/classes/${id}/fixed`) ?? "no output";
    if (!twin.includes("ok  \t") || twin.includes("DATA RACE")) wrong.push(`${id}/fixed is not silent`);
    if (process.env["UPDATE"] === "1" && found.length > 0) {
      const kept = racy.split("\n").filter((line) => !/^(=== |--- |ok|FAIL|PASS)/.test(line));
      writeFileSync(new URL(`../golden/classes/${id}.txt`, import.meta.url), kept.join("\n"));
    }
  }
  expect(wrong).toEqual([]);
});
