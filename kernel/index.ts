// The trace kernel: turns the batches of one generation into one ordered stream of rows, a chunk per call.
//
// (1) The caller resets, hands in a generation's batches (file order), table bits and CPU samples, and calls `begin`.
// (2) `begin` puts one cursor per thread into a min-heap by the time of its next event.
// (3) `step` advances the scheduler by the event at the top; if it must wait, the others in time order; the first that can.
// (4) The event becomes rows of the chunk; its cursor decodes the next one and the heap is put right.
// (5) `step` returns when the chunk is full, a batch must be supplied, the generation is done, or nothing can advance.
//
// Nothing here trusts the file: ids go through hash tables, varints are checked at the end of a batch, sizes come from
// what was read. There are no allocations by claimed size.
import {
  batchAdd,
  batchSkip,
  batchSupply,
  batchWanted,
  Cursor,
  cursorAt,
  cursorsN,
  cursorsReset,
  END,
  EVENT,
  NEED,
  nextEvent,
  ticksToNs,
} from "./cursor";
import {
  annotations,
  chunkBase,
  chunkReset,
  events,
  lastTs,
  originNs,
  row,
  ROWS,
  rows,
  rowsClear,
  rowsUndo,
  ROWS_SPARE,
  setFlags,
  setOrigin,
  setValue,
  setValue2,
  want,
} from "./emit";
import { assumeReset, assumeStop, broken, firstGc, unseenAt, unseenN } from "./assume";
import { EDGES, edgesBase, edgesCarry, edgesClear, edgesLimit, edgesN, edgesReset, wantEdges } from "./edges";
import { DONE, lenient, NOT_YET, setInitialGen, initialGen, setLenient } from "./goroutines";
import { heapInsert, heapN, heapRemove, heapReset, heapSort, heapTop, heapUpdate, heapAt, heapLimit } from "./heap";
import { alloc, regrow, release } from "./memory";
import { askedBase, askedN, numbersClear, numberSet } from "./numbers";
import { advance, advanceHot } from "./order";
import { gCount, gcSeq, gcState, gRecycle, gTable, mCount, mTable, pCount, pTable, stateReset } from "./state";
import { tableRoom, tablesCheck } from "./tables";

export { assumeReset, edgesCarry, numberSet, unseenAt, alloc, release, tableRoom, tablesCheck, want, wantEdges, setLenient };

/** Results of `begin` and `step`; negative ones are errors at the cursor `faulty`. */
export const R_DONE: i32 = 0;
export const R_FULL: i32 = 1;
export const R_NEED: i32 = 2;
export const R_STUCK: i32 = -30;

/**
 * In lenient mode the top waits only for events up to this much later than itself: what it waits for lies before it,
 * up to the clocks' disagreement, or is not in the file. Waiting longer would push all times behind it ahead.
 */
const SKEW_NS: i64 = 100_000;

const SYNC: u32 = 255;
const CPU_SAMPLE: u32 = 7;

/** A CPU sample, times already in nanoseconds and sorted. */
@unmanaged
class Sample {
  time: i64;
  thread: u64;
  proc: u64;
  g: u64;
  stack: u64;
}
const SAMPLE_SIZE: usize = 40;

let gen: u64 = 0;
let samples: usize = 0;
let samplesCap: u32 = 0;
let samplesN: u32 = 0;
let sampleI: u32 = 0;
/** The cursor whose next batch the caller must supply, and where it sits in the heap (-1: not yet in it). */
let waiting: usize = 0;
let waitingAt: i32 = -1;
let begun: u32 = 0;
let faulty: usize = 0;
let skipped: u64 = 0;
let skips: u32 = 0;
let repaired: u64 = 0;
let slow: u64 = 0;

/** Back to the state before any trace. */
export function reset(): void {
  stateReset();
  cursorsReset(1);
  chunkReset();
  edgesReset();
  assumeReset(false);
  heapReset(0);
  setInitialGen(0);
  setLenient(false);
  gen = 0;
  samplesN = 0;
  skipped = 0;
  skips = 0;
  repaired = 0;
  slow = 0;
}

/** Starts a generation: `ns` nanoseconds a tick. */
export function generation(id: u64, ns: f64): void {
  gen = id;
  cursorsReset(ns);
  numbersClear();
  samplesN = 0;
  sampleI = 0;
  begun = 0;
  waiting = 0;
}

/** Forgets the scheduler's state: the next generation is taken as the first of a trace. Times go on. */
export function forget(): void {
  assumeStop();
  stateReset();
  setInitialGen(0);
}

export function addBatch(thread: u64, time: u64, ptr: usize, len: u32, index: u32): void {
  batchAdd(thread, time, ptr, len, index);
}

