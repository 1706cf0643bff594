// Goroutine events: what each one requires of the state, and what it does to it. Three outcomes: done, not yet, broken.
// In lenient mode (the caller has met damage) an event that cannot be is taken at its word: what it asserts is adopted
// and its row is flagged; nothing is made up that no event says.
import { Cursor } from "./cursor";
import { F_REPAIRED, row, setFlags } from "./emit";
import { assumeUnseen } from "./assume";
import { edgePark, edgeRun, edgeWake } from "./edges";
import {
  bindG,
  gAt,
  gDelete,
  gFind,
  gNew,
  G_RUNNABLE,
  G_RUNNING,
  G_SYSCALL,
  G_WAITING,
  M,
  mAt,
  mFind,
  mSlot,
  NO_THREAD,
  P_ABANDONED,
  P_RUNNING,
  P_SYSCALL,
  pAt,
} from "./state";
import { stackKnown, stringKnown } from "./tables";

export const DONE: i32 = 1;
export const NOT_YET: i32 = 0;
export const E_CONTEXT: i32 = -10;
export const E_STATUS: i32 = -11;
export const E_INCONSISTENT: i32 = -12;
export const E_EXISTS: i32 = -13;
export const E_MISSING: i32 = -14;
export const E_THREAD: i32 = -15;
export const E_SEQUENCE: i32 = -16;
export const E_STACK: i32 = -17;
export const E_STRING: i32 = -18;
export const E_RANGE: i32 = -19;
export const E_GC: i32 = -20;

// States as the API names them.
export const S_UNDETERMINED: u32 = 0;
export const S_NOT_EXIST: u32 = 1;
export const S_RUNNABLE: u32 = 2;
export const S_RUNNING: u32 = 3;
export const S_WAITING: u32 = 4;
export const S_SYSCALL: u32 = 5;

export let initialGen: u64 = 0;
export let lenient: bool = false;
export function setInitialGen(gen: u64): void {
  initialGen = gen;
}
export function setLenient(yes: bool): void {
  lenient = yes;
}

/** The wire's goroutine status as an API state. */
@inline
function stateOf(status: u8): u32 {
  if (status == G_RUNNABLE) return S_RUNNABLE;
  if (status == G_RUNNING) return S_RUNNING;
  if (status == G_SYSCALL) return S_SYSCALL;
  if (status == G_WAITING) return S_WAITING;
  return S_UNDETERMINED;
}

/** In lenient mode flags the row and lets the caller go on; otherwise says what is wrong. */
@inline
export function amiss(code: i32): i32 {
  if (!lenient) return code;
  setFlags(F_REPAIRED);
  return DONE;
}

/** The running goroutine of a thread, alive, or -1. */
@inline
function current(m: M): i32 {
  const s = m.g;
  // An ended goroutine's slot has another serial number than the one that was bound.
  return s >= 0 && gAt(s).serial == m.gSerial ? s : -1;
}

/** Thread, processor and goroutine, as nearly all events near user code need them. */
@inline
export function userContext(c: Cursor, m: M): bool {
  return c.thread != 0 && m.p >= 0 && m.g >= 0;
}

