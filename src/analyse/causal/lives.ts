// The life of single goroutines: created by whom, what they waited for at last and since when, who woke them there
// before, and what became of the goroutine and the test that started them.
import { type Frame, GO } from "../../model/trace.ts";
import type { GoroutineLife, LifeWait } from "../../model/trace-causes.ts";
import type { TraceInterner } from "../../model/trace-interner.ts";
import { ownSite } from "../trace/site.ts";
import {
  type ActorIndex,
  NO_SEGMENT,
  NO_STACK,
  type SegmentIndex,
  type Segments,
} from "./segments.ts";
import { testRootOf } from "./test-roots.ts";

/** Rows of one goroutine that are looked back through. */
const ROWS_MAX = 200_000;

/** Lives of the goroutines with these goids, as far as the trace knows them. */
export function livesOf(
  segments: Segments,
  interner: TraceInterner,
  goids: ReadonlySet<number>,
): ReadonlyMap<number, GoroutineLife> {
  const lives = new Map<number, GoroutineLife>();
  if (goids.size === 0) return lives;
  for (const [index, { goid }] of segments.actors.entries()) {
    if (goids.has(goid)) lives.set(goid, lifeStory(segments, interner, index as ActorIndex));
  }
  return lives;
}

function lifeStory(segments: Segments, interner: TraceInterner, actor: ActorIndex): GoroutineLife {
  const known = segments.actors[actor];
  const last = known?.last ?? NO_SEGMENT;
  const creatorRow = known?.creator ?? NO_SEGMENT;
  const creation = interner.frames(known?.creation ?? NO_STACK);
  const creator = creatorRow === NO_SEGMENT ? undefined : segments.actorOf(creatorRow);
  const root = testRootOf(segments, actor);
  const test = root === undefined ? undefined : segments.actors[root];
  return {
    goid: known?.goid ?? -1,
    name: known?.name ?? "",
    createdNs: known?.created === true ? known.startNs : undefined,
    creatorGoid: creator === undefined ? undefined : segments.actors[creator]?.goid,
    createdAt: ownSite(creation),
    endedNs: known?.ended === true ? segments.endOf(last) : undefined,
    ...presentOf(segments, interner, last),
    creatorWait:
      creator === undefined || known === undefined
        ? undefined
        : waitOfCreator(segments, interner, { creator, creation, afterNs: known.startNs }),
    test:
      test === undefined || test === known
        ? undefined
        : {
            name: test.test?.name ?? "",
            goid: test.goid,
            endedNs: test.ended ? segments.endOf(test.last) : undefined,
          },
  };
}

/** What it does at last, and how often it was woken at that place before. */
function presentOf(
  segments: Segments,
  interner: TraceInterner,
  last: SegmentIndex,
): Pick<GoroutineLife, "state" | "wait" | "wakes" | "runs"> {
  const waits = segments.stateOf(last) === GO.waiting;
  const stack = segments.stackOf(last);
  const runs: { fromNs: number; toNs: number }[] = [];
  let wakes: GoroutineLife["wakes"];
  let at = last;
  for (let rows = 0; at !== NO_SEGMENT && rows < ROWS_MAX; rows++, at = segments.previousOf(at)) {
    const state = segments.stateOf(at);
    if (state === GO.running && runs.length < RUNS_MAX) {
      runs.push({ fromNs: segments.startOf(at), toNs: segments.endOf(at) });
    }
    if (!waits || at === last || state !== GO.waiting || segments.stackOf(at) !== stack) continue;
    if (stack === NO_STACK) continue;
    wakes =
      wakes === undefined
        ? { count: 1, ...wakeOf(segments, interner, at) }
        : { ...wakes, count: wakes.count + 1 };
  }
  return {
    state: segments.stateOf(last),
    wait: waits ? waitAt(segments, interner, last) : undefined,
    wakes,
    runs: runs.reverse(),
  };
}

const RUNS_MAX = 1_000;

function waitAt(segments: Segments, interner: TraceInterner, row: SegmentIndex): LifeWait {
  return {
    reason: interner.string(segments.reasonOf(row)),
    frames: interner.frames(segments.stackOf(row)).map(frameOf),
    at: ownSite(interner.frames(segments.stackOf(row))),
    fromNs: segments.startOf(row),
    toNs: segments.endOf(row),
  };
}

function frameOf({ func, file, line }: Frame): LifeWait["frames"][number] {
  return { function: func, file, line };
}

function wakeOf(
  segments: Segments,
  interner: TraceInterner,
  row: SegmentIndex,
): { lastNs: number; byGoid: number | undefined; byAt: LifeWait["at"] } {
  const waker = segments.wakerOf(row);
  return {
    lastNs: segments.endOf(row),
    byGoid: waker === NO_SEGMENT ? undefined : segments.actors[segments.actorOf(waker)]?.goid,
    byAt: waker === NO_SEGMENT ? undefined : ownSite(interner.frames(segments.wakeStackOf(row))),
  };
}

/**
 * The first wait of the creator after the creation, in the very function with the go statement: there it may have
 * waited for what it started.
 */
function waitOfCreator(
  segments: Segments,
  interner: TraceInterner,
  of: {
    readonly creator: ActorIndex;
    readonly creation: readonly Frame[];
    readonly afterNs: number;
  },
): GoroutineLife["creatorWait"] {
  const made = of.creation.find(({ func }) => !func.startsWith("runtime."))?.func;
  const last = segments.actors[of.creator]?.last ?? NO_SEGMENT;
  let found = NO_SEGMENT;
  let at = last;
  for (let rows = 0; at !== NO_SEGMENT && rows < ROWS_MAX; rows++, at = segments.previousOf(at)) {
    if (segments.startOf(at) < of.afterNs) break;
    if (segments.stateOf(at) !== GO.waiting) continue;
    if (ownSite(interner.frames(segments.stackOf(at)))?.function === made) found = at;
  }
  if (found === NO_SEGMENT) return undefined;
  const open = found === last;
  return {
    ...waitAt(segments, interner, found),
    goid: segments.actors[of.creator]?.goid ?? -1,
    ...(open ? { ended: false } : { ended: true, by: wakeOf(segments, interner, found).byGoid }),
  };
}
