// The JSON document of `trace holds`; schema/trace-holds.schema.json is made from it.
import * as z from "zod";
import { lookedAt, traceHead } from "./trace-documents.ts";

const count = z.number().int().nonnegative();
const ns = z.number().int().nonnegative();
const site = z.object({ function: z.string(), file: z.string(), line: count });

const holderState = z.object({
  state: z.enum(["running", "runnable", "waiting", "syscall", "unknown"]),
  reason: z.string().optional(),
  at: site.optional(),
  ns,
});

const hold = z.object({
  goroutine: z.number(),
  name: z.string(),
  releasedAt: site.optional(),
  fromNs: ns.meta({ description: "At the latest: it may have begun earlier." }),
  toNs: ns,
  shared: z.boolean().meta({ description: "The last of the readers of an RWMutex." }),
  waiters: z.array(z.object({ goroutine: z.number(), at: site.optional(), parkedNs: ns })),
  blockedNs: ns.meta({ description: "What the waiters waited during the hold, summed." }),
  states: z.array(holderState).meta({ description: "What the holder did; adds up to the hold." }),
});

const lock = z.object({
  id: z.string().meta({ description: "L1, L2, …: only within this document." }),
  kind: z.enum(["Mutex", "RWMutex", "Once"]),
  waitsAt: z.array(site),
  releasedAt: z.array(site),
  certainty: z.enum(["heuristic"]).meta({
    description:
      "Lines joined by hand-offs count as one lock; a method of many instances makes them one.",
  }),
  contradictions: count.meta({
    description: "Releases by another goroutine than the known holder: there are several locks.",
  }),
  waits: count,
  goroutines: count,
  waitNs: ns,
  waitMaxNs: ns,
  unfinished: count.meta({ description: "Waits that were not over when the trace ended." }),
  handOffs: count,
  futileWakes: count.meta({ description: "Woken, and waiting again before it got the lock." }),
  convoy: z.object({ handOffs: count, fromNs: ns, toNs: ns }).optional(),
  writers: z
    .object({ waits: count, waitNs: ns, waitMaxNs: ns, byReaders: count })
    .optional()
    .meta({ description: "RWMutex: waits of Lock; byReaders: those that readers ended." }),
  holders: z.array(
    z.object({
      name: z.string(),
      releasedAt: site.optional(),
      holds: count,
      goroutines: count,
      heldNs: ns.meta({ description: "At least." }),
      heldMaxNs: ns,
      blockedNs: ns,
      states: z.array(holderState),
    }),
  ),
  longest: z.array(hold),
});

const party = z.object({ goroutine: z.string(), at: site.optional() });

const usedLock = z.object({
  address: z
    .string()
    .meta({ description: "Memory is used again: later another lock may have it." }),
  kind: z.enum(["Mutex", "RWMutex", "Once"]),
  acquisitions: count,
  heldNs: ns.meta({
    description: "Exact, also without waiters; readers count each for themselves.",
  }),
  waits: count,
  waitedNs: ns,
  longest: party.extend({
    fromNs: ns,
    toNs: ns,
    releasedAt: site.optional(),
    shared: z.boolean(),
    waiters: z.array(party.extend({ waitNs: ns })).meta({
      description: "Who waited at its end, and how long of the hold.",
    }),
  }),
});

export const traceHoldsDocument = z.object({
  ...traceHead.shape,
  looked: lookedAt,
  locks: z.array(lock),
  locksTotal: count,
  eventsDropped: count,
  waitsCut: z.boolean(),
  byAddress: z.array(usedLock).optional().meta({
    description: "Of a trace of mode deep: locks of the program by address, the weightiest first.",
  }),
});
export type TraceHoldsDocument = z.infer<typeof traceHoldsDocument>;
export type TraceLock = z.infer<typeof lock>;
export type TraceHold = z.infer<typeof hold>;
export type TraceUsedLock = z.infer<typeof usedLock>;
export type TraceHolderState = z.infer<typeof holderState>;
