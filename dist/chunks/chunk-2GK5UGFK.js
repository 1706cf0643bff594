import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);
import {
  codeClass,
  findingKind,
  findingState,
  severity
} from "./chunk-5PWBSGHX.js";
import {
  ZodISODate,
  ZodISODateTime,
  ZodISODuration,
  ZodISOTime,
  _enum,
  _isoDate,
  _isoDateTime,
  _isoDuration,
  _isoTime,
  array,
  boolean,
  literal,
  number,
  object,
  strictObject,
  string,
  union
} from "./chunk-7ALGY5IK.js";
import {
  __export
} from "./chunk-FVG4TTG2.js";

// node_modules/zod/v4/classic/iso.js
var iso_exports = {};
__export(iso_exports, {
  ZodISODate: () => ZodISODate,
  ZodISODateTime: () => ZodISODateTime,
  ZodISODuration: () => ZodISODuration,
  ZodISOTime: () => ZodISOTime,
  date: () => date,
  datetime: () => datetime,
  duration: () => duration,
  time: () => time
});
function datetime(params) {
  return _isoDateTime(ZodISODateTime, params);
}
function date(params) {
  return _isoDate(ZodISODate, params);
}
function time(params) {
  return _isoTime(ZodISOTime, params);
}
function duration(params) {
  return _isoDuration(ZodISODuration, params);
}

// src/model/config.ts
var selectorFields = strictObject({
  kind: findingKind.optional(),
  class: string().optional(),
  severity: severity.optional(),
  state: findingState.optional(),
  code: codeClass.optional()
});
var failOnRule = union([string(), selectorFields]);
var acceptedEntry = strictObject({
  fingerprint: string().regex(/^rg1-[0-9a-f]{16}$/),
  reason: string().min(1),
  owner: string().min(1),
  expires: iso_exports.date()
});
var config = strictObject({
  "fail-on": array(failOnRule).optional(),
  accepted: array(acceptedEntry).optional(),
  baseline: string().optional().meta({ description: "A path in the repository, or gs://…" }),
  gomaxprocs: number().int().positive().optional(),
  gorace: string().optional(),
  deadline: string().optional().meta({ description: "A Go duration, e.g. 20m." }),
  trace: _enum(["always", "on-finding", "never"]).optional(),
  profiles: boolean().optional(),
  "fail-fast": boolean().optional(),
  "no-inline": boolean().optional(),
  schedtrace: boolean().optional(),
  inittrace: boolean().optional(),
  mode: _enum(["light", "instrumented", "deep"]).optional().meta({
    description: "How much of Go's library is changed for the run: nothing, testing, testing and sync."
  }),
  "silent-dump": string().optional().meta({
    description: "A Go duration: a test that is silent for so long is asked for its goroutines."
  }),
  "debug-panics": boolean().optional(),
  "pass-env": array(string()).optional(),
  gcs: string().optional().meta({ description: "gs://BUCKET[/PREFIX]" }),
  out: string().optional(),
  "upload-budget": string().optional().meta({
    description: "How long storing may take in all, a Go duration; 5m without."
  }),
  annotations: union([_enum(["auto", "none"]), number().int().nonnegative()]).optional(),
  packages: array(string()).optional()
}).meta({ id: "config", title: ".racegate.yml" });
var policy = object({
  failOn: array(failOnRule),
  accepted: array(acceptedEntry),
  /** RFC 3339 instant against which `expires` is compared: the run's start. */
  now: string()
});
var baseline = object({
  schemaVersion: literal("1"),
  scheme: literal("rg1"),
  findings: array(
    object({
      fingerprint: string(),
      family: string().optional(),
      kind: findingKind,
      title: string(),
      firstSeen: string().optional(),
      code: string().regex(/^RG[0-9]{4}$/).optional(),
      class: string().optional(),
      package: string().optional().meta({
        description: "Where it was seen: without it nothing tells that it is fixed."
      }),
      test: string().optional().meta({ description: "The test that showed it." })
    })
  )
}).meta({ id: "baseline" });

export {
  config,
  policy,
  baseline
};
