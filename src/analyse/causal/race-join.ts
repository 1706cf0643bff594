// Which goroutines of a trace the race detector's numbers stand for.
//
// The detector numbers goroutines in the order in which they are created, and never uses a number again; the trace has
// every creation since it began. So a number is the rank of a creation plus an offset, which has to be found:
// (1) A creation is possible for a number when its stack is the report's "created at" stack.
// (2) The offset with which every number meets a possible creation is the process's offset. Where several are, all of
//     them stay possible. Where none is, stacks that alternate make several nearly as good: of these the smallest one
//     counts, as few goroutines end before a trace begins.
// (3) Where ten numbers or more all meet a possible creation there, goroutines were created one after the other: the
//     candidates are that creation, and the ones before and behind it where they have the same stack.
// (4) Else goroutines were created side by side, and numbers and creations swap places: the offset moves by a few for
//     stretches, and single ones go astray by more. All possible creations near the offset's are candidates; a single
//     one is an answer only where no other creation in the trace has the stack, for the true one may be astray.
// (5) Each candidate has the right stack. Without one, or with too many, there is no answer.
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
  const answers = new Map<number, readonly number[]>();
  for (const [raceId, set] of found) {
    if (set.size === 0 || set.size > CANDIDATES_MAX) continue;
    const goids = [...set].sort((a, b) => a - b).map((rank) => creations.goids[rank] ?? -1);
    answers.set(raceId, goids);
  }
  return answers;
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
