import { patchTrial } from "./capture.ts";
import * as z from "zod";
import { findingClass } from "./classes.ts";

/** Schema of one finding; findings.json is in model/findings-document.ts. The JSON Schema is generated. */

export const findingKind = z.enum([
  "data-race",
  "fatal-error",
  "panic",
  "deadlock",
  "goroutine-leak",
  "timeout",
  "lock-contention",
  "cancel-delay",
  "schedule",
  "build-failure",
  "test-failure",
  "infrastructure",
  "trust",
]);
export type FindingKind = z.infer<typeof findingKind>;

export const severity = z.enum(["error", "warning", "note"]);
export type Severity = z.infer<typeof severity>;

/** Whose code is at fault: decided from the first frame of each side that is not the runtime's. */
export const codeClass = z.enum(["ours", "test", "dependency", "mixed", "unknown"]);
export type CodeClass = z.infer<typeof codeClass>;

export const locationRole = z.enum([
  "access",
  "previous-access",
  "created-at",
  "stuck",
  "holder",
  "waker",
  "cause",
  "panic",
  "declared",
]);

export const location = z.object({
  file: z.string().meta({
    description:
      "Relative to the repository root with '/'; outside it $GOROOT/… or module@version/…",
  }),
  line: z.number().int().nonnegative(),
  function: z.string(),
  role: locationRole,
  module: z.string().optional(),
  package: z.string().optional().meta({
    description:
      "Import path of the file's directory, without the `_test` of external test packages.",
  }),
  own: z.boolean().meta({ description: "In the main module or workspace." }),
  operation: z.enum(["read", "write"]).optional(),
  goroutine: z.string().optional().meta({ description: "Label of the goroutine in `goroutines`." }),
  code: z.string().optional().meta({ description: "The source line, trimmed." }),
});
export type Location = z.infer<typeof location>;

export const frame = z.object({
  function: z.string(),
  file: z.string(),
  line: z.number().int().nonnegative(),
  own: z.boolean(),
});
export type Frame = z.infer<typeof frame>;

export const goroutine = z.object({
  label: z.string().meta({ description: "From the creation site and the start function." }),
  goid: z.string().optional(),
  raceId: z.number().int().optional().meta({
    description: "The race detector's own number; never a goid.",
  }),
  state: z.string().optional(),
  role: z.string().optional(),
  count: z.number().int().positive().optional().meta({
    description: "How many goroutines of the dump stand like this one; absent for one.",
  }),
  createdAt: location.optional(),
  stack: z.array(frame).optional(),
});
export type Goroutine = z.infer<typeof goroutine>;

export const testScope = z.enum([
  "test",
  "subtest",
  "benchmark",
  "example",
  "fuzz",
  "testmain",
  "init",
  "after-exit",
  "child",
]);
export type TestScope = z.infer<typeof testScope>;

export const attribution = z.object({
  name: z.string(),
  scope: testScope,
  by: z.enum(["stack", "creation-stack", "stream", "position", "process"]).meta({
    description: "What the attribution rests on.",
  }),
  confidence: z.number().min(0).max(1).meta({ description: "Heuristic, uncalibrated." }),
  reported: z.string().optional().meta({ description: "The test under which go test printed it." }),
  alsoPossible: z.array(z.string()).optional(),
  spec: z.string().optional().meta({
    description: "Text of the ginkgo spec inside of the test, as ginkgo prints it.",
  }),
});
export type Attribution = z.infer<typeof attribution>;

export const evidence = z.object({
  kind: z.enum([
    "race-report",
    "trace-event",
    "dump",
    "profile-sample",
    "source",
    "test-output",
    "log",
  ]),
  artifact: z.string().meta({ description: "Path inside the capture." }),
  start: z.number().int().nonnegative().optional(),
  end: z.number().int().nonnegative().optional(),
  say: z.string(),
  text: z.string().optional().meta({ description: "The bytes themselves, capped." }),
});
export type Evidence = z.infer<typeof evidence>;

export const causeStep = z.object({
  what: z.string(),
  goroutine: z.string().optional(),
  timeNs: z.number().int().optional().meta({
    description: "Nanoseconds since the first event of the trace that `clock` names.",
  }),
  certainty: z.enum(["proof", "direct", "heuristic"]).optional().meta({
    description: "Of this step alone; absent: as the cause's.",
  }),
  location: location.optional(),
});
export type CauseStep = z.infer<typeof causeStep>;

