/** The modules of a run with their packages: chosen by the patterns, listed by go, told apart by import path. */
import { relative, sep } from "node:path";
import type { ModuleRecord, PlannedPackage } from "../model/capture.ts";
import { UserFailure } from "../model/failure.ts";
import type { CommandOptions } from "./go-command.ts";
import { listPackages, type ListResult } from "./go-list.ts";
import { chooseModules, type ModulesSetting, type ModuleStep } from "./module-choice.ts";
import type { ExcludedPath } from "./race-excluded.ts";

/** `go list` in so many modules at a time: it is mostly waiting for the disk. */
const LISTS_AT_ONCE = 4;

export interface ListedStep extends ModuleStep {
  readonly packages: readonly PlannedPackage[];
  readonly modules: readonly ModuleRecord[];
}

/** A module whose packages go cannot list. */
export interface BrokenModule {
  /** Relative to the run's directory, with `/`. */
  readonly directory: string;
  readonly failure: string;
}

export interface ListedRun {
  /** Those with packages; none where nothing could be listed. */
  readonly steps: readonly ListedStep[];
  readonly broken: readonly BrokenModule[];
  /** Relative to the run's directory, with `/`. */
  readonly notRun: readonly string[];
  readonly excluded: readonly ExcludedPath[];
  /** Not every directory was searched for modules. */
  readonly cut: boolean;
}

export interface ListRequest {
  readonly patterns: readonly string[];
  readonly modules: ModulesSetting;
  /** Flags of `go list`. */
  readonly flags: readonly string[];
  readonly goEnv: ReadonlyMap<string, string>;
  /** What `patterns` give in the run's directory; that list is begun before the modules are known. */
  readonly early: () => ListResult;
}

/**
 * @throws UserFailure RG9001 where packages of two modules cannot be told apart, RG9002 without a package (exit
 *   5), RG9003 without a module
 */
export async function listRun(request: ListRequest, options: CommandOptions): Promise<ListedRun> {
  const { patterns, modules, goEnv } = request;
  const { cwd } = options;
  const choice = await chooseModules(patterns, modules, goEnv, options);
  let { steps, notRun } = choice;
  if (steps.length === 0) throw noModule(cwd, choice.notRun);
  let listed = await inGroups(steps, (step) => listStep(step, request, options));
  // A module at the root that has no packages is there for its tools: the modules below are what is meant.
  if (modules === undefined && choice.others.length > 0 && listed.every(isEmpty)) {
    ({ others: steps, notRun } = { ...choice, notRun: [] });
    listed = await inGroups(steps, (step) => listStep(step, request, options));
  }
  if (listed.every(isEmpty)) throw noPackages(patterns, cwd, listed[0]?.empty ?? "");
  const found = steps.map((step, index) => ({ ...step, ...(listed[index] ?? EMPTY) }));
  const run = found.filter((step) => step.packages.length > 0);
  refuseTwins(run, cwd);
  return {
    steps: run,
    broken: found.flatMap(({ directory, failure }) =>
      failure === undefined ? [] : [{ directory: shown(directory, cwd), failure }],
    ),
    notRun: notRun.map((directory) => shown(directory, cwd)),
    excluded: found.flatMap(({ excluded }) => excluded),
    cut: choice.cut,
  };
}

const EMPTY: ListResult = { packages: [], modules: [], excluded: [] };

function isEmpty({ packages, failure }: ListResult): boolean {
  return packages.length === 0 && failure === undefined;
}

async function listStep(
  step: ModuleStep,
  { patterns, flags, early }: ListRequest,
  { cwd, env, signal }: CommandOptions,
): Promise<ListResult> {
  const same = step.directory === cwd && step.patterns.join("\n") === patterns.join("\n");
  if (same) return early();
  return listPackages(step.patterns, flags, {
    cwd: step.directory,
    env: { ...env, ...step.environment },
    signal,
  });
}

async function inGroups<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let at = 0; at < items.length; at += LISTS_AT_ONCE) {
    results.push(...(await Promise.all(items.slice(at, at + LISTS_AT_ONCE).map(work))));
  }
  return results;
}

/** Results are told apart by import path: what two modules of the run have in common would be mixed up. */
function refuseTwins(steps: readonly ListedStep[], cwd: string): void {
  const owners = new Map<string, { readonly directory: string; readonly hasTests: boolean }>();
  for (const { directory, packages, modules } of steps) {
    const names = [
      ...packages.map(({ importPath, hasTests }) => ({ name: importPath, hasTests })),
      // Files are found by the module's path.
      ...modules.map(({ path }) => ({ name: `module ${path}`, hasTests: true })),
    ];
    for (const { name, hasTests } of names) {
      const other = owners.get(name);
      if (other !== undefined && other.directory !== directory && (hasTests || other.hasTests)) {
        const where = `${shown(other.directory, cwd)} and ${shown(directory, cwd)}`;
        throw new UserFailure(
          "RG9001",
          `${where} both have ${name.startsWith("module ") ? name : `the package ${name}`}: in one run their ` +
            "results could not be told apart. Run racegate in each of them, or give one another module path.",
        );
      }
      owners.set(name, { directory, hasTests });
    }
  }
}

function noModule(cwd: string, below: readonly string[]): UserFailure {
  const names = below.map((directory) => shown(directory, cwd));
  return new UserFailure(
    "RG9003",
    `${cwd} is not in a Go module: there is no go.mod here or above. ` +
      (names.length === 0
        ? "Start racegate in the module's directory, or run go mod init."
        : `There are modules below: ${names.slice(0, 10).join(", ")}. modules: all runs them.`),
  );
}

function noPackages(patterns: readonly string[], cwd: string, reason: string): UserFailure {
  const cure = reason.includes("go.work")
    ? "Add the module with go work use, or set GOWORK=off."
    : "Check the pattern and the directory.";
  return new UserFailure(
    "RG9002",
    `No packages: ${patterns.join(" ")} names none with Go files in ${cwd}` +
      `${reason === "" ? "" : ` (${reason})`}. ${cure}`,
    5,
  );
}

function shown(directory: string, cwd: string): string {
  const below = relative(cwd, directory).split(sep).join("/");
  return below === "" ? "." : below;
}
