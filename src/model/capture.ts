import * as z from "zod";
import type { ByteSource } from "./byte-source.ts";
import { findingClass } from "./classes.ts";

/**
 * A capture is what one run leaves, as a directory:
 *
 *     manifest.json                         this file's schema
 *     stream.jsonl                          standard output of `go test -json` (test2json events)
 *     stderr.log                            standard error of `go test`
 *     run/<import path>/<pid>/process.json  what the wrapper knew (ProcessRecord)
 *     run/<import path>/<pid>/race.<pid>    race detector's log; a child process adds race.<its pid>
 *     run/<import path>/<pid>/trace.out     execution trace; mutex.pprof, block.pprof: profiles
 *     run/<import path>/<pid>/goroutines.*  goroutines at the end and of silent tests; leak.pprof: leak profile
 *     run/<import path>/<pid>/panics.json   PanicRecord: what Delve saw of a panic
 *     symbols.json                          SymbolFile: globals at the addresses of the race reports
 *     sources.json                          SourceFile[]: own source files that findings refer to
 *     patterns.json                         PatternFile[]: the user's cause patterns, as the run read them
 *     reruns/<n>/                           RerunRecord: stream, stderr and run/ of what was run once more
 *
 * Each segment of an import path is percent-encoded, so that the directory names are safe everywhere.
 */
export const MANIFEST_VERSION = "1";

const setting = z
  .object({
    requested: z.string().meta({ description: "What racegate asked for." }),
    effective: z.string().optional().meta({
      description: "What the trace or the test process showed; absent when nothing showed it.",
    }),
    source: z.enum(["default", "flag", "environment", "config"]),
    note: z.string().optional(),
  })
  .meta({ description: "A pinned setting, as requested and as it took effect." });

export const artifactKind = z.enum([
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
  "text",
]);
export type ArtifactKind = z.infer<typeof artifactKind>;

export const artifact = z.object({
  /** Relative to the capture, with `/`. */
  path: z.string(),
  kind: artifactKind,
  package: z.string().optional(),
  pid: z.number().int().optional(),
  sizeBytes: z.number().int().nonnegative(),
  /** CRC32C, base64 of the big-endian 4 bytes, as Cloud Storage writes it. */
  crc32c: z.string().optional(),
});
export type Artifact = z.infer<typeof artifact>;

export const loss = z.object({
  /** The class of its finding. */
  code: findingClass.catch("unclassified"),
  what: z.string().meta({ description: "What is missing." }),
  why: z.string(),
  package: z.string().optional(),
  bytes: z.number().int().nonnegative().optional(),
  /** True when the verdict cannot be trusted without it. */
  breaksVerdict: z.boolean(),
});
export type Loss = z.infer<typeof loss>;

export const processRecord = z.object({
  package: z.string(),
  pid: z.number().int(),
  directory: z.string(),
  argv: z.array(z.string()),
  cwd: z.string(),
  startedAt: z.string(),
  /** Environment values that the test process saw: GOMAXPROCS, GORACE, GODEBUG, GOTRACEBACK. */
  environment: z.record(z.string(), z.string()),
  /** racegate ended the process by SIGQUIT, and why: its list of goroutines was asked for and is no crash. */
  askedToDump: z.enum(["cancelled", "deadline"]).optional(),
});
export type ProcessRecord = z.infer<typeof processRecord>;

export const plannedPackage = z.object({
  importPath: z.string(),
  directory: z.string(),
  module: z.string().optional(),
  hasTests: z.boolean(),
});
export type PlannedPackage = z.infer<typeof plannedPackage>;

/** A test file that the build constraint `!race` keeps out of every run under the race detector. */
export const excludedFile = z.object({
  file: z.string().meta({ description: "Relative to the repository root, with `/`." }),
  package: z.string(),
  tests: z.array(z.string()).meta({ description: "Test, fuzz and example functions in it." }),
});
export type ExcludedFile = z.infer<typeof excludedFile>;

