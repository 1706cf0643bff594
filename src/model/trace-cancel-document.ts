// The JSON document of `trace cancel`; schema/trace-cancel.schema.json is made from it.
import * as z from "zod";
import { lookedAt, traceHead } from "./trace-documents.ts";

const count = z.number().int().nonnegative();
const ns = z.number().int().nonnegative();
const site = z.object({ function: z.string(), file: z.string(), line: count });

const child = z.object({
  goroutine: z.number(),
  name: z.string(),
  at: site.optional().meta({ description: "Where it waited for Done." }),
  depth: count.meta({ description: "1: for the cancelled context; more: for one below it." }),
  wokenNs: ns,
  ranNs: ns.optional(),
  endedNs: ns.optional().meta({ description: "Missing: it lived when the trace ended." }),
  late: z.boolean().meta({ description: "It ended 10 ms or more after it was woken." }),
});

const cancellation = z.object({
  id: z.string().meta({ description: "C1, C2, …: only within this document." }),
  kind: z.enum(["deadline", "call"]),
  test: z.string().optional(),
  goroutine: z.number(),
  name: z.string(),
  calledAt: site.optional(),
  firedNs: ns.meta({
    description: "T0: the timer's function came to be; of a call, the first wake.",
  }),
  cancelledNs: ns.meta({ description: "T1: the first goroutine was woken." }),
  endedNs: ns.optional().meta({ description: "T2: the last of the woken that ended did." }),
  children: z.array(child),
  childrenTotal: count,
  certainty: z.literal("direct"),
  mayIgnore: z
    .array(
      z.object({
        goroutine: z.number(),
        name: z.string(),
        createdAt: site.optional(),
        state: z.string(),
        at: site.optional().meta({ description: "Where it was when the context was cancelled." }),
        endedNs: ns.optional(),
        certainty: z.literal("heuristic"),
      }),
    )
    .meta({
      description:
        "Created by the same goroutine, not woken, and alive 10 ms later: they ignore the context, or have nothing " +
        "to do with it.",
    }),
});

export const traceCancelDocument = z.object({
  ...traceHead.shape,
  looked: lookedAt,
  cancellations: z.array(cancellation),
  cancellationsTotal: count,
  eventsDropped: count,
});
export type TraceCancelDocument = z.infer<typeof traceCancelDocument>;
export type TraceCancellation = z.infer<typeof cancellation>;
