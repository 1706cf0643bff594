// Lines as data: spans with a style, painted last. Every span passes the terminal's escape here, so a report
// cannot forget it, and the whole text passes the runner's wall, so it can go to any log.
import { escapeCommandData, guardRunnerLines } from "../../util/escape-runner.ts";
import { inlineForTerminal } from "../../util/escape-terminal.ts";
import { cutUnits } from "../../util/utf8-cut.ts";

export type Style = "plain" | "title" | "bad" | "good" | "warn" | "own" | "dim" | "group";

export interface Span {
  readonly text: string;
  readonly style: Style;
}
export type Line = readonly Span[];

/** No foreign name is worth more than this on one line. */
const SPAN_UNITS_MAX = 2_000;
const PROSE_UNITS_MAX = 4_000;

// Select Graphic Rendition (ECMA-48): bold 1, dim 2, red 31, green 32, yellow 33.
const CODES: Record<Style, string> = {
  plain: "",
  title: "1",
  bad: "1;31",
  good: "1;32",
  warn: "33",
  own: "1",
  dim: "2",
  group: "",
};

/** A span; foreign text is welcome, it is escaped when painted. */
export function span(text: string, style: Style = "plain"): Span {
  return { text, style };
}

/** A line of one span. */
export function line(text: string, style: Style = "plain"): Line {
  return [span(text, style)];
}

/** Lines to text, each ended by `\n`. Without colour there is no escape sequence in it at all. */
export function paint(lines: readonly Line[], colour: boolean): string {
  const text = lines.map((spans) => {
    const [first] = spans;
    return first?.style === "group"
      ? groupCommand(first.text)
      : guardRunnerLines(paintLine(spans, colour));
  });
  return `${text.join("\n")}\n`;
}

/** Lines that GitHub's log folds under a title; our own commands are the only ones that pass the wall. */
export function grouped(title: string, lines: readonly Line[]): Line[] {
  return [line(title, "group"), ...lines, line("", "group")];
}

function groupCommand(title: string): string {
  if (title === "") return "::endgroup::";
  return `::group::${escapeCommandData(cutUnits(inlineForTerminal(title), SPAN_UNITS_MAX))}`;
}

function paintLine(spans: Line, colour: boolean): string {
  const painted = spans.map(({ text, style }) => {
    const safe = cutUnits(inlineForTerminal(text), SPAN_UNITS_MAX);
    const code = CODES[style];
    if (!colour || code === "" || safe.trim() === "") return safe;
    return `\u001b[${code}m${safe}\u001b[0m`;
  });
  return painted.join("").trimEnd();
}

/**
 * Prose in lines of at most `width` characters, broken at spaces; a word that is longer stays whole, so that
 * paths and addresses can be copied.
 */
export function wrapWords(text: string, width: number): string[] {
  const lines: string[] = [];
  let current = "";
  const prose = cutUnits(text, PROSE_UNITS_MAX).replaceAll("\n", " ");
  for (const word of inlineForTerminal(prose).split(" ")) {
    if (word === "") continue;
    if (current !== "" && current.length + 1 + word.length > width) {
      lines.push(current);
      current = word;
    } else current = current === "" ? word : `${current} ${word}`;
  }
  if (current !== "") lines.push(current);
  return lines;
}
