// How reruns are told.
import type { DraftFinding } from "../../model/finding.ts";
import type { FailureCount, ParsedRun, RerunVerdict } from "../../model/parsed-run.ts";
import { isWithin } from "../test-index.ts";
import type { Signature } from "./signatures.ts";

/** `2 of 3`. */
export function ofRuns({ failed, runs }: FailureCount): string {
  return `${failed} of ${runs}`;
}

/** What was turned off in the runs that pass, as far as the signatures tell. */
export function observationName(signatures: readonly Signature[]): string {
  const kinds = new Set(signatures.map(({ by }) => by));
  if (kinds.size !== 1) return "trace and profiles";
  return kinds.has("trace") ? "the trace" : "the profiles";
}

const FAILURES: ReadonlySet<DraftFinding["kind"]> = new Set([
  "test-failure",
  "panic",
  "fatal-error",
  "deadlock",
  "goroutine-leak",
]);

/** A failure with what its reruns showed; all other drafts as they are. */
export function withRerunWords(draft: DraftFinding, run: ParsedRun): DraftFinding {
  if (!FAILURES.has(draft.kind)) return draft;
  const verdict = run.rerunVerdicts?.find((each) => isAbout(each, draft));
  const words = verdict === undefined ? undefined : wordsOf(verdict);
  return words === undefined ? draft : { ...draft, explanation: `${draft.explanation} ${words}` };
}

function isAbout({ package: owner, test, by }: RerunVerdict, draft: DraftFinding): boolean {
  if (owner !== draft.package || by === "observer" || by === "pins") return false;
  return test === undefined || (draft.test !== undefined && isWithin(draft.test.name, test));
}

function wordsOf({ by, observed, unobserved }: RerunVerdict): string | undefined {
  if (by === "own") return `It fails without the trace too (${ofRuns(unobserved)}).`;
  if (by === "flaky") {
    const failed = observed.failed + unobserved.failed;
    return `Run again, it is flaky: ${ofRuns({ failed, runs: observed.runs + unobserved.runs })} runs failed.`;
  }
  if (unobserved.runs === 0) return "There was no time to run it to its end without the trace.";
  const passed = ofRuns({ failed: unobserved.runs - unobserved.failed, runs: unobserved.runs });
  return `It passes without the trace (${passed}); whether the trace is the cause is open.`;
}
