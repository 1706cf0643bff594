// The fit and its measures on rows whose answer is known, and the table of the repository is the one the rows give.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { fit } from "../../../scripts/calibration/fit.ts";
import {
  brier,
  calibrationError,
  leaveOneProjectOut,
  reliability,
} from "../../../scripts/calibration/reliability.ts";
import { type CalibrationRow, readRows, rowsText } from "../../../scripts/calibration/rows.ts";
import { CAPS, scoreOf } from "../../../src/analyse/confidence/confidence.ts";
import { labelOf, readLabels, SETS } from "../../bench/causes/labels.ts";

function row(pattern: string, right: boolean, project = "a"): CalibrationRow {
  return {
    project,
    pattern,
    certainty: "direct",
    count: 1,
    share: 0.1,
    rank: 0,
    explained: false,
    whole: true,
    right,
  };
}
const times = (n: number, each: (i: number) => CalibrationRow): CalibrationRow[] =>
  Array.from({ length: n }, (_, i) => each(i));
/** 90 of 100 right, and 10 of 100. */
const good = times(100, (i) => row("good", i < 90, `p${i % 5}`));
const bad = times(100, (i) => row("bad", i < 10, `p${i % 5}`));

test("the fit finds the shares", () => {
  const model = fit([...good, ...bad]);
  expect(scoreOf(row("good", true), model)).toBeCloseTo(0.9, 1);
  expect(scoreOf(row("bad", true), model)).toBeCloseTo(0.1, 1);
  expect(model.patterns["good"]).toMatchObject({ labels: 100, right: 90 });
});

test("rows that are always right do not run away", () => {
  const model = fit(times(50, () => row("sure", true)));
  expect(scoreOf(row("sure", true), model)).toBeGreaterThan(0.9);
  expect(Number.isFinite(model.intercept)).toBe(true);
});

test("a project is judged without its own rows", () => {
  const rows = [
    ...times(40, (i) => row("x", false, `p${i % 4}`)),
    ...times(40, () => row("x", true, "odd")),
  ];
  const own = leaveOneProjectOut(rows).filter((j) => j.row.project === "odd");
  expect(Math.max(...own.map((j) => j.confidence))).toBeLessThan(0.1);
});

test("measures of confidences: exact ones are 0, and 1 in the wrong place is all wrong", () => {
  const judged = (confidence: number, right: boolean) => ({ row: row("p", right), confidence });
  expect(brier([judged(1, true), judged(0, false)])).toBe(0);
  expect(brier([judged(1, false)])).toBe(1);
  expect(calibrationError([judged(0.75, true), judged(0.75, false)])).toBeCloseTo(0.25, 12);
  expect(reliability([judged(1, true)])[9]).toMatchObject({ count: 1, right: 1 });
});

test("rows as text and back", () => {
  const rows = [row("b", true), row("a", false, "z")];
  const text = rowsText(rows);
  expect(rowsText(readRows(text))).toBe(text);
  expect(() => readRows("other\n")).toThrow("another form");
  expect(() => readRows(text.replace(",direct,", ",sure,"))).toThrow("not a row");
});

test("the table and the page are those of the rows", () => {
  const checked = spawnSync(process.execPath, ["scripts/calibrate.ts", "--check"], {
    encoding: "utf8",
  });
  expect(checked.stderr).toBe("");
  expect(checked.status).toBe(0);
});

test.each(SETS)("the labels of the $set causes are those of their programs", ({ folder }) => {
  const labels = readLabels(folder);
  expect(JSON.parse(readFileSync(`${folder}labels.json`, "utf8"))).toEqual(labels);
});

test("every pattern is planted at least twice, and half of them in programs that no rule was tuned on", () => {
  const [tuning, heldOut] = SETS.map(({ folder }) =>
    Map.groupBy(readLabels(folder), (label) => label.pattern ?? "clean"),
  );
  expect(tuning?.size).toBe(26);
  expect(tuning?.get("clean")?.length).toBeGreaterThanOrEqual(20);
  for (const programs of tuning?.values() ?? []) expect(programs.length).toBeGreaterThanOrEqual(2);
  expect(heldOut?.size).toBeGreaterThanOrEqual(14);
  expect(heldOut?.get("clean")?.length).toBeGreaterThanOrEqual(8);
});

test("a program that does not say what is planted is refused", () => {
  expect(() => labelOf("p", "package p\n")).toThrow("what is planted");
  expect(() => labelOf("p", "// Planted cause: slow-holder, in f.\n")).toThrow("no line");
  expect(() => labelOf("p", "// No planted cause.\nx // cause\n")).toThrow("what is planted");
});

test("the cap of a kind of evidence is what was measured, where there are many of it", () => {
  const rows = (count: number): CalibrationRow[] =>
    Array.from({ length: count }, (_, i) => ({
      project: `p${i % 9}`,
      pattern: `q${i % 9}`,
      certainty: "heuristic",
      count: 40,
      share: 0.5,
      rank: 0,
      explained: false,
      whole: true,
      right: true,
    }));
  expect(fit([...rows(150)]).caps.heuristic).toBe(CAPS.heuristic);
  const { caps } = fit(rows(400));
  expect(caps.heuristic).toBeGreaterThan(0.98);
  expect(caps.heuristic).toBeLessThanOrEqual(CAPS.proof);
  expect(caps.direct).toBe(CAPS.direct);
});
