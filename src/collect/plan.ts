/**
 * The plan of a run, before anything is started:
 *  1. what go says of itself and of the module (`go env`), of the packages (`go list`), and git of the
 *     repository, all at once;
 *  2. the flags behind `--` and in GOFLAGS: refused, merged, passed on (go-test-flags.ts);
 *  3. the pinned settings: GOMAXPROCS, GORACE, GOTRACEBACK, GODEBUG;
 *  4. which variables the test process does not see;
 *  5. why it may not work here at all (preflight.ts), as data.
 */
import { access } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import { UserFailure } from "../model/failure.ts";
import type { Manifest, PlannedPackage } from "../model/capture.ts";
import { cgroupCpuLimit } from "./cpu-limit.ts";
import { mergeGorace } from "./gorace.ts";
import { listPackages } from "./go-list.ts";
import { runCommand, type CommandOptions } from "./go-command.ts";
import { goRecord, readGoEnv } from "./go-env.ts";
import {
  KEEP_SYMBOLS,
  mergeToolFlags,
  parseGoTestFlags,
  splitGoflags,
  userTimeoutMs,
  type GoTestFlags,
} from "./go-test-flags.ts";
import { planObservation } from "./observation.ts";
import { environmentNotes, flagNotes } from "./plan-notes.ts";
import { Masker } from "./masking/masker.ts";
import { secretValues } from "./masking/secret-values.ts";
import { goErrorOf } from "../util/go-errors.ts";
import type { ModePlan } from "./modes/mode-plan.ts";
import { planMode } from "./modes/plan-mode.ts";
import { listRun, type ListedRun, type ListedStep } from "./plan-steps.ts";
import { preflight } from "./preflight.ts";
import { readExcluded } from "./race-excluded.ts";
import { splitEnvironment } from "./secret-environment.ts";
import { testFilters } from "./test-filters.ts";
import type { PlanNote, Requested, RunPlan, RunRequest, WrapperPlan } from "./plan-types.ts";
import type { GoTestStep, PreflightProblem } from "./plan-types.ts";

/** Stands in RunPlan.goArgs where the wrapper's command line goes. */
export const WRAPPER = "\0wrapper";
/** The article's value: enough parallelism to race, the same on every machine. */
export const DEFAULT_GOMAXPROCS = 4;
/**
 * Nanoseconds blocked per sample. Rate 1 records every event and can cost more than the trace; measured in
 * test/bench/overhead, docs/collect.md.
 */
export const BLOCK_PROFILE_RATE_NS = 10_000;

function failFastNotes({ failFast }: RunRequest): PlanNote[] {
  const message =
    "fail-fast: each test process ends at its first race, and its trace and profiles with it.";
  return failFast === true ? [{ code: "fail-fast", message }] : [];
}

/** Flags of `go test` that change what `go list` answers. */
const LIST_FLAGS = /^--?(?:tags|mod|modfile|compiler)(?:=|$)/;

/**
 * Looks at the machine, the module and the request, and says what will be run.
 * @throws UserFailure RG9001 (usage), RG9002 (no packages, exit 5), RG9003 (no go, no module)
 */
