import * as z from "zod";
import type { ByteSource } from "../model/byte-source.ts";
import {
  processRecord,
  type DataSymbol,
  type PatternFile,
  type ProcessRecord,
  type SourceFile,
} from "../model/capture.ts";
import { panicRecord, type ReadPanics } from "../model/panic-record.ts";
import type { DiagnosticBag } from "../util/diagnostic-bag.ts";

/** The JSON files of a capture: process.json, symbols.json, sources.json, … (model/capture.ts). */

/** Largest JSON file that is read as a whole. */
const JSON_BYTES_MAX = 64 * 1024 * 1024;
const CHUNK_BYTES = 1024 * 1024;

const symbolFile = z.object({
  processes: z.array(
    z.object({
      package: z.string(),
      pid: z.number(),
      addresses: z.array(
        z.object({
          address: z.string(),
          symbol: z.object({ name: z.string(), addressHex: z.string(), sizeBytes: z.number() }),
        }),
      ),
    }),
  ),
});

const sourceFiles = z.array(
  z.object({
    path: z.string(),
    file: z.string(),
    text: z.string(),
    whole: z.boolean().optional(),
  }),
);

const patternFiles = z.array(z.object({ path: z.string(), text: z.string() }));

/** Adds the record to the list unless the manifest holds it already. */
export async function readProcess(
  bytes: ByteSource,
  processes: ProcessRecord[],
  diagnostics: DiagnosticBag,
): Promise<void> {
  const record = await readJson(bytes, processRecord, diagnostics);
  if (record === undefined) return;
  const known = processes.some(
    (process) => process.package === record.package && process.pid === record.pid,
  );
  if (!known) processes.push(record);
}

/** Fills the map with the key of ParsedRun.symbols: `<package>\n<pid>\n<address as reported>`. */
export async function readSymbols(
  bytes: ByteSource,
  symbols: Map<string, DataSymbol>,
  diagnostics: DiagnosticBag,
): Promise<void> {
  const file = await readJson(bytes, symbolFile, diagnostics);
  for (const { package: path, pid, addresses } of file?.processes ?? []) {
    for (const { address, symbol } of addresses) {
      symbols.set(`${path}\n${pid}\n${address}`, symbol);
    }
  }
}

/** Fills the map with the source files by the path that reports print. */
export async function readSources(
  bytes: ByteSource,
  sources: Map<string, SourceFile>,
  diagnostics: DiagnosticBag,
): Promise<void> {
  const files = await readJson(bytes, sourceFiles, diagnostics);
  for (const file of files ?? []) sources.set(file.path, file);
}

/** Adds the user's own pattern files, as text. */
export async function readPatternFiles(
  bytes: ByteSource,
  patterns: PatternFile[],
  diagnostics: DiagnosticBag,
): Promise<void> {
  patterns.push(...((await readJson(bytes, patternFiles, diagnostics)) ?? []));
}

/** What Delve saw of panics; its artefact becomes the record's own. */
export async function readPanics(
  bytes: ByteSource,
  records: ReadPanics[],
  diagnostics: DiagnosticBag,
): Promise<void> {
  const record = await readJson(bytes, panicRecord, diagnostics);
  if (record !== undefined) records.push({ ...record, artifact: bytes.name });
}

async function readJson<T>(
  bytes: ByteSource,
  schema: z.ZodType<T>,
  diagnostics: DiagnosticBag,
): Promise<T | undefined> {
  const text = await readText(bytes);
  const parsed = schema.safeParse(text === undefined ? undefined : parseJson(text));
  if (parsed.success) return parsed.data;
  diagnostics.add(
    "capture-file-damaged",
    "warning",
    `${bytes.name} is damaged or of another version: it is left out, and what it explains stays unexplained.`,
    { source: bytes.name, start: 0, end: bytes.size ?? 0 },
  );
  return undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function readText(bytes: ByteSource): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let text = "";
  let offset = 0;
  for (;;) {
    const chunk = await bytes.read(offset, CHUNK_BYTES);
    if (chunk.length === 0) return text + decoder.decode();
    offset += chunk.length;
    if (offset > JSON_BYTES_MAX) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
}
