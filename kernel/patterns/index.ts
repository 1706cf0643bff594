// The hot pass of cause patterns: rows of a trace → a segment of pattern events, and which of them gates ask about.
//
// (1) A few loads a row: kind by table, class of the wait, the goroutine's number, its row before.
// (2) Where a gate asks about a row by its kind, class and time since the goroutine's state before, it is noted.
// (3) System calls that are only counted never become rows.
// (4) What only the caller can know (stacks, texts) is asked for once an id: `scan` returns before it changes anything,
//     the caller answers, and `scan` goes on with the same row.
import {
  b,
  classes,
  MARKS,
  names,
  ROW_CLASS,
  ROW_KIND,
  ROW_STACK,
  ROW_TEXT,
  ROW_TIME,
  setBlock,
  Slot,
  SLOT_BITS,
  tallyAt,
} from "./block";
import {
  callEnded,
  counted,
  endCall,
  forgetCall,
  othersKnown,
  siteOf,
  sitesKnown,
  sitesOfCall,
  TAG_LOG,
  TAG_STACK,
} from "./calls";
import { memoClear, memoGet, memoMove, memoPut, UNKNOWN } from "./memo";
import { append, enter, gone, link, NO_STATE, numberOf, waker } from "./rows";

export { append, endCall, forgetCall, setBlock, sitesOfCall };

/** Results of `scan`. */
const CHUNK_DONE: i32 = 0;
const SEGMENT_FULL: i32 = 1;
/** The row at `at` is for the caller to append. */
const RARE: i32 = 2;
/** A system call begins while another is under way; or ends, and such others with it. */
const CALL_IN_CALL: i32 = 3;
const CALLS_ENDED: i32 = 4;
/** The caller has to say something of an id. */
const ASK_CLASS: i32 = 5;
const ASK_STACK: i32 = 6;
const ASK_SITE: i32 = 7;
const ASK_LOG: i32 = 8;

const CREATE: u32 = 0;
const RUN: u32 = 1;
const STOP: u32 = 2;
const PARK: u32 = 3;
const UNPARK: u32 = 4;
const EXIT: u32 = 5;
const SYSCALL: u32 = 6;
/** Kinds from here on are no changes of state. */
const STATE_KINDS: u32 = 8;
const LOG: u32 = 10;
const NO_KIND: u32 = 255;
const CLASS_BITS: u32 = 5;

/** `special`: the stack counts; what the runtime did counts; every row counts. */
const BY_STACK: u8 = 1;
const BY_RUNTIME: u8 = 2;
const ALWAYS: u8 = 4;
/** Bits of a mark: its spacing, its stack, that nobody did it, and that every such row counts. */
const MARK_SPACED: u32 = 1;
const MARK_STACK: u32 = 2;
const MARK_RUNTIME: u32 = 4;
const MARK_ALWAYS: u32 = 8;

function pause(at: u32, code: i32): i32 {
  b().at = at;
  return code;
}

/** Says of which pattern the site of a stack is not known. */
function askSite(at: u32, carried: u32, stack: u32): i32 {
  sitesKnown(carried, stack);
  return pause(at, ASK_SITE);
}

function ask(at: u32, code: i32, id: u32, text: u32): i32 {
  b().asked = id;
  b().askedText = text;
  return pause(at, code);
}

/** A system call; 0 = go on. */
@inline
function call(i: u32, kind: u32, slot: i32, s: Slot, t: f64, stack: u32): i32 {
  const from = s.callNs;
  if (kind == SYSCALL) {
    if (from == from) return pause(i, CALL_IN_CALL);
    s.callNs = t;
    s.callStack = stack;
    s.carried = 0;
  } else if (from == from) {
    const carried: u32 = s.carried;
    const site = siteOf(0, carried, s.callStack);
    if (site == UNKNOWN || !othersKnown(carried, s.callStack)) {
      return askSite(i, carried, s.callStack);
    }
    s.callNs = NaN;
    counted(tallyAt(0), site, slot, from, carried, s.callStack, t);
    if (b().talliesN > 1) callEnded(1, slot, from, carried, s.callStack, t);
    // The row is looked at once more then, with no call under way.
    if (b().earlier != 0) return pause(i, CALLS_ENDED);
  }
  return 0;
}

/** A row that is no change of state. */
function other(i: u32, kind: u32): i32 {
  if (kind == NO_KIND) return 0;
  if (kind == LOG && b().logsNamed != 0) {
    const text = load<u32>(b().text + (<usize>i << 2));
    const wanted = memoGet(names(), (TAG_LOG << 32) | text);
    if (wanted == UNKNOWN) return ask(i, ASK_LOG, text, 0);
    return wanted == 0 ? 0 : pause(i, RARE);
  }
  return kind != LOG && load<u8>(b().keep + kind) == 0 ? 0 : pause(i, RARE);
}

/** Notes a row for the gates. */
@inline
function mark(row: u32, what: u32, gap: f64): void {
  const at = b().segment + (<usize>b().marksN << 4);
  store<u32>(at, row, MARKS);
  store<u32>(at, what, MARKS + 4);
  store<f64>(at, gap, MARKS + 8);
  b().marksN += 1;
}

