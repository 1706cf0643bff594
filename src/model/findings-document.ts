import * as z from "zod";
import { excludedFile } from "./capture.ts";
import { finding } from "./finding.ts";

/** findings.json: the result of a run or an analysis. Its JSON Schema is schema/findings.schema.json. */
export const FINDINGS_SCHEMA_VERSION = "1";

export const conclusion = z.enum(["pass", "fail", "error"]);

export const verdict = z.object({
  conclusion,
  exitCode: z.number().int(),
  gate: z.enum(["open", "closed"]),
  complete: z
    .boolean()
    .meta({ description: "Every package has its end and no race is unaccounted for." }),
  reasons: z.array(z.string()).meta({ description: "Why this exit code, most weighty first." }),
});
export type Verdict = z.infer<typeof verdict>;

/** Cost of a package's initialisation as the runtime printed it (GODEBUG=inittrace=1), over all processes. */
export const initCost = z.object({
  package: z.string(),
  processes: z.number().int().positive().meta({ description: "Test processes that printed it." }),
  longestMs: z.number().nonnegative(),
  atMs: z.number().nonnegative().meta({
    description: "When the longest one began, since its process did.",
  }),
  bytes: z.number().int().nonnegative().optional(),
  allocs: z.number().int().nonnegative().optional(),
});
export type InitCost = z.infer<typeof initCost>;

/** The scheduler's samples of one test process (GODEBUG=schedtrace). */
export const schedulerSamples = z.object({
  package: z.string(),
  samples: z.number().int().positive(),
  gomaxprocs: z.number().int().nonnegative(),
  idleMean: z.number().nonnegative().meta({ description: "Idle processors, on average." }),
  runnableMax: z.number().int().nonnegative().meta({
    description: "Goroutines in run queues in the fullest sample.",
  }),
  runnableMaxAtMs: z.number().nonnegative(),
  saturated: z.number().int().nonnegative().meta({
    description: "Samples without an idle processor in which goroutines waited to run.",
  }),
});
export type SchedulerSamples = z.infer<typeof schedulerSamples>;

export const runtimeFacts = z.object({
  inits: z.array(initCost).meta({ description: "The longest first, at most ten." }),
  initPackages: z.number().int().nonnegative(),
  schedulers: z.array(schedulerSamples).meta({ description: "By package, at most twenty." }),
});
export type RuntimeFacts = z.infer<typeof runtimeFacts>;

export const runSummary = z.object({
  id: z.string(),
  attempt: z.number().int(),
  startedAt: z.string().optional(),
  endedAt: z.string().optional(),
  go: z.string().optional(),
  goos: z.string().optional(),
  goarch: z.string().optional(),
  command: z.array(z.string()),
  moduleDirectories: z.record(z.string(), z.string()).optional().meta({
    description:
      "Module path → where its `go test` is started, relative to the run's directory; only where there are several.",
  }),
  gomaxprocs: z.object({ requested: z.string(), effective: z.string().optional() }).optional(),
  gorace: z.object({ requested: z.string(), effective: z.string().optional() }).optional(),
  packages: z.object({
    planned: z.number().int(),
    passed: z.number().int(),
    failed: z.number().int(),
    skipped: z.number().int(),
    incomplete: z.number().int(),
    buildFailed: z.number().int(),
  }),
  tests: z.object({
    total: z.number().int(),
    passed: z.number().int(),
    failed: z.number().int(),
    skipped: z.number().int(),
    incomplete: z.number().int(),
  }),
  runtime: runtimeFacts.optional().meta({
    description:
      "What the runtime printed of itself, where --schedtrace or --inittrace asked for it.",
  }),
  races: z.object({ reports: z.number().int(), findings: z.number().int(), new: z.number().int() }),
});
export type RunSummary = z.infer<typeof runSummary>;

/** A module at or below the run's directory. */
export const scopeModule = z.object({
  path: z.string().optional().meta({ description: "Module path; absent where it was not read." }),
  directory: z.string().meta({ description: "Relative to the run's directory, with `/`." }),
  state: z.enum(["run", "not-run", "failed"]).meta({
    description: "failed: go could not list its packages.",
  }),
  packages: z.number().int().nonnegative(),
  tests: z.number().int().nonnegative(),
  failed: z.number().int().nonnegative().meta({ description: "Failed tests." }),
  findings: z.number().int().nonnegative().meta({ description: "New ones; notes do not count." }),
});
export type ScopeModule = z.infer<typeof scopeModule>;

/** What the run looked at and what not: a verdict holds for no more than this. */
export const runScope = z.object({
  modules: z.array(scopeModule),
  packagesWithoutTests: z.array(z.string()).meta({ description: "No test files." }),
  packagesWithoutRun: z.array(z.string()).meta({
    description: "They have test files, they came to their end, and no test ran.",
  }),
  excludedByRace: z.array(excludedFile).meta({
    description: "Test files that the build constraint `!race` excludes.",
  }),
  filters: z.array(z.string()).meta({ description: "-run, -skip and -short as they were given." }),
  modulesCut: z.boolean().optional().meta({
    description: "There are too many directories to search all of them for modules.",
  }),
});
export type RunScope = z.infer<typeof runScope>;

export const documentDiagnostic = z.object({
  code: z.string(),
  severity: z.enum(["info", "warning", "data-loss"]),
  message: z.string(),
  at: z.object({ source: z.string(), start: z.number(), end: z.number() }).optional(),
  count: z.number().int().positive(),
});

export const findingsDocument = z
  .object({
    schemaVersion: z.literal(FINDINGS_SCHEMA_VERSION),
    tool: z.object({ name: z.literal("racegate"), version: z.string() }),
    run: runSummary,
    scope: runScope.optional().meta({
      description: "Absent where loose texts were read: nothing says what their run was to test.",
    }),
    verdict,
    findings: z.array(finding),
    diagnostics: z.array(documentDiagnostic),
  })
  .meta({ id: "findings", title: "racegate findings" });
export type FindingsDocument = z.infer<typeof findingsDocument>;