export const moduleRecord = z.object({
  path: z.string(),
  directory: z.string(),
  goDirective: z.string().optional(),
});
export type ModuleRecord = z.infer<typeof moduleRecord>;

/** An object of a store, as far as the one who uploaded it knows; only in the manifest that is stored. */
export const storedObject = z.object({
  name: z.string().meta({ description: "Below the store's location." }),
  /** Path of the artifact in the capture; absent for documents such as findings.json. */
  artifact: z.string().optional(),
  state: z.enum(["stored", "not-stored", "unknown"]),
  /** Why it is not stored: by choice, for lack of room or time, or because it failed. */
  cause: z.enum(["policy", "trace-budget", "time", "failed"]).optional(),
  why: z.string().optional(),
  /** As stored: of a compressed trace the compressed bytes. */
  sizeBytes: z.number().int().nonnegative().optional(),
  crc32c: z.string().optional(),
});
export type StoredObject = z.infer<typeof storedObject>;

/** Why the run ended; `not-run`: the environment was found unfit before anything was started. */
export const runEnd = z.enum(["finished", "deadline", "cancelled", "spawn-failed", "not-run"]);

/** What the tests of a package did when it was compiled with a patch. */
export const patchTrial = z.object({
  runs: z.int().min(1).meta({ description: "Runs of all tests of the package with the patch." }),
  passed: z.int().min(0).meta({ description: "Those that passed, without any race." }),
});
export type PatchTrial = z.infer<typeof patchTrial>;

/** A test that was run once more with the race detector silent: does it fail by itself? */
export const silentRun = z.object({
  package: z.string(),
  test: z.string().meta({ description: "The test function, without a subtest." }),
  runs: z.int().min(1),
  passed: z.int().min(0),
});
export type SilentRun = z.infer<typeof silentRun>;

/** A second, third, … run of packages that failed, as it lies in `reruns/<number>` of the capture. */
export const rerunRecord = z.object({
  number: z.number().int().positive(),
  observed: z.boolean().meta({
    description: "With trace, profiles and mode as in the run itself; else without any of them.",
  }),
  plain: z.boolean().optional().meta({
    description: "Also without the pinned GOMAXPROCS, GORACE and GOTRACEBACK, as go test alone.",
  }),
  packages: z.array(z.string()),
  tests: z.array(z.string()).optional().meta({
    description: "The top-level tests that -run named; absent: all that the run itself selects.",
  }),
  end: runEnd,
  goExitCode: z.number().int().nullable(),
  collectMs: z.number().nonnegative(),
  processes: z.array(processRecord),
});
export type RerunRecord = z.infer<typeof rerunRecord>;

