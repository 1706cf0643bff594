// Go string literals, as Go's own test data holds bytes.

const SIMPLE = new Map([
  ["a", 7],
  ["b", 8],
  ["f", 12],
  ["n", 10],
  ["r", 13],
  ["t", 9],
  ["v", 11],
  ["\\", 92],
  ["'", 39],
  ['"', 34],
]);

/** The bytes of a double-quoted Go literal. */
export function unquoteGo(literal: string): Uint8Array {
  const out: number[] = [];
  const text = literal.trim().slice(1, -1);
  for (let i = 0; i < text.length;) {
    const c = text[i] ?? "";
    if (c !== "\\") {
      const point = String.fromCodePoint(text.codePointAt(i) ?? 0);
      out.push(...Buffer.from(point));
      i += point.length;
      continue;
    }
    const e = text[i + 1] ?? "";
    const simple = SIMPLE.get(e);
    if (simple !== undefined) {
      out.push(simple);
      i += 2;
    } else if (e === "x") {
      out.push(parseInt(text.slice(i + 2, i + 4), 16));
      i += 4;
    } else if (e === "u" || e === "U") {
      const n = e === "u" ? 4 : 8;
      out.push(...Buffer.from(String.fromCodePoint(parseInt(text.slice(i + 2, i + 2 + n), 16))));
      i += 2 + n;
    } else {
      out.push(parseInt(text.slice(i + 1, i + 4), 8));
      i += 4;
    }
  }
  return Uint8Array.from(out);
}
