// Cancelled contexts in a trace: when a deadline fired, who cancelled, who was woken by it, ran, and ended.
//
// (1) A wait that ends inside context.(*cancelCtx).cancel was for the context's Done. All waits that one goroutine
//     ends from one place, one after the other, belong to one cancellation; each further cancelCtx.cancel frame is a
//     context below the cancelled one.
// (2) Where the goroutine that cancels is the function of the context's timer, the deadline fired when it came to be.
// (3) Who was woken ran, and ended or did not: these times are in the trace. Whether it should have ended is not, so
//     late is only who ended, and later than `LATE_MIN_NS` after it ran.
// (4) Who was created by the same goroutine as one that was woken (or by the test that was), was not woken, and lived
//     on for that long *may* ignore the context, or have nothing to do with it: a candidate.
// A cancellation for which nobody waits, and one that is polled by Err, leaves nothing in a trace.
import { GO } from "../../model/trace.ts";
import type { TraceSite } from "../../model/trace-documents.ts";
import type { StackIndex, TraceInterner } from "../../model/trace-interner.ts";
import { ownSite } from "../trace/site.ts";
import { type ActorIndex, NO_SEGMENT, type SegmentIndex, type Segments } from "./segments.ts";

export interface CancelledWait {
  readonly row: SegmentIndex;
  readonly actor: ActorIndex;
  readonly at: TraceSite | undefined;
  /** 1 = the cancelled context itself. */
  readonly depth: number;
  readonly wokenNs: number;
  ranNs: number | undefined;
  /** Undefined: it had not ended when the trace did. */
  readonly endedNs: number | undefined;
  /** A test's own goroutine: it was not to end with the context. */
  readonly isTest: boolean;
  readonly late: boolean;
}

export interface Bystander {
  readonly actor: ActorIndex;
  /** What it was in when the context was cancelled. */
  readonly row: SegmentIndex;
  readonly endedNs: number | undefined;
}

export interface Cancellation {
  readonly by: ActorIndex;
  /** The context's timer cancelled; else a call. */
  readonly deadline: boolean;
  /** When the timer fired; a call's time is that of the first wake. */
  readonly firedNs: number;
  readonly calledAt: TraceSite | undefined;
  readonly children: readonly CancelledWait[];
  /** Candidates for having ignored it. */
  readonly bystanders: readonly Bystander[];
}

/** Ends and lives below this after a cancellation are usual. */
export const LATE_MIN_NS = 10_000_000;
const CANCELLATIONS_MAX = 10_000;
const BYSTANDERS_MAX = 50;
const CANCEL = "context.(*cancelCtx).cancel";
/** The function of the timer: WithDeadline until Go 1.20, WithDeadlineCause since. */
const TIMER = /^context\.WithDeadline(?:Cause)?\.func\d+$/;

interface Shape {
  readonly depth: number;
  readonly calledAt: TraceSite | undefined;
  /** Everything outside of package context. */
  readonly caller: string;
}

interface Draft {
  readonly by: ActorIndex;
  readonly caller: string;
  readonly calledAt: TraceSite | undefined;
  readonly children: CancelledWait[];
}

/** Cancellations in the order of time. */
export function cancellationsOf(segments: Segments, interner: TraceInterner): Cancellation[] {
  const drafts = draftsOf(segments, interner);
  const byCreator = bystanderIndex(segments, drafts);
  const rows = new RowsInTime(segments);
  return drafts.map((draft) => {
    const actor = segments.actors[draft.by];
    const deadline = actor !== undefined && TIMER.test(actor.name);
    const cancelNs = draft.children[0]?.wokenNs ?? 0;
    return {
      by: draft.by,
      deadline,
      firedNs: deadline ? actor.startNs : cancelNs,
      calledAt: deadline ? undefined : draft.calledAt,
      children: draft.children,
      bystanders: bystandersOf(segments, draft, cancelNs, byCreator, rows),
    };
  });
}

