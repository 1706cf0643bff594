/** The manifest: what the capture holds, what was pinned, what was lost. Written last, whole or not at all. */
import { join } from "node:path";
import { MANIFEST_VERSION, type Artifact, type Loss, type Manifest } from "../model/capture.ts";
import { listArtifacts, withChecksum } from "./artifacts.ts";
import { writeFileAtomically } from "./atomic-file.ts";
import type { CollectOutcome } from "./collect-run.ts";
import type { PlanNote, RunPlan } from "./plan-types.ts";

/** A cancelled run has seconds left: later artefacts then have no checksum, and whoever stores them sums. */
const CANCELLED_BUDGET_MS = 1500;

/** What the manifest takes from the other stages. */
export interface CaptureFacts {
  readonly tool: Manifest["tool"];
  readonly runId: string;
  readonly attempt: number;
  readonly policy: unknown;
  readonly baseline: unknown;
  readonly build: unknown;
  /** Patches that compile. */
  readonly patches?: NonNullable<Manifest["patches"]>;
  readonly silentRuns?: NonNullable<Manifest["silentRuns"]>;
  /** Paths as the reports print them, of the files whose text is in sources.json. */
  readonly sourceFiles?: readonly string[];
  readonly losses?: readonly Loss[];
  readonly notes?: readonly PlanNote[];
  /** GOMAXPROCS as the execution traces show it; the test process's environment counts without. */
  readonly gomaxprocsFromTrace?: number;
}

/** The manifest as it would be written now, without checksums: for analysing before the capture is closed. */
export async function draftManifest(
  plan: RunPlan,
  outcome: CollectOutcome,
  facts: CaptureFacts,
): Promise<Manifest> {
  return masked(plan, manifestOf(plan, outcome, facts, await listArtifacts(plan.captureDirectory)));
}

/**
 * Sums up every artefact and writes manifest.json.
 * @throws when the manifest cannot be written; the capture is then unfinished, and says so by having none
 */
export async function finishCapture(
  plan: RunPlan,
  outcome: CollectOutcome,
  facts: CaptureFacts,
): Promise<Manifest> {
  const artifacts: Artifact[] = [];
  const losses: Loss[] = [];
  const untilMs = outcome.end === "cancelled" ? performance.now() + CANCELLED_BUDGET_MS : Infinity;
  for (const artifact of await listArtifacts(plan.captureDirectory)) {
    if (performance.now() > untilMs) {
      artifacts.push(artifact);
      continue;
    }
    try {
      artifacts.push(await withChecksum(plan.captureDirectory, artifact));
    } catch (error) {
      losses.push(unreadable(artifact, String(error)));
    }
  }
  const closed = { ...facts, losses: [...(facts.losses ?? []), ...losses] };
  const manifest = masked(plan, manifestOf(plan, outcome, closed, artifacts));
  await writeManifest(plan, manifest);
  return manifest;
}

/** A manifest for a run that may be ended by force before its capture is finished. Never throws. */
export async function leaveManifest(
  plan: RunPlan,
  outcome: CollectOutcome,
  facts: CaptureFacts,
): Promise<void> {
  try {
    await writeManifest(plan, masked(plan, await draftManifest(plan, outcome, facts)));
  } catch {
    // finishCapture says it, if it comes to that.
  }
}

async function writeManifest(plan: RunPlan, manifest: Manifest): Promise<void> {
  const text = `${JSON.stringify(manifest, undefined, 2)}\n`;
  await writeFileAtomically(join(plan.captureDirectory, "manifest.json"), text);
}

/** Secrets can stand in arguments, in names of branches, in reasons. */
function masked({ masker }: RunPlan, manifest: Manifest): Manifest {
  if (masker.isEmpty) return manifest;
  return JSON.parse(masker.maskText(JSON.stringify(manifest), true)) as Manifest;
}

function unreadable(artifact: Artifact, why: string): Loss {
  return {
    code: "artifact-unreadable",
    what: artifact.path,
    why,
    ...(artifact.package === undefined ? {} : { package: artifact.package }),
    bytes: artifact.sizeBytes,
    breaksVerdict: artifact.kind === "race-log" || artifact.kind === "stream",
  };
}

