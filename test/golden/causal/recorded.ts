// Traces recorded from test/fixtures/causal, with
//   go test -trimpath -vet=off -race -count=1 -trace NAME.trace ./NAME
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { SegmentRecorder } from "../../../src/analyse/causal/segment-recorder.ts";
import type { Segments } from "../../../src/analyse/causal/segments.ts";
import { TraceInterner } from "../../../src/model/trace-interner.ts";
import type { TraceSummary } from "../../../src/model/trace.ts";
import { readTrace } from "../../../src/parse/go-trace/reader.ts";
import { bytesSource } from "../../oracles/bytes-source.ts";

export type RecordedName =
  "cancel" | "convoy" | "healthy" | "owner" | "pairs-parallel" | "pairs-serial" | "race" | "slow";

export function recordedBytes(name: RecordedName): Uint8Array {
  return gunzipSync(readFileSync(join(import.meta.dirname, `${name}.trace.gz`)));
}

export async function recorded(
  name: RecordedName,
): Promise<{ segments: Segments; interner: TraceInterner; summary: TraceSummary }> {
  const interner = new TraceInterner();
  const recorder = new SegmentRecorder(interner);
  const source = bytesSource(recordedBytes(name), `${name}.trace`);
  const summary = await readTrace(source, { visitors: [recorder] });
  return { segments: recorder.finish(), interner, summary };
}

/** What the run printed. */
export function recordedReport(name: "pairs-parallel" | "pairs-serial" | "race" | "slow"): string {
  return gunzipSync(readFileSync(join(import.meta.dirname, `${name}.report.txt.gz`))).toString();
}
