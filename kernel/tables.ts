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
let checked: bool = false;

/** Turns the checks on or off: an open generation has no tables to check against. */
export function tablesCheck(yes: bool): void {
  checked = yes;
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

@inline
function has(t: Bits, id: u64): bool {
  if (!checked || id == 0) return true;
  if (id >= t.bits) return false;
  return ((load<u8>(t.base + <usize>(id >> 3)) >> <u8>(id & 7)) & 1) != 0;
}

@inline
export function stackKnown(id: u64): bool {
  return has(stacks, id);
}

@inline
export function stringKnown(id: u64): bool {
  return has(strings, id);
}
