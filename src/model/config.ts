import * as z from "zod";
import { findingKind, findingState, severity, codeClass } from "./finding.ts";

/** The schema of `.racegate.yml`. Unknown keys are refused, so that a typing error is not a silent default. */

const selectorFields = z.strictObject({
  kind: findingKind.optional(),
  class: z.string().optional(),
  severity: severity.optional(),
  state: findingState.optional(),
  code: codeClass.optional(),
});

/** What closes the gate: a word (a kind, a class, a severity, `new`…) or a record of fields that must all hold. */
export const failOnRule = z.union([z.string(), selectorFields]);
export type FailOnRule = z.infer<typeof failOnRule>;

export const acceptedEntry = z.strictObject({
  fingerprint: z
    .string()
    .regex(/^rg[12]-[0-9a-f]{16}$/)
    .meta({
      description: "A finding's stable fingerprint. One that begins with rg1- matches nothing.",
    }),
  reason: z.string().min(1),
  owner: z.string().min(1),
  expires: z.iso.date(),
});
export type AcceptedEntry = z.infer<typeof acceptedEntry>;

/** What racegate adds to the tests of some packages, where that changes their result. */
export const observeRule = z.strictObject({
  packages: z.array(z.string().min(1)).min(1).meta({
    description: "Package patterns as go takes them: ./x, ./x/..., example.com/m/...",
  }),
  trace: z.enum(["always", "never"]).optional(),
  profiles: z.boolean().optional(),
});
export type ObserveRule = z.infer<typeof observeRule>;

export const config = z
  .strictObject({
    "fail-on": z.array(failOnRule).optional(),
    accepted: z.array(acceptedEntry).optional(),
    baseline: z.string().optional().meta({ description: "A path in the repository, or gs://…" }),
    gomaxprocs: z.number().int().positive().optional(),
    gorace: z.string().optional(),
    deadline: z.string().optional().meta({ description: "A Go duration, e.g. 20m." }),
    trace: z.enum(["always", "on-finding", "never"]).optional(),
    profiles: z.boolean().optional(),
    "fail-fast": z.boolean().optional(),
    "no-inline": z.boolean().optional(),
    schedtrace: z.boolean().optional(),
    inittrace: z.boolean().optional(),
    mode: z.enum(["light", "instrumented", "deep"]).optional().meta({
      description:
        "How much of Go's library is changed for the run: nothing, testing, testing and sync.",
    }),
    "silent-dump": z.string().optional().meta({
      description: "A Go duration: a test that is silent for so long is asked for its goroutines.",
    }),
    "debug-panics": z.boolean().optional(),
    "pass-env": z.array(z.string()).optional(),
    gcs: z.string().optional().meta({ description: "gs://BUCKET[/PREFIX]" }),
    out: z.string().optional(),
    observe: z.array(observeRule).optional().meta({
      description:
        "Which packages are watched by less than a trace and profiles; the last match holds.",
    }),
    keep: z.number().int().positive().max(10_000).optional().meta({
      description: "How many captures of earlier runs stay beside the new one.",
    }),
    "keep-size": z.string().optional().meta({
      description: "How large these captures may be together, e.g. 2GB.",
    }),
    "upload-budget": z.string().optional().meta({
      description: "How long storing may take in all, a Go duration; 5m without.",
    }),
    annotations: z.union([z.enum(["auto", "none"]), z.number().int().nonnegative()]).optional(),
    packages: z.array(z.string()).optional(),
    modules: z
      .enum(["all", "root"])
      .optional()
      .meta({
        description:
          "Which modules `./...` means: all at and below it, or the one that holds it. Without: the one that " +
          "holds it and the members of its workspace; all below where none holds it.",
      }),
    "allow-empty": z.boolean().optional().meta({
      description: "A run in which no test ran passes; else its exit code is 5.",
    }),
  })
  .meta({ id: "config", title: ".racegate.yml" });
export type Config = z.infer<typeof config>;

/** A value with where it came from, for `config print`. */
export interface Resolved<T> {
  readonly value: T;
  readonly origin: string; // `flag --gcs`, `environment RACEGATE_GCS`, `.racegate.yml:3`, `default`
}

/** The part of the configuration that decides, kept in the manifest so that analyze decides the same. */
export const policy = z.object({
  failOn: z.array(failOnRule),
  accepted: z.array(acceptedEntry),
  /** RFC 3339 instant against which `expires` is compared: the run's start. */
  now: z.string(),
  /** A run in which no test ran passes. */
  allowEmpty: z.boolean().optional(),
});
export type Policy = z.infer<typeof policy>;

/** A baseline file: the findings that are known. */
export const baseline = z
  .object({
    schemaVersion: z.literal("1"),
    scheme: z.enum(["rg1", "rg2"]),
    counted: z.array(z.string()).optional().meta({
      description: "The last runs that were written into it: none counts twice.",
    }),
    findings: z.array(
      z.object({
        fingerprint: z.string(),
        family: z.string().optional(),
        kind: findingKind,
        title: z.string(),
        firstSeen: z.string().optional().meta({ description: "The day of the first run, UTC." }),
        lastSeen: z
          .string()
          .optional()
          .meta({ description: "The day of the last run that saw it." }),
        firstCommit: z.string().optional(),
        lastCommit: z.string().optional(),
        runs: z.number().int().positive().optional().meta({
          description: "Runs that would have shown it, since its first; absent: one.",
        }),
        hits: z.number().int().positive().optional().meta({
          description: "Runs of those that saw it; absent: one.",
        }),
        silent: z.number().int().nonnegative().optional().meta({
          description: "Runs of those since the last that saw it; absent: none.",
        }),
        code: z
          .string()
          .regex(/^RG[0-9]{4}$/)
          .optional(),
        class: z.string().optional(),
        package: z.string().optional().meta({
          description: "Where it was seen: without it nothing tells that it is fixed.",
        }),
        test: z.string().optional().meta({ description: "The test that showed it." }),
      }),
    ),
  })
  .meta({ id: "baseline" });
export type Baseline = z.infer<typeof baseline>;
