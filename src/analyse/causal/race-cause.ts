// A race from cause to symptom: who started the two goroutines and when, what each did to the variable, whether both
// were seen running at once, and which test failed for it.
import type { CauseStep, DraftFinding } from "../../model/finding.ts";
import type { RaceAccess, RaceReport } from "../../model/race-report.ts";
import type { GoroutineLife, TraceCauses } from "../../model/trace-causes.ts";
import { durationText } from "../../util/duration-text.ts";
import { initFrame } from "../init-frames.ts";
import { locationOf } from "../locations.ts";
import type { Places } from "../places.ts";
import { clockOf } from "./cause-steps.ts";

/** What the trace knows of one side. */
interface Side {
  readonly access: RaceAccess;
  readonly raceId: number | undefined;
  readonly lives: readonly GoroutineLife[];
  /** Package initialisation started it: before the trace begins. */
  readonly ofInit: boolean;
}

/** Undefined where the trace knows neither goroutine. */
export function raceCause(
  draft: DraftFinding,
  report: RaceReport,
  trace: TraceCauses,
  places: Places,
): DraftFinding["cause"] {
  const sides = report.accesses.map((access) => sideOf(access, report, trace));
  if (sides.every(({ lives }) => lives.length === 0)) return undefined;
  const inTime = sides.toSorted((a, b) => Number(b.access.previous) - Number(a.access.previous));
  const starts = inTime.flatMap((side) => startSteps(side, places));
  const where = draft.locations.filter((l) => l.role === "access" || l.role === "previous-access");
  const accesses = inTime.map((side): CauseStep => {
    const { previous, operation } = side.access;
    const location = where.find((l) => l.role === (previous ? "previous-access" : "access"));
    const does = operation === "write" ? "writes" : "reads";
    const order = previous ? "" : ", and nothing orders the two accesses";
    return {
      what: `${shortWho(side)} ${does} ${draft.variable?.name ?? "the variable"}${order}`,
      certainty: "proof",
      ...(location === undefined ? {} : { location }),
    };
  });
  return {
    pattern: "data-race",
    certainty: "proof",
    summary: "That the two accesses race is proved; when each happened is not in the data.",
    steps: [
      ...starts.toSorted((a, b) => (a.timeNs ?? 0) - (b.timeNs ?? 0)),
      ...accesses,
      ...togetherStep(inTime),
      ...testStep(draft),
    ],
    clock: clockOf(trace),
  };
}

function sideOf(access: RaceAccess, report: RaceReport, trace: TraceCauses): Side {
  const raceId = access.goroutine?.main === false ? access.goroutine.raceId : undefined;
  const goids = raceId === undefined ? [] : (trace.raceGoids.get(raceId) ?? []);
  const lives = goids.map((goid) => trace.lives.get(goid)).filter((life) => life !== undefined);
  const creation = report.creations.find((one) => one.raceId === raceId);
  return { access, raceId, lives, ofInit: initFrame(creation?.frames ?? []) !== undefined };
}

/** `goroutine 8 (the detector's 12)`, `one of goroutines 8, 9 (the detector's 12)`, `the main goroutine`. */
function whoOf({ access, raceId, lives, ofInit }: Side): string {
  if (access.goroutine?.main === true) return "the main goroutine";
  const [only, ...others] = lives;
  const number = raceId === undefined ? "" : ` (the detector's ${raceId})`;
  if (only === undefined) {
    return `a goroutine${number}${ofInit ? ", started by package initialisation before the trace," : ""}`;
  }
  if (others.length === 0) return `goroutine ${only.goid}${number}`;
  return `one of goroutines ${lives.map(({ goid }) => goid).join(", ")}${number}`;
}

function shortWho(side: Side): string {
  const { lives } = side;
  return lives.length === 1 ? `goroutine ${lives[0]?.goid ?? "?"}` : whoOf(side);
}

function startSteps(side: Side, places: Places): CauseStep[] {
  const [first] = side.lives;
  if (first?.createdNs === undefined) return [];
  const by = first.creatorGoid === undefined ? "" : ` by goroutine ${first.creatorGoid}`;
  const location = locationOf(first.createdAt, "cause", places);
  return [
    {
      what: `${whoOf(side)} is started${by}`,
      timeNs: Math.round(first.createdNs),
      certainty: side.lives.length === 1 ? "direct" : "heuristic",
      ...(location === undefined ? {} : { location }),
    },
  ];
}

/** Both running at one time is the race's chance, seen; only for goroutines that are known for sure. */
function togetherStep(sides: readonly Side[]): CauseStep[] {
  const [a, b] = sides;
  const [one, ...moreA] = a?.lives ?? [];
  const [other, ...moreB] = b?.lives ?? [];
  if (one === undefined || other === undefined || moreA.length > 0 || moreB.length > 0) return [];
  let fromNs: number | undefined;
  let ns = 0;
  for (const r of one.runs) {
    for (const s of other.runs) {
      const from = Math.max(r.fromNs, s.fromNs);
      const shared = Math.min(r.toNs, s.toNs) - from;
      if (shared <= 0) continue;
      fromNs ??= from;
      ns += shared;
    }
  }
  if (fromNs === undefined) return [];
  return [
    {
      what: `goroutines ${one.goid} and ${other.goid} run at the same time, ${durationText(ns)} in all`,
      timeNs: Math.round(fromNs),
      certainty: "direct",
    },
  ];
}

function testStep({ test }: DraftFinding): CauseStep[] {
  if (test === undefined || test.name === "") return [];
  return [
    {
      what: `${test.name} fails: a data race was detected while it ran`,
      certainty: test.by === "stack" || test.by === "creation-stack" ? "direct" : "heuristic",
    },
  ];
}
