import { Readable } from "node:stream";
import type { ByteSource } from "../model/byte-source.ts";

const PIECE_BYTES = 256 * 1024;

/** Bytes at hand as a source. */
export function sourceOfBytes(name: string, bytes: Uint8Array): ByteSource {
  return {
    name,
    size: bytes.byteLength,
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
  };
}

export function isByteSource(source: ByteSource | Uint8Array): source is ByteSource {
  return !(source instanceof Uint8Array);
}

/** A stream over `[start, end)` of the source. A source that became shorter ends the stream with an error. */
export function streamOf(source: ByteSource, start: number, end: number): Readable {
  return Readable.from(pieces(source, start, end), { objectMode: false });
}

async function* pieces(source: ByteSource, start: number, end: number): AsyncGenerator<Uint8Array> {
  let offset = start;
  while (offset < end) {
    const piece = await source.read(offset, Math.min(PIECE_BYTES, end - offset));
    if (piece.byteLength === 0) throw new SourceShrankError(source.name, offset, end);
    offset += piece.byteLength;
    yield piece;
  }
}

/** All bytes of a source that is known to be small. */
export async function bytesOf(source: ByteSource, sizeBytes: number): Promise<Buffer> {
  const whole: Uint8Array[] = [];
  for await (const piece of pieces(source, 0, sizeBytes)) whole.push(piece);
  return Buffer.concat(whole);
}

export class SourceShrankError extends Error {
  override readonly name = "SourceShrankError";
  readonly code = "EBADF"; // nothing that sending again would cure
  constructor(source: string, have: number, want: number) {
    super(`${source} became shorter while it was read: ${have} of ${want} bytes`);
  }
}
