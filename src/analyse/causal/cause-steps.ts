// Steps of causes for findings: from the trace's own steps, and from the lives of the goroutines that a finding
// names. What a detector found stays; the trace adds when, since when, and who.
import type { CauseStep, DraftFinding } from "../../model/finding.ts";
import type {
  CauseCertainty,
  GoroutineLife,
  TraceCauses,
  TraceStep,
} from "../../model/trace-causes.ts";
import { durationText } from "../../util/duration-text.ts";
import { shortSymbol } from "../../util/go-symbol.ts";
import { locationOf } from "../locations.ts";
import type { Places } from "../places.ts";
import type { GoSource } from "../source/go-source.ts";
import { contextWatch, WATCH_WORDS } from "./watched-context.ts";
import { firstLineAfter, lastLineBefore } from "./placed-lines.ts";

const GOROUTINES_MAX = 4;

/** A trace's step as findings have it. */
export function causeStep(
  step: TraceStep,
  draft: DraftFinding,
  places: Places,
  source: GoSource | undefined,
): CauseStep {
  const watch = step.does === "unwatched" ? contextWatch(source, step.at) : undefined;
  const read = watch === undefined ? "" : `; ${WATCH_WORDS[watch]}`;
  const location = locationOf(step.at, "cause", places);
  const goid = step.goid === undefined ? undefined : String(step.goid);
  const label = draft.goroutines.find((g) => g.goid !== undefined && g.goid === goid)?.label;
  return {
    what: step.what + read,
    ...(label === undefined ? {} : { goroutine: label }),
    ...(step.timeNs === undefined ? {} : { timeNs: Math.round(step.timeNs) }),
    // Neither woken by it nor a word of it in the source: it does not watch the context.
    certainty: watch === "never" ? "direct" : step.certainty,
    ...(location === undefined ? {} : { location }),
  };
}

/** What the steps' times count from; `errorMs`: how well the two clocks are known to agree. */
export function clockOf(
  trace: Pick<TraceCauses, "artifact" | "startedWallMs" | "clockErrorMs">,
): NonNullable<DraftFinding["cause"]>["clock"] {
  const wall =
    trace.startedWallMs === undefined ? undefined : new Date(Math.round(trace.startedWallMs));
  const known = wall !== undefined && !Number.isNaN(wall.getTime());
  return {
    artifact: trace.artifact,
    ...(known ? { startedAt: wall.toISOString() } : {}),
    ...(known && trace.clockErrorMs !== undefined ? { errorMs: trace.clockErrorMs } : {}),
  };
}

/** Steps of stuck goroutines: born, what the detector says of them, since when they wait, and what came of it. */
export function stuckSteps(draft: DraftFinding, trace: TraceCauses, places: Places): CauseStep[] {
  const { cause, goroutines } = draft;
  const goidOf = (label: string | undefined): number | undefined => {
    const goid = goroutines.find((g) => g.label === label)?.goid;
    return goid === undefined || !/^\d{1,15}$/.test(goid) ? undefined : Number(goid);
  };
  const told = cause?.steps ?? [];
  const labels = [...new Set(told.map((s) => s.goroutine))].slice(0, GOROUTINES_MAX);
  const core: Timed[] = [];
  const joiners: Timed[] = [];
  let left: GoroutineLife | undefined;
  for (const label of labels) {
    const goid = goidOf(label);
    const life = goid === undefined ? undefined : trace.lives.get(goid);
    if (life?.test !== undefined) left ??= life;
    const own = told.filter((s) => s.goroutine === label);
    const steps = livedSteps(own, life, { label, places, endNs: trace.endNs });
    const waits = goroutines.find((g) => g.label === label)?.role === "waits for the others";
    (waits ? joiners : core).push(...steps);
  }
  const rest = told.filter((s) => !labels.includes(s.goroutine));
  const waits = told.find(({ timeNs }) => timeNs !== undefined)?.timeNs;
  const printed = printedStep(draft, trace, waits, true);
  if (printed?.timeNs !== undefined) core.push({ step: printed, ns: printed.timeNs });
  // Who waits for the others is the symptom, whenever its wait began.
  return [
    ...inOrder(core).map(({ step }) => step),
    ...rest,
    ...inOrder(joiners).map(({ step }) => step),
    ...endSteps(draft, left, trace),
  ];
}

interface Timed {
  readonly step: CauseStep;
  /** Undated steps have the time of the one before. */
  readonly ns: number;
}

function inOrder(steps: readonly Timed[]): Timed[] {
  return steps.toSorted((a, b) => a.ns - b.ns);
}

