import { expect, test } from "vitest";
import type { ByteRange } from "../../../src/model/byte-source.ts";
import { createTextSplitter } from "../../../src/parse/text-lines.ts";
import { DiagnosticBag } from "../../../src/util/diagnostic-bag.ts";

type Line = readonly [text: string, start: number, end: number];

/** Lines as the splitter gives them, whatever the chunks. A byte order mark is cleaned away later. */
function lines(chunks: readonly Uint8Array[]): Line[] {
  const found: Line[] = [];
  const onText = (text: string, at: ByteRange): void => {
    found.push([text.replace(/^\ufeff/, ""), at.start, at.end]);
  };
  const splitter = createTextSplitter("x", new DiagnosticBag(), onText);
  for (const chunk of chunks) splitter.push(chunk);
  splitter.end();
  return found;
}

/** The same, one line after the other: bytes up to a line feed, decoded, one carriage return before it dropped. */
function naive(bytes: Uint8Array): Line[] {
  const found: Line[] = [];
  for (let start = 0; start < bytes.length;) {
    const feed = bytes.indexOf(10, start);
    const stop = feed < 0 ? bytes.length : feed;
    const end = feed < 0 ? stop : stop + 1;
    const cut = bytes[stop - 1] === 13 && stop > start ? stop - 1 : stop;
    const text = new TextDecoder().decode(bytes.subarray(start, cut));
    if (!text.includes("\r")) found.push([text, start, end]);
    else for (const part of text.split("\r")) if (part !== "") found.push([part, start, end]);
    start = end;
  }
  return found;
}

function cut(bytes: Uint8Array, size: number): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.slice(at, at + size));
  return chunks;
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const TEXTS: Readonly<Record<string, Uint8Array>> = {
  "blank lines": utf8("\n\n\na\n\n"),
  "no end": utf8("a\nb"),
  "carriage returns": utf8("a\r\nb\rc\r\n\r\r\nd\r"),
  "many bytes a character": utf8("größe\n日本語\n😀 a\nplain\n"),
  "bad bytes": Uint8Array.from([
    0xff, 0x61, 10, 0xe2, 0x82, 10, 0xf0, 0x9f, 10, 0xc3, 10, 0x62, 10,
  ]),
  "byte order marks": utf8("\ufeffa\n\ufeffb\n"),
  "longer than a block": utf8(`${"x".repeat(40_000)}\nshort\n${"é".repeat(20_000)}\nend\n`),
  "a line at the edge of a block": utf8(`${"y".repeat(16_383)}\n${"z".repeat(16_384)}\nlast\n`),
};

test.each(Object.entries(TEXTS))("%s: as line by line, whatever the chunks", (_, bytes) => {
  const expected = naive(bytes);
  for (const size of [1, 3, 7, 4096, 16_385, bytes.length]) {
    expect(lines(cut(bytes, size))).toEqual(expected);
  }
});

test("pieces put together in any order, in chunks of any size", () => {
  const pieces = Object.values(TEXTS);
  let state = 7;
  const next = (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state % below;
  };
  for (let round = 0; round < 40; round++) {
    const parts = Array.from({ length: 6 }, () => pieces[next(pieces.length)] ?? utf8(""));
    const bytes = Uint8Array.from(parts.flatMap((part) => [...part]));
    expect(lines(cut(bytes, 1 + next(30_000)))).toEqual(naive(bytes));
  }
});
