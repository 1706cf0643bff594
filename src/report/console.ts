// The report that a developer reads when the build just went red.
//   1. The first line is the answer; the next one says what it holds for.
//   2. Every new finding on one screen: where, why, the fix, its test, the line that reproduces it. Asked for all, or
//      on GitHub in a folded group, its stacks, the steps of its cause and its original text too.
//   3. Known, quarantined and suppressed ones, one line each.
//   4. What the runtime printed of itself, where it was asked to.
//   5. Doubts about the run and what the parsers had to say, where the build is red.
//   6. One line that counts the notes, and says where they can be read.
//   7. The DONE line, where the caller already knows it.
// A green build's warnings count as notes: what does not fail a build should not fill its log.
import type { Finding } from "../model/finding.ts";
import type { FindingsDocument } from "../model/findings-document.ts";
import { findingBlock, isWhyWhole } from "./text/console-finding.ts";
import { type DoneOptions, renderDoneLine } from "./text/done-line.ts";
import { type FindingFacts, findingFacts } from "./text/finding-facts.ts";
import { findingDetailLines, fullBlock } from "./text/finding-in-full.ts";
import { type BlockOptions, proseFact } from "./text/finding-lines.ts";
import { environmentWords, headline, scopeWords } from "./text/headline.ts";
import { foldNotes } from "./text/folded-notes.ts";
import { documentNotes, type Note } from "./text/notes.ts";
import { moduleLines, notTestedLine } from "./text/scope-text.ts";
import { runtimeTables } from "./text/runtime-section.ts";
import { type FindingGroups, groupFindings } from "./text/ranking.ts";
import { inlineForTerminal } from "../util/escape-terminal.ts";
import { grouped, type Line, type Style, line, paint, span, wrapWords } from "./text/styled.ts";
import { count, fixedWords } from "./text/words.ts";

export interface ConsoleOptions {
  /** With escape sequences for colour; see colour-choice.ts. */
  readonly colour: boolean;
  /** Columns for prose; code, paths and commands are never wrapped. */
  readonly width?: number | undefined;
  /**
   * Where the reader stands, relative to the repository's root (`examples/bank`): file names below it are
   * shown from there, so that a terminal can open them.
   */
  readonly directory?: string | undefined;
  /**
   * Where notes can be read, e.g. `racegate explain --last`: then they are counted in one line. Without it
   * they are shown whole.
   */
  readonly notesAt?: string | undefined;
  /** How much of each new finding is shown; `grouped`: all, folded by GitHub's log. Default: short. */
  readonly detail?: "short" | "grouped" | "full" | undefined;
  /** Where the short form's reader finds the rest, e.g. `racegate explain <id>`. */
  readonly detailsAt?: string | undefined;
  /** Where given, the DONE line is the last one. */
  readonly done?: DoneOptions | undefined;
}

const WIDTH_DEFAULT = 100;
const WIDTH_MIN = 40;
/** Findings shown whole; the rest of them get a line each. */
const WHOLE_MAX = 20;
const LINES_PER_GROUP_MAX = 50;
/** A green build says how many are known, and shows the first. */
const LINES_PER_GROUP_GREEN_MAX = 5;
const NOTES_MAX = 30;

/** The whole report as text, ended by a line break. Pure: the same document gives the same text. */
export function renderConsole(document: FindingsDocument, options: ConsoleOptions): string {
  const width = Math.max(WIDTH_MIN, Math.min(options.width ?? WIDTH_DEFAULT, WIDTH_DEFAULT));
  const { notesAt } = options;
  const all = { findings: document.findings, notes: documentNotes(document), folded: 0 };
  const shown = notesAt === undefined ? all : foldNotes(document);
  const groups = groupFindings(shown.findings);
  const isQuiet = notesAt !== undefined && document.verdict.exitCode === 0;
  const lines = [
    ...headLines(document, width),
    ...freshFindings(document, groups.fresh, { ...options, width }),
    ...foldedGroups(document, groups, isQuiet ? LINES_PER_GROUP_GREEN_MAX : LINES_PER_GROUP_MAX),
    ...runtimeLines(document),
    ...noteLines(shown.notes, width),
    ...(shown.folded === 0
      ? []
      : [[], line(`${count(shown.folded, "note")} (${notesAt ?? ""})`, "dim")]),
  ];
  if (options.done !== undefined) {
    lines.push([], line(renderDoneLine(document, options.done), "title"));
  }
  const directory = options.directory ?? "";
  return paint(
    directory === "" ? lines : lines.map((one) => seenFrom(one, directory)),
    options.colour,
  );
}

