// Pattern files: what users write in .racegate/patterns/*.yaml; schema/pattern.schema.json is made from this.
import * as z from "zod";
import { CLASS_GROUPS, PATTERN_CLASSES } from "./pattern-events.ts";

const ID = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const STEP_ID = /^[a-z][a-z0-9_]*$/;
const VARIABLE = /^[A-Z][A-Za-z0-9_]*$/;
const STEPS_MAX = 16;
/** So many steps have 24 orders. */
const UNORDERED_MAX = 4;

export const patternDuration = z
  .union([
    z.number().nonnegative(),
    z.string().regex(/^\d{1,15}(?:\.\d{1,9})?(?:ns|us|µs|ms|s|m|h)$/, {
      error: "write a duration such as 10ms, 1.5s or 200us",
    }),
  ])
  .meta({ description: "A duration such as 10ms, 1.5s, 200us; a bare number is nanoseconds." });
const variable = z
  .string()
  .regex(VARIABLE, { error: "a variable begins with a capital letter: A, Waker, W2" })
  .meta({ description: "A variable: B, Waker, W2." });
const oneOrMore = <T extends z.ZodType>(item: T) => z.union([item, z.array(item).min(1)]);
const className = z.enum([...PATTERN_CLASSES, ...CLASS_GROUPS.keys()] as [string, ...string[]]);

/** What an event must be. */
const eventFields = {
  on: oneOrMore(z.string()).optional().meta({
    description:
      "Kinds of events: park, unpark, run, …; names of Go 1.21 and before (GoBlock, …) are understood.",
  }),
  g: variable.optional().meta({ description: "The goroutine that the event is about." }),
  by: z
    .union([z.literal("runtime"), variable])
    .optional()
    .meta({
      description: "create: the creator; unpark: the waker; `runtime`: none of the program's.",
    }),
  class: z
    .union([className, z.array(className).min(1), z.strictObject({ not: oneOrMore(className) })])
    .optional()
    .meta({ description: "What is waited for, or why the goroutine stopped." }),
  reason: oneOrMore(z.string()).optional().meta({ description: "The runtime's own words." }),
  name: oneOrMore(z.string()).optional().meta({
    description:
      "Name of a range, region or task; category of a log. A final * stands for anything.",
  }),
  value: oneOrMore(z.string()).optional().meta({ description: "A log's text. As `name`." }),
  stack_has: oneOrMore(z.string()).optional().meta({
    description: "A frame's function contains this text.",
  }),
  stack_lacks: oneOrMore(z.string()).optional().meta({ description: "No frame's function does." }),
  no_stack: z.boolean().optional(),
  where: oneOrMore(z.string()).optional().meta({
    description: 'Comparisons: site == $L, entry != $E, function == "main.f"; all must hold.',
  }),
};
const eventTest = z.strictObject(eventFields);
export type EventTestSource = z.infer<typeof eventTest>;

const attribute = z.enum([
  "site",
  "function",
  "entry",
  "class",
  "reason",
  "name",
  "value",
  "g",
  "by",
]);
const bindable = z.union([attribute, z.literal("lock")]);
/** `lock`: the lines that a hand-off joins with where the wait began or ended. */
export type PatternAttribute = z.infer<typeof bindable>;

const step = z.strictObject({
  id: z.string().regex(STEP_ID).optional(),
  ...eventFields,
  any: z
    .array(eventTest)
    .min(1)
    .optional()
    .meta({ description: "Alternatives, the first that fits." }),
  bind: z.record(z.string().regex(VARIABLE), bindable).optional(),
  gap: z
    .strictObject({
      min: patternDuration.optional(),
      max: patternDuration.optional(),
      from: z.string().optional(),
    })
    .optional()
    .meta({ description: "Time since the previous step, or since the step named by `from`." }),
  edge: z
    .string()
    .regex(/^(?:wake|create)\([a-z][a-z0-9_]*\)$/)
    .optional()
    .meta({
      description:
        "wake(step): the wake of that wait, or the run after that wake; create(step): its first run.",
    }),
  after: z
    .string()
    .regex(/^hb(?:\([a-z][a-z0-9_]*\))?$/, { error: "write hb, or hb(step)" })
    .optional()
    .meta({
      description:
        "hb: the previous step's event happens before this one, by program order, create → first run and unpark → next run; hb(step): that step's event.",
    }),
  noise: z.union([z.number().int().nonnegative(), z.literal("any")]).optional(),
  say: z.string().optional().meta({ description: "What the step means, for the report." }),
});
export type StepSource = z.infer<typeof step>;

