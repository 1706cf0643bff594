// Each input under race-logs, crash and test2json is named for its oddity; beside it lies what is read from
// it. UPDATE=1 (or vitest -u) rewrites the expected files: look at the difference before you keep it.
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { RaceReport } from "../../src/model/race-report.ts";
import { parseCrashes } from "../../src/parse/crash.ts";
import { parseRaceLog } from "../../src/parse/race-log.ts";
import { parseRun } from "../../src/parse/parse-run.ts";
import { looseTexts } from "../unit/parse/loose-texts.ts";
import { crashSummary, dumpSummary, raceSummary, runSummary } from "../unit/parse/summaries.ts";

const UPDATE = process.env["UPDATE"] === "1" || process.argv.includes("-u");

function inputs(area: string): { name: string; path: string; bytes: Uint8Array }[] {
  const folder = join(import.meta.dirname, area);
  return readdirSync(folder)
    .filter((file) => /\.(?:log|txt|jsonl)$/.test(file) && !file.includes(".expected."))
    .map((file) => ({ name: file, path: join(folder, file), bytes: readFileSync(join(folder, file)) }));
}

function compare(path: string, value: unknown): void {
  const expectedPath = path.replace(/\.[a-z]+$/, ".expected.json");
  const text = `${JSON.stringify(value, null, 1)}\n`;
  if (UPDATE || !existsSync(expectedPath)) {
    if (!UPDATE) throw new Error(`${expectedPath} is missing: run with UPDATE=1`);
    writeFileSync(expectedPath, text);
    return;
  }
  expect(JSON.parse(text)).toEqual(JSON.parse(readFileSync(expectedPath, "utf8")));
}

function coordinates(report: RaceReport): unknown {
  const { accesses, creations } = report;
  return { accesses, creations };
}

describe("race logs", () => {
  for (const { name, path, bytes } of inputs("race-logs")) {
    it(name, () => {
      const { value, diagnostics } = parseRaceLog(bytes, name);
      // What a report says is its text: read again, it says the same, unless its head or tail is missing.
      for (const report of value) {
        if (!report.complete || report.accesses[0]?.operation === undefined) continue;
        const again = parseRaceLog(report.text, name).value;
        expect(again.map(coordinates)).toEqual([coordinates(report)]);
      }
      compare(path, { reports: value.map(raceSummary), diagnostics });
    });
  }
});

describe("crashes", () => {
  for (const { name, path, bytes } of inputs("crash")) {
    it(name, () => {
      const { value, diagnostics } = parseCrashes(bytes, name);
      const { crashes, dumps } = value;
      compare(path, {
        crashes: crashes.map(crashSummary),
        dumps: dumps.map(dumpSummary),
        diagnostics,
      });
    });
  }
});

describe("streams of test events", () => {
  for (const { name, path, bytes } of inputs("test2json")) {
    it(name, async () => {
      compare(path, runSummary(await parseRun(looseTexts({ name, bytes }))));
    });
  }
});
