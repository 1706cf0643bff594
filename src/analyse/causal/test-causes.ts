// What held a test up, from its critical path, the locks and the cancelled contexts of the trace.
//
// (1) Lock: the part of the path's time in which the goroutine on the path held a lock that others waited for. From
//     `SHARE_MIN` of the test's span on, and `HELD_MIN_NS`, it is said; with hand-offs in a row it is a convoy.
// (2) Cancel: the part of the path's time in which a goroutine on it had been woken by a cancellation and had not
//     ended yet, `SHARE_MIN` and late. The same for one that never ended, whatever the share.
// (3) A test that had not ended has no path but its own wait. What its goroutines did during the wait stands in: a lock
//     that is handed on among them all the time is a reason to be slow, not a proof. So it is heuristic.
// (4) Below these nothing is said: programs that work share locks and wait for the last of their goroutines.
import type { StackFrame } from "../../model/race-report.ts";
import type { CauseStep, TestCause } from "../../model/trace-causes.ts";
import type { TraceSite } from "../../model/trace-documents.ts";
import { GO } from "../../model/trace.ts";
import type { TraceInterner } from "../../model/trace-interner.ts";
import { durationText } from "../../util/duration-text.ts";
import { ownSite, siteText } from "../trace/site.ts";
import type { Cancellation } from "./cancellation.ts";
import { type Charge, lifeOf, walkPath } from "./critical-path.ts";
import { type ClusterHolds, holderStates, type LockHold } from "./lock-holds.ts";
import { type ActorIndex, NO_SEGMENT, type Segments } from "./segments.ts";
import { stateName } from "./state-names.ts";
import { testOf } from "./test-roots.ts";

const SHARE_MIN = 0.4;
const HELD_MIN_NS = 20_000_000;
const STEPS_MAX = 8;
const CHARGES_MAX = 500_000;

interface Stretch {
  readonly fromNs: number;
  readonly toNs: number;
}

/** What is known of the whole trace. */
export interface TraceFacts {
  readonly segments: Segments;
  readonly interner: TraceInterner;
  readonly locks: readonly ClusterHolds[];
  readonly cancellations: readonly Cancellation[];
  /** Nothing was lost: what did not end by the trace's end is known not to have ended. */
  readonly whole: boolean;
}

/** Causes of the test whose own goroutine is `root`, the largest share first. */
export function causesOfTest(facts: TraceFacts, root: ActorIndex): TestCause[] {
  const { segments } = facts;
  const span = lifeOf(segments, root);
  const spanNs = span.toNs - span.fromNs;
  if (spanNs <= 0) return [];
  const path = pathByActor(segments, root);
  const causes = [
    ...facts.locks.map((holds) => lockCause(facts, holds, path, spanNs)),
    ...facts.cancellations.map((c) => cancelCause(facts, c, path, { root, spanNs })),
  ];
  return causes.filter((c) => c !== undefined).sort((a, b) => b.share - a.share);
}

interface Blamed {
  readonly byActor: ReadonlyMap<ActorIndex, readonly Stretch[]>;
  /** The test had not ended: what its goroutines did stands in for a path. */
  readonly unfinished: boolean;
}

/** The path's charges by goroutine, the latest first; see (3) for a test that had not ended. */
function pathByActor(segments: Segments, root: ActorIndex): Blamed {
  const span = lifeOf(segments, root);
  const byActor = new Map<ActorIndex, Stretch[]>();
  let count = 0;
  for (const charge of walkPath(segments, span)) {
    const long = charge.toNs - charge.fromNs >= SHARE_MIN * (span.toNs - span.fromNs);
    if (charge.waitEnd === "unfinished" && long) {
      const { fromNs, toNs } = charge;
      const family = familyOf(segments, root);
      return {
        byActor: new Map([...family].map((actor) => [actor, [{ fromNs, toNs }]])),
        unfinished: true,
      };
    }
    if (++count > CHARGES_MAX) break;
    add(byActor, segments.actorOf(charge.segment), charge);
  }
  return { byActor, unfinished: false };
}

/** The goroutine and all that it created, and they. */
function familyOf(segments: Segments, root: ActorIndex): Set<ActorIndex> {
  const family = new Set([root]);
  for (let i = root + 1; i < segments.actors.length; i++) {
    const creator = segments.actors[i]?.creator ?? NO_SEGMENT;
    if (creator !== NO_SEGMENT && family.has(segments.actorOf(creator)))
      family.add(i as ActorIndex);
  }
  return family;
}

function add(byActor: Map<ActorIndex, Stretch[]>, actor: ActorIndex, charge: Charge): void {
  const { fromNs, toNs } = charge;
  const known = byActor.get(actor);
  if (known === undefined) byActor.set(actor, [{ fromNs, toNs }]);
  else known.push({ fromNs, toNs });
}

/** How much of the stretches, which do not overlap, lies in the time given. */
function overlap(stretches: readonly Stretch[] | undefined, fromNs: number, toNs: number): number {
  let ns = 0;
  for (const s of stretches ?? []) {
    ns += Math.max(0, Math.min(s.toNs, toNs) - Math.max(s.fromNs, fromNs));
  }
  return ns;
}

