// Takes what traces say to the findings: goroutines of race reports as evidence, causes of time and of stuckness.
import type { CauseStep, DraftFinding, Evidence } from "../../model/finding.ts";
import type { ParsedRun, RaceSighting } from "../../model/parsed-run.ts";
import type { TestCause, TraceCauses, TraceStep } from "../../model/trace-causes.ts";
import { durationText } from "../../util/duration-text.ts";
import { deferringFunction } from "../../util/go-symbol.ts";
import { findingConfidence } from "../confidence/of-finding.ts";
import { locationOf, wordsOf } from "../locations.ts";
import { createPlaces, type Places } from "../places.ts";
import type { GoSource } from "../source/go-source.ts";
import { causeStep, clockOf, printedStep, stuckSteps } from "./cause-steps.ts";
import { dumpEvidence } from "./dump-evidence.ts";
import { measureLock, measureWords, profilesOf } from "./lock-profiles.ts";
import { lineWith } from "./placed-lines.ts";
import { raceCause } from "./race-cause.ts";
import type { RaceThread } from "./race-join.ts";

/** A cause by the share of time speaks of these. */
const TIME_KINDS: ReadonlySet<string> = new Set(["timeout", "lock-contention"]);
const STUCK_KINDS: ReadonlySet<string> = new Set(["goroutine-leak", "deadlock", "timeout"]);

/** Whether a trace of the package could add something to one of the findings. */
export function wantsTrace(drafts: readonly DraftFinding[], owner: string | undefined): boolean {
  return drafts.some(
    (d) =>
      (d.kind === "data-race" || isOfTime(d) || STUCK_KINDS.has(d.kind)) &&
      (owner === undefined || d.package === owner),
  );
}

/** The goroutines that race reports of one process speak of; undefined: of any. */
export function raceThreads(
  run: ParsedRun,
  owner: { readonly package: string | undefined; readonly pid: number | undefined },
): RaceThread[] {
  return run.races
    .filter(({ origin }) => ofProcess(origin, owner))
    .flatMap(({ report }) =>
      report.creations.map(({ raceId, frames }) => ({ raceId, creation: frames })),
    );
}

interface Process {
  readonly package?: string | undefined;
  readonly pid?: number | undefined;
}

/** A child process has numbers of its own; texts without an owner may be of the only trace there is. */
function ofProcess(
  origin: Process & { readonly childPid?: number | undefined },
  owner: Process,
): boolean {
  if (origin.childPid !== undefined && origin.childPid !== owner.pid) return false;
  if (origin.package !== undefined && owner.package !== undefined) {
    if (origin.package !== owner.package) return false;
  }
  return origin.pid === undefined || owner.pid === undefined || origin.pid === owner.pid;
}

/** What the finding's run gives besides the trace. */
interface Attached {
  readonly run: ParsedRun;
  readonly places: Places;
  /** Undefined where no source is at hand. */
  readonly source: GoSource | undefined;
}

/** The findings with what the traces add. Nothing that a detector said is changed. */
export function attachCauses(
  drafts: readonly DraftFinding[],
  traces: readonly TraceCauses[],
  run: ParsedRun,
  source?: GoSource,
): readonly DraftFinding[] {
  if (traces.length === 0) return drafts;
  const at = { run, places: createPlaces(run), source };
  return drafts.map((draft) => {
    const own = traces.filter((t) => t.package === undefined || t.package === draft.package);
    if (own.length === 0) return draft;
    if (draft.kind === "data-race") return withGoroutines(draft, own, at);
    const told = ofDump(draft, own, at);
    return draft.kind === "lock-contention" ? withMeasures(told, own, run) : told;
  });
}

