// A lock that others waited for, as the cause of a test's time: who held it, what the holder did, who waited.
import type { TestCause, TraceStep } from "../../model/trace-causes.ts";
import { durationText } from "../../util/duration-text.ts";
import { siteText } from "../trace/site.ts";
import {
  type Blamed,
  doingWords,
  goroutineWords,
  HELD_MIN_NS,
  namedGoroutine,
  noteWords,
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
import { type ClusterHolds, holderStates, type LockHold } from "./lock-holds.ts";
import type { LockWait } from "./lock-waits.ts";

/** What the holder did for less than this part of the hold is left out. */
const DOING_MIN = 0.2;
const NEAR = 0.75;
/** Holds shorter than this part of the longest are not counted as holds of its kind. */
const SHORT = 0.1;
const PLACES_MAX = 3;
const NAMES_MAX = 4;

interface OnPath {
  readonly hold: LockHold;
  readonly ns: number;
}

/** The lock's part of the path; undefined where it is not worth a word. */
export function lockCause(
  facts: TraceFacts,
  holds: ClusterHolds,
  { byActor, unfinished }: Blamed,
  test: TestSpan,
): TestCause | undefined {
  const onPath: OnPath[] = [];
  let total = 0;
  for (const hold of holds.holds) {
    const ns = overlap(byActor.get(hold.holder), hold.fromNs, hold.toNs);
    if (ns > 0) onPath.push({ hold, ns });
    total += ns;
  }
  const share = total / test.spanNs;
  if (share < SHARE_MIN || total < HELD_MIN_NS) return undefined;
  const [longest] = onPath.sort((a, b) => b.ns - a.ns);
  if (longest === undefined) return undefined;
  // One whose beginning is known shows more.
  const shown = onPath.find((one) => isNear(one, longest) && one.hold.acquired !== undefined);
  const sharedLines = holds.contradictions > 0;
  const convoy = holds.convoy !== undefined && !sharedLines;
  const symptom = symptomStep(facts, test);
  return {
    pattern: patternOf(longest.hold, convoy),
    certainty: sharedLines || unfinished ? "heuristic" : "direct",
    share: Math.min(1, share),
    summary: summaryOf(facts, holds, { onPath, share, unfinished }, test),
    steps: [
      ...holdSteps(facts, (shown ?? longest).hold),
      ...(symptom === undefined ? [] : [symptom]),
    ],
    stuckGoids: [],
  };
}

function patternOf(longest: LockHold, convoy: boolean): string {
  if (isOnce(longest)) return "once-init-wait";
  if (longest.shared) return "rwmutex-writer-starvation";
  return convoy ? "lock-convoy" : "slow-holder";
}

/** Who runs a Once's function holds the Once's Mutex meanwhile. */
function isOnce({ waiters: [first] }: LockHold): boolean {
  return first?.kind === "Once";
}

/** Not much shorter than the longest. */
function isNear(one: OnPath, longest: OnPath): boolean {
  return one.ns >= NEAR * longest.ns;
}

function summaryOf(
  facts: TraceFacts,
  holds: ClusterHolds,
  path: {
    readonly onPath: readonly OnPath[];
    readonly share: number;
    readonly unfinished: boolean;
  },
  test: TestSpan,
): string {
  const { onPath, share, unfinished } = path;
  const [longest] = onPath;
  const long = onPath.filter(({ ns }) => ns >= SHORT * (longest?.ns ?? 0));
  const holders = new Set(long.map(({ hold }) => hold.holder)).size;
  const longestNs = longest === undefined ? 0 : longest.hold.toNs - longest.hold.fromNs;
  const waiting = onPath.reduce((most, { hold }) => Math.max(most, hold.waiters.length), 0);
  const one = long.length === 1;
  const others = waiting === 1 ? "while another one waits." : `while up to ${waiting} others wait.`;
  const whole = `${shareWords(facts, share, test)}${unfinished ? ", which is not over," : ""}`;
  if (one && longest !== undefined && isOnce(longest.hold)) {
    return `${whole} is the function of a sync.Once, run by one goroutine for at least ${durationText(longestNs)}, ${others}`;
  }
  if (longest?.hold.shared === true) {
    const times = one ? "is a time" : `are ${long.length} times`;
    return (
      `${whole} ${times} in which a writer waited for readers of an RWMutex to leave ` +
      `(the last of them ${holders === 1 ? "one goroutine" : `${holders} goroutines in turn`}), ` +
      `the longest ${durationText(longestNs)}.`
    );
  }
  const lock = holds.contradictions > 0 ? "locks that share these lines" : "one lock";
  return (
    `${whole} ${one ? "is a hold" : `are ${long.length} holds`} of ${lock} by ` +
    `${holders === 1 ? "one goroutine" : `${holders} goroutines in turn`}, ` +
    `${one ? "for" : "the longest"} ${durationText(longestNs)}, ${others}`
  );
}

function holdSteps(facts: TraceFacts, hold: LockHold): TraceStep[] {
  const { segments } = facts;
  const goid = segments.actors[hold.holder]?.goid;
  const heldNs = hold.toNs - hold.fromNs;
  const { acquired } = hold;
  const [next, ...others] = hold.waiters;
  const once = isOnce(hold);
  return [
    acquired === undefined
      ? step(
          `${namedGoroutine(segments, hold.holder)} ` +
            `${once ? "runs the function of a sync.Once" : hold.shared ? "reads under the lock" : "holds the lock"}, ` +
            "at the latest from now on",
          hold.fromNs,
          goid,
          undefined,
        )
      : step(
          `${namedGoroutine(segments, hold.holder)} gets the lock`,
          hold.fromNs,
          goid,
          acquired.at,
        ),
    ...holderStates(segments, hold)
      .filter(({ ns }) => ns >= DOING_MIN * heldNs)
      .slice(0, 2)
      .map((did) =>
        slowStep(
          `${once ? "in it" : "with the lock"} it ${doingWords(facts, did)}`,
          hold.fromNs,
          goid,
          siteOfState(facts, did),
        ),
      ),
    ...waiterSteps(facts, hold),
    step(
      `${once ? "has done it" : hold.shared ? "leaves as the last reader" : "releases it"} after ${acquired === undefined ? "at least " : ""}${durationText(heldNs)}` +
        (next === undefined ? "" : `; ${goroutineWords(segments, next.actor)} is next`) +
        (others.length === 0 ? "" : `, ${hold.queued} still wait`),
      hold.toNs,
      goid,
      hold.releasedAt,
    ),
  ];
}

/** Waiters of one place are one step, with the time in which they all waited for this hold. */
function waiterSteps(facts: TraceFacts, hold: LockHold): TraceStep[] {
  const { segments } = facts;
  const places = new Map<string, LockWait[]>();
  for (const w of hold.waiters) {
    const at = siteText(w.at);
    const known = places.get(at);
    if (known === undefined) places.set(at, [w]);
    else known.push(w);
  }
  return [...places.values()].slice(0, PLACES_MAX).map((waits) => {
    const first = waits.reduce((a, b) => (b.parkNs < a.parkNs ? b : a));
    const goids = waits.map(({ actor }) => segments.actors[actor]?.goid ?? -1);
    const sumNs = waits.reduce((sum, w) => sum + hold.toNs - Math.max(w.parkNs, hold.fromNs), 0);
    const shown = goids.slice(0, NAMES_MAX).join(", ");
    const more = goids.length > NAMES_MAX ? ` and ${goids.length - NAMES_MAX} more` : "";
    const one = goids.length === 1;
    const since = first.parkNs < hold.fromNs ? " (some since before)" : "";
    return step(
      `goroutine${one ? "" : "s"} ${shown}${more} ${one ? "waits" : "wait"} for it meanwhile, ` +
        `${durationText(sumNs)}${one ? "" : " together"}${one ? "" : since}${noteWords(facts, first.row)}`,
      Math.max(first.parkNs, hold.fromNs),
      segments.actors[first.actor]?.goid,
      first.at,
    );
  });
}
