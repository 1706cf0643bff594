// The scheduler as the trace has told it so far: goroutines, processors, threads, the collector.
import { alloc, regrow, release } from "./memory";
import { IdTable, idDelete, idGet, idSet, idTable } from "./hash";

export const G_RUNNABLE: u8 = 1;
export const G_RUNNING: u8 = 2;
export const G_SYSCALL: u8 = 3;
export const G_WAITING: u8 = 4;
export const P_RUNNING: u8 = 1;
export const P_IDLE: u8 = 2;
export const P_SYSCALL: u8 = 3;
export const P_ABANDONED: u8 = 4;
export const NO_THREAD: u64 = u64.MAX_VALUE;

/** A goroutine. `ranges` points to up to RANGES_MAX entries of (event type << 56 | description). */
@unmanaged
export class G {
  id: u64;
  seq: u64;
  gen: u64;
  serial: u32;
  ranges: usize;
  rangesN: u32;
  status: u8;
  alive: u8;
  doubt: u32;
  /** The wait under way (edges.ts), -1 for none; ids with the top bit set are the caller's own numbers. */
  parkNs: i64;
  wokenNs: i64;
  waker: i64;
  parkStack: u32;
  wakeStack: u32;
  reason: u32;
}
const G_SIZE: usize = 88;

/** A processor. Ids below P_DIRECT are their own slot. */
@unmanaged
export class P {
  id: u64;
  seq: u64;
  gen: u64;
  status: u8;
  exists: u8;
  sweeping: u8;
}
const P_SIZE: usize = 32;
const P_DIRECT: u32 = 4096;

/** A thread with the processor and goroutine bound to it. Slot 0 stands for "no thread" and never binds. */
@unmanaged
export class M {
  id: u64;
  p: i32;
  g: i32;
  gSerial: u32;
  seen: u32;
  cursor: usize;
}
const M_SIZE: usize = 32;

export const RANGES_MAX: u32 = 7;

/**
 * Goroutine ids below PAGED map through pages of 4096 places, others through the hash table. A page that no live
 * goroutine uses is given back, and all pages together are at most 64 MiB, whatever ids a file claims.
 */
const PAGE_BITS: u32 = 12;
const PAGE_BYTES: usize = 4 << 12;
const PAGED: u64 = 1 << 24;
/** The page that was made last stays even when it is empty: short-lived goroutines would make it again and again. */
let newest: usize = 0;
/** Behind the last page and the last processor in use: what is to be cleared. */
let pagesEnd: usize = 0;
let procsEnd: u32 = P_DIRECT;
const pages: usize = memory.data(4096 * 4, 64);
const pageUse: usize = memory.data(4096 * 4, 64);

const gIds = changetype<IdTable>(memory.data(sizeof<u64>() * 2, 8));
const pIds = changetype<IdTable>(memory.data(sizeof<u64>() * 2, 8));
const mIds = changetype<IdTable>(memory.data(sizeof<u64>() * 2, 8));

let gBase: usize = 0;
let gCap: u32 = 0;
let gN: u32 = 0;
let freeBase: usize = 0;
let freeCap: u32 = 0;
let freeN: u32 = 0;
let freeReady: u32 = 0;
let pBase: usize = 0;
let pCap: u32 = 0;
let pN: u32 = 0;
let mBase: usize = 0;
let mCap: u32 = 0;
let mN: u32 = 0;
export let gcSeq: u64 = 0;
export let gcState: u8 = 0;
export function setGc(seq: u64, state: u8): void {
  gcSeq = seq;
  gcState = state;
}

@inline
export function gAt(slot: i32): G {
  return changetype<G>(gBase + <usize>slot * G_SIZE);
}
@inline
export function pAt(slot: i32): P {
  return changetype<P>(pBase + <usize>slot * P_SIZE);
}
@inline
export function mAt(slot: i32): M {
  return changetype<M>(mBase + <usize>slot * M_SIZE);
}
export function gTable(): usize {
  return gBase;
}
export function gCount(): u32 {
  return gN;
}
export function pTable(): usize {
  return pBase;
}
export function pCount(): u32 {
  return pN;
}
export function mTable(): usize {
  return mBase;
}
export function mCount(): u32 {
  return mN;
}

@inline
export function gFind(id: u64): i32 {
  if (id >= PAGED) return idGet(gIds, id);
  const page = load<usize>(pages + (<usize>(id >> PAGE_BITS) << 2));
  if (page == 0) return -1;
  return load<i32>(page + (<usize>(id & 4095) << 2)) - 1;
}

function gRegister(id: u64, slot: i32): void {
  if (id >= PAGED) {
    idSet(gIds, id, slot);
    return;
  }
  const at = <usize>(id >> PAGE_BITS) << 2;
  let page = load<usize>(pages + at);
  if (page == 0) {
    page = alloc(PAGE_BYTES);
    memory.fill(page, 0, PAGE_BYTES);
    store<usize>(pages + at, page);
    if (at >= pagesEnd) pagesEnd = at + 4;
    const before = newest;
    newest = at;
    if (before != at && load<u32>(pageUse + before) == 0) pageFree(before);
  }
  store<i32>(page + (<usize>(id & 4095) << 2), slot + 1);
  store<u32>(pageUse + at, load<u32>(pageUse + at) + 1);
}

function gUnregister(id: u64): void {
  if (id >= PAGED) {
    idDelete(gIds, id);
    return;
  }
  const at = <usize>(id >> PAGE_BITS) << 2;
  const page = load<usize>(pages + at);
  store<i32>(page + (<usize>(id & 4095) << 2), 0);
  const left = load<u32>(pageUse + at) - 1;
  store<u32>(pageUse + at, left);
  if (left == 0 && at != newest) pageFree(at);
}

