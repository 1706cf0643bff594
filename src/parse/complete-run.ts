import type { Capture, DataSymbol, SourceFile } from "../model/capture.ts";
import type { ReadPanics } from "../model/panic-record.ts";
import type { ParsedRun } from "../model/parsed-run.ts";
import { DiagnosticBag } from "../util/diagnostic-bag.ts";
import { readPanics, readSources, readSymbols } from "./capture-json.ts";

/**
 * A run that was parsed before its capture was closed, with the symbols and sources that came since: what
 * parseRun would read from the closed capture, without reading streams and traces a second time.
 */
export async function completeRun(run: ParsedRun, capture: Capture): Promise<ParsedRun> {
  const diagnostics = new DiagnosticBag();
  const symbols = new Map<string, DataSymbol>();
  const sources = new Map<string, SourceFile>();
  const panicRecords: ReadPanics[] = [];
  for (const { artifact, bytes } of capture.artifacts) {
    if (artifact.kind === "symbols") await readSymbols(bytes, symbols, diagnostics);
    if (artifact.kind === "sources") await readSources(bytes, sources, diagnostics);
    if (artifact.kind === "panics") await readPanics(bytes, panicRecords, diagnostics);
  }
  return {
    ...run,
    manifest: capture.manifest,
    symbols,
    sources,
    panicRecords,
    capture,
    diagnostics: [...run.diagnostics, ...diagnostics.list()],
  };
}
