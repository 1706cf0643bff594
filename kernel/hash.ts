// Open addressing from 64-bit ids to slots (linear probing, backward-shift deletion).
// Size follows the number of live ids, never an id's value: an id of 10^12 costs one entry.
import { alloc, release } from "./memory";

/** Entry: id u64, slot + 1 i32 (0 = empty), 4 bytes unused. */
const ENTRY: usize = 16;

@unmanaged
export class IdTable {
  base: usize;
  bits: u32;
  used: u32;
}

@inline
function home(t: IdTable, id: u64): u32 {
  return <u32>((id * 0x9e3779b97f4a7c15) >> (64 - <u64>t.bits));
}

@inline
function entry(t: IdTable, i: u32): usize {
  return t.base + (<usize>i << 4);
}

/** An empty table of 2^bits entries. */
export function idTable(t: IdTable, bits: u32): void {
  const bytes = ENTRY << bits;
  if (t.base == 0 || t.bits != bits) {
    if (t.base != 0) release(t.base, ENTRY << t.bits);
    t.base = alloc(bytes);
    t.bits = bits;
  }
  t.used = 0;
  memory.fill(t.base, 0, bytes);
}

/** The slot of an id, or -1. */
@inline
export function idGet(t: IdTable, id: u64): i32 {
  const mask: u32 = (1 << t.bits) - 1;
  let i = home(t, id);
  for (;;) {
    const e = entry(t, i);
    const slot = load<i32>(e, 8);
    if (slot == 0) return -1;
    if (load<u64>(e) == id) return slot - 1;
    i = (i + 1) & mask;
  }
  return -1;
}

function grow(t: IdTable): void {
  const old = t.base;
  const n: u32 = 1 << t.bits;
  const bytes = ENTRY << t.bits;
  t.bits += 1;
  t.base = alloc(ENTRY << t.bits);
  memory.fill(t.base, 0, ENTRY << t.bits);
  const mask: u32 = (1 << t.bits) - 1;
  for (let k: u32 = 0; k < n; k++) {
    const e = old + (<usize>k << 4);
    const slot = load<i32>(e, 8);
    if (slot == 0) continue;
    const id = load<u64>(e);
    let i = home(t, id);
    while (load<i32>(entry(t, i), 8) != 0) i = (i + 1) & mask;
    store<u64>(entry(t, i), id);
    store<i32>(entry(t, i), slot, 8);
  }
  release(old, bytes);
}

/** Adds an id that is not in the table. */
export function idSet(t: IdTable, id: u64, slot: i32): void {
  if (t.used * 2 >= <u32>1 << t.bits) grow(t);
  const mask: u32 = (1 << t.bits) - 1;
  let i = home(t, id);
  while (load<i32>(entry(t, i), 8) != 0) i = (i + 1) & mask;
  store<u64>(entry(t, i), id);
  store<i32>(entry(t, i), slot + 1, 8);
  t.used += 1;
}

/** Takes an id out and closes the gap, so that probes never meet tombstones. */
export function idDelete(t: IdTable, id: u64): void {
  const mask: u32 = (1 << t.bits) - 1;
  let i = home(t, id);
  for (;;) {
    const e = entry(t, i);
    if (load<i32>(e, 8) == 0) return;
    if (load<u64>(e) == id) break;
    i = (i + 1) & mask;
  }
  t.used -= 1;
  let j = i;
  for (;;) {
    j = (j + 1) & mask;
    const e = entry(t, j);
    if (load<i32>(e, 8) == 0) break;
    const h = home(t, load<u64>(e));
    if (((j - h) & mask) >= ((j - i) & mask)) {
      memory.copy(entry(t, i), e, ENTRY);
      i = j;
    }
  }
  store<i32>(entry(t, i), 0, 8);
}
