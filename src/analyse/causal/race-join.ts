// Which goroutines of a trace the race detector's numbers stand for.
//
// The detector numbers goroutines in the order in which they are created, and never uses a number again; the trace has
// every creation since it began. So a number is the rank of a creation plus an offset, which has to be found:
// (1) A creation is possible for a number when its stack is the report's "created at" stack.
// (2) The runtime writes the creation into the trace first and has the detector number it then, before the creator goes
//     on and before the new goroutine runs (proc.go, newproc1, Go 1.22 to 1.27). Between the two, other threads may
//     create. So each creation's number lies between how many were surely numbered before it, and how many may have
//     been: an interval, of one number where creations follow each other.
// (3) The base is what the intervals count from. The one with which the most numbers find a possible creation is the
//     process's, if nearly all do; where several are as good, all of them stay possible. A stretch that fits better
//     with another base has that one as well: the detector numbered a goroutine that the trace does not have.
// (4) Candidates are the possible creations whose interval holds the number. Where few numbers confirm the base, equal
//     neighbours stay candidates as well: one alone is named where its neighbours were created elsewhere.
// (5) Without a base (traces of Go 1.21 and before, lost creations) the offset with the most votes stands in, and
//     creations near by are candidates, see bestOffsets.
// (6) Each candidate has the right stack. Without one, or with too many, there is no answer.
// Seen to hold for Go 1.26 on linux/amd64; where it does not hold, the stacks do not fit, and nothing is said.
import type { StackFrame } from "../../model/race-report.ts";
import { parseGoSymbol, withoutTypeArguments } from "../../util/go-symbol.ts";

/** A goroutine as race reports show it. */
export interface RaceThread {
  readonly raceId: number;
  /** The stack of "created at", innermost first. */
  readonly creation: readonly StackFrame[];
}

/** The creations of one process in the order of the trace. */
export interface TraceCreations {
  readonly goids: readonly number[];
  /** For each creation the number of its stack in `stackFrames`. */
  readonly stacks: readonly number[];
  readonly stackFrames: ReadonlyMap<number, readonly StackFrame[]>;
  /** When the trace has it, and until when the detector has numbered it. */
  readonly atNs: readonly number[];
  readonly untilNs: readonly number[];
  /** Goroutines that were there when the trace began: the offset is at least that. */
  readonly before: number;
}

/** Creations of equal stacks that are looked through. */
const RANKS_MAX = 20_000;
const THREADS_MAX = 500;
/** In parallel creation offsets with this part of the most votes are as good. */
const NEARLY = 0.8;
/** Fewer numbers that all fit may do so by chance. */
const CONFIRMED_MIN = 10;
const WINDOW_SERIAL = 1;
/** How far stretches of numbers were seen to move when four goroutines create at once; single ones go further. */
const WINDOW_PARALLEL = 4;
/** Candidates beyond this say nothing. */
const CANDIDATES_MAX = 10;

/** Goids that each number may stand for, in the order of creation. Numbers without an answer are missing. */
export function joinRaceThreads(
  threads: readonly RaceThread[],
  creations: TraceCreations,
): ReadonlyMap<number, readonly number[]> {
  const known = distinct(threads)
    .map(({ raceId, creation }) => ({ raceId, possible: possibleRanks(creation, creations) }))
    .filter(({ possible }) => possible.size > 0);
  const found = byIntervals(known, creations) ?? byOffsets(known, creations);
  const answers = new Map<number, readonly number[]>();
  for (const [raceId, set] of found) {
    if (set.size === 0 || set.size > CANDIDATES_MAX) continue;
    const goids = [...set].sort((a, b) => a - b).map((rank) => creations.goids[rank] ?? -1);
    answers.set(raceId, goids);
  }
  return answers;
}

/** Bases beyond the goroutines that the trace found: those that had ended before it began. */
const BASES_MAX = 256;
/** Below this part of numbers that fit, the intervals are not believed. */
const FITS_MIN = 0.95;

