// One cursor per thread: it walks the thread's batches of one generation and decodes the next event.
import { alloc, regrow } from "./memory";
import { M, mAt, mSlot } from "./state";

/** Number of varints after the type byte, the time difference included; 0 = not an event of a batch. */
const VARINTS: usize = memory.data<u8>([
  0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 3, 1, 4, 3, 4, 2,
  3, 1, 1, 3, 3, 4, 3, 1, 1, 4, 3, 1, 2, 3, 2, 2,
  2, 3, 2, 2, 1, 2, 2, 2, 5, 3, 4, 4, 5, 3, 3, 4,
  5, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  4, 4, 2, 3, 3, 2, 3, 3, 2, 0, 0, 0, 0, 0, 0, 0,
]);
const VARINTS_N: u32 = 144;

/** Longest event: type byte, then five varints of ten bytes. */
const EVENT_MAX: usize = 51;

/** What a cursor met when it was asked for the next event. */
export const END: i32 = 0;
export const EVENT: i32 = 1;
export const NEED: i32 = 2;
export const E_TYPE: i32 = -1;
export const E_VARINT: i32 = -2;

/** A batch: payload in linear memory (0 = not there yet), length, base time in ticks, index in the caller's list. */
@unmanaged
class Batch {
  time: u64;
  ptr: usize;
  len: u32;
  index: u32;
}
const BATCH_SIZE: usize = 24;

@unmanaged
export class Cursor {
  time: i64;
  lastTs: i64;
  a0: u64;
  a1: u64;
  a2: u64;
  a3: u64;
  typ: u32;
  thread: i32;
  p: usize;
  end: usize;
  at: usize;
  list: usize;
  listN: u32;
  listCap: u32;
  next: u32;
  batch: i32;
}
const CURSOR_SIZE: usize = 112;
const ARGS: usize = 16;

let cursors: usize = 0;
let cursorsCap: u32 = 0;
export let cursorsN: u32 = 0;
let nsPerTick: f64 = 1;
let nsPerTickWhole: u64 = 1;

/** A number of ticks (as u64) in nanoseconds, with Go's rounding and, out of range, amd64's result. */
export function ticksToNs(t: u64): i64 {
  const x = <f64>t * nsPerTick;
  if (!(x < 9223372036854775808.0 && x >= -9223372036854775808.0)) return i64.MIN_VALUE;
  return <i64>x;
}

@inline
function deltaNs(t: u64): i64 {
  if (nsPerTickWhole != 0 && t < 1 << 40) return <i64>(t * nsPerTickWhole);
  return ticksToNs(t);
}

/** Forgets the last generation's batches; `ns` is the length of a tick in nanoseconds. */
export function cursorsReset(ns: f64): void {
  for (let i: u32 = 0; i < cursorsN; i++) {
    const c = cursorAt(i);
    mAt(c.thread).cursor = 0;
  }
  cursorsN = 0;
  nsPerTick = ns;
  nsPerTickWhole = ns >= 1 && ns <= 4096 && floor(ns) == ns ? <u64>ns : 0;
}

@inline
export function cursorAt(i: u32): Cursor {
  return changetype<Cursor>(load<usize>(cursors + (<usize>i << 2)));
}

function cursorNew(): Cursor {
  if (cursorsCap == 0) {
    cursorsCap = 64;
    cursors = alloc(64 << 2);
    memory.fill(cursors, 0, 64 << 2);
  }
  if (cursorsN == cursorsCap) {
    cursors = regrow(cursors, <usize>cursorsCap << 2, <usize>cursorsCap << 3);
    memory.fill(cursors + (<usize>cursorsCap << 2), 0, <usize>cursorsCap << 2);
    cursorsCap *= 2;
  }
  const cell = cursors + (<usize>cursorsN << 2);
  let p = load<usize>(cell);
  if (p == 0) {
    p = alloc(CURSOR_SIZE);
    memory.fill(p, 0, CURSOR_SIZE);
    store<usize>(cell, p);
  }
  cursorsN += 1;
  const c = changetype<Cursor>(p);
  c.listN = 0;
  c.next = 0;
  c.p = 0;
  c.end = 0;
  c.lastTs = 0;
  c.batch = -1;
  c.a0 = 0;
  c.a1 = 0;
  c.a2 = 0;
  c.a3 = 0;
  return c;
}

