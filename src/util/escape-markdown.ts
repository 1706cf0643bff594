// Foreign text on its way to GitHub's Markdown (job summaries, check runs, comments): CommonMark plus
// tables, autolinks, @mentions, #references and :emoji:. Text keeps its looks and gains no meaning: what can
// open something is escaped, and what GitHub replaces without Markdown (`@name`, `#12`, bare addresses) is
// broken by a zero-width space. Code is fenced by more than it holds.
import { escapeForTerminal, inlineForTerminal } from "./escape-terminal.ts";

const ZERO_WIDTH_SPACE = "\u200b";

/**
 * Text inside a paragraph, heading, list item or table cell, on one line. It may stand first on a line: what
 * opens a block there is escaped as well.
 */
export function escapeMarkdown(text: string): string {
  const escaped = inlineForTerminal(text)
    .trim()
    .replaceAll(/[\\`*_[\]<>&~$#@]/g, "\\$&")
    .replaceAll("|", "&vert;")
    .replace(/^(\d{0,9})([-+=.)])/, "$1\\$2");
  return breakLinks(escaped);
}

/**
 * The same for our own sentences about foreign names: a pair of backticks marks code there, as in
 * "data race on `hits`". Names with backticks of their own only shift the marks.
 */
export function escapeMarkdownSentence(text: string): string {
  const parts = inlineForTerminal(text).trim().split("`");
  if (parts.length % 2 === 0) return escapeMarkdown(text);
  return parts
    .map((part, index) => {
      if (index % 2 === 1) return codeSpan(part);
      const escaped = escapeMarkdown(part);
      const before = part.startsWith(" ") && escaped !== "" ? " " : "";
      return before + escaped + (part.endsWith(" ") ? " " : "");
    })
    .join("")
    .trim();
}

/** What GitHub replaces in plain text, wherever it stands. */
function breakLinks(text: string): string {
  return text.replaceAll(
    /[@#]|:(?=\/\/|[\w+-]{1,50}:)|www(?=\.)|\bGH(?=-\d)/gi,
    `$&${ZERO_WIDTH_SPACE}`,
  );
}

/** Text between our own HTML tags, e.g. `<summary>`: no element, no entity, no mention, one line. */
export function escapeMarkdownHtml(text: string): string {
  const html = inlineForTerminal(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
  return breakLinks(html);
}

/**
 * A code span that also works in a table cell. A `|` cannot be written inside a code span of a cell, so such
 * text falls back to escaped text.
 */
export function codeSpan(text: string): string {
  const line = inlineForTerminal(text);
  if (line.trim() === "") return "";
  if (line.includes("|")) return escapeMarkdown(text);
  const fence = "`".repeat(longestRun(line) + 1);
  const pad = line.startsWith("`") || line.endsWith("`") || /^ .* $/.test(line) ? " " : "";
  return fence + pad + line + pad + fence;
}

/** A fenced block: the fence is longer than any run of backticks inside. `language` is ours. */
export function fencedBlock(text: string, language = "text"): string {
  const body = escapeForTerminal(text);
  const fence = "`".repeat(Math.max(3, longestRun(body) + 1));
  return `${fence}${language}\n${body}${body.endsWith("\n") ? "" : "\n"}${fence}`;
}

function longestRun(text: string): number {
  let longest = 0;
  let run = 0;
  for (let at = 0; at < text.length; at++) {
    run = text.charCodeAt(at) === 0x60 ? run + 1 : 0;
    if (run > longest) longest = run;
  }
  return longest;
}
