/**
 * Data symbols of a 64-bit ELF executable: what `go tool nm -size` prints as B, b, D or d (Go's
 * cmd/internal/objfile, elf.go). Only the symbols that are asked for get a name; nothing is allocated by a size that
 * the file claims.
 */
import type { ByteSource } from "../model/byte-source.ts";
import type { DataSymbol } from "../model/capture.ts";
import type { Diagnostic, Parsed } from "../model/diagnostic.ts";

/** From System V ABI, ELF-64 Object File Format: sizes of a header, a section header, a symbol. */
const HEADER_BYTES = 64;
const SECTION_BYTES = 64;
const SYMBOL_BYTES = 24;
const SHT_SYMTAB = 2;
const SHN_COMMON = 0xfff2;
const SHF_WRITE = 1;
const SHF_ALLOC = 2;
const SHF_EXECINSTR = 4;

const SECTIONS_MAX = 65_536;
/** Symbols read at a time: 1.5 MB. */
const CHUNK_SYMBOLS = 65_536;
const SYMBOLS_MAX = 20_000_000;
const FOUND_MAX = 1_000_000;
/** Names of generic types are long; nobody reads more of one. */
const NAME_MAX = 64 * 1024;
const NAME_STEP = 1024;

/** `start` inclusive, `end` exclusive; equal for a symbol without a size. */
export type WantedSymbol = (start: bigint, end: bigint) => boolean;

/**
 * The wanted data symbols in the order of the table. Undefined where the bytes are no 64-bit ELF with a table of
 * symbols: then another tool may know.
 */
export async function readElfSymbols(
  source: ByteSource,
  isWanted: WantedSymbol,
): Promise<Parsed<readonly DataSymbol[] | undefined>> {
  const tables = await tablesOf(source);
  if (typeof tables === "string") {
    const message = `${source.name}: ${tables}.`;
    const diagnostic: Diagnostic = {
      code: "elf-symbols-not-read",
      severity: "info",
      message,
      count: 1,
    };
    return { value: undefined, diagnostics: [diagnostic] };
  }
  const { symbols, strings, isData, little } = tables;
  const found: DataSymbol[] = [];
  const count = Math.min(Math.floor(symbols.size / SYMBOL_BYTES), SYMBOLS_MAX);
  const names = new Names(source, strings);
  // The first entry of a table is no symbol.
  for (let first = 1; first < count && found.length < FOUND_MAX; first += CHUNK_SYMBOLS) {
    const here = Math.min(CHUNK_SYMBOLS, count - first);
    const offset = symbols.offset + first * SYMBOL_BYTES;
    const bytes = await source.read(offset, here * SYMBOL_BYTES);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const whole = Math.floor(bytes.byteLength / SYMBOL_BYTES);
    for (let at = 0; at < whole * SYMBOL_BYTES; at += SYMBOL_BYTES) {
      if (!isData(view.getUint16(at + 6, little))) continue;
      const start = view.getBigUint64(at + 8, little);
      const size = view.getBigUint64(at + 16, little);
      if (!isWanted(start, start + size)) continue;
      const name = await names.at(view.getUint32(at, little));
      found.push({ name, addressHex: start.toString(16), sizeBytes: Number(size) });
      if (found.length >= FOUND_MAX) break;
    }
    if (whole < here) break; // the file ends in the table
  }
  return { value: found, diagnostics: [] };
}

interface Section {
  readonly type: number;
  readonly flags: number;
  readonly offset: number;
  readonly size: number;
  readonly link: number;
}

interface Tables {
  readonly symbols: Section;
  readonly strings: Section;
  /** By a symbol's section index. */
  readonly isData: (section: number) => boolean;
  readonly little: boolean;
}

/** The table of symbols with its names, or in a few words why there is none. */
async function tablesOf(source: ByteSource): Promise<Tables | string> {
  const head = await source.read(0, HEADER_BYTES);
  if (head.length < HEADER_BYTES) return "too short for an ELF header";
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  if (view.getUint32(0) !== 0x7f454c46) return "no ELF file";
  if (head[4] !== 2) return "no 64-bit ELF file";
  const little = head[5] === 1;
  const offset = Number(view.getBigUint64(40, little));
  const entryBytes = view.getUint16(58, little);
  const count = Math.min(view.getUint16(60, little), SECTIONS_MAX);
  if (!Number.isSafeInteger(offset) || entryBytes < SECTION_BYTES) return "no section headers";
  const sections = await sectionsOf(source, { offset, entryBytes, count, little });
  const symbols = sections.find(({ type }) => type === SHT_SYMTAB);
  const strings = symbols && sections[symbols.link];
  if (symbols === undefined || strings === undefined) return "no table of symbols";
  const kinds = SHF_WRITE | SHF_ALLOC | SHF_EXECINSTR;
  const data = new Set<number>([SHN_COMMON]);
  for (const [index, { flags }] of sections.entries()) {
    if ((flags & kinds) === (SHF_ALLOC | SHF_WRITE)) data.add(index);
  }
  return { symbols, strings, isData: (section) => data.has(section), little };
}

async function sectionsOf(
  source: ByteSource,
  table: { offset: number; entryBytes: number; count: number; little: boolean },
): Promise<readonly Section[]> {
  const { offset, entryBytes, count, little } = table;
  const sections: Section[] = [];
  for (let index = 0; index < count; index++) {
    const bytes = await source.read(offset + index * entryBytes, SECTION_BYTES);
    if (bytes.length < SECTION_BYTES) break;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const place = Number(view.getBigUint64(24, little));
    const size = Number(view.getBigUint64(32, little));
    const usable = Number.isSafeInteger(place) && Number.isSafeInteger(place + size);
    sections.push({
      type: view.getUint32(4, little),
      // The flags of interest are the lowest three.
      flags: Number(view.getBigUint64(8, little) & 0xffn),
      offset: usable ? place : 0,
      size: usable ? size : 0,
      link: view.getUint32(40, little),
    });
  }
  return sections;
}

/** Zero-terminated names of a string table. */
class Names {
  readonly #source: ByteSource;
  readonly #table: Section;

  constructor(source: ByteSource, table: Section) {
    this.#source = source;
    this.#table = table;
  }

  async at(index: number): Promise<string> {
    const decoder = new TextDecoder();
    let name = "";
    let read = 0;
    while (read < NAME_MAX && index + read < this.#table.size) {
      const length = Math.min(NAME_STEP, this.#table.size - index - read);
      const bytes = await this.#source.read(this.#table.offset + index + read, length);
      const end = bytes.indexOf(0);
      name += decoder.decode(end < 0 ? bytes : bytes.subarray(0, end), { stream: true });
      read += bytes.length;
      if (end >= 0 || bytes.length < length) break;
    }
    return name + decoder.decode();
  }
}
