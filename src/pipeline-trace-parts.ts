// Reads a trace on several threads for the commands whose findings in parts add up. The result is that of one thread:
// where it cannot be proved to be (damage in the middle, a state that one generation does not tell), nothing is returned
// and the caller reads the trace in one go.
import { runOnThreads, usefulThreads } from "./collect/trace-threads.ts";
import type { ByteSource } from "./model/byte-source.ts";
import type { PartJob, PartVisitor } from "./model/trace-part-job.ts";
import type { TraceInterner } from "./model/trace-interner.ts";
import type { MergingVisitor, TracePart } from "./model/trace-parts.ts";
import type { TraceSummary } from "./model/trace.ts";
import { joinParts, planParts } from "./parse/go-trace/join-parts.ts";
import { indexTrace } from "./parse/go-trace/trace-index.ts";

/** Below this, starting threads costs more than they save. */
const PARTS_BYTES_MIN = 256 << 20;

export interface PartsRequest {
  readonly source: ByteSource;
  /** How many threads; 1 = this one only. Absent: what the machine has, for traces that are large enough. */
  readonly threads?: number;
  readonly onProgress?: (bytesRead: number) => void;
}

/** The thread's file: beside this one as source, at the top of the bundle as built (scripts/build.ts). */
function threadFile(): URL {
  const here = import.meta.url;
  if (here.endsWith(".ts")) return new URL("pipeline-trace-worker.ts", here);
  return new URL(here.includes("/chunks/") ? "../trace-worker.js" : "trace-worker.js", here);
}

/** The summary, with the visitor's findings merged into `visitor`; undefined when one thread must read it all. */
export async function readInParts<Found>(
  request: PartsRequest,
  what: PartVisitor,
  visitor: MergingVisitor<Found> | undefined,
  interner: TraceInterner,
): Promise<TraceSummary | undefined> {
  const { source, onProgress } = request;
  const { path, name } = source;
  const small = source.size === undefined || source.size < PARTS_BYTES_MIN;
  const threads = request.threads ?? (small ? 1 : usefulThreads());
  if (threads < 2 || path === undefined) return undefined;
  const index = await indexTrace(source);
  const plans = index === undefined ? [] : planParts(index, threads);
  if (plans.length < 2) return undefined;
  const jobs = plans.map((plan): PartJob => ({ path, name, plan, visitor: what }));
  let parts: readonly (TracePart | undefined)[];
  try {
    parts = await runOnThreads(threadFile(), jobs, onProgress);
  } catch {
    // Threads cannot be had, or one ran out of memory: this one reads it all.
    return undefined;
  }
  return joinParts(parts, visitor, interner);
}
