import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);

// src/util/crc32c.ts
var CASTAGNOLI_REVERSED = 2197175160;
async function createCrc32c() {
  const { createCRC32 } = await import("./crc32-wasm-2TDARBNL.js");
  const hasher = await createCRC32(CASTAGNOLI_REVERSED);
  return {
    update: (bytes) => {
      hasher.update(bytes);
    },
    digestBase64: () => Buffer.from(hasher.digest("binary")).toString("base64")
  };
}
async function crc32c(bytes) {
  const sum = await createCrc32c();
  sum.update(bytes);
  return sum.digestBase64();
}

export {
  createCrc32c,
  crc32c
};
