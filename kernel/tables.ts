// Which stack and string ids the generation's tables hold, as bit sets, so that a reference to a missing entry is found here.
import { alloc, release } from "./memory";

@unmanaged
class Bits {
  base: usize;
  bytes: usize;
  bits: u32;
}
const stacks = changetype<Bits>(memory.data(16, 8));
const strings = changetype<Bits>(memory.data(16, 8));
/** Ids up to these are all there, so that nearly every check is one comparison. All ones: nothing is checked. */
let stacksDense: u64 = u64.MAX_VALUE;
let stringsDense: u64 = u64.MAX_VALUE;

/** Turns the checks on or off: an open generation has no tables to check against. Call it when the bits are set. */
export function tablesCheck(yes: bool): void {
  stacksDense = yes ? dense(stacks) : u64.MAX_VALUE;
  stringsDense = yes ? dense(strings) : u64.MAX_VALUE;
}

/** The largest id below which none is missing. */
function dense(t: Bits): u64 {
  let id: u64 = 0;
  while (has(t, id + 1)) id += 1;
  return id;
}

/** Room for `bits` bits of a table (which: 0 stacks, 1 strings), cleared; the caller fills them in. */
export function tableRoom(which: u32, bits: u32): usize {
  const t = which == 0 ? stacks : strings;
  const bytes = ((<usize>bits + 63) >> 3) & ~7;
  if (bytes > t.bytes) {
    if (t.bytes != 0) release(t.base, t.bytes);
    t.base = alloc(bytes);
    t.bytes = bytes;
  }
  t.bits = bits;
  memory.fill(t.base, 0, bytes);
  return t.base;
}

function has(t: Bits, id: u64): bool {
  if (id >= t.bits) return false;
  return ((load<u8>(t.base + <usize>(id >> 3)) >> <u8>(id & 7)) & 1) != 0;
}

@inline
export function stackKnown(id: u64): bool {
  return id <= stacksDense || has(stacks, id);
}

@inline
export function stringKnown(id: u64): bool {
  return id <= stringsDense || has(strings, id);
}
