// Cancellations after which a test had to wait for a goroutine under the context, whether the test failed or not.
//
// (1) Only tests that ended, and of cancellations those that woke one of the test's goroutines: all times are in the trace.
// (2) What counts is the time after the cancellation (for those that were woken: after they ran again) in which the
//     goroutine itself was on the test's critical path and did something: it ran, slept, or waited for something from
//     outside. That it waited for a processor, or for another goroutine, is not its doing.
// (3) Below `HELD_MIN_NS` and `SHARE_MIN` of the test's time nothing is said, as for causes.
// (4) Goroutines that were not woken only may ignore the context; whoever has their source decides.
import type { CancelDelay, DelayedGoroutine } from "../../model/cancel-delay.ts";
import type { StackFrame } from "../../model/race-report.ts";
import { type Frame, GO, type TraceSummary } from "../../model/trace.ts";
import type { TraceInterner } from "../../model/trace-interner.ts";
import { durationText } from "../../util/duration-text.ts";
import { ownSite } from "../trace/site.ts";
import {
  HELD_MIN_NS,
  namedGoroutine,
  overlap,
  SHARE_MIN,
  shareWords,
  type Stretch,
  symptomStep,
  type TraceFacts,
} from "./blame.ts";
import { cancelSteps } from "./cancel-cause.ts";
import { type Cancellation, cancellationsOf } from "./cancellation.ts";
import { TimeAxis } from "./clock.ts";
import { lifeOf, walkPath } from "./critical-path.ts";
import { type ActorIndex, NO_STACK, type SegmentIndex, type Segments } from "./segments.ts";
import { testRootOf } from "./test-roots.ts";

const DELAYS_MAX = 200;
const BESIDE_MAX = 4;

type Owner = Pick<CancelDelay, "artifact" | "package" | "startedWallMs" | "clockErrorMs">;

/** The late cancellations of a trace, in its order. */
export function cancelDelaysOf(
  owner: Pick<Owner, "artifact" | "package">,
  trace: {
    readonly segments: Segments;
    readonly interner: TraceInterner;
    readonly summary: TraceSummary;
  },
): CancelDelay[] {
  const { segments, interner, summary } = trace;
  const cancellations = cancellationsOf(segments, interner);
  const facts: TraceFacts = { segments, interner, locks: [], cancellations, whole: false };
  const axis = TimeAxis.of(segments.clocks, summary);
  const of: Owner = { ...owner, startedWallMs: axis?.wallMs(0), clockErrorMs: axis?.errorMs };
  const work = new Map<ActorIndex, WorkOnPath>();
  const delays: CancelDelay[] = [];
  for (const c of cancellations) {
    const [first] = c.children;
    const root = first === undefined ? undefined : testRootOf(segments, first.actor);
    const known = root === undefined ? undefined : segments.actors[root];
    if (root === undefined || known?.ended !== true || (known.test?.name ?? "") === "") continue;
    // Nobody who ended soon can have cost as much.
    if (!c.children.some((w) => w.late) && c.bystanders.length === 0) continue;
    let own = work.get(root);
    if (own === undefined) work.set(root, (own = workOnPath(segments, root)));
    delays.push(...delaysOf(facts, c, { root, work: own }, of));
    if (delays.length >= DELAYS_MAX) break;
  }
  return delays;
}

type WorkOnPath = ReadonlyMap<ActorIndex, readonly Stretch[]>;

interface OfTest {
  readonly root: ActorIndex;
  readonly work: WorkOnPath;
}

/** The path's stretches by goroutine, without those in which it only waited for a processor. */
function workOnPath(segments: Segments, root: ActorIndex): WorkOnPath {
  const byActor = new Map<ActorIndex, Stretch[]>();
  for (const { segment, fromNs, toNs } of walkPath(segments, lifeOf(segments, root))) {
    if (segments.stateOf(segment) === GO.runnable) continue;
    const actor = segments.actorOf(segment);
    const known = byActor.get(actor);
    if (known === undefined) byActor.set(actor, [{ fromNs, toNs }]);
    else known.push({ fromNs, toNs });
  }
  return byActor;
}

interface Slow extends DelayedGoroutine {
  readonly actor: ActorIndex;
  readonly onPathNs: number;
}

