/**
 * `go test` under supervision, once for each step of the plan:
 *  1. the capture's directory, the wrapper, a place for go's temporary files on the same file system;
 *  2. go in a process group of its own; standard output and error stream into the capture, with
 *     back-pressure, cut by the head and tail rule;
 *  3. a package that ends is tidied at once: process.json, oversized logs, the binary nobody needs;
 *  4. the end comes from go, the deadline or the caller's signal; then everything that is left of the run
 *     is ended, within seven seconds;
 *  5. what was lost on the way is said.
 */
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Readable } from "node:stream";
import type { Loss, Manifest, ProcessRecord, RerunRecord } from "../model/capture.ts";
import { importPathDirectory } from "../util/import-path.ts";
import { AppendFile } from "./append-file.ts";
import { startGroup, type GroupExit, type ProcessGroup } from "./process-group.ts";
import { watchPipes } from "./pipe-holders.ts";
import { processDirectories } from "./process-record.ts";
import { watchRunnerFiles } from "./runner-files.ts";
import { outputCut, packageUnknown, processLost, recordLost } from "./run-losses.ts";
import { OUTPUT_LIMITS, StreamRecorder, type StreamEvent } from "./stream-recorder.ts";
import { TextRecorder } from "./text-recorder.ts";
import { tidyProcess } from "./tidy-package.ts";
import { execCommandLine } from "./wrapper.ts";
import { WRAPPER } from "./plan.ts";
import type { Environment, GoTestStep, PlanNote, RunPlan } from "./plan-types.ts";
import { prepareDirectory, whenRemoved } from "./scratch.ts";

/** How long the pipes may stay open after go has ended, before their holders are ended too. */
const DRAIN_MS = 500;

export interface CollectOptions {
  /** Aborts the run: everything ends, the outcome says `cancelled`. */
  readonly signal?: AbortSignal;
  /** The environment of racegate itself, for the files of the CI runner. */
  readonly env?: Environment;
  /** Each line of standard output as it comes, also those that are not kept. */
  readonly onEvent?: (event: StreamEvent) => void;
  /** Each line of standard error as it comes, without its line feed; valid only during the call. */
  readonly onStderr?: (line: Uint8Array) => void;
}

export interface CollectOutcome {
  /** Of the first step. */
  readonly argv: readonly string[];
  /** Each `go test` that was started, in order. */
  readonly steps: readonly StepOutcome[];
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  /** Wall time of `go test` alone. */
  readonly collectMs: number;
  readonly end: Manifest["run"]["end"];
  readonly goExitCode: number | null;
  readonly goSignal: string | undefined;
  readonly processes: readonly ProcessRecord[];
  readonly losses: readonly Loss[];
  readonly notes: readonly PlanNote[];
  /** What failed and was run once more. */
  readonly reruns?: readonly RerunRecord[];
}

export interface StepOutcome {
  readonly argv: readonly string[];
  readonly goExitCode: number | null;
  readonly goSignal: string | undefined;
}

/**
 * Runs the plan. Never throws for what the tests or go do; a capture directory that cannot be used is a
 * UserFailure.
 */
export async function collectRun(
  plan: RunPlan,
  options: CollectOptions = {},
): Promise<CollectOutcome> {
  const scratch = await prepareDirectory(plan);
  const runnerFileLosses = await watchRunnerFiles(options.env ?? {});
  const command = execCommandLine(scratch.scriptPath);
  const run = new SupervisedRun(plan, options);
  const startedAtMs = Date.now();
  const begin = performance.now();
  const steps: StepOutcome[] = [];
  let spawnFailed = false;
  for (const step of plan.steps) {
    if (run.end !== "finished" || spawnFailed) break;
    const argv = step.goArgs.map((arg) => arg.replace(WRAPPER, () => command));
    const exit = await run.go(step, argv, scratch.gotmpdir);
    spawnFailed = exit.spawnError !== undefined;
    steps.push({ argv: ["go", ...argv], goExitCode: exit.exitCode, goSignal: exit.signal });
  }
  const collectMs = Math.round(performance.now() - begin);
  const endedAtMs = Date.now();
  const removed = await whenRemoved(plan, scratch);
  await scratch.remove();
  const processes = await run.finishProcesses();
  // The first that went wrong speaks for all.
  const worst = steps.find(({ goExitCode }) => goExitCode !== 0) ?? steps[0];
  return {
    argv: steps[0]?.argv ?? ["go", ...plan.goArgs],
    steps,
    startedAtMs,
    endedAtMs,
    collectMs,
    end: spawnFailed ? "spawn-failed" : run.end,
    goExitCode: worst?.goExitCode ?? null,
    goSignal: worst?.goSignal,
    processes,
    losses: [...removed, ...run.losses, ...(await runnerFileLosses())],
    notes: [...scratch.notes, ...run.notes],
  };
}

