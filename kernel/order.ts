// Dispatch of one event, and the events of processors, ranges, the collector and annotations.
import { Cursor } from "./cursor";
import { row, setFlags, setValue, setValue2, F_REPAIRED } from "./emit";
import {
  amiss,
  DONE,
  E_CONTEXT,
  E_GC,
  E_INCONSISTENT,
  E_MISSING,
  E_RANGE,
  E_STACK,
  E_STATUS,
  E_STRING,
  E_THREAD,
  goCreate,
  goCreateSyscall,
  goDestroySyscall,
  goStart,
  goStatus,
  goStopExec,
  goSwitch,
  goSyscallBegin,
  goSyscallEnd,
  goSyscallEndBlocked,
  goUnblock,
  initialGen,
  lenient,
  NOT_YET,
  userContext,
} from "./goroutines";
import {
  G,
  gAt,
  gcSeq,
  gcState,
  gFind,
  gRanges,
  G_RUNNABLE,
  G_WAITING,
  M,
  mAt,
  mCount,
  mFind,
  mSlot,
  P_ABANDONED,
  P_IDLE,
  P_RUNNING,
  P_SYSCALL,
  pAt,
  pFind,
  pNew,
  RANGES_MAX,
  setGc,
} from "./state";
import { assumeGc, assumeNoGc } from "./assume";
import { stackKnown, stringKnown } from "./tables";

const GC_OFF: u8 = 1;
const GC_ON: u8 = 2;
const PS_UNDETERMINED: u32 = 0;
const PS_NOT_EXIST: u32 = 1;
const PS_RUNNING: u32 = 2;
const PS_IDLE: u32 = 3;

function procState(status: u8): u32 {
  if (status == P_RUNNING || status == P_SYSCALL) return PS_RUNNING;
  return status == 0 ? PS_UNDETERMINED : PS_IDLE;
}

function threadHolding(proc: i32): i32 {
  let found = -1;
  for (let i: u32 = 1; i < mCount(); i++) if (mAt(<i32>i).p == proc) found = <i32>i;
  return found;
}

function procStatus(c: Cursor, m: M, gen: u64): i32 {
  const status = <u8>c.a1;
  if (status > 4) return amiss(E_STATUS);
  let from = procState(status);
  let to = from;
  let promoted = false;
  let s = pFind(c.a0);
  if (s >= 0) {
    const p = pAt(s);
    if (status == P_ABANDONED && p.status == P_SYSCALL) {
      from = PS_RUNNING;
      to = PS_RUNNING;
      promoted = true;
    } else if (status == P_ABANDONED && p.status == P_ABANDONED) {
      from = PS_IDLE;
    } else if (p.status != status) {
      if (amiss(E_INCONSISTENT) != DONE) return E_INCONSISTENT;
      p.status = status;
      from = PS_UNDETERMINED;
    }
    p.seq = 0;
    p.gen = gen;
  } else {
    s = pNew(c.a0, status, gen);
    from = gen == initialGen ? PS_UNDETERMINED : PS_NOT_EXIST;
  }
  let thread = c.thread;
  let ctxP = m.p;
  let ctxG = m.g;
  if (promoted) {
    const holder = threadHolding(s);
    if (holder < 0) {
      if (amiss(E_MISSING) != DONE) return E_MISSING;
    } else {
      thread = holder;
      ctxP = s;
      ctxG = mAt(holder).g;
    }
  }
  row(13, from, to, c.time, thread, ctxP, ctxG, s, 0, 0, 0);
  if (status == P_RUNNING || status == P_SYSCALL) m.p = s;
  return DONE;
}

function procStart(c: Cursor, m: M, gen: u64): i32 {
  let s = pFind(c.a0);
  if (s < 0 || pAt(s).status != P_IDLE || pAt(s).gen != gen || c.a1 != pAt(s).seq + 1 || m.p >= 0) {
    if (!lenient) return NOT_YET;
    setFlags(F_REPAIRED);
    if (s < 0) s = pNew(c.a0, P_IDLE, gen);
    const holder = threadHolding(s);
    if (holder >= 0) mAt(holder).p = -1;
  }
  if (c.thread == 0 && amiss(E_CONTEXT) != DONE) return E_CONTEXT;
  const p = pAt(s);
  p.status = P_RUNNING;
  p.seq = c.a1;
  p.gen = gen;
  row(10, PS_IDLE, PS_RUNNING, c.time, c.thread, m.p, m.g, s, 0, 0, 0);
  m.p = s;
  return DONE;
}

