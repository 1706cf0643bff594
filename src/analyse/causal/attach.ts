// Takes what traces say to the findings: goroutines of race reports as evidence, causes of time and of stuckness.
import type { DraftFinding, Evidence } from "../../model/finding.ts";
import type { ParsedRun, RaceSighting } from "../../model/parsed-run.ts";
import type { TestCause, TraceCauses } from "../../model/trace-causes.ts";
import { locationOf } from "../locations.ts";
import { createPlaces, type Places } from "../places.ts";
import type { RaceThread } from "./race-join.ts";

/** Priors, by what the cause rests on; not calibrated. */
const CONFIDENCE = { direct: 0.8, heuristic: 0.5 } as const;
/** A cause by the share of time speaks of these. */
const TIME_KINDS: ReadonlySet<string> = new Set(["timeout", "lock-contention"]);
const STUCK_KINDS: ReadonlySet<string> = new Set(["goroutine-leak", "deadlock", "timeout"]);

/** Whether a trace of the package could add something to one of the findings. */
export function wantsTrace(drafts: readonly DraftFinding[], owner: string | undefined): boolean {
  return drafts.some(
    (d) =>
      (d.kind === "data-race" || TIME_KINDS.has(d.kind) || STUCK_KINDS.has(d.kind)) &&
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

/** The findings with what the traces add. Nothing that a detector said is changed. */
export function attachCauses(
  drafts: readonly DraftFinding[],
  traces: readonly TraceCauses[],
  run: ParsedRun,
): readonly DraftFinding[] {
  if (traces.length === 0) return drafts;
  const places = createPlaces(run);
  return drafts.map((draft) => {
    const own = traces.filter((t) => t.package === undefined || t.package === draft.package);
    if (own.length === 0) return draft;
    if (draft.kind === "data-race") return withGoroutines(draft, own, run);
    return withCause(draft, own, places);
  });
}

function withGoroutines(
  draft: DraftFinding,
  traces: readonly TraceCauses[],
  run: ParsedRun,
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
  return { ...draft, evidence: [...draft.evidence, evidence] };
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

function withCause(
  draft: DraftFinding,
  traces: readonly TraceCauses[],
  places: Places,
): DraftFinding {
  const found = causeFor(draft, traces);
  if (found === undefined) return draft;
  const { cause, trace } = found;
  const [first] = cause.steps;
  const evidence: Evidence = {
    kind: "trace-event",
    artifact: trace.artifact,
    say: `${cause.pattern}: ${first?.what ?? "see the steps"}${wallWords(trace)}`,
  };
  const more = { ...draft, evidence: [...draft.evidence, evidence] };
  if (draft.cause !== undefined) return more;
  return {
    ...more,
    cause: {
      pattern: cause.pattern,
      confidence: CONFIDENCE[cause.certainty],
      certainty: cause.certainty,
      share: Number(cause.share.toFixed(4)),
      steps: cause.steps.map((step) => stepOf(step, draft, places)),
    },
  };
}

/** The steps count from the trace's first event; logs and the stream of events have the wall's time. */
function wallWords({ startedWallMs }: TraceCauses): string {
  if (startedWallMs === undefined) return "";
  const wall = new Date(Math.round(startedWallMs));
  return Number.isNaN(wall.getTime()) ? "" : ` (the trace began at ${wall.toISOString()})`;
}

type Step = NonNullable<DraftFinding["cause"]>["steps"][number];

function stepOf(step: TestCause["steps"][number], draft: DraftFinding, places: Places): Step {
  const location = locationOf(step.at, "cause", places);
  const goid = step.goid === undefined ? undefined : String(step.goid);
  const label = draft.goroutines.find((g) => g.goid !== undefined && g.goid === goid)?.label;
  return {
    what: step.what,
    ...(label === undefined ? {} : { goroutine: label }),
    ...(step.timeNs === undefined ? {} : { timeNs: Math.round(step.timeNs) }),
    ...(location === undefined ? {} : { location }),
  };
}

/** The cause with the largest share, of the finding's own test or of its own stuck goroutines. */
function causeFor(
  draft: DraftFinding,
  traces: readonly TraceCauses[],
): { readonly cause: TestCause; readonly trace: TraceCauses } | undefined {
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
    if (!TIME_KINDS.has(draft.kind) || (root !== undefined && root !== test)) return false;
    return draft.kind !== "lock-contention" || isOfPlace(cause, draft);
  });
  return fits.sort((a, b) => b.cause.share - a.cause.share)[0];
}

/** The cause's lock is released in a function that the finding names. */
function isOfPlace(cause: TestCause, draft: DraftFinding): boolean {
  const released = cause.steps[0]?.at?.function;
  return released !== undefined && draft.locations.some((l) => l.function === released);
}

/** `TestA/sub` and `TestA.func1` → `TestA`. */
function rootOf(test: string): string {
  return test.split(/[/.]/, 1)[0] ?? test;
}
