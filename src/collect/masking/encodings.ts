/** The forms in which a value reaches logs and files. */

/** Shorter runs of characters are words, and would be struck out everywhere. */
export const NEEDLE_MIN = 8;

/**
 * All byte sequences that give the value away: as it is, in URLs (Go's and JavaScript's rules), in base64 at each of the
 * three offsets and in both alphabets, in HTML, in JSON and Go's `%q`, and each of these again as a JSON string has them
 * (test2json writes output so). Forms that are too short are left out.
 */
export function encodingsOf(value: string): Uint8Array[] {
  const plain = new Set<string>([
    value,
    ...urlForms(value),
    ...htmlForms(value),
    ...base64Forms(value),
  ]);
  for (const form of [...plain]) for (const quoted of jsonForms(form)) plain.add(quoted);
  // Text that held JSON, written as JSON.
  for (const form of [...plain]) for (const quoted of jsonForms(form)) plain.add(quoted);
  return [...plain]
    .map((form) => Buffer.from(form, "utf8"))
    .filter(({ length }) => length >= NEEDLE_MIN);
}

/** What Go's url.QueryEscape, PathEscape, userinfo, and JavaScript's encodeURIComponent and encodeURI leave alone. */
const LEFT_ALONE = [
  /[A-Za-z0-9\-_.~]/,
  /[A-Za-z0-9\-_.~$&+=:@]/,
  /[A-Za-z0-9\-_.~$&+,;=]/,
  /[A-Za-z0-9\-_.~!'()*]/,
  /[A-Za-z0-9\-_.~!'()*;,/?:@&=+$#]/,
];

function urlForms(value: string): string[] {
  return LEFT_ALONE.flatMap((kept) => {
    const upper = percentEncoded(value, kept);
    const lower = upper.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
    return [upper, lower, upper.replaceAll("%20", "+"), lower.replaceAll("%20", "+")];
  });
}

function percentEncoded(value: string, kept: RegExp): string {
  let text = "";
  for (const byte of Buffer.from(value, "utf8")) {
    const character = String.fromCharCode(byte);
    const code = byte.toString(16).toUpperCase().padStart(2, "0");
    text += kept.test(character) ? character : `%${code}`;
  }
  return text;
}

/** html/template and html.EscapeString of Go, and what others write. */
function htmlForms(value: string): string[] {
  const base = value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const go = base.replaceAll('"', "&#34;").replaceAll("'", "&#39;");
  return [
    base,
    go,
    go.replaceAll("+", "&#43;"),
    base.replaceAll('"', "&quot;").replaceAll("'", "&#39;"),
    base.replaceAll('"', "&quot;").replaceAll("'", "&#x27;"),
    base.replaceAll('"', "&quot;"),
  ];
}

/** The characters that depend on the value alone, wherever in a longer text it begins. */
function base64Forms(value: string): string[] {
  const bytes = Buffer.from(value, "utf8");
  return [0, 1, 2].flatMap((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString("base64");
    const from = Math.ceil((offset * 8) / 6);
    const to = Math.floor(((offset + bytes.length) * 8) / 6);
    const middle = text.slice(from, to);
    return [middle, middle.replaceAll("+", "-").replaceAll("/", "_")];
  });
}

/** JSON.stringify; Go's encoder, which also escapes for HTML; Go's `%q`. All without the quotes. */
function jsonForms(value: string): string[] {
  const json = JSON.stringify(value).slice(1, -1);
  const forHtml = json
    .replaceAll("<", "\\u003c")
    .replaceAll(">", "\\u003e")
    .replaceAll("&", "\\u0026")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
  return [json, forHtml];
}
