// Run by store-budget.test.ts as a process of its own, so that its peak memory is the store's alone:
// node upload-large.ts ENDPOINT
import { randomFillSync } from "node:crypto";
import type { Artifact } from "../../../src/model/capture.ts";
import type { ByteSource } from "../../../src/model/byte-source.ts";
import { createGcsStore } from "../../../src/store/gcs.ts";
import { uploadCapture } from "../../../src/store/upload-capture.ts";
import { RUN, smallCapture } from "./small-capture.ts";

const SIZE = 24 << 20;
const block = randomFillSync(Buffer.alloc(1 << 20));

/** The same random block over and over: gzip's window is smaller, so it does not shrink. */
function endless(name: string): ByteSource {
  const read = (offset: number, length: number): Promise<Uint8Array> => {
    const start = offset % block.byteLength;
    const end = Math.min(start + length, block.byteLength, start + SIZE - offset);
    return Promise.resolve(block.subarray(start, Math.max(start, end)));
  };
  return { name, size: SIZE, read };
}

const artifacts = Array.from({ length: 8 }, (_, index) => {
  const path = `run/p/${index + 1}/trace.out`;
  const artifact: Artifact = { kind: "trace", path, package: "p", pid: index + 1, sizeBytes: SIZE };
  return { artifact, bytes: endless(path) };
});
const report = await uploadCapture({
  manifest: smallCapture(1).manifest,
  artifacts,
  documents: new Map(),
  run: RUN,
  store: createGcsStore({ bucket: "b", prefix: "", endpoint: process.argv[2], environment: {} }),
  traceMode: "always",
  packagesWithFindings: new Set<string>(),
  traceBudgetBytes: 1 << 30,
});
const peakMiB = Math.round(process.resourceUsage().maxRSS / 1024);
const stored = report.objects.filter(({ state }) => state === "stored").length;
console.log(JSON.stringify({ peakMiB, complete: report.complete, stored, tookMs: report.tookMs }));