/** Names in the middle of a text too: a goroutine's label says where it was started. */
function seenFrom(spans: Line, directory: string): Line {
  const prefix = `${directory}/`;
  return spans.map(({ text, style }) => {
    const parts = text.split(prefix);
    const shown = parts.reduce((before, part) =>
      before === "" || /[\s("'`]$/.test(before) ? before + part : before + prefix + part,
    );
    return { text: shown, style };
  });
}

const WORD_STYLE: Record<string, Style> = { PASS: "good", FAIL: "bad", ERROR: "bad" };

function headLines(document: FindingsDocument, width: number): Line[] {
  const head = headline(document);
  const indent = " ".repeat(head.word.length + 2);
  const lines: Line[] = [
    [span(head.word, WORD_STYLE[head.word] ?? "warn"), span(`  ${head.text}`, "title")],
  ];
  for (const reason of head.reasons) {
    const [first, ...rest] = wrapWords(reason, width - indent.length - 2);
    lines.push(
      line(`${indent}- ${first ?? ""}`),
      ...rest.map((text) => line(`${indent}  ${text}`)),
    );
  }
  const scope = [scopeWords(document), environmentWords(document.run)];
  lines.push(line(indent + scope.filter((words) => words !== "").join(" · "), "dim"));
  for (const text of moduleLines(document.scope)) {
    lines.push(line(`${indent}  ${inlineForTerminal(text)}`, "dim"));
  }
  for (const text of wrapWords(notTestedLine(document.scope), width - indent.length)) {
    if (text !== "") lines.push(line(indent + text));
  }
  return lines;
}

function freshFindings(
  document: FindingsDocument,
  findings: readonly Finding[],
  options: ConsoleOptions & { readonly width: number },
): Line[] {
  const shown = findings.slice(0, WHOLE_MAX);
  const lines = shown.flatMap((finding, index) => [
    [],
    ...freshFinding(
      findingFacts(finding, document.run),
      { number: index + 1, of: findings.length, width: options.width },
      options.detail,
    ),
  ]);
  if (shown.length > 0 && options.detailsAt !== undefined) {
    lines.push(
      [],
      line(`Stacks, causes step by step and original reports: ${options.detailsAt}`, "dim"),
    );
  }
  const rest = findings.slice(WHOLE_MAX);
  if (rest.length === 0) return lines;
  return [
    ...lines,
    [],
    ...foldedLines(document, `MORE (${rest.length})`, rest, LINES_PER_GROUP_MAX),
  ];
}

function freshFinding(
  facts: FindingFacts,
  options: BlockOptions,
  detail: ConsoleOptions["detail"],
): Line[] {
  if (detail === "full") return fullBlock(facts, options);
  const block = findingBlock(facts, options);
  if (detail !== "grouped") return block;
  const title = `Details of ${facts.finding.fingerprints.stable}`;
  const { explanation } = facts.finding;
  const why = isWhyWhole(facts) ? [] : proseFact("why", explanation, options.width);
  return [...block, ...grouped(title, [...why, ...findingDetailLines(facts, options.width)])];
}

function foldedGroups(document: FindingsDocument, groups: FindingGroups, most: number): Line[] {
  const parts = [
    ["QUARANTINED", groups.quarantined],
    ["KNOWN", groups.known],
    ["SUPPRESSED", groups.suppressed],
  ] as const;
  const fixed = fixedWords(groups.fixed);
  const folded = parts.flatMap(([name, findings]) =>
    findings.length === 0
      ? []
      : [
          [],
          ...foldedLines(
            document,
            `${name} (${findings.length}), the gate ignores ${findings.length === 1 ? "it" : "them"}`,
            findings,
            most,
          ),
        ],
  );
  return fixed === "" ? folded : [...folded, [], line(fixed, "good")];
}

/** A heading and one line per finding, in columns: where, title, test, fingerprint. */
function foldedLines(
  document: FindingsDocument,
  heading: string,
  findings: readonly Finding[],
  most: number,
): Line[] {
  const rows = findings.slice(0, most).map((finding) => {
    const facts = findingFacts(finding, document.run);
    return { where: facts.main?.where ?? finding.package, facts };
  });
  const whereWidth = Math.min(48, Math.max(...rows.map((row) => row.where.length)));
  const lines = rows.flatMap(({ where, facts }): Line[] => {
    const { reason, fingerprints } = facts.finding;
    const times = facts.seen > 1 ? ` ×${facts.seen}` : "";
    const row: Line = [
      span(`  ${where.padEnd(whereWidth)}  `, "own"),
      span(facts.title),
      span(times),
      span(facts.test === undefined ? "" : ` · ${facts.test}`),
      span(` · ${fingerprints.stable}`, "dim"),
    ];
    if (reason === undefined || reason === "") return [row];
    return [row, line(`  ${" ".repeat(whereWidth)}  ${reason}`, "dim")];
  });
  const more = findings.length - rows.length;
  return [
    line(heading, "title"),
    ...lines,
    ...(more > 0 ? [line(`  … and ${more} more in findings.json`, "dim")] : []),
  ];
}

/** What the runtime printed of itself, in columns. */
function runtimeLines({ run }: FindingsDocument): Line[] {
  return runtimeTables(run).flatMap(({ title, head, rows, foot }) => {
    const all = [head, ...rows];
    const widths = head.map((_, at) => Math.max(...all.map((cells) => cells[at]?.length ?? 0)));
    const lines = all.map((cells, index): Line => {
      const text = cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join("  ");
      return line(`  ${text}`, index === 0 ? "dim" : "plain");
    });
    return [[], line(title, "title"), ...lines, ...(foot === "" ? [] : [line(`  ${foot}`, "dim")])];
  });
}

const NOTE_WORDS = {
  trust: "trust",
  "data-loss": "data lost",
  warning: "warning",
  info: "info",
} as const;
const NOTE_INDENT = 13;

function noteLines(notes: readonly Note[], width: number): Line[] {
  if (notes.length === 0) return [];
  const lines = notes.slice(0, NOTES_MAX).flatMap(({ level, text }): Line[] => {
    const [first, ...rest] = wrapWords(text, width - NOTE_INDENT);
    const word = `  ${NOTE_WORDS[level].padEnd(NOTE_INDENT - 4)}  `;
    return [
      [span(word, level === "info" ? "dim" : "warn"), span(first ?? "")],
      ...rest.map((part) => line(" ".repeat(NOTE_INDENT) + part)),
    ];
  });
  const more = notes.length - NOTES_MAX;
  return [
    [],
    line("NOTES", "title"),
    ...lines,
    ...(more > 0 ? [line(`  … and ${more} more in findings.json`, "dim")] : []),
  ];
}