function livedSteps(
  told: readonly CauseStep[],
  life: GoroutineLife | undefined,
  of: { readonly label: string | undefined; readonly places: Places; readonly endNs: number },
): Timed[] {
  const label = of.label === undefined ? {} : { goroutine: of.label };
  const out: Timed[] = [];
  let ns = life?.createdNs ?? 0;
  const push = (
    what: string,
    timeNs: number,
    at: GoroutineLife["createdAt"],
    certainty: CauseCertainty = "direct",
  ): void => {
    ns = timeNs;
    const location = locationOf(at, "cause", of.places);
    const placed = location === undefined ? {} : { location };
    out.push({
      step: { what, ...label, timeNs: Math.round(timeNs), certainty, ...placed },
      ns,
    });
  };
  if (life?.createdNs !== undefined && life.test !== undefined) {
    const by = life.creatorGoid === undefined ? "" : ` by goroutine ${life.creatorGoid}`;
    push(`goroutine ${life.goid} is started${by}`, life.createdNs, life.createdAt);
  }
  for (const step of told) {
    const waits = life?.wait !== undefined && step.timeNs !== undefined;
    ns = Math.max(ns, step.timeNs ?? ns);
    const age = waits ? `: ${durationText(of.endNs - life.wait.fromNs)}, to the end` : "";
    const who = life === undefined || step.timeNs === undefined ? "" : `goroutine ${life.goid}: `;
    out.push({ step: { ...step, what: `${who}${step.what}${age}` }, ns });
    if (waits && life.wakes !== undefined) {
      const { count, lastNs, byGoid, byAt } = life.wakes;
      const by = byGoid === undefined ? "the runtime" : `goroutine ${byGoid}`;
      push(
        `woken here ${count === 1 ? "once" : `${count} times`} before, last by ${by}`,
        lastNs,
        byAt,
      );
    }
  }
  const { creatorWait } = life ?? {};
  if (creatorWait?.ended === true) {
    const by =
      creatorWait.by === undefined ? "a timer or the network" : `goroutine ${creatorWait.by}`;
    const took = durationText(creatorWait.toNs - creatorWait.fromNs);
    const isOther = life !== undefined && creatorWait.by !== life.goid;
    if (isOther) {
      push(
        `goroutine ${creatorWait.goid}, which started it, stops waiting (${creatorWait.reason}) after ${took}: ` +
          `${by} woke it, not goroutine ${life.goid}`,
        creatorWait.toNs,
        creatorWait.at,
      );
    }
  }
  return out;
}

/** How it ended for the test: it went away and left them, or it never came to its end. */
function endSteps(
  draft: DraftFinding,
  left: GoroutineLife | undefined,
  trace: TraceCauses,
): CauseStep[] {
  const test = left?.test;
  if (test === undefined || left === undefined) return [];
  // Its own wait stands among the steps.
  if (draft.goroutines.some(({ goid }) => goid === String(test.goid))) return [];
  const name = test.name === "" ? "the test" : shortSymbol(test.name);
  if (test.endedNs === undefined) {
    const what = `${name} (goroutine ${test.goid}) has not ended when the trace ends`;
    return [{ what, timeNs: Math.round(trace.endNs), certainty: "direct" }];
  }
  const alone = draft.goroutines.length === 1 ? `goroutine ${left.goid} is` : "its goroutines are";
  return [
    {
      what: `${name} ends; ${alone} left behind`,
      timeNs: Math.round(test.endedNs),
      certainty: "direct",
    },
  ];
}

/**
 * The last line that the finding's test printed before a time. `stuck`: nothing it waits for comes any more, so that where
 * there is none the first line after it tells as much: it came late through a pipe, or somebody else printed it.
 */
export function printedStep(
  { test }: DraftFinding,
  { printed }: TraceCauses,
  beforeNs: number | undefined,
  stuck = false,
): CauseStep | undefined {
  if (test === undefined || printed === undefined || beforeNs === undefined) return undefined;
  const { errorMs } = printed;
  const name = test.name.split("/", 1)[0] ?? "";
  const atMostNs = beforeNs + errorMs * 1e6;
  const before = lastLineBefore(printed, name, atMostNs);
  const line = before ?? (stuck ? firstLineAfter(printed, name, atMostNs) : undefined);
  if (line === undefined || line.timeNs < 0) return undefined;
  return {
    what: `${test.name} has printed "${line.text.slice(0, LINE_MAX)}" (to within ${durationText(errorMs * 1e6)})`,
    timeNs: Math.round(line.timeNs),
    certainty: "heuristic",
  };
}

const LINE_MAX = 120;
