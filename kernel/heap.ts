// The min-heap of cursors by next event time: the same moves as Go's reader makes, so that equal times keep its order.
import { alloc, release } from "./memory";
import { Cursor } from "./cursor";

export let heap: usize = 0;
export let heapN: u32 = 0;
let cap: u32 = 0;

@inline
export function heapAt(i: i32): Cursor {
  return changetype<Cursor>(load<usize>(heap + (<usize>i << 2)));
}

@inline
function put(i: i32, c: Cursor): void {
  store<usize>(heap + (<usize>i << 2), changetype<usize>(c));
}

@inline
export function heapTop(): Cursor {
  return heapAt(0);
}

export function heapReset(most: u32): void {
  heapN = 0;
  if (most <= cap) return;
  if (cap != 0) release(heap, <usize>cap << 2);
  cap = most < 16 ? 16 : most;
  heap = alloc(<usize>cap << 2);
}

function up(from: i32): i32 {
  let i = from;
  while (i > 0) {
    const parent = (i - 1) / 2;
    const a = heapAt(parent);
    const b = heapAt(i);
    if (a.time <= b.time) break;
    put(parent, b);
    put(i, a);
    i = parent;
  }
  return i;
}

function down(from: i32): void {
  let i = from;
  const n = <i32>heapN;
  for (;;) {
    const l = 2 * i + 1;
    if (l >= n) return;
    const c = heapAt(i);
    let m = i;
    let t = c.time;
    if (heapAt(l).time < t) {
      m = l;
      t = heapAt(l).time;
    }
    if (l + 1 < n && heapAt(l + 1).time < t) m = l + 1;
    if (m == i) return;
    put(i, heapAt(m));
    put(m, c);
    i = m;
  }
}

export function heapInsert(c: Cursor): void {
  put(<i32>heapN, c);
  heapN += 1;
  up(<i32>heapN - 1);
}

/** The time up to which the cursor at the top stays there. */
@inline
export function heapLimit(): i64 {
  if (heapN < 2) return i64.MAX_VALUE;
  const a = heapAt(1).time;
  if (heapN < 3) return a;
  const b = heapAt(2).time;
  return a < b ? a : b;
}

@inline
export function heapUpdate(i: i32): void {
  if (i == 0 || up(i) == i) down(i);
}

/** Takes out the cursor at `at`, by way of the root. */
export function heapRemove(at: i32): void {
  let i = at;
  while (i > 0) {
    const parent = (i - 1) / 2;
    const a = heapAt(parent);
    put(parent, heapAt(i));
    put(i, a);
    i = parent;
  }
  heapN -= 1;
  put(0, heapAt(<i32>heapN));
  down(0);
}

/** Sorts the heap by time; a sorted heap is still a heap. */
export function heapSort(): void {
  for (let i: i32 = 1; i < <i32>heapN; i++) {
    const c = heapAt(i);
    let j = i - 1;
    while (j >= 0 && heapAt(j).time > c.time) {
      put(j + 1, heapAt(j));
      j -= 1;
    }
    put(j + 1, c);
  }
}