export function addSample(time: i64, thread: u64, proc: u64, g: u64, stack: u64): void {
  if (samplesN == samplesCap) {
    const cap: u32 = samplesCap == 0 ? 64 : samplesCap * 2;
    samples =
      samplesCap == 0
        ? alloc(<usize>cap * SAMPLE_SIZE)
        : regrow(samples, <usize>samplesCap * SAMPLE_SIZE, <usize>cap * SAMPLE_SIZE);
    samplesCap = cap;
  }
  const s = changetype<Sample>(samples + <usize>samplesN * SAMPLE_SIZE);
  s.time = time;
  s.thread = thread;
  s.proc = proc;
  s.g = g;
  s.stack = stack;
  samplesN += 1;
}

/** Converts ticks of this generation. */
export function ticks(t: u64): i64 {
  return ticksToNs(t);
}

/** Appends a sync row at `time`; the first one ever is the origin of the time column. */
export function sync(time: i64, n: u32): void {
  rowsClear();
  setOrigin(time);
  setFlags(0);
  setValue(n);
  row(SYNC, 0, 0, time, 0, -1, -1, -1, 0, 0, 0);
}

/** Damage inside a batch: what is left of it is given up. */
function giveUp(c: Cursor): void {
  skipped += batchSkip(c);
  skips += 1;
}

/** Decodes a cursor's next event; in lenient mode it goes on behind damage. */
function refill(c: Cursor): i32 {
  for (;;) {
    const r = nextEvent(c);
    if (r >= 0) return r;
    if (!lenient) {
      faulty = changetype<usize>(c);
      return r;
    }
    giveUp(c);
  }
  return END;
}

/** Fills the heap; R_NEED and errors leave it so that calling again goes on. */
export function begin(): i32 {
  if (begun == 0) {
    heapReset(cursorsN);
    if (initialGen == 0) setInitialGen(gen);
  }
  while (begun < cursorsN) {
    const c = cursorAt(begun);
    const r = refill(c);
    if (r < 0) return r;
    if (r == NEED) {
      waiting = changetype<usize>(c);
      return R_NEED;
    }
    begun += 1;
    if (r == EVENT) heapInsert(c);
  }
  waiting = 0;
  return R_DONE;
}

/** After an event of the cursor at `i` has advanced: its next event, and the heap put right. */
function settle(c: Cursor, i: i32): i32 {
  const r = refill(c);
  if (r != EVENT) return ended(c, i, r);
  heapUpdate(i);
  return DONE;
}

/** The cursor at `i` has no next event in memory: `r` says why. */
function ended(c: Cursor, i: i32, r: i32): i32 {
  if (r < 0) return r;
  if (r == END) {
    heapRemove(i);
    return DONE;
  }
  waiting = changetype<usize>(c);
  waitingAt = i;
  return R_NEED;
}

function sampleRow(): void {
  const s = changetype<Sample>(samples + <usize>sampleI * SAMPLE_SIZE);
  sampleI += 1;
  setFlags(0);
  setValue(s.g == 0 ? u64.MAX_VALUE : s.g);
  setValue2(s.thread);
  const proc = s.proc > 0x7fffffff ? -1 : <i32>s.proc;
  row(CPU_SAMPLE, 0, 0, s.time, 0, proc, -1, -1, <u32>s.stack, 0, 0);
}

/** The top must wait: the others in time order, then, in lenient mode, the top at its word. */
function advanceOther(): i32 {
  slow += 1;
  heapSort();
  const strictly = !lenient;
  const due = heapAt(0).time + SKEW_NS;
  setLenient(false);
  let r = NOT_YET;
  let i: i32 = 1;
  for (; i < <i32>heapN; i++) {
    const c = heapAt(i);
    if (!strictly && c.time > due) break;
    r = advance(c, gen);
    if (r == DONE) break;
    if (r < 0) {
      if (strictly) {
        faulty = changetype<usize>(c);
        return r;
      }
      r = NOT_YET;
    }
  }
  setLenient(!strictly);
  if (r == DONE) return settle(heapAt(i), i);
  const top = heapAt(0);
  if (strictly) {
    faulty = changetype<usize>(top);
    return R_STUCK;
  }
  return force(top);
}

/** Lenient: takes the event at the top at its word. */
function force(top: Cursor): i32 {
  repaired += 1;
  if (advance(top, gen) != DONE) giveUp(top);
  setFlags(0);
  return settle(top, 0);
}

/** The top in lenient mode: by the rules if they allow it, else wait, else at its word. */
function advanceLenient(c: Cursor): i32 {
  setLenient(false);
  const r = advance(c, gen);
  setLenient(true);
  if (r == DONE) return settle(c, 0);
  return r == NOT_YET ? advanceOther() : force(c);
}

