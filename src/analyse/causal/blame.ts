// What causes of a test's time are made of: stretches of its path by goroutine, thresholds, and words for steps.
import type { CauseCertainty, TraceStep } from "../../model/trace-causes.ts";
import { GO } from "../../model/trace.ts";
import type { TraceInterner } from "../../model/trace-interner.ts";
import type { TraceSite } from "../../model/trace-documents.ts";
import { durationText } from "../../util/duration-text.ts";
import { shortSymbol } from "../../util/go-symbol.ts";
import { ownSite } from "../trace/site.ts";
import type { Cancellation } from "./cancellation.ts";
import type { ClusterHolds, HolderState } from "./lock-holds.ts";
import { type ActorIndex, NO_SEGMENT, type SegmentIndex, type Segments } from "./segments.ts";
import { stateName } from "./state-names.ts";

/** Below this part of a test's time, and below this time, nothing is said. */
export const SHARE_MIN = 0.4;
export const HELD_MIN_NS = 20_000_000;

export interface Stretch {
  readonly fromNs: number;
  readonly toNs: number;
}

/** The path's time by goroutine. */
export interface Blamed {
  readonly byActor: ReadonlyMap<ActorIndex, readonly Stretch[]>;
  /** The test had not ended: what its goroutines did stands in for a path. */
  readonly unfinished: boolean;
}

/** A test's own goroutine and how long it lived. */
export interface TestSpan {
  readonly root: ActorIndex;
  readonly spanNs: number;
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

/** How much of the stretches, which do not overlap, lies in the time given. */
export function overlap(
  stretches: readonly Stretch[] | undefined,
  fromNs: number,
  toNs: number,
): number {
  let ns = 0;
  for (const s of stretches ?? []) {
    ns += Math.max(0, Math.min(s.toNs, toNs) - Math.max(s.fromNs, fromNs));
  }
  return ns;
}

/** A step that the trace itself shows, unless `certainty` says otherwise. */
export function step(
  what: string,
  timeNs: number | undefined,
  who: number | undefined,
  at: TraceSite | undefined,
  certainty: CauseCertainty = "direct",
  does?: TraceStep["does"],
): TraceStep {
  return { what, goid: who, timeNs, at, certainty, ...(does === undefined ? {} : { does }) };
}

/** A step in which the time goes. */
export function slowStep(
  what: string,
  timeNs: number | undefined,
  who: number | undefined,
  at: TraceSite | undefined,
): TraceStep {
  return step(what, timeNs, who, at, "direct", "slow");
}

/** `goroutine 7`. */
export function goroutineWords({ actors }: Segments, actor: ActorIndex): string {
  return `goroutine ${actors[actor]?.goid ?? "?"}`;
}

/** `goroutine 7 (p.(*T).F)`: with what it was started with, where the trace shows that. */
export function namedGoroutine(segments: Segments, actor: ActorIndex): string {
  const name = segments.actors[actor]?.name ?? "";
  const words = goroutineWords(segments, actor);
  return name === "" ? words : `${words} (${shortSymbol(name)})`;
}

/** `sleeps 40.1 ms`, `waits 3.00 ms (chan send), 4 times`, `runs 5.00 ms`. */
export function doingWords(
  { interner }: TraceFacts,
  { state, reason, ns, count }: HolderState,
): string {
  const times = count > 1 ? `, ${count} times` : "";
  const word = interner.string(reason);
  const took = durationText(ns);
  if (state === GO.waiting) {
    if (word === "sleep") return `sleeps ${took}${times}`;
    return `waits ${took}${word === "" ? "" : ` (${word})`}${times}`;
  }
  if (state === GO.running) return `runs for ${took}`;
  if (state === GO.runnable) return `is ready and waits ${took} for a processor`;
  if (state === GO.syscall) return `is in a system call for ${took}${times}`;
  return `${stateName(state)} for ${took}`;
}

/** Own code of a state's stack; states in which a goroutine runs have none. */
export function siteOfState(
  { interner }: TraceFacts,
  { stack }: HolderState,
): TraceSite | undefined {
  return ownSite(interner.frames(stack));
}

/** The longest wait of a goroutine. */
function longestWait(segments: Segments, actor: ActorIndex): SegmentIndex {
  let best = NO_SEGMENT;
  let bestNs = 0;
  let at = segments.actors[actor]?.last ?? NO_SEGMENT;
  for (; at !== NO_SEGMENT; at = segments.previousOf(at)) {
    const ns = segments.endOf(at) - segments.startOf(at);
    if (segments.stateOf(at) === GO.waiting && ns > bestNs) [best, bestNs] = [at, ns];
  }
  return best;
}

/** The symptom: what the test's own goroutine did most of the time. */
export function symptomStep(facts: TraceFacts, { root, spanNs }: TestSpan): TraceStep | undefined {
  const { segments, interner } = facts;
  const row = longestWait(segments, root);
  if (row === NO_SEGMENT) return undefined;
  const ns = segments.endOf(row) - segments.startOf(row);
  const test = segments.actors[root]?.test?.name ?? "the test";
  const frames = interner.frames(segments.stackOf(row));
  const call = frames.find(({ func }) => /^sync\.|^context\./.test(func))?.func;
  const reason = call === undefined ? interner.string(segments.reasonOf(row)) : shortSymbol(call);
  return step(
    `${test} itself waits for ${durationText(ns)} of its ${durationText(spanNs)} (${reason})` +
      noteWords(facts, row),
    segments.startOf(row),
    segments.actors[root]?.goid,
    ownSite(frames),
  );
}

/** ` in region write of task upload (file=report.csv)`: what the program itself says of that time (runtime/trace). */
export function noteWords({ segments, interner }: TraceFacts, row: SegmentIndex): string {
  const note = segments.noteOf(row);
  if (note === undefined) return "";
  const [region, task, log] = [note.region, note.task, note.log].map((each) =>
    interner.string(each),
  );
  const within = task === "" ? "" : ` of task ${task ?? ""}`;
  return ` in region ${region ?? ""}${within}${log === "" ? "" : ` (${log ?? ""})`}`;
}

/** `29 %`, with the tests's time: `92 % of TestA's 1.2 s`. */
export function shareWords(facts: TraceFacts, share: number, { root, spanNs }: TestSpan): string {
  const test = facts.segments.actors[root]?.test?.name ?? "the test";
  return `${Math.round(100 * Math.min(1, share))} % of ${test}'s ${durationText(spanNs)}`;
}