/** Rows from `from` on, until `to`, a full segment, or something that the caller must do. */
export function scan(from: u32, to: u32): i32 {
  const room = b().room;
  const words = b().word;
  const kinds = b().kinds;
  const subjects = b().subject;
  const times = b().time;
  const stacks = b().stack;
  const slots = b().slots;
  const tallies = b().talliesN != 0;
  const callsAreRows = b().syscallRows != 0;
  let uncounted: u32 = 0;
  for (let i = from; i < to; i++) {
    const column = <usize>i << 2;
    const word = load<u32>(words + column);
    const kind: u32 = load<u8>(
      kinds + ((word & 63) | ((word >>> 2) & 0x1c0) | ((word >>> 7) & 0xe00)),
    );
    if (kind >= STATE_KINDS) {
      if (kind == NO_KIND) continue;
      const code = b().rows == room ? pause(i, SEGMENT_FULL) : other(i, kind);
      if (code == 0) continue;
      b().uncounted += uncounted;
      return code;
    }
    const slot = load<i32>(subjects + column);
    if (slot < 0) continue;
    const t = load<f64>(times + (<usize>i << 3));
    const stack = load<u32>(stacks + column);
    const s = changetype<Slot>(slots + (<usize>slot << SLOT_BITS));
    if (kind >= SYSCALL) {
      const full = callsAreRows && b().rows == room;
      const code = full ? pause(i, SEGMENT_FULL) : tallies ? call(i, kind, slot, s, t, stack) : 0;
      if (code != 0) {
        b().uncounted += uncounted;
        return code;
      }
      if (!callsAreRows) {
        if (tallies) uncounted += 1;
        continue;
      }
    }
    const code = b().rows == room ? pause(i, SEGMENT_FULL) : state(i, kind, slot, s, t, stack);
    if (code != 0) {
      b().uncounted += uncounted;
      return code;
    }
  }
  b().uncounted += uncounted;
  return pause(to, CHUNK_DONE);
}

/** A change of a goroutine's state; 0 = go on. */
@inline
function state(i: u32, kind: u32, slot: i32, s: Slot, t: f64, stack: u32): i32 {
  const text = load<u32>(b().text + (<usize>i << 2));
  const actor = load<i32>(b().actor + (<usize>i << 2));
  let cls: u32 = 0;
  if (kind == STOP || kind == PARK) {
    const known = memoGet(classes(), (<u64>stack << 32) | text);
    if (known == UNKNOWN) return ask(i, ASK_CLASS, stack, text);
    cls = <u32>known;
  } else if (kind == UNPARK && s.waiting != 0) cls = <u32>s.waiting - 1;
  const kept = load<u8>(b().keep + kind) != 0;
  const at = (kind << CLASS_BITS) | (kind == RUN ? <u32>s.cls : cls);
  const special: u32 = kept ? load<u8>(b().special + at) : 0;
  let what: u32 = 0;
  if (special != 0) {
    if ((special & BY_STACK) != 0) {
      const flagged = memoGet(names(), (TAG_STACK << 32) | stack);
      if (flagged == UNKNOWN) return ask(i, ASK_STACK, stack, 0);
      if (flagged != 0) what = MARK_STACK;
    }
    if ((special & BY_RUNTIME) != 0 && actor < 0) what |= MARK_RUNTIME;
    if ((special & ALWAYS) != 0) what |= MARK_ALWAYS;
  }
  const before: u32 = s.state;
  const gap = t - s.stateNs;
  if ((load<u32>(b().follows + (<usize>before << 2)) & (1 << kind)) == 0) b().irregular = 1;
  s.state = <u8>kind;
  s.stateNs = t;
  if (kind == PARK) s.waiting = <u8>(cls + 1);
  else if (kind == UNPARK) s.waiting = 0;
  if (kind != RUN && kind <= UNPARK) s.cls = <u8>cls;
  if (kept) {
    let number = s.number - b().base;
    if (number < 0 || before == NO_STATE || kind == CREATE) number = enter(slot);
    const row = b().rows;
    const base = b().segment;
    const column = base + (<usize>row << 2);
    store<f64>(base + (<usize>row << 3), t, ROW_TIME);
    store<u8>(base + row, <u8>kind, ROW_KIND);
    store<u8>(base + row, <u8>cls, ROW_CLASS);
    store<u32>(column, stack, ROW_STACK);
    link(base, row, number, kind);
    if (kind == STOP || kind == PARK) store<u32>(column, text, ROW_TEXT);
    else if (kind == UNPARK || kind == CREATE) {
      waker(base, row, actor, load<u32>(b().stack2 + (<usize>i << 2)));
    }
    const spacing = <usize>at << 3;
    if (gap >= load<f64>(b().minNs + spacing) || gap <= load<f64>(b().maxNs + spacing)) {
      what |= MARK_SPACED;
    }
    if (what != 0) mark(row, (what << 16) | (before << 8) | at, gap);
    b().rows = row + 1;
  }
  if (kind == EXIT) gone(s);
  return 0;
}

/** What a stop or park with this stack and reason is. */
export function setClass(stack: u32, text: u32, cls: u32): void {
  memoPut(classes(), (<u64>stack << 32) | text, cls);
}
/** What an id is, under a tag (calls.ts). */
export function setName(tag: u32, id: u32, value: u32): void {
  memoPut(names(), (<u64>tag << 32) | id, value);
}
export function roomForClasses(base: usize, bits: u32): void {
  memoMove(classes(), base, bits);
}
export function roomForNames(base: usize, bits: u32): void {
  memoMove(names(), base, bits);
}
/** The generation's ids are gone. */
export function forgetIds(): void {
  memoClear(classes());
  memoClear(names());
}
export function numberOfSlot(slot: i32): i32 {
  return numberOf(slot);
}