export const cause = z.object({
  pattern: z.string(),
  confidence: z.number().min(0).max(1).optional().meta({
    description:
      "How often causes like it were right on runs whose cause is known; absent: uncalibrated.",
  }),
  certainty: z.enum(["proof", "direct", "heuristic"]),
  share: z.number().min(0).max(1).optional(),
  summary: z.string().optional().meta({ description: "Cause and symptom in one sentence." }),
  steps: z.array(causeStep).meta({ description: "From cause to symptom." }),
  clock: z
    .object({
      artifact: z.string(),
      startedAt: z.string().optional().meta({
        description: "The wall clock's time of the trace's first event, ISO 8601.",
      }),
      errorMs: z.number().optional().meta({
        description: "How far `startedAt` may be off, as far as both clocks were compared.",
      }),
    })
    .optional()
    .meta({ description: "What the steps' times count from; absent: they have none." }),
});

export const fix = z.object({
  words: z.string(),
  patch: z.string().optional(),
  trial: patchTrial.optional().meta({
    description:
      "What the package's tests did with the patch; absent where they were not run with it.",
  }),
});

/** One place of a contended lock: who held it, or who waited for it. */
export const contendedSite = z.object({
  role: z.enum(["holder", "waiter"]),
  location,
  primitive: z.string().meta({ description: "What was called there: `sync.(*Mutex).Unlock`." }),
  waits: z.number().int().nonnegative(),
  waitNs: z.number().nonnegative().meta({ description: "Of all goroutines together." }),
  share: z.number().min(0).max(1).meta({
    description: "Of the process's waiting in the same profile: for mutexes, or for anything.",
  }),
});
export type ContendedSite = z.infer<typeof contendedSite>;

export const sighting = z.object({
  package: z.string(),
  run: z.string(),
  shard: z.string().optional(),
  goos: z.string().optional(),
  goarch: z.string().optional(),
  go: z.string().optional(),
  gomaxprocs: z.string().optional(),
  count: z.number().int().positive(),
});

export const findingState = z.enum(["new", "known", "fixed", "suppressed", "quarantined"]);

/** What analyse makes: everything but what only decide can know. */
export const draftFinding = z.object({
  kind: findingKind,
  code: z.string().regex(/^RG[0-9]{4}$/),
  class: findingClass,
  severity,
  certainty: z.enum(["proof", "direct", "heuristic"]).optional().meta({
    description: "How sure the class is: the data show it, edges in the data, or a heuristic.",
  }),
  title: z.string(),
  explanation: z.string(),
  package: z.string(),
  module: z.string(),
  codeClass,
  variable: z
    .object({
      name: z.string(),
      by: z.enum(["symbol", "expression"]),
      address: z.string().optional(),
      type: z.string().optional(),
    })
    .optional(),
  variables: z.array(z.string()).optional().meta({
    description:
      "Several that are raced on at the same places, or of which one is: what the lines name.",
  }),
  subject: z.string().optional().meta({
    description:
      "What the fingerprint holds beside the functions: the variable or field, or what a blocked goroutine waits for; absent: unknown.",
  }),
  locations: z.array(location),
  goroutines: z.array(goroutine),
  test: attribution.optional(),
  owner: z.string().optional().meta({
    description: 'Who owns the test, as it says itself: t.Attr("owner", …) or "race.owner".',
  }),
  issue: z.string().optional().meta({
    description: 'Where it is tracked: t.Attr("issue", …) or "race.issue".',
  }),
  stress: z.string().optional().meta({
    description: 'How the test wants to be repeated: t.Attr("race.stress", …).',
  }),
  evidence: z.array(evidence),
  failsTest: z.boolean().optional().meta({
    description: "A test failed over it and over nothing else that was seen (goleak).",
  }),
  contention: z.array(contendedSite).optional().meta({
    description: "Of a lock-contention finding: the places in numbers, the longest waits first.",
  }),
  cause: cause.optional(),
  fix: fix.optional(),
  sightings: z.array(sighting),
});
export type DraftFinding = z.infer<typeof draftFinding> & {
  /**
   * A test of which it is not proved that only its race failed it: no finding of its own where a race of its package
   * closes the gate anyway.
   */
  readonly unlessRaceGates?: true | undefined;
};

export const finding = draftFinding
  .extend({
    fingerprints: z.object({ exact: z.string(), stable: z.string(), family: z.string() }),
    state: findingState,
    reason: z.string().optional(),
    gates: z.boolean().meta({ description: "This finding closes the gate." }),
  })
  .meta({ id: "finding" });
export type Finding = z.infer<typeof finding>;