function pageFree(at: usize): void {
  const page = load<usize>(pages + at);
  release(page, PAGE_BYTES);
  store<usize>(pages + at, 0);
}

function pagesReset(): void {
  newest = 0;
  for (let i: usize = 0; i < pagesEnd; i += 4) {
    release(load<usize>(pages + i), PAGE_BYTES);
    store<usize>(pages + i, 0);
    store<u32>(pageUse + i, 0);
  }
  pagesEnd = 0;
}

/** A slot for a goroutine that has none. */
export function gNew(id: u64, status: u8, gen: u64): i32 {
  let slot: i32;
  if (freeReady > 0) {
    freeReady -= 1;
    freeN -= 1;
    // The ready part lies at the front; keep it contiguous by moving the last entry down.
    slot = load<i32>(freeBase + (<usize>freeReady << 2));
    store<i32>(freeBase + (<usize>freeReady << 2), load<i32>(freeBase + (<usize>freeN << 2)));
  } else {
    if (gN == gCap) {
      gBase = regrow(gBase, <usize>gCap * G_SIZE, <usize>gCap * 2 * G_SIZE);
      gCap *= 2;
    }
    slot = <i32>gN;
    gN += 1;
    const fresh = gAt(slot);
    fresh.serial = 0;
    fresh.ranges = 0;
  }
  const g = gAt(slot);
  g.id = id;
  g.seq = 0;
  g.gen = gen;
  g.rangesN = 0;
  g.status = status;
  g.alive = 1;
  g.parkNs = -1;
  g.wokenNs = -1;
  gRegister(id, slot);
  return slot;
}

/** Ends a goroutine. Its slot is handed out again only after the next `gRecycle`, so a chunk's slots keep their ids. */
export function gDelete(slot: i32): void {
  const g = gAt(slot);
  gUnregister(g.id);
  g.alive = 0;
  g.serial += 1;
  if (freeN == freeCap) {
    freeBase = regrow(freeBase, <usize>freeCap << 2, <usize>freeCap << 3);
    freeCap *= 2;
  }
  store<i32>(freeBase + (<usize>freeN << 2), slot);
  freeN += 1;
}

/** Makes the slots of ended goroutines available. */
export function gRecycle(): void {
  freeReady = freeN;
}

/** Room for the goroutine's ranges. */
export function gRanges(g: G): usize {
  if (g.ranges == 0) g.ranges = alloc(64);
  return g.ranges;
}

/** The slot of a processor, known or not (`exists` tells), or -1 for ids above the direct ones that were never made. */
@inline
export function pFind(id: u64): i32 {
  if (id < P_DIRECT) return pAt(<i32>id).exists ? <i32>id : -1;
  return idGet(pIds, id);
}

export function pNew(id: u64, status: u8, gen: u64): i32 {
  let slot = <i32>id;
  if (id >= P_DIRECT) {
    if (pN == pCap) {
      pBase = regrow(pBase, <usize>pCap * P_SIZE, <usize>pCap * 2 * P_SIZE);
      pCap *= 2;
    }
    slot = <i32>pN;
    pN += 1;
    idSet(pIds, id, slot);
  } else if (<u32>id >= procsEnd) procsEnd = <u32>id + 1;
  const p = pAt(slot);
  p.id = id;
  p.seq = 0;
  p.gen = gen;
  p.status = status;
  p.exists = 1;
  p.sweeping = 0;
  return slot;
}

/** The slot of a thread, made when new. */
export function mSlot(id: u64): i32 {
  if (id == NO_THREAD) return 0;
  const found = idGet(mIds, id);
  if (found >= 0) return found;
  if (mN == mCap) {
    mBase = regrow(mBase, <usize>mCap * M_SIZE, <usize>mCap * 2 * M_SIZE);
    mCap *= 2;
  }
  const slot = <i32>mN;
  mN += 1;
  idSet(mIds, id, slot);
  clearThread(slot, id);
  return slot;
}

/** The slot of a thread that has produced an event, or -1. */
export function mFind(id: u64): i32 {
  const slot = id == NO_THREAD ? -1 : idGet(mIds, id);
  return slot >= 0 && mAt(slot).seen ? slot : -1;
}

function clearThread(slot: i32, id: u64): void {
  const m = mAt(slot);
  m.id = id;
  m.p = -1;
  m.g = -1;
  m.gSerial = 0;
  m.seen = 0;
  m.cursor = 0;
}

@inline
export function bindG(m: M, slot: i32): void {
  m.g = slot;
  if (slot >= 0) m.gSerial = gAt(slot).serial;
}

/** Forgets everything: the state before the first generation. */
export function stateReset(): void {
  if (gBase == 0) {
    gCap = 256;
    gBase = alloc(<usize>gCap * G_SIZE);
    freeCap = 256;
    freeBase = alloc(<usize>freeCap << 2);
    pCap = P_DIRECT;
    pBase = alloc(<usize>pCap * P_SIZE);
    mCap = 64;
    mBase = alloc(<usize>mCap * M_SIZE);
    gIds.base = 0;
    pIds.base = 0;
    mIds.base = 0;
  }
  for (let i: u32 = 0; i < gN; i++) release(gAt(<i32>i).ranges, 64);
  pagesReset();
  idTable(gIds, 6);
  idTable(pIds, 4);
  idTable(mIds, 6);
  memory.fill(pBase, 0, <usize>procsEnd * P_SIZE);
  procsEnd = 0;
  gN = 0;
  freeN = 0;
  freeReady = 0;
  pN = P_DIRECT;
  mN = 1;
  clearThread(0, NO_THREAD);
  gcSeq = 0;
  gcState = 0;
}
