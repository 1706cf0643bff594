/**
 * CRC32C (Castagnoli) as Cloud Storage keeps it with every object: base64 of the four bytes, big-endian.
 * WebAssembly, because a run's traces are hundreds of megabytes.
 */
const CASTAGNOLI_REVERSED = 0x82f63b78;

export interface Crc32c {
  /** Takes the next bytes. */
  update(bytes: Uint8Array): void;
  /** The sum over everything so far, base64. Ends the calculation. */
  digestBase64(): string;
}

/** A calculation to feed in pieces. */
export async function createCrc32c(): Promise<Crc32c> {
  // Loaded at the first sum: that is after the tests.
  const { createCRC32 } = await import("./crc32-wasm.ts");
  const hasher = await createCRC32(CASTAGNOLI_REVERSED);
  return {
    update: (bytes) => {
      hasher.update(bytes);
    },
    digestBase64: () => Buffer.from(hasher.digest("binary")).toString("base64"),
  };
}

/** The sum of one piece of bytes. */
export async function crc32c(bytes: Uint8Array): Promise<string> {
  const sum = await createCrc32c();
  sum.update(bytes);
  return sum.digestBase64();
}
