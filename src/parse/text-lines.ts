import type { ByteRange, ByteSource } from "../model/byte-source.ts";
import { createLineSplitter, type LineSplitter } from "../util/line-splitter.ts";
import type { DiagnosticBag } from "../util/diagnostic-bag.ts";

/** Bytes in, decoded lines out. Bad UTF-8 becomes U+FFFD; a line without end is cut and said so. */

/** Bytes that are read at once. */
const CHUNK_BYTES = 1024 * 1024;

export type OnText = (text: string, at: ByteRange) => void;

/**
 * Whole lines that are decoded at once: a call of TextDecoder costs as much as ten short lines. The lines share the
 * block's memory, so a line that is kept keeps this much.
 */
const BLOCK_BYTES = 16 * 1024;
const LF = 10;

/** A splitter that decodes. A carriage return inside a line ends a line too (progress bars, old files). */
export function createTextSplitter(
  source: string,
  diagnostics: DiagnosticBag,
  onText: OnText,
): LineSplitter {
  return new TextSplitter(source, diagnostics, onText);
}

/**
 * 1. Between two lines, a block of whole lines is decoded, and the lines are cut out of the text. No decoding loses or
 *    makes a line feed; where the block has as many characters as bytes, each is one byte's.
 * 2. A line that is longer than a block is collected as bytes and decoded by itself.
 */
class TextSplitter implements LineSplitter {
  readonly #source: string;
  readonly #diagnostics: DiagnosticBag;
  readonly #onText: OnText;
  readonly #decoder = new TextDecoder("utf-8", { fatal: false, ignoreBOM: false });
  readonly #bytes: LineSplitter;
  /** Bytes that were not given to `#bytes`: its offsets lack them. */
  #passed = 0;
  #given = 0;
  /** The beginning of a line lies in `#bytes`. */
  #inLine = false;

  constructor(source: string, diagnostics: DiagnosticBag, onText: OnText) {
    this.#source = source;
    this.#diagnostics = diagnostics;
    this.#onText = onText;
    this.#bytes = createLineSplitter((line, start, truncated, end) => {
      this.#line(line, truncated, { source, start: start + this.#passed, end: end + this.#passed });
    });
  }

  push(chunk: Uint8Array): void {
    let from = 0;
    while (from < chunk.length) {
      const last = this.#inLine ? -1 : chunk.lastIndexOf(LF, from + BLOCK_BYTES - 1);
      const whole = last >= from;
      const end = whole ? last + 1 : lineEnd(chunk, from);
      const block = chunk.subarray(from, end);
      if (whole) this.#block(block);
      else this.#give(block);
      from = end;
    }
  }

  end(): void {
    this.#bytes.end();
  }

  #give(bytes: Uint8Array): void {
    this.#bytes.push(bytes);
    this.#given += bytes.length;
    this.#inLine = bytes.at(-1) !== LF;
  }

  #block(bytes: Uint8Array): void {
    const text = this.#decoder.decode(bytes);
    const plain = text.length === bytes.length;
    const returns = text.includes("\r");
    const base = this.#given + this.#passed;
    let from = 0;
    let start = 0;
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", from)) {
      const next = (plain ? end : bytes.indexOf(LF, start)) + 1;
      const at = { source: this.#source, start: base + start, end: base + next };
      const line = text.slice(from, end);
      if (returns && line.includes("\r")) this.#parts(line, at);
      else this.#onText(line, at);
      from = end + 1;
      start = next;
    }
    this.#passed += bytes.length;
  }

  /** One `\r` before the end belongs to it. */
  #parts(line: string, at: ByteRange): void {
    const text = line.endsWith("\r") ? line.slice(0, -1) : line;
    if (!text.includes("\r")) {
      this.#onText(text, at);
      return;
    }
    for (const part of text.split("\r")) if (part !== "") this.#onText(part, at);
  }

  #line(line: Uint8Array, truncated: boolean, at: ByteRange): void {
    if (truncated) {
      this.#diagnostics.add(
        "line-truncated",
        "data-loss",
        "A line was longer than 1 MiB: only its beginning was read.",
        at,
      );
    }
    const text = this.#decoder.decode(line);
    if (!text.includes("\r")) this.#onText(text, at);
    else for (const part of text.split("\r")) if (part !== "") this.#onText(part, at);
  }
}

/** Just behind the next line's end, or the chunk's end. */
function lineEnd(chunk: Uint8Array, from: number): number {
  const end = chunk.indexOf(LF, from);
  return end < 0 ? chunk.length : end + 1;
}

/** Calls back for each line of a whole text in memory. */
export function forEachLine(
  bytes: Uint8Array,
  source: string,
  diagnostics: DiagnosticBag,
  onText: OnText,
): void {
  const splitter = createTextSplitter(source, diagnostics, onText);
  splitter.push(bytes);
  splitter.end();
}

/** Pushes a source through a splitter, a chunk at a time, and ends it. */
export async function pumpSource(bytes: ByteSource, splitter: LineSplitter): Promise<void> {
  let offset = 0;
  for (;;) {
    const chunk = await bytes.read(offset, CHUNK_BYTES);
    if (chunk.length === 0) break;
    // A plain view: taking a line of it costs a third of what a line of a Buffer does.
    splitter.push(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length));
    offset += chunk.length;
  }
  splitter.end();
}
