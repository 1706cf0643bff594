// What the caller said of ids of the generation's tables: open addressing from 64-bit keys to small numbers.
// The caller gives the memory, cleared, and more of it before a table is half full.

/** Entry: key u64, value + 1 u32 (0 = empty), 4 bytes unused. */
const ENTRY_BITS: usize = 4;
export const UNKNOWN: i32 = -1;

@unmanaged
export class Memo {
  base: usize;
  bits: u32;
  used: u32;
}

@inline
function home(m: Memo, key: u64): u32 {
  return <u32>((key * 0x9e3779b97f4a7c15) >> (64 - <u64>m.bits));
}

/** The number given to a key, UNKNOWN for none. */
@inline
export function memoGet(m: Memo, key: u64): i32 {
  const mask: u32 = (1 << m.bits) - 1;
  let i = home(m, key);
  for (;;) {
    const e = m.base + (<usize>i << ENTRY_BITS);
    const value = load<u32>(e, 8);
    if (value == 0) return UNKNOWN;
    if (load<u64>(e) == key) return <i32>value - 1;
    i = (i + 1) & mask;
  }
  return UNKNOWN;
}

/** Gives a number to a key that has none. */
export function memoPut(m: Memo, key: u64, value: u32): void {
  const mask: u32 = (1 << m.bits) - 1;
  let i = home(m, key);
  while (load<u32>(m.base + (<usize>i << ENTRY_BITS), 8) != 0) i = (i + 1) & mask;
  const e = m.base + (<usize>i << ENTRY_BITS);
  store<u64>(e, key);
  store<u32>(e, value + 1, 8);
  m.used += 1;
}

/** Moves what is known to a larger memory of 2^bits entries, cleared. */
export function memoMove(m: Memo, base: usize, bits: u32): void {
  const old = m.base;
  const n: u32 = old == 0 ? 0 : 1 << m.bits;
  m.base = base;
  m.bits = bits;
  m.used = 0;
  for (let i: u32 = 0; i < n; i++) {
    const e = old + (<usize>i << ENTRY_BITS);
    const value = load<u32>(e, 8);
    if (value != 0) memoPut(m, load<u64>(e), value - 1);
  }
}

export function memoClear(m: Memo): void {
  memory.fill(m.base, 0, <usize>1 << (ENTRY_BITS + m.bits));
  m.used = 0;
}
