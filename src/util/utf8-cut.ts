// Cutting text to a budget of UTF-8 bytes or UTF-16 units without breaking a character. Platforms count in
// one or the other, and a cut through a surrogate pair leaves a replacement character that nobody wrote.

/** Number of bytes of `text` in UTF-8; a lone surrogate counts 3, as its replacement character does. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) bytes += 1;
    else if (unit < 0x800) bytes += 2;
    else if (isPairAt(text, at)) {
      bytes += 4;
      at += 1;
    } else bytes += 3;
  }
  return bytes;
}

/**
 * The longest beginning of `text` that takes at most `bytesMax` bytes of UTF-8, `mark` included where
 * something was cut. Where not even the mark fits, the result is empty.
 */
export function cutUtf8(text: string, bytesMax: number, mark = "…"): string {
  if (utf8Length(text) <= bytesMax) return text;
  const room = bytesMax - utf8Length(mark);
  if (room < 0) return "";
  let bytes = 0;
  let at = 0;
  while (at < text.length) {
    const units = isPairAt(text, at) ? 2 : 1;
    const size = units === 2 ? 4 : utf8Length(text.charAt(at));
    if (bytes + size > room) break;
    bytes += size;
    at += units;
  }
  return text.slice(0, at) + mark;
}

/** The same for a budget of UTF-16 units, which is how .NET and JavaScript count characters. */
export function cutUnits(text: string, unitsMax: number, mark = "…"): string {
  if (text.length <= unitsMax) return text;
  let end = unitsMax - mark.length;
  if (end < 0) return "";
  if (end > 0 && isPairAt(text, end - 1)) end -= 1;
  return text.slice(0, end) + mark;
}

function isPairAt(text: string, at: number): boolean {
  const high = text.charCodeAt(at);
  if (high < 0xd800 || high > 0xdbff || at + 1 >= text.length) return false;
  const low = text.charCodeAt(at + 1);
  return low >= 0xdc00 && low <= 0xdfff;
}
