// The wall clock beside a trace, and what the tests printed, on the trace's time axis.
import * as z from "zod";

export const traceAxis = z
  .object({
    startedAt: z.string().meta({ description: "The wall clock at the trace's first event." }),
    errorMs: z.number().meta({ description: "How far off that may be." }),
    lines: z
      .array(
        z.object({
          timeNs: z.number().meta({ description: "Since the trace's first event." }),
          package: z.string(),
          test: z.string().optional(),
          what: z.enum(["run", "pause", "cont", "pass", "fail", "skip", "output"]),
          text: z.string(),
        }),
      )
      .optional()
      .meta({ description: "Of the stream that was given: events and printed lines." }),
    linesErrorMs: z.number().optional().meta({
      description: "How far off the lines may be: what their way to the stream took differs.",
    }),
  })
  .meta({
    description: "Absent where the trace has no reading of the wall clock (before Go 1.25).",
  });
export type TraceAxis = z.infer<typeof traceAxis>;
