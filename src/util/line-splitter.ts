/**
 * Cuts a stream of byte chunks into lines without decoding it. Bytes come in as they were read, lines go
 * out as views that are valid only during the call. What is kept between two chunks is at most one line of
 * `maxLineBytes`: of a longer line the head is handed out, marked as truncated, and the rest is skipped.
 */

/** Longest line that is kept: more than any tool writes in one line, little enough to hold in memory. */
export const MAX_LINE_BYTES = 1024 * 1024;

const LF = 10;
const CR = 13;

/**
 * @param line the line without its `\n` and without one `\r` before it; valid only during the call
 * @param startOffset where the line's first byte stands in the whole stream
 * @param truncated the line was longer than the limit and `line` is its head
 * @param endOffset just behind the line's `\n`, or the end of the stream
 */
export type OnLine = (
  line: Uint8Array,
  startOffset: number,
  truncated: boolean,
  endOffset: number,
) => void;

export interface LineSplitter {
  /** Takes the next bytes of the stream; calls back for each line that ends in them. */
  push(chunk: Uint8Array): void;
  /** The stream is over: calls back for a last line without `\n`, if there is one. */
  end(): void;
}

/** Makes a splitter that begins at byte 0 of a stream (or at `firstOffset`). */
export function createLineSplitter(
  onLine: OnLine,
  options: { readonly maxLineBytes?: number; readonly firstOffset?: number } = {},
): LineSplitter {
  const maxLineBytes = options.maxLineBytes ?? MAX_LINE_BYTES;
  let chunkOffset = options.firstOffset ?? 0;
  let lineOffset = chunkOffset;
  // The beginning of a line whose end has not come yet. Grows by doubling up to one byte above the limit:
  // the byte above is a `\r` that does not count.
  let carry = new Uint8Array(0);
  let carried = 0;
  let dropped = false;

  function keep(part: Uint8Array): void {
    const room = maxLineBytes + 1 - carried;
    const taken = Math.min(room, part.length);
    if (taken < part.length) dropped = true;
    const needed = carried + taken;
    if (needed > carry.length) {
      const grown = new Uint8Array(Math.min(maxLineBytes + 1, Math.max(needed, carry.length * 2)));
      grown.set(carry.subarray(0, carried));
      carry = grown;
    }
    carry.set(part.subarray(0, taken), carried);
    carried = needed;
  }

  function emit(line: Uint8Array, cut: boolean, endOffset: number): void {
    let length = line.length;
    if (!cut && length > 0 && line[length - 1] === CR) length -= 1;
    const truncated = cut || length > maxLineBytes;
    if (length > maxLineBytes) length = maxLineBytes;
    // A view costs more than a short line's other work: none is made of a whole line.
    const kept = length === line.length ? line : line.subarray(0, length);
    onLine(kept, lineOffset, truncated, endOffset);
    lineOffset = endOffset;
  }

  function emitCarried(endOffset: number): void {
    emit(carry.subarray(0, carried), dropped, endOffset);
    carried = 0;
    dropped = false;
  }

  return {
    push(chunk) {
      let start = 0;
      let end = chunk.indexOf(LF);
      if (end >= 0 && carried > 0) {
        keep(chunk.subarray(0, end));
        emitCarried(chunkOffset + end + 1);
        start = end + 1;
        end = chunk.indexOf(LF, start);
      }
      while (end >= 0) {
        emit(chunk.subarray(start, end), false, chunkOffset + end + 1);
        start = end + 1;
        end = chunk.indexOf(LF, start);
      }
      if (start < chunk.length) keep(chunk.subarray(start));
      chunkOffset += chunk.length;
    },
    end() {
      if (carried > 0) emitCarried(chunkOffset);
    },
  };
}
