// From an execution trace: the goroutines that had not ended when it did, why they wait, and whose they are.
//
// (1) Every goroutine has a slot while it lives; a record is made when it is created or first stated.
// (2) A record takes over its creator's test, unless testing.tRunner is what it was started with: then it is one.
// (3) Blocking notes time, reason and stack; waking counts who woke whom, by stacks; ending drops the record.
// (4) What is left at the end is the result. Stacks are kept once each, so memory grows with places, not events.
import type { ByteSource } from "../model/byte-source.ts";
import type { TraceEnd } from "../model/trace-ends.ts";
import type { TraceSummary } from "../model/trace.ts";
import { Kernel } from "./go-trace/kernel.ts";
import { readTrace } from "./go-trace/reader.ts";
import { EndVisitor } from "./trace-end-visitor.ts";

export interface TraceOwner {
  readonly package: string | undefined;
  readonly pid: number | undefined;
}

/** Reads a trace to its end. Bad bytes never make it throw: `doubt` says what cannot be relied on. */
export async function readTraceEnd(
  source: ByteSource,
  owner: TraceOwner,
  kernel = new Kernel(),
): Promise<TraceEnd> {
  const visitor = new EndVisitor();
  const summary = await readTrace(source, { visitors: [visitor], kernel });
  const { goroutines, dropped, wakes, locks } = visitor.finish();
  return {
    artifact: source.name,
    ...owner,
    status: summary.status,
    gomaxprocs: summary.gomaxprocs,
    doubt: doubtOf(summary),
    endNs: summary.lastEventNs,
    goroutines,
    dropped,
    wakes,
    ...(locks === undefined ? {} : { locks }),
  };
}

function doubtOf(summary: TraceSummary): string | undefined {
  if (summary.status === "intact") return undefined;
  return summary.fault?.message ?? `the trace is ${summary.status}`;
}