/** The mutable state of one run; used once. */
class SupervisedRun {
  readonly losses: Loss[] = [];
  readonly notes: PlanNote[] = [];
  end: Manifest["run"]["end"] = "finished";
  private readonly plan: RunPlan;
  private readonly options: CollectOptions;
  private readonly ranTests = new Set<string>();
  private readonly ended = new Set<string>();
  /** Process directories by why they were asked for their goroutines. */
  private readonly askedToDump = new Map<string, "cancelled" | "deadline">();
  private tidying: Promise<void> = Promise.resolve();

  constructor(plan: RunPlan, options: CollectOptions) {
    this.plan = plan;
    this.options = options;
  }

  async go(step: GoTestStep, args: readonly string[], gotmpdir: string): Promise<GroupExit> {
    const group = startGroup("go", args, {
      cwd: step.directory,
      env: {
        ...this.plan.goEnvironment,
        ...step.environment,
        ...this.plan.mode.goEnvironment,
        PWD: step.directory,
        GOTMPDIR: gotmpdir,
      },
      // go and its tools have the one, the test processes and their children the other: a variable of
      // racegate's own could change what a test sees.
      marks: [`GOTMPDIR=${gotmpdir}`, ` log_path="${this.plan.captureDirectory}/run/`],
    });
    const streams = Promise.all([this.recordStdout(group.stdout), this.recordStderr(group.stderr)]);
    const watch = this.plan.goWaitsForPipes
      ? watchPipes(group, this.plan.captureDirectory, (importPath) => this.ended.has(importPath))
      : undefined;
    await Promise.race([group.exited, this.endEarly(group)]);
    watch?.stop();
    if (this.end !== "finished") await this.endByForce(group);
    const exit = await (this.end === "finished" ? group.exited : exitOrLost(group));
    await untilDrained(streams);
    const outlived = (await group.sweep()) + (watch?.ended ?? 0);
    if (outlived > 0 && this.end === "finished") {
      this.notes.push({
        code: "processes-outlived",
        message: `${outlived} processes that the tests had started outlived them and were ended.`,
      });
    }
    await untilDrained(streams);
    group.stdout.destroy();
    group.stderr.destroy();
    await streams;
    return exit;
  }

  /** Asks the test processes for their goroutines first: what was stuck is what one wants to know. */
  private async endByForce(group: ProcessGroup): Promise<void> {
    const why = this.end === "deadline" ? "deadline" : "cancelled";
    const directories = await processDirectories(this.plan.captureDirectory);
    const asked = await group.end(directories.map(({ pid }) => pid));
    for (const { pid, relative } of directories) {
      if (asked.includes(pid)) this.askedToDump.set(relative, why);
    }
  }

  /** Settles when the deadline has come or the caller's signal; says which in `end`. */
  private async endEarly(group: ProcessGroup): Promise<void> {
    const { signal } = this.options;
    const over = new AbortController();
    void group.exited.then(() => over.abort());
    const { deadlineAtMs } = this.plan;
    const aborted = new Promise<void>((resolve) => {
      if (signal?.aborted === true) resolve();
      signal?.addEventListener("abort", () => resolve(), { once: true, signal: over.signal });
    }).then(() => "cancelled" as const);
    const late = sleepUntil(deadlineAtMs, over.signal).then(() => "deadline" as const);
    this.end = await Promise.race([aborted, late]);
  }

  private async recordStdout(stdout: Readable): Promise<void> {
    const file = new AppendFile(join(this.plan.captureDirectory, "stream.jsonl"));
    const recorder = new StreamRecorder(
      (event) => this.event(event),
      OUTPUT_LIMITS,
      this.plan.masker,
    );
    await readAll(stdout, async (chunk) => {
      recorder.push(chunk);
      await file.append(recorder.takePending());
    });
    recorder.end();
    await file.append(recorder.takePending());
    await file.close();
    this.fileLoss(file, "The rest of stream.jsonl");
    for (const cut of recorder.cuts) this.losses.push(outputCut(cut));
    if (recorder.longLines > 0) {
      this.losses.push({
        code: "line-cut",
        what: `The rest of ${recorder.longLines} lines of standard output`,
        why: "The lines are longer than 1 MiB; their beginning is kept.",
        breaksVerdict: recorder.longStructure,
      });
    }
  }

