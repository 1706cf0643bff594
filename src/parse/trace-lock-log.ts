// Follows every lock through the events that an instrumented package sync logs (collect/modes/sync-hook.ts): who has
// it, who waits for it, how long each hold was.
//
// (1) `lock`, `rlock`, `wlock` end the goroutine's wait for that address and begin a hold; `unlock`, `runlock` and
//     `wunlock` end one. Releases come before they happen and acquisitions after: the order of one lock is its own.
// (2) An RWMutex logs as a writer (`wlock`) and as the Mutex in it (`lock`), under one address. From its first event
//     as an RWMutex on, only the former counts as a hold; the owner stays until `unlock`, as the one whose turn it is.
// (3) A lock that is released by another goroutine than the one that took it is passed on: allowed, and said.
// (4) An address that is used again for another lock begins with a `lock`, which replaces what was left of the old one.
import type { LockLog, LockParty, LockUse, LockWaiter, OpenLock } from "../model/lock-log.ts";
import type { StackFrame } from "../model/race-report.ts";
import type { EventChunk, TraceVisitor } from "../model/trace.ts";
import {
  goroutineAt,
  goroutineIdOf,
  logValueAt,
  stackAt,
  textAt,
  timeAt,
  typeAt,
} from "../model/trace-columns.ts";
import { EV } from "../model/trace-event-types.ts";
import type { StackIndex, TraceInterner } from "../model/trace-interner.ts";

const PREFIX = "racegate.";
/** Addresses that are followed. */
const LOCKS_MAX = 200_000;
/** Goroutines that hold or await one lock and are kept by name. */
const PARTIES_MAX = 1_000;
const WAITERS_SHOWN = 8;
const OPEN_MAX = 1_000;
const USES_MAX = 200;

interface Party {
  readonly goid: number;
  readonly stack: StackIndex;
  readonly sinceNs: number;
}

interface Waiting extends Party {
  readonly wants: LockWaiter["wants"];
}

interface Hold extends Party {
  readonly toNs: number;
  readonly released: StackIndex;
  readonly shared: boolean;
  readonly waiters: readonly Waiting[];
}

interface Lock {
  readonly address: string;
  kind: LockUse["kind"];
  owner: Party | undefined;
  /** Of an RWMutex: its owner writes, not only waits for readers to leave. */
  writing: boolean;
  readonly readers: Party[];
  readonly waiters: Map<number, Waiting>;
  passedOn: boolean;
  acquisitions: number;
  heldNs: number;
  waits: number;
  waitedNs: number;
  longest: Hold | undefined;
}

/** Reads the locks alone, in a pass over a trace. */
export class LockLogVisitor implements TraceVisitor {
  readonly wants = [EV.userLog];
  readonly #interner: TraceInterner;
  readonly #reader: LockLogReader;

  constructor(interner: TraceInterner) {
    this.#interner = interner;
    this.#reader = new LockLogReader(interner);
  }

  chunk(c: EventChunk): void {
    const { tables } = c.generation;
    for (let i = 0; i < c.length; i++) {
      if (typeAt(c, i) !== EV.userLog) continue;
      const category = this.#interner.string(this.#interner.text(tables, textAt(c, i)));
      this.#reader.log(c, i, category);
    }
  }

  finish(): LockLog | undefined {
    return this.#reader.finish((stack) =>
      this.#interner.frames(stack).map(({ func, file, line }) => ({ function: func, file, line })),
    );
  }
}

interface Moment {
  readonly what: string;
  readonly party: Party;
}

export class LockLogReader {
  readonly #interner: TraceInterner;
  readonly #locks = new Map<string, Lock>();
  #cut = false;
  #seen = false;

  constructor(interner: TraceInterner) {
    this.#interner = interner;
  }

  /** A row of type userLog with its category. */
  log(c: EventChunk, i: number, category: string): void {
    if (!category.startsWith(PREFIX)) return;
    const what = category.slice(PREFIX.length);
    this.#seen = true;
    if (what === "full") {
      this.#cut = true;
      return;
    }
    const { tables } = c.generation;
    const address = tables.string(logValueAt(c, i)) ?? "";
    const goid = goroutineIdOf(c, goroutineAt(c, i));
    const lock = this.#lock(address);
    if (lock === undefined || goid < 0) return;
    const stack = this.#interner.stack(tables, stackAt(c, i));
    take(lock, { what, party: { goid, stack, sinceNs: timeAt(c, i) } });
  }

