// Which goroutines of a trace the race detector's numbers stand for.
//
// The detector numbers goroutines in the order in which they are created, and never uses a number again; the trace has
// every creation since it began. So a number is the rank of a creation plus an offset, which has to be found:
// (1) A creation is possible for a number when its stack is the report's "created at" stack.
// (2) The offset with which the most numbers meet a possible creation is the process's offset. Where several do,
//     all of them stay possible.
// (3) Goroutines that create at the same time swap places: from number to number the offset may move by a few.
// (4) The creation before and the one behind count as well where they have the same stack. What is left is a set of
//     candidates, each verified by its stack. Without one, or with too many, there is no answer.
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
}

/** Creations of equal stacks that are looked through. */
const RANKS_MAX = 20_000;
const THREADS_MAX = 500;
/** How far ranks move in parallel creation, from one number to the next. */
const SHIFT_MAX = 4;
/** Candidates beyond this say nothing. */
const CANDIDATES_MAX = 10;

/** Goids that each number may stand for, in the order of creation. Numbers without an answer are missing. */
export function joinRaceThreads(
  threads: readonly RaceThread[],
  creations: TraceCreations,
): ReadonlyMap<number, readonly number[]> {
  const known = distinct(threads);
  const ranks = new Map(known.map((t) => [t.raceId, possibleRanks(t, creations)]));
  const found = new Map<number, Set<number>>();
  const offsets = bestOffsets(known, ranks);
  for (const offset of offsets) {
    let shifted = offset;
    for (const { raceId } of known) {
      const possible = ranks.get(raceId);
      if (possible === undefined) continue;
      const rank = nearest(possible, raceId - shifted);
      if (rank === undefined) continue;
      shifted = raceId - rank;
      const set = found.get(raceId) ?? new Set<number>();
      for (const near of [rank - 1, rank, rank + 1]) if (possible.has(near)) set.add(near);
      found.set(raceId, set);
    }
  }
  const answers = new Map<number, readonly number[]>();
  for (const [raceId, set] of found) {
    if (set.size > CANDIDATES_MAX) continue;
    const goids = [...set].sort((a, b) => a - b).map((rank) => creations.goids[rank] ?? -1);
    answers.set(raceId, goids);
  }
  return answers;
}

/** One entry a number, in the order of numbers. */
function distinct(threads: readonly RaceThread[]): RaceThread[] {
  const byId = new Map<number, RaceThread>();
  for (const t of threads) if (t.creation.length > 0 && !byId.has(t.raceId)) byId.set(t.raceId, t);
  return [...byId.values()].sort((a, b) => a.raceId - b.raceId).slice(0, THREADS_MAX);
}

function possibleRanks(thread: RaceThread, creations: TraceCreations): ReadonlySet<number> {
  const wanted = signature(thread.creation);
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

function bestOffsets(
  threads: readonly RaceThread[],
  ranks: ReadonlyMap<number, ReadonlySet<number>>,
): number[] {
  const votes = new Map<number, number>();
  let most = 0;
  for (const { raceId } of threads) {
    for (const rank of ranks.get(raceId) ?? []) {
      const offset = raceId - rank;
      // Main has number 0; at least it came before the first creation in the trace.
      if (offset < 1) continue;
      const count = (votes.get(offset) ?? 0) + 1;
      votes.set(offset, count);
      most = Math.max(most, count);
    }
  }
  const best = [...votes].filter(([, count]) => count === most).map(([offset]) => offset);
  return best.length > CANDIDATES_MAX ? [] : best.sort((a, b) => a - b);
}

function nearest(possible: ReadonlySet<number>, rank: number): number | undefined {
  for (let d = 0; d <= SHIFT_MAX; d++) {
    if (possible.has(rank - d)) return rank - d;
    if (possible.has(rank + d)) return rank + d;
  }
  return undefined;
}
