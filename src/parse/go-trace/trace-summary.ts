// The cheapest question to a trace: what it is, whether it is whole, how long it ran, with how many processors.
import type { ByteSource } from "../../model/byte-source.ts";
import type { TraceSummary } from "../../model/trace.ts";
import { readTrace } from "./reader.ts";

/**
 * Reads a whole trace without giving its events to anyone. Bad bytes never make it throw: `status` says intact,
 * truncated or damaged, `fault` where and why first; `gomaxprocs` is undefined where the trace does not say it;
 * `lastEventNs` counts from the first event, `originNs` is the first event on the trace's clock.
 */
export async function readTraceSummary(source: ByteSource): Promise<TraceSummary> {
  return await readTrace(source, { visitors: [] });
}
