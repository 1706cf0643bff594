// Stack and text ids of a generation as numbers of the whole trace. The caller gives a number once; from then on the
// edges carry it. An id without a number goes on a list that the caller works off after each step.
import { alloc, release } from "./memory";

/** What has no number yet, as places in memory. A caller's list: `full` says that it must be worked off first. */
export function full(): bool {
  return askedN + 3 > askedCap;
}

/** Marks an id in a goroutine's record that is a number already: the generation it counted in is over. */
const CARRIED: u32 = 0x80000000;
/** Ids above this are asked for each time. */
const KEPT_MAX: u32 = 1 << 20;

@unmanaged
class Numbers {
  /** Number plus one by id; 0 = not given yet. */
  base: usize;
  ids: u32;
}
const stacks = changetype<Numbers>(memory.data(8, 4));
const texts = changetype<Numbers>(memory.data(8, 4));

/** What has no number yet: the place of its id in the edges' memory. */
let asked: usize = 0;
let askedCap: u32 = 0;
export let askedN: u32 = 0;

export function askedBase(): usize {
  return asked;
}

/** Room for `cap` questions, all that one step can have. */
export function numbersInit(cap: u32): void {
  if (askedCap != 0) return;
  askedCap = cap;
  asked = alloc(<usize>cap << 2);
}

export function askedClear(): void {
  askedN = 0;
}

function clear(t: Numbers): void {
  if (t.ids == 0) {
    t.ids = 1024;
    t.base = alloc(<usize>t.ids << 2);
  }
  memory.fill(t.base, 0, <usize>t.ids << 2);
  store<u32>(t.base, 1);
}

/** A new generation: its ids have nothing to do with those before. */
export function numbersClear(): void {
  clear(stacks);
  clear(texts);
}

/** Gives an id its number. */
export function numberSet(which: u32, id: u32, number: u32): void {
  const t = which == 0 ? stacks : texts;
  if (id >= KEPT_MAX) return;
  if (id >= t.ids) {
    let n = t.ids;
    while (n <= id) n *= 2;
    const more = alloc(<usize>n << 2);
    memory.fill(more, 0, <usize>n << 2);
    memory.copy(more, t.base, <usize>t.ids << 2);
    release(t.base, <usize>t.ids << 2);
    t.base = more;
    t.ids = n;
  }
  store<u32>(t.base + (<usize>id << 2), number + 1);
}

@inline
function put(t: Numbers, at: usize, id: u32): void {
  if (id < t.ids) {
    const n = load<u32>(t.base + (<usize>id << 2));
    if (n != 0) {
      store<u32>(at, n - 1);
      return;
    }
  } else if (id >= CARRIED) {
    store<u32>(at, id - CARRIED);
    return;
  }
  store<u32>(at, id);
  store<u32>(asked + (<usize>askedN << 2), <u32>at);
  askedN += 1;
}

/** The record of a wait keeps a number that outlives the generation. */
function carryOne(t: Numbers, at: usize): void {
  const id = load<u32>(at);
  if (id >= CARRIED) return;
  const n = id < t.ids ? load<u32>(t.base + (<usize>id << 2)) : 0;
  if (n != 0) {
    store<u32>(at, CARRIED + (n - 1));
    return;
  }
  store<u32>(asked + (<usize>askedN << 2), <u32>at);
  askedN += 1;
}

export function carryStack(at: usize): void {
  carryOne(stacks, at);
}

export function carryText(at: usize): void {
  carryOne(texts, at);
}

@inline
export function putStack(at: usize, id: u32): void {
  put(stacks, at, id);
}

@inline
export function putText(at: usize, id: u32): void {
  put(texts, at, id);
}
