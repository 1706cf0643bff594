// The JSON documents of the `trace` commands; schema/trace-*.schema.json are made from these.
import * as z from "zod";

export const TRACE_SCHEMA_VERSION = "1";

const count = z.number().int().nonnegative();
/** Nanoseconds; whole numbers, but a span may pass 2^53 in a damaged file. */
const ns = z.number().meta({ description: "Nanoseconds since the trace's first event." });
const duration = z.number().nonnegative().meta({ description: "Nanoseconds." });
/** A call site, the innermost own frame of a stack. */
const site = z.object({ function: z.string(), file: z.string(), line: count });
export type TraceSite = z.infer<typeof site>;

/** What every trace document says of the file. */
const head = {
  schemaVersion: z.literal(TRACE_SCHEMA_VERSION),
  file: z.string(),
  goVersion: z.string().optional(),
  status: z.enum(["intact", "truncated", "damaged"]),
  fault: z
    .object({ code: z.string(), message: z.string(), offset: count, generation: count.optional() })
    .optional()
    .meta({ description: "The first thing that was wrong; offset in the unpacked file." }),
  events: count.meta({ description: "As Go's reader counts: sync events included." }),
  repaired: count.meta({
    description: "Events that contradicted the rest and were taken at their word.",
  }),
  openEvents: count.meta({ description: "Events of generations whose end is missing." }),
  durationNs: duration,
};
export const traceHead = z.object(head);
/** Of views that hold all that happened at once. */
export const lookedAt = z.object({ fromNs: duration, toNs: duration }).optional().meta({
  description: "Of a trace that does not fit into memory: the part that was looked at.",
});
export type TraceHead = z.infer<typeof traceHead>;

export const traceInfoDocument = z.object({
  ...head,
  bytes: count,
  gomaxprocs: count.optional(),
  syncs: count,
  /** How much wall time is missing at the end, where the end of the run is known. */
  missingNs: duration.optional(),
  clock: z.object({ traceNs: z.string(), monoNs: z.string(), wall: z.string() }).optional().meta({
    description: "A reading of the trace's, the monotonic and the wall clock at one moment.",
  }),
  generations: z.array(
    z.object({
      id: count,
      open: z.boolean(),
      startNs: ns,
      endNs: ns,
      events: count,
      repaired: count,
      bytes: count,
    }),
  ),
  diagnostics: z.array(
    z.object({ code: z.string(), severity: z.string(), message: z.string(), count }),
  ),
});
export type TraceInfoDocument = z.infer<typeof traceInfoDocument>;

const times = z.object({
  totalNs: duration,
  executionNs: duration,
  runnableNs: duration,
  blockedNs: duration,
  syscallNs: duration,
  syscallBlockedNs: duration,
  unknownNs: duration,
  blocked: z.record(z.string(), duration).meta({ description: "Blocked time by reason." }),
  ranges: z.record(z.string(), duration).meta({
    description:
      "Time inside GC assist, sweep and stop-the-world ranges; overlaps with the other times.",
  }),
});
export type TraceTimes = z.infer<typeof times>;

const creation = z.object({
  id: count,
  parent: count.optional().meta({ description: "The node of those that created these." }),
  depth: count,
  name: z.string(),
  createdAt: site.optional(),
  goroutines: count,
  alive: count.meta({ description: "That did not end in the trace." }),
  ...times.shape,
});
export type TraceCreation = z.infer<typeof creation>;

export const traceGoroutinesDocument = z.object({
  ...head,
  groups: z.array(
    z.object({ name: z.string(), createdAt: site.optional(), goroutines: count, ...times.shape }),
  ),
  goroutines: z.array(
    z.object({
      id: z.number(),
      name: z.string(),
      createdAt: site.optional(),
      createdBy: z.number().optional(),
      startNs: ns,
      endNs: ns.optional(),
      ended: z.boolean(),
      lastState: z.string(),
      ...times.shape,
    }),
  ),
  goroutinesTotal: count,
  tree: z.array(creation).optional().meta({
    description: "With --tree: who created whom, by creation site, parents before children.",
  }),
});
export type TraceGoroutinesDocument = z.infer<typeof traceGoroutinesDocument>;

export const traceWakeDocument = z.object({
  ...head,
  wakes: count,
  pairs: z.array(
    z.object({
      waker: z
        .string()
        .meta({ description: "Entry function of the goroutine that woke, or runtime." }),
      wakerAt: site.optional(),
      wakee: z.string(),
      wakeeAt: site.optional(),
      reason: z.string(),
      count,
      waitNs: duration,
      waitMaxNs: duration,
      latencyNs: duration.meta({ description: "From being woken to running, summed." }),
    }),
  ),
  chains: z.array(
    z.object({
      waitNs: duration,
      links: z.array(
        z.object({
          goroutine: z.number(),
          name: z.string(),
          reason: z.string(),
          at: site.optional(),
          parkedNs: ns,
          wokenNs: ns,
          ranNs: ns,
          wokenBy: z.number().optional(),
          wokenAt: site.optional(),
        }),
      ),
    }),
  ),
  edgesKept: count,
  edgesTotal: count,
});
export type TraceWakeDocument = z.infer<typeof traceWakeDocument>;

export const traceLocksDocument = z.object({
  ...head,
  sites: z.array(
    z.object({
      kind: z.string(),
      waitsAt: site.optional(),
      wokenAt: site.optional(),
      count,
      goroutines: count,
      waitNs: duration,
      waitMaxNs: duration,
      handOffNs: duration.meta({ description: "From being woken to running, summed." }),
    }),
  ),
});
export type TraceLocksDocument = z.infer<typeof traceLocksDocument>;
