// The JSON document of `trace path`; schema/trace-path.schema.json is made from it.
import * as z from "zod";
import { traceAxis } from "./trace-axis.ts";
import { lookedAt, traceHead } from "./trace-documents.ts";

const count = z.number().int().nonnegative();
const ns = z.number().int().nonnegative();
const site = z.object({ function: z.string(), file: z.string(), line: count });

/** What a goroutine was doing, where, and what the user's own annotations call it. */
const doing = {
  name: z.string().meta({ description: "The goroutine's outermost function." }),
  state: z.enum(["running", "runnable", "waiting", "syscall", "unknown"]),
  reason: z.string().optional().meta({ description: "Why it waited or stopped." }),
  waitEnd: z
    .enum(["runtime", "outside", "unfinished"])
    .optional()
    .meta({
      description:
        "Of a wait that leads to no other goroutine: a timer or the network ended it; a goroutine " +
        "that the runtime started (the function of a timer) did; nobody did before the trace ended.",
    }),
  at: site.optional(),
  region: z.string().optional(),
  task: z.string().optional(),
  log: z.string().optional(),
};

const charge = z.object({ ...doing, ns, count, goroutines: count });
const step = z.object({
  goroutine: z.number(),
  ...doing,
  fromNs: ns,
  toNs: ns,
  led: z.enum(["same", "woke", "created", "waited"]).meta({
    description:
      "How it led to the next step in time: the same goroutine went on, it woke or created the next " +
      "step's goroutine, or it waited for what began the next step.",
  }),
  ledAt: site.optional().meta({ description: "Where it woke or created." }),
});

const root = z.object({
  goroutine: z.number(),
  name: z.string(),
  test: z.string().optional(),
  startNs: ns,
  endNs: ns,
  ended: z.boolean(),
  spanNs: ns,
  chargedNs: ns.meta({ description: "The sum of all charges: equal to spanNs." }),
  charges: z.array(charge),
  steps: z.array(step).meta({ description: "In the order of time; the last ones where capped." }),
  stepsTotal: count,
});

export const tracePathDocument = z.object({
  ...traceHead.shape,
  looked: lookedAt,
  axis: traceAxis.optional(),
  roots: z.array(root),
  rootsTotal: count,
  eventsDropped: count.meta({
    description: "Events behind the limit of memory; the paths are those of the part before.",
  }),
});
export type TracePathDocument = z.infer<typeof tracePathDocument>;
export type TracePathRoot = z.infer<typeof root>;
export type TracePathCharge = z.infer<typeof charge>;
export type TracePathStep = z.infer<typeof step>;
