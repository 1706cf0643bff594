// Finished waits: parked, woken, ran. Made here and not from the rows, because the goroutine's record is at hand: the
// same work on rows costs more than all the ordering.
import { lastTs, originNs, flags, F_REPAIRED } from "./emit";
import { alloc } from "./memory";
import {
  askedClear,
  askedN,
  carryStack,
  carryText,
  full,
  numbersInit,
  putStack,
  putText,
} from "./numbers";
import { G, gAt, gCount } from "./state";

export const EDGES: u32 = 4096;
const GOROUTINE: usize = 0;
const PARK: usize = EDGES * 8;
const WOKEN: usize = EDGES * 16;
const RAN: usize = EDGES * 24;
const WAKER: usize = EDGES * 32;
const REASON: usize = EDGES * 40;
const PARK_STACK: usize = EDGES * 44;
const WAKE_STACK: usize = EDGES * 48;
const DOUBT: usize = EDGES * 52;
const BYTES: usize = EDGES * 56;

let base: usize = 0;
export let edgesN: u32 = 0;
/** A step ends at so many edges; at none when enough numbers are missing, so that each is asked for only a few times. */
export let edgesLimit: u32 = EDGES;
const ASKED_MAX: u32 = 192;
export let edgesWanted: bool = false;

export function edgesReset(): void {
  if (base == 0) base = alloc(BYTES);
  numbersInit(EDGES * 3);
  edgesN = 0;
  edgesWanted = false;
}
export function edgesClear(): void {
  edgesN = 0;
  edgesLimit = EDGES - 1;
  askedClear();
}
export function edgesBase(): usize {
  return base;
}
export function wantEdges(yes: bool): void {
  edgesWanted = yes;
}

/**
 * A time that lies before the part of the trace that is read: whoever reads the part before knows it. Set by the
 * caller where a part begins (assume.ts); an edge that has it is completed there.
 */
const LOOSE: i64 = -2;

/** There is no such time. */
@inline
function none(ns: i64): bool {
  return ns < 0 && ns != LOOSE;
}

/** A goroutine blocks, now (`lastTs`, the time of the row just made). */
@inline
export function edgePark(g: G, stack: u32, reason: u32): void {
  g.parkNs = lastTs;
  g.wokenNs = -1;
  g.parkStack = stack;
  g.reason = reason;
  g.doubt = flags & F_REPAIRED;
}

/** A goroutine is woken by what runs on a thread (`by` -1: nothing, the runtime did it). */
@inline
export function edgeWake(g: G, by: i32, stack: u32): void {
  if (none(g.parkNs)) return;
  g.wokenNs = lastTs;
  g.waker = by < 0 ? -1 : <i64>gAt(by).id;
  g.wakeStack = stack;
  g.doubt |= flags & F_REPAIRED;
}

/**
 * Before a generation's tables go: ids of waits under way become numbers. How many have none yet, to be called again
 * when they are given; 0 = done.
 */
export function edgesCarry(): u32 {
  askedClear();
  for (let i: u32 = 0; i < gCount() && !full(); i++) {
    const g = gAt(<i32>i);
    if (g.alive == 0 || none(g.parkNs)) continue;
    carryStack(changetype<usize>(g) + offsetof<G>("parkStack"));
    carryStack(changetype<usize>(g) + offsetof<G>("wakeStack"));
    carryText(changetype<usize>(g) + offsetof<G>("reason"));
  }
  return askedN;
}

/** A goroutine runs: if it had waited and was woken, that is an edge. */
@inline
export function edgeRun(g: G): void {
  const wokenNs = g.wokenNs;
  const parkNs = g.parkNs;
  g.parkNs = -1;
  g.wokenNs = -1;
  if (none(wokenNs) || !edgesWanted) return;
  const i = <usize>edgesN << 2;
  store<f64>(base + GOROUTINE + (i << 1), <f64>(<i64>g.id));
  store<f64>(base + PARK + (i << 1), <f64>(parkNs - originNs));
  store<f64>(base + WOKEN + (i << 1), <f64>(wokenNs - originNs));
  store<f64>(base + RAN + (i << 1), <f64>(lastTs - originNs));
  store<f64>(base + WAKER + (i << 1), <f64>g.waker);
  putText(base + REASON + i, g.reason);
  putStack(base + PARK_STACK + i, g.parkStack);
  putStack(base + WAKE_STACK + i, g.wakeStack);
  store<u32>(base + DOUBT + i, g.doubt | (flags & F_REPAIRED));
  edgesN += 1;
  if (askedN > ASKED_MAX) edgesLimit = 0;
}