export const manifest = z
  .object({
    manifestVersion: z.literal(MANIFEST_VERSION),
    tool: z.object({ name: z.literal("racegate"), version: z.string() }),
    run: z.object({
      id: z.string(),
      attempt: z.number().int().positive(),
      startedAt: z.string(),
      endedAt: z.string(),
      /** Wall milliseconds of `go test` alone. */
      collectMs: z.number().nonnegative(),
      end: runEnd,
      /** Exit status of `go test`; null when a signal ended it. */
      goExitCode: z.number().int().nullable(),
      goSignal: z.string().optional(),
    }),
    go: z.object({
      version: z.string(),
      goos: z.string(),
      goarch: z.string(),
      goroot: z.string(),
      gomod: z.string(),
      gowork: z.string(),
      gomodcache: z.string(),
    }),
    command: z.object({ argv: z.array(z.string()), cwd: z.string() }),
    packages: z.array(plannedPackage),
    modules: z.array(moduleRecord),
    /** Repository root: git's top level, else the working directory. Findings' files are relative to it. */
    root: z.string(),
    /** Where the run was started; absent in captures of older versions, where it is the command's. */
    directory: z.string().optional(),
    /** Modules that are not part of the run; relative to the command's directory. */
    otherModulesBelow: z.array(z.string()),
    /** There are too many directories to search all of them for modules. */
    modulesCut: z.boolean().optional(),
    /** Modules whose packages go could not list, beside those that were run. */
    brokenModules: z.array(z.string()).optional(),
    /** Each `go test`, where it was more than one in the run's directory; `command` is the first. */
    steps: z
      .array(
        z.object({
          argv: z.array(z.string()),
          cwd: z.string(),
          modules: z.array(z.string()),
          goExitCode: z.number().int().nullable(),
          goSignal: z.string().optional(),
        }),
      )
      .optional(),
    /** What the plan leaves out by flags and constraints; absent in captures of older versions. */
    excludedByRace: z.array(excludedFile).optional(),
    filters: z
      .array(z.string())
      .optional()
      .meta({ description: "Flags that leave tests out, e.g. `-run Foo`, `-short`." }),
    pinned: z.object({
      gomaxprocs: setting,
      gorace: setting,
      gotraceback: setting,
      godebug: setting.optional(),
    }),
    /** racegate's own limit: the test binaries got shorter timeouts than the user's where it was nearer. */
    deadline: z
      .object({ at: z.string(), userTimeoutMs: z.number().nonnegative() })
      .optional()
      .meta({ description: "userTimeoutMs: -timeout as it would have been; 0 means none." }),
    mode: z.enum(["light", "instrumented", "deep"]),
    failFast: z.boolean(),
    processes: z.array(processRecord),
    /** What failed and was run once more, to see whether the observation was the cause. */
    reruns: z.array(rerunRecord).optional(),
    artifacts: z.array(artifact),
    losses: z.array(loss),
    notes: z.array(z.object({ code: z.string(), message: z.string() })),
    /** Why `go test -race` could not work here, or not in some modules; each becomes a finding. */
    preflight: z
      .array(
        z.object({
          code: z.string(),
          slug: findingClass.catch("unclassified"),
          title: z.string().optional(),
          message: z.string(),
          cure: z.string(),
        }),
      )
      .optional(),
    /** Configuration as resolved, and the baseline's fingerprints, so that analyze decides the same. */
    policy: z.unknown(),
    baseline: z.unknown(),
    build: z.unknown(),
    /** Patches that were proposed and compiled, with what the package's tests did with them; findings show no other. */
    patches: z.array(z.object({ diff: z.string(), trial: patchTrial.optional() })).optional(),
    /** Tests of which the source does not prove that only their race failed them, run without race reports. */
    silentRuns: z.array(silentRun).optional(),
    /** Source files whose text is in sources.json. */
    sourceFiles: z.array(z.string()),
    /** Where the run was stored and what of it; written last, so its presence says that all was tried. */
    storage: z.object({ location: z.string(), objects: z.array(storedObject) }).optional(),
  })
  .meta({ id: "manifest", description: "What a racegate capture holds, and what was lost." });
export type Manifest = z.infer<typeof manifest>;

/** A data symbol of a test binary, as `go tool nm -size` prints it. */
export interface DataSymbol {
  readonly name: string;
  readonly addressHex: string;
  readonly sizeBytes: number;
}

/** `symbols.json`: per `<package>\n<pid>` the global under each racing address (key: `0x…` as reported). */
export interface SymbolFile {
  readonly processes: readonly {
    readonly package: string;
    readonly pid: number;
    readonly addresses: readonly { readonly address: string; readonly symbol: DataSymbol }[];
  }[];
}

/** `sources.json`: text of source files, keyed by the path as the reports print it. */
export interface SourceFile {
  readonly path: string;
  /** Relative to the repository root with `/`. */
  readonly file: string;
  readonly text: string;
  /** All Go files of its directory are in sources.json. */
  readonly whole?: boolean | undefined;
}

/** `patterns.json`: text of the user's own pattern files. */
export interface PatternFile {
  /** `.racegate/patterns/<file>`, or as it was named on the command line. */
  readonly path: string;
  readonly text: string;
}

/** An opened capture: what parse reads. For loose files and texts the manifest is undefined. */
export interface Capture {
  readonly manifest: Manifest | undefined;
  readonly artifacts: readonly { readonly artifact: Artifact; readonly bytes: ByteSource }[];
}
