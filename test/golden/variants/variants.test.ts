/**
 * `<class>.<shape>.json.gz` and `.trace.gz` are what a run of test/fixtures/variants/<class>/<shape> left (record.ts).
 * With its source it must be of its class; expected.json says what it is without. `UPDATE=1` rewrites the latter.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { analyse, readSource } from "../../../src/analyse/engine.ts";
import type { ParsedRun } from "../../../src/model/parsed-run.ts";
import { recordedVariant, variants, withSource } from "./variant-fixtures.ts";

const BUGS = new Set(["data-race", "deadlock", "goroutine-leak", "panic", "fatal-error"]);
const expected = new URL("expected.json", import.meta.url);
const all = variants();

/** `kind class certainty severity` of each bug, without repetitions. */
async function bugs(run: ParsedRun): Promise<readonly string[]> {
  const { drafts, diagnostics } = analyse(run, { source: await readSource(run) });
  expect(diagnostics).toEqual([]);
  const words = drafts
    .filter(({ kind }) => BUGS.has(kind))
    .map((one) => [one.kind, one.class, one.certainty ?? "-", one.severity].join(" "));
  return [...new Set(words)];
}

test.each(all)("$class: $shape", async (variant) => {
  const found = await bugs(withSource(await recordedVariant(variant), variant));
  const right = found.filter((words) => words.split(" ").slice(0, 2).includes(variant.class));
  expect(right, found.join(", ")).not.toEqual([]);
});

test("without source each has a finding, of the class that its stacks tell", async () => {
  const bare: Record<string, readonly string[]> = {};
  for (const variant of all) {
    const found = await bugs(await recordedVariant(variant));
    expect(found.length).toBeGreaterThan(0);
    bare[`${variant.class}/${variant.shape}`] = found;
  }
  const shown = JSON.stringify(bare, null, 2) + "\n";
  if (process.env["UPDATE"] === "1") writeFileSync(expected, shown);
  expect(shown).toBe(readFileSync(expected, "utf8"));
});
