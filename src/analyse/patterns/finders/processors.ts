// Whether the program's own goroutines kept the processors while one that could run did not: asked for each match of a
// pattern with `busy`.
//
// (1) Goroutines that run are counted from row to row of the segment. As many as run at once for MOST_SHARE of it are
//     the processors, or fewer; one more may be in a system call that has lost its processor. They were busy if so many
//     ran for BUSY of the time. Where a processor had nothing to do while a goroutine could run, the machine had not let
//     it run: that is no cause in the program.
// (2) `turns`: the scheduler takes a goroutine's processor away after 10 ms where others wait. If one ran for twice as
//     long, and through most of the time, the scheduler itself did not run either.
// (3) `awake`: whether a goroutine that others waited for had itself to wait for a processor most of the time.
// What lies in an earlier segment is not looked at; where that is more than half, the answer is no.
import { CLASS_GROUPS, classNumber, kindNumber } from "../../../model/pattern-events.ts";
import type { SegmentIndex } from "../matching/segment-index.ts";

const KIND = {
  run: kindNumber("run"),
  syscall: kindNumber("syscall"),
  status: kindNumber("status"),
  park: kindNumber("park"),
  unpark: kindNumber("unpark"),
  runnable: ["stop", "unpark", "create"].map((kind) => kindNumber(kind as "stop")),
  ends: ["stop", "park", "exit"].map((kind) => kindNumber(kind as "stop")),
};
const LOCKS: ReadonlySet<number> = new Set((CLASS_GROUPS.get("mutex") ?? []).map(classNumber));
const BUSY = 0.9;
const MOST_SHARE = 0.05;
/** Of the time, that one goroutine may have run at a stretch. */
const ALONE_MAX = 0.6;
/** Two of the scheduler's time slices. */
const LONG_NS = 20e6;
/** Of the time, that must lie in the segment. */
const SEEN_MIN = 0.5;
/** Of the time, that a goroutine may wait for a processor. */
const RUNNABLE_MAX = 0.5;

/** How long so many goroutines ran, from the segment's begin up to each row that changes it. */
interface Timeline {
  readonly rows: Int32Array;
  readonly ranNs: Float64Array;
  readonly running: Int32Array;
  readonly length: number;
  readonly most: number;
  readonly long: readonly (readonly [fromNs: number, toNs: number])[];
}

/** By kind: 1 for those that end a run, 2 for its begin. */
const TURNS = new Uint8Array(32);
for (const kind of KIND.ends) TURNS[kind] = 1;
TURNS[KIND.run] = 2;

/** Memory for the lines of one segment after another. */
class LineRoom {
  rows = new Int32Array(0);
  ranNs = new Float64Array(0);
  running = new Int32Array(0);
  since = new Float64Array(0);

  for(events: number, goroutines: number): void {
    if (this.rows.length <= events) {
      this.rows = new Int32Array(events + 1);
      this.ranNs = new Float64Array(events + 1);
      this.running = new Int32Array(events + 1);
    }
    if (this.since.length < goroutines) this.since = new Float64Array(2 * goroutines);
    this.since.fill(Number.NaN, 0, goroutines);
  }
}

export class Processors {
  #index: SegmentIndex | undefined;
  #line: Timeline | undefined;
  readonly #room = new LineRoom();

  segment(index: SegmentIndex): void {
    this.#index = index;
    this.#line = undefined;
  }

  /** Whether they were busy from one time to another, which lies in the segment; with `turns` not with one goroutine. */
  busy(fromNs: number, toNs: number, turns: boolean): boolean {
    const index = this.#index;
    if (index === undefined) return false;
    const since = Math.max(fromNs, index.events.timeNs[0] ?? 0);
    const spanNs = toNs - since;
    if (spanNs <= 0 || spanNs < SEEN_MIN * (toNs - fromNs)) return false;
    this.#line ??= timeline(index, this.#room);
    const line = this.#line;
    const ran = ranUntil(index, line, toNs) - ranUntil(index, line, since);
    if (ran < BUSY * line.most * spanNs) return false;
    if (!turns) return true;
    return !line.long.some(
      ([from, to]) => Math.min(to, toNs) - Math.max(from, since) > ALONE_MAX * spanNs,
    );
  }

