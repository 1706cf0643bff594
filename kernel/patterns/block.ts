// Where everything lies: one block that the caller lays out. This module has no memory of its own, so that it can work
// in the memory in which the trace's reader writes its rows, without copying them.
import { Memo } from "./memo";

/** What is known of a goroutine, by the reader's slot. */
@unmanaged
export class Slot {
  /** Its last change of state, and when its system call under way began (NaN: none). */
  stateNs: f64;
  callNs: f64;
  /** Its number in the segment, on top of the numbers of earlier segments; -1 for none. */
  number: i32;
  /** The call's stack: the generation's id, or the trace's number where `carried`. */
  callStack: u32;
  /** Kind of its last change of state. */
  state: u8;
  /** Class of the last wait or stop; of the wait under way, plus 1 (0: it does not wait). */
  cls: u8;
  waiting: u8;
  carried: u8;
}
export const SLOT_BITS: usize = 5;

/** One call site of a pattern that only counts system calls. */
@unmanaged
export class Site {
  firstNs: f64;
  lastNs: f64;
  totalNs: f64;
  maxNs: f64;
  /** The longest call: when it began, whose it was, its stack. */
  startNs: f64;
  g: f64;
  stack: u32;
  carried: u32;
  count: u32;
  dense: u32;
  /** Begins of the last calls; the caller gives the memory. */
  ring: usize;
  /** The place of the next call in the ring. */
  next: u32;
}
const SITE_BITS: usize = 7;

/** What such a pattern asks of a call. */
@unmanaged
export class Tally {
  mostNs: f64;
  leastNs: f64;
  windowNs: f64;
  ring: u32;
  sites: usize;
}
const TALLY_BITS: usize = 5;

/** Rows of a segment, and where its columns lie: 4 bytes a row, but for time (8), kind and class (1). */
const ROWS: usize = 1 << 16;
export const ROW_TIME: usize = 0;
export const ROW_NUMBER: usize = ROWS * 8;
export const ROW_BEFORE: usize = ROWS * 12;
export const ROW_AFTER: usize = ROWS * 16;
export const ROW_WAKER: usize = ROWS * 20;
export const ROW_STACK: usize = ROWS * 24;
export const ROW_TEXT: usize = ROWS * 28;
export const ROW_NEW_STACK: usize = ROWS * 32;
export const ROW_KIND: usize = ROWS * 36;
export const ROW_CLASS: usize = ROWS * 37;
/** By goroutine, of which a row may name two: id (8 bytes); first row, last row, kinds. */
export const ID_OF: usize = ROWS * 38;
export const FIRST: usize = ROWS * 54;
export const LAST: usize = ROWS * 62;
export const KINDS_OF: usize = ROWS * 70;
/** Rows that gates ask about, 16 bytes each. */
export const MARKS: usize = ROWS * 78;

/** Pointers and numbers, set by the caller. The order is that of src/analyse/patterns/events/scan-kernel.ts. */
@unmanaged
export class Block {
  // The reader's columns.
  time: usize;
  word: usize;
  subject: usize;
  actor: usize;
  stack: usize;
  stack2: usize;
  text: usize;
  ids: usize;
  idBytes: u32;
  // What the patterns ask.
  kinds: usize;
  follows: usize;
  keep: usize;
  minNs: usize;
  maxNs: usize;
  special: usize;
  tallies: usize;
  talliesN: u32;
  syscallRows: u32;
  logsNamed: u32;
  // State.
  slots: usize;
  /** The segment: its columns lie at fixed places behind this. */
  segment: usize;
  /** So many rows are used, at most ROWS. */
  room: u32;
  // Results.
  at: u32;
  rows: u32;
  goroutines: u32;
  marksN: u32;
  irregular: u32;
  uncounted: u32;
  earlier: u32;
  base: i32;
  asked: u32;
  askedText: u32;
  askedCarried: u32;
  askedTally: u32;
  /** What is known of (stack, reason) pairs, and of single ids. */
  classesBase: usize;
  classesBits: u32;
  classesUsed: u32;
  namesBase: usize;
  namesBits: u32;
  namesUsed: u32;
}

let block: usize = 0;
export function setBlock(at: usize): void {
  block = at;
}
@inline
export function b(): Block {
  return changetype<Block>(block);
}
@inline
export function classes(): Memo {
  return changetype<Memo>(block + offsetof<Block>("classesBase"));
}
@inline
export function names(): Memo {
  return changetype<Memo>(block + offsetof<Block>("namesBase"));
}
@inline
export function slotAt(slot: i32): Slot {
  return changetype<Slot>(b().slots + (<usize>slot << SLOT_BITS));
}
@inline
export function tallyAt(n: u32): Tally {
  return changetype<Tally>(b().tallies + (<usize>n << TALLY_BITS));
}
@inline
export function siteAt(t: Tally, n: i32): Site {
  return changetype<Site>(t.sites + (<usize>n << SITE_BITS));
}
@inline
export function idAt(slot: i32): f64 {
  const id = load<u64>(b().ids + <usize>slot * b().idBytes);
  return id >> 32 == 0xffffffff ? -1 : <f64>id;
}