/** Adds a batch to its thread's list, in file order. */
export function batchAdd(thread: u64, time: u64, ptr: usize, len: u32, index: u32): void {
  const slot = mSlot(thread);
  let m: M = mAt(slot);
  if (m.cursor == 0) {
    const made = cursorNew();
    made.thread = slot;
    m = mAt(slot);
    m.cursor = changetype<usize>(made);
  }
  const c = changetype<Cursor>(m.cursor);
  if (c.listN == c.listCap) {
    const cap: u32 = c.listCap == 0 ? 16 : c.listCap * 2;
    c.list =
      c.listCap == 0
        ? alloc(<usize>cap * BATCH_SIZE)
        : regrow(c.list, <usize>c.listCap * BATCH_SIZE, <usize>cap * BATCH_SIZE);
    c.listCap = cap;
  }
  const b = changetype<Batch>(c.list + <usize>c.listN * BATCH_SIZE);
  b.time = time;
  b.ptr = ptr;
  b.len = len;
  b.index = index;
  c.listN += 1;
}

/** Hands the payload of the batch a cursor asked for. */
export function batchSupply(c: Cursor, ptr: usize): void {
  changetype<Batch>(c.list + <usize>c.next * BATCH_SIZE).ptr = ptr;
}

/** The caller's index of the batch a cursor asks for. */
export function batchWanted(c: Cursor): u32 {
  return changetype<Batch>(c.list + <usize>c.next * BATCH_SIZE).index;
}

/** Gives up the rest of the current batch; the number of bytes given up. */
export function batchSkip(c: Cursor): u32 {
  const lost = <u32>(c.end - c.at);
  c.p = c.end;
  return lost;
}

function batchOpen(c: Cursor): i32 {
  for (;;) {
    if (c.next >= c.listN) return END;
    const b = changetype<Batch>(c.list + <usize>c.next * BATCH_SIZE);
    if (b.len == 0) {
      c.next += 1;
      continue;
    }
    if (b.ptr == 0) return NEED;
    c.next += 1;
    c.p = b.ptr;
    c.end = b.ptr + b.len;
    c.batch = <i32>b.index;
    c.lastTs = ticksToNs(b.time);
    return EVENT;
  }
  return END;
}

/** A varint that may not reach past `end`: its length, or 0 when it is cut or longer than 64 bits. */
function varintLength(p: usize, end: usize): u32 {
  let n: u32 = 0;
  while (p < end && n < 10) {
    const x = load<u8>(p);
    p += 1;
    n += 1;
    if (x < 128) return n == 10 && x > 1 ? 0 : n;
  }
  return 0;
}

function eventComplete(p: usize, end: usize, varints: u32): bool {
  for (let i: u32 = 0; i < varints; i++) {
    const n = varintLength(p, end);
    if (n == 0) return false;
    p += n;
  }
  return true;
}

/** Decodes the next event into the cursor. Only the last bytes of a batch need the careful look first. */
@inline
export function nextEvent(c: Cursor): i32 {
  if (c.p >= c.end) {
    const r = batchOpen(c);
    if (r != EVENT) return r;
  } else if (c.lastTs == 0) {
    // Go's cursor takes a zero time for "not set yet" and starts over from the batch's time.
    c.lastTs = ticksToNs(changetype<Batch>(c.list + <usize>(c.next - 1) * BATCH_SIZE).time);
  }
  let p = c.p;
  c.at = p;
  const typ: u32 = load<u8>(p);
  p += 1;
  const k: u32 = typ < VARINTS_N ? load<u8>(VARINTS + <usize>typ) : 0;
  if (k == 0) return E_TYPE;
  if (p + EVENT_MAX > c.end && !eventComplete(p, c.end, k)) return E_VARINT;
  c.typ = typ;
  let x: u64 = load<u8>(p);
  p += 1;
  if (x >= 128) {
    let r = x & 127;
    let s: u64 = 7;
    do {
      x = load<u8>(p);
      p += 1;
      if (s == 63 && x > 1) return E_VARINT;
      r |= (x & 127) << s;
      s += 7;
    } while (x >= 128);
    x = r;
  }
  const t = deltaNs(x) + c.lastTs;
  let d = changetype<usize>(c) + ARGS;
  for (let i: u32 = 1; i < k; i++) {
    x = load<u8>(p);
    p += 1;
    if (x >= 128) {
      let r = x & 127;
      let s: u64 = 7;
      do {
        x = load<u8>(p);
        p += 1;
        if (s == 63 && x > 1) return E_VARINT;
        r |= (x & 127) << s;
        s += 7;
      } while (x >= 128);
      x = r;
    }
    store<u64>(d, x);
    d += 8;
  }
  c.time = t;
  c.lastTs = t;
  c.p = p;
  return EVENT;
}