function delaysOf(facts: TraceFacts, c: Cancellation, test: OfTest, of: Owner): CancelDelay[] {
  const late: Slow[] = [];
  const beside: DelayedGoroutine[] = [];
  for (const { actor, row, wokenNs, ranNs, endedNs, isTest, late: isLate } of c.children) {
    if (isTest || endedNs === undefined) continue;
    const onPathNs = overlap(test.work.get(actor), ranNs ?? wokenNs, endedNs);
    const told = { ...goroutineOf(facts, actor, row), wokenNs, ranNs, endedNs };
    if (isLate && onPathNs > 0) late.push({ ...told, actor, onPathNs });
    else if (beside.length < BESIDE_MAX) beside.push(told);
  }
  const cancelledNs = c.children[0]?.wokenNs ?? c.firedNs;
  const ignoring = c.bystanders.flatMap(({ actor, row, endedNs }): Slow[] => {
    if (endedNs === undefined) return [];
    const onPathNs = overlap(test.work.get(actor), cancelledNs, endedNs);
    const told = goroutineOf(facts, actor, row);
    const times = { wokenNs: undefined, ranNs: undefined, endedNs };
    return onPathNs > 0 ? [{ ...told, ...times, actor, onPathNs }] : [];
  });
  const both = [
    delayOf(facts, c, test, { pattern: "cancel-late", slow: late, beside }, of),
    delayOf(facts, c, test, { pattern: "cancel-ignored", slow: ignoring, beside }, of),
  ];
  return both.filter((delay) => delay !== undefined);
}

function delayOf(
  facts: TraceFacts,
  c: Cancellation,
  { root }: OfTest,
  found: {
    readonly pattern: CancelDelay["pattern"];
    readonly slow: readonly Slow[];
    readonly beside: readonly DelayedGoroutine[];
  },
  of: Owner,
): CancelDelay | undefined {
  const { segments } = facts;
  const { fromNs, toNs } = lifeOf(segments, root);
  const spanNs = toNs - fromNs;
  const { pattern, beside } = found;
  const slow = found.slow.toSorted((a, b) => b.onPathNs - a.onPathNs);
  const onPathNs = slow.reduce((ns, g) => ns + g.onPathNs, 0);
  const [first] = slow;
  if (first === undefined || onPathNs < HELD_MIN_NS || onPathNs < SHARE_MIN * spanNs)
    return undefined;
  const actors = new Set(slow.map(({ actor }) => actor));
  const told: Cancellation = {
    ...c,
    bystanders: pattern === "cancel-late" ? [] : c.bystanders.filter((b) => actors.has(b.actor)),
  };
  const late = c.children.filter((w) => pattern === "cancel-late" && actors.has(w.actor));
  const symptom = symptomStep(facts, { root, spanNs });
  const share = shareWords(facts, onPathNs / spanNs, { root, spanNs });
  const who = namedGoroutine(segments, first.actor);
  const after = durationText(first.endedNs - c.firedNs);
  return {
    ...of,
    test: segments.actors[root]?.test?.name ?? "",
    spanNs,
    pattern,
    deadline: c.deadline,
    firedNs: c.firedNs,
    calledAt: c.calledAt,
    onPathNs,
    goroutines: slow,
    beside,
    summary:
      pattern === "cancel-late"
        ? `${share} went into ending after a context was cancelled: ${who} ended only ${after} later.`
        : `${share} went by after a context was cancelled, on ${who}, which it did not wake, and which ended ${after} later.`,
    steps: [...cancelSteps(facts, told, late), ...(symptom === undefined ? [] : [symptom])],
  };
}

function goroutineOf(
  { segments, interner }: TraceFacts,
  actor: ActorIndex,
  row: SegmentIndex,
): Pick<DelayedGoroutine, "goid" | "name" | "frames" | "at" | "creation"> {
  const known = segments.actors[actor];
  const frames = interner.frames(segments.stackOf(row));
  return {
    goid: known?.goid ?? -1,
    name: known?.name ?? "",
    frames: frames.map(frameOf),
    at: ownSite(frames),
    creation: interner.frames(known?.creation ?? NO_STACK).map(frameOf),
  };
}

function frameOf({ func, file, line }: Frame): StackFrame {
  return { function: func, file, line };
}
