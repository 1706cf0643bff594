import type { ByteRange, ByteSource } from "../model/byte-source.ts";
import { createLineSplitter, type LineSplitter } from "../util/line-splitter.ts";
import type { DiagnosticBag } from "../util/diagnostic-bag.ts";

/** Bytes in, decoded lines out. Bad UTF-8 becomes U+FFFD; a line without end is cut and said so. */

/** Bytes that are read at once. */
const CHUNK_BYTES = 1024 * 1024;

export type OnText = (text: string, at: ByteRange) => void;

/** Lines up to this length are decoded here where they are ASCII: a call of TextDecoder costs as much as they do. */
const SHORT_BYTES = 48;

function shortText(line: Uint8Array): string | undefined {
  let text = "";
  for (const byte of line) {
    if (byte >= 0x80) return undefined;
    text += String.fromCharCode(byte);
  }
  return text;
}

/** A splitter that decodes. A carriage return inside a line ends a line too (progress bars, old files). */
export function createTextSplitter(
  source: string,
  diagnostics: DiagnosticBag,
  onText: OnText,
): LineSplitter {
  const decoder = new TextDecoder("utf-8", { fatal: false, ignoreBOM: false });
  return createLineSplitter((line, start, truncated, end) => {
    if (truncated) {
      diagnostics.add(
        "line-truncated",
        "data-loss",
        "A line was longer than 1 MiB: only its beginning was read.",
        { source, start, end },
      );
    }
    const short = line.length <= SHORT_BYTES ? shortText(line) : undefined;
    const text = short ?? decoder.decode(line);
    if (!text.includes("\r")) {
      onText(text, { source, start, end });
      return;
    }
    for (const part of text.split("\r")) if (part !== "") onText(part, { source, start, end });
  });
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
