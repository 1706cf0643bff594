// The report as GitHub Markdown, in four forms from rich to bare. The first line is the verdict in words.
// Every foreign text is inside a code span, a fence or an escape; the HTML here is ours: <details>, <summary>.
import { patchWords } from "./patch-words.ts";
import type { Finding } from "../../model/finding.ts";
import type { FindingsDocument } from "../../model/findings-document.ts";
import {
  codeSpan,
  escapeMarkdown,
  escapeMarkdownSentence,
  escapeMarkdownHtml,
  fencedBlock,
} from "../../util/escape-markdown.ts";
import { inlineForTerminal } from "../../util/escape-terminal.ts";
import { cutUnits, utf8Length } from "../../util/utf8-cut.ts";
import { causeText } from "./cause-text.ts";
import { contentionRows, findingDetails } from "./finding-details.ts";
import {
  type FindingFacts,
  type SiteFacts,
  creationOf,
  findingFacts,
  placeOf,
} from "./finding-facts.ts";
import { firstThatFits, largestThatFits } from "./fit-ladder.ts";
import { environmentWords, headline, scopeWords } from "./headline.ts";
import { documentNotes } from "./notes.ts";
import { groupFindings } from "./ranking.ts";
import { moduleLines, notTestedLine } from "./scope-text.ts";
import { runtimeTables } from "./runtime-section.ts";
import { CODE_WORDS, count, fixedWords, shortFunction } from "./words.ts";

export interface MarkdownOptions {
  /** Bytes of UTF-8 that the whole text may take. */
  readonly bytesMax: number;
  readonly reportLink?: string | undefined;
  readonly durationMs?: number | undefined;
}

const FRAMES_MAX = 30;
const NOTES_MAX = 30;
const NAME_UNITS_MAX = 300;
const PROSE_UNITS_MAX = 4_000;

/** No row of the table and no block of details is smaller; more of them than fit are not even made. */
const ROW_BYTES_MIN = 25;
const DETAILS_BYTES_MIN = 100;

/** The richest form that fits; each barer one says at its end what it leaves out. */
export function markdownReport(document: FindingsDocument, options: MarkdownOptions): string {
  const parts = collectParts(document, options);
  const { fresh, rows, total } = parts;
  const form = (details: readonly string[], shown: number, leftOut: string) =>
    assemble(parts, {
      details,
      rows: rows.slice(0, shown),
      foot: foot(document, options, leftOut),
    });
  const detailed = (raw: boolean) => detailBlocks(document, fresh, raw);
  const canDetail = fresh.length * DETAILS_BYTES_MIN < options.bytesMax && rows.length === total;
  const tableOf = (n: number) =>
    form([], n, `Left out for size: ${count(total - n, "finding")}, and stacks and causes.`);
  return firstThatFits(
    [
      ...(canDetail
        ? [
            () => form(detailed(true), total, ""),
            () => form(detailed(false), total, "Left out for size: the original reports."),
          ]
        : []),
      ...(rows.length === total
        ? [() => form([], total, "Left out for size: stacks and causes of every finding.")]
        : []),
      () =>
        tableOf(largestThatFits(rows.length, (n) => utf8Length(tableOf(n)) <= options.bytesMax)),
      () =>
        `${parts.head}\n\n${foot(document, options, "Left out for size: the findings themselves.")}\n`,
    ],
    options.bytesMax,
  );
}

/** The verdict in words as a heading, e.g. for the summary field of a check run. */
export function markdownHead(document: FindingsDocument): string {
  const head = headline(document);
  const scope = [scopeWords(document), environmentWords(document.run)];
  const lines = [
    `## ${head.word}: ${escapeMarkdown(cutUnits(head.text, NAME_UNITS_MAX))}`,
    "",
    escapeMarkdown(scope.filter((words) => words !== "").join(" · ")),
  ];
  const modules = moduleLines(document.scope).map((text) => `- ${escapeMarkdown(short(text))}`);
  if (modules.length > 0) lines.push("", ...modules);
  const notTested = notTestedLine(document.scope);
  if (notTested !== "") lines.push("", escapeMarkdown(cutUnits(notTested, PROSE_UNITS_MAX)));
  if (head.reasons.length > 0) {
    lines.push(
      "",
      ...head.reasons.map((reason) => `- ${escapeMarkdown(cutUnits(reason, NAME_UNITS_MAX))}`),
    );
  }
  return lines.join("\n");
}

interface Parts {
  readonly head: string;
  /** One line for what is not seen any more. */
  readonly fixed: string;
  readonly runtime: string;
  readonly notes: string;
  readonly fresh: readonly Finding[];
  /** Rows of the table, as many as could fit. */
  readonly rows: readonly string[];
  /** Rows there would be. */
  readonly total: number;
}

