import { stripAnsi } from "../util/strip-ansi.ts";

/**
 * Undoes what terminals, log viewers and web pages do to a line: escape sequences, a byte order mark,
 * no-break and zero-width spaces, HTML entities, carriage returns (also as the two characters `^M`), blanks
 * at the end.
 */

/** One entity: name or number, at most eight characters, as web pages write a report's `<`, `>`, `+`. */
const ENTITY = /&(#x[0-9a-f]{1,6}|#[0-9]{1,7}|[a-z]{2,6});/gi;

const NAMED = new Map([
  ["lt", "<"],
  ["gt", ">"],
  ["amp", "&"],
  ["quot", '"'],
  ["apos", "'"],
  ["nbsp", " "],
  ["middot", "\u00b7"],
]);

/** What this file undoes inside a line; most lines hold none of it. */
const TRACES = /[\x1b&\u00a0\u200b\ufeff]/;

/** The line without such traces. Fast for an ordinary line: one search, one look at its end, no copy. */
export function cleanLine(line: string): string {
  if (line === "") return line;
  if (!TRACES.test(line)) {
    const last = line.charCodeAt(line.length - 1);
    if (last > 0x20 && last < 0x80 && last !== 0x4d) return line;
  }
  let text = stripAnsi(line);
  if (text.includes("&")) text = text.replace(ENTITY, decodeEntity);
  if (/[\u00a0\u200b\ufeff]/.test(text)) {
    text = text.replaceAll("\u00a0", " ").replaceAll(/[\ufeff\u200b]/g, "");
  }
  text = text.trimEnd();
  while (text.endsWith("^M")) text = text.slice(0, -2).trimEnd();
  return text;
}

function decodeEntity(whole: string, body: string): string {
  if (!body.startsWith("#")) return NAMED.get(body.toLowerCase()) ?? whole;
  const hex = body[1] === "x" || body[1] === "X";
  const code = Number.parseInt(body.slice(hex ? 2 : 1), hex ? 16 : 10);
  const control = code < 0x20 || (code >= 0x7f && code < 0xa0) || (code >= 0xd800 && code < 0xe000);
  return control || code > 0x10ffff ? whole : String.fromCodePoint(code);
}
