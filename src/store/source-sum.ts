import type { ByteSource } from "../model/byte-source.ts";
import { createCrc32c } from "../util/crc32c.ts";

const READ_BYTES = 1 << 20;

export interface SourceSum {
  readonly sizeBytes: number;
  /** Base64 of the big-endian CRC32C. */
  readonly crc32c: string;
}

/** Size and CRC32C of a whole source, read once in pieces; the source's own errors pass through. */
export async function sumOfSource(source: ByteSource): Promise<SourceSum> {
  const sum = await createCrc32c();
  let sizeBytes = 0;
  for (;;) {
    const piece = await source.read(sizeBytes, READ_BYTES);
    if (piece.byteLength === 0) break;
    sum.update(piece);
    sizeBytes += piece.byteLength;
  }
  return { sizeBytes, crc32c: sum.digestBase64() };
}
