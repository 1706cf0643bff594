import type { ByteSource } from "../../model/byte-source.ts";
import type { TraceSummary } from "../../model/trace.ts";
import type { ReadOptions } from "./read-options.ts";
import type { SummaryBuilder } from "./summary-builder.ts";
export async function readV1(
  source: ByteSource,
  _minor: number,
  _options: ReadOptions,
  summary: SummaryBuilder,
): Promise<TraceSummary> {
  await source.read(0, 1);
  return summary.refuse(summary.goVersion, "todo", "not yet");
}
