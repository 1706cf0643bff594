// A cancelled context as the cause of a test's time, or of a goroutine that was left: T0 cancelled, T1 woken and
// running, T2 ended or not.
import type { TestCause, TraceStep } from "../../model/trace-causes.ts";
import { durationText } from "../../util/duration-text.ts";
import { ownSite } from "../trace/site.ts";
import {
  type Blamed,
  doingWords,
  goroutineWords,
  HELD_MIN_NS,
  namedGoroutine,
  overlap,
  SHARE_MIN,
  shareWords,
  siteOfState,
  slowStep,
  step,
  symptomStep,
  type TestSpan,
  type TraceFacts,
} from "./blame.ts";
import type { Bystander, CancelledWait, Cancellation } from "./cancellation.ts";
import { statesBetween } from "./lock-holds.ts";
import { type ActorIndex, NO_SEGMENT, type Segments } from "./segments.ts";
import { testOf } from "./test-roots.ts";

const CHILDREN_MAX = 4;
const BYSTANDERS_MAX = 3;
const DOING_MIN = 0.1;

/** The cancellation's part of the path; undefined where nobody was late, and nobody was left. */
export function cancelCause(
  facts: TraceFacts,
  c: Cancellation,
  { byActor, unfinished }: Blamed,
  test: TestSpan,
): TestCause | undefined {
  const { segments } = facts;
  const own = segments.actors[test.root]?.test?.name;
  const [first] = c.children;
  if (first === undefined || own === undefined || testOf(segments, first.actor) !== own) {
    return undefined;
  }
  const late = c.children.filter(
    (w) => w.late || (facts.whole && !w.isTest && w.endedNs === undefined),
  );
  const ignoring = facts.whole ? c.bystanders.filter((b) => b.endedNs === undefined) : [];
  const onPath = late.reduce(
    (ns, w) => ns + overlap(byActor.get(w.actor), w.wokenNs, w.endedNs ?? segments.endNs),
    0,
  );
  const share = onPath / test.spanNs;
  const stuck = [
    ...late.filter((w) => w.endedNs === undefined).map((w) => w.actor),
    ...ignoring.map((b) => b.actor),
  ];
  const isLate = late.length > 0 && share >= SHARE_MIN && onPath >= HELD_MIN_NS;
  if (!isLate && stuck.length === 0) return undefined;
  const symptom = isLate ? symptomStep(facts, test) : undefined;
  return {
    pattern: isLate ? "cancel-late" : "cancel-ignored",
    certainty: isLate && !unfinished ? "direct" : "heuristic",
    share: Math.min(1, share),
    summary: isLate
      ? `${shareWords(facts, share, test)} went into ending after a context was cancelled: ` +
        lateWords(facts, c, late)
      : `after a context was cancelled, ${stuckWords(facts, stuck)} did not end.`,
    steps: [...cancelSteps(facts, c, late), ...(symptom === undefined ? [] : [symptom])],
    stuckGoids: isLate ? [] : stuck.map((a) => segments.actors[a]?.goid ?? -1),
  };
}

function lateWords(
  { segments }: TraceFacts,
  c: Cancellation,
  late: readonly CancelledWait[],
): string {
  const last = late.reduce((a, b) => ((b.endedNs ?? Infinity) > (a.endedNs ?? Infinity) ? b : a));
  const who = namedGoroutine(segments, last.actor);
  const ran = last.ranNs === undefined ? "" : `ran ${durationText(last.ranNs - c.firedNs)} later`;
  const end =
    last.endedNs === undefined
      ? "has not ended"
      : `ended only ${durationText(last.endedNs - c.firedNs)} later`;
  return `${who} ${ran === "" ? "" : `${ran} and `}${end}.`;
}