export function goStatus(c: Cursor, m: M, gen: u64, withStack: bool): i32 {
  const status = <u8>c.a2;
  if (status > 4) return amiss(E_STATUS);
  const stack: u64 = withStack ? c.a3 : 0;
  if (!stackKnown(stack) && amiss(E_STACK) != DONE) return E_STACK;
  let from = stateOf(status);
  let s = gFind(c.a0);
  if (s >= 0) {
    const g = gAt(s);
    if (g.status != status) {
      if (amiss(E_INCONSISTENT) != DONE) return E_INCONSISTENT;
      g.status = status;
      g.parkNs = -1;
      g.wokenNs = -1;
      from = S_UNDETERMINED;
    }
    g.seq = 0;
    g.gen = gen;
  } else {
    if (gen != initialGen && amiss(E_MISSING) != DONE) return E_MISSING;
    s = gNew(c.a0, status, gen);
    from = S_UNDETERMINED;
  }
  const p = m.p;
  let ctxG = m.g;
  let thread = c.thread;
  if (status == G_RUNNING) {
    bindG(m, s);
  } else if (status == G_SYSCALL) {
    if (c.a1 == NO_THREAD) {
      if (amiss(E_THREAD) != DONE) return E_THREAD;
    } else if (c.a1 == m.id) {
      if (gen != initialGen && ctxG != s && amiss(E_THREAD) != DONE) return E_THREAD;
      bindG(m, s);
    } else {
      let other = mFind(c.a1);
      if (other >= 0) {
        if (mAt(other).g != s) {
          if (amiss(E_THREAD) != DONE) return E_THREAD;
          bindG(mAt(other), s);
        }
        ctxG = s;
      } else {
        assumeUnseen(c.a1);
        other = mSlot(c.a1);
        const o = mAt(other);
        o.seen = 1;
        o.p = -1;
        bindG(o, s);
      }
      thread = other;
    }
  }
  row(c.typ, from, stateOf(status), c.time, thread, p, ctxG, s, <u32>stack, 0, 0);
  return DONE;
}

@inline
export function goCreate(c: Cursor, m: M, gen: u64, status: u8): i32 {
  if ((c.thread == 0 || m.p < 0) && amiss(E_CONTEXT) != DONE) return E_CONTEXT;
  const cur = current(m);
  if (cur >= 0 && gAt(cur).status != G_RUNNING && amiss(E_STATUS) != DONE) return E_STATUS;
  if ((!stackKnown(c.a1) || !stackKnown(c.a2)) && amiss(E_STACK) != DONE) return E_STACK;
  let s = gFind(c.a0);
  if (s >= 0) {
    if (amiss(E_EXISTS) != DONE) return E_EXISTS;
    gDelete(s);
  }
  s = gNew(c.a0, status, gen);
  row(c.typ, S_NOT_EXIST, stateOf(status), c.time, c.thread, m.p, m.g, s, <u32>c.a2, <u32>c.a1, 0);
  return DONE;
}

export function goCreateSyscall(c: Cursor, m: M, gen: u64): i32 {
  if ((c.thread == 0 || m.g >= 0) && amiss(E_CONTEXT) != DONE) return E_CONTEXT;
  let s = gFind(c.a0);
  if (s >= 0) {
    if (amiss(E_EXISTS) != DONE) return E_EXISTS;
    gDelete(s);
  }
  s = gNew(c.a0, G_SYSCALL, gen);
  row(c.typ, S_NOT_EXIST, S_SYSCALL, c.time, c.thread, m.p, m.g, s, 0, 0, 0);
  bindG(m, s);
  return DONE;
}

/** GoDestroy, GoStop, GoBlock: the running goroutine leaves its thread. */
@inline
export function goStopExec(c: Cursor, m: M): i32 {
  if (!userContext(c, m) && amiss(E_CONTEXT) != DONE) return E_CONTEXT;
  const s = current(m);
  if (s < 0) {
    if (amiss(E_MISSING) != DONE) return E_MISSING;
  } else if (gAt(s).status != G_RUNNING && amiss(E_STATUS) != DONE) return E_STATUS;
  if (c.typ == 17) {
    row(17, S_RUNNING, S_NOT_EXIST, c.time, c.thread, m.p, m.g, s, 0, 0, 0);
    if (s >= 0) gDelete(s);
  } else {
    if (!stringKnown(c.a0) && amiss(E_STRING) != DONE) return E_STRING;
    if (!stackKnown(c.a1) && amiss(E_STACK) != DONE) return E_STACK;
    const block = c.typ == 20;
    const to = block ? S_WAITING : S_RUNNABLE;
    row(c.typ, S_RUNNING, to, c.time, c.thread, m.p, m.g, s, <u32>c.a1, 0, <u32>c.a0);
    if (s >= 0) {
      const g = gAt(s);
      g.status = block ? G_WAITING : G_RUNNABLE;
      if (block) edgePark(g, <u32>c.a1, <u32>c.a0);
    }
  }
  m.g = -1;
  return DONE;
}

