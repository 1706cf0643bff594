// System calls that are only counted: a begin and the end after it, summed by call site. Such pairs are as frequent as
// anything in a trace; they never become rows.
import { b, idAt, names, siteAt, slotAt, Tally, tallyAt } from "./block";
import { memoGet, UNKNOWN } from "./memo";

/** Keys of single ids: what the id is, above it. */
export const TAG_STACK: u64 = 0;
export const TAG_LOG: u64 = 1;
const TAG_SITE: u64 = 2;

@inline
export function siteOf(n: u32, carried: u32, stack: u32): i32 {
  return memoGet(names(), ((TAG_SITE + 2 * <u64>n + carried) << 32) | stack);
}

/** Whether the sites of a stack are known; else the block says what is asked. */
export function sitesKnown(carried: u32, stack: u32): bool {
  for (let n: u32 = 0; n < b().talliesN; n++) {
    if (siteOf(n, carried, stack) != UNKNOWN) continue;
    b().asked = stack;
    b().askedCarried = carried;
    b().askedTally = n;
    return false;
  }
  return true;
}

/** The same, where that of the first pattern is known. */
@inline
export function othersKnown(carried: u32, stack: u32): bool {
  return b().talliesN == 1 || sitesKnown(carried, stack);
}

/** A call is over: adds it to its site. */
@inline
export function counted(
  t: Tally,
  site: i32,
  slot: i32,
  fromNs: f64,
  carried: u32,
  stack: u32,
  ns: f64,
): void {
  const cost = ns - fromNs;
  if (cost > t.mostNs || cost < t.leastNs) return;
  const s = siteAt(t, site);
  const count = s.count;
  s.count = count + 1;
  if (fromNs < s.firstNs) s.firstNs = fromNs;
  if (ns > s.lastNs) s.lastNs = ns;
  s.totalNs += cost;
  if (t.ring > 0 && s.dense == 0) {
    const at = s.next;
    const next: u32 = at + 1 == t.ring ? 0 : at + 1;
    s.next = next;
    store<f64>(s.ring + (<usize>at << 3), fromNs);
    const oldest = load<f64>(s.ring + (<usize>next << 3));
    if (count + 1 >= t.ring && fromNs - oldest <= t.windowNs) s.dense = 1;
  }
  if (cost <= s.maxNs) return;
  s.maxNs = cost;
  s.startNs = fromNs;
  s.g = idAt(slot);
  s.stack = stack;
  s.carried = carried;
}

/** Adds a call that is over to its sites, from pattern `n` on. */
export function callEnded(n: u32, slot: i32, fromNs: f64, carried: u32, stack: u32, ns: f64): void {
  for (; n < b().talliesN; n++) {
    counted(tallyAt(n), siteOf(n, carried, stack), slot, fromNs, carried, stack, ns);
  }
}

/** The same for a call that the caller kept: one in which another had begun. */
export function endCall(slot: i32, fromNs: f64, carried: u32, stack: u32, ns: f64): void {
  callEnded(0, slot, fromNs, carried, stack, ns);
}

export function sitesOfCall(carried: u32, stack: u32): bool {
  return sitesKnown(carried, stack);
}

/** Takes away the call under way. */
export function forgetCall(slot: i32): void {
  slotAt(slot).callNs = NaN;
}
