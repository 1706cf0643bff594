// The JSON document of `trace match`.
import * as z from "zod";
import { CERTAINTIES } from "./pattern.ts";
import { traceHead } from "./trace-documents.ts";

const count = z.number().int().nonnegative();
const site = z.object({ function: z.string(), file: z.string(), line: count });

const matchStep = z.object({
  id: z.string(),
  event: z.string().meta({ description: "Kind of event." }),
  say: z.string().optional(),
  class: z.string().optional(),
  goroutine: z.number().optional(),
  by: z.number().optional().meta({ description: "The waker or creator; absent: the runtime." }),
  timeNs: z.number(),
  name: z.string().optional(),
  value: z.string().optional(),
  at: site.optional(),
  stack: z.array(site),
});
export type MatchStep = z.infer<typeof matchStep>;

const matchFinding = z.object({
  pattern: z.string(),
  title: z.string(),
  certainty: z.enum(CERTAINTIES),
  confidence: z.union([z.literal("uncalibrated"), z.number().min(0).max(1)]).meta({
    description: "How often causes like this one were right on runs whose cause is known.",
  }),
  evidence: z
    .object({ for: z.array(z.string()).readonly(), against: z.array(z.string()).readonly() })
    .optional()
    .meta({ description: "What its confidence rests on, in words." }),
  effectOf: z.array(z.string()).optional().meta({
    description: "Patterns found in the same trace that bring this one about.",
  }),
  count: count.meta({ description: "Matches with the same key." }),
  firstNs: z.number(),
  lastNs: z.number(),
  totalNs: z.number().meta({ description: "Time lost, summed over the matches." }),
  maxNs: z.number(),
  share: z
    .number()
    .meta({ description: "totalNs of the trace's time; above 1 where goroutines wait at once." }),
  criticalPath: z
    .object({
      ns: z.number().meta({ description: "Of totalNs, so much lies on critical paths." }),
      roots: z
        .array(z.object({ goroutine: z.number(), test: z.string().optional(), ns: z.number() }))
        .meta({ description: "Whose paths, the largest part first; without test: main." }),
    })
    .optional()
    .meta({ description: "Of a pattern that requires it." }),
  variables: z.record(z.string(), z.union([z.string(), z.number()])),
  distinct: z.record(z.string(), count),
  steps: z.array(matchStep).meta({ description: "The longest match, or the edges of a cycle." }),
  why: z.string().optional(),
  fix: z.string().optional(),
  raise: z.array(z.string()),
});
export type MatchFinding = z.infer<typeof matchFinding>;

const patternState = z.object({
  pattern: z.string(),
  source: z.string(),
  matches: count,
  reported: count,
  quiet: count.meta({
    description: "Groups of matches that explain too little, or repeat too seldom.",
  }),
  unknown: count.meta({
    description: "Would hold if the trace were whole: what never happened cannot be told.",
  }),
  incomplete: z.boolean().meta({ description: "A budget or a cap was hit: there may be more." }),
  lost: z.record(z.string(), count),
  pathUnknown: z
    .object({ matches: count, why: z.string() })
    .optional()
    .meta({ description: "Matches of which it cannot be told whether they lie on a path." }),
});
export type PatternState = z.infer<typeof patternState>;

export const traceMatchDocument = z.object({
  ...traceHead.shape,
  patternEvents: count,
  patterns: z.array(patternState),
  findings: z.array(matchFinding),
  notes: z.array(z.string()),
});
export type TraceMatchDocument = z.infer<typeof traceMatchDocument>;
