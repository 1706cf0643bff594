import * as z from "zod";
import { findingClass } from "./classes.ts";
import { failOnRule } from "./fail-on.ts";
import { findingKind } from "./finding.ts";
import { acceptedEntry } from "./setting-schemas.ts";
import { SETTING_KEYS, SETTINGS } from "./settings.ts";
import type { Origin, Setting } from "./setting.ts";
import type { SettingKey } from "./settings.ts";

/** The schema of `.racegate.yml`. Unknown keys are refused, so that a typing error is not a silent default. */

type Shape = { [K in SettingKey]: z.ZodOptional<(typeof SETTINGS)[K]["schema"]> };
const shape = Object.fromEntries(
  SETTING_KEYS.map((key) => {
    const { schema, help }: Setting = SETTINGS[key];
    return [key, schema.optional().meta({ description: help })];
  }),
) as unknown as Shape;

export const config = z.strictObject(shape).meta({ id: "config", title: ".racegate.yml" });
export type Config = z.infer<typeof config>;

/** A value with where it came from, for `config print`. */
export interface Resolved<T> {
  readonly value: T;
  readonly origin: Origin;
}

/** The part of the configuration that decides, kept in the manifest so that analyze decides the same. */
export const policy = z.object({
  failOn: z.array(failOnRule),
  /** Where `fail-on` is said: `.racegate.yml:3`, `default`. */
  failOnOrigin: z.string().optional(),
  accepted: z.array(
    acceptedEntry.extend({
      origin: z.string().optional().meta({ description: "Where it stands: `.racegate.yml:12`." }),
    }),
  ),
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
        class: findingClass.optional().catch(undefined),
        package: z.string().optional().meta({
          description: "Where it was seen: without it nothing tells that it is fixed.",
        }),
        test: z.string().optional().meta({ description: "The test that showed it." }),
      }),
    ),
  })
  .meta({ id: "baseline" });
export type Baseline = z.infer<typeof baseline>;
