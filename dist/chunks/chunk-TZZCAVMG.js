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
  int,
  literal,
  number,
  object,
  record,
  string,
  unknown
} from "./chunk-V6EFVX5X.js";

// src/model/classes.ts
var CLASSES = [
  "unclassified",
  // data races
  "loop-variable-capture",
  "err-capture",
  "named-result-capture",
  "closure-capture",
  "concurrent-map",
  "slice-header",
  "missing-lock",
  "partial-lock",
  "mixed-atomic",
  "publish-before-write",
  "flag-polling",
  "sleep-sync",
  "waitgroup-add-in-goroutine",
  "parallel-subtest",
  "once-misuse",
  "package-init",
  "test-outlives",
  "channel-close",
  "lock-copy",
  "interface-or-struct-write",
  "global-hook",
  // deadlocks and leaks
  "double-lock",
  "lock-order",
  "rwmutex-recursive",
  "channel-send",
  "channel-receive",
  "select-orphan",
  "waitgroup",
  "cond",
  "mixed-channel-lock",
  "context",
  "timer",
  "global",
  // panics and fatal errors; those of channels, maps and WaitGroups have their class above
  "nil-dereference",
  "index-out-of-range",
  "nil-map-write",
  "divide-by-zero",
  "type-assertion",
  "unlock-of-unlocked",
  "all-asleep",
  "stack-overflow",
  "out-of-memory",
  "memory-fault",
  "test-log-after-end",
  "exit-in-test",
  "synctest-deadlock",
  "explicit-panic",
  // doubts about the run
  "no-end",
  "never-run",
  "cached-package",
  "lost-race-report",
  "gorace-overridden",
  "printed-race-report",
  "repeat-in-one-process",
  "exit-hides-race",
  "observer-changes-result",
  "pins-change-result",
  // the machine or its set-up
  "cgo-disabled",
  "no-c-compiler",
  "unsupported-platform",
  "go-missing",
  "go-too-old",
  "go-version",
  "go-list-failed",
  "go-download-failed",
  "no-module",
  "flag-refused",
  "tsan-allocation",
  "tsan-memory-mapping",
  "tsan-other",
  "too-many-goroutines",
  "disk-full",
  "too-many-files",
  // what of a run was not kept
  "output-cut",
  "line-cut",
  "race-log-cut",
  "write-failed",
  "capture-removed",
  "process-lost",
  "process-record-lost",
  "package-unknown",
  "artifact-unreadable",
  "runner-file-changed",
  "not-masked"
];
var findingClass = _enum(CLASSES);

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
  /** The class of its finding. */
  code: findingClass.catch("unclassified"),
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
  environment: record(string(), string()),
  /** racegate ended the process by SIGQUIT, and why: its list of goroutines was asked for and is no crash. */
  askedToDump: _enum(["cancelled", "deadline"]).optional()
});
var plannedPackage = object({
  importPath: string(),
  directory: string(),
  module: string().optional(),
  hasTests: boolean()
});
var excludedFile = object({
  file: string().meta({ description: "Relative to the repository root, with `/`." }),
  package: string(),
  tests: array(string()).meta({ description: "Test, fuzz and example functions in it." })
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
var patchTrial = object({
  runs: int().min(1).meta({ description: "Runs of all tests of the package with the patch." }),
  passed: int().min(0).meta({ description: "Those that passed, without any race." })
});
var silentRun = object({
  package: string(),
  test: string().meta({ description: "The test function, without a subtest." }),
  runs: int().min(1),
  passed: int().min(0)
});
var rerunRecord = object({
  number: number().int().positive(),
  observed: boolean().meta({
    description: "With trace, profiles and mode as in the run itself; else without any of them."
  }),
  plain: boolean().optional().meta({
    description: "Also without the pinned GOMAXPROCS, GORACE and GOTRACEBACK, as go test alone."
  }),
  packages: array(string()),
  tests: array(string()).optional().meta({
    description: "The top-level tests that -run named; absent: all that the run itself selects."
  }),
  end: runEnd,
  goExitCode: number().int().nullable(),
  collectMs: number().nonnegative(),
  processes: array(processRecord)
});
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
  /** Where the run was started; absent in captures of older versions, where it is the command's. */
  directory: string().optional(),
  /** Modules that are not part of the run; relative to the command's directory. */
  otherModulesBelow: array(string()),
  /** There are too many directories to search all of them for modules. */
  modulesCut: boolean().optional(),
  /** Modules whose packages go could not list, beside those that were run. */
  brokenModules: array(string()).optional(),
  /** Each `go test`, where it was more than one in the run's directory; `command` is the first. */
  steps: array(
    object({
      argv: array(string()),
      cwd: string(),
      modules: array(string()),
      goExitCode: number().int().nullable(),
      goSignal: string().optional()
    })
  ).optional(),
  /** What the plan leaves out by flags and constraints; absent in captures of older versions. */
  excludedByRace: array(excludedFile).optional(),
  filters: array(string()).optional().meta({ description: "Flags that leave tests out, e.g. `-run Foo`, `-short`." }),
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
  /** What failed and was run once more, to see whether the observation was the cause. */
  reruns: array(rerunRecord).optional(),
  artifacts: array(artifact),
  losses: array(loss),
  notes: array(object({ code: string(), message: string() })),
  /** Why `go test -race` could not work here, or not in some modules; each becomes a finding. */
  preflight: array(
    object({
      code: string(),
      slug: findingClass.catch("unclassified"),
      title: string().optional(),
      message: string(),
      cure: string()
    })
  ).optional(),
  /** Configuration as resolved, and the baseline's fingerprints, so that analyze decides the same. */
  policy: unknown(),
  baseline: unknown(),
  build: unknown(),
  /** Patches that were proposed and compiled, with what the package's tests did with them; findings show no other. */
  patches: array(object({ diff: string(), trial: patchTrial.optional() })).optional(),
  /** Tests of which the source does not prove that only their race failed them, run without race reports. */
  silentRuns: array(silentRun).optional(),
  /** Source files whose text is in sources.json. */
  sourceFiles: array(string()),
  /** Where the run was stored and what of it; written last, so its presence says that all was tried. */
  storage: object({ location: string(), objects: array(storedObject) }).optional()
}).meta({ id: "manifest", description: "What a racegate capture holds, and what was lost." });

export {
  CLASSES,
  findingClass,
  MANIFEST_VERSION,
  processRecord,
  excludedFile,
  patchTrial,
  manifest
};
