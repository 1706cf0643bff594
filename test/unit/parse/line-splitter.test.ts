import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLineSplitter } from "../../../src/util/line-splitter.ts";

interface Line {
  readonly text: string;
  readonly start: number;
  readonly truncated: boolean;
  readonly end: number;
}

function split(chunks: readonly Uint8Array[], maxLineBytes?: number): Line[] {
  const lines: Line[] = [];
  const splitter = createLineSplitter(
    (line, start, truncated, end) => {
      lines.push({ text: Buffer.from(line).toString("latin1"), start, truncated, end });
    },
    maxLineBytes === undefined ? {} : { maxLineBytes },
  );
  for (const chunk of chunks) splitter.push(chunk);
  splitter.end();
  return lines;
}

function bytes(text: string): Uint8Array {
  return Buffer.from(text, "latin1");
}

/** The same answer, the slow way: on the whole text at once. */
function reference(text: string, maxLineBytes: number): Line[] {
  const lines: Line[] = [];
  let start = 0;
  while (start < text.length) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline + 1;
    const body = text.slice(start, newline < 0 ? text.length : newline).replace(/\r$/, "");
    const truncated = body.length > maxLineBytes;
    lines.push({ text: body.slice(0, maxLineBytes), start, truncated, end });
    start = end;
  }
  return lines;
}

describe("line splitter", () => {
  it("gives lines with their offsets, without the line ends", () => {
    expect(split([bytes("a\r\nbc\n\nd")])).toEqual([
      { text: "a", start: 0, truncated: false, end: 3 },
      { text: "bc", start: 3, truncated: false, end: 6 },
      { text: "", start: 6, truncated: false, end: 7 },
      { text: "d", start: 7, truncated: false, end: 8 },
    ]);
  });

  it("marks a line above the limit and goes on behind it", () => {
    expect(split([bytes("abcdefgh"), bytes("ij\nk\n")], 4)).toEqual([
      { text: "abcd", start: 0, truncated: true, end: 11 },
      { text: "k", start: 11, truncated: false, end: 13 },
    ]);
  });

  it("answers the same however the bytes are cut into chunks", () => {
    const text = fc.array(fc.constantFrom("a", "b", "\n", "\r", "\u00ff"), { maxLength: 80 });
    fc.assert(
      fc.property(text, fc.array(fc.integer({ min: 1, max: 9 })), (letters, sizes) => {
        const whole = letters.join("");
        const chunks: Uint8Array[] = [];
        let at = 0;
        for (const size of sizes) {
          chunks.push(bytes(whole.slice(at, at + size)));
          at += size;
        }
        chunks.push(bytes(whole.slice(at)));
        const got = split(chunks, 5);
        // A lone CR just above the limit at a cut is allowed to count as too long only if it is.
        expect(got).toEqual(reference(whole, 5));
      }),
      { numRuns: 2000 },
    );
  });

  it("never holds more than one line's limit of a line that does not end", () => {
    let calls = 0;
    let longest = 0;
    const splitter = createLineSplitter(
      (line) => {
        calls += 1;
        longest = Math.max(longest, line.buffer.byteLength);
      },
      { maxLineBytes: 1000 },
    );
    const chunk = new Uint8Array(100_000).fill(65);
    for (let i = 0; i < 1000; i++) splitter.push(chunk);
    splitter.end();
    expect(calls).toBe(1);
    expect(longest).toBeLessThanOrEqual(1001);
  });
});
