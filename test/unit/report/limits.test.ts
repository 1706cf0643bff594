// Every limit of the places we write to, at limit - 1, limit and limit + 1.
import { describe, expect, test } from "vitest";
import type { Annotation } from "../../../src/model/publication.ts";
import { findingAnnotations } from "../../../src/report/annotations.ts";
import { renderBuilderOutput } from "../../../src/report/builder-output.ts";
import { renderCheck } from "../../../src/report/check-run.ts";
import { renderPublications } from "../../../src/report/index.ts";
import { renderSummary } from "../../../src/report/summary.ts";
import { workflowCommands } from "../../../src/report/workflow-commands.ts";
import { markdownElements } from "../util/markdown-elements.ts";
import { commandsIn } from "../util/runner-parser.ts";
import { documentOf, manyRaces, race } from "./documents.ts";

const bytes = (text: string) => Buffer.byteLength(text, "utf8");

function annotations(n: number, perFinding: number, level: Annotation["level"]): Annotation[] {
  return Array.from({ length: n }, (_, index) => ({
    file: "a.go",
    line: index + 1,
    level,
    title: `t${index}`,
    message: "m",
    fingerprint: `f${Math.floor(index / perFinding)}`,
  }));
}

describe("10 commands of each level", () => {
  test.each(["error", "warning", "notice"] as const)("%s", (level) => {
    const commands = (n: number) => workflowCommands(annotations(n, 1, level));
    expect(commands(9)).toHaveLength(9);
    expect(commands(10)).toHaveLength(10);
    expect(commands(10).join("\n")).not.toContain("more");
    expect(commands(11)).toHaveLength(10);
    expect(commands(11).at(-1)).toBe(
      `::${level} title=racegate::+2 more, see the summary of this job`,
    );
  });

  test("levels have budgets of their own", () => {
    const all = [...annotations(10, 1, "error"), ...annotations(11, 1, "warning")];
    expect(workflowCommands(all)).toHaveLength(20);
  });

  test("a pair is never parted: five pairs fit, of six pairs four are shown", () => {
    expect(workflowCommands(annotations(10, 2, "error"))).toHaveLength(10);
    const commands = workflowCommands(annotations(12, 2, "error"));
    expect(commands).toHaveLength(9);
    expect(commands.at(-1)).toContain("+4 more");
  });

  test("a smaller budget, and none", () => {
    expect(workflowCommands(annotations(5, 1, "error"), { perLevel: 3 })).toHaveLength(3);
    expect(workflowCommands(annotations(5, 1, "error"), { perLevel: 1 })).toEqual([
      "::error title=racegate::+5 more, see the summary of this job",
    ]);
    expect(workflowCommands(annotations(5, 1, "error"), { perLevel: 0 })).toEqual([]);
    const document = documentOf(manyRaces(3));
    expect(renderPublications(document, { annotations: "none" }).commands).toEqual([]);
    expect(renderPublications(document, { annotations: 99 }).commands).toEqual(
      renderPublications(document).commands,
    );
  });

  test("all that is sent or counted is all there is", () => {
    for (const n of [1, 4, 5, 6, 40]) {
      const document = documentOf(manyRaces(n));
      const errors = findingAnnotations(document).filter(({ level }) => level === "error");
      const sent = workflowCommands(errors);
      const more = /\+(\d+) more/.exec(sent.at(-1) ?? "")?.[1];
      const shown = more === undefined ? sent.length : sent.length - 1;
      expect(shown + Number(more ?? 0)).toBe(2 * n);
    }
  });
});