/** The goroutine an event names, when it is in `status` and the event is its next one; else -1. */
@inline
function expected(id: u64, status: u8, gen: u64, seq: u64): i32 {
  const s = gFind(id);
  if (s < 0) return -1;
  const g = gAt(s);
  return g.status == status && g.gen == gen && seq == g.seq + 1 ? s : -1;
}

/** Lenient: the goroutine the event names, whatever was known of it. */
function adopt(id: u64, status: u8, gen: u64): i32 {
  setFlags(F_REPAIRED);
  let s = gFind(id);
  if (s < 0) s = gNew(id, status, gen);
  const g = gAt(s);
  // Between its last known state and this event something happened that the file does not hold.
  g.parkNs = -1;
  g.wokenNs = -1;
  g.status = status;
  g.gen = gen;
  return s;
}

@inline
export function goStart(c: Cursor, m: M, gen: u64): i32 {
  let s = expected(c.a0, G_RUNNABLE, gen, c.a1);
  if (s < 0) {
    if (!lenient) return NOT_YET;
    s = adopt(c.a0, G_RUNNABLE, gen);
  }
  if ((c.thread == 0 || m.p < 0 || m.g >= 0) && amiss(E_CONTEXT) != DONE) return E_CONTEXT;
  const g = gAt(s);
  g.status = G_RUNNING;
  g.seq = c.a1;
  row(16, S_RUNNABLE, S_RUNNING, c.time, c.thread, m.p, m.g, s, 0, 0, 0);
  edgeRun(g);
  bindG(m, s);
  return DONE;
}

@inline
export function goUnblock(c: Cursor, m: M, gen: u64): i32 {
  let s = expected(c.a0, G_WAITING, gen, c.a1);
  if (s < 0) {
    if (!lenient) return NOT_YET;
    s = adopt(c.a0, G_WAITING, gen);
  }
  if (!stackKnown(c.a2) && amiss(E_STACK) != DONE) return E_STACK;
  const g = gAt(s);
  g.status = G_RUNNABLE;
  g.seq = c.a1;
  row(21, S_WAITING, S_RUNNABLE, c.time, c.thread, m.p, m.g, s, <u32>c.a2, 0, 0);
  edgeWake(g, m.g, <u32>c.a2);
  return DONE;
}

/** GoSwitch and GoSwitchDestroy: unblock the next goroutine, block or end this one, start the next. */
export function goSwitch(c: Cursor, m: M, gen: u64): i32 {
  if (!userContext(c, m) && amiss(E_CONTEXT) != DONE) return E_CONTEXT;
  const cur = current(m);
  if (cur < 0) {
    if (amiss(E_MISSING) != DONE) return E_MISSING;
  } else if (gAt(cur).status != G_RUNNING && amiss(E_STATUS) != DONE) return E_STATUS;
  let next = expected(c.a0, G_WAITING, gen, c.a1);
  if (next < 0) {
    if (!lenient) return NOT_YET;
    next = adopt(c.a0, G_WAITING, gen);
  }
  const p = m.p;
  row(c.typ, S_WAITING, S_RUNNABLE, c.time, c.thread, p, m.g, next, 0, 0, 0);
  edgeWake(gAt(next), m.g, 0);
  if (c.typ == 45) {
    row(20, S_RUNNING, S_WAITING, c.time, c.thread, p, m.g, cur, 0, 0, 0);
    if (cur >= 0) {
      gAt(cur).status = G_WAITING;
      edgePark(gAt(cur), 0, 0);
    }
  } else {
    row(17, S_RUNNING, S_NOT_EXIST, c.time, c.thread, p, m.g, cur, 0, 0, 0);
    if (cur >= 0 && cur != next) gDelete(cur);
  }
  const g = gAt(next);
  g.status = G_RUNNING;
  g.seq = c.a1;
  row(16, S_RUNNABLE, S_RUNNING, c.time, c.thread, p, -1, next, 0, 0, 0);
  edgeRun(g);
  bindG(m, next);
  return DONE;
}

