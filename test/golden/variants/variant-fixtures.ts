/** The fixture module of variants: classes of races, deadlocks and leaks in other shapes, `<class>/<shape>`. */
import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { ByteSource } from "../../../src/model/byte-source.ts";
import type { Artifact, Capture, SourceFile } from "../../../src/model/capture.ts";
import type { ParsedRun } from "../../../src/model/parsed-run.ts";
import { parseRun } from "../../../src/parse/parse-run.ts";

export const MODULE = new URL("../../fixtures/variants/", import.meta.url);
const PREFIX = "example.com/variants/";
const folder = new URL("./", import.meta.url);

export interface Variant {
  /** The directory's name; `panic` where there is no class for it. */
  readonly class: string;
  readonly shape: string;
}

export function variants(): readonly Variant[] {
  const folders = (url: URL): string[] =>
    readdirSync(url, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
  return folders(MODULE).flatMap((name) =>
    folders(new URL(`${name}/`, MODULE)).map((shape) => ({ class: name, shape })),
  );
}

function bytesOf(name: string, bytes: Uint8Array): ByteSource {
  return {
    name,
    size: bytes.length,
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
  };
}

/** What record.ts kept of a run, as parse gives it. */
export async function recordedVariant({ class: name, shape }: Variant): Promise<ParsedRun> {
  const artifacts = [
    ["output.json", `${name}.${shape}.json.gz`],
    ["trace.out", `${name}.${shape}.trace.gz`],
  ].map(([path = "", file = ""]) => {
    const bytes = new Uint8Array(gunzipSync(readFileSync(new URL(file, folder))));
    const artifact: Artifact = { path, kind: "text", sizeBytes: bytes.length };
    return { artifact, bytes: bytesOf(path, bytes) };
  });
  const capture: Capture = { manifest: undefined, artifacts };
  return parseRun(capture);
}

/** The run with the fixture's source, as a capture keeps it. */
export function withSource(run: ParsedRun, { class: name, shape }: Variant): ParsedRun {
  const file = `${name}/${shape}/bug_test.go`;
  const text = readFileSync(new URL(file, MODULE), "utf8");
  const source: SourceFile = { path: PREFIX + file, file, text };
  return { ...run, sources: new Map([[source.path, source]]) };
}
