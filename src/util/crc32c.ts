import { createCRC32 } from "hash-wasm";
import type { ByteSource } from "../model/byte-source.ts";

/**
 * CRC32C (Castagnoli), written as Cloud Storage writes it in an object's metadata: base64 of the four bytes,
 * most significant first (https://cloud.google.com/storage/docs/hashes-etags). WebAssembly, because the plain
 * JavaScript of the storage library costs more than the transfer on a fast line.
 */
export interface Crc32c {
  update(bytes: Uint8Array): void;
  /** Base64 of the big-endian sum over everything so far; ends this instance's use. */
  digest(): string;
}

const CASTAGNOLI_REVERSED = 0x82f63b78;

/** A fresh incremental sum. Instances do not share state. */
export async function createCrc32c(): Promise<Crc32c> {
  const hasher = await createCRC32(CASTAGNOLI_REVERSED);
  hasher.init();
  return {
    update: (bytes) => {
      hasher.update(bytes);
    },
    digest: () => toBase64(hasher.digest("binary")),
  };
}

/** CRC32C of bytes that are at hand. */
export async function crc32cOfBytes(bytes: Uint8Array): Promise<string> {
  const sum = await createCrc32c();
  sum.update(bytes);
  return sum.digest();
}

const READ_BYTES = 1 << 20;

export interface SourceSum {
  readonly sizeBytes: number;
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
  return { sizeBytes, crc32c: sum.digest() };
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
}
