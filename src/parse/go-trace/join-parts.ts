// A trace in parts: where they begin, whether what their readers took for granted was so, and the whole made of them.
// The kernel's results follow from the state it is in and the bytes it gets. So where a part began in the state in which
// the part before it ended, both together give what one reader gives; else nobody's word counts and the caller reads
// the trace in one go.
import type { TraceInterner } from "../../model/trace-interner.ts";
import type {
  KernelState,
  MergingVisitor,
  OpenWait,
  Renumbering,
  TracePart,
} from "../../model/trace-parts.ts";
import type { PartPlan } from "../../model/trace-part-job.ts";
import type { EdgeChunk, TraceSummary } from "../../model/trace.ts";
import type { TraceIndex } from "./trace-index.ts";

/** Collector states as in kernel/order.ts. */
const GC_UNKNOWN = 0;
const GC_OFF = 1;
const NOT_HAPPENED = -1n;
const ELSEWHERE = -2n;
/** A part reads one generation more than it has; with fewer of its own than this that costs too much. */
const GENERATIONS_MIN = 4;

/** At most `most` parts of about equal size; fewer than two means that it is not worth it. */
export function planParts(index: TraceIndex, most: number): PartPlan[] {
  const { generations } = index;
  const parts = Math.min(most, Math.floor(generations.length / GENERATIONS_MIN));
  const start = generations[0]?.offset ?? 0;
  const bytes = (generations.at(-1)?.end ?? 0) - start;
  const firsts = [0];
  for (let p = 1; p < parts; p++) {
    const at = generations.findIndex((g) => g.offset - start >= (p * bytes) / parts);
    if (at > (firsts.at(-1) ?? 0) + 1) firsts.push(at);
  }
  return firsts.flatMap((first, p): PartPlan[] => {
    const g = generations[first];
    const lead = generations[Math.max(0, first - 1)];
    if (g === undefined || lead === undefined) return [];
    const next = generations[firsts[p + 1] ?? generations.length];
    const end = next === undefined ? Infinity : next.offset;
    const originNs = BigInt(index.originNs);
    const last = next === undefined;
    return [{ offset: lead.offset, from: g.offset, end, originNs, first: p === 0, last }];
  });
}

/** The whole of the parts, or undefined when they do not fit together. */
export function joinParts<Found>(
  parts: readonly (TracePart | undefined)[],
  visitor: MergingVisitor<Found> | undefined,
  interner: TraceInterner,
): TraceSummary | undefined {
  let before: KernelState | undefined;
  const whole: TracePart[] = [];
  for (const [i, part] of parts.entries()) {
    const fault = part?.summary.fault;
    if (part === undefined || fault?.code === "out-of-memory") return undefined;
    // Behind damage the state starts anew; a part in the middle that has some is no ground to build on.
    if (fault !== undefined && i < parts.length - 1) return undefined;
    if (i > 0 && (before === undefined || !follows(before, part))) return undefined;
    const renumber = renumbering(part, interner);
    const ended = overlaid(before, part, renumber);
    if (visitor !== undefined) {
      visitor.merge(part.found as Found, renumber);
      if (before !== undefined) visitor.edges?.(completed(before, part, renumber));
    }
    before = ended;
    whole.push(part);
  }
  return joinedSummary(whole);
}

/** Whether the part began in the state `before`, as far as that matters to it. */
function follows(before: KernelState, part: TracePart): boolean {
  const { began, assumed } = part;
  if (began === undefined || assumed.broken || began.holds.includes("ended")) return false;
  if (began.holds !== before.holds) return false;
  if (began.originNs !== before.originNs || began.lastNs !== before.lastNs) return false;
  const seen = new Set(before.threadsSeen);
  if (assumed.threadsUnseen.some((id) => seen.has(id))) return false;
  const waits = new Map(before.waits.map((w) => [w.goroutine, w]));
  for (const w of began.waits) {
    const own = waits.get(w.goroutine);
    if (own?.parkNs !== w.parkNs || own.wokenNs !== w.wokenNs) return false;
  }
  return sameCollection(before, part, began);
}

