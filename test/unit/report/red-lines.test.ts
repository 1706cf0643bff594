// Whatever makes the exit code is an error, and a red build has a red line.
import { describe, expect, test } from "vitest";
import type { Finding } from "../../../src/model/finding.ts";
import type { FindingsDocument, Verdict } from "../../../src/model/findings-document.ts";
import { findingAnnotations } from "../../../src/report/annotations.ts";
import { renderPublications } from "../../../src/report/index.ts";
import { commandsIn } from "../util/runner-parser.ts";
import { documentOf, goldenDocument, manyRaces, race } from "./documents.ts";

function withVerdict(findings: readonly Finding[], verdict: Partial<Verdict>): FindingsDocument {
  const document = documentOf(findings);
  return { ...document, verdict: { ...document.verdict, reasons: [], ...verdict } };
}

const failure = (fields: Partial<Finding>): Finding =>
  race({ gates: false, class: "unclassified", ...fields });

describe("the level of an annotation", () => {
  test.each<[number, Partial<Finding>]>([
    [1, { kind: "test-failure", code: "RG5002" }],
    [1, { kind: "panic", code: "RG3001" }],
    [1, { kind: "fatal-error", code: "RG3002" }],
    [1, { kind: "timeout", code: "RG3003" }],
    [1, { kind: "goroutine-leak", code: "RG2005", failsTest: true }],
    [6, { kind: "build-failure", code: "RG5001" }],
    [6, { kind: "infrastructure", code: "RG5102" }],
  ])("exit %i, %o: error", (exitCode, fields) => {
    const document = withVerdict([failure(fields)], { exitCode, conclusion: "fail" });
    const levels = findingAnnotations(document).map(({ level }) => level);
    expect(levels[0]).toBe("error");
    expect(levels).not.toContain("warning");
  });

  test("notes of a green build have no line; its warnings have", () => {
    const note = failure({ kind: "panic", code: "RG3005", severity: "note" });
    const warning = failure({ kind: "goroutine-leak", code: "RG2005", severity: "warning" });
    const green = { exitCode: 0, conclusion: "pass" } as const;
    expect(findingAnnotations(withVerdict([note], green))).toEqual([]);
    const levels = findingAnnotations(withVerdict([note, warning], green)).map((a) => a.level);
    expect(levels[0]).toBe("warning");
    expect(renderPublications(withVerdict([note], green)).check).toMatchObject({
      conclusion: "success",
      annotations: [],
    });
  });

  test("what does not make the exit code stays what it is", () => {
    const leak = failure({ kind: "goroutine-leak", code: "RG2005", severity: "warning" });
    const note = failure({ kind: "panic", code: "RG3005", severity: "note" });
    const document = withVerdict([leak, note], { exitCode: 1 });
    const levels = findingAnnotations(document).map(({ level }) => level);
    expect(new Set(levels)).toEqual(new Set(["warning", "notice"]));
  });
});

describe("the headline", () => {
  test.each(["build-failed", "cancelled", "incomplete", "infrastructure", "tests-failed"])(
    "%s: the first command, of level error, and once",
    (name) => {
      const { headline, commands } = renderPublications(goldenDocument(name));
      const own = commandsIn(commands.join("\n")).filter(
        ({ name: command, properties }) =>
          command === "error" && properties.get("title") === "racegate",
      );
      expect(own).toHaveLength(1);
      expect(commands[0]).toBe(headline);
    },
  );

  test("a green build has none, nor one without annotations", () => {
    expect(renderPublications(goldenDocument("clean-run")).headline).toBeUndefined();
    const red = goldenDocument("tests-failed");
    expect(renderPublications(red, { annotations: "none" }).headline).toBeUndefined();
  });

  test("a cause without a line in the source brings its cure", () => {
    const { headline } = renderPublications(goldenDocument("infrastructure"));
    expect(headline).toContain("no C compiler");
    expect(headline).toContain("Install gcc or clang");
  });

  test("it takes one of the ten places that the runner keeps", () => {
    const { commands } = renderPublications(documentOf(manyRaces(20)));
    const errors = commands.filter((command) => command.startsWith("::error"));
    expect(errors.length).toBeLessThanOrEqual(10);
    expect(errors.at(-1)).toMatch(/\+\d+ more/);
  });

  test("a run that its deadline ended leads with what was found", () => {
    const deadlock = failure({ kind: "deadlock", code: "RG2001", gates: true });
    const document = withVerdict([deadlock], {
      exitCode: 4,
      reasons: ["the deadline ended the run"],
    });
    expect(renderPublications(document).headline).toMatch(
      /ERROR: 1 new deadlock found; the run is incomplete: the deadline ended the run/,
    );
  });

  test("a cancelled run leads with what was found", () => {
    const { headline } = renderPublications(goldenDocument("cancelled"));
    expect(headline).toMatch(/CANCELLED: 1 new data race found; the run was cancelled/);
  });
});
