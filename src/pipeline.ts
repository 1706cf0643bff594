/**
 * The only file that wires the stages:
 *
 *     plan → collect → parse → analyse → decide → report → deliver
 *
 * `run` plans and collects, asks the analysis which symbols and sources of this build the findings need, keeps
 * them, closes the capture, and from there does what `analyze` does with any capture: the findings.json of
 * both is the same, byte for byte. What follows the verdict (storing, reporting) never changes it.
 */
import { collectRun, type CollectOutcome } from "./collect/collect-run.ts";
import { finishCapture, leaveManifest } from "./collect/finish-capture.ts";
import { openCapture, openFiles, type OpenedCapture } from "./collect/open-capture.ts";
import type { RunPlan } from "./collect/plan-types.ts";
import { notRun } from "./collect/not-run.ts";
import { planRun } from "./collect/plan.ts";
import { checkRunInput } from "./pipeline-check.ts";
import { baseline as baselineSchema, policy as policySchema } from "./model/config.ts";
import type { Baseline, Policy } from "./model/config.ts";
import type { PatternFile } from "./model/capture.ts";
import { loadBaseline } from "./pipeline-baseline.ts";
import type * as Analysis from "./pipeline-analysis.ts";
import { deliver } from "./pipeline-deliver.ts";
import { ownPatterns } from "./pipeline-own-patterns.ts";
import { LiveProgress } from "./pipeline-live.ts";
import type { AnalyzeInput, Outcome, Rim, RunInput } from "./pipeline-rim.ts";
import { policyOf, resolveSettings, type ResolvedSettings } from "./pipeline-settings.ts";
import { lastRun, prepareRunPlace } from "./pipeline-place.ts";
import { runRequestOf } from "./pipeline-request.ts";
import { escapeForTerminal } from "./util/escape-terminal.ts";
import { chooseColour } from "./report/index.ts";

/**
 * `racegate run`. Everything that the tests, the network or the disk do ends in the outcome.
 * @throws UserFailure for a mistake of the user's: configuration, no packages, no go
 */
export async function run(input: RunInput, rim: Rim): Promise<Outcome> {
  const startedMs = rim.now();
  const settings = await resolveSettings({ ...input, env: rim.env, context: rim.context });
  // A bucket that is none is said now, not after an hour of tests.
  if (settings.gcs !== undefined) rim.openStore(settings.gcs);
  const policy = policyOf(settings, startedMs);
  await checkRunInput(input, rim.env);
  const baseline = await loadBaseline(settings, input.cwd, rim);
  const patterns = await ownPatterns(input.cwd);
  const place = await prepareRunPlace(settings, rim, input);
  try {
    const request = runRequestOf(input, settings, rim, startedMs, place.captureDirectory);
    const plan = await planRun(request);
    return await runPlan(plan, { input, settings, policy, baseline, patterns, startedMs }, rim);
  } finally {
    await place.release();
  }
}

interface RunRules {
  readonly input: RunInput;
  readonly settings: ResolvedSettings;
  readonly policy: Policy;
  readonly baseline: Baseline | undefined;
  readonly patterns: readonly PatternFile[];
  readonly startedMs: number;
}

/** From the plan to the verdict and what follows it. */
async function runPlan(plan: RunPlan, rules: RunRules, rim: Rim): Promise<Outcome> {
  const { input, settings, policy, baseline, patterns, startedMs } = rules;
  const collected = await collect(plan, input, rim, settings.notes);
  const captureDirectory = plan.captureDirectory;
  const { keepWhatFindingsNeed, rereadRun, rerunFailures, settle } = await loadAnalysis();
  const known = {
    tool: { name: "racegate", version: rim.version },
    runId: rim.context.runId,
    attempt: rim.context.attempt,
    policy,
    baseline: baseline ?? null,
    build: rim.context,
  } as const;
  if (rim.signal.aborted) await leaveManifest(plan, collected, known);
  const rerun = await rerunFailures(plan, collected, known, {
    signal: rim.signal,
    now: rim.now,
    say: (words) => rim.stderr.write(`${escapeForTerminal(words)}\n`),
  });
  const kept = await keepWhatFindingsNeed(plan, rerun, rim.signal, known, patterns, {
    trace: settings.trace,
    policy,
    baseline,
  });
  // A signal that comes while the findings are looked for cancels the run as well.
  const outcome = rim.signal.aborted ? { ...rerun, end: "cancelled" as const } : rerun;
  const { parsed, facts } = kept;
  const manifest = await finishCapture(plan, outcome, facts);
  const capture = await openCapture(captureDirectory);
  try {
    const document = await settle(await rereadRun(parsed, capture), policy, baseline);
    return await deliver(
      {
        document,
        manifest,
        capture,
        captureDirectory,
        settings,
        presentation: input,
        startedMs,
        cwd: input.cwd,
        publish: true,
      },
      rim,
    );
  } finally {
    await capture.close();
  }
}

