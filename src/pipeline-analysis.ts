// parse → analyse → decide of the pipeline, apart because it is loaded while the tests run already.
import {
  analyse,
  judgeReruns,
  panickedTests,
  patchCandidates,
  readSource,
  wanted,
  withSchedulerSamples,
  type RunSource,
} from "./analyse/index.ts";
import { compilingPatches } from "./collect/check-patches.ts";
import type { CollectOutcome } from "./collect/collect-run.ts";
import { debugPanics } from "./collect/delve/debug-panics.ts";
import { draftManifest, type CaptureFacts } from "./collect/finish-capture.ts";
import { openCapture } from "./collect/open-capture.ts";
import type { RunPlan } from "./collect/plan-types.ts";
import { removeTraces } from "./collect/remove-traces.ts";
import { keepPatterns } from "./collect/kept-patterns.ts";
import { keepSources } from "./collect/sources.ts";
import { runSilently, type DoubtfulTest } from "./collect/silent-runs.ts";
import { resolveSymbols } from "./collect/symbols.ts";
import { decide, testsInDoubt } from "./decide/index.ts";
import type { Capture, PatternFile } from "./model/capture.ts";
import type { Baseline, Policy } from "./model/config.ts";
import type { FindingsDocument } from "./model/findings-document.ts";
import type { ParsedRun } from "./model/parsed-run.ts";
import { readElfSymbols } from "./parse/elf-symbols.ts";
import { parseRun } from "./parse/parse-run.ts";
import { withCancelDelays } from "./pipeline-cancel.ts";
import { explainFromTraces } from "./pipeline-causes.ts";

export { rerunFailures } from "./pipeline-reruns.ts";
export { completeRun as rereadRun } from "./parse/complete-run.ts";

/** Everything that a capture, or a set of files, says before anything is concluded. */
export async function readRun(capture: Capture): Promise<ParsedRun> {
  return await withCancelDelays(await parseRun(capture));
}

/** analyse → decide: from what was read to the document, the same for `run` and `analyze`. */
export async function settle(
  read: ParsedRun,
  policy: Policy,
  baseline: Baseline | undefined,
): Promise<FindingsDocument> {
  const parsed = judgeReruns(read);
  const source = await readSource(parsed);
  const { drafts, diagnostics } = analyse(parsed, {
    source,
    acceptedPatches: new Map(parsed.manifest?.patches?.map(({ diff, trial }) => [diff, trial])),
  });
  const explained = await explainFromTraces(drafts, parsed, source.value);
  const sampled = explained.drafts.map((draft) => withSchedulerSamples(draft, parsed));
  const said = [...diagnostics, ...explained.diagnostics];
  return decide({ run: parsed, drafts: sampled, diagnostics: said, policy, baseline });
}

/** What is read from the open capture says which globals and which source files the findings speak of. */
export async function keepWhatFindingsNeed(
  plan: RunPlan,
  outcome: CollectOutcome,
  signal: AbortSignal,
  facts: CaptureFacts,
  patterns: readonly PatternFile[],
  rules: TraceRules,
): Promise<{ parsed: ParsedRun; facts: CaptureFacts }> {
  await keepPatterns(plan.captureDirectory, patterns);
  if (rules.trace === "on-finding") await dropTraces(plan, outcome, facts, rules);
  const draft = await draftManifest(plan, outcome, facts);
  const open = await openCapture(plan.captureDirectory, draft);
  try {
    const parsed = await readRun(open);
    const need = wanted(parsed);
    const [symbols, sources] = await Promise.all([
      resolveSymbols(plan, need.symbols, readElfSymbols),
      keepSources(plan, need),
    ]);
    const sourceFiles = sources.sources.map((source) => source.path);
    // 3. A patch is shown only if the package compiles with it.
    const withSources = new Map(sources.sources.map((source) => [source.path, source]));
    const read = { ...parsed, sources: withSources };
    const source = await readSource(read);
    const proposed = patchCandidates(read, source.value).filter(({ files }) =>
      files.every(({ path }) => !sources.masked.has(path)),
    );
    const patches = await compilingPatches(plan, parsed.tests, proposed, signal);
    const doubtful = doubtfulTests(read, source, rules);
    const silentRuns = await runSilently(plan, parsed.tests, doubtful, signal);
    const debugged = plan.debugPanics ? await debugPanics(plan, panickedTests(parsed), signal) : [];
    const gomaxprocs = gomaxprocsOf(parsed);
    return {
      parsed,
      facts: {
        ...facts,
        notes: [...symbols.notes, ...debugged],
        sourceFiles,
        patches,
        silentRuns,
        ...(gomaxprocs === undefined ? {} : { gomaxprocsFromTrace: gomaxprocs }),
      },
    };
  } finally {
    await open.close();
  }
}

/** Tests that failed with a race which does not fail the build, and perhaps by themselves as well. */
function doubtfulTests(
  run: ParsedRun,
  source: RunSource,
  { policy, baseline }: TraceRules,
): DoubtfulTest[] {
  const raced = run.tests.packages.some(({ tests }) =>
    tests.some(({ outcome, raceLine }) => outcome === "fail" && raceLine),
  );
  if (!raced) return [];
  const { drafts } = analyse(run, { source });
  return testsInDoubt({ run, drafts, policy, baseline }).map(({ package: owner, test }) => {
    const [root = ""] = (test?.name ?? "").split("/", 1);
    return { package: owner, test: root };
  });
}

/** What says which traces stay. */
export interface TraceRules {
  readonly trace: "always" | "on-finding" | "never";
  readonly policy: Policy;
  readonly baseline: Baseline | undefined;
}

/**
 * `trace: on-finding`: the traces of packages without a finding go before the capture is closed, so that what is
 * read from it, now and later, is the same.
 */
async function dropTraces(
  plan: RunPlan,
  outcome: CollectOutcome,
  facts: CaptureFacts,
  { policy, baseline }: TraceRules,
): Promise<void> {
  const draft = await draftManifest(plan, outcome, facts);
  const open = await openCapture(plan.captureDirectory, draft);
  try {
    const { findings } = await settle(await readRun(open), policy, baseline);
    const named = new Set(findings.filter(({ state }) => state !== "fixed").map((f) => f.package));
    await removeTraces(plan.captureDirectory, draft.artifacts, named);
  } finally {
    await open.close();
  }
}

/** GOMAXPROCS as the traces show it; undefined where there is none, or where they differ. */
function gomaxprocsOf({ traceEnds = [] }: ParsedRun): number | undefined {
  const [first, ...others] = new Set(traceEnds.map((end) => end.gomaxprocs));
  return others.length === 0 ? first : undefined;
}
