// Foreign text on its way to a terminal: it may colour nothing, move nothing, ring nothing and reorder
// nothing. Escape sequences go as a whole (ECMA-48: CSI, OSC and the other strings, two-byte escapes), other
// control characters and the bidirectional ones go alone. Every other module of this family starts from here.

/** Text that may span lines: line breaks of every kind become `\n`, tabs stay. */
export function escapeForTerminal(text: string): string {
  return clean(text, "\n", "\t");
}

/** Text for the inside of one line: a line break shows as `\n` in two characters, a tab as a space. */
export function inlineForTerminal(text: string): string {
  return clean(text, "\\n", " ");
}

const ESC = 0x1b;
const BEL = 0x07;
const ST = 0x9c;

function clean(text: string, lineBreak: string, tab: string): string {
  const whole = text.toWellFormed();
  let out = "";
  let from = 0;
  let at = 0;
  while (at < whole.length) {
    const unit = whole.charCodeAt(at);
    if (!isSpecial(unit)) {
      at += 1;
      continue;
    }
    out += whole.slice(from, at);
    if (unit === ESC || unit === 0x9b || isStringStart(unit)) {
      at = endOfSequence(whole, at);
    } else {
      if (unit === 0x0d && whole.charCodeAt(at + 1) === 0x0a) at += 1;
      if (isLineBreak(unit)) out += lineBreak;
      else if (unit === 0x09) out += tab;
      at += 1;
    }
    from = at;
  }
  return from === 0 ? whole : out + whole.slice(from);
}

/** CR, LF, VT, FF, NEL, LS, PS: everything that any reader of our output takes for the end of a line. */
function isLineBreak(unit: number): boolean {
  return (unit >= 0x0a && unit <= 0x0d) || unit === 0x85 || unit === 0x2028 || unit === 0x2029;
}

function isSpecial(unit: number): boolean {
  if (unit < 0x20 || (unit >= 0x7f && unit <= 0x9f)) return true;
  if (unit < 0x061c) return unit === 0xad;
  return (
    unit === 0x061c || // Arabic letter mark
    (unit >= 0x200b && unit <= 0x200f) || // zero width, left-to-right and right-to-left marks
    (unit >= 0x2028 && unit <= 0x202e) || // line and paragraph separator, embeddings, overrides
    (unit >= 0x2060 && unit <= 0x206f) || // word joiner, isolates
    unit === 0xfeff ||
    (unit >= 0xfff9 && unit <= 0xfffb) // interlinear annotation
  );
}

/** DCS, SOS, OSC, PM, APC as C1 characters: a string that ends with ST or BEL. */
function isStringStart(unit: number): boolean {
  return unit === 0x90 || unit === 0x98 || (unit >= 0x9d && unit <= 0x9f);
}

/**
 * Index behind the sequence that starts at `at`. A string without its end is not swallowed to the end of
 * the text: only its introducer goes, so that a report never loses what follows.
 */
function endOfSequence(text: string, at: number): number {
  const first = text.charCodeAt(at);
  const next = text.charCodeAt(at + 1);
  if (first === 0x9b) return endOfCsi(text, at + 1);
  if (isStringStart(first)) return endOfString(text, at + 1);
  if (next === 0x5b) return endOfCsi(text, at + 2); // ESC [
  if (next === 0x5d || next === 0x50 || next === 0x58 || next === 0x5e || next === 0x5f) {
    return endOfString(text, at + 2); // ESC ] P X ^ _
  }
  let end = at + 1;
  while (end < text.length && end < at + 4 && isBetween(text.charCodeAt(end), 0x20, 0x2f)) end += 1;
  return isBetween(text.charCodeAt(end), 0x30, 0x7e) ? end + 1 : at + 1;
}

const SEQUENCE_LENGTH_MAX = 64;
const STRING_LENGTH_MAX = 4096;

function endOfCsi(text: string, from: number): number {
  let end = from;
  while (end < from + SEQUENCE_LENGTH_MAX && isBetween(text.charCodeAt(end), 0x20, 0x3f)) end += 1;
  return isBetween(text.charCodeAt(end), 0x40, 0x7e) ? end + 1 : from;
}

function endOfString(text: string, from: number): number {
  const stop = Math.min(text.length, from + STRING_LENGTH_MAX);
  for (let end = from; end < stop; end++) {
    const unit = text.charCodeAt(end);
    if (unit === BEL || unit === ST) return end + 1;
    if (unit === ESC) return text.charCodeAt(end + 1) === 0x5c ? end + 2 : end;
    if (isLineBreak(unit)) return from;
  }
  return from;
}

function isBetween(unit: number, low: number, high: number): boolean {
  return unit >= low && unit <= high; // false for NaN, behind the end
}