export async function planRun(request: RunRequest): Promise<RunPlan> {
  await checkDirectories(request);
  const split = splitEnvironment(request.env, request.passEnv ?? []);
  const options: CommandOptions = { cwd: request.cwd, env: split.forGo };
  const patterns = patternsOf(request);
  const flags = parseGoTestFlags(request.goTestFlags ?? [], "--");
  const listing = listFlags(flags, request.cwd);
  const [ownEnv, early, gitTop, cpuLimit] = await Promise.all([
    readGoEnv(options),
    settle(listPackages(patterns, listing, options)),
    runCommand("git", ["rev-parse", "--show-toplevel"], options).catch(() => undefined),
    cgroupCpuLimit(),
  ]);
  const goflags = parseGoTestFlags(splitGoflags(ownEnv.get("GOFLAGS") ?? ""), "GOFLAGS");
  const list = await listRun(
    { patterns, modules: request.modules, flags: listing, early, goEnv: ownEnv },
    options,
  );
  const goEnv = await goEnvOf(list.steps[0], ownEnv, options);
  const mode = await modeOf(request, goEnv, flags.overlay ?? goflags.overlay);
  const settings = pinSettings(request, flags, goflags, cpuLimit, mode);
  // Where go lists nothing at all, nothing is run.
  const blocking = list.steps.length === 0 ? list.broken.map(listProblem) : [];
  const timeoutMs = userTimeoutMs(flags.timeout ?? goflags.timeout, flags.binaryArgs);
  const root = (gitTop?.exitCode === 0 ? gitTop.stdout.trim() : "") || request.cwd;
  const argumentsFor = (ofStep: readonly string[]): string[] =>
    buildArguments(request, ofStep, flags, goflags, cpuLimit, mode);
  const steps = list.steps.map((step): GoTestStep => ({
    ...step,
    goArgs: argumentsFor(step.patterns),
  }));
  const packages = steps.flatMap((step) => step.packages);
  const modules = steps.flatMap((step) => step.modules);
  return {
    cwd: request.cwd,
    captureDirectory: request.captureDirectory,
    goArgs: steps[0]?.goArgs ?? argumentsFor(patterns),
    steps,
    patterns,
    goEnvironment: split.forGo,
    go: { ...goRecord(goEnv), goroot: mode.goroot },
    packages,
    modules,
    root,
    ...modulesLeftOut(list),
    excludedByRace: await readExcluded(list.excluded, root),
    filters: testFilters(flags, goflags),
    pinned: settings.pinned,
    mode,
    debugPanics: request.debugPanics ?? false,
    failFast: request.failFast ?? false,
    deadlineAtMs: request.deadlineAtMs,
    goWaitsForPipes: timeoutMs === 0 || flags.names.has("bench") || flags.names.has("fuzz"),
    wrapper: {
      ...settings.wrapper,
      pins: true,
      flags: observationFlags(flags),
      observation: observationOf(request, packages),
      userTimeoutMs: timeoutMs,
      removedEnvironment: split.removedInWrapper,
      restoredEnvironment: split.unshellable,
    },
    preflight: [...(await preflight(goEnv, request.env)), ...blocking],
    notes: [
      ...[...mode.notes, ...settings.notes, ...flagNotes(flags, goflags)],
      ...[...failFastNotes(request), ...environmentNotes(split.removed)],
    ],
    masker: new Masker(secretValues(request.env, placeNames({ packages, modules }))),
  };
}

/** Names and places of the code: findings could not be placed without them. */
function placeNames({ packages, modules }: Pick<RunPlan, "packages" | "modules">): string[] {
  return [...packages, ...modules].flatMap((one) =>
    "importPath" in one ? [one.importPath, one.directory] : [one.path, one.directory],
  );
}

/** @throws UserFailure RG9001 on a flag among the packages */
function patternsOf({ packages }: RunRequest): readonly string[] {
  const flag = packages.find((pattern) => pattern.startsWith("-"));
  if (flag !== undefined) {
    throw new UserFailure("RG9001", `${flag} is not a package; flags of go test stand behind --.`);
  }
  return packages.length === 0 ? ["./..."] : packages;
}

/** Modules may ask for Go versions of their own: that of the first counts. */
async function goEnvOf(
  first: ListedStep | undefined,
  own: ReadonlyMap<string, string>,
  { cwd, env }: CommandOptions,
): Promise<ReadonlyMap<string, string>> {
  if (first === undefined || first.directory === cwd) return own;
  return await readGoEnv({ cwd: first.directory, env: { ...env, ...first.environment } });
}