/** Numbers on each side that are asked where a stretch seems to have a base of its own. */
const STRETCH = 8;
/** By how much a stretch's base may differ. */
const MOVES = [1, -1, 2, -2, 3, -3];

/** By the intervals of (2) and (3); undefined where they do not fit. */
function byIntervals(
  known: readonly Numbered[],
  creations: TraceCreations,
): Map<number, Set<number>> | undefined {
  const spans = numberSpans(creations);
  const least = Math.max(1, creations.before);
  const fits = known.map((one) => fittingBases(one, spans, least));
  const counts = added(fits);
  const most = counts.reduce((a, b) => Math.max(a, b), 0);
  const bases = [...counts.keys()].filter((b) => counts[b] === most);
  if (known.length === 0 || bases.length > CANDIDATES_MAX) return undefined;
  const stretches = fits.map((_, i) => stretchBases(fits, i, bases));
  const fitting = fits.filter((one, i) =>
    [...bases, ...(stretches[i] ?? [])].some((b) => one[b] === 1),
  );
  if (fitting.length < FITS_MIN * known.length) return undefined;
  const confirmed = bases.length === 1 && known.length >= CONFIRMED_MIN;
  const slack = confirmed ? 0 : WINDOW_SERIAL;
  const found = new Map<number, Set<number>>();
  for (const [i, { raceId, possible }] of known.entries()) {
    const own = stretches[i] ?? [];
    const set = new Set<number>();
    for (const rank of possible) {
      const [from = 0, to = 0] = [spans.from[rank], spans.to[rank]];
      const isNear = (b: number): boolean => {
        const number = raceId - b - least;
        return from - slack <= number && number <= to + slack;
      };
      if (bases.some(isNear) || own.some(isNear)) set.add(rank);
    }
    found.set(raceId, set);
  }
  return found;
}

/** Bases, counted from the least one, with which the number has a possible creation. */
function fittingBases(
  { raceId, possible }: Numbered,
  spans: { readonly from: readonly number[]; readonly to: readonly number[] },
  least: number,
): Uint8Array {
  const fits = new Uint8Array(BASES_MAX);
  for (const rank of possible) {
    // The number less the base lies in the creation's interval.
    const from = Math.max(0, raceId - (spans.to[rank] ?? 0) - least);
    const to = Math.min(BASES_MAX - 1, raceId - (spans.from[rank] ?? 0) - least);
    for (let b = from; b <= to; b++) fits[b] = 1;
  }
  return fits;
}

function added(fits: readonly Uint8Array[]): Uint32Array {
  const counts = new Uint32Array(BASES_MAX);
  for (const one of fits) {
    for (let b = 0; b < BASES_MAX; b++) counts[b] = (counts[b] ?? 0) + (one[b] ?? 0);
  }
  return counts;
}

/**
 * Bases with which the numbers around fit better than with those of all: the detector has numbered a goroutine that
 * the trace does not have, and from there on everything is moved.
 */
function stretchBases(
  fits: readonly Uint8Array[],
  at: number,
  bases: readonly number[],
): readonly number[] {
  const near = fits.slice(Math.max(0, at - STRETCH), at + STRETCH + 1);
  if (near.every((one) => bases.some((b) => one[b] === 1))) return [];
  const counts = added(near);
  const usual = bases.reduce((most, b) => Math.max(most, counts[b] ?? 0), 0);
  const moved = bases
    .flatMap((b) => MOVES.map((by) => b + by))
    .filter((b) => b >= 0 && b < BASES_MAX && (counts[b] ?? 0) > usual);
  const best = moved.reduce((most, b) => Math.max(most, counts[b] ?? 0), 0);
  return moved.filter((b) => counts[b] === best);
}

/** For each creation which numbers, counted from the base, it can have. */
function numberSpans({ atNs, untilNs }: TraceCreations): { from: number[]; to: number[] } {
  const begun = [...atNs].sort((a, b) => a - b);
  const done = [...untilNs].sort((a, b) => a - b);
  return {
    // Those surely numbered before this one is in the trace.
    from: atNs.map((ns) => countUpTo(done, ns)),
    // Those that are in the trace before this one has to be numbered, without itself.
    to: untilNs.map((ns) => countUpTo(begun, ns) - 1),
  };
}