@inline
export function goSyscallBegin(c: Cursor, m: M, gen: u64): i32 {
  if (!userContext(c, m) && amiss(E_CONTEXT) != DONE) return E_CONTEXT;
  const s = current(m);
  if (s < 0) {
    if (amiss(E_MISSING) != DONE) return E_MISSING;
  } else if (gAt(s).status != G_RUNNING && amiss(E_STATUS) != DONE) return E_STATUS;
  if (!stackKnown(c.a1) && amiss(E_STACK) != DONE) return E_STACK;
  if (m.p >= 0) {
    const p = pAt(m.p);
    if ((p.gen != gen || c.a0 != p.seq + 1) && amiss(E_SEQUENCE) != DONE) return E_SEQUENCE;
    p.status = P_SYSCALL;
    p.seq = c.a0;
    p.gen = gen;
  }
  if (s >= 0) gAt(s).status = G_SYSCALL;
  row(22, S_RUNNING, S_SYSCALL, c.time, c.thread, m.p, m.g, s, <u32>c.a1, 0, 0);
  return DONE;
}

@inline
export function goSyscallEnd(c: Cursor, m: M): i32 {
  if (!userContext(c, m) && amiss(E_CONTEXT) != DONE) return E_CONTEXT;
  const s = current(m);
  if (s < 0) {
    if (amiss(E_MISSING) != DONE) return E_MISSING;
  } else if (gAt(s).status != G_SYSCALL && amiss(E_STATUS) != DONE) return E_STATUS;
  if (m.p >= 0) {
    const p = pAt(m.p);
    if (p.status != P_SYSCALL && amiss(E_STATUS) != DONE) return E_STATUS;
    p.status = P_RUNNING;
  }
  if (s >= 0) gAt(s).status = G_RUNNING;
  row(23, S_SYSCALL, S_RUNNING, c.time, c.thread, m.p, m.g, s, 0, 0, 0);
  return DONE;
}

export function goSyscallEndBlocked(c: Cursor, m: M): i32 {
  if (m.p >= 0 && pAt(m.p).status == P_SYSCALL) {
    if (!lenient) return NOT_YET;
    // The event says that the processor was lost; who took it is not in the file.
    setFlags(F_REPAIRED);
    m.p = -1;
  }
  if ((c.thread == 0 || m.g < 0) && amiss(E_CONTEXT) != DONE) return E_CONTEXT;
  const s = current(m);
  if (s < 0) {
    if (amiss(E_MISSING) != DONE) return E_MISSING;
  } else {
    if (gAt(s).status != G_SYSCALL && amiss(E_STATUS) != DONE) return E_STATUS;
    gAt(s).status = G_RUNNABLE;
  }
  row(24, S_SYSCALL, S_RUNNABLE, c.time, c.thread, m.p, m.g, s, 0, 0, 0);
  m.g = -1;
  return DONE;
}

/** A goroutine of a cgo callback ends; its processor, if any, is left to whoever takes it. */
export function goDestroySyscall(c: Cursor, m: M): i32 {
  if ((c.thread == 0 || m.g < 0) && amiss(E_CONTEXT) != DONE) return E_CONTEXT;
  const s = current(m);
  if (s < 0) {
    if (amiss(E_MISSING) != DONE) return E_MISSING;
  } else if (gAt(s).status != G_SYSCALL && amiss(E_STATUS) != DONE) return E_STATUS;
  const p = m.p;
  if (p >= 0) {
    if (pAt(p).status != P_SYSCALL && amiss(E_STATUS) != DONE) return E_STATUS;
    pAt(p).status = P_ABANDONED;
    // The processor's own row: it stops running on this thread.
    row(12, 2, 3, c.time, c.thread, p, m.g, p, 0, 0, 0);
  }
  row(18, S_SYSCALL, S_NOT_EXIST, c.time, c.thread, p, m.g, s, 0, 0, 0);
  if (s >= 0) gDelete(s);
  m.g = -1;
  m.p = -1;
  return DONE;
}
