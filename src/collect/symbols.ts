/**
 * Names of global variables: the data symbol of the test binary under each racing address, by
 * `go tool nm -size` on the binary that the wrapper kept. Heap and stack addresses lie under no symbol.
 */
import { open } from "node:fs/promises";
import { join } from "node:path";
import type { DataSymbol, SymbolFile } from "../model/capture.ts";
import { writeFileAtomically } from "./atomic-file.ts";
import { startLines } from "./process-lines.ts";
import type { PlanNote, RunPlan } from "./plan-types.ts";
import { encodeImportPath } from "../util/import-path.ts";

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

/**
 * Resolves the addresses and writes symbols.json into the capture (also when nothing was found). A binary
 * that is position-independent was loaded at an address that nobody wrote down: its globals stay without
 * name, and a note says so.
 */
export async function resolveSymbols(
  plan: RunPlan,
  wanted: readonly WantedAddresses[],
): Promise<SymbolsResult> {
  const processes: SymbolFile["processes"][number][] = [];
  const notes: PlanNote[] = [];
  for (const { package: importPath, pid, addresses } of wanted) {
    const relative = `run/${encodeImportPath(importPath)}/${pid}/binary`;
    const binary = join(plan.captureDirectory, relative);
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
    const found = await symbolsAt(plan, binary, addresses);
    if (found.length > 0) processes.push({ package: importPath, pid, addresses: found });
  }
  const symbols: SymbolFile = { processes };
  const text = `${JSON.stringify(symbols, undefined, 2)}\n`;
  await writeFileAtomically(join(plan.captureDirectory, "symbols.json"), text);
  return { symbols, notes };
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

async function symbolsAt(
  plan: RunPlan,
  binary: string,
  addresses: readonly string[],
): Promise<{ address: string; symbol: DataSymbol }[]> {
  const wanted = [...new Set(addresses)]
    .filter((address) => /^0x[0-9a-fA-F]{1,16}$/.test(address))
    .map((address) => ({ address, value: BigInt(address) }))
    .sort((left, right) => (left.value < right.value ? -1 : left.value > right.value ? 1 : 0));
  const found = new Map<string, DataSymbol>();
  if (wanted.length === 0) return [];
  const onLine = (line: string): void => {
    const match = NM_LINE.exec(line);
    if (match === null || !DATA_TYPES.has(match[3] ?? "")) return;
    const [, addressHex = "", size = "", , name = ""] = match;
    const start = BigInt(`0x${addressHex}`);
    const end = start + BigInt(size);
    for (let at = firstAtLeast(wanted, start); at < wanted.length; at += 1) {
      const candidate = wanted[at];
      if (candidate === undefined || candidate.value >= end) break;
      const symbol = { name, addressHex, sizeBytes: Number(size) };
      const known = found.get(candidate.address);
      // Of nested symbols the smallest says most.
      if (known === undefined || symbol.sizeBytes < known.sizeBytes) {
        found.set(candidate.address, symbol);
      }
    }
  };
  await startLines("go", ["tool", "nm", "-size", binary], {
    cwd: plan.cwd,
    env: plan.goEnvironment,
    maxLineBytes: MAX_NM_LINE,
    onLine,
  });
  return wanted.flatMap(({ address }) => {
    const symbol = found.get(address);
    return symbol === undefined ? [] : [{ address, symbol }];
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
