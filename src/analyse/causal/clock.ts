// The trace's clock on the wall: Go 1.25 and later read both at one moment in every generation.
import type { TraceSummary } from "../../model/trace.ts";

const NS_PER_MS = 1e6;

/**
 * Milliseconds since 1970 of a time in the trace (nanoseconds since its first event). Undefined without a snapshot:
 * traces of Go 1.24 and before do not say. Good to about a millisecond; a clock that was set in between is not seen.
 */
export function wallMsOf(
  summary: Pick<TraceSummary, "snapshot" | "originNs">,
  timeNs: number,
): number | undefined {
  const { snapshot, originNs } = summary;
  if (snapshot === undefined) return undefined;
  const sinceNs = timeNs - Number(snapshot.traceNs - originNs);
  return Number(snapshot.wallSec) * 1000 + (snapshot.wallNsec + sinceNs) / NS_PER_MS;
}
