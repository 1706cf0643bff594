// The JSON documents of `trace procs` and `trace threads`; schema/trace-procs.schema.json and trace-threads.schema.json
// are made from these.
import * as z from "zod";
import { traceHead } from "./trace-documents.ts";

const count = z.number().int().nonnegative();
const ns = z.number().meta({ description: "Nanoseconds since the trace's first event." });
const duration = z.number().nonnegative().meta({ description: "Nanoseconds." });
const period = z.object({ fromNs: ns, toNs: ns });

const times = {
  firstNs: ns.meta({ description: "When it is first known." }),
  spanNs: duration.meta({ description: "From then to the end; the sum of the times below." }),
  goroutineNs: duration.meta({
    description: "Running goroutines, the collector's workers not counted.",
  }),
  gcWorkerNs: duration.meta({ description: "Running the collector's workers." }),
  syscallNs: duration.meta({ description: "In syscalls, the processor kept." }),
  schedulerNs: duration.meta({ description: "With a processor, without a goroutine." }),
  idleNs: duration,
  unknownNs: duration.meta({ description: "What damage hides." }),
  switches: count.meta({ description: "How often another goroutine than before began to run." }),
  longestIdle: period.optional(),
};

const stopTheWorld = z.object({ count, ns: duration, longestNs: duration });

const processor = z.object({
  id: z.number().int(),
  ...times,
  assistNs: duration.meta({
    description: "Part of goroutineNs: goroutines that help the collector mark.",
  }),
  sweepNs: duration.meta({ description: "Part of goroutineNs: goroutines that sweep." }),
});
export const traceProcsDocument = z.object({
  ...traceHead.shape,
  processors: z.array(processor),
  stopTheWorld,
});
export type TraceProcsDocument = z.infer<typeof traceProcsDocument>;
export type TraceProcessor = z.infer<typeof processor>;

const thread = z.object({
  id: z.number().meta({ description: "The operating system's." }),
  ...times,
  syscallBlockedNs: duration.meta({
    description: "In syscalls whose processor was taken away, and in calls from C.",
  }),
});
export const traceThreadsDocument = z.object({ ...traceHead.shape, threads: z.array(thread) });
export type TraceThreadsDocument = z.infer<typeof traceThreadsDocument>;
export type TraceThread = z.infer<typeof thread>;
