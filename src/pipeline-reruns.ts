// Failures that observation may have caused are run once more: without it; what then passes with it again; what then
// fails without it a second time; what fails in both ways as plain go test runs it. Each step is one go test for all packages together, and all of it is bounded.
import { rerunCandidates, type RerunCandidate } from "./analyse/index.ts";
import type { CollectOutcome } from "./collect/collect-run.ts";
import { draftManifest, type CaptureFacts } from "./collect/finish-capture.ts";
import { openCapture } from "./collect/open-capture.ts";
import type { RunPlan } from "./collect/plan-types.ts";
import { collectRerun, selectsTests, type RerunRequest } from "./collect/rerun.ts";
import type { ArtifactKind, RerunRecord } from "./model/capture.ts";
import type { ParsedRun } from "./model/parsed-run.ts";
import { parseRun } from "./parse/parse-run.ts";

/** More packages that fail are no matter of observation. */
const PACKAGES_MAX = 10;
/** Each rerun may take so much of the run's own time, and this at least. */
const BUDGET_SHARE = 1.5;
const BUDGET_LEAST_MS = 60_000;
/** Where the tracer ended the tests early, their own time is not known. */
const BUDGET_DIED_MS = 15 * 60_000;
/** What storing and reporting need, and what the wrapper takes from a test's time before the deadline. */
const BEFORE_DEADLINE_MS = 30_000;

/** What tells who failed and how; traces and profiles are not read for that. */
const RESULT_KINDS: ReadonlySet<ArtifactKind> = new Set<ArtifactKind>([
  "stream",
  "stderr",
  "process",
  "race-log",
]);

export interface RerunOptions {
  readonly signal: AbortSignal;
  readonly now: () => number;
  readonly say: (words: string) => void;
}

/** The outcome with what was run once more; as it is where nothing failed that observation may have caused. */
export async function rerunFailures(
  plan: RunPlan,
  outcome: CollectOutcome,
  facts: CaptureFacts,
  options: RerunOptions,
): Promise<CollectOutcome> {
  if (outcome.end !== "finished" || outcome.goExitCode === 0) return outcome;
  const candidates = rerunCandidates(await results(plan, outcome, facts));
  if (candidates.length === 0 || candidates.length > PACKAGES_MAX) return outcome;
  const leastMs = candidates.some((each) => each.diedInTracer) ? BUDGET_DIED_MS : BUDGET_LEAST_MS;
  const eachMs = Math.max(leastMs, BUDGET_SHARE * outcome.collectMs);
  const leftMs = (plan.deadlineAtMs ?? Infinity) - options.now() - BEFORE_DEADLINE_MS;
  if (leftMs <= 0) return outcome;
  options.say(
    `racegate: ${namesOf(candidates)} failed without a race: run once more without trace and profiles`,
  );
  const budget = new AbortController();
  // A timer takes 31 bits, and no run lasts that long.
  const timer = Number.isFinite(leftMs)
    ? setTimeout(() => budget.abort(), Math.min(leftMs, 2 ** 31 - 1))
    : undefined;
  try {
    const signal = AbortSignal.any([options.signal, budget.signal]);
    return await new Reruns(plan, outcome, facts, { signal, eachMs }).run(candidates);
  } finally {
    clearTimeout(timer);
  }
}

function namesOf(candidates: readonly RerunCandidate[]): string {
  const tests = candidates.flatMap((each) => each.tests ?? [each.package]);
  return tests.length <= 3 ? tests.join(", ") : `${tests.slice(0, 3).join(", ")} and others`;
}

/** Reads the run, or one rerun of it, without traces and profiles. */
async function results(
  plan: RunPlan,
  outcome: CollectOutcome,
  facts: CaptureFacts,
): Promise<ParsedRun> {
  const draft = await draftManifest(plan, outcome, facts);
  const artifacts = draft.artifacts.filter(({ kind }) => RESULT_KINDS.has(kind));
  const open = await openCapture(plan.captureDirectory, { ...draft, artifacts });
  try {
    return await parseRun(open);
  } finally {
    await open.close();
  }
}

type Way = Pick<RerunRequest, "observed" | "plain">;
const UNOBSERVED: Way = { observed: false, plain: false };
const PLAIN: Way = { observed: false, plain: true };

/** Of each candidate the tests that ended so. */
interface Ended {
  readonly passed: RerunCandidate[];
  readonly failed: RerunCandidate[];
}

interface Limits {
  readonly signal: AbortSignal;
  /** Of one rerun. */
  readonly eachMs: number;
}

class Reruns {
  readonly #records: RerunRecord[] = [];
  readonly #plan: RunPlan;
  readonly #outcome: CollectOutcome;
  readonly #facts: CaptureFacts;
  readonly #limits: Limits;

  constructor(plan: RunPlan, outcome: CollectOutcome, facts: CaptureFacts, limits: Limits) {
    this.#plan = plan;
    this.#outcome = outcome;
    this.#facts = facts;
    this.#limits = limits;
  }

  async run(candidates: readonly RerunCandidate[]): Promise<CollectOutcome> {
    const first = await this.#round(candidates, UNOBSERVED);
    const again = await this.#round(first.passed, { observed: true, plain: false });
    await this.#round(
      again.failed.filter((each) => !each.diedInTracer),
      UNOBSERVED,
    );
    // What fails without observation as well may fail by the pinned settings, unless the user asked for them.
    if (this.#plan.pinned.gomaxprocs.source === "default") {
      const { passed } = await this.#round(first.failed, PLAIN);
      await this.#round(passed, PLAIN);
    }
    return { ...this.#outcome, reruns: this.#records };
  }

  /** Runs the candidates once. */
  async #round(candidates: readonly RerunCandidate[], way: Way): Promise<Ended> {
    const whole = candidates.filter(({ tests }) => tests === undefined || selectsTests(this.#plan));
    const named = candidates.filter((each) => !whole.includes(each));
    const ended: Ended = { passed: [], failed: [] };
    for (const group of [whole, named]) {
      if (group.length === 0 || this.#limits.signal.aborted) continue;
      const result = await this.#once(group, way, group === named);
      ended.passed.push(...result.passed);
      ended.failed.push(...result.failed);
    }
    return ended;
  }

  async #once(group: readonly RerunCandidate[], way: Way, byName: boolean): Promise<Ended> {
    const number = this.#records.length + 1;
    const packages = group.map((each) => each.package);
    const tests = byName ? [...new Set(group.flatMap((each) => each.tests ?? []))] : undefined;
    const request = { number, ...way, packages, tests };
    const { signal, eachMs } = this.#limits;
    const within = AbortSignal.any([signal, AbortSignal.timeout(Math.round(eachMs))]);
    const record = await collectRerun(this.#plan, request, within);
    this.#records.push(record);
    const outcome = { ...this.#outcome, reruns: this.#records };
    const { reruns = [] } = await results(this.#plan, outcome, this.#facts);
    const seen = reruns.find((rerun) => rerun.record.number === number);
    const having = (wanted: "pass" | "fail"): RerunCandidate[] =>
      group.flatMap((each) => {
        const result = seen?.tests.packages.find(({ importPath }) => importPath === each.package);
        if (each.tests === undefined) return result?.outcome === wanted ? [each] : [];
        const left = each.tests.filter((name) =>
          result?.tests.some((test) => test.name === name && test.outcome === wanted),
        );
        return left.length === 0 ? [] : [{ ...each, tests: left }];
      });
    return { passed: having("pass"), failed: having("fail") };
  }
}
