// Linear memory with power-of-two free lists: what one generation gives back, the next one takes.
// Blocks are not cleared. Growth beyond the module's maximum traps; the caller turns the trap into a diagnostic.

const HEADS: usize = memory.data(33 * 4, 16);
let top: usize = 0;

@inline
function classOf(bytes: usize): u32 {
  return bytes <= 64 ? 6 : 32 - clz<u32>(<u32>bytes - 1);
}

/** A block of at least `bytes` bytes (1 to 2^30), aligned to 64. */
export function alloc(bytes: usize): usize {
  if (bytes > 1 << 30) unreachable();
  const k = classOf(bytes);
  const head = HEADS + (<usize>k << 2);
  const free = load<usize>(head);
  if (free != 0) {
    store<usize>(head, load<usize>(free));
    return free;
  }
  if (top == 0) top = (__heap_base + 63) & ~63;
  const p = top;
  const end = <u64>p + (<u64>1 << k);
  const have = <u64>memory.size() << 16;
  // A word may be read at a block's last byte, so the memory ends behind the last block.
  if (end + 64 > have && memory.grow(<i32>((end + 64 - have + 0xffff) >>> 16)) < 0) unreachable();
  top = <usize>end;
  return p;
}

/** Gives back a block that `alloc(bytes)` handed out. */
export function release(p: usize, bytes: usize): void {
  if (p == 0) return;
  const head = HEADS + (<usize>classOf(bytes) << 2);
  store<usize>(p, load<usize>(head));
  store<usize>(head, p);
}

/** A block of `now` bytes that begins with the old one's content; the old one is given back. */
export function regrow(p: usize, old: usize, now: usize): usize {
  const q = alloc(now);
  memory.copy(q, p, old);
  release(p, old);
  return q;
}