describe("4,096 characters of a command's message", () => {
  test.each([4_095, 4_096, 4_097])("%i", (length) => {
    const [annotation] = annotations(1, 1, "error");
    if (annotation === undefined) throw new Error("no annotation");
    const message = "%".repeat(length);
    const [command] = commandsIn(workflowCommands([{ ...annotation, message }]).join("\n"));
    expect(command?.data.length).toBe(Math.min(length, 4_096));
    expect(command?.data.endsWith("…")).toBe(length > 4_096);
  });

  test("a long explanation does not push out the file, and keeps its pairs", () => {
    const document = documentOf([race({ explanation: "long 😀 ".repeat(2_000) })]);
    for (const command of commandsIn(renderPublications(document).commands.slice(1).join("\n"))) {
      expect(command.data.length).toBeLessThanOrEqual(4_096);
      expect(command.data.isWellFormed()).toBe(true);
      expect(command.properties.get("file")).toMatch(/^internal\/cache\//);
    }
  });
});

// A summary grows by exactly one byte for each letter of a finding's original text.
function summaryOf(rawLength: number): string {
  const evidence = race().evidence.map((piece) => ({ ...piece, text: "x".repeat(rawLength) }));
  return renderSummary(documentOf([race({ evidence })]));
}

describe("900 KB of the job summary", () => {
  const base = bytes(summaryOf(1_000)) - 1_000;

  test.each([
    [899_999, "whole"],
    [900_000, "whole"],
    [900_001, "shorter"],
  ])("%i bytes: %s", (size, form) => {
    const summary = summaryOf(size - base);
    expect(bytes(summary)).toBeLessThanOrEqual(900_000);
    expect(summary.includes("Left out for size: the original reports.")).toBe(form === "shorter");
    expect(bytes(summary) === size).toBe(form === "whole");
  });

  test("each rung of the ladder fits, says what it left out and is whole Markdown", () => {
    const evidence = race().evidence.map((piece) => ({ ...piece, text: "😀 raw\n".repeat(500) }));
    const findings = manyRaces(60).map((finding) => ({ ...finding, evidence }));
    const document = documentOf(findings);
    const seen = new Set<string>();
    for (let max = bytes(renderSummary(document)) + 1; max > 600; max = Math.floor(max * 0.85)) {
      const summary = renderSummary(document, { bytesMax: max });
      expect(bytes(summary)).toBeLessThanOrEqual(max);
      expect(summary.isWellFormed()).toBe(true);
      const { elements } = markdownElements(summary);
      const opened = elements.filter((element) => element.startsWith("html_block <details"));
      expect(elements.filter((element) => element === "html_block </details>")).toHaveLength(
        opened.length,
      );
      expect(summary).toMatch(/^## FAIL: /);
      expect(summary).toMatch(/· exit 3\n$/);
      seen.add(/Left out for size: (.*)/.exec(summary)?.[1]?.replace(/\d+/, "N") ?? "nothing");
    }
    expect([...seen]).toEqual([
      "nothing",
      "the original reports.",
      "stacks and causes of every finding.",
      "N findings, and stacks and causes.",
    ]);
    const barest = renderSummary(document, { bytesMax: 400 });
    expect(barest).toContain("Left out for size");
  });

  test("twenty thousand findings still fit, and the table says how many are missing", () => {
    const one = race();
    const document = documentOf(Array.from({ length: 20_000 }, () => one));
    const summary = renderSummary(document);
    expect(bytes(summary)).toBeLessThanOrEqual(900_000);
    const rows = summary.split("\n").filter((line) => line.startsWith("| **new**")).length;
    const left = Number(/Left out for size: (\d+) findings/.exec(summary)?.[1]);
    expect(rows + left).toBe(20_000);
  });
});

describe("65,535 of a check run's text and summary", () => {
  const checkOf = (rawLength: number) => {
    const evidence = race().evidence.map((piece) => ({ ...piece, text: "x".repeat(rawLength) }));
    return renderCheck(documentOf([race({ evidence })]), { annotations: [] });
  };
  const base = bytes(checkOf(1_000).text) - 1_000;

  test.each([
    [65_534, true],
    [65_535, true],
    [65_536, false],
  ])("%i bytes whole: %s", (size, whole) => {
    const { text, summary } = checkOf(size - base);
    expect(bytes(text) === size).toBe(whole);
    expect(bytes(text)).toBeLessThanOrEqual(65_535);
    expect(bytes(summary)).toBeLessThanOrEqual(65_535);
  });

  test("a verdict with huge reasons keeps title and summary in their limits", () => {
    const document = documentOf([]);
    const reasons = Array.from({ length: 500 }, () => "*".repeat(70_000));
    const check = renderCheck(
      { ...document, verdict: { ...document.verdict, exitCode: 4, reasons } },
      { annotations: [] },
    );
    expect(bytes(check.summary)).toBeLessThanOrEqual(65_535);
    expect(bytes(check.text)).toBeLessThanOrEqual(65_535);
    expect(check.title.length).toBeLessThanOrEqual(255);
  });
});

describe("48 KB of the builder's output", () => {
  const outputOf = (length: number) => {
    const document = documentOf(manyRaces(1));
    return renderBuilderOutput({
      ...document,
      run: { ...document.run, go: undefined },
      findings: manyRaces(length),
    });
  };

  test("never reaches 48,000 bytes, and says what it left out", () => {
    for (const n of [0, 1, 50, 90, 99, 100, 101, 5_000]) {
      const text = outputOf(n);
      expect(bytes(text)).toBeLessThan(48_000);
      const output = JSON.parse(text) as { findings: unknown[]; omittedFindings: number };
      expect(output.findings.length + output.omittedFindings).toBe(n);
    }
  });

  test.each([-1, 0, 1])("limit = size of the whole %i", (offset) => {
    const document = documentOf(manyRaces(10));
    const whole = bytes(renderBuilderOutput(document));
    const text = renderBuilderOutput(document, { bytesMax: whole - offset });
    const output = JSON.parse(text) as { findings: unknown[]; omittedFindings: number };
    expect(bytes(text)).toBeLessThanOrEqual(whole - offset);
    expect(output.omittedFindings).toBe(offset === 1 ? 1 : 0);
  });

  test("texts of any length leave room for the verdict", () => {
    const long = "\u0000😀".repeat(50_000);
    const findings = manyRaces(100).map((finding) => ({ ...finding, title: long, package: long }));
    const document = documentOf(findings);
    const text = renderBuilderOutput(
      {
        ...document,
        run: { ...document.run, id: long },
        verdict: { ...document.verdict, reasons: Array.from({ length: 99 }, () => long) },
      },
      { reportLink: long },
    );
    expect(bytes(text)).toBeLessThan(48_000);
    const output = JSON.parse(text) as { exitCode: number; findings: unknown[] };
    expect(output.exitCode).toBe(3);
    expect(output.findings.length).toBeGreaterThan(0);
  });
});

describe("255 characters of an annotation's title, 64 KB of its raw details", () => {
  test.each([254, 255, 256])("title of %i", (length) => {
    const suffix = " (write)".length;
    const document = documentOf([race({ title: "t".repeat(length - suffix) })]);
    const title = findingAnnotations(document)[0]?.title ?? "";
    expect(title.length).toBe(Math.min(length, 255));
  });

  test.each([63_999, 64_000, 64_001])("raw details of %i bytes", (length) => {
    const evidence = race().evidence.map((piece) => ({ ...piece, text: "x".repeat(length) }));
    const raw = findingAnnotations(documentOf([race({ evidence })]))[0]?.rawDetails ?? "";
    expect(bytes(raw)).toBe(Math.min(length, 64_000));
    expect(raw.endsWith("… cut")).toBe(length > 64_000);
  });
});