function procStop(c: Cursor, m: M): i32 {
  const s = m.p;
  if (s < 0) {
    if (amiss(E_MISSING) != DONE) return E_MISSING;
    row(11, PS_RUNNING, PS_IDLE, c.time, c.thread, -1, m.g, -1, 0, 0, 0);
    return DONE;
  }
  const p = pAt(s);
  if (p.status != P_RUNNING && p.status != P_SYSCALL && amiss(E_STATUS) != DONE) return E_STATUS;
  if (c.thread == 0 && amiss(E_CONTEXT) != DONE) return E_CONTEXT;
  p.status = P_IDLE;
  row(11, PS_RUNNING, PS_IDLE, c.time, c.thread, s, m.g, s, 0, 0, 0);
  m.p = -1;
  return DONE;
}

function procSteal(c: Cursor, m: M, gen: u64): i32 {
  let s = pFind(c.a0);
  if (
    s < 0 ||
    (pAt(s).status != P_SYSCALL && pAt(s).status != P_ABANDONED) ||
    pAt(s).gen != gen ||
    c.a1 != pAt(s).seq + 1
  ) {
    if (!lenient) return NOT_YET;
    setFlags(F_REPAIRED);
    if (s < 0) s = pNew(c.a0, P_SYSCALL, gen);
  }
  if (c.thread == 0 && amiss(E_CONTEXT) != DONE) return E_CONTEXT;
  const p = pAt(s);
  const abandoned = p.status == P_ABANDONED;
  const self = c.a2 == m.id;
  const victim = self ? c.thread : mFind(c.a2);
  if (!abandoned && (victim < 0 || mAt(victim).p != s) && amiss(E_THREAD) != DONE) return E_THREAD;
  p.status = P_IDLE;
  p.seq = c.a1;
  p.gen = gen;
  row(12, abandoned ? PS_IDLE : PS_RUNNING, PS_IDLE, c.time, c.thread, m.p, m.g, s, 0, 0, 0);
  if (!abandoned && victim >= 0 && mAt(victim).p == s) mAt(victim).p = -1;
  return DONE;
}

/** Looks a range up on a goroutine: its index, or -1. `desc` of all ones matches any. */
function rangeFind(g: G, typ: u64, desc: u64, any: bool): i32 {
  for (let i: u32 = 0; i < g.rangesN; i++) {
    const r = load<u64>(g.ranges + (<usize>i << 3));
    if (any ? r >> 56 == typ : r == ((typ << 56) | desc)) return <i32>i;
  }
  return -1;
}

function rangeAdd(g: G, typ: u64, desc: u64): i32 {
  if (g.rangesN >= RANGES_MAX) return lenient ? DONE : E_RANGE;
  store<u64>(gRanges(g) + (<usize>g.rangesN << 3), (typ << 56) | desc);
  g.rangesN += 1;
  return DONE;
}

function rangeBegin(c: Cursor, m: M): i32 {
  if (!userContext(c, m) && amiss(E_CONTEXT) != DONE) return E_CONTEXT;
  const stw = c.typ == 26;
  const desc: u64 = stw ? c.a0 : 0;
  const stack = stw ? c.a1 : c.a0;
  if (stw && !stringKnown(desc) && amiss(E_STRING) != DONE) return E_STRING;
  if (!stackKnown(stack) && amiss(E_STACK) != DONE) return E_STACK;
  if (m.g < 0 || gAt(m.g).alive == 0) {
    if (amiss(E_MISSING) != DONE) return E_MISSING;
  } else {
    const g = gAt(m.g);
    if (rangeFind(g, c.typ, desc, false) >= 0) {
      if (amiss(E_RANGE) != DONE) return E_RANGE;
    } else if (rangeAdd(g, c.typ, desc) != DONE) return E_RANGE;
  }
  row(c.typ, 0, 0, c.time, c.thread, m.p, m.g, m.g, <u32>stack, 0, <u32>desc);
  return DONE;
}

