// The output: one chunk of columns that the caller reads between two calls of `step`.
import { alloc } from "./memory";

/** Rows of a chunk. One advance makes at most three rows. */
export const ROWS: u32 = 4096;
export const ROWS_SPARE: u32 = 4;

export let rows: u32 = 0;
export let lastTs: i64 = 0;
export let originNs: i64 = 0;
export let events: u64 = 0;
/** Rows of tasks and regions in the chunk: the caller checks their names, which are not here. */
export let annotations: u32 = 0;
let hasOrigin: bool = false;
let base: usize = 0;

/** Column offsets from the chunk's start; the caller lays typed arrays over them in the same order. */
const TIME: usize = 0;
const VALUE: usize = ROWS * 8;
const VALUE2: usize = ROWS * 16;
const KIND: usize = ROWS * 24;
const THREAD: usize = ROWS * 28;
const PROC: usize = ROWS * 32;
const GOROUTINE: usize = ROWS * 36;
const SUBJECT: usize = ROWS * 40;
const STACK: usize = ROWS * 44;
const STACK2: usize = ROWS * 48;
const TEXT: usize = ROWS * 52;
const BYTES: usize = ROWS * 56;

/** Which event types become rows; the others are only counted. */
const WANTED: usize = memory.data(256);

export const F_REPAIRED: u32 = 1;
/** Flags of the rows made by the advance under way. */
export let flags: u32 = 0;
export function setFlags(f: u32): void {
  flags = f;
}

export function chunkReset(): void {
  if (base == 0) base = alloc(BYTES);
  rows = 0;
  lastTs = 0;
  originNs = 0;
  hasOrigin = false;
  events = 0;
  memory.fill(WANTED, 1, 256);
}

export function chunkBase(): usize {
  return base;
}

export function want(typ: u32, yes: bool): void {
  store<u8>(WANTED + <usize>(typ & 255), yes ? 1 : 0);
}

export function rowsClear(): void {
  rows = 0;
  annotations = 0;
}

/** Takes back the rows made since `mark` rows, as far as the counts go. */
export function rowsUndo(mark: u32): void {
  events -= rows - mark;
  rows = mark;
}

/** The first generation's start is the zero of the time column. */
export function setOrigin(ns: i64): void {
  if (hasOrigin) return;
  hasOrigin = true;
  originNs = ns;
}

@inline
export function setValue(v: u64): void {
  store<u64>(base + VALUE + ((<usize>rows) << 3), v);
}

@inline
export function setValue2(v: u64): void {
  store<u64>(base + VALUE2 + ((<usize>rows) << 3), v);
}

/**
 * Appends an event. Times never stand still: an event not later than the one before it is moved to one
 * nanosecond after it. `subject` is a goroutine slot, or a processor id, depending on the type.
 */
@inline
export function row(
  typ: u32,
  from: u32,
  to: u32,
  time: i64,
  thread: i32,
  proc: i32,
  g: i32,
  subject: i32,
  stack: u32,
  stack2: u32,
  text: u32,
): void {
  const t = time <= lastTs ? lastTs + 1 : time;
  lastTs = t;
  events += 1;
  if (load<u8>(WANTED + <usize>typ) == 0) return;
  const i = (<usize>rows) << 2;
  store<f64>(base + TIME + (i << 1), <f64>(t - originNs));
  store<u32>(base + KIND + i, typ | (from << 8) | (to << 16) | (flags << 24));
  store<i32>(base + THREAD + i, thread);
  store<i32>(base + PROC + i, proc);
  store<i32>(base + GOROUTINE + i, g);
  store<i32>(base + SUBJECT + i, subject);
  store<u32>(base + STACK + i, stack);
  store<u32>(base + STACK2 + i, stack2);
  store<u32>(base + TEXT + i, text);
  if (typ - 40 < 4) annotations += 1;
  rows += 1;
}
