import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { findingsDocument } from "../../../src/model/findings-document.ts";
import { findingSuggestions } from "../../../src/report/suggestions.ts";

const DETAILS = new URL("../../golden/reports/details/findings.json", import.meta.url);

function details() {
  return findingsDocument.parse(JSON.parse(readFileSync(DETAILS, "utf8")));
}

test("a patch of a new finding is a suggestion at its lines", () => {
  const [one, ...more] = findingSuggestions(details());
  expect(more).toEqual([]);
  expect(one).toMatchObject({
    file: "internal/stats/stats.go",
    startLine: 12,
    before: ["\thits++"],
    after: ["\tatomic.AddInt64(&hits, 1)"],
    part: 1,
    of: 1,
  });
  expect(one?.fingerprint).toMatch(/^rg2-[0-9a-f]{16}$/);
  expect(one?.words).toContain("Access it through sync/atomic everywhere.");
  expect(one?.words).not.toContain("part 1");
});

test("known and accepted findings, and those without a patch, get none", () => {
  const document = details();
  const findings = document.findings.map((finding) => ({
    ...finding,
    gates: false,
    state: "known" as const,
  }));
  expect(findingSuggestions({ ...document, findings })).toEqual([]);
});

test("several hunks say that they belong together", () => {
  const document = details();
  const [first] = document.findings;
  const patch = first?.fix?.patch ?? "";
  const twice = `${patch}@@ -40,1 +40,1 @@\n-\thits--\n+\tatomic.AddInt64(&hits, -1)\n`;
  const findings = first && [{ ...first, fix: { words: "w", patch: twice } }];
  const parts = findingSuggestions({ ...document, findings: findings ?? [] });
  expect(parts.map(({ startLine, part, of }) => [startLine, part, of])).toEqual([
    [12, 1, 2],
    [40, 2, 2],
  ]);
  expect(parts[1]?.words).toContain("This is part 2 of 2");
});
