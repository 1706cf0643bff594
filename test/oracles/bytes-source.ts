import type { ByteSource } from "../../src/model/byte-source.ts";

/** A byte source over bytes in memory. */
export function bytesSource(bytes: Uint8Array, name = "trace"): ByteSource {
  return {
    name,
    size: bytes.length,
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
  };
}
