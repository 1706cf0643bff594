// One finding on one screen: at 100 columns at most 14 lines, 24 with a patch. What does not fit stands in the full form.
import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Finding } from "../../../src/model/finding.ts";
import { explain, renderConsole } from "../../../src/report/index.ts";
import { findingBlock } from "../../../src/report/text/console-finding.ts";
import { findingFacts } from "../../../src/report/text/finding-facts.ts";
import { leadingSentences } from "../../../src/report/text/leading-sentences.ts";
import { documentOf, goldenDocument, race } from "./documents.ts";

const LINES_MAX = 14;
const LINES_WITH_PATCH_MAX = 24;

const SITUATIONS = readdirSync(new URL("../../golden/reports/", import.meta.url), {
  withFileTypes: true,
})
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

function lineCount(finding: Finding): number {
  const { run } = goldenDocument("two-new-races");
  return findingBlock(findingFacts(finding, run), { number: 1, of: 2, width: 100 }).length;
}

function roomFor({ fix }: Finding): number {
  return fix?.patch === undefined ? LINES_MAX : LINES_WITH_PATCH_MAX;
}

/** Everything that a finding can have, and much of it. */
function overlong(patch: string | undefined): Finding {
  const long = "A sentence of many words that goes on and on for the sake of it. ".repeat(40);
  const one = race();
  const [place] = one.locations;
  if (place === undefined) throw new Error("the golden race has a place");
  return {
    ...one,
    kind: "deadlock",
    class: "lock-order",
    explanation: long,
    owner: "team",
    issue: "SHOP-1",
    stress: "-count=9",
    reason: long,
    locations: [
      ...Array.from({ length: 9 }, (_, line) => ({ ...place, role: "stuck" as const, line })),
      { ...place, role: "declared", line: 99 },
    ],
    evidence: [{ kind: "dump", artifact: "a", say: "b", text: "goroutine\n".repeat(500) }],
    cause: {
      pattern: "lock-cycle",
      certainty: "heuristic",
      confidence: 0.8,
      summary: long,
      steps: [],
    },
    fix: { words: long, ...(patch === undefined ? {} : { patch }) },
  };
}

describe("one finding on one screen", () => {
  test.each(SITUATIONS)("%s", (name) => {
    for (const finding of goldenDocument(name).findings) {
      expect(lineCount(finding), finding.title).toBeLessThanOrEqual(roomFor(finding));
    }
  });

  test.each([undefined, "--- a/x.go\n+++ b/x.go\n" + "-a\n+b\n".repeat(60)])(
    "with more of everything than fits",
    (patch) => {
      const finding = overlong(patch);
      const lines = lineCount(finding);
      expect(lines).toBeLessThanOrEqual(roomFor(finding));
      const text = renderConsole(documentOf([finding]), { colour: false });
      for (const label of ["why", "fix", "test", "reproduce", "id"]) {
        expect(text).toMatch(new RegExp(`^ {2}${label} `, "m"));
      }
    },
  );

  test("a plain race's steps stand in the full form only; another cause's sentence in both", () => {
    const steps = [{ what: "goroutine 7 writes Cache.items", certainty: "proof" as const }];
    const plain = race({ cause: { pattern: "data-race", certainty: "proof", steps } });
    const document = documentOf([plain]);
    const short = renderConsole(document, { colour: false });
    expect(short).not.toContain("goroutine 7 writes");
    expect(short).not.toMatch(/^ {2}cause /m);
    const id = plain.fingerprints.stable;
    expect(explain(id, { colour: false, document })).toContain("goroutine 7 writes Cache.items");
    const cause = { pattern: "lock-convoy", certainty: "direct", confidence: 0.8, steps } as const;
    const other = documentOf([
      race({ cause: { ...cause, summary: "Fill held the lock for 2 s." } }),
    ]);
    expect(renderConsole(other, { colour: false })).toContain(
      "cause        lock-convoy (confidence 0.80): Fill held the lock for 2 s.",
    );
  });

  test("of a crash its words, not its stacks; of a deadlock no dump", () => {
    const text = "panic: boom\n\ngoroutine 7 [running]:\nexample.com/m.F()\n";
    const evidence = [{ kind: "dump" as const, artifact: "a", say: "its text", text }];
    const shown = (kind: Finding["kind"]): string =>
      renderConsole(documentOf([race({ kind, evidence })]), { colour: false });
    expect(shown("panic")).toContain("  | panic: boom\n");
    expect(shown("panic")).not.toContain("goroutine 7");
    expect(shown("test-failure")).toContain("  | goroutine 7 [running]:\n");
    expect(shown("deadlock")).not.toContain("panic: boom");
  });

  test("a line outside of every function names none", () => {
    const [place] = race().locations;
    if (place === undefined) throw new Error("the golden race has a place");
    const bare = { ...place, function: "example.com/m/p.", code: undefined };
    const text = renderConsole(documentOf([race({ kind: "build-failure", locations: [bare] })]), {
      colour: false,
    });
    expect(text).toContain(`${place.file}:${place.line}\n`);
  });

  test("explain shows all of it: stacks, the original report, the evidence", () => {
    const document = goldenDocument("two-new-races");
    const [finding] = document.findings;
    if (finding === undefined) throw new Error("the golden has findings");
    const text = explain(finding.fingerprints.stable, { colour: false, document }) ?? "";
    const raw = finding.evidence[0]?.text?.trimEnd().split("\n") ?? [];
    expect(raw.length).toBeGreaterThan(3);
    for (const each of raw)
      expect(text).toContain(`  | ${each.replaceAll("\t", "    ")}`.trimEnd());
    for (const { stack = [] } of finding.goroutines) {
      for (const { own, file, line } of stack) if (own) expect(text).toContain(`${file}:${line}`);
    }
    for (const { artifact } of finding.evidence) expect(text).toContain(artifact);
    expect(renderConsole(document, { colour: false, detail: "full" })).toContain(
      `  | ${raw[0] ?? ""}`,
    );
  });

  test("on GitHub each finding's details are a group of the log, closed again", () => {
    const document = goldenDocument("two-new-races");
    const lines = renderConsole(document, { colour: true, detail: "grouped" }).split("\n");
    const marks = lines.filter((text) => text.startsWith("::"));
    const ids = document.findings
      .filter(({ state, kind }) => state === "new" && kind !== "trust")
      .map(({ fingerprints }) => `::group::Details of ${fingerprints.stable}`);
    expect(marks).toEqual(ids.flatMap((start) => [start, "::endgroup::"]));
    expect(lines[0]).toContain("FAIL");
  });
});

describe("leadingSentences", () => {
  test.each([
    ["One. Two. Three.", 3, "One. Two."],
    ["It is at cache.go:12 in p.Get. Then more.", 1, "It is at cache.go:12 in p.Get."],
    ["", 3, ""],
  ])("%j in %i lines", (text, lines, shown) => {
    expect(leadingSentences(text, 35, lines)).toBe(shown);
  });
  test("a first sentence that is too long is cut at a word, and says so", () => {
    const shown = leadingSentences("word ".repeat(100), 20, 2);
    expect(shown).toMatch(/^(?:word )+…$/);
    expect(shown.length).toBeLessThanOrEqual(40);
  });
});
