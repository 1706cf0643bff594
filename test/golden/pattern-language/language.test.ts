// Pattern files with one oddity each: <name>.yaml, and in <name>.txt what is said about it (UPDATE=1 writes it).
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fromArticleForm } from "../../../src/analyse/patterns/language/article-form.ts";
import { readPatterns } from "../../../src/analyse/patterns/language/read-patterns.ts";
import { Facts } from "../../../src/analyse/patterns/matching/facts.ts";
import { TraceInterner } from "../../../src/model/trace-interner.ts";

const here = import.meta.dirname;
const names = readdirSync(here).filter((name) => name.endsWith(".yaml"));

test.each(names)("%s", (name) => {
  const text = readFileSync(join(here, name), "utf8");
  const { patterns, mistakes } = readPatterns(text, name, new Facts(new TraceInterner()));
  expect(mistakes.length).toBeGreaterThan(0);
  const good = patterns.map((p) => `good: ${p.pattern.source.name}\n`);
  const said = [...mistakes.map((m) => `${m.at}: ${m.message}\n`), ...good].join("");
  const file = join(here, name.replace(/yaml$/, "txt"));
  if (process.env["UPDATE"] === "1") writeFileSync(file, said);
  expect(said).toBe(readFileSync(file, "utf8"));
});

test("the article's BlockingPreempt: what it is read as, and the word about it", () => {
  const text = readFileSync(join(here, "blocking-preempt.json"), "utf8");
  const imported = fromArticleForm(JSON.parse(text));
  if (!("pattern" in imported)) throw imported;
  expect(imported.pattern.name).toBe("blocking-preempt");
  expect(imported.pattern.steps.map((s) => [s.id, s.on, s.gap])).toEqual([
    ["s1", "GoBlock", undefined],
    ["s2_1", "unpark", undefined],
    ["s2_2", "run", undefined],
    ["s2", "GoPreempt", { min: 0, max: 100_000_000, from: "s1" }],
    ["s3", "GoStart", { min: 5_000_000, max: 100_000_000, from: "s2" }],
  ]);
  expect(imported.notes).toEqual([
    "BlockingPreempt: on one goroutine GoBlock cannot be followed by GoPreempt without " +
      "unpark (GoUnblock) and run (GoStart); read as GoBlock, unpark, run, GoPreempt",
  ]);
  const loaded = readPatterns(text, "blocking-preempt.json", new Facts(new TraceInterner()));
  expect(loaded.mistakes).toEqual([]);
  expect(loaded.notes).toEqual(imported.notes);
});
