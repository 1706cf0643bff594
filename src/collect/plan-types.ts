import type { FindingClass } from "../model/classes.ts";
import type { FindingCode } from "../model/codes.ts";
import type { ExcludedFile, Manifest, ModuleRecord, PlannedPackage } from "../model/capture.ts";
import type { ObserveRule } from "../model/setting-schemas.ts";
import type { Masker } from "./masking/masker.ts";
import type { ModePlan } from "./modes/mode-plan.ts";
import type { Observation, ObservationPlan } from "./observation.ts";

/** Where a setting came from; flags beat the environment, the environment beats the file. */
export type SettingSource = "default" | "flag" | "environment" | "config";

export interface Requested<T> {
  readonly value: T;
  readonly source: SettingSource;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** What the front door asks for. Only the first four members have no default. */
export interface RunRequest {
  readonly cwd: string;
  /** The environment of racegate itself. */
  readonly env: Environment;
  /** An empty or absent directory that becomes the capture; absolute. */
  readonly captureDirectory: string;
  /** Package patterns; none means `./...`. */
  readonly packages: readonly string[];
  /** What stands behind `--`. */
  readonly goTestFlags?: readonly string[];
  readonly gomaxprocs?: Requested<number>;
  /** GORACE keys from a flag and from the file; the variable GORACE itself is read from `env`. */
  readonly gorace?: readonly Requested<string>[];
  /** When the run must be over, milliseconds of the Unix clock. */
  readonly deadlineAtMs?: number;
  readonly trace?: "always" | "on-finding" | "never";
  readonly profiles?: boolean;
  /** Packages that are observed otherwise. */
  readonly observe?: readonly ObserveRule[];
  readonly failFast?: boolean;
  readonly noInline?: boolean;
  readonly schedtrace?: boolean;
  readonly inittrace?: boolean;
  readonly mode?: Manifest["mode"];
  /** A test that is silent for so long is asked for its goroutines (instrumented, deep); 0: none is. */
  readonly silentDumpMs?: number;
  /** Tests that panicked run once more under Delve. */
  readonly debugPanics?: boolean;
  /** Whether modules that `./...` does not reach are run; undefined: where no module is at the root. */
  readonly modules?: "all" | "root" | undefined;
  /** Names of variables that the test process may see although they look like secrets. */
  readonly passEnv?: readonly string[];
}

/** A reason why `go test -race` cannot work here: data, because it becomes a finding and exit code 6. */
export interface PreflightProblem {
  readonly code: FindingCode;
  readonly slug: FindingClass;
  /** What the finding is called, where more is known than the slug says. */
  readonly title?: string;
  /** One line: the cause. */
  readonly message: string;
  /** One line: what to do. */
  readonly cure: string;
}

export interface PlanNote {
  readonly code: string;
  readonly message: string;
}

/** What the wrapper needs to know, beyond the packages. */
export interface WrapperPlan {
  /** The test process gets GOMAXPROCS, GORACE, GOTRACEBACK and GODEBUG from racegate. */
  readonly pins: boolean;
  readonly gomaxprocs: number;
  /** GORACE without log_path, ready to be followed by ` log_path="…"`. */
  readonly gorace: string;
  /** GODEBUG with racegate's own keys, or undefined where it is left alone. */
  readonly godebug: string | undefined;
  /** `-test.…` flags of each kind of observation, as words of sh; `$rg_directory` is the process's. */
  readonly flags: { readonly [K in keyof Observation]: readonly string[] };
  /** Which packages get them. */
  readonly observation: ObservationPlan;
  /** The timeout that the test binary would have had, in ms; 0 means none. */
  readonly userTimeoutMs: number;
  /** Variables that the test process must not see. */
  readonly removedEnvironment: readonly string[];
  /** Variables whose names sh does not know: set again for the test process. */
  readonly restoredEnvironment: readonly string[];
}

/** One `go test` of the run: all packages of a module or of a workspace. */
export interface GoTestStep {
  /** Where go is started; absolute. */
  readonly directory: string;
  /** Arguments of `go` with `WRAPPER` in the place of the wrapper's command line. */
  readonly goArgs: readonly string[];
  /** The packages as they stand among the arguments. */
  readonly patterns: readonly string[];
  /** What go needs in its environment beside the run's. */
  readonly environment: Readonly<Record<string, string>>;
  readonly packages: readonly PlannedPackage[];
  readonly modules: readonly ModuleRecord[];
}

export interface RunPlan {
  readonly cwd: string;
  readonly captureDirectory: string;
  /** Arguments of the first step. */
  readonly goArgs: readonly string[];
  /** Run one after the other into one capture; none where nothing can be run. */
  readonly steps: readonly GoTestStep[];
  readonly patterns: readonly string[];
  /** Environment of `go`: the user's, without what neither go nor a test needs. */
  readonly goEnvironment: Readonly<Record<string, string>>;
  readonly go: Manifest["go"];
  readonly packages: readonly PlannedPackage[];
  readonly modules: readonly ModuleRecord[];
  readonly root: string;
  /** Modules that are not run; relative to `cwd`. */
  readonly otherModulesBelow: readonly string[];
  /** There are too many directories to search all of them for modules. */
  readonly modulesCut: boolean;
  /** Modules beside those of the run whose packages go cannot list; relative to `cwd`. */
  readonly brokenModules: readonly string[];
  /** Why; becomes findings beside what the others give. */
  readonly unlisted: readonly PreflightProblem[];
  readonly excludedByRace: readonly ExcludedFile[];
  /** Flags that leave tests out. */
  readonly filters: readonly string[];
  readonly pinned: Manifest["pinned"];
  /** As it came out, which may be less than was asked for. */
  readonly mode: ModePlan;
  readonly debugPanics: boolean;
  readonly failFast: boolean;
  readonly deadlineAtMs: number | undefined;
  /** go has no limit for a pipe that a test's child holds: without -timeout, with -bench or -fuzz. */
  readonly goWaitsForPipes: boolean;
  readonly wrapper: WrapperPlan;
  /** Not empty: do not run; each becomes a finding of kind infrastructure. */
  readonly preflight: readonly PreflightProblem[];
  readonly notes: readonly PlanNote[];
  /** Values of the environment that are struck out of all that the capture keeps. */
  readonly masker: Masker;
}
