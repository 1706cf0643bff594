/**
 * hash-wasm by a name of our own. It is loaded at first use (crc32c.ts), and a dynamic import of a CommonJS package
 * has no named exports once it is bundled; this module has.
 */
export { createCRC32 } from "hash-wasm";
