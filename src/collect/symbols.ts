/**
 * Names of global variables: the data symbol of the test binary under each racing address, from the binary that the
 * wrapper kept. Heap and stack addresses lie under no symbol. Where the reader does not know the binary's form,
 * `go tool nm -size` is asked: go compiles it at its first use, which takes many seconds.
 */
import { open, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { ByteSource } from "../model/byte-source.ts";
import type { DataSymbol, SymbolFile } from "../model/capture.ts";
import type { Parsed } from "../model/diagnostic.ts";
import { RERUNS } from "./artifacts.ts";
import { writeFileAtomically } from "./atomic-file.ts";
import { FilePool, fileSource } from "./file-source.ts";
import { startLines } from "./process-lines.ts";
import type { PlanNote, RunPlan } from "./plan-types.ts";
import { importPathDirectory } from "../util/import-path.ts";

export interface WantedAddresses {
  readonly package: string;
  /** The process that the wrapper started. */
  readonly pid: number;
  /** As the reports print them: `0x00c000112968`. */
  readonly addresses: readonly string[];
}

/** Data and bss of any visibility (cmd/nm); code and read-only data cannot race. */
const DATA_TYPES = new Set(["D", "d", "B", "b"]);
/** `addr size type name`; the name may hold blanks (a generic type's arguments). */
const NM_LINE = /^ *([0-9a-f]+) +(\d+) +(\S) +(\S.*)$/;
/** A linker's mark around a section, without a size of its own. */
const MAX_NM_LINE = 64 << 10;
/** ELF e_type of a position-independent executable. */
const ET_DYN = 3;

export interface SymbolsResult {
  readonly symbols: SymbolFile;
  readonly notes: readonly PlanNote[];
}

/** Data symbols of a binary that are wanted; the value is undefined where its form is not known (parse). */
export type ReadSymbols = (
  source: ByteSource,
  isWanted: (start: bigint, end: bigint) => boolean,
) => Promise<Parsed<readonly DataSymbol[] | undefined>>;

/**
 * Resolves the addresses and writes symbols.json into the capture (also when nothing was found). A binary
 * that is position-independent was loaded at an address that nobody wrote down: its globals stay without
 * name, and a note says so.
 */
export async function resolveSymbols(
  plan: RunPlan,
  wanted: readonly WantedAddresses[],
  read: ReadSymbols,
): Promise<SymbolsResult> {
  const processes: SymbolFile["processes"][number][] = [];
  const notes: PlanNote[] = [];
  for (const { package: importPath, pid, addresses } of wanted) {
    const binary = await binaryOf(plan, importPath, pid);
    const form = await executableForm(binary);
    if (form !== "fixed") {
      const why =
        form === "missing" ? "its binary is not there" : "its binary is position-independent";
      notes.push({
        code: "symbols-missing",
        message: `No names of globals in ${importPath}: ${why}.`,
      });
      continue;
    }
    const found = await symbolsAt(plan, binary, addresses, read);
    if (found.length > 0) processes.push({ package: importPath, pid, addresses: found });
  }
  const symbols: SymbolFile = { processes };
  const text = `${JSON.stringify(symbols, undefined, 2)}\n`;
  await writeFileAtomically(join(plan.captureDirectory, "symbols.json"), text);
  return { symbols, notes };
}

/** Of the run itself, else of a rerun: the kernel numbers processes, so a pid is of one of them. */
async function binaryOf(plan: RunPlan, importPath: string, pid: number): Promise<string> {
  const relative = `run/${importPathDirectory(importPath)}/${pid}/binary`;
  const numbers = await readdir(join(plan.captureDirectory, RERUNS)).catch(() => []);
  for (const number of numbers) {
    const path = join(plan.captureDirectory, RERUNS, number, relative);
    if ((await executableForm(path)) !== "missing") return path;
  }
  return join(plan.captureDirectory, relative);
}

async function executableForm(path: string): Promise<"fixed" | "moving" | "missing"> {
  const file = await open(path, "r").catch(() => undefined);
  if (file === undefined) return "missing";
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(18), 0, 18, 0);
    const isElf = bytesRead === 18 && buffer.readUInt32BE(0) === 0x7f454c46;
    if (!isElf) return "moving"; // Mach-O and PE of today are loaded at random addresses
    const type = buffer[5] === 2 ? buffer.readUInt16BE(16) : buffer.readUInt16LE(16);
    return type === ET_DYN ? "moving" : "fixed";
  } finally {
    await file.close();
  }
}

/** Finds symbols as `wanted` addresses fall into them; of nested symbols the smallest says most. */
class Matches {
  readonly #wanted: readonly { readonly address: string; readonly value: bigint }[];
  readonly #found = new Map<string, DataSymbol>();

  constructor(addresses: readonly string[]) {
    this.#wanted = [...new Set(addresses)]
      .filter((address) => /^0x[0-9a-fA-F]{1,16}$/.test(address))
      .map((address) => ({ address, value: BigInt(address) }))
      .sort((left, right) => (left.value < right.value ? -1 : left.value > right.value ? 1 : 0));
  }

  get isEmpty(): boolean {
    return this.#wanted.length === 0;
  }

  hasIn(start: bigint, end: bigint): boolean {
    const first = this.#wanted[firstAtLeast(this.#wanted, start)];
    return first !== undefined && first.value < end;
  }

  add(symbol: DataSymbol): void {
    const start = BigInt(`0x${symbol.addressHex}`);
    const end = start + BigInt(symbol.sizeBytes);
    for (let at = firstAtLeast(this.#wanted, start); at < this.#wanted.length; at += 1) {
      const candidate = this.#wanted[at];
      if (candidate === undefined || candidate.value >= end) break;
      const known = this.#found.get(candidate.address);
      if (known === undefined || symbol.sizeBytes < known.sizeBytes) {
        this.#found.set(candidate.address, symbol);
      }
    }
  }

  get result(): { address: string; symbol: DataSymbol }[] {
    return this.#wanted.flatMap(({ address }) => {
      const symbol = this.#found.get(address);
      return symbol === undefined ? [] : [{ address, symbol }];
    });
  }
}

async function symbolsAt(
  plan: RunPlan,
  binary: string,
  addresses: readonly string[],
  read: ReadSymbols,
): Promise<{ address: string; symbol: DataSymbol }[]> {
  const matches = new Matches(addresses);
  if (matches.isEmpty) return [];
  const pool = new FilePool();
  try {
    const source = await fileSource(pool, binary, binary);
    const { value } = await read(source, (start, end) => matches.hasIn(start, end));
    for (const symbol of value ?? []) matches.add(symbol);
    if (value === undefined) await askNm(plan, binary, matches);
  } finally {
    await pool.close();
  }
  return matches.result;
}

async function askNm(plan: RunPlan, binary: string, matches: Matches): Promise<void> {
  const onLine = (line: string): void => {
    const match = NM_LINE.exec(line);
    if (match === null || !DATA_TYPES.has(match[3] ?? "")) return;
    const [, addressHex = "", size = "", , name = ""] = match;
    matches.add({ name, addressHex, sizeBytes: Number(size) });
  };
  await startLines("go", ["tool", "nm", "-size", binary], {
    cwd: plan.cwd,
    env: plan.goEnvironment,
    maxLineBytes: MAX_NM_LINE,
    onLine,
  });
}

function firstAtLeast(sorted: readonly { readonly value: bigint }[], value: bigint): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.value ?? value) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
