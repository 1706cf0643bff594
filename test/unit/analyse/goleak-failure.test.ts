// A recorded run: `main` ends with goleak.VerifyTestMain, `none` has two tests that end with goleak.VerifyNone, of which
// one fails by itself as well.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { analyse } from "../../../src/analyse/index.ts";
import { decide } from "../../../src/decide/index.ts";
import type { ParsedRun } from "../../../src/model/parsed-run.ts";
import { parseRun } from "../../../src/parse/parse-run.ts";
import { policyOf } from "../decide/decided.ts";
import { looseTexts } from "../parse/loose-texts.ts";

const FILE = new URL("../../fixtures/analyse/goleak/verify.jsonl", import.meta.url);

async function recorded(only?: string): Promise<ParsedRun> {
  const lines = readFileSync(FILE, "utf8").split("\n");
  const kept = lines.filter((line) => only === undefined || line.includes(`/${only}"`));
  return parseRun(looseTexts({ name: "go-test.json", bytes: Buffer.from(kept.join("\n")) }));
}

test("goleak's failure is the leak's; a failure of the test's own stays one", async () => {
  const { drafts } = analyse(await recorded());
  const kinds = drafts.map(({ kind, package: owner, test: of }) => [
    kind,
    owner.replace("example.com/gl/", ""),
    of?.name,
  ]);
  expect(kinds.filter(([kind]) => kind === "test-failure")).toEqual([
    ["test-failure", "none", "TestOwn"],
  ]);
  const leaks = drafts.filter(({ kind }) => kind === "goroutine-leak");
  expect(new Set(leaks.map(({ package: owner }) => owner))).toEqual(
    new Set(["example.com/gl/main", "example.com/gl/none"]),
  );
  expect(leaks.every(({ failsTest }) => failsTest === true)).toBe(true);
});

test("a run that fails by goleak alone is not green, until the leak is known", async () => {
  const run = await recorded("main");
  const { drafts, diagnostics } = analyse(run);
  const decided = (findings: readonly string[]) =>
    decide({
      run,
      drafts,
      diagnostics,
      policy: policyOf(),
      baseline: {
        schemaVersion: "1",
        scheme: "rg2",
        findings: findings.map((fingerprint) => ({
          fingerprint,
          kind: "goroutine-leak",
          title: "a leak",
        })),
      },
    });
  const fresh = decided([]);
  expect(fresh.findings.some(({ kind }) => kind === "test-failure")).toBe(false);
  expect(fresh.verdict).toMatchObject({ exitCode: 1, conclusion: "fail" });
  expect(fresh.verdict.reasons).toEqual(["1 leak for which goleak fails the tests"]);
  const known = decided(fresh.findings.map(({ fingerprints }) => fingerprints.stable));
  expect(known.verdict).toMatchObject({ exitCode: 0, conclusion: "pass" });
});
