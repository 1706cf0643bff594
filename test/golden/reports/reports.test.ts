// Every folder beside this file is a situation: findings.json → what each report says. UPDATE=1 rewrites the
// expected files; read the difference before committing it.
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type FindingsDocument, findingsDocument } from "../../../src/model/findings-document.ts";
import { renderConsole, renderPublications, serialiseFindings } from "../../../src/report/index.ts";

const REPORT_LINK = "https://storage.example/shop/runs/4711/1/";
const NOTES_AT = "racegate explain --last";

function reports(document: FindingsDocument): ReadonlyMap<string, string> {
  const done = { durationMs: 492_000, reportLink: REPORT_LINK };
  const { commands, check, jobSummary, builderOutput } = renderPublications(document, {
    reportLink: REPORT_LINK,
  });
  const { annotations, summary, text, ...head } = check;
  const checkRun = { ...head, annotations: annotations.length, summaryLines: summary.split("\n") };
  expect(text.length).toBeGreaterThan(summary.length);
  return new Map([
    ["console.txt", renderConsole(document, { colour: false, done, notesAt: NOTES_AT })],
    ["summary.md", jobSummary],
    ["commands.txt", commands.map((command) => `${command}\n`).join("")],
    ["check.json", `${JSON.stringify(checkRun, undefined, 2)}\n`],
    ["builder-output.json", `${JSON.stringify(JSON.parse(builderOutput), undefined, 2)}\n`],
  ]);
}

const folders = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

test("there are situations", () => {
  expect(folders.length).toBeGreaterThanOrEqual(10);
});

describe.each(folders)("%s", (name) => {
  const folder = join(import.meta.dirname, name);
  const source = readFileSync(join(folder, "findings.json"), "utf8");
  const document = findingsDocument.parse(JSON.parse(source));

  test("findings.json is canonical", () => {
    expect(serialiseFindings(document)).toBe(source);
  });

  test.each([...reports(document)])("%s", (file, actual) => {
    const path = join(folder, file);
    if (process.env["UPDATE"] === "1") writeFileSync(path, actual);
    expect(existsSync(path), `${file} is missing: UPDATE=1 writes it`).toBe(true);
    expect(actual).toBe(readFileSync(path, "utf8"));
  });

  test("the same document gives the same texts", () => {
    expect(reports(structuredClone(document))).toEqual(reports(document));
  });
});
