// A worker thread of the trace commands: reads one part of a trace (pipeline-trace-parts.ts starts it).
import { LockVisitor } from "./analyse/trace/lock-sites.ts";
import { openTraceInput } from "./collect/trace-input.ts";
import { answerJob } from "./collect/trace-threads.ts";
import type { TraceInterner } from "./model/trace-interner.ts";
import type { MergingVisitor } from "./model/trace-parts.ts";
import type { PartJob, PartVisitor } from "./model/trace-part-job.ts";
import { readPart } from "./parse/go-trace/read-part.ts";

/** Progress is told once in so many bytes. */
const PROGRESS_BYTES = 4 << 20;

function made(what: PartVisitor, interner: TraceInterner): MergingVisitor<unknown> | undefined {
  return what.kind === "locks" ? new LockVisitor(interner, what.channels) : undefined;
}

await answerJob(async (data, progress) => {
  const job = data as PartJob;
  const input = await openTraceInput({ location: job.path, stdin: process.stdin });
  let told = 0;
  const onProgress = (offset: number): void => {
    const read = offset - job.plan.offset;
    if (read < told + PROGRESS_BYTES) return;
    told = read;
    progress(read);
  };
  try {
    const source = { ...input.source, name: job.name };
    return await readPart(source, job.plan, (i) => made(job.visitor, i), onProgress);
  } finally {
    await input.close();
  }
});