function draftsOf(segments: Segments, interner: TraceInterner): Draft[] {
  const shapes = new Map<StackIndex, Shape | undefined>();
  const wakes: { row: SegmentIndex; shape: Shape }[] = [];
  const ran = new Map<ActorIndex, CancelledWait>();
  for (let i = 0; i < segments.length; i++) {
    const row = i as SegmentIndex;
    if (segments.stateOf(row) !== GO.waiting || segments.wakerOf(row) === NO_SEGMENT) continue;
    const stack = segments.wakeStackOf(row);
    if (!shapes.has(stack)) shapes.set(stack, shapeOf(interner, stack));
    const shape = shapes.get(stack);
    if (shape !== undefined) wakes.push({ row, shape });
  }
  wakes.sort((a, b) => segments.endOf(a.row) - segments.endOf(b.row));
  const drafts: Draft[] = [];
  const lastBy = new Map<ActorIndex, Draft>();
  const children = new Map<SegmentIndex, CancelledWait>();
  for (const { row, shape } of wakes) {
    const by = segments.actorOf(segments.wakerOf(row));
    let draft = lastBy.get(by);
    // A second call from the same line cannot wake anybody again: a cancelled context has no waiters.
    if (draft?.caller !== shape.caller) {
      if (drafts.length >= CANCELLATIONS_MAX) break;
      draft = { by, caller: shape.caller, calledAt: shape.calledAt, children: [] };
      drafts.push(draft);
      lastBy.set(by, draft);
    }
    const child = childOf(segments, interner, row, shape.depth);
    draft.children.push(child);
    children.set(row, child);
  }
  for (let i = 0; i < segments.length; i++) {
    const row = i as SegmentIndex;
    const actor = segments.actorOf(row);
    const child = children.get(row);
    if (child !== undefined) ran.set(actor, child);
    else if (segments.stateOf(row) === GO.running) {
      const woken = ran.get(actor);
      if (woken !== undefined) woken.ranNs = segments.startOf(row);
      ran.delete(actor);
    }
  }
  return drafts;
}

function shapeOf(interner: TraceInterner, stack: StackIndex): Shape | undefined {
  const frames = interner.frames(stack);
  const depth = frames.filter(({ func }) => func === CANCEL).length;
  if (depth === 0) return undefined;
  const outside = frames.filter(({ func }) => !func.startsWith("context."));
  const caller = outside.map(({ func, line }) => `${func}:${line}`).join("<");
  return { depth, caller, calledAt: ownSite(outside) };
}

function childOf(
  segments: Segments,
  interner: TraceInterner,
  row: SegmentIndex,
  depth: number,
): CancelledWait {
  const actor = segments.actorOf(row);
  const wokenNs = segments.endOf(row);
  const endedNs = endOf(segments, actor);
  const isTest = segments.actors[actor]?.test !== undefined;
  return {
    row,
    actor,
    at: ownSite(interner.frames(segments.stackOf(row))),
    depth,
    wokenNs,
    ranNs: undefined,
    endedNs,
    isTest,
    late: !isTest && endedNs !== undefined && endedNs - wokenNs >= LATE_MIN_NS,
  };
}

function endOf(segments: Segments, actor: ActorIndex): number | undefined {
  const known = segments.actors[actor];
  return known?.ended === true ? segments.endOf(known.last) : undefined;
}

/** A goroutine's rows in the order of time: one that runs for ever has very many to look back over each time. */
class RowsInTime {
  readonly #segments: Segments;
  readonly #known = new Map<ActorIndex, readonly SegmentIndex[]>();

  constructor(segments: Segments) {
    this.#segments = segments;
  }

  /** The row in which it was just before the time; none: not yet alive. */
  before(actor: ActorIndex, timeNs: number): SegmentIndex {
    const rows = this.#rowsOf(actor);
    let low = 0;
    let high = rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const row = rows[middle] ?? NO_SEGMENT;
      if (this.#segments.startOf(row) < timeNs) low = middle + 1;
      else high = middle;
    }
    return rows[low - 1] ?? NO_SEGMENT;
  }

  #rowsOf(actor: ActorIndex): readonly SegmentIndex[] {
    const known = this.#known.get(actor);
    if (known !== undefined) return known;
    const rows: SegmentIndex[] = [];
    let at = this.#segments.actors[actor]?.last ?? NO_SEGMENT;
    for (; at !== NO_SEGMENT; at = this.#segments.previousOf(at)) rows.push(at);
    rows.reverse();
    this.#known.set(actor, rows);
    return rows;
  }
}

