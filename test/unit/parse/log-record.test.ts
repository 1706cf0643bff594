import { describe, expect, it } from "vitest";
import { recordLines } from "../../../src/parse/log-record.ts";
import { parseRaceLog } from "../../../src/parse/race-log.ts";
import { parseRun } from "../../../src/parse/parse-run.ts";
import { goldenInputs } from "./golden-inputs.ts";
import { looseTexts } from "./loose-texts.ts";

const REPORT = goldenInputs("race-logs").find(({ name }) => name === "tabs.log")?.text ?? "";

/** How collectors wrap a line that a program printed. */
const WRAPPERS = new Map<string, (line: string) => string>([
  [
    "docker",
    (log) => JSON.stringify({ log: `${log}\n`, stream: "stderr", time: "2026-01-02T03:04:05Z" }),
  ],
  [
    "cloud logging",
    (textPayload) => JSON.stringify({ insertId: "a", resource: { type: "build" }, textPayload }),
  ],
  ["journald", (MESSAGE) => JSON.stringify({ _PID: "7", MESSAGE })],
]);

describe("logs of JSON records", () => {
  for (const [name, wrap] of WRAPPERS) {
    it(`${name}: a report line by line`, async () => {
      const bytes = REPORT.trimEnd().split("\n").map(wrap).join("\n");
      const run = await parseRun(looseTexts({ name: "x", bytes }));
      const [plain] = parseRaceLog(REPORT, "x").value;
      expect(run.races.map(({ report }) => report.accesses)).toEqual([plain?.accesses]);
      expect(run.races[0]?.report.complete).toBe(true);
    });
  }

  it("a whole report in one record", async () => {
    const bytes = JSON.stringify({ severity: "ERROR", message: REPORT });
    const run = await parseRun(looseTexts({ name: "x", bytes }));
    expect(run.races.map(({ report }) => report.complete)).toEqual([true]);
  });

  it("leaves other lines alone", () => {
    expect(recordLines("plain")).toBeUndefined();
    expect(recordLines('{"log": 7}')).toBeUndefined();
    expect(recordLines('{"log":"cut')).toBeUndefined();
    expect(recordLines('{"__proto__":"x","msg":"a\\nb\\n"}')).toEqual(["a", "b"]);
  });
});
