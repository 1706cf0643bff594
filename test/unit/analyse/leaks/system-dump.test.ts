// GOTRACEBACK=system prints the runtime's frames: what is said of a dump must not depend on it.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { analyse } from "../../../../src/analyse/engine.ts";
import { parseRun } from "../../../../src/parse/parse-run.ts";
import { looseTexts } from "../../parse/loose-texts.ts";

async function deadlockOf(name: string): Promise<unknown> {
  const bytes = readFileSync(new URL(`../../../golden/crash/${name}`, import.meta.url));
  const { drafts } = analyse(await parseRun(looseTexts({ name, bytes })));
  const found = drafts.filter(({ kind }) => kind === "deadlock");
  return found.map(({ class: id, severity, certainty, title }) => [id, severity, certainty, title]);
}

test("the same deadlock with and without the runtime's frames", async () => {
  const plain = await deadlockOf("timeout-many-alike.txt");
  expect(plain).toMatchObject([["double-lock", "error", "direct", expect.any(String)]]);
  expect(await deadlockOf("timeout-traceback-system.txt")).toEqual(plain);
});
