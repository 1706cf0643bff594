// Takes matches of cause patterns to findings that have no cause yet: the steps of the match that explains most, where
// it lies in the finding's own functions. What a detector or another view of the trace said is never replaced.
import type { DraftFinding } from "../model/finding.ts";
import type { ParsedRun } from "../model/parsed-run.ts";
import type { MatchFinding, MatchStep } from "../model/pattern-match.ts";
import { durationText } from "../util/duration-text.ts";
import { locationOf } from "./locations.ts";
import { createPlaces, type Places } from "./places.ts";

/** What one trace's patterns gave, in their order. */
export interface PatternTrace {
  readonly artifact: string;
  readonly package: string | undefined;
  readonly findings: readonly MatchFinding[];
  /** The user's own among the patterns, and of these those about goroutines that never go on. */
  readonly own: ReadonlySet<string>;
  readonly stuck: ReadonlySet<string>;
}

const STUCK_KINDS: ReadonlySet<string> = new Set(["deadlock", "goroutine-leak", "timeout"]);
const TIME_KINDS: ReadonlySet<string> = new Set(["timeout", "lock-contention"]);
/** Patterns about goroutines that never go on; the others are about time. */
const STUCK_PATTERNS: ReadonlySet<string> = new Set([
  "ab-ba-deadlock",
  "double-lock",
  "rwmutex-recursive",
  "cond-missed-signal",
]);
/** Says no more than that goroutines are left, which the finding says. */
const NO_CAUSE = "goroutine-leak";
/** Of the trace's time; less explains no time-out. */
const SHARE_MIN = 0.3;

/** Whether patterns could say why. */
export function wantsPatterns(draft: DraftFinding): boolean {
  return draft.cause === undefined && (STUCK_KINDS.has(draft.kind) || TIME_KINDS.has(draft.kind));
}

/** The findings, those without a cause with one where a pattern has it. */
export function attachPatternCauses(
  drafts: readonly DraftFinding[],
  traces: readonly PatternTrace[],
  run: ParsedRun,
): readonly DraftFinding[] {
  if (traces.every(({ findings }) => findings.length === 0)) return drafts;
  const places = createPlaces(run);
  return drafts.map((draft) => {
    if (!wantsPatterns(draft)) return draft;
    for (const trace of traces) {
      if (trace.package !== undefined && trace.package !== draft.package) continue;
      const fits = trace.findings.filter((f) => explains(f, draft, trace));
      const match = fits.find(({ effectOf }) => (effectOf ?? []).length === 0) ?? fits[0];
      if (match !== undefined) return withMatch(draft, match, trace, places);
    }
    return draft;
  });
}

function explains(match: MatchFinding, draft: DraftFinding, trace: PatternTrace): boolean {
  const users = trace.own.has(match.pattern);
  if (match.pattern === NO_CAUSE && !users) return false;
  const stuck = (users ? trace.stuck : STUCK_PATTERNS).has(match.pattern);
  if (stuck && !STUCK_KINDS.has(draft.kind)) return false;
  if (!stuck && (!TIME_KINDS.has(draft.kind) || match.share < SHARE_MIN)) return false;
  const goids = new Set(draft.goroutines.map(({ goid }) => goid));
  // A deferred call stands in a wrapper of its function.
  const own = draft.locations.map((l) => l.function.replace(/\.deferwrap\d{1,5}$/, ""));
  return match.steps.some(
    ({ at, goroutine }) =>
      (goroutine !== undefined && goids.has(String(goroutine))) ||
      own.some((name) => at?.function === name || at?.function.startsWith(`${name}.func`) === true),
  );
}

function withMatch(
  draft: DraftFinding,
  match: MatchFinding,
  { artifact }: PatternTrace,
  places: Places,
): DraftFinding {
  const times = match.count === 1 ? "once" : `${match.count} times`;
  const cost = match.totalNs > 0 ? `, ${durationText(match.totalNs)} in all` : "";
  const [root] = match.criticalPath?.roots ?? [];
  const on =
    root?.test === undefined
      ? ""
      : `, ${durationText(root.ns)} on the critical path of ${root.test}`;
  const summary = `${match.title} (${times}${cost}${on})`;
  const fix = draft.fix ?? (match.fix === undefined ? undefined : { words: match.fix });
  return {
    ...draft,
    evidence: [
      ...draft.evidence,
      { kind: "trace-event", artifact, say: `${match.pattern}: ${summary}` },
    ],
    cause: {
      pattern: match.pattern,
      ...(match.confidence === "uncalibrated" ? {} : { confidence: match.confidence }),
      certainty: match.certainty,
      share: Number(Math.min(1, Math.max(0, match.share)).toFixed(4)),
      summary,
      steps: match.steps.map((step) => causeStep(step, draft, places)),
      clock: { artifact },
    },
    ...(fix === undefined ? {} : { fix }),
  };
}

function causeStep(
  step: MatchStep,
  draft: DraftFinding,
  places: Places,
): NonNullable<DraftFinding["cause"]>["steps"][number] {
  const location = locationOf(step.at, "cause", places);
  const goid = step.goroutine === undefined ? undefined : String(step.goroutine);
  const label = draft.goroutines.find((g) => g.goid !== undefined && g.goid === goid)?.label;
  const who = goid === undefined ? "" : `goroutine ${goid}: `;
  const by = step.event === "unpark" && step.by !== undefined ? ` (by goroutine ${step.by})` : "";
  return {
    what: `${who}${step.say ?? step.event}${by}`,
    ...(label === undefined ? {} : { goroutine: label }),
    timeNs: Math.round(step.timeNs),
    ...(location === undefined ? {} : { location }),
  };
}