function lockCause(
  facts: TraceFacts,
  holds: ClusterHolds,
  { byActor, unfinished }: Blamed,
  spanNs: number,
): TestCause | undefined {
  const onPath: { hold: LockHold; ns: number }[] = [];
  let total = 0;
  for (const hold of holds.holds) {
    const ns = overlap(byActor.get(hold.holder), hold.fromNs, hold.toNs);
    if (ns > 0) onPath.push({ hold, ns });
    total += ns;
  }
  const share = total / spanNs;
  if (share < SHARE_MIN || total < HELD_MIN_NS) return undefined;
  const [longest] = onPath.sort((a, b) => b.ns - a.ns);
  if (longest === undefined) return undefined;
  const sharedLines = holds.contradictions > 0;
  const convoy = holds.convoy !== undefined && !sharedLines;
  return {
    pattern: convoy ? "lock-convoy" : "slow-holder",
    certainty: sharedLines || unfinished ? "heuristic" : "direct",
    share: Math.min(1, share),
    steps: holdSteps(facts, longest.hold, {
      total,
      count: onPath.length,
      unfinished,
    }),
    stuckGoids: [],
  };
}

function holdSteps(
  { segments, interner }: TraceFacts,
  hold: LockHold,
  path: { readonly total: number; readonly count: number; readonly unfinished: boolean },
): CauseStep[] {
  const goidOf = (actor: ActorIndex): number | undefined => segments.actors[actor]?.goid;
  const released =
    hold.releasedAt === undefined ? "" : `, released at ${siteText(hold.releasedAt)}`;
  const steps: CauseStep[] = [
    {
      what:
        `a lock${released}: ${path.count} hold${path.count === 1 ? "" : "s"} take ` +
        `${durationText(path.total)} of the test's ` +
        `${path.unfinished ? "time" : "critical path"}; the longest lasts at least ` +
        durationText(hold.toNs - hold.fromNs),
      goid: goidOf(hold.holder),
      timeNs: hold.fromNs,
      at: frameOf(hold.releasedAt),
    },
  ];
  const [did] = holderStates(segments, hold);
  if (did !== undefined) {
    const at = ownSite(interner.frames(did.stack));
    const reason = interner.string(did.reason);
    const what = did.state === GO.waiting && reason !== "" ? reason : stateName(did.state);
    steps.push({
      what: `meanwhile the holder: ${what}, ${durationText(did.ns)}${at === undefined ? "" : ` at ${siteText(at)}`}`,
      goid: goidOf(hold.holder),
      timeNs: hold.fromNs,
      at: frameOf(at),
    });
  }
  for (const w of hold.waiters.slice(0, STEPS_MAX - steps.length - 1)) {
    steps.push({
      what: `goroutine ${goidOf(w.actor) ?? "?"} waits for it`,
      goid: goidOf(w.actor),
      timeNs: w.parkNs,
      at: frameOf(w.at),
    });
  }
  steps.push({
    what: `released; ${hold.queued} still wait`,
    goid: goidOf(hold.holder),
    timeNs: hold.toNs,
    at: frameOf(hold.releasedAt),
  });
  return steps;
}

function cancelCause(
  facts: TraceFacts,
  c: Cancellation,
  { byActor, unfinished }: Blamed,
  test: { readonly root: ActorIndex; readonly spanNs: number },
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
  return {
    pattern: isLate ? "cancel-late" : "cancel-ignored",
    certainty: isLate && !unfinished ? "direct" : "heuristic",
    share: Math.min(1, share),
    steps: cancelSteps(facts, c),
    stuckGoids: isLate ? [] : stuck.map((a) => segments.actors[a]?.goid ?? -1),
  };
}

function cancelSteps({ segments, interner }: TraceFacts, c: Cancellation): CauseStep[] {
  const goidOf = (actor: ActorIndex): number | undefined => segments.actors[actor]?.goid;
  const called = c.calledAt === undefined ? "" : ` at ${siteText(c.calledAt)}`;
  const steps: CauseStep[] = [
    {
      what: c.deadline ? "T0: a context's deadline fired" : `T0: cancel was called${called}`,
      goid: goidOf(c.by),
      timeNs: c.firedNs,
      at: frameOf(c.calledAt),
    },
  ];
  const delay = (ns: number): string => `+${durationText(ns - c.firedNs)}`;
  for (const w of c.children.filter((child) => !child.isTest).slice(0, STEPS_MAX / 2)) {
    const ran = w.ranNs === undefined ? "did not run" : `ran ${delay(w.ranNs)}`;
    const end = w.endedNs === undefined ? "did not end" : `ended ${delay(w.endedNs)}`;
    steps.push({
      what: `T1: goroutine ${goidOf(w.actor) ?? "?"} was woken ${delay(w.wokenNs)}, ${ran}; T2: ${end}`,
      goid: goidOf(w.actor),
      timeNs: w.wokenNs,
      at: frameOf(w.at),
    });
  }
  for (const b of c.bystanders.slice(0, STEPS_MAX / 2 - 1)) {
    const at = ownSite(interner.frames(segments.stackOf(b.row)));
    const end = b.endedNs === undefined ? "did not end" : `ended ${delay(b.endedNs)}`;
    steps.push({
      what: `goroutine ${goidOf(b.actor) ?? "?"} was not woken by it and ${end}: it may not observe the context`,
      goid: goidOf(b.actor),
      timeNs: c.firedNs,
      at: frameOf(at),
    });
  }
  return steps;
}

function frameOf(site: TraceSite | undefined): StackFrame | undefined {
  return site;
}