const interference = z.strictObject({
  between: z.tuple([z.string(), z.string()]).optional(),
  ...eventFields,
});
export type InterferenceSource = z.infer<typeof interference>;
const absent = z.strictObject({
  after: z.string().optional(),
  within: patternDuration.optional(),
  until: z.literal("end").optional(),
  ...eventFields,
});
export type AbsentSource = z.infer<typeof absent>;

export const CERTAINTIES = ["proof", "direct", "heuristic"] as const;

/** Code that finds the matches of shipped patterns which the language cannot ask for. */
const FINDERS = ["stragglers", "fellow-cancels", "unreached", "overtaken"] as const;

export const pattern = z.strictObject({
  name: z
    .string()
    .regex(ID, { error: "write words in small letters with - between them: my-pattern" })
    .meta({ description: "Kebab-case; shown in reports." }),
  title: z.string().optional(),
  why: z.string().optional().meta({ description: "What it does to the program." }),
  fix: z.string().optional(),
  raise: z.array(z.string()).optional().meta({ description: "What would make it more certain." }),
  certainty: z.enum(CERTAINTIES).optional(),
  steps: z.array(step).min(1).max(STEPS_MAX),
  unordered: z
    .array(z.string().regex(STEP_ID))
    .min(2)
    .max(UNORDERED_MAX)
    .optional()
    .meta({ description: "Steps next to each other that may come in any order." }),
  within: z.union([z.literal("none"), patternDuration]).optional(),
  noise: z
    .union([z.number().int().nonnegative(), z.literal("any")])
    .optional()
    .meta({
      description:
        "How many other events of the goroutines bound so far may lie between two steps (3).",
    }),
  same: z.literal("ok").optional().meta({ description: "Two variables may be one goroutine." }),
  interference: z.array(interference).optional(),
  absent: oneOrMore(absent).optional(),
  repeat: z
    .strictObject({
      min: z.number().int().positive(),
      key: oneOrMore(z.string()).optional(),
      distinct: z.record(z.string().regex(VARIABLE), z.number().int().positive()).optional(),
      window: patternDuration.optional(),
    })
    .optional(),
  require: z.strictObject({ on_critical_path: variable }).optional().meta({
    description:
      "Only what this goroutine lost, between the steps of `cost`, on the critical path of a test counts.",
  }),
  graph: z
    .strictObject({
      from: variable,
      to: variable,
      distinct: variable.optional(),
      cycle: z.number().int().positive(),
    })
    .optional()
    .meta({ description: "Each match is an edge from one value to another; cycles are reported." }),
  cost: z.strictObject({ from: z.string(), to: z.string() }).optional().meta({
    description: "The steps between which the time is lost; default: first and last.",
  }),
  busy: z
    .strictObject({ from: z.string(), to: z.string(), turns: z.boolean().optional() })
    .optional()
    .meta({
      description:
        "Between these steps goroutines kept every processor; with `turns` not one alone for longer than the scheduler lets it.",
    }),
  awake: z.strictObject({ g: variable, from: z.string(), to: z.string() }).optional().meta({
    description:
      "Between these steps this goroutine did not wait for a processor most of the time.",
  }),
  finder: z.enum(FINDERS).optional().meta({
    description:
      "Matches are found by code of racegate, for what steps cannot ask; the steps say what a match looks like.",
  }),
  worth: z
    .strictObject({
      total: patternDuration.optional(),
      share: z.number().min(0).max(1).optional(),
    })
    .optional()
    .meta({
      description: "Less lost time than this is not reported; share is of the trace's time.",
    }),
  budget: z.number().int().positive().optional().meta({
    description: "Events looked at for one pattern before it gives up, and says so.",
  }),
});
export type PatternSource = z.infer<typeof pattern>;

export const patternFile = z
  .union([pattern, z.strictObject({ patterns: z.array(pattern).min(1) })])
  .meta({ id: "pattern", title: "A cause pattern of racegate, or several" });
