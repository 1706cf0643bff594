import { expect, it } from "vitest";
import { crc32c, createCrc32c } from "../../../src/util/crc32c.ts";

// RFC 3720, appendix B.4.
it.each([
  [new Uint8Array(32), "8a9136aa"],
  [new Uint8Array(32).fill(0xff), "62a8ab43"],
  [Uint8Array.from({ length: 32 }, (_, index) => index), "46dd794e"],
])("a published vector", async (bytes, hex) => {
  expect(await crc32c(bytes)).toBe(Buffer.from(hex, "hex").toString("base64"));
});

it("is the same in pieces, and of two sums at once", async () => {
  const bytes = Buffer.from("123456789");
  const first = await createCrc32c();
  const second = await createCrc32c();
  for (const byte of bytes) {
    first.update(Uint8Array.of(byte));
    second.update(Uint8Array.of(byte, byte));
  }
  expect(first.digestBase64()).toBe(Buffer.from("e3069283", "hex").toString("base64"));
  expect(second.digestBase64()).not.toBe(await crc32c(bytes));
});