  private async recordStderr(stderr: Readable): Promise<void> {
    const file = new AppendFile(join(this.plan.captureDirectory, "stderr.log"));
    const recorder = new TextRecorder(this.options.onStderr, undefined, this.plan.masker);
    await readAll(stderr, async (chunk) => {
      recorder.push(chunk);
      await file.append(recorder.takePending());
    });
    recorder.end();
    await file.append(recorder.takePending());
    await file.close();
    this.fileLoss(file, "The rest of stderr.log");
    const { cutLines: lines, cutBytes: bytes, lostReports: reports } = recorder;
    if (bytes > 0) this.losses.push(outputCut({ package: "", lines, bytes, reports }));
  }

  private fileLoss(file: AppendFile, what: string): void {
    if (file.error === undefined) return;
    this.losses.push({ code: "write-failed", what, why: file.error, breaksVerdict: true });
  }

  private event(event: StreamEvent): void {
    this.options.onEvent?.(event);
    if (event.package === undefined) return;
    if (event.action === "run") this.ranTests.add(event.package);
    if (!event.endsPackage) return;
    this.ended.add(event.package);
    this.tidyLater(event.package);
  }

  /** One package after the other: it is disk work, and the tests want the machine. */
  private tidyLater(importPath: string): void {
    this.tidying = this.tidying.then(async () => {
      const below = `run/${importPathDirectory(importPath)}`;
      for (const directory of await processDirectories(this.plan.captureDirectory, below)) {
        if (directory.package !== importPath) continue;
        // What fails here is tried again, and said, at the end.
        const result = await tidyProcess(directory, this.plan.masker).catch(() => undefined);
        this.losses.push(...(result?.losses ?? []));
      }
    });
  }

  /** After the end: every process directory, also of packages that never ended. */
  async finishProcesses(): Promise<ProcessRecord[]> {
    await this.tidying;
    const records: ProcessRecord[] = [];
    const seen = new Set<string>();
    for (const directory of await processDirectories(this.plan.captureDirectory)) {
      const { relative, package: importPath } = directory;
      const result = await tidyProcess(directory, this.plan.masker).catch((error: unknown) =>
        String(error),
      );
      seen.add(importPath);
      if (typeof result === "string" || result.record === undefined) {
        const why = typeof result === "string" ? result : "The wrapper could not write it.";
        this.losses.push(recordLost(relative, importPath, why));
        continue;
      }
      if (importPath === "") this.losses.push(packageUnknown(relative, result.record.cwd));
      this.losses.push(...result.losses);
      const askedToDump = this.askedToDump.get(relative);
      records.push(askedToDump === undefined ? result.record : { ...result.record, askedToDump });
    }
    for (const importPath of this.ranTests) {
      if (!seen.has(importPath)) this.losses.push(processLost(importPath));
    }
    return records;
  }
}

function sleepUntil(atMs: number | undefined, signal: AbortSignal): Promise<void> {
  if (atMs === undefined) return new Promise(() => undefined);
  // setTimeout takes 31 bits; a day-long build is the most there is.
  const leftMs = Math.min(Math.max(0, atMs - Date.now()), 2 ** 31 - 1);
  return delay(leftMs, undefined, { signal }).catch(() => new Promise<void>(() => undefined));
}

/** Waits for the streams' end, at most the drain time; leaves no timer that would keep racegate alive. */
async function untilDrained(streams: Promise<unknown>): Promise<void> {
  const over = new AbortController();
  const late = delay(DRAIN_MS, undefined, { signal: over.signal }).catch(() => undefined);
  await Promise.race([streams, late]);
  over.abort();
}

/** After SIGKILL the exit always comes, unless the kernel holds the process. */
async function exitOrLost(group: ProcessGroup): Promise<GroupExit> {
  const lost = delay(DRAIN_MS, { exitCode: null, signal: "SIGKILL" }, { ref: false });
  return Promise.race([group.exited, lost]);
}

/** Reads with back-pressure; a destroyed stream is simply over. */
async function readAll(stream: Readable, take: (chunk: Buffer) => Promise<void>): Promise<void> {
  try {
    for await (const chunk of stream) await take(chunk as Buffer);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_STREAM_PREMATURE_CLOSE") throw error;
  }
}