/** The lock's waits as the trace and both profiles have them. */
function withMeasures(
  draft: DraftFinding,
  traces: readonly TraceCauses[],
  run: ParsedRun,
): DraftFinding {
  const [trace] = traces;
  if (trace === undefined || traces.length > 1) return draft;
  const names = placesOf(draft);
  const lock = trace.locks.find(({ releasedAt }) =>
    releasedAt.some(({ function: name }) => names.has(name)),
  );
  if (lock === undefined) return draft;
  const measures = measureLock(lock, trace.locks, profilesOf(run, trace));
  const say = measureWords(lock, measures);
  const evidence: Evidence = { kind: "profile-sample", artifact: trace.artifact, say };
  return {
    ...draft,
    explanation: `${draft.explanation} ${sentence(say)}`,
    evidence: [...draft.evidence, evidence],
  };
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** Functions of the finding's places; a deferred call stands in a wrapper of its function. */
function placesOf({ locations }: DraftFinding): ReadonlySet<string> {
  return new Set(locations.map((l) => deferringFunction(l.function)));
}

/** Kinds of findings that may stand in a dump. */
const DUMP_KINDS: ReadonlySet<string> = new Set(["deadlock", "goroutine-leak", "timeout"]);

/** The dump of the trace's process says whether the two fit; then the trace is asked for the cause. */
function ofDump(draft: DraftFinding, traces: readonly TraceCauses[], at: Attached): DraftFinding {
  const { run } = at;
  const [trace] = traces;
  const crashes = DUMP_KINDS.has(draft.kind)
    ? run.crashes.filter(
        ({ crash, origin }) =>
          crash.goroutines.length > 0 && traces.some((one) => ofProcess(origin, one)),
      )
    : [];
  const [crash] = crashes;
  if (trace === undefined || traces.length > 1 || crash === undefined || crashes.length > 1) {
    return withCause(draft, traces, at);
  }
  const { evidence, contradicts } = dumpEvidence(draft, crash, trace);
  const told = contradicts ? draft : withCause(draft, traces, at);
  return { ...told, evidence: [...told.evidence, ...evidence] };
}

function withGoroutines(
  draft: DraftFinding,
  traces: readonly TraceCauses[],
  { run, places }: Attached,
): DraftFinding {
  const [shown] = draft.evidence;
  const sighting = run.races.find(
    ({ report: { at } }) => at.source === shown?.artifact && at.start === shown.start,
  );
  if (sighting === undefined) return draft;
  const of = traces.filter((t) => ofProcess(sighting.origin, t));
  const [trace] = of;
  // Two traces may both be the process's: nothing says which.
  if (trace === undefined || of.length > 1) return draft;
  const words = candidateWords(sighting, trace);
  if (words.length === 0) return draft;
  const evidence: Evidence = {
    kind: "trace-event",
    artifact: trace.artifact,
    say: `in the trace ${words.join("; ")} (by the order of creation, each with the same creation stack)`,
  };
  const cause = draft.cause ?? raceCause(draft, sighting.report, trace, places);
  return {
    ...draft,
    evidence: [...draft.evidence, evidence],
    ...(cause === undefined ? {} : { cause }),
  };
}

function candidateWords({ report }: RaceSighting, trace: TraceCauses): string[] {
  const words: string[] = [];
  for (const { goroutine, previous } of report.accesses) {
    if (goroutine === undefined || goroutine.main) continue;
    const goids = trace.raceGoids.get(goroutine.raceId);
    if (goids === undefined || goids.length === 0) continue;
    const side = previous ? "the earlier access" : "the access";
    const one = goids.length === 1;
    words.push(
      `${side}'s goroutine (the detector's ${goroutine.raceId}) is ` +
        `${one ? "goroutine" : "one of goroutines"} ${goids.join(", ")}`,
    );
  }
  return words;
}

/** What a detector found stays the cause; the trace dates its steps, and says what came before and after. */
function withCause(
  draft: DraftFinding,
  traces: readonly TraceCauses[],
  { places, source }: Attached,
): DraftFinding {
  const found = causeFor(draft, traces);
  const told = draft.cause;
  if (told !== undefined) {
    const [trace] = traces;
    if (trace === undefined || traces.length > 1) return draft;
    const steps = insertSteps(
      stuckSteps(draft, trace, places),
      cancelStepsFor(draft, found?.cause).map((s) => causeStep(s, draft, places, source)),
    );
    const dated = steps.some(({ timeNs }) => timeNs !== undefined);
    const cause = { ...told, steps, ...(dated ? { clock: clockOf(trace) } : {}) };
    if (found === undefined) return { ...draft, cause };
    const { evidence } = causeEvidence(found);
    return { ...draft, cause, evidence: [...draft.evidence, evidence] };
  }
  if (found === undefined) return draft;
  const { cause, trace } = found;
  const { evidence } = causeEvidence(found);
  const failed = draft.kind === "test-failure";
  const certainty = failed ? "heuristic" : cause.certainty;
  const [first] = cause.steps;
  const printed = printedStep(draft, trace, first?.timeNs);
  const steps = insertSteps(
    cause.steps.map((step) => causeStep(step, draft, places, source)),
    printed === undefined ? [] : [printed],
  );
  return {
    ...draft,
    evidence: [...draft.evidence, evidence],
    cause: {
      pattern: cause.pattern,
      ...findingConfidence({ pattern: cause.pattern, certainty, share: cause.share }, draft),
      certainty,
      share: Number(cause.share.toFixed(4)),
      summary: cause.summary,
      steps: failed ? [...steps, failureStep(draft, trace)] : steps,
      clock: clockOf(trace),
    },
    ...fixOf(draft, cause, places),
  };
}

/** What to do about a cause, where the finding itself does not say. */
function fixOf(draft: DraftFinding, cause: TestCause, places: Places): Pick<DraftFinding, "fix"> {
  const slow = cause.steps.find(({ does }) => does === "slow");
  const at = slow === undefined ? undefined : locationOf(slow.at, "cause", places);
  const where = at === undefined ? "" : ` (${wordsOf(at)})`;
  const words = FIXES.get(cause.pattern);
  if (draft.fix !== undefined || words === undefined) return {};
  return { fix: { words: words(where) } };
}

const FIXES: ReadonlyMap<string, (where: string) => string> = new Map([
  [
    "cancel-late",
    (where) =>
      `Look at the context while it works, not only before${where}: select on ctx.Done() beside each wait, ` +
      "and check ctx.Err() between pieces of work.",
  ],
  [
    "lock-convoy",
    (where) =>
      `Do less while the lock is held: copy what is needed, unlock, then do the slow part${where}.`,
  ],
  [
    "once-init-wait",
    (where) =>
      `Do it before the goroutines start that need it, or make what the Once does cheap${where}.`,
  ],
  [
    "rwmutex-writer-starvation",
    (where) =>
      `Shorten what readers do under RLock${where}, or copy what they need and use it without the lock: a waiting ` +
      "writer keeps new readers out as well.",
  ],
  ["slow-holder", (where) => `Unlock before the slow part${where}; take the lock again behind it.`],
]);

/** Of a cancellation that a stuck goroutine did not hear: the call, and what is known of the goroutine. */
function cancelStepsFor(draft: DraftFinding, cause: TestCause | undefined): TraceStep[] {
  if (cause?.pattern !== "cancel-ignored") return [];
  const goids = new Set(draft.goroutines.map(({ goid }) => goid));
  const own = cause.steps.filter((s) => s.does === "unwatched" && goids.has(String(s.goid)));
  const [first] = cause.steps;
  return own.length === 0 || first === undefined ? [] : [first, ...own];
}

/** Each dated step before the first later one; the others keep their order. */
function insertSteps(steps: readonly CauseStep[], more: readonly CauseStep[]): CauseStep[] {
  const all = [...steps];
  for (const step of more) {
    const at = all.findIndex(({ timeNs }) => (timeNs ?? -1) > (step.timeNs ?? 0));
    all.splice(at < 0 ? all.length : at, 0, step);
  }
  return all;
}

function causeEvidence({ cause, trace }: Found): { readonly evidence: Evidence } {
  const say = `${cause.pattern}: ${cause.summary}${wallWords(trace)}${lookedWords(trace)}`;
  return { evidence: { kind: "trace-event", artifact: trace.artifact, say } };
}

/** That a test failed for the time it took is read from its words; when it said so, from the stream. */
function failureStep(
  { title, test, locations: [location] }: DraftFinding,
  { printed }: TraceCauses,
): CauseStep {
  const said = title.slice(title.indexOf(": ") + 2);
  const line =
    printed === undefined || test === undefined ? undefined : lineWith(printed, test.name, said);
  return {
    what: `${title}: that this took its time is likely, not proved`,
    ...(line === undefined || line.timeNs < 0 ? {} : { timeNs: Math.round(line.timeNs) }),
    certainty: "heuristic",
    ...(location === undefined ? {} : { location }),
  };
}

/** The steps count from the trace's first event; logs and the stream of events have the wall's time. */
function wallWords({ startedWallMs }: TraceCauses): string {
  if (startedWallMs === undefined) return "";
  const wall = new Date(Math.round(startedWallMs));
  return Number.isNaN(wall.getTime()) ? "" : ` (the trace began at ${wall.toISOString()})`;
}

/** ` (of the trace, which is too large, 0 ns to 3.20 s and 50.1 s to 55.0 s were looked at)`. */
function lookedWords({ looked }: TraceCauses): string {
  if (looked === undefined) return "";
  const parts = looked.map((w) => `${durationText(w.fromNs)} to ${durationText(w.toNs)}`);
  return ` (of the trace, which is too large, ${parts.join(" and ")} were looked at)`;
}

interface Found {
  readonly cause: TestCause;
  readonly trace: TraceCauses;
}

/** The cause with the largest share, of the finding's own test or of its own stuck goroutines. */
function causeFor(draft: DraftFinding, traces: readonly TraceCauses[]): Found | undefined {
  const goids = new Set(draft.goroutines.map((g) => g.goid));
  const root = draft.test === undefined ? undefined : rootOf(draft.test.name);
  const all = traces.flatMap((trace) =>
    trace.tests.flatMap((test) =>
      test.causes.map((cause) => ({ cause, trace, test: rootOf(test.test) })),
    ),
  );
  const fits = all.filter(({ cause, test }) => {
    if (cause.stuckGoids.length > 0) {
      return STUCK_KINDS.has(draft.kind) && cause.stuckGoids.some((g) => goids.has(String(g)));
    }
    if (!isOfTime(draft) || (root !== undefined && root !== test)) return false;
    return draft.kind !== "lock-contention" || isOfPlace(cause, draft);
  });
  return fits.sort((a, b) => b.cause.share - a.cause.share)[0];
}

/** A failed test's own words speak of time: `took longer than`, `within 2s`, `deadline exceeded`. */
const OF_TIME =
  /\b(?:took|slow\w*|late|longer|timed? ?out|deadline|elapsed|duration|within|exceed\w*|in time|too long|\d+(?:\.\d+)?(?:ms|s|µs))\b/i;

function isOfTime({ kind, title }: DraftFinding): boolean {
  return TIME_KINDS.has(kind) || (kind === "test-failure" && OF_TIME.test(title));
}

/** The cause's lock is taken or released in a function that the finding names; deferred, in a wrapper of it. */
function isOfPlace(cause: TestCause, draft: DraftFinding): boolean {
  const names = placesOf(draft);
  return cause.steps.some(({ at }) => at !== undefined && names.has(at.function));
}

/** `TestA/sub` and `TestA.func1` → `TestA`. */
function rootOf(test: string): string {
  return test.split(/[/.]/, 1)[0] ?? test;
}

/** Goroutines of which findings and dumps of the trace's process speak. */
export function goroutinesAsked(
  drafts: readonly DraftFinding[],
  run: ParsedRun,
  owner: { readonly package: string | undefined; readonly pid: number | undefined },
): ReadonlySet<number> {
  const found = drafts
    .filter((d) => owner.package === undefined || d.package === owner.package)
    .flatMap(({ goroutines }) => goroutines.map(({ goid }) => goid));
  const dumped = run.crashes
    .filter(({ origin }) => ofProcess(origin, owner))
    .flatMap(({ crash }) => crash.goroutines.map(({ goid }) => goid));
  const texts = [...found, ...dumped].filter((goid) => goid !== undefined);
  return new Set(texts.filter((goid) => /^\d{1,15}$/.test(goid)).map(Number));
}