/** How many of the sorted times are not later. */
function countUpTo(times: readonly number[], ns: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) <= ns) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** By votes for one offset, and the creations near by. */
function byOffsets(
  known: readonly Numbered[],
  creations: TraceCreations,
): Map<number, Set<number>> {
  const found = new Map<number, Set<number>>();
  for (const offset of bestOffsets(known, creations.before)) {
    const serial =
      known.length >= CONFIRMED_MIN && known.every((n) => n.possible.has(n.raceId - offset));
    const window = serial ? WINDOW_SERIAL : WINDOW_PARALLEL;
    for (const { raceId, possible } of known) {
      const rank = raceId - offset;
      const near: number[] = [];
      for (let r = rank - window; r <= rank + window; r++) if (possible.has(r)) near.push(r);
      if (!serial && near.length < 2 && possible.size > 1) continue;
      const set = found.get(raceId) ?? new Set<number>();
      for (const r of near) set.add(r);
      found.set(raceId, set);
    }
  }
  return found;
}

interface Numbered {
  readonly raceId: number;
  readonly possible: ReadonlySet<number>;
}

/** One entry a number, in the order of numbers. */
function distinct(threads: readonly RaceThread[]): RaceThread[] {
  const byId = new Map<number, RaceThread>();
  for (const t of threads) if (t.creation.length > 0 && !byId.has(t.raceId)) byId.set(t.raceId, t);
  return [...byId.values()].sort((a, b) => a.raceId - b.raceId).slice(0, THREADS_MAX);
}

function possibleRanks(
  creation: readonly StackFrame[],
  creations: TraceCreations,
): ReadonlySet<number> {
  const wanted = signature(creation);
  const fits = new Set<number>();
  for (const [stack, frames] of creations.stackFrames) {
    if (sameStack(wanted, signature(frames))) fits.add(stack);
  }
  const ranks = new Set<number>();
  if (fits.size === 0) return ranks;
  for (const [rank, stack] of creations.stacks.entries()) {
    if (fits.has(stack)) ranks.add(rank);
    if (ranks.size >= RANKS_MAX) break;
  }
  return ranks;
}

function signature(frames: readonly StackFrame[]): string[] {
  return frames
    .filter((f) => !parseGoSymbol(f.function).wrapper)
    .map((f) => `${withoutTypeArguments(f.function)}:${f.line}`);
}

/** Reports and traces cut stacks at different depths: the shorter one has to be the beginning of the longer one. */
function sameStack(a: readonly string[], b: readonly string[]): boolean {
  const length = Math.min(a.length, b.length);
  if (length === 0) return false;
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/**
 * The offset with which every number meets a possible creation, or several. Where none is, stacks that alternate make
 * several nearly as good: of these the smallest one counts, as few goroutines end before a trace begins. With it all,
 * ten numbers or more, goroutines were created one after the other: candidates are that creation and its neighbours.
 * Else numbers and creations swap places: all possible creations near by are candidates, and a single one is an answer
 * only where no other creation in the trace has the stack.
 */
function bestOffsets(known: readonly Numbered[], before: number): number[] {
  const votes = new Map<number, number>();
  let most = 0;
  for (const { raceId, possible } of known) {
    for (const rank of possible) {
      const offset = raceId - rank;
      // Main has number 0, so the first creation has at least the number of goroutines that were there.
      if (offset < Math.max(1, before)) continue;
      const count = (votes.get(offset) ?? 0) + 1;
      votes.set(offset, count);
      most = Math.max(most, count);
    }
  }
  const whole = most === known.length;
  const enough = whole ? most : NEARLY * most;
  const best = [...votes]
    .filter(([, count]) => count >= enough)
    .map(([offset]) => offset)
    .sort((a, b) => a - b);
  if (!whole) return best.slice(0, 1);
  return best.length > CANDIDATES_MAX ? [] : best;
}
