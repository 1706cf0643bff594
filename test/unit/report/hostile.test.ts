// Hostile text in every field of a document, through every path of output: no runner command but our own,
// no Markdown element but our own, no control character on a terminal.
import { describe, expect, test } from "vitest";
import type { FindingsDocument } from "../../../src/model/findings-document.ts";
import {
  explain,
  renderConsole,
  renderDoneLine,
  renderHeartbeat,
  renderPackageLine,
  renderProgressLine,
  renderPublications,
  serialiseFindings,
} from "../../../src/report/index.ts";
import {
  MARKDOWN_ATTACKS,
  NAMED_ATTACKS,
  hostileLine,
  seededRandom,
} from "../util/hostile-text.ts";
import { markdownElements } from "../util/markdown-elements.ts";
import { commandsIn } from "../util/runner-parser.ts";
import { goldenDocument } from "./documents.ts";

const SITUATIONS = [
  "two-new-races",
  "known-only",
  "build-failed",
  "infrastructure",
  "incomplete",
  "partial",
];
const SEED = 4711;
const LINES = 1_000_000;

/** Fields that our own code fills from fixed words, or that are checked before they get here. */
const OWN = new Set(
  "schemaVersion kind code severity state role scope by certainty operation codeClass conclusion gate stable exact family".split(
    " ",
  ),
);

function isRecord(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

/** A copy with every foreign string replaced by the next hostile one. */
function poison(value: unknown, next: () => string): unknown {
  if (typeof value === "string") return next();
  if (Array.isArray(value)) return value.map((item: unknown) => poison(item, next));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => {
      // `code` is a finding's code in one place and a source line in another; `scope` a word or the run's.
      const isOther =
        (key === "code" && !/^RG\d/.test(String(field))) || (key === "scope" && isRecord(field));
      const own = OWN.has(key) && !isOther;
      return [key, own ? field : poison(field, next)];
    }),
  );
}

function poisoned(name: string, next: () => string): FindingsDocument {
  return poison(goldenDocument(name), next) as FindingsDocument;
}

/** Every text of racegate that goes to a log the runner reads, workflow commands apart. */
function logTexts(document: FindingsDocument, foreign: string): string[] {
  const done = { durationMs: 1, reportLink: foreign };
  const state = {
    startedMs: 0,
    packagesDone: 1,
    packagesPlanned: 2,
    testsDone: 3,
    testsFailed: 1,
    races: 1,
    running: [{ importPath: foreign, sinceMs: 0 }],
  };
  const result = {
    importPath: foreign,
    outcome: "fail",
    tests: 1,
    testsFailed: 1,
    races: 0,
  } as const;
  return [
    renderConsole(document, { colour: false, done }),
    renderConsole(document, { colour: true, width: 60, detail: "full" }),
    explain(document.findings[0]?.fingerprints.stable ?? "", { colour: true, document }) ?? "",
    renderDoneLine(document, done),
    renderProgressLine(state, 1, { colour: true }),
    renderHeartbeat(state, 1),
    renderPackageLine(result, { colour: true }),
    serialiseFindings(document),
    renderPublications(document, { reportLink: foreign }).builderOutput,
  ];
}

const LEVELS = new Set(["error", "warning", "notice"]);

/** What the runner would run that we did not mean, as text for the failure message. */
function unmeant(document: FindingsDocument, foreign: string): string[] {
  const bad = logTexts(document, foreign).flatMap((text) =>
    [...commandsIn(text), ...commandsIn(text, { lenient: true })].map(
      (command) => `log: ${command.name} in ${JSON.stringify(text.slice(0, 300))}`,
    ),
  );
  const groups = commandsIn(renderConsole(document, { colour: false, detail: "grouped" }));
  const ours = groups.every(({ name }, index) => name === (index % 2 === 0 ? "group" : "endgroup"));
  const fresh = document.findings.filter(({ state, kind }) => state === "new" && kind !== "trust");
  if (!ours || groups.length !== 2 * fresh.length) {
    bad.push(`groups: ${groups.map(({ name }) => name).join()}`);
  }
  const { commands } = renderPublications(document, { reportLink: foreign });
  for (const command of commands) {
    const run = commandsIn(command);
    const [only] = run;
    const own = only !== undefined && run.length === 1 && LEVELS.has(only.name);
    const keys = only === undefined ? "" : [...only.properties.keys()].join();
    if (!own || (keys !== "file,line,title" && keys !== "title")) {
      bad.push(`command: ${JSON.stringify(command.slice(0, 300))}`);
    }
  }
  return bad;
}