/** Goroutines of one creator that lived long enough to be bystanders, by their start; those that are over go. */
class Siblings {
  readonly #actors: ActorIndex[] = [];
  /** Position of the one after it; equal to the length at the end. */
  readonly #next: number[] = [];
  #head = 0;

  add(actor: ActorIndex): void {
    this.#next.push(this.#actors.push(actor));
  }

  /**
   * Calls in order of start until `visit` says `stop`; one that it calls `over` is never given again, so that many
   * cancellations beside many goroutines cost no product of the two.
   */
  each(visit: (actor: ActorIndex) => "over" | "stop" | undefined): void {
    let before = -1;
    for (let at = this.#head; at < this.#actors.length; at = this.#next[at] ?? Infinity) {
      const actor = this.#actors[at];
      const result = actor === undefined ? "stop" : visit(actor);
      if (result === "stop") return;
      if (result === undefined) before = at;
      else if (before < 0) this.#head = this.#next[at] ?? Infinity;
      else this.#next[before] = this.#next[at] ?? Infinity;
    }
  }
}

/** Goroutines by creator, of the creators of those that were woken. */
function bystanderIndex(
  segments: Segments,
  drafts: readonly Draft[],
): ReadonlyMap<ActorIndex, Siblings> {
  const creators = new Map<ActorIndex, Siblings>();
  for (const { children } of drafts) {
    for (const { actor } of children) {
      const creator = makerOf(segments, actor);
      if (creator !== undefined && !creators.has(creator)) creators.set(creator, new Siblings());
    }
  }
  const long: ActorIndex[] = [];
  for (let i = 0; i < segments.actors.length; i++) {
    const actor = i as ActorIndex;
    if (mayStandBy(segments, actor)) long.push(actor);
  }
  long.sort((a, b) => startOf(segments, a) - startOf(segments, b));
  for (const actor of long) {
    const creator = creatorOf(segments, actor);
    if (creator !== undefined) creators.get(creator)?.add(actor);
  }
  return creators;
}

/** It lived as long as who outlives a cancellation must; most goroutines of a server do not. */
function mayStandBy(segments: Segments, actor: ActorIndex): boolean {
  const known = segments.actors[actor];
  if (known === undefined || known.test !== undefined || known.name.startsWith("runtime")) {
    return false;
  }
  const endedNs = endOf(segments, actor);
  return endedNs === undefined || endedNs - known.startNs >= LATE_MIN_NS;
}

function startOf(segments: Segments, actor: ActorIndex): number {
  return segments.actors[actor]?.startNs ?? 0;
}

/** Who made those that share a context with the goroutine; of a test itself. */
function makerOf(segments: Segments, actor: ActorIndex): ActorIndex | undefined {
  return segments.actors[actor]?.test === undefined ? creatorOf(segments, actor) : actor;
}

function creatorOf(segments: Segments, actor: ActorIndex): ActorIndex | undefined {
  const row = segments.actors[actor]?.creator ?? NO_SEGMENT;
  return row === NO_SEGMENT ? undefined : segments.actorOf(row);
}

function bystandersOf(
  segments: Segments,
  { by, children }: Draft,
  cancelNs: number,
  byCreator: ReadonlyMap<ActorIndex, Siblings>,
  rows: RowsInTime,
): Bystander[] {
  // What the trace does not show to its end proves no long life.
  if (segments.endNs - cancelNs < LATE_MIN_NS) return [];
  const woken = new Set(children.map(({ actor }) => actor));
  const creators = new Set(children.map(({ actor }) => makerOf(segments, actor)));
  const out: Bystander[] = [];
  for (const creator of creators) {
    if (creator === undefined) continue;
    // Cancellations come in the order of time: what ends soon after this one ends before the next.
    byCreator.get(creator)?.each((actor) => {
      const known = segments.actors[actor];
      if (known === undefined || out.length >= BYSTANDERS_MAX || known.startNs >= cancelNs) {
        return "stop";
      }
      const endedNs = endOf(segments, actor);
      if (endedNs !== undefined && endedNs - cancelNs < LATE_MIN_NS) return "over";
      if (!woken.has(actor) && actor !== by) {
        out.push({ actor, row: rows.before(actor, cancelNs), endedNs });
      }
      return undefined;
    });
    if (out.length >= BYSTANDERS_MAX) return out;
  }
  return out;
}
