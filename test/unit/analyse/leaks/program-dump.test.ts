// A program without tests: what is said of it must not speak of a test, and its main goroutine may only wait for others.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { analyse } from "../../../../src/analyse/engine.ts";
import { parseRun } from "../../../../src/parse/parse-run.ts";
import { looseTexts } from "../../parse/loose-texts.ts";

test("workers that nobody ends are the cause, not the main function that waits for them", async () => {
  const name = "all-asleep-program.txt";
  const bytes = readFileSync(new URL(`../../../golden/crash/${name}`, import.meta.url));
  const { drafts } = analyse(await parseRun(looseTexts({ name, bytes })));
  const stuck = drafts.filter(({ kind }) => kind === "deadlock");
  expect(stuck.map((draft) => [draft.class, draft.severity])).toEqual([
    ["channel-receive", "error"],
  ]);
  expect(stuck[0]?.explanation).toContain("The program itself waits for them: main.main");
  expect(stuck[0]?.explanation).not.toMatch(/\btest\b/);
});
