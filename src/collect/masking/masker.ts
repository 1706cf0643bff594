import { encodingsOf, NEEDLE_MIN } from "./encodings.ts";

const STAR = 42;
const BACKSLASH = 92;
/** Of a value that a line break of test2json cuts in two, a piece of this many bytes is recognised. */
const PIECE_MIN = 6;
/** Behind it stands the text of an event of test2json. */
const OUTPUT = Buffer.from('"Output":"');

interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * Strikes values out of bytes, in every encoding that encodings.ts knows: each byte becomes `*`, so that no length and no
 * position changes and JSON, traces and profiles stay readable. Candidates are found by
 * their first two bytes, then by the first eight: most of a file is passed over at one look-up a byte.
 */
export class Masker {
  readonly #needles: readonly Uint8Array[];
  /** One bit for each pair of first bytes. */
  readonly #pairs = new Uint8Array(1 << 13);
  /** By the first eight bytes; each of them is long enough. */
  readonly #byHead = new Map<number, Map<number, Uint8Array[]>>();
  /** The longest sequence that is looked for. */
  readonly longest: number;

  constructor(values: readonly string[]) {
    const needles = new Map<string, Uint8Array>();
    for (const value of values) {
      for (const bytes of encodingsOf(value))
        needles.set(Buffer.from(bytes).toString("latin1"), bytes);
    }
    this.#needles = [...needles.values()];
    this.longest = Math.max(0, ...this.#needles.map(({ length }) => length));
    for (const needle of this.#needles) {
      const pair = ((needle[0] ?? 0) << 8) | (needle[1] ?? 0);
      this.#pairs[pair >> 3] = (this.#pairs[pair >> 3] ?? 0) | (1 << (pair & 7));
      const byRest = this.#byHead.get(fourBytes(needle, 0)) ?? new Map<number, Uint8Array[]>();
      this.#byHead.set(fourBytes(needle, 0), byRest);
      const rest = fourBytes(needle, 4);
      byRest.set(rest, [...(byRest.get(rest) ?? []), needle]);
    }
  }

  get isEmpty(): boolean {
    return this.#needles.length === 0;
  }

  /**
   * Strikes out in place.
   * @param isJson a value may then not begin within an escape: `\n` and a value that begins with n
   * @returns the number of places
   */
  mask(bytes: Uint8Array, isJson = false): number {
    const ranges = this.find(bytes, isJson);
    for (const { start, end } of ranges) bytes.fill(STAR, start, end);
    return ranges.length;
  }

  /** The same for a text. */
  maskText(text: string, isJson = false): string {
    if (this.isEmpty) return text;
    const bytes = Buffer.from(text, "utf8");
    return this.mask(bytes, isJson) === 0 ? text : bytes.toString("utf8");
  }

  /** The places, in order of their beginning; they may overlap. */
  find(bytes: Uint8Array, isJson = false): Range[] {
    if (this.isEmpty) return [];
    const ranges: Range[] = [];
    const pairs = this.#pairs;
    let before = bytes[0] ?? 0;
    for (let next = 1; next < bytes.length; next++) {
      const byte = bytes[next] ?? 0;
      const pair = (before << 8) | byte;
      before = byte;
      if (((pairs[pair >> 3] ?? 0) & (1 << (pair & 7))) === 0) continue;
      const at = next - 1;
      const end = this.#endOfMatch(bytes, at);
      if (end > at && !(isJson && isEscaped(bytes, at))) ranges.push({ start: at, end });
    }
    return ranges;
  }

  /** Where the longest sequence that begins at the place ends; the place itself where none does. */
  #endOfMatch(bytes: Uint8Array, at: number): number {
    if (at + NEEDLE_MIN > bytes.length) return at;
    const byRest = this.#byHead.get(fourBytes(bytes, at));
    const candidates = byRest?.get(fourBytes(bytes, at + 4)) ?? [];
    let length = 0;
    for (const needle of candidates) {
      if (needle.length > length && startsAt(bytes, at, needle)) length = needle.length;
    }
    return at + length;
  }

  /** How many bytes at the end are the beginning of a value; 0 where fewer than six are. */
  beginningAtEnd(bytes: Uint8Array): number {
    for (let length = Math.min(this.longest - 1, bytes.length); length >= PIECE_MIN; length--) {
      const start = bytes.length - length;
      if (this.#needles.some((one) => one.length > length && endsWithin(bytes, start, one, 0))) {
        return length;
      }
    }
    return 0;
  }

  /** How many bytes at the beginning are the rest of a value; 0 where fewer than six are. */
  restAtStart(bytes: Uint8Array): number {
    for (let length = Math.min(this.longest - 1, bytes.length); length >= PIECE_MIN; length--) {
      const head = bytes.subarray(0, length);
      const isRest = (one: Uint8Array): boolean =>
        one.length > length && endsWithin(head, 0, one, one.length - length);
      if (this.#needles.some(isRest)) return length;
    }
    return 0;
  }
}

function fourBytes(bytes: Uint8Array, at: number): number {
  return (
    ((bytes[at] ?? 0) << 24) |
    ((bytes[at + 1] ?? 0) << 16) |
    ((bytes[at + 2] ?? 0) << 8) |
    (bytes[at + 3] ?? 0)
  );
}

function startsAt(bytes: Uint8Array, at: number, needle: Uint8Array): boolean {
  if (at + needle.length > bytes.length) return false;
  for (let i = 8; i < needle.length; i++) if (bytes[at + i] !== needle[i]) return false;
  return true;
}

/** The bytes from `start` to their end are the needle's from `from`. */
function endsWithin(bytes: Uint8Array, start: number, needle: Uint8Array, from: number): boolean {
  for (let i = start; i < bytes.length; i++) {
    if (bytes[i] !== needle[from + i - start]) return false;
  }
  return true;
}

/** An odd number of backslashes stands before the place. */
function isEscaped(bytes: Uint8Array, at: number): boolean {
  let count = 0;
  while (count < at && bytes[at - 1 - count] === BACKSLASH) count++;
  return count % 2 === 1;
}

/**
 * Lines of `go test -json`. test2json cuts long lines in two events, also within a value: the end of a text that is no
 * end of a line, and the beginning of the next one, are asked for pieces.
 */
export class EventMasker {
  readonly #masker: Masker;
  #isOpen = false;

  constructor(masker: Masker) {
    this.#masker = masker;
  }

  /** Strikes out in place. */
  line(bytes: Uint8Array): void {
    const masker = this.#masker;
    if (masker.isEmpty) return;
    masker.mask(bytes, true);
    const line = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const at = line.indexOf(OUTPUT);
    if (at < 0) return;
    const start = at + OUTPUT.length;
    const end = endOfString(line, start);
    const text = line.subarray(start, end);
    if (this.#isOpen) text.fill(STAR, 0, masker.restAtStart(text));
    const endsLine = text.length >= 2 && text[text.length - 2] === BACKSLASH && text.at(-1) === 110;
    if (!endsLine) text.fill(STAR, text.length - masker.beginningAtEnd(text));
    this.#isOpen = !endsLine;
  }
}

/** The quote that ends the JSON string, or the end of the line where it is cut. */
function endOfString(line: Uint8Array, start: number): number {
  for (let at = start; at < line.length; at++) {
    if (line[at] === BACKSLASH) at++;
    else if (line[at] === 34) return at;
  }
  return line.length;
}
