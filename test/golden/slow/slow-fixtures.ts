/** The fixture module of slow tests: each runs into -timeout, and only `stuck-…` is deadlocked. */
import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { Artifact, Capture, SourceFile } from "../../../src/model/capture.ts";
import type { ParsedRun } from "../../../src/model/parsed-run.ts";
import { parseRun } from "../../../src/parse/parse-run.ts";

export const MODULE = new URL("../../fixtures/slow/", import.meta.url);
const PREFIX = "example.com/slow/";
const folder = new URL("./", import.meta.url);

export function slowFixtures(): string[] {
  return readdirSync(MODULE, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

/** What record.ts kept of a run, as parse gives it; without its trace where that is not wanted. */
export async function recordedSlow(name: string, trace: boolean): Promise<ParsedRun> {
  const kept = ["json", ...(trace ? ["trace"] : [])];
  const artifacts = kept.map((kind) => {
    const file = new URL(`${name}.${kind}.gz`, folder);
    const bytes = new Uint8Array(gunzipSync(readFileSync(file)));
    const artifact: Artifact = { path: `slow.${kind}`, kind: "text", sizeBytes: bytes.length };
    const read = (offset: number, length: number) =>
      Promise.resolve(bytes.subarray(offset, offset + length));
    return { artifact, bytes: { name: artifact.path, size: bytes.length, read } };
  });
  const capture: Capture = { manifest: undefined, artifacts };
  return parseRun(capture);
}

/** The run with the fixture's source, as a capture keeps it. */
export function withSlowSource(run: ParsedRun, name: string): ParsedRun {
  const file = `${name}/slow_test.go`;
  const text = readFileSync(new URL(file, MODULE), "utf8");
  const source: SourceFile = { path: PREFIX + file, file, text };
  return { ...run, sources: new Map([[source.path, source]]) };
}