  #lock(address: string): Lock | undefined {
    const known = this.#locks.get(address);
    if (known !== undefined || !/^[0-9a-f]{1,16}$/.test(address)) return known;
    if (this.#locks.size >= LOCKS_MAX) {
      this.#cut = true;
      return undefined;
    }
    const lock: Lock = {
      address,
      kind: "Mutex",
      owner: undefined,
      writing: false,
      readers: [],
      waiters: new Map(),
      passedOn: false,
      acquisitions: 0,
      heldNs: 0,
      waits: 0,
      waitedNs: 0,
      longest: undefined,
    };
    this.#locks.set(address, lock);
    return lock;
  }

  /** Undefined for a trace without such events. */
  finish(framesOf: (stack: StackIndex) => readonly StackFrame[]): LockLog | undefined {
    if (!this.#seen) return undefined;
    const locks = [...this.#locks.values()];
    const open = locks.filter(
      ({ owner, readers, waiters }) =>
        owner !== undefined || readers.length > 0 || waiters.size > 0,
    );
    const heaviest = locks
      .filter(({ longest }) => longest !== undefined)
      .sort((a, b) => weight(b) - weight(a));
    return {
      open: open.slice(0, OPEN_MAX).map((lock) => openLock(lock, framesOf)),
      uses: heaviest.slice(0, USES_MAX).flatMap((lock) => useOf(lock, framesOf)),
      addresses: locks.length,
      cut: this.#cut || open.length > OPEN_MAX,
    };
  }
}

function weight({ waitedNs, longest }: Lock): number {
  return waitedNs + (longest === undefined ? 0 : longest.toNs - longest.sinceNs);
}

function take(lock: Lock, moment: Moment): void {
  const { what, party } = moment;
  if (/^[rw](?!ant$)/.test(what) && lock.kind === "Mutex") {
    // What was logged so far was the Mutex in it.
    lock.kind = "RWMutex";
    lock.acquisitions = 0;
    lock.heldNs = 0;
    lock.longest = undefined;
  }
  switch (what) {
    case "want":
      wait(lock, { ...party, wants: "lock" });
      break;
    case "rwant":
      wait(lock, { ...party, wants: "read" });
      break;
    case "wwant":
      wait(lock, { ...party, wants: "readers" });
      break;
    case "lock":
      acquired(lock, party);
      if (lock.kind === "RWMutex") lock.acquisitions -= 1;
      lock.owner = party;
      lock.writing = false;
      break;
    case "wlock":
      acquired(lock, party);
      lock.owner = party;
      lock.writing = true;
      break;
    case "rlock":
      acquired(lock, party);
      if (lock.readers.length < PARTIES_MAX) lock.readers.push(party);
      break;
    case "unlock":
      if (lock.kind === "Mutex") released(lock, lock.owner, party, false);
      lock.owner = undefined;
      lock.writing = false;
      break;
    case "wunlock":
      released(lock, lock.owner, party, false);
      lock.writing = false;
      break;
    case "runlock":
      released(lock, takeReader(lock, party.goid), party, true);
      break;
    default:
  }
}

function wait(lock: Lock, waiting: Waiting): void {
  if (lock.waiters.size < PARTIES_MAX) lock.waiters.set(waiting.goid, waiting);
}

function acquired(lock: Lock, { goid, sinceNs }: Party): void {
  lock.acquisitions += 1;
  const waiting = lock.waiters.get(goid);
  if (waiting === undefined) return;
  lock.waiters.delete(goid);
  lock.waits += 1;
  lock.waitedNs += sinceNs - waiting.sinceNs;
}

/** The goroutine's own hold, else anybody's: a read lock may be released by another goroutine. */
function takeReader(lock: Lock, goid: number): Party | undefined {
  const own = lock.readers.findLastIndex((reader) => reader.goid === goid);
  if (own < 0 && lock.readers.length > 0) lock.passedOn = true;
  return lock.readers.splice(own < 0 ? 0 : own, 1)[0];
}

function released(lock: Lock, holder: Party | undefined, by: Party, shared: boolean): void {
  if (holder === undefined) return;
  if (holder.goid !== by.goid) lock.passedOn = true;
  const ns = by.sinceNs - holder.sinceNs;
  lock.heldNs += ns;
  const { longest } = lock;
  if (longest !== undefined && ns <= longest.toNs - longest.sinceNs) return;
  const waiters = [...lock.waiters.values()]
    .sort((a, b) => a.sinceNs - b.sinceNs)
    .slice(0, WAITERS_SHOWN);
  lock.longest = { ...holder, toNs: by.sinceNs, released: by.stack, shared, waiters };
}

type FramesOf = (stack: StackIndex) => readonly StackFrame[];

function partyOf({ goid, stack, sinceNs }: Party, framesOf: FramesOf): LockParty {
  return { goid: String(goid), frames: framesOf(stack), sinceNs };
}

function openLock(lock: Lock, framesOf: FramesOf): OpenLock {
  const { owner, kind, readers, waiters, passedOn } = lock;
  return {
    address: `0x${lock.address}`,
    kind,
    owner: owner === undefined ? undefined : partyOf(owner, framesOf),
    readers: readers.map((reader) => partyOf(reader, framesOf)),
    waiters: [...waiters.values()].map((one) => ({
      ...partyOf(one, framesOf),
      wants: one.wants,
    })),
    passedOn,
  };
}

function useOf(lock: Lock, framesOf: FramesOf): LockUse[] {
  const { longest, kind, acquisitions, heldNs, waits, waitedNs } = lock;
  if (longest === undefined) return [];
  const { toNs, released, shared, sinceNs } = longest;
  return [
    {
      address: `0x${lock.address}`,
      kind,
      acquisitions,
      heldNs,
      waits,
      waitedNs,
      longest: {
        ...partyOf(longest, framesOf),
        toNs,
        released: framesOf(released),
        shared,
        waiters: longest.waiters.map((one) => ({
          party: partyOf(one, framesOf),
          waitNs: toNs - Math.max(one.sinceNs, sinceNs),
        })),
      },
    },
  ];
}
