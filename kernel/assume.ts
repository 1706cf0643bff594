// What a part of a trace that is read apart from the parts before it takes for granted: every generation states its
// goroutines and processors anew, but not the number of the last collection, nor threads that did nothing lately.
// What is assumed is written down here, and whoever has read the part before checks it.

/** Threads taken for new. More than this many and nobody vouches for the part. */
const UNSEEN_MAX: u32 = 64;
const UNSEEN: usize = memory.data(64 * 8, 8);

let active: bool = false;
export let unseenN: u32 = 0;
export let firstGc: u64 = 0;
/** Something happened that the notes cannot express. */
export let broken: bool = false;

/** Starts over, noting or not. */
export function assumeReset(yes: bool): void {
  active = yes;
  unseenN = 0;
  firstGc = 0;
  broken = false;
}

/** A collection begins and none is known before it. */
export function assumeGc(seq: u64, inContext: bool): void {
  if (!active) return;
  firstGc = seq;
  if (!inContext) broken = true;
}

/** A collection goes on or ends and none is known before it. */
export function assumeNoGc(): void {
  if (active) broken = true;
}

/** The state is made anew, here and for whoever reads from the beginning: there is nothing more to take for granted. */
export function assumeStop(): void {
  active = false;
}

/** A thread is named that has produced no event so far. */
export function assumeUnseen(thread: u64): void {
  if (!active) return;
  if (unseenN == UNSEEN_MAX) {
    broken = true;
    return;
  }
  store<u64>(UNSEEN + (<usize>unseenN << 3), thread);
  unseenN += 1;
}

export function unseenAt(i: u32): u64 {
  return load<u64>(UNSEEN + (<usize>i << 3));
}