function collectParts(document: FindingsDocument, options: MarkdownOptions): Parts {
  const groups = groupFindings(document.findings);
  const findings = [...groups.fresh, ...groups.quarantined, ...groups.known, ...groups.suppressed];
  return {
    head: markdownHead(document),
    fixed: prose(fixedWords(groups.fixed)),
    runtime: runtimeSections(document),
    notes: notes(document),
    fresh: groups.fresh,
    rows: findings
      .slice(0, Math.floor(options.bytesMax / ROW_BYTES_MIN))
      .map((finding) => tableRow(findingFacts(finding, document.run))),
    total: findings.length,
  };
}

interface Form {
  readonly details: readonly string[];
  readonly rows: readonly string[];
  readonly foot: string;
}

function assemble(parts: Parts, { details, rows, foot: end }: Form): string {
  const table =
    rows.length === 0
      ? ""
      : ["| | finding | where | test | seen |", "| --- | --- | --- | --- | --- |", ...rows].join(
          "\n",
        );
  const blocks = [parts.head, table, parts.fixed, ...details, parts.runtime, parts.notes, end];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function detailBlocks(
  document: FindingsDocument,
  findings: readonly Finding[],
  raw: boolean,
): readonly string[] {
  return findings.map((finding, index) =>
    details(findingFacts(finding, document.run), { open: index === 0, raw }),
  );
}

function tableRow(facts: FindingFacts): string {
  const { finding } = facts;
  const state = finding.gates ? `**${finding.state}**` : finding.state;
  const places = [...new Set(facts.sites.map((site) => site.where))].slice(0, 2);
  const where = places.length > 0 ? places : [finding.package].filter((name) => name !== "");
  const test = finding.test?.name ?? "";
  const cells = [
    state,
    escapeMarkdownSentence(short(facts.title)),
    where.map((place) => codeSpan(short(place))).join(" ↔ "),
    test === "" ? escapeMarkdown(short(facts.test ?? "")) : codeSpan(short(test)),
    facts.seen > 1 ? `${facts.seen}×` : "once",
  ];
  return `| ${cells.join(" | ")} |`;
}

function details(facts: FindingFacts, options: { open: boolean; raw: boolean }): string {
  const { finding } = facts;
  const where = facts.main === undefined ? "" : ` · ${facts.main.where}`;
  const title = escapeMarkdownHtml(short(`${finding.state} · ${facts.title}${where}`));
  const parts = [
    `${options.open ? "<details open>" : "<details>"}\n<summary>${title}</summary>`,
    prose(finding.explanation),
    stacks(facts) === "" ? "" : fencedBlock(stacks(facts)),
    contentionTable(finding),
    factList(facts),
    causeSteps(finding),
    facts.repro === undefined ? "" : `Reproduce:\n\n${fencedBlock(facts.repro, "sh")}`,
    ...(finding.fix?.patch === undefined
      ? []
      : [`Patch (${patchWords(finding.fix)}):`, fencedBlock(finding.fix.patch, "diff")]),
    options.raw || finding.kind !== "data-race" ? rawBlock(facts, options.raw) : "",
    "</details>",
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

/** Both sides as a reader of Go stacks expects them; empty where it would only repeat the place. */
function stacks(facts: FindingFacts): string {
  const telling = facts.sites.filter(
    ({ frames, goroutine, location }) =>
      frames.length > 0 || goroutine !== undefined || location.code !== undefined,
  );
  return telling
    .slice(0, 6)
    .map((site) => siteLines(site).map(oneLine).join("\n"))
    .join("\n\n");
}

function siteLines({ does, where, location, goroutine, frames }: SiteFacts): string[] {
  const created = creationOf(goroutine);
  const more = frames.length - FRAMES_MAX;
  return [
    `${does === "at" ? "" : `${does} `}at ${where}`,
    ...(location.code === undefined ? [] : [`    > ${location.code}`]),
    ...(goroutine === undefined ? [] : [`  by ${goroutine.label}`]),
    ...frames
      .slice(0, FRAMES_MAX)
      .map((frame) => `    ${shortFunction(frame.function)}  ${placeOf(frame)}`),
    ...(more > 0 ? [`    … ${more} more frames`] : []),
    ...(created !== undefined
      ? [`  created at ${placeOf(created)} in ${shortFunction(created.function)}`]
      : []),
  ];
}

function oneLine(text: string): string {
  return cutUnits(inlineForTerminal(text), 1_000);
}

/** The path from cause to symptom, in columns. */
function causeSteps(finding: Finding): string {
  const cause = causeText(finding);
  if (cause === undefined || cause.rows.length === 0) return "";
  const { rows } = cause;
  const timeWidth = Math.max(...rows.map(({ time }) => time.length));
  const whereWidth = Math.min(60, Math.max(...rows.map(({ where }) => where.length)));
  const column = (text: string, size: number): string =>
    size === 0 ? "" : `${text.padEnd(size)}  `;
  const lines = rows.map(
    ({ number, time, where, what, code }) =>
      `${number.padStart(2)}  ${column(time.padStart(timeWidth), timeWidth)}` +
      `${column(where, whereWidth)}${what}${code === "" ? "" : `   ${code}`}`,
  );
  const foot = cause.foot === "" ? [] : [`(${cause.foot})`];
  return `From cause to symptom:\n\n${fencedBlock([...lines, ...foot].map(oneLine).join("\n"))}`;
}

function factList(facts: FindingFacts): string {
  const { finding } = facts;
  const rows: [string, string][] = [];
  if (facts.test !== undefined) {
    const surety = facts.testSurety === undefined ? "" : ` (${short(facts.testSurety)})`;
    rows.push([
      "Test",
      codeSpan(short(facts.test)) + (surety === "" ? "" : ` ${escapeMarkdown(surety)}`),
    ]);
  }
  for (const { name, text, code } of findingDetails(finding)) {
    const at = codeSpan(short(text)) + (code === undefined ? "" : ` ${codeSpan(short(code))}`);
    rows.push([`${name.charAt(0).toUpperCase()}${name.slice(1)}`, at]);
  }
  const cause = causeText(finding);
  if (cause !== undefined) {
    const summary = cause.summary === "" ? "" : `: ${prose(cause.summary)}`;
    rows.push(["Cause", escapeMarkdown(short(cause.head)) + summary]);
  }
  if (finding.fix !== undefined) rows.push(["Fix", prose(finding.fix.words)]);
  const sure = finding.certainty === undefined ? "" : `, ${finding.certainty}`;
  rows.push([
    "Class",
    `${escapeMarkdown(`${finding.code} ${finding.class}, ${finding.severity}`)}${sure}, ${CODE_WORDS[finding.codeClass]}`,
  ]);
  if (finding.reason !== undefined)
    rows.push(["Note", escapeMarkdownSentence(short(finding.reason))]);
  rows.push(["Fingerprint", codeSpan(finding.fingerprints.stable)]);
  return rows.map(([name, value]) => `- **${name}:** ${value}`).join("\n");
}

/** What the runtime printed of itself; folded, since it is no finding. */
function runtimeSections({ run }: FindingsDocument): string {
  const sections = runtimeTables(run).map(({ title, head, rows, foot }) => {
    const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
    const body = rows.map(([name = "", ...cells]) => row([codeSpan(short(name)), ...cells]));
    const table = [row(head), row(head.map(() => "---")), ...body].join("\n");
    const end = foot === "" ? "" : `\n\n${foot}`;
    return `<details>\n<summary>${title}</summary>\n\n${table}${end}\n\n</details>`;
  });
  return sections.join("\n\n");
}

/** Who held a contended lock, and who waited for it. */
function contentionTable(finding: Finding): string {
  const rows = contentionRows(finding).map(
    ({ role, where, function: name, waited, waits, share }) =>
      `| ${role} | ${codeSpan(short(where))} | ${codeSpan(short(name))} | ${waited} | ${waits} | ${share} |`,
  );
  if (rows.length === 0) return "";
  return [
    "| | place | function | waited | waits | share |",
    "| --- | --- | --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
}

/** The original text; for other kinds than races it is the finding, so a barer form keeps its beginning. */
function rawBlock({ raw, finding }: FindingFacts, whole: boolean): string {
  if (raw === undefined) return "";
  const name = finding.kind === "data-race" ? "Original report" : "Original text";
  return `${name}:\n\n${fencedBlock(whole ? raw : cutUnits(raw, 1_000, "\n… cut"))}`;
}

function notes(document: FindingsDocument): string {
  const all = documentNotes(document).filter((note) => note.level !== "info");
  if (all.length === 0) return "";
  const shown = all.slice(0, NOTES_MAX).map(({ text }) => `- ${prose(text)}`);
  const more = all.length - shown.length;
  return [
    "### Notes",
    "",
    ...shown,
    ...(more > 0 ? [`- and ${more} more in findings.json`] : []),
  ].join("\n");
}

function foot(document: FindingsDocument, options: MarkdownOptions, leftOut: string): string {
  const { verdict, tool } = document;
  const words = `racegate ${tool.version} · gate ${verdict.gate} · exit ${verdict.exitCode}`;
  const link = linkTo(options.reportLink ?? "");
  const last = escapeMarkdown(words) + (link === "" ? "" : ` · report: ${link}`);
  return [leftOut, last].filter((text) => text !== "").join("\n\n");
}

/** Addresses of the plain kind can be clicked; gs:// names and paths are shown as code. */
function linkTo(link: string): string {
  if (/^https:\/\/[\w.~:/?&=%+@-]{1,2000}$/.test(link)) return `<${link}>`;
  return codeSpan(cutUnits(link, 2_000));
}

function prose(text: string): string {
  return escapeMarkdownSentence(cutUnits(text, PROSE_UNITS_MAX).replaceAll("\n", " "));
}

function short(text: string): string {
  return cutUnits(text, NAME_UNITS_MAX);
}
