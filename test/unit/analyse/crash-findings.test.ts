// What analysis says of every crash under test/golden/crash: kind, class, place, words. UPDATE=1 rewrites the
// expected text: look at the difference before you keep it.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { analyse } from "../../../src/analyse/engine.ts";
import type { DraftFinding } from "../../../src/model/finding.ts";
import { parseRun } from "../../../src/parse/parse-run.ts";
import { looseTexts } from "../parse/loose-texts.ts";

const FOLDER = join(import.meta.dirname, "../../golden/crash");
const EXPECTED = join(FOLDER, "findings.expected.txt");
/** Detectors of waiting goroutines look at the same dumps and have their own tests. */
function isMine({ code, title }: DraftFinding): boolean {
  return code.startsWith("RG3") || /^(?:goleak: |go-deadlock: |a dump without )/.test(title);
}

function textOf(draft: DraftFinding): string {
  const { kind, code, severity, certainty, locations, test: owner, fix } = draft;
  const places = locations.map(({ role, file, line, function: name }) => {
    return `  ${role} ${file}:${line} ${name}`;
  });
  return [
    `${kind} ${code} ${draft.class} ${severity} ${certainty ?? "-"}`,
    `  ${draft.title}`,
    `  ${draft.explanation}`,
    ...places,
    ...(owner === undefined ? [] : [`  test ${owner.name} by ${owner.by}`]),
    ...(fix === undefined ? [] : [`  fix: ${fix.words}`]),
    ...draft.goroutines.map(({ label, state }) => `  goroutine ${label} [${state ?? ""}]`),
  ].join("\n");
}

test("every crash has the finding that it should have, and no other", async () => {
  const files = readdirSync(FOLDER).filter((file) => /\.txt$/.test(file) && !/expected/.test(file));
  let text = "";
  for (const name of files.sort()) {
    const bytes = readFileSync(join(FOLDER, name));
    const { drafts } = analyse(await parseRun(looseTexts({ name, bytes })));
    const own = drafts.filter(isMine);
    text += `# ${name}\n${own.map((draft) => `${textOf(draft)}\n`).join("")}\n`;
  }
  if (process.env["UPDATE"] === "1") writeFileSync(EXPECTED, text);
  expect(text.split("\n")).toEqual(readFileSync(EXPECTED, "utf8").split("\n"));
});