/** When the next CPU sample is due. */
@inline
function sampleTime(): i64 {
  return sampleI < samplesN
    ? changetype<Sample>(samples + <usize>sampleI * SAMPLE_SIZE).time
    : i64.MAX_VALUE;
}

/**
 * Advances the top by the rules as long as it stays the top, the usual case by far. DONE: the heap is in order and
 * something else has to be done next.
 */
function runTop(c: Cursor): i32 {
  const limit = heapLimit();
  const due = sampleTime();
  for (;;) {
    const mark = rows;
    const r = advanceHot(c, gen);
    if (r != DONE) {
      if (r == NOT_YET) return advanceOther();
      faulty = changetype<usize>(c);
      return r;
    }
    const next = nextEvent(c);
    if (next != EVENT) {
      // Go's reader reports a bad next event instead of the event before it.
      if (next < 0) {
        rowsUndo(mark);
        faulty = changetype<usize>(c);
        return next;
      }
      return ended(c, 0, next);
    }
    const t = c.time;
    if (t > limit) {
      heapUpdate(0);
      return DONE;
    }
    if (due < t || full()) return DONE;
  }
  return DONE;
}

/** No room for what one more event may make. */
@inline
function full(): bool {
  return rows + ROWS_SPARE > ROWS || edgesN >= edgesLimit;
}

/** Fills the chunk. */
export function step(): i32 {
  rowsClear();
  edgesClear();
  gRecycle();
  setFlags(0);
  if (waiting != 0) {
    const c = changetype<Cursor>(waiting);
    waiting = 0;
    const r = settle(c, waitingAt);
    if (r != DONE) return r;
  }
  for (;;) {
    if (full()) return R_FULL;
    if (heapN == 0) {
      if (sampleI == samplesN) return R_DONE;
      sampleRow();
      continue;
    }
    const c = heapTop();
    if (sampleTime() < c.time) {
      sampleRow();
      continue;
    }
    const r = lenient ? advanceLenient(c) : runTop(c);
    if (r != DONE) return r;
  }
  return R_DONE;
}

/** Supplies the payload of the batch that `wantedBatch` names. */
export function supply(ptr: usize): void {
  batchSupply(changetype<Cursor>(waiting), ptr);
}

export function wantedBatch(): u32 {
  return batchWanted(changetype<Cursor>(waiting));
}

/** The caller's index of the batch at which the last error lies, or -1, and the byte in it. */
export function faultBatch(): i32 {
  return faulty == 0 ? -1 : changetype<Cursor>(faulty).batch;
}

export function faultType(): u32 {
  return faulty == 0 ? 0 : changetype<Cursor>(faulty).typ;
}

export function faultOffset(): u32 {
  if (faulty == 0) return 0;
  const c = changetype<Cursor>(faulty);
  return <u32>(c.end - c.at);
}

export function chunk(): usize {
  return chunkBase();
}
export function chunkRows(): u32 {
  return rows;
}
export function edges(): usize {
  return edgesBase();
}
/** Places in the edges' memory of ids that have no number yet. */
export function askedNumbers(): usize {
  return askedBase();
}
export function askedCount(): u32 {
  return askedN;
}
export function edgeCount(): u32 {
  return edgesN;
}
export function edgeCapacity(): u32 {
  return EDGES;
}
export function chunkAnnotations(): u32 {
  return annotations;
}
export function chunkCapacity(): u32 {
  return ROWS;
}
export function eventCount(): f64 {
  return <f64>events;
}
export function repairedCount(): f64 {
  return <f64>repaired;
}
export function skippedBytes(): f64 {
  return <f64>skipped;
}
export function skippedBatches(): u32 {
  return skips;
}
export function slowCount(): f64 {
  return <f64>slow;
}
/** Sets the origin of the time column ahead of the first generation read. */
export function startAt(ns: i64): void {
  setOrigin(ns);
}
export function origin(): i64 {
  return originNs;
}
export function lastTime(): i64 {
  return lastTs;
}
export function goroutineTable(): usize {
  return gTable();
}
export function goroutineCount(): u32 {
  return gCount();
}
export function threadTable(): usize {
  return mTable();
}
export function threadCount(): u32 {
  return mCount();
}
export function procTable(): usize {
  return pTable();
}
export function procCount(): u32 {
  return pCount();
}
export function collection(): u64 {
  return gcSeq;
}
export function collectionState(): u32 {
  return gcState;
}
export function firstCollection(): u64 {
  return firstGc;
}
export function unseenCount(): u32 {
  return unseenN;
}
export function assumptionsBroken(): bool {
  return broken;
}