async function checkDirectories(request: RunRequest): Promise<void> {
  for (const path of [request.cwd, request.captureDirectory]) {
    if (!isAbsolute(path)) throw new UserFailure("RG9001", `${path} is not an absolute path.`);
  }
  // GORACE and -exec know quotes but no escapes: such a path cannot be written in them.
  if (/["\n\r\\]/.test(request.captureDirectory)) {
    throw new UserFailure(
      "RG9001",
      `The capture directory ${JSON.stringify(request.captureDirectory)} holds a double quote, a ` +
        "backslash or a line break, which GORACE cannot express. Give another one with --out.",
    );
  }
  await access(request.cwd).catch(() => {
    throw new UserFailure("RG9001", `The directory ${request.cwd} does not exist.`);
  });
}

/** Lets `go env` speak first: its failure says more than that of `go list`. */
async function settle<T>(promise: Promise<T>): Promise<() => T> {
  return promise.then(
    (value) => () => value,
    (error: unknown) => () => {
      throw error;
    },
  );
}

function listFlags({ passed, overlay }: GoTestFlags, cwd: string): string[] {
  const given = passed.flatMap((token, index) => {
    if (!LIST_FLAGS.test(token)) return [];
    return token.includes("=") ? [token] : [token, passed[index + 1] ?? ""];
  });
  return overlay === undefined ? given : [...given, `-overlay=${resolve(cwd, overlay)}`];
}

async function modeOf(
  request: RunRequest,
  goEnv: ReadonlyMap<string, string>,
  userOverlay: string | undefined,
): Promise<ModePlan> {
  return planMode({
    mode: request.mode ?? "light",
    go: goRecord(goEnv),
    goexperiment: goEnv.get("GOEXPERIMENT") ?? "",
    cwd: request.cwd,
    userOverlay,
    folder: join(request.captureDirectory, "tmp", "overlay"),
    silentMs: request.silentDumpMs,
    path: request.env["PATH"] ?? "",
  });
}

function modulesLeftOut({
  notRun,
  cut,
  broken,
  steps,
}: ListedRun): Pick<RunPlan, "otherModulesBelow" | "modulesCut" | "brokenModules" | "unlisted"> {
  const beside = steps.length === 0 ? [] : broken;
  return {
    otherModulesBelow: notRun,
    modulesCut: cut,
    brokenModules: beside.map(({ directory }) => directory),
    unlisted: beside.map(listProblem),
  };
}

function listProblem({ directory, failure }: ListedRun["broken"][number]): PreflightProblem {
  const where = directory === "." ? "" : ` of the module in ${directory}`;
  const known = goErrorOf(failure);
  const why = known === undefined ? failure : `${known.what}. It says: ${failure}`;
  return {
    code: "RG5001",
    slug: known?.id === "go-version" ? "go-version" : "go-list-failed",
    ...(known === undefined ? {} : { title: known.what }),
    message: `go cannot list the packages${where}: ${why}`,
    cure:
      known?.cure ??
      "Run go list ./... in the same directory and repair what it names (often: go mod tidy).",
  };
}

function buildArguments(
  request: RunRequest,
  patterns: readonly string[],
  flags: GoTestFlags,
  goflags: GoTestFlags,
  cpuLimit: number | undefined,
  { overlay }: ModePlan,
): string[] {
  const timeout = flags.timeout ?? goflags.timeout;
  const cpu = flags.cpu ?? goflags.cpu;
  const gcflags =
    request.noInline === true
      ? mergeToolFlags("-l", [...goflags.gcflags, ...flags.gcflags])
      : flags.gcflags;
  return [
    "test",
    "-race",
    "-json",
    `-exec=${WRAPPER}`,
    ...mergeToolFlags(KEEP_SYMBOLS, [...goflags.ldflags, ...flags.ldflags]).map(
      (value) => `-ldflags=${value}`,
    ),
    ...gcflags.map((value) => `-gcflags=${value}`),
    ...packageParallelism(request, flags, goflags, cpuLimit),
    ...(overlay === undefined ? [] : [`-overlay=${resolve(request.cwd, overlay)}`]),
    ...patterns,
    // Behind the packages: a flag here ends the list, so that what follows cannot add to it.
    `-count=${flags.count ?? goflags.count ?? "1"}`,
    ...(timeout === undefined ? [] : [`-timeout=${timeout}`]),
    ...(cpu === undefined ? [] : [`-cpu=${cpu}`]),
    ...flags.passed,
    ...(flags.binaryArgs.length === 0 ? [] : ["-args", ...flags.binaryArgs]),
  ];
}

/**
 * -p as `GOMAXPROCS=N go test` would have it on a machine of fewer than N CPUs: test processes under the
 * race detector sleep a second before they end, and packages side by side sleep together.
 */
function packageParallelism(
  request: RunRequest,
  flags: GoTestFlags,
  goflags: GoTestFlags,
  cpuLimit: number | undefined,
): string[] {
  const isGiven = flags.names.has("p") || goflags.names.has("p");
  if (isGiven || request.env["GOMAXPROCS"] !== undefined) return [];
  const wanted = request.gomaxprocs?.value ?? DEFAULT_GOMAXPROCS;
  const cpus = Math.min(availableParallelism(), cpuLimit ?? Infinity);
  return cpus < wanted ? [`-p=${wanted}`] : [];
}

function observationOf(
  { trace, profiles = true, observe = [], cwd }: RunRequest,
  packages: readonly PlannedPackage[],
): WrapperPlan["observation"] {
  return planObservation({ trace: trace !== "never", profiles }, observe, packages, cwd);
}

/** What writes one file each, in the order of the flags, and at which rate. */
function observationFlags({ names }: GoTestFlags): WrapperPlan["flags"] {
  // The workers of -fuzz are started with the same flags and would write the same files.
  if (names.has("fuzz")) return { trace: [], profiles: [] };
  const output = (flag: string, file: string): string[] =>
    names.has(flag) ? [] : [`"-test.${flag}=$rg_directory/${file}"`];
  return {
    trace: output("trace", "trace.out"),
    profiles: [
      ...output("mutexprofile", "mutex.pprof"),
      ...output("blockprofile", "block.pprof"),
      ...(names.has("blockprofilerate") ? [] : [`-test.blockprofilerate=${BLOCK_PROFILE_RATE_NS}`]),
    ],
  };
}

interface PinnedSettings {
  readonly pinned: Manifest["pinned"];
  readonly wrapper: Pick<WrapperPlan, "gomaxprocs" | "gorace" | "godebug">;
  readonly notes: readonly PlanNote[];
}

function pinSettings(
  request: RunRequest,
  flags: GoTestFlags,
  goflags: GoTestFlags,
  cpuLimit: number | undefined,
  mode: ModePlan,
): PinnedSettings {
  const gomaxprocs = request.gomaxprocs ?? {
    value: DEFAULT_GOMAXPROCS,
    source: "default" as const,
  };
  const gorace = mergeGorace(goraceTexts(request), { failFast: request.failFast ?? false });
  const notes: PlanNote[] = [...gorace.notes];
  const cpu = flags.cpu ?? goflags.cpu;
  let note = cpu === undefined ? undefined : `-cpu=${cpu} sets it in the test process`;
  if (cpuLimit !== undefined && gomaxprocs.value > cpuLimit) {
    note = `above the control group's limit of ${cpuLimit} CPUs`;
    notes.push({
      code: "gomaxprocs-above-limit",
      message: `GOMAXPROCS=${gomaxprocs.value} is above the control group's limit of ${cpuLimit} CPUs: tests are throttled.`,
    });
  }
  const own = [
    ...(request.schedtrace === true ? ["schedtrace=1000"] : []),
    ...(request.inittrace === true ? ["inittrace=1"] : []),
  ];
  const userGodebug = request.env["GODEBUG"] ?? "";
  const godebug =
    own.length === 0 ? undefined : [...(userGodebug === "" ? [] : [userGodebug]), ...own].join(",");
  return {
    pinned: {
      gomaxprocs: {
        requested: String(gomaxprocs.value),
        source: gomaxprocs.source,
        ...(note === undefined ? {} : { note }),
      },
      gorace: { requested: gorace.text, source: gorace.source },
      gotraceback: { requested: mode.gotraceback, source: "default" },
      ...(godebug === undefined
        ? {}
        : { godebug: { requested: godebug, source: "flag" as const } }),
    },
    wrapper: {
      gomaxprocs: gomaxprocs.value,
      gorace: gorace.text,
      godebug,
    },
    notes,
  };
}

/** Weakest first: file, environment, flag. */
function goraceTexts(request: RunRequest): Requested<string>[] {
  const given = request.gorace ?? [];
  const variable = request.env["GORACE"] ?? "";
  return [
    ...given.filter(({ source }) => source !== "flag"),
    ...(variable === "" ? [] : [{ value: variable, source: "environment" as const }]),
    ...given.filter(({ source }) => source === "flag"),
  ];
}
