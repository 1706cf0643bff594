import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);
import {
  _enum,
  array,
  boolean,
  literal,
  number,
  object,
  record,
  string,
  unknown
} from "./chunk-7ALGY5IK.js";

// src/model/capture.ts
var MANIFEST_VERSION = "1";
var setting = object({
  requested: string().meta({ description: "What racegate asked for." }),
  effective: string().optional().meta({
    description: "What the trace or the test process showed; absent when nothing showed it."
  }),
  source: _enum(["default", "flag", "environment", "config"]),
  note: string().optional()
}).meta({ description: "A pinned setting, as requested and as it took effect." });
var artifactKind = _enum([
  "stream",
  "stderr",
  "process",
  "race-log",
  "trace",
  "mutex-profile",
  "block-profile",
  "goroutine-profile",
  "goroutine-leak-profile",
  "goroutine-dump",
  "panics",
  "symbols",
  "sources",
  "patterns",
  "binary",
  "text"
]);
var artifact = object({
  /** Relative to the capture, with `/`. */
  path: string(),
  kind: artifactKind,
  package: string().optional(),
  pid: number().int().optional(),
  sizeBytes: number().int().nonnegative(),
  /** CRC32C, base64 of the big-endian 4 bytes, as Cloud Storage writes it. */
  crc32c: string().optional()
});
var loss = object({
  code: string(),
  what: string().meta({ description: "What is missing." }),
  why: string(),
  package: string().optional(),
  bytes: number().int().nonnegative().optional(),
  /** True when the verdict cannot be trusted without it. */
  breaksVerdict: boolean()
});
var processRecord = object({
  package: string(),
  pid: number().int(),
  directory: string(),
  argv: array(string()),
  cwd: string(),
  startedAt: string(),
  /** Environment values that the test process saw: GOMAXPROCS, GORACE, GODEBUG, GOTRACEBACK. */
  environment: record(string(), string())
});
var plannedPackage = object({
  importPath: string(),
  directory: string(),
  module: string().optional(),
  hasTests: boolean()
});
var moduleRecord = object({
  path: string(),
  directory: string(),
  goDirective: string().optional()
});
var storedObject = object({
  name: string().meta({ description: "Below the store's location." }),
  /** Path of the artifact in the capture; absent for documents such as findings.json. */
  artifact: string().optional(),
  state: _enum(["stored", "not-stored", "unknown"]),
  /** Why it is not stored: by choice, for lack of room or time, or because it failed. */
  cause: _enum(["policy", "trace-budget", "time", "failed"]).optional(),
  why: string().optional(),
  /** As stored: of a compressed trace the compressed bytes. */
  sizeBytes: number().int().nonnegative().optional(),
  crc32c: string().optional()
});
var runEnd = _enum(["finished", "deadline", "cancelled", "spawn-failed", "not-run"]);
var manifest = object({
  manifestVersion: literal(MANIFEST_VERSION),
  tool: object({ name: literal("racegate"), version: string() }),
  run: object({
    id: string(),
    attempt: number().int().positive(),
    startedAt: string(),
    endedAt: string(),
    /** Wall milliseconds of `go test` alone. */
    collectMs: number().nonnegative(),
    end: runEnd,
    /** Exit status of `go test`; null when a signal ended it. */
    goExitCode: number().int().nullable(),
    goSignal: string().optional()
  }),
  go: object({
    version: string(),
    goos: string(),
    goarch: string(),
    goroot: string(),
    gomod: string(),
    gowork: string(),
    gomodcache: string()
  }),
  command: object({ argv: array(string()), cwd: string() }),
  packages: array(plannedPackage),
  modules: array(moduleRecord),
  /** Repository root: git's top level, else the working directory. Findings' files are relative to it. */
  root: string(),
  otherModulesBelow: array(string()),
  pinned: object({
    gomaxprocs: setting,
    gorace: setting,
    gotraceback: setting,
    godebug: setting.optional()
  }),
  /** racegate's own limit: the test binaries got shorter timeouts than the user's where it was nearer. */
  deadline: object({ at: string(), userTimeoutMs: number().nonnegative() }).optional().meta({ description: "userTimeoutMs: -timeout as it would have been; 0 means none." }),
  mode: _enum(["light", "instrumented", "deep"]),
  failFast: boolean(),
  processes: array(processRecord),
  artifacts: array(artifact),
  losses: array(loss),
  notes: array(object({ code: string(), message: string() })),
  /** Why `go test -race` could not work here; then nothing was run, and each becomes a finding. */
  preflight: array(
    object({ code: string(), slug: string(), message: string(), cure: string() })
  ).optional(),
  /** Configuration as resolved, and the baseline's fingerprints, so that analyze decides the same. */
  policy: unknown(),
  baseline: unknown(),
  build: unknown(),
  /** Unified diffs that were proposed and compiled; findings show no other. */
  patches: array(string()).optional(),
  /** Source files whose text is in sources.json. */
  sourceFiles: array(string()),
  /** Where the run was stored and what of it; written last, so its presence says that all was tried. */
  storage: object({ location: string(), objects: array(storedObject) }).optional()
}).meta({ id: "manifest", description: "What a racegate capture holds, and what was lost." });

export {
  MANIFEST_VERSION,
  processRecord,
  manifest
};
