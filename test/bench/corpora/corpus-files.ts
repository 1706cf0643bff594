import { existsSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import type { ByteSource } from "../../../src/model/byte-source.ts";
import type { Capture } from "../../../src/model/capture.ts";

/** Where the corpora lie: RACEGATE_CORPORA, else ../shared/corpora beside the project. */
export function corpusFolder(name: string): string | undefined {
  const root = process.env["RACEGATE_CORPORA"] ?? resolve("..", "shared", "corpora");
  const folder = join(root, name);
  if (existsSync(folder)) return folder;
  console.log(`${name}: no corpus at ${folder}; set RACEGATE_CORPORA to run this bench.`);
  return undefined;
}

function bytesOf(name: string, bytes: Uint8Array): ByteSource {
  return {
    name,
    size: bytes.length,
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
  };
}

/** One file as a capture without a manifest; `.gz` is unpacked. */
export function looseCapture(path: string): Capture {
  const raw = readFileSync(path);
  const bytes = path.endsWith(".gz") ? gunzipSync(raw) : raw;
  const name = basename(path);
  return {
    manifest: undefined,
    artifacts: [
      {
        artifact: { path: name, kind: "text", sizeBytes: bytes.length },
        bytes: bytesOf(name, bytes),
      },
    ],
  };
}

/** The text of a file, `.gz` unpacked. */
export function textOf(path: string): string {
  const raw = readFileSync(path);
  return (path.endsWith(".gz") ? gunzipSync(raw) : raw).toString("utf8");
}
