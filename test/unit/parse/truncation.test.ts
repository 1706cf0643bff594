import { describe, expect, it } from "vitest";
import { parseCrashes } from "../../../src/parse/crash.ts";
import { parseRaceLog } from "../../../src/parse/race-log.ts";
import { parseRun } from "../../../src/parse/parse-run.ts";
import { goldenInputs } from "./golden-inputs.ts";
import { looseTexts } from "./loose-texts.ts";

/** Cuts of a text: every one of a short text, every few bytes of a long one. */
function cuts(length: number, most: number): number[] {
  const step = Math.max(1, Math.floor(length / most));
  const all: number[] = [];
  for (let at = 0; at <= length; at += step) all.push(at);
  return all;
}

describe("any truncation keeps what was whole before the cut", () => {
  for (const { name, text } of goldenInputs("race-logs")) {
    it(`race log ${name}`, () => {
      const bytes = Buffer.from(text);
      const whole = parseRaceLog(bytes, name).value.filter((report) => report.complete);
      for (const cut of cuts(bytes.length, 400)) {
        const got = parseRaceLog(bytes.subarray(0, cut), name).value;
        for (const report of whole) {
          if (report.at.end <= cut) expect(got, `cut at ${cut}`).toContainEqual(report);
        }
      }
    });
  }

  for (const { name, text } of goldenInputs("crash")) {
    it(`crash ${name}`, () => {
      const bytes = Buffer.from(text);
      const crashes = parseCrashes(bytes, name).value.crashes.filter((crash) => crash.complete);
      for (const cut of cuts(bytes.length, 300)) {
        const got = parseCrashes(bytes.subarray(0, cut), name).value.crashes;
        for (const crash of crashes) {
          if (crash.at.end <= cut) expect(got, `cut at ${cut}`).toContainEqual(crash);
        }
      }
    });
  }

  for (const { name, text } of goldenInputs("test2json")) {
    it(`stream ${name}`, async () => {
      const bytes = Buffer.from(text);
      const whole = await parseRun(looseTexts({ name, bytes }));
      for (const cut of cuts(bytes.length, 60)) {
        const got = await parseRun(looseTexts({ name, bytes: bytes.subarray(0, cut) }));
        const reports = got.races.map((race) => race.report);
        for (const { report } of whole.races) {
          if (report.at.end <= cut) expect(reports, `cut at ${cut}`).toContainEqual(report);
        }
        // What is cut off is missing, never passed.
        for (const { importPath, outcome } of got.tests.packages) {
          const full = whole.tests.packages.find((each) => each.importPath === importPath);
          if (outcome !== "incomplete") expect(outcome).toBe(full?.outcome);
        }
      }
    });
  }
});
