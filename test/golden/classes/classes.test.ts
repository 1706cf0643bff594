/**
 * `<class>.txt` is what `go test -race -trimpath` printed of test/fixtures/classes/<class> (the integration
 * test of the same name records it); `<class>.json` is what it is classified as. `UPDATE=1` rewrites the
 * latter. `<class>.near.txt` is the same of its near miss, which must not be of the class.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { RACE_CLASSES } from "../../../src/analyse/classes/classify.ts";
import { CODES } from "../../../src/model/codes.ts";
import { stalePages } from "../../../scripts/gen-class-docs.ts";
import { classesIn, fixtureClasses, fixtureSource, NEAR_MISSES } from "./class-fixtures.ts";

const folder = new URL("./", import.meta.url);
const texts = readdirSync(folder).filter((name) => name.endsWith(".txt"));
const recorded = texts.filter((name) => !name.endsWith(".near.txt"));
const nearMisses = texts.filter((name) => name.endsWith(".near.txt"));

describe("data-race classes", () => {
  test("each class has its own file, code, docs, fixture, twin and recorded report", () => {
    const ids = RACE_CLASSES.map(({ id }) => id).toSorted();
    expect(ids).toEqual(fixtureClasses().toSorted());
    expect(recorded.map((name) => name.replace(/\.txt$/, "")).toSorted()).toEqual(ids);
    expect(new Set(RACE_CLASSES.map(({ code }) => code)).size).toBe(ids.length);
    for (const { id, code, docs } of RACE_CLASSES) {
      expect(existsSync(new URL(`../../../src/analyse/classes/${id}.ts`, folder))).toBe(true);
      expect(existsSync(new URL(`../../../docs/findings/${code}.md`, folder))).toBe(true);
      expect(Object.keys(CODES)).toContain(code);
      expect(docs.id).toBe(id);
      expect([docs.what, docs.why, docs.fix, docs.signs].every((said) => said.length > 20)).toBe(
        true,
      );
    }
  });

  test("the pages of the classes are fresh", () => {
    expect(stalePages()).toEqual([]);
  });

  test.each(recorded)("%s", async (name) => {
    const id = name.replace(/\.txt$/, "");
    const text = readFileSync(new URL(name, folder), "utf8");
    const found = classesIn(text, await fixtureSource(id));
    expect(found.length).toBeGreaterThan(0);
    expect([...new Set(found.map((one) => one?.class))]).toEqual([id]);
    const said = found.map((one) => ({
      class: one?.class,
      code: one?.code,
      certainty: one?.certainty,
      explanation: one?.explanation,
      fix: one?.fix,
    }));
    const expected = new URL(name.replace(/\.txt$/, ".json"), folder);
    const shown = JSON.stringify(said, null, 2) + "\n";
    if (process.env["UPDATE"] === "1") writeFileSync(expected, shown);
    expect(shown).toBe(readFileSync(expected, "utf8"));
  });

  test("each class has a near miss", () => {
    const ids = nearMisses.map((name) => name.replace(/\.near\.txt$/, ""));
    expect(ids.toSorted()).toEqual(fixtureClasses().toSorted());
    expect(Object.keys(NEAR_MISSES).toSorted()).toEqual(ids.toSorted());
  });

  test.each(nearMisses)("%s is of another class", async (name) => {
    const id = name.replace(/\.near\.txt$/, "");
    const found = classesIn(
      readFileSync(new URL(name, folder), "utf8"),
      await fixtureSource(id),
    );
    expect(found.length).toBeGreaterThan(0);
    expect([...new Set(found.map((one) => one?.class))]).toEqual([NEAR_MISSES[id]]);
  });

  test.each(recorded)("%s without source still has a class of its own", async (name) => {
    const text = readFileSync(new URL(name, folder), "utf8");
    for (const one of classesIn(text, undefined)) {
      expect(one).toBeDefined();
      expect(one?.explanation).not.toContain("undefined");
    }
    await Promise.resolve();
  });
});