describe("runner commands", () => {
  test("a document of attacks printed raw does run commands, so these tests can fail", () => {
    const raw = JSON.stringify(
      poisoned("two-new-races", () => "\n::error::x"),
      undefined,
      1,
    );
    expect(commandsIn(raw.replaceAll("\\n", "\n")).length).toBeGreaterThan(50);
  });

  test.each([...NAMED_ATTACKS])("none in any field of any situation: %s", (_name, attack) => {
    for (const situation of SITUATIONS) {
      expect(
        unmeant(
          poisoned(situation, () => attack),
          attack,
        ),
      ).toEqual([]);
    }
  });

  test(`none of ${LINES} random lines in any field (seed ${SEED})`, { timeout: 240_000 }, () => {
    const random = seededRandom(SEED);
    let used = 0;
    const next = () => {
      used += 1;
      return hostileLine(random);
    };
    while (used < LINES) {
      const situation = SITUATIONS[used % SITUATIONS.length] ?? "two-new-races";
      expect(unmeant(poisoned(situation, next), next())).toEqual([]);
    }
  });
});

/** Elements of our own in the summary; raw HTML only in exactly these forms. */
function foreignElements(markdown: string): string[] {
  const allowed = new Set(
    "paragraph heading list item strong softbreak code code_block thematic_break".split(" "),
  );
  return markdownElements(markdown).elements.filter(
    (element) =>
      !allowed.has(element) &&
      element !== "html_block </details>" &&
      !/^html_block <details(?: open)?>\n<summary>[^<>]*<\/summary>$/.test(element),
  );
}

describe("Markdown", () => {
  const random = seededRandom(SEED);
  const corpus = [...MARKDOWN_ATTACKS, ...Array.from({ length: 300 }, () => hostileLine(random))];

  test.each(SITUATIONS)("no element of the text's own in any field: %s", (situation) => {
    for (const text of corpus) {
      const document = poisoned(situation, () => text);
      const { jobSummary, check } = renderPublications(document, {
        reportLink: "gs://bucket/run/1/",
      });
      for (const markdown of [jobSummary, check.text, check.summary]) {
        expect(foreignElements(markdown), JSON.stringify(text)).toEqual([]);
        expect(markdown.isWellFormed()).toBe(true);
      }
    }
  });

  test("no mention or reference outside of code", () => {
    const document = poisoned(
      "two-new-races",
      () => "@admin #12 https://evil.example www.evil.example",
    );
    const { text } = renderPublications(document).check;
    const prose = text
      .replaceAll(/^(`{3,})[^`\n]*\n[\s\S]*?^\1$/gm, "")
      .replaceAll(/`[^`\n]*`/g, "");
    expect(prose).toContain("admin");
    expect(prose).not.toMatch(/[@#]\w|:\/\/|www\./);
  });

  test("the report's address is a link only where it is a plain https one", () => {
    const linksOf = (reportLink: string) =>
      foreignElements(renderPublications(goldenDocument("clean-run"), { reportLink }).jobSummary);
    const plain = "https://storage.example/b/o?alt=media&x=%2F";
    expect(linksOf(plain)).toEqual([`link ${plain}`]);
    for (const text of [
      ...MARKDOWN_ATTACKS,
      "https://a.example/>x<b>",
      "https://a.example/ b",
      "javascript:x",
    ]) {
      expect(linksOf(text), text).toEqual([]);
    }
  });

  test("a poisoned number of table columns stays five", () => {
    const document = poisoned("two-new-races", () => "a | b \\| c \\\\| d");
    const rows = renderPublications(document)
      .jobSummary.split("\n")
      .filter((line) => line.startsWith("| "));
    expect(rows.length).toBeGreaterThan(3);
    for (const row of rows) expect(row.match(/\|/g)).toHaveLength(6);
  });
});

test("no control character reaches a terminal but our own colours", () => {
  const random = seededRandom(SEED);
  for (let n = 0; n < 200; n++) {
    const document = poisoned("two-new-races", () => hostileLine(random));
    const plain = renderConsole(document, { colour: false });
    expect(plain).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/);
    const colour = renderConsole(document, { colour: true });
    const ours = /\u001b\[(?:1|2|33|1;31|1;32|0)m/g;
    expect(colour).toMatch(ours);
    expect(colour.replaceAll(ours, "")).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f]/);
  }
});

test("the builder's output is JSON whatever the fields hold", () => {
  const random = seededRandom(SEED);
  for (let n = 0; n < 200; n++) {
    const document = poisoned("two-new-races", () => hostileLine(random));
    const output = JSON.parse(renderPublications(document).builderOutput) as { exitCode: number };
    expect(output.exitCode).toBe(3);
  }
});
