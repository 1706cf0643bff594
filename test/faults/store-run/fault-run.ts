import { createGcsStore } from "../../../src/store/gcs.ts";
import type { Store } from "../../../src/store/store.ts";
import { uploadCapture, type UploadReport } from "../../../src/store/upload-capture.ts";
import type { Fault, FaultProxy } from "../../servers/fault-proxy.ts";
import { CHUNK_BYTES, plain, RUN, textbookCrc32c, smallCapture } from "./small-capture.ts";

/** One upload of the small capture with one fault, and what is wrong about its end. */
export interface FaultRun {
  readonly report: UploadReport;
  /** False when the fault met no request: there were fewer than `at`. */
  readonly struck: boolean;
  readonly requests: number;
  readonly tookMs: number;
  /** Promises that were broken; empty is good. */
  readonly broken: readonly string[];
}

export interface ServerBehind {
  createBucket(): Promise<string> | string;
  list(
    bucket: string,
  ): Promise<readonly { name: string; size: string; crc32c: string }[]> | readonly Listed[];
  read(bucket: string, name: string): Promise<Buffer> | Buffer;
}

export interface Listed {
  readonly name: string;
  readonly size: string;
  readonly crc32c: string;
}

export const BUDGET_MS = 8_000;
export const STALL_MS = 300;
/** What an upload may take over its budget. */
export const GRACE_MS = 1_000;

export function testStore(endpoint: string, bucket: string): Store {
  return createGcsStore({
    bucket,
    prefix: "ci",
    endpoint,
    chunkBytes: CHUNK_BYTES,
    stallMs: STALL_MS,
    retry: { retriesMax: 5, firstMs: 20, longestMs: 200 },
    environment: {},
  });
}

/** Uploads through the proxy; `at` counts the upload's requests from 1. */
export async function runWithFault(
  proxy: FaultProxy,
  behind: ServerBehind,
  fault: Fault | "none",
  at: number,
  times = 1,
  budgetMs = BUDGET_MS,
): Promise<FaultRun> {
  const bucket = await behind.createBucket();
  const capture = smallCapture();
  proxy.arm(fault, at, times);
  const startedAtMs = performance.now();
  const report = await uploadCapture({
    ...capture,
    run: RUN,
    store: testStore(proxy.url, bucket),
    traceMode: "always",
    packagesWithFindings: new Set(["example.com/m/b"]),
    budgetMs,
  });
  const tookMs = performance.now() - startedAtMs;
  const { struck } = proxy;
  const requests = proxy.requests.length;
  const broken = await brokenPromises(behind, bucket, report, capture.expected);
  if (tookMs > budgetMs + GRACE_MS) broken.push(`took ${Math.round(tookMs)} ms`);
  return { report, struck, requests, tookMs, broken };
}

/**
 * Every expected object has a line; a line that says stored is right about size, CRC32C and content; one that
 * says not-stored is right too, unless it says that other bytes are there; nothing is there twice.
 */
export async function brokenPromises(
  behind: ServerBehind,
  bucket: string,
  report: UploadReport,
  expected: ReadonlyMap<string, Buffer>,
): Promise<string[]> {
  const broken: string[] = [];
  const present = await behind.list(bucket);
  const lines = [...report.objects, report.manifest];
  for (const name of expected.keys()) {
    if (!lines.some((line) => line.name === name)) broken.push(`${name}: no line in the report`);
  }
  for (const { name, state, sizeBytes, crc32c, why } of lines) {
    const found = present.filter((object) => object.name === `ci/${name}`);
    if (found.length > 1) broken.push(`${name}: there ${found.length} times`);
    const [object] = found;
    if (state === "not-stored") {
      if (why === undefined || why === "") broken.push(`${name}: not stored without a reason`);
      if (object !== undefined && !/other content/.test(why ?? "")) {
        broken.push(`${name}: said to be missing and is there`);
      }
    } else if (state === "stored") {
      if (object === undefined) broken.push(`${name}: said to be stored and is missing`);
      else {
        const bytes = await behind.read(bucket, object.name);
        const sum = textbookCrc32c(bytes);
        if (sum !== crc32c || sum !== object.crc32c) broken.push(`${name}: CRC32C differs`);
        if (bytes.byteLength !== sizeBytes) broken.push(`${name}: size differs`);
        const original = expected.get(name);
        if (original !== undefined && !plain(name, bytes).equals(original)) {
          broken.push(`${name}: content differs`);
        }
      }
    }
  }
  if (present.length > lines.length) broken.push("there are objects without a line");
  return broken;
}