function stuckWords({ segments }: TraceFacts, stuck: readonly ActorIndex[]): string {
  const shown = stuck.slice(0, CHILDREN_MAX).map((actor) => goroutineWords(segments, actor));
  const more = stuck.length - shown.length;
  return `${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

/** T0, T1 and T2 of those that were late, and of some others; those that were not woken; who left before them. */
export function cancelSteps(
  facts: TraceFacts,
  c: Cancellation,
  late: readonly CancelledWait[],
): TraceStep[] {
  const { segments } = facts;
  const goid = segments.actors[c.by]?.goid;
  const shown = [...late, ...c.children.filter((w) => !w.isTest && !late.includes(w))]
    .slice(0, CHILDREN_MAX)
    .sort((a, b) => a.wokenNs - b.wokenNs);
  return [
    step(
      c.deadline
        ? "T0: a context's deadline fires"
        : `T0: ${goroutineWords(segments, c.by)} calls cancel${siblingWords(segments, c)}`,
      c.firedNs,
      goid,
      c.calledAt,
    ),
    ...shown.flatMap((w) => childSteps(facts, c, w)),
    ...c.bystanders.slice(0, BYSTANDERS_MAX).map((b) => bystanderStep(facts, c, b)),
    ...leftStep(facts, late),
  ];
}

/** Who cancels was started beside those whom it cancels: it ends the work of others, and perhaps should not. */
function siblingWords(segments: Segments, c: Cancellation): string {
  const creator = segments.actors[c.by]?.creator ?? NO_SEGMENT;
  if (creator === NO_SEGMENT || segments.actors[c.by]?.test !== undefined) return "";
  const by = segments.actorOf(creator);
  const beside = c.children.some((w) => {
    const other = segments.actors[w.actor]?.creator ?? NO_SEGMENT;
    return !w.isTest && w.actor !== c.by && other !== NO_SEGMENT && segments.actorOf(other) === by;
  });
  if (!beside) return "";
  return `, though ${goroutineWords(segments, by)}, not it, started those who work under the context`;
}

/** Who started a late goroutine has ended before it: what it released may still be in use. */
function leftStep({ segments }: TraceFacts, late: readonly CancelledWait[]): TraceStep[] {
  for (const w of late) {
    const creator = segments.actors[w.actor]?.creator ?? NO_SEGMENT;
    const parent = creator === NO_SEGMENT ? undefined : segments.actors[segments.actorOf(creator)];
    if (parent?.ended !== true) continue;
    const endedNs = segments.endOf(parent.last);
    if (endedNs >= (w.endedNs ?? segments.endNs)) continue;
    const longer = durationText((w.endedNs ?? segments.endNs) - endedNs);
    const what = `${namedGoroutine(segments, segments.actorOf(creator))} does not wait for it and ends`;
    const risk = `what it releases, ${goroutineWords(segments, w.actor)} may use for ${longer} more`;
    return [step(`${what}: ${risk}`, endedNs, parent.goid, undefined, "heuristic")];
  }
  return [];
}

/** T1 and T2 of one goroutine, and of a late one what it did between them. */
function childSteps(facts: TraceFacts, c: Cancellation, w: CancelledWait): TraceStep[] {
  const { segments } = facts;
  const after = (ns: number): string => `${durationText(ns - c.firedNs)} later`;
  const goid = segments.actors[w.actor]?.goid;
  const who = namedGoroutine(segments, w.actor);
  const ran = w.ranNs === undefined ? "did not run again" : `runs ${after(w.ranNs)}`;
  const end =
    w.endedNs === undefined
      ? "it has not ended when the trace ends"
      : `it ends, ${after(w.endedNs)}`;
  const below = w.depth > 1 ? ", through a context below" : "";
  if (!w.late && w.endedNs !== undefined) {
    const ends = `T2: ends ${after(w.endedNs)}`;
    return [step(`T1: ${who} is woken${below}, ${ran}; ${ends}`, w.wokenNs, goid, w.at)];
  }
  const untilNs = w.endedNs ?? segments.endNs;
  const sinceNs = w.ranNs ?? w.wokenNs;
  const last = segments.actors[w.actor]?.last;
  const did = last === undefined ? [] : statesBetween(segments, last, sinceNs, untilNs);
  return [
    step(`T1: ${who} is woken${below}, ${ran}`, w.wokenNs, goid, w.at),
    ...did
      .filter(({ ns }) => ns >= DOING_MIN * (untilNs - sinceNs))
      .slice(0, 2)
      .map((state) =>
        slowStep(`then it ${doingWords(facts, state)}`, sinceNs, goid, siteOfState(facts, state)),
      ),
    step(`T2: ${end}`, untilNs, goid, undefined),
  ];
}

function bystanderStep(facts: TraceFacts, c: Cancellation, b: Bystander): TraceStep {
  const { segments, interner } = facts;
  const end =
    b.endedNs === undefined
      ? "has not ended when the trace ends"
      : `ends ${durationText(b.endedNs - c.firedNs)} later`;
  return step(
    `${namedGoroutine(segments, b.actor)} is not woken by it and ${end}: it may not watch the context`,
    c.firedNs,
    segments.actors[b.actor]?.goid,
    ownSite(interner.frames(segments.stackOf(b.row))),
    "heuristic",
    "unwatched",
  );
}
