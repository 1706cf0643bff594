/**
 * Log collectors put a prefix before every line: time stamps, pod names, quote marks, indentation. There is
 * no list of them here. The prefix is what stands before a phrase that is known (`WARNING: DATA RACE`), and
 * another line has the same prefix when it agrees in everything but the digits and the widths of blanks:
 * `2024-05-01T10:00:00.123Z stdout F ` and `2024-05-01T10:00:01.4Z stdout F ` are one prefix.
 */

/** Longest text before a phrase that is taken for a collector's prefix. */
const PREFIX_MAX = 512;

/** What remains of `line` behind a prefix of the same shape as `prefix`; undefined if it has another one. */
export function stripPrefix(line: string, prefix: string): string | undefined {
  if (prefix.length > PREFIX_MAX) return undefined;
  let at = 0;
  let want = 0;
  while (want < prefix.length) {
    const code = prefix.charCodeAt(want);
    if (isDigit(code)) {
      if (!isDigit(line.charCodeAt(at))) return undefined;
      want = skip(prefix, want, isDigit);
      at = skip(line, at, isDigit);
    } else if (isBlank(code)) {
      // Editors and mailers drop blanks at the end of a line: `>` stands for `> `.
      if (at < line.length && !isBlank(line.charCodeAt(at))) return undefined;
      want = skip(prefix, want, isBlank);
      at = skip(line, at, isBlank);
      if (at === line.length && want < prefix.length) return undefined;
    } else {
      if (line.charCodeAt(at) !== code) return undefined;
      want += 1;
      at += 1;
    }
  }
  return line.slice(at);
}

function skip(text: string, from: number, test: (code: number) => boolean): number {
  let at = from;
  while (at < text.length && test(text.charCodeAt(at))) at += 1;
  return at;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

/** Different prefixes one text may have: a first line with a log's prefix, the rest only indented. */
const PREFIXES_MAX = 3;

/** The prefixes seen in one report or dump, newest first. */
export class LinePrefixes {
  readonly #prefixes: string[] = [];

  get any(): boolean {
    return this.#prefixes.length > 0;
  }

  learn(prefix: string): void {
    if (prefix === "" || this.#prefixes.includes(prefix)) return;
    this.#prefixes.unshift(prefix);
    if (this.#prefixes.length > PREFIXES_MAX) this.#prefixes.pop();
  }

  /** The line without its prefix and without blanks around it. */
  strip(line: string): string {
    for (const prefix of this.#prefixes) {
      const rest = stripPrefix(line, prefix);
      if (rest !== undefined) return rest.trim();
    }
    return line.trim();
  }
}