function rangeActive(c: Cursor, m: M, gen: u64): i32 {
  const s = gFind(c.a0);
  if (s < 0) {
    if (amiss(E_MISSING) != DONE) return E_MISSING;
  } else {
    const g = gAt(s);
    const has = rangeFind(g, 35, 0, false) >= 0;
    if (gen == initialGen) {
      if (has) {
        if (amiss(E_RANGE) != DONE) return E_RANGE;
      } else if (rangeAdd(g, 35, 0) != DONE) return E_RANGE;
    } else if (!has && amiss(E_RANGE) != DONE) return E_RANGE;
  }
  row(34, 0, 0, c.time, c.thread, m.p, m.g, s, 0, 0, 0);
  return DONE;
}

function rangeEnd(c: Cursor, m: M): i32 {
  if (!userContext(c, m) && amiss(E_CONTEXT) != DONE) return E_CONTEXT;
  let desc: u64 = 0;
  if (m.g < 0 || gAt(m.g).alive == 0) {
    if (amiss(E_MISSING) != DONE) return E_MISSING;
  } else {
    const g = gAt(m.g);
    const i = rangeFind(g, c.typ - 1, 0, true);
    if (i < 0) {
      if (amiss(E_RANGE) != DONE) return E_RANGE;
    } else {
      const at = g.ranges + (<usize>i << 3);
      desc = load<u64>(at) & 0xffffffffffffff;
      g.rangesN -= 1;
      store<u64>(at, load<u64>(g.ranges + (<usize>g.rangesN << 3)));
    }
  }
  row(c.typ, 0, 0, c.time, c.thread, m.p, m.g, m.g, 0, 0, <u32>desc);
  return DONE;
}

function sweep(c: Cursor, m: M, gen: u64): i32 {
  let s = m.p;
  if (c.typ == 31) {
    s = pFind(c.a0);
    if (s < 0 && amiss(E_MISSING) != DONE) return E_MISSING;
  } else if ((c.thread == 0 || m.p < 0) && amiss(E_CONTEXT) != DONE) return E_CONTEXT;
  let stack: u32 = 0;
  if (c.typ == 32) {
    if (!stackKnown(c.a0) && amiss(E_STACK) != DONE) return E_STACK;
    stack = <u32>c.a0;
  }
  if (s >= 0) {
    const p = pAt(s);
    const must = c.typ == 33 || (c.typ == 31 && gen != initialGen);
    if ((p.sweeping != 0) != must && amiss(E_RANGE) != DONE) return E_RANGE;
    p.sweeping = c.typ == 33 ? 0 : 1;
  }
  if (c.typ == 33) {
    setValue(c.a0);
    setValue2(c.a1);
  }
  row(c.typ, 0, 0, c.time, c.thread, m.p, m.g, s, stack, 0, 0);
  return DONE;
}

function gc(c: Cursor, m: M, gen: u64): i32 {
  const seq = c.a0;
  const stack: u64 = c.typ == 29 ? c.a1 : 0;
  if (!stackKnown(stack) && amiss(E_STACK) != DONE) return E_STACK;
  const first = c.typ == 28 ? gen == initialGen : c.typ == 29 && gcState == 0;
  if (first) {
    if (gcState != 0 && amiss(E_GC) != DONE) return E_GC;
    if (c.typ == 29) assumeGc(seq, userContext(c, m));
  } else {
    if (gcState == 0) assumeNoGc();
    if (seq != gcSeq + 1) {
      if (!lenient) return NOT_YET;
      setFlags(F_REPAIRED);
    }
    const wrong = c.typ == 29 ? gcState == GC_ON : gcState != GC_ON;
    if (wrong && amiss(E_GC) != DONE) return E_GC;
    if (!userContext(c, m) && amiss(E_CONTEXT) != DONE) return E_CONTEXT;
  }
  setGc(seq, c.typ == 30 ? GC_OFF : GC_ON);
  setValue(seq);
  row(c.typ, 0, 0, c.time, c.thread, m.p, m.g, -1, <u32>stack, 0, 0);
  return DONE;
}