  /**
   * Whether the goroutine did not wait for a processor most of the time, less what it waited for locks itself; `toNs` lies
   * in the segment.
   */
  awake(g: number, fromNs: number, toNs: number): boolean {
    const index = this.#index;
    const number = index?.numberOf(g) ?? -1;
    if (index === undefined || number < 0) return true;
    const { kind, cls, timeNs } = index.events;
    const { before, last } = index.rows;
    let [runnableNs, lockedNs] = [0, 0];
    let nextNs = toNs;
    for (let row = last[number] ?? -1; row >= 0 && nextNs > fromNs; row = before[row] ?? -1) {
      const now = Math.min(timeNs[row] ?? 0, toNs);
      const spanNs = Math.max(0, nextNs - Math.max(now, fromNs));
      if (KIND.runnable.includes(kind[row] ?? -1)) runnableNs += spanNs;
      else if (kind[row] === KIND.park && LOCKS.has(cls[row] ?? 0)) lockedNs += spanNs;
      nextNs = now;
    }
    return runnableNs <= RUNNABLE_MAX * (toNs - fromNs - lockedNs);
  }
}

function ranUntil({ events }: SegmentIndex, line: Timeline, ns: number): number {
  let low = 0;
  let high = line.length;
  while (low < high) {
    const mid = (low + high) >>> 1;
    if ((events.timeNs[line.rows[mid] ?? 0] ?? 0) <= ns) low = mid + 1;
    else high = mid;
  }
  const at = low - 1;
  if (at < 0) return 0;
  const sinceNs = ns - (events.timeNs[line.rows[at] ?? 0] ?? 0);
  return (line.ranNs[at] ?? 0) + (line.running[at] ?? 0) * sinceNs;
}

/** One pass over the segment. Who does not show in it did not run, as far as it tells. */
function timeline({ events, rows }: SegmentIndex, room: LineRoom): Timeline {
  const { kind, timeNs, length } = events;
  const { number, goroutines, first } = rows;
  room.for(length, goroutines);
  const { rows: changes, ranNs, running: runningAt, since } = room;
  const beginNs = timeNs[0] ?? 0;
  let running = 0;
  for (let g = 0; g < goroutines; g++) {
    if (!isRunningAtFirst(kind[first[g] ?? -1])) continue;
    since[g] = beginNs;
    running += 1;
  }
  changes[0] = 0;
  ranNs[0] = 0;
  runningAt[0] = running;
  let at = 0;
  let lastNs = beginNs;
  /** For how long so many ran. */
  const ranAtOnce: number[] = [];
  const long: [number, number][] = [];
  for (let i = 0; i < length; i++) {
    const turn = TURNS[kind[i] ?? 0] ?? 0;
    const g = number[i] ?? -1;
    if (turn === 0 || g < 0) continue;
    const from = since[g] ?? Number.NaN;
    const ends = turn === 1;
    if (ends === Number.isNaN(from)) continue;
    const now = timeNs[i] ?? 0;
    if (ends && now - from >= LONG_NS) long.push([from, now]);
    since[g] = ends ? Number.NaN : now;
    ranNs[at + 1] = (ranNs[at] ?? 0) + running * (now - lastNs);
    while (ranAtOnce.length <= running) ranAtOnce.push(0);
    ranAtOnce[running] = (ranAtOnce[running] ?? 0) + now - lastNs;
    running += ends ? -1 : 1;
    at += 1;
    changes[at] = i;
    runningAt[at] = running;
    lastNs = now;
  }
  const endNs = timeNs[length - 1] ?? 0;
  for (let g = 0; g < goroutines; g++) {
    const from = since[g] ?? Number.NaN;
    if (endNs - from >= LONG_NS) long.push([from, endNs]);
  }
  const most = mostAtOnce(ranAtOnce, MOST_SHARE * (endNs - beginNs));
  return { rows: changes, ranNs, running: runningAt, length: at + 1, long, most };
}

/** The highest number of which there are so many, or more, for so long; 1 at least. */
function mostAtOnce(ranAtOnce: readonly number[], minNs: number): number {
  let ns = 0;
  for (let most = ranAtOnce.length - 1; most > 1; most--) {
    ns += ranAtOnce[most] ?? 0;
    if (ns >= minNs) return most;
  }
  return 1;
}

/** Whether the goroutine ran until then: of its states only the ends of a run say so, and whatever it does itself. */
function isRunningAtFirst(kind: number | undefined): boolean {
  if (kind === undefined || kind === KIND.status) return false;
  return KIND.ends.includes(kind) || kind >= KIND.syscall;
}
