import fc from "fast-check";
import { expect, test } from "vitest";
import type { ByteSource } from "../../../src/model/byte-source.ts";
import { readElfSymbols } from "../../../src/parse/elf-symbols.ts";

/** Longest read that was asked for. */
let longest = 0;

function sourceOf(bytes: Uint8Array): ByteSource {
  return {
    name: "binary",
    size: bytes.length,
    read: (offset, length) => {
      longest = Math.max(longest, length);
      return Promise.resolve(bytes.subarray(offset, offset + length));
    },
  };
}

const NAMES = "\0p.hits\0p.code\0p.total\0";

/** Header, four section headers (null, .data, .text, .symtab, .strtab), three symbols, their names. */
function executable(): Uint8Array {
  const sections = 64;
  const symbols = sections + 5 * 64;
  const strings = symbols + 4 * 24;
  const bytes = new Uint8Array(strings + NAMES.length);
  const view = new DataView(bytes.buffer);
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1]);
  view.setBigUint64(40, BigInt(sections), true);
  view.setUint16(58, 64, true);
  view.setUint16(60, 5, true);
  const section = (index: number, type: number, flags: number, at = 0, size = 0, link = 0) => {
    const base = sections + index * 64;
    view.setUint32(base + 4, type, true);
    view.setBigUint64(base + 8, BigInt(flags), true);
    view.setBigUint64(base + 24, BigInt(at), true);
    view.setBigUint64(base + 32, BigInt(size), true);
    view.setUint32(base + 40, link, true);
  };
  section(1, 1, 3);
  section(2, 1, 6);
  section(3, 2, 0, symbols, 4 * 24, 4);
  section(4, 3, 0, strings, NAMES.length);
  const symbol = (index: number, name: string, owner: number, at: number, size: number) => {
    const base = symbols + index * 24;
    view.setUint32(base, NAMES.indexOf(name), true);
    view.setUint16(base + 6, owner, true);
    view.setBigUint64(base + 8, BigInt(at), true);
    view.setBigUint64(base + 16, BigInt(size), true);
  };
  symbol(1, "p.hits", 1, 0x5000, 8);
  symbol(2, "p.code", 2, 0x1000, 64);
  symbol(3, "p.total", 1, 0x5010, 4);
  bytes.set(new TextEncoder().encode(NAMES), strings);
  return bytes;
}

test("data symbols with their names, code left out", async () => {
  const { value } = await readElfSymbols(sourceOf(executable()), () => true);
  expect(value).toEqual([
    { name: "p.hits", addressHex: "5000", sizeBytes: 8 },
    { name: "p.total", addressHex: "5010", sizeBytes: 4 },
  ]);
});

test("only what is wanted", async () => {
  const { value } = await readElfSymbols(
    sourceOf(executable()),
    (start, end) => start <= 0x5011n && 0x5011n < end,
  );
  expect(value?.map(({ name }) => name)).toEqual(["p.total"]);
});

test("what is no 64-bit ELF with symbols is left to others", async () => {
  const nothing = async (bytes: Uint8Array) => {
    const { value, diagnostics } = await readElfSymbols(sourceOf(bytes), () => true);
    expect(value).toBeUndefined();
    return diagnostics.map(({ message }) => message);
  };
  expect(await nothing(new Uint8Array(10))).toEqual(["binary: too short for an ELF header."]);
  expect(await nothing(new Uint8Array(64))).toEqual(["binary: no ELF file."]);
  const narrow = executable();
  narrow[4] = 1;
  expect(await nothing(narrow)).toEqual(["binary: no 64-bit ELF file."]);
  const stripped = executable();
  stripped[64 + 3 * 64 + 4] = 1;
  expect(await nothing(stripped)).toEqual(["binary: no table of symbols."]);
});

test("damage ends the table, never the process, and claims cost nothing", async () => {
  const whole = executable();
  const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(damage, fc.nat(whole.length), async (changes, length) => {
      const bytes = whole.slice(0, length);
      for (const [at, value] of changes) if (at < length) bytes[at] = value;
      longest = 0;
      await readElfSymbols(sourceOf(bytes), () => true);
      expect(longest).toBeLessThanOrEqual(65_536 * 24);
    }),
    { numRuns: 500 },
  );
});

test("a table that claims 2^60 symbols ends where the file does", async () => {
  const bytes = executable();
  new DataView(bytes.buffer).setBigUint64(64 + 3 * 64 + 32, 1n << 52n, true);
  const { value } = await readElfSymbols(sourceOf(bytes), () => true);
  expect(value?.slice(0, 2).map(({ name }) => name)).toEqual(["p.hits", "p.total"]);
});
