/**
 * Removes terminal escape sequences (ECMA-48: CSI, OSC and other string sequences, two-byte escapes) with
 * one pass over the text and no backtracking. An unfinished sequence at the end is removed too.
 */

const ESC = 0x1b;
const BEL = 0x07;
/** Longest sequence that is believed: behind it the text is taken as text again. */
const SEQUENCE_MAX = 256;

/** Returns the text itself where it holds no ESC. */
export function stripAnsi(text: string): string {
  let escape = text.indexOf("\x1b");
  if (escape < 0) return text;
  let out = "";
  let from = 0;
  while (escape >= 0) {
    out += text.slice(from, escape);
    from = endOfSequence(text, escape);
    escape = text.indexOf("\x1b", from);
  }
  return out + text.slice(from);
}

/** Index behind the sequence that begins with the ESC at `start`. */
function endOfSequence(text: string, start: number): number {
  const kind = text.charCodeAt(start + 1);
  if (Number.isNaN(kind)) return start + 1;
  const limit = Math.min(text.length, start + SEQUENCE_MAX);
  if (kind === 0x5b) {
    // CSI: parameter and intermediate bytes 0x20-0x3f, then one final byte 0x40-0x7e.
    let at = start + 2;
    while (at < limit && text.charCodeAt(at) >= 0x20 && text.charCodeAt(at) <= 0x3f) at += 1;
    const final = text.charCodeAt(at);
    return final >= 0x40 && final <= 0x7e ? at + 1 : at;
  }
  if (kind === 0x5d || kind === 0x50 || kind === 0x5f || kind === 0x5e || kind === 0x58) {
    // OSC, DCS, APC, PM, SOS: text up to BEL or ESC \.
    for (let at = start + 2; at < limit; at++) {
      const code = text.charCodeAt(at);
      if (code === BEL) return at + 1;
      if (code === ESC) return text.charCodeAt(at + 1) === 0x5c ? at + 2 : at;
    }
    return limit === text.length ? limit : start + 2;
  }
  return kind >= 0x20 && kind <= 0x7e ? start + 2 : start + 1;
}