function sameCollection(before: KernelState, part: TracePart, began: KernelState): boolean {
  if (began.collectionState !== GC_UNKNOWN) {
    const { collection, collectionState } = before;
    return collection === began.collection && collectionState === began.collectionState;
  }
  if (before.collectionState === GC_UNKNOWN) return true;
  const { firstCollection } = part.assumed;
  if (before.collectionState !== GC_OFF) return false;
  return firstCollection === 0n || firstCollection === before.collection + 1n;
}

function renumbering(part: TracePart, interner: TraceInterner): Renumbering {
  const stacks = part.stacks.map((frames) => interner.stackOf(frames));
  const texts = part.texts.map((text) => interner.textOf(text));
  const none = interner.stackOf([]);
  const empty = interner.textOf("");
  return { stack: (i) => stacks[i] ?? none, text: (i) => texts[i] ?? empty };
}

/** The state in which the part ended, with what only earlier parts know filled in. */
function overlaid(
  before: KernelState | undefined,
  part: TracePart,
  renumber: Renumbering,
): KernelState {
  const { ended } = part;
  const earlier = new Map(before?.waits.map((w) => [w.goroutine, w]));
  const waits = ended.waits.flatMap((w): OpenWait[] => {
    const wake = { wokenNs: w.wokenNs, waker: w.waker, wakeStack: renumber.stack(w.wakeStack) };
    if (w.parkNs !== ELSEWHERE) {
      const park = { parkStack: renumber.stack(w.parkStack), reason: renumber.text(w.reason) };
      return [{ ...w, ...wake, ...park }];
    }
    const own = earlier.get(w.goroutine);
    if (own === undefined) return [];
    const here = w.wokenNs !== ELSEWHERE && w.wokenNs !== NOT_HAPPENED;
    return [{ ...own, ...(here ? wake : {}), doubt: own.doubt | w.doubt }];
  });
  const gc = ended.collectionState === GC_UNKNOWN && before !== undefined ? before : ended;
  const { collection, collectionState } = gc;
  const threadsSeen = [...new Set([...(before?.threadsSeen ?? []), ...ended.threadsSeen])];
  return { ...ended, waits, collection, collectionState, threadsSeen };
}

/** The edges of the part that began before it. */
function completed(before: KernelState, part: TracePart, renumber: Renumbering): EdgeChunk {
  const earlier = new Map(before.waits.map((w) => [w.goroutine, w]));
  const found = part.loose.flatMap((e) => {
    const wait = earlier.get(e.goroutine);
    return wait === undefined ? [] : [{ e, wait }];
  });
  const since = (ns: bigint): number => Number(ns - before.originNs);
  const f64 = (of: (x: (typeof found)[number]) => number): Float64Array => {
    return Float64Array.from(found, of);
  };
  const u32 = (of: (x: (typeof found)[number]) => number): Uint32Array => {
    return Uint32Array.from(found, of);
  };
  return {
    length: found.length,
    goroutine: f64(({ e }) => e.goroutine),
    parkNs: f64(({ wait }) => since(wait.parkNs)),
    wokenNs: f64(({ e, wait }) => e.wokenNs ?? since(wait.wokenNs)),
    ranNs: f64(({ e }) => e.ranNs),
    waker: f64(({ e, wait }) => (e.wokenNs === undefined ? wait.waker : e.waker)),
    reason: u32(({ wait }) => wait.reason),
    parkStack: u32(({ wait }) => wait.parkStack),
    wakeStack: u32(({ e, wait }) =>
      e.wokenNs === undefined ? wait.wakeStack : renumber.stack(e.wakeStack),
    ),
    doubt: u32(({ e, wait }) => wait.doubt | e.doubt),
  };
}

function joinedSummary(parts: readonly TracePart[]): TraceSummary | undefined {
  const summaries = parts.map((p) => p.summary);
  const first = summaries[0];
  const last = summaries.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const sum = (of: (s: TraceSummary) => number): number => {
    return summaries.reduce((n, s) => n + of(s), 0);
  };
  return {
    ...last,
    events: sum((s) => s.events),
    repaired: sum((s) => s.repaired),
    openEvents: sum((s) => s.openEvents),
    syncs: sum((s) => s.syncs),
    generations: summaries.flatMap((s) => s.generations),
    gomaxprocs: summaries.find((s) => s.gomaxprocs !== undefined)?.gomaxprocs,
    snapshot: summaries.find((s) => s.snapshot !== undefined)?.snapshot,
  };
}
