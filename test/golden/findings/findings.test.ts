// Each folder is a capture of the fixture module of the same name (test/fixtures/analyse/capture.sh writes it);
// expected.txt is what the findings of it say. UPDATE=1 rewrites it.
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Finding } from "../../../src/model/finding.ts";
import type { FindingsDocument } from "../../../src/model/findings-document.ts";
import { capturedRun } from "../../unit/analyse/captured-run.ts";
import { decided, GOLDEN } from "../../unit/decide/decided.ts";

const cases = readdirSync(GOLDEN, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

function summary({ findings, verdict, run }: FindingsDocument): string {
  const { exitCode, conclusion, gate, complete } = verdict;
  const head = [
    `exit ${exitCode} ${conclusion}, gate ${gate}, ${complete ? "complete" : "incomplete"}`,
    `packages ${JSON.stringify(run.packages)}`,
    `tests ${JSON.stringify(run.tests)}`,
  ];
  return [...head, "", ...findings.map(findingText)].join("\n");
}

function findingText(finding: Finding): string {
  const { test: owner, locations, goroutines, evidence, sightings } = finding;
  const reports = sightings.reduce((sum, each) => sum + each.count, 0);
  // What a race is called is the matter of its class's own tests.
  const isRace = finding.kind === "data-race";
  const called = isRace ? "RG1…" : `${finding.code} ${finding.class}`;
  const lines = [
    `${finding.kind} ${called} ${finding.severity} ${finding.codeClass} ×${reports}`,
    `  ${finding.title}`,
    `  ${finding.fingerprints.stable} family ${finding.fingerprints.family}`,
    `  package ${finding.package} module ${finding.module}`,
  ];
  if (owner !== undefined) {
    const reported = owner.reported === undefined ? "" : `, reported ${owner.reported}`;
    const also = owner.alsoPossible === undefined ? "" : `, also ${owner.alsoPossible.join(" ")}`;
    lines.push(`  test ${owner.scope} ${owner.name} by ${owner.by} ${owner.confidence}${reported}${also}`);
  }
  for (const { role, file, line, operation = "", code = "", own, function: name } of locations) {
    lines.push(`  ${role} ${operation} ${file}:${line} ${name}${own ? "" : " (not own)"} | ${code}`);
  }
  for (const { label, state = "", goid = "" } of goroutines.slice(0, 4)) {
    lines.push(`  goroutine ${goid === "" ? "" : "#"}${label} ${state}`.trimEnd());
  }
  for (const { kind, say } of evidence) lines.push(`  evidence ${kind}: ${say}`);
  if (!isRace) lines.push(`  ${finding.explanation}`);
  return `${lines.join("\n")}\n`;
}

test.each(cases)("%s", async (name) => {
  const document = await decided(await capturedRun(join(GOLDEN, name), name));
  const text = summary(document);
  const file = join(GOLDEN, name, "expected.txt");
  if (process.env["UPDATE"] === "1" || !existsSync(file)) writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, "utf8"));
  // What holds for every finding, whatever the words.
  for (const { locations, goroutines, evidence } of document.findings) {
    const owned = locations.map((each) => each.own);
    expect(owned).toEqual([...owned].sort((a, b) => Number(b) - Number(a)));
    expect(evidence.length).toBeGreaterThan(0);
    for (const each of locations) {
      expect(each.file).not.toMatch(/^\//);
      if (each.goroutine !== undefined) {
        expect(goroutines.map((goroutine) => goroutine.label)).toContain(each.goroutine);
      }
    }
  }
});