/** ProcsChange, GoLabel, tasks, regions, logs: things that running code says. */
@inline
function annotation(c: Cursor, m: M): i32 {
  if (!userContext(c, m) && amiss(E_CONTEXT) != DONE) return E_CONTEXT;
  let stack: u64 = 0;
  let text: u64 = 0;
  let text2: u64 = 0;
  switch (c.typ) {
    case 9:
      stack = c.a1;
      break;
    case 39:
      text = c.a0;
      break;
    case 40:
      text = c.a2;
      stack = c.a3;
      setValue2(c.a1 == 0 ? u64.MAX_VALUE : c.a1);
      break;
    case 41:
      stack = c.a1;
      break;
    case 42:
    case 43:
      text = c.a1;
      stack = c.a2;
      break;
    case 44:
      text = c.a1;
      text2 = c.a2;
      stack = c.a3;
      break;
  }
  if (c.typ != 39) setValue(c.a0);
  if (!stackKnown(stack) && amiss(E_STACK) != DONE) return E_STACK;
  if ((!stringKnown(text) || !stringKnown(text2)) && amiss(E_STRING) != DONE) return E_STRING;
  row(c.typ, 0, 0, c.time, c.thread, m.p, m.g, m.g, <u32>stack, <u32>text2, <u32>text);
  return DONE;
}

@inline
function heapMetric(c: Cursor, m: M): i32 {
  if ((c.thread == 0 || m.p < 0) && amiss(E_CONTEXT) != DONE) return E_CONTEXT;
  setValue(c.a0);
  row(c.typ, 0, 0, c.time, c.thread, m.p, m.g, -1, 0, 0, 0);
  return DONE;
}

function experimental(c: Cursor, m: M): i32 {
  if (c.thread == 0 && amiss(E_CONTEXT) != DONE) return E_CONTEXT;
  setValue(c.a0);
  setValue2(c.a1);
  row(c.typ, 0, 0, c.time, c.thread, m.p, m.g, -1, <u32>c.a2, <u32>(c.a2 >> 32), 0);
  return DONE;
}

/** Tries to advance the scheduler by the cursor's event; for the rare places, so that the hot one is compiled apart. */
export function advance(c: Cursor, gen: u64): i32 {
  return advanceHot(c, gen);
}

/** The same, compiled into the loop that calls it. */
@inline
export function advanceHot(c: Cursor, gen: u64): i32 {
  const m = mAt(c.thread);
  m.seen = 1;
  let r: i32;
  switch (c.typ) {
    case 9: case 39: case 40: case 41: case 42: case 43: case 44: r = annotation(c, m); break;
    case 10: r = procStart(c, m, gen); break;
    case 11: r = procStop(c, m); break;
    case 12: r = procSteal(c, m, gen); break;
    case 13: r = procStatus(c, m, gen); break;
    case 14: r = goCreate(c, m, gen, G_RUNNABLE); break;
    case 15: r = goCreateSyscall(c, m, gen); break;
    case 16: r = goStart(c, m, gen); break;
    case 17: case 19: case 20: r = goStopExec(c, m); break;
    case 18: r = goDestroySyscall(c, m); break;
    case 21: r = goUnblock(c, m, gen); break;
    case 22: r = goSyscallBegin(c, m, gen); break;
    case 23: r = goSyscallEnd(c, m); break;
    case 24: r = goSyscallEndBlocked(c, m); break;
    case 25: r = goStatus(c, m, gen, false); break;
    case 26: case 35: r = rangeBegin(c, m); break;
    case 27: case 36: r = rangeEnd(c, m); break;
    case 28: case 29: case 30: r = gc(c, m, gen); break;
    case 31: case 32: case 33: r = sweep(c, m, gen); break;
    case 34: r = rangeActive(c, m, gen); break;
    case 37: case 38: r = heapMetric(c, m); break;
    case 45: case 46: r = goSwitch(c, m, gen); break;
    case 47: r = goCreate(c, m, gen, G_WAITING); break;
    case 48: r = goStatus(c, m, gen, true); break;
    default: r = c.typ >= 128 ? experimental(c, m) : amiss(E_STATUS); break;
  }
  if (c.thread == 0) {
    m.p = -1;
    m.g = -1;
  }
  return r;
}
