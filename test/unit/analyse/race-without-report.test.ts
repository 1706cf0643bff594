// What a runner keeps of a log is often its end: the race is named there, its report is not.
import { expect, test } from "vitest";
import { analyse } from "../../../src/analyse/index.ts";
import { decide } from "../../../src/decide/index.ts";
import { parseRun } from "../../../src/parse/parse-run.ts";
import { policyOf } from "../decide/decided.ts";
import { looseTexts } from "../parse/loose-texts.ts";

const REPORT = `==================
WARNING: DATA RACE
Write at 0x00c000012345 by goroutine 8:
  example.com/m.f()
      /repo/m.go:7 +0x2c

Previous write at 0x00c000012345 by goroutine 7:
  example.com/m.g()
      /repo/m.go:11 +0x2c
==================
`;

async function judged(text: string): Promise<{ codes: string[]; exitCode: number }> {
  const run = await parseRun(looseTexts({ name: "-", bytes: Buffer.from(text) }));
  const { drafts, diagnostics } = analyse(run);
  const { verdict } = decide({ run, drafts, diagnostics, policy: policyOf() });
  return { codes: drafts.map(({ code }) => code), exitCode: verdict.exitCode };
}

const ENDS = [
  "FAIL\texample.com/m\t0.05s\nexit status 66\n",
  "    testing.go:1490: race detected during execution of test\nFAIL\n",
];

test.each(ENDS)("a text that names a race and lacks its report is never green: %j", async (end) => {
  expect(await judged(end)).toEqual({ codes: ["RG5202"], exitCode: 4 });
});

test("with the report there is nothing lost", async () => {
  const { codes } = await judged(`${REPORT}${ENDS.join("")}`);
  expect(codes).not.toContain("RG5202");
  expect(codes).toHaveLength(1);
});

test.each(["exit status 1\n", "see exit status 66 of yesterday\n"])("no race: %j", async (text) => {
  expect((await judged(text)).codes).toEqual([]);
});
