/**
 * Runs packages that failed once more: in new processes, with the pins of the run, with or without what racegate
 * observes. What it leaves lies in `reruns/<number>` of the capture, as the run's own files do in the capture.
 */
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { PlannedPackage, RerunRecord } from "../model/capture.ts";
import { RERUNS } from "./artifacts.ts";
import { collectRun } from "./collect-run.ts";
import { UNOBSERVED } from "./observation.ts";
import type { GoTestStep, RunPlan } from "./plan-types.ts";
import { processDirectories } from "./process-record.ts";

export interface RerunRequest {
  readonly number: number;
  readonly observed: boolean;
  /** Without the pinned settings, too. */
  readonly plain: boolean;
  readonly packages: readonly string[];
  /** Top-level tests; undefined: all that the run itself selects. */
  readonly tests: readonly string[] | undefined;
}

/** Flags that name a file of the user's, which a part of the tests must not write over; each takes a value. */
const OUTPUT_FLAG =
  /^--?(?:test\.)?(?:coverprofile|cpuprofile|memprofile|blockprofile|mutexprofile)(=|$)/;
const RUN_FLAG = /^--?(?:test\.)?run(?:=|$)/;

/** Whether the user selected tests by name: then a rerun takes that selection as it is. */
export function selectsTests({ goArgs }: RunPlan): boolean {
  return ownFlags(goArgs).some((argument) => RUN_FLAG.test(argument));
}

/**
 * Never throws for what the tests or go do.
 * @throws UserFailure where its directory cannot be written
 */
export async function collectRerun(
  plan: RunPlan,
  request: RerunRequest,
  signal: AbortSignal,
): Promise<RerunRecord> {
  const directory = join(plan.captureDirectory, RERUNS, String(request.number));
  const outcome = await collectRun(rerunPlan(plan, request, directory), { signal });
  // The files of a mode are written where the run itself had them.
  await rm(join(plan.captureDirectory, "tmp"), { recursive: true, force: true });
  await removeObservation(directory);
  const { number, observed, plain, packages, tests } = request;
  return {
    number,
    observed,
    ...(plain ? { plain } : {}),
    packages: [...packages],
    ...(tests === undefined ? {} : { tests: [...tests] }),
    end: outcome.end,
    goExitCode: outcome.goExitCode,
    collectMs: outcome.collectMs,
    processes: outcome.processes.map((process) => ({
      ...process,
      directory: `${RERUNS}/${number}/${process.directory}`,
    })),
  };
}

function rerunPlan(plan: RunPlan, request: RerunRequest, captureDirectory: string): RunPlan {
  const { observed, plain, packages, tests } = request;
  const chosen = (planned: readonly PlannedPackage[]): PlannedPackage[] =>
    planned.filter(({ importPath }) => packages.includes(importPath));
  const steps = plan.steps
    .map((step) => ({ ...step, packages: chosen(step.packages) }))
    .filter((step) => step.packages.length > 0)
    .map((step) => ({ ...step, goArgs: rerunArguments(step, tests) }));
  const planned = { ...plan, captureDirectory, steps, packages: chosen(plan.packages) };
  if (observed) return planned;
  return {
    ...planned,
    mode: { ...plan.mode, hook: undefined },
    wrapper: { ...plan.wrapper, observation: UNOBSERVED, pins: !plain },
  };
}

function rerunArguments(
  { goArgs, patterns, packages }: GoTestStep,
  tests: readonly string[] | undefined,
): string[] {
  const own = ownFlags(goArgs);
  const at = own.findIndex((_, index) => patterns.every((each, i) => own[index + i] === each));
  const before = own.slice(0, at);
  const after = withoutOutputs(own.slice(at + patterns.length));
  const names = tests?.map((name) => name.replaceAll(/[\\^$.|?*+()[\]{}]/g, String.raw`\$&`));
  const selection = names === undefined ? [] : [`-run=^(?:${names.join("|")})$`];
  const paths = packages.map(({ importPath }) => importPath);
  return [...before, ...paths, ...after, ...selection, ...goArgs.slice(own.length)];
}

/** Without what stands behind -args. */
function ownFlags(goArgs: readonly string[]): readonly string[] {
  const at = goArgs.findIndex((argument) => argument === "-args" || argument === "--args");
  return at < 0 ? goArgs : goArgs.slice(0, at);
}

function withoutOutputs(flags: readonly string[]): string[] {
  return flags.filter((flag, index) => {
    if (OUTPUT_FLAG.test(flag)) return false;
    const before = flags[index - 1] ?? "";
    return !(OUTPUT_FLAG.exec(before)?.[1] === "" && !flag.startsWith("-"));
  });
}

/** The result rests on output and race logs: traces and profiles of a rerun would only fill the disk. */
async function removeObservation(directory: string): Promise<void> {
  for (const { path } of await processDirectories(directory)) {
    for (const name of await readdir(path)) {
      if (/^(?:process\.json|binary|race\.\d+)$/.test(name)) continue;
      await rm(join(path, name), { recursive: true, force: true });
    }
  }
}