function manifestOf(
  plan: RunPlan,
  outcome: CollectOutcome,
  facts: CaptureFacts,
  artifacts: readonly Artifact[],
): Manifest {
  const problems = [...plan.preflight, ...plan.unlisted];
  return {
    manifestVersion: MANIFEST_VERSION,
    tool: facts.tool,
    run: {
      id: facts.runId,
      attempt: facts.attempt,
      startedAt: new Date(outcome.startedAtMs).toISOString(),
      endedAt: new Date(outcome.endedAtMs).toISOString(),
      collectMs: outcome.collectMs,
      end: outcome.end,
      goExitCode: outcome.goExitCode,
      ...(outcome.goSignal === undefined ? {} : { goSignal: outcome.goSignal }),
    },
    go: plan.go,
    command: { argv: [...outcome.argv], cwd: plan.steps[0]?.directory ?? plan.cwd },
    packages: [...plan.packages],
    modules: [...plan.modules],
    root: plan.root,
    directory: plan.cwd,
    otherModulesBelow: [...plan.otherModulesBelow],
    ...(plan.modulesCut ? { modulesCut: true } : {}),
    ...(plan.brokenModules.length === 0 ? {} : { brokenModules: [...plan.brokenModules] }),
    ...(isOneHere(plan) ? {} : { steps: stepRecords(plan, outcome) }),
    excludedByRace: [...plan.excludedByRace],
    filters: [...plan.filters],
    pinned: effectiveSettings(plan, outcome, facts.gomaxprocsFromTrace),
    ...(plan.deadlineAtMs === undefined
      ? {}
      : {
          deadline: {
            at: new Date(plan.deadlineAtMs).toISOString(),
            userTimeoutMs: plan.wrapper.userTimeoutMs,
          },
        }),
    mode: plan.mode.mode,
    failFast: plan.failFast,
    processes: [...outcome.processes],
    ...(outcome.reruns === undefined ? {} : { reruns: [...outcome.reruns] }),
    artifacts: [...artifacts],
    losses: [...outcome.losses, ...(facts.losses ?? [])],
    notes: [...plan.notes, ...outcome.notes, ...(facts.notes ?? [])],
    ...(problems.length === 0 ? {} : { preflight: problems }),
    policy: facts.policy,
    baseline: facts.baseline,
    build: facts.build,
    ...(facts.patches === undefined || facts.patches.length === 0
      ? {}
      : { patches: [...facts.patches] }),
    ...(facts.silentRuns === undefined || facts.silentRuns.length === 0
      ? {}
      : { silentRuns: [...facts.silentRuns] }),
    sourceFiles: [...(facts.sourceFiles ?? [])],
  };
}

/** One `go test` in the run's own directory: `command` says all of it. */
function isOneHere({ steps, cwd }: RunPlan): boolean {
  return steps.length === 0 || (steps.length === 1 && steps[0]?.directory === cwd);
}

function stepRecords(plan: RunPlan, outcome: CollectOutcome): NonNullable<Manifest["steps"]> {
  return outcome.steps.flatMap(({ argv, goExitCode, goSignal }, index) => {
    const step = plan.steps[index];
    if (step === undefined) return [];
    return {
      argv: [...argv],
      cwd: step.directory,
      modules: step.modules.map(({ path }) => path),
      goExitCode,
      ...(goSignal === undefined ? {} : { goSignal }),
    };
  });
}

/** What took effect: the trace's word, else what every test process saw; nothing where they differ. */
function effectiveSettings(
  plan: RunPlan,
  outcome: CollectOutcome,
  gomaxprocsFromTrace: number | undefined,
): Manifest["pinned"] {
  const seen = (name: string): { effective?: string } => {
    const values = new Set(
      outcome.processes.map(({ environment }) => withoutLogPath(environment[name] ?? "")),
    );
    const [only] = values;
    return values.size === 1 && only !== undefined ? { effective: only } : {};
  };
  const { gomaxprocs, gorace, gotraceback, godebug } = plan.pinned;
  const traced =
    gomaxprocsFromTrace === undefined ? {} : { effective: String(gomaxprocsFromTrace) };
  // Under -cpu the variable is not what the tests ran with.
  const fromEnvironment = gomaxprocs.note?.startsWith("-cpu") === true ? {} : seen("GOMAXPROCS");
  return {
    gomaxprocs: { ...gomaxprocs, ...fromEnvironment, ...traced },
    gorace: { ...gorace, ...seen("GORACE") },
    gotraceback: { ...gotraceback, ...seen("GOTRACEBACK") },
    ...(godebug === undefined ? {} : { godebug: { ...godebug, ...seen("GODEBUG") } }),
  };
}

/** log_path names a directory of each process; the rest is the same in all of them. */
function withoutLogPath(gorace: string): string {
  const at = gorace.indexOf(' log_path="');
  return at < 0 ? gorace : gorace.slice(0, at);
}
