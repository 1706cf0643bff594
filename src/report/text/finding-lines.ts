// Pieces of a finding that its short form and its full form on the console share: a labelled line, labelled prose,
// the title, the places, the patch, the id.
import type { Finding } from "../../model/finding.ts";
import { contentionRows } from "./finding-details.ts";
import type { FindingFacts, SiteFacts } from "./finding-facts.ts";
import { patchWords } from "./patch-words.ts";
import { type Line, type Span, line, span, wrapWords } from "./styled.ts";
import { CODE_WORDS } from "./words.ts";

export interface BlockOptions {
  readonly number: number;
  readonly of: number;
  readonly width: number;
}

const LABEL_WIDTH = 13;
const INDENT = " ".repeat(LABEL_WIDTH + 2);
const WHERE_WIDTH_MAX = 60;

/** `  test         TestFill`: a label and what it names. */
export function fact(label: string, ...spans: Span[]): Line {
  return [span(`  ${label.padEnd(LABEL_WIDTH)}`, "dim"), ...spans];
}

/** Lines below a label, in its column. */
export function below(text: string, style: Span["style"] = "plain"): Line {
  return line(INDENT + text, style);
}

/** How many columns prose has beside its label. */
export function proseWidth(width: number): number {
  return width - INDENT.length;
}

/** A label and prose, wrapped; nothing for an empty text. */
export function proseFact(label: string, text: string, width: number): Line[] {
  const [first, ...rest] = wrapWords(text, proseWidth(width));
  return first === undefined ? [] : [fact(label, span(first)), ...rest.map((part) => below(part))];
}

/** `NEW 1/3  data race on …  ×2` */
export function titleLine(
  { finding, title, seen }: FindingFacts,
  { number, of }: BlockOptions,
): Line {
  const state = finding.state.toUpperCase();
  return [
    span(of > 1 ? `${state} ${number}/${of}` : state, finding.gates ? "bad" : "warn"),
    span(`  ${title}`, "title"),
    span(seen > 1 ? `  ×${seen}` : ""),
  ];
}

/** Places under each other, so that the eye compares them; at most so many lines. */
export function siteLines(sites: readonly SiteFacts[], most: number): Line[] {
  const shown = sites.slice(0, sites.length > most ? most - 1 : most);
  const whereWidth = Math.min(WHERE_WIDTH_MAX, Math.max(...shown.map((site) => site.where.length)));
  const more = sites.length - shown.length;
  return [
    ...shown.map(({ does, where, location, function: name }): Line => {
      // A line outside of every function: the compiler's place, a global.
      const inside = name === "" || name.endsWith(".") ? "" : `in ${name}`;
      return [
        span(`  ${does.padEnd(LABEL_WIDTH)}`),
        span(where.padEnd(whereWidth), location.own ? "own" : "dim"),
        span("  "),
        location.code === undefined ? span(inside, "dim") : span(location.code),
      ];
    }),
    ...(more > 0 ? [below(`… ${more} more`, "dim")] : []),
  ];
}

/** Who held a contended lock and who waited for it, in columns. */
export function contentionLines(finding: Finding, most: number): Line[] {
  const all = contentionRows(finding);
  const rows = all
    .slice(0, all.length > most ? most - 1 : most)
    .map((row) => [row.role, row.where, row.function, row.waited, row.waits, row.share]);
  const widths = [0, 1, 2, 3, 4, 5].map((at) =>
    Math.max(0, ...rows.map((cells) => cells[at]?.length ?? 0)),
  );
  const lines = rows.map((cells, index) => {
    const columns = cells.map((cell, at) => {
      const width = widths[at] ?? 0;
      return at < 3 ? cell.padEnd(width) : cell.padStart(width);
    });
    return fact(index === 0 ? "waits" : "", span(columns.join("  ")));
  });
  const more = all.length - rows.length;
  return more > 0 ? [...lines, below(`… ${more} more`, "dim")] : lines;
}

/** The changed lines of a patch; whole, ready for `git apply`, it is in findings.json and in the summary. */
export function patchLines(fix: Finding["fix"], most: number): Line[] {
  const patch = fix?.patch;
  if (patch === undefined) return [];
  const changed = patch.split("\n").filter((text) => /^[-+](?!-- |\+\+ )/.test(text));
  const more = changed.length - most;
  return [
    fact("patch", span(patchWords(fix), "dim")),
    ...changed
      .slice(0, most)
      .map((text) => below(text.replaceAll("\t", "  "), text.startsWith("+") ? "good" : "dim")),
    ...(more > 0 ? [below(`… ${more} more`, "dim")] : []),
  ];
}

/** The name of the finding, and what it is: `rg2-… · RG1008 partial-lock · error · own code`. */
export function idLine(finding: Finding): Line {
  const { code, class: name, certainty, severity, codeClass, fingerprints } = finding;
  const words = [
    fingerprints.stable,
    name === "unclassified" ? code : `${code} ${name}`,
    severity,
    CODE_WORDS[codeClass],
    certainty === "heuristic" ? "class inferred" : "",
  ];
  return fact("id", span(words.filter((word) => word !== "").join(" · "), "dim"));
}

/** The test, and where there is doubt, why this one. */
export function testLines({ test, testSurety }: FindingFacts): Line[] {
  if (test === undefined) return [];
  const surety = testSurety === undefined ? "" : `  (${testSurety})`;
  return [fact("test", span(test, "title"), span(surety, "dim"))];
}
