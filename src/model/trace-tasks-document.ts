// The JSON document of `trace tasks`; schema/trace-tasks.schema.json is made from it.
import * as z from "zod";
import { traceHead } from "./trace-documents.ts";

const count = z.number().int().nonnegative();
const ns = z.number().meta({ description: "Nanoseconds since the trace's first event." });
const duration = z.number().nonnegative().meta({ description: "Nanoseconds." });
const site = z.object({ function: z.string(), file: z.string(), line: count });

const region = z.object({
  name: z.string(),
  count,
  ns: duration.meta({
    description: "Of all that ended; nested ones count in themselves and in the outer.",
  }),
  longestNs: duration,
  open: count.meta({ description: "Begun and not ended in the trace." }),
  at: site.optional(),
});
const log = z.object({ ns, goroutine: z.number(), category: z.string(), message: z.string() });

const task = z.object({
  id: z.number(),
  name: z.string(),
  parent: z.number().optional(),
  children: z.array(z.number()),
  startNs: ns.optional().meta({ description: "Absent: it began before the trace or the window." }),
  endNs: ns.optional().meta({ description: "Absent: it did not end in the trace." }),
  durationNs: duration.optional(),
  goroutine: z.number().optional().meta({ description: "The one that began it." }),
  at: site.optional(),
  goroutines: count.meta({ description: "That had a part in it; counted up to 100." }),
  regions: z.array(region),
  logs: z.array(log).meta({ description: "The first 100." }),
  logsTotal: count,
});

const kind = z.object({
  name: z.string(),
  parentName: z.string().optional(),
  tasks: count,
  ended: count,
  ns: duration.meta({ description: "Of the tasks whose begin and end are in the trace." }),
  longestNs: duration,
});

export const traceTasksDocument = z.object({
  ...traceHead.shape,
  kinds: z.array(kind).meta({ description: "Tasks by name and by their parents' name." }),
  tasks: z.array(task),
  tasksTotal: count,
  tasksDropped: count.meta({ description: "Short ones beyond the first 10,000: in kinds alone." }),
  background: z.array(region).meta({ description: "Regions outside of tasks." }),
});
export type TraceTasksDocument = z.infer<typeof traceTasksDocument>;
export type TraceTask = z.infer<typeof task>;
export type TraceTaskKind = z.infer<typeof kind>;
export type TraceRegion = z.infer<typeof region>;
