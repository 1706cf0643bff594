/**
 * The fixture module of deadlocks and leaks: a package for each class, with a fixed twin that must stay silent and
 * a near miss.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { ByteSource } from "../../../src/model/byte-source.ts";
import type { Artifact, Capture, SourceFile } from "../../../src/model/capture.ts";
import type { ParsedRun } from "../../../src/model/parsed-run.ts";
import { parseRun } from "../../../src/parse/parse-run.ts";

export const MODULE = new URL("../../fixtures/leaks/", import.meta.url);
const PREFIX = "example.com/leaks/";
const folder = new URL("./", import.meta.url);

/** The directory of each package is the id of its class. */
export function fixtureClasses(): string[] {
  return readdirSync(MODULE, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}

function bytesOf(name: string, bytes: Uint8Array): ByteSource {
  return {
    name,
    size: bytes.length,
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
  };
}

/** What the near miss of each class is instead: code of the same shape that gets stuck too, for another reason. */
export const NEAR_MISSES: Readonly<Record<string, string>> = {
  "channel-close": "channel-send",
  "channel-receive": "context",
  "channel-send": "select-orphan",
  cond: "double-lock",
  context: "select-orphan",
  "double-lock": "mixed-channel-lock",
  global: "channel-send",
  "lock-order": "double-lock",
  "mixed-channel-lock": "channel-send",
  "rwmutex-recursive": "mixed-channel-lock",
  "select-orphan": "context",
  timer: "channel-receive",
  waitgroup: "channel-send",
};

/** The runs of a class that are recorded. */
export type Recorded = "stuck" | "fixed" | "near";

export interface RecordingParts {
  /** Without the trace: the dump alone. */
  readonly trace?: boolean;
  /** Without the stream: the trace alone. */
  readonly stream?: boolean;
}

/** What a recorded run left, as parse gives it. */
export async function recordedRun(
  id: string,
  name: Recorded,
  { trace = true, stream = true }: RecordingParts = {},
): Promise<ParsedRun> {
  const read = (file: string): Uint8Array => new Uint8Array(readFileSync(new URL(file, folder)));
  const parts: [string, Uint8Array][] = [];
  if (stream) parts.push([`${id}.json`, read(`${id}.${name}.json`)]);
  if (trace) parts.push(["trace.out", gunzipSync(read(`${id}.${name}.trace.gz`))]);
  const artifacts = parts.map(([path, bytes]) => {
    const artifact: Artifact = { path, kind: "text", sizeBytes: bytes.length };
    return { artifact, bytes: bytesOf(path, bytes) };
  });
  const capture: Capture = { manifest: undefined, artifacts };
  return parseRun(capture);
}

/** The run with the fixture's sources, as a capture keeps them. */
export function withSources(run: ParsedRun, id: string, name: Recorded): ParsedRun {
  const path = name === "stuck" ? `${id}/stuck_test.go` : `${id}/${name}/${name}_test.go`;
  const url = new URL(path, MODULE);
  if (!existsSync(url)) return run;
  const source: SourceFile = { path: PREFIX + path, file: path, text: readFileSync(url, "utf8") };
  return { ...run, sources: new Map([[source.path, source]]) };
}
