/** The scheduler's own samples beside findings that speak of waiting: schedtrace, where it was asked for. */
import type { DraftFinding } from "../model/finding.ts";
import type { ParsedRun } from "../model/parsed-run.ts";
import { schedulerFacts, type SchedulerFacts } from "../util/scheduler-samples.ts";
import { streamEvidence } from "./evidence.ts";

/** Findings and causes for which it matters whether a processor was free. */
const KINDS: ReadonlySet<string> = new Set(["lock-contention", "schedule"]);
const PATTERNS: ReadonlySet<string> = new Set([
  "lock-convoy",
  "slow-holder",
  "runnable-starvation",
  "late-wakeup",
  "blocked-then-preempted",
  "ping-pong-starvation",
]);

/** The finding with the samples of its package's process as evidence; the same finding without any. */
export function withSchedulerSamples(draft: DraftFinding, run: ParsedRun): DraftFinding {
  const pattern = draft.cause?.pattern;
  if (!KINDS.has(draft.kind) && (pattern === undefined || !PATTERNS.has(pattern))) return draft;
  const own = (run.schedTraces ?? []).find(({ origin }) => origin.package === draft.package);
  const facts = own && schedulerFacts(own.lines);
  if (facts === undefined || draft.package === "") return draft;
  const say = sampleWords(facts);
  return {
    ...draft,
    explanation: `${draft.explanation} ${say}`,
    evidence: [...draft.evidence, streamEvidence(run, "the scheduler's samples (schedtrace)", "")],
  };
}

/** What the samples show, and no more: they are a second apart. */
function sampleWords(facts: SchedulerFacts): string {
  const { samples, gomaxprocs, idleMean, runnableMax, saturated } = facts;
  const many = samples === 1 ? "The one sample" : `The ${samples} samples`;
  const busy =
    saturated === 0
      ? "in none of them goroutines waited to run while no processor was idle"
      : `in ${saturated} of them no processor was idle and goroutines waited to run`;
  return (
    `${many} of the scheduler (schedtrace): ${idleMean.toFixed(1)} of ${gomaxprocs} processors idle on average, ` +
    `at most ${runnableMax} goroutines in run queues; ${busy}.`
  );
}
