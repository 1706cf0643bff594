// The segment under way: rows in columns, each linked to its goroutine's row before.
import {
  b,
  FIRST,
  ID_OF,
  idAt,
  KINDS_OF,
  LAST,
  ROW_AFTER,
  ROW_BEFORE,
  ROW_CLASS,
  ROW_KIND,
  ROW_NEW_STACK,
  ROW_NUMBER,
  ROW_TIME,
  ROW_WAKER,
  Slot,
  slotAt,
} from "./block";

/** No state known. */
export const NO_STATE: u32 = 31;

/** The slot's goroutine gets a number in the segment, unless it has one. */
export function enter(slot: i32): i32 {
  const s = slotAt(slot);
  const base = b().segment;
  const id = idAt(slot);
  const known = s.number - b().base;
  if (known >= 0 && load<f64>(base + (<usize>known << 3), ID_OF) == id) return known;
  const n = b().goroutines;
  b().goroutines = n + 1;
  store<f64>(base + (<usize>n << 3), id, ID_OF);
  const own = base + (<usize>n << 2);
  store<i32>(own, -1, FIRST);
  store<i32>(own, -1, LAST);
  store<u32>(own, 0, KINDS_OF);
  s.number = <i32>n + b().base;
  return <i32>n;
}

/** Puts a row behind its goroutine's last one. */
@inline
export function link(base: usize, row: u32, number: i32, kind: u32): void {
  const own = base + (<usize>number << 2);
  const at = base + (<usize>row << 2);
  const previous = load<i32>(own, LAST);
  store<i32>(at, number, ROW_NUMBER);
  store<i32>(at, previous, ROW_BEFORE);
  store<i32>(at, -1, ROW_AFTER);
  if (previous < 0) store<u32>(own, row, FIRST);
  else store<u32>(base + (<usize>previous << 2), row, ROW_AFTER);
  store<u32>(own, row, LAST);
  store<u32>(own, load<u32>(own, KINDS_OF) | (1 << kind), KINDS_OF);
}

/** The number of a goroutine that does something, a new one where nothing is known of it. */
@inline
export function numberOf(slot: i32): i32 {
  const s = slotAt(slot);
  const known = s.number - b().base;
  return known >= 0 && s.state != NO_STATE ? known : enter(slot);
}

/** Appends an event that the caller describes; slot -1: of no goroutine. */
export function append(ns: f64, kind: u32, slot: i32): u32 {
  const row = b().rows;
  const base = b().segment;
  store<f64>(base + (<usize>row << 3), ns, ROW_TIME);
  store<u8>(base + row, <u8>kind, ROW_KIND);
  store<u8>(base + row, 0, ROW_CLASS);
  if (slot < 0) store<i32>(base + (<usize>row << 2), -1, ROW_NUMBER);
  else link(base, row, numberOf(slot), kind);
  b().rows = row + 1;
  return row;
}

/** Who did it, and what a new goroutine begins with. */
@inline
export function waker(base: usize, row: u32, actor: i32, newStack: u32): void {
  const at = base + (<usize>row << 2);
  store<i32>(at, actor < 0 ? -1 : numberOf(actor), ROW_WAKER);
  store<u32>(at, newStack, ROW_NEW_STACK);
}

/** The goroutine is gone: the slot may get another. */
@inline
export function gone(s: Slot): void {
  s.state = <u8>NO_STATE;
  s.stateNs = NaN;
  s.callNs = NaN;
}