/**
 * `racegate analyze`: a capture decides by its own policy and baseline, unless the command line names others;
 * loose files and texts decide by the configuration that applies here.
 * @throws UserFailure for a path that does not exist or a configuration with mistakes
 */
export async function analyze(input: AnalyzeInput, rim: Rim): Promise<Outcome> {
  const startedMs = rim.now();
  const settings = await resolveSettings({ ...input, env: rim.env, context: rim.context });
  const paths = input.paths.length > 0 ? input.paths : [await lastRun(settings, rim)];
  const capture = await openFiles(paths, input.stdin);
  try {
    for (const note of capture.notes) rim.stderr.write(`racegate: ${note.message}\n`);
    const { policy, baseline } = await rulesFor(capture, input, settings, rim, startedMs);
    const { readRun, settle } = await loadAnalysis();
    const read = await readRun(capture);
    // A capture has the patterns that its run looked for; for loose files those of this place are taken.
    const patterns = capture.manifest === undefined ? await ownPatterns(input.cwd) : read.patterns;
    const document = await settle({ ...read, patterns }, policy, baseline);
    return await deliver(
      {
        document,
        manifest: capture.manifest,
        capture,
        captureDirectory: undefined,
        settings,
        presentation: input,
        startedMs,
        cwd: input.cwd,
        publish: false,
      },
      rim,
    );
  } finally {
    await capture.close();
  }
}

/**
 * parse, analyse and decide are as much code as all the rest: they are loaded while the first tests run, so
 * that `go test` starts sooner.
 */
function loadAnalysis(): Promise<typeof Analysis> {
  return import("./pipeline-analysis.ts");
}

/** What every run would say of every machine: told with --verbose, and kept in the capture always. */
const QUIET_NOTES: ReadonlySet<string> = new Set(["environment-removed"]);

async function collect(
  plan: RunPlan,
  input: RunInput,
  rim: Rim,
  settingNotes: readonly string[],
): Promise<CollectOutcome> {
  if (plan.preflight.length > 0) return await notRun(plan, rim.now());
  const live = new LiveProgress({
    stderr: rim.stderr,
    colour: chooseColour({ flag: input.colour, env: rim.env, isTTY: rim.stderr.isTTY === true }),
    verbose: input.verbose,
    runnerLog: input.runnerLog,
    now: rim.now,
    packagesPlanned: plan.packages.length,
  });
  let analysis: Promise<unknown> | undefined;
  try {
    const planned = plan.notes.filter(({ code }) => input.verbose || !QUIET_NOTES.has(code));
    const notes = [...rim.context.notes, ...settingNotes, ...planned.map((n) => n.message)];
    for (const note of notes) live.note(note);
    return await collectRun(plan, {
      signal: rim.signal,
      env: rim.env,
      onEvent: (event) => {
        if (event.action === "run") analysis ??= loadAnalysis();
        live.onEvent(event);
      },
      onStderr: (line) => live.onStderr(line),
    });
  } finally {
    live.stop();
  }
}

async function rulesFor(
  capture: OpenedCapture,
  input: AnalyzeInput,
  settings: ResolvedSettings,
  rim: Rim,
  nowMs: number,
): Promise<{ policy: Policy; baseline: Baseline | undefined }> {
  const { manifest } = capture;
  const own = policyOf(settings, nowMs);
  if (manifest === undefined) {
    return { policy: own, baseline: await loadBaseline(settings, input.cwd, rim) };
  }
  const kept = policySchema.safeParse(manifest.policy);
  const policy = kept.success ? kept.data : own;
  const { by } = settings.config["fail-on"].origin;
  const flags = by === "flag" || by === "input";
  const keptBaseline = baselineSchema.safeParse(manifest.baseline);
  return {
    policy: flags ? { ...policy, failOn: own.failOn } : policy,
    baseline: !input.given.settings.has("baseline")
      ? keptBaseline.data
      : await loadBaseline(settings, input.cwd, rim),
  };
}
