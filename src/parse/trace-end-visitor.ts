import type { StackFrame } from "../model/race-report.ts";
import { EV } from "../model/trace-event-types.ts";
import {
  goroutineAt,
  goroutineIdOf,
  newStackAt,
  stackAt,
  subjectAt,
  textAt,
  timeAt,
  toAt,
  typeAt,
} from "../model/trace-columns.ts";
import { TraceInterner, type StackIndex } from "../model/trace-interner.ts";
import type { LockLog } from "../model/lock-log.ts";
import { LockLogReader } from "./trace-lock-log.ts";
import type { LiveGoroutine, TraceOrigin, TraceTest, WakeSite } from "../model/trace-ends.ts";
import { GO, type EventChunk, type TraceVisitor } from "../model/trace.ts";

/** Goroutines that are kept; a runaway test leaves a million. */
const KEPT_MAX = 20_000;
/** Pairs of waiting and waking places that are counted. */
const WAKE_SITES_MAX = 5_000;
const FRAMES_MAX = 64;
const RUNNERS = new Set([
  "testing.tRunner",
  "testing.fRunner",
  "testing.(*B).launch",
  "testing.(*B).run1.func1",
  "testing.(*F).Fuzz.func1.1",
]);
const MAIN_GOID = 1;
/** Of a region that an instrumented package testing begins (collect/modes/testing-hook.ts). */
const TEST_REGION = "racegate.test:";

interface TestRecord {
  readonly goid: string;
  entry: StackFrame | undefined;
  name: string | undefined;
  readonly parent: TestRecord | undefined;
  ended: boolean;
}

interface GoRecord {
  readonly goid: number;
  readonly parent: number | undefined;
  readonly creation: StackIndex;
  readonly start: StackIndex;
  readonly origin: TraceOrigin;
  readonly test: TestRecord | undefined;
  readonly ofTest: boolean;
  readonly createdNs: number | undefined;
  waiting: boolean;
  reason: string;
  stack: StackIndex;
  sinceNs: number;
}

interface WakeCount {
  readonly reason: string;
  readonly waiting: StackIndex;
  readonly waking: StackIndex;
  count: number;
  lastNs: number;
}

const NO_STACK = 0 as StackIndex;

/** Follows goroutines from creation to end; see trace-ends.ts. */
export class EndVisitor implements TraceVisitor {
  readonly wants = [
    EV.goCreate,
    EV.goCreateSyscall,
    EV.goCreateBlocked,
    EV.goBlock,
    EV.goUnblock,
    EV.goDestroy,
    EV.goDestroySyscall,
    EV.goStatus,
    EV.goStatusStack,
    EV.goStop,
    EV.goSyscallBegin,
    EV.goSwitch,
    EV.goSwitchDestroy,
    EV.regionBegin,
    EV.userLog,
  ];
  readonly #interner = new TraceInterner();
  readonly #live: (GoRecord | undefined)[] = [];
  readonly #wakes = new Map<string, WakeCount>();
  readonly #frames = new Map<StackIndex, readonly StackFrame[]>();
  readonly #locks = new LockLogReader(this.#interner);

  chunk(c: EventChunk): void {
    for (let i = 0; i < c.length; i++) {
      const type = typeAt(c, i);
      if (type === EV.regionBegin || type === EV.userLog) this.#annotation(c, i, type);
      const slot = subjectAt(c, i);
      if (slot < 0) continue;
      switch (type) {
        case EV.goCreate:
        case EV.goCreateSyscall:
        case EV.goCreateBlocked:
          this.#create(c, i);
          break;
        case EV.goBlock:
          this.#block(c, i);
          break;
        case EV.goUnblock:
        case EV.goSwitch:
        case EV.goSwitchDestroy:
          this.#wake(c, i);
          break;
        case EV.goDestroy:
        case EV.goDestroySyscall:
          this.#end(slot);
          break;
        case EV.goStop:
        case EV.goSyscallBegin:
          this.#seen(c, i);
          break;
        case EV.goStatus:
        case EV.goStatusStack:
          this.#status(c, i);
          break;
        default:
      }
    }
  }

  /** What instrumented packages say: testing of its tests, sync of its locks. */
  #annotation(c: EventChunk, i: number, type: number): void {
    const { tables } = c.generation;
    const text = this.#interner.string(this.#interner.text(tables, textAt(c, i)));
    if (type === EV.userLog) {
      this.#locks.log(c, i, text);
      return;
    }
    if (!text.startsWith(TEST_REGION)) return;
    const record = this.#live[goroutineAt(c, i)];
    if (record?.ofTest === true && record.test !== undefined) {
      record.test.name = text.slice(TEST_REGION.length);
    }
  }

  #create(c: EventChunk, i: number): void {
    const { tables } = c.generation;
    const slot = subjectAt(c, i);
    const by = goroutineAt(c, i);
    const creator = by < 0 ? undefined : this.#live[by];
    const creation = this.#interner.stack(tables, stackAt(c, i));
    const start = this.#interner.stack(tables, newStackAt(c, i));
    if (creator?.ofTest === true) this.#nameTest(creator, creation);
    const goid = goroutineIdOf(c, slot);
    const runner = this.#interner.frames(start).some(({ func }) => RUNNERS.has(func));
    const test = runner
      ? {
          goid: String(goid),
          entry: undefined,
          name: undefined,
          parent: creator?.test,
          ended: false,
        }
      : creator?.test;
    this.#live[slot] = {
      goid,
      parent: creator?.goid,
      creation,
      start,
      origin: test !== undefined ? "test" : originOf(creator),
      test,
      ofTest: runner,
      createdNs: timeAt(c, i),
      waiting: toAt(c, i) === GO.waiting,
      reason: "",
      stack: start,
      sinceNs: timeAt(c, i),
    };
  }

  #block(c: EventChunk, i: number): void {
    const record = this.#live[subjectAt(c, i)];
    if (record === undefined) return;
    const { tables } = c.generation;
    record.waiting = true;
    record.sinceNs = timeAt(c, i);
    record.reason = this.#interner.string(this.#interner.text(tables, textAt(c, i)));
    record.stack = this.#interner.stack(tables, stackAt(c, i));
    if (record.ofTest) this.#nameTest(record, record.stack);
  }

  #wake(c: EventChunk, i: number): void {
    const record = this.#live[subjectAt(c, i)];
    if (record === undefined) return;
    if (record.waiting && record.stack !== NO_STACK) {
      const waking = this.#interner.stack(c.generation.tables, stackAt(c, i));
      const key = `${record.stack},${waking}`;
      const known = this.#wakes.get(key);
      const lastNs = timeAt(c, i);
      if (known !== undefined) {
        known.count += 1;
        known.lastNs = lastNs;
      } else if (this.#wakes.size < WAKE_SITES_MAX) {
        const { reason, stack: waiting } = record;
        this.#wakes.set(key, { reason, waiting, waking, count: 1, lastNs });
      }
    }
    record.waiting = false;
    record.sinceNs = timeAt(c, i);
  }

  #seen(c: EventChunk, i: number): void {
    const record = this.#live[subjectAt(c, i)];
    const id = stackAt(c, i);
    if (record === undefined || id === 0) return;
    record.stack = this.#interner.stack(c.generation.tables, id);
    if (record.ofTest) this.#nameTest(record, record.stack);
  }

  #end(slot: number): void {
    const record = this.#live[slot];
    if (record?.ofTest === true && record.test !== undefined) record.test.ended = true;
    this.#live[slot] = undefined;
  }

  /** A goroutine that was there already, or that a new generation states again. */
  #status(c: EventChunk, i: number): void {
    const slot = subjectAt(c, i);
    const goid = goroutineIdOf(c, slot);
    const stack = this.#interner.stack(c.generation.tables, stackAt(c, i));
    const known = this.#live[slot];
    if (known?.goid === goid) {
      if (stack !== NO_STACK) known.stack = stack;
      return;
    }
    this.#live[slot] = {
      goid,
      parent: undefined,
      creation: NO_STACK,
      start: NO_STACK,
      origin: goid === MAIN_GOID ? "main" : "before-trace",
      test: undefined,
      ofTest: false,
      createdNs: undefined,
      waiting: toAt(c, i) === GO.waiting,
      reason: "",
      stack,
      sinceNs: timeAt(c, i),
    };
  }

  /** A test's own stack ends in its function and testing.tRunner. */
  #nameTest(record: GoRecord, stack: StackIndex): void {
    const { test } = record;
    if (test === undefined || test.entry !== undefined) return;
    const frames = this.#interner.frames(stack);
    const runner = frames.findIndex(({ func }) => RUNNERS.has(func) || func === BENCH_RUNNER);
    const entry = frames[runner - 1];
    if (runner < 1 || entry === undefined || entry.func.startsWith("testing.")) return;
    test.entry = { function: entry.func, file: entry.file, line: entry.line };
  }

  /** What is left, in the order of creation. */
  finish(): {
    readonly goroutines: readonly LiveGoroutine[];
    readonly dropped: number;
    readonly wakes: readonly WakeSite[];
    readonly locks: LockLog | undefined;
  } {
    const live = this.#live.filter((one) => one !== undefined).sort((a, b) => a.goid - b.goid);
    const wakes = [...this.#wakes.values()].map(({ waiting, waking, ...counted }) => {
      return { ...counted, waiting: this.#stack(waiting), waking: this.#stack(waking) };
    });
    return {
      goroutines: live.slice(0, KEPT_MAX).map((one) => this.#liveGoroutine(one)),
      dropped: Math.max(0, live.length - KEPT_MAX),
      wakes,
      locks: this.#locks.finish((stack) => this.#stack(stack)),
    };
  }

  #liveGoroutine(one: GoRecord): LiveGoroutine {
    const test: TraceTest | undefined = one.test;
    return {
      goid: String(one.goid),
      parent: one.parent === undefined ? undefined : String(one.parent),
      state: one.waiting ? "waiting" : "active",
      reason: one.waiting ? one.reason : "",
      frames: this.#stack(one.stack),
      creation: this.#stack(one.creation),
      start: this.#stack(one.start).at(-1),
      origin: one.origin,
      test,
      ofTest: one.ofTest,
      createdNs: one.createdNs,
      sinceNs: one.sinceNs,
    };
  }

  #stack(index: StackIndex): readonly StackFrame[] {
    const known = this.#frames.get(index);
    if (known !== undefined) return known;
    const frames = this.#interner
      .frames(index)
      .slice(0, FRAMES_MAX)
      .map(({ func, file, line }) => ({ function: func, file, line }));
    this.#frames.set(index, frames);
    return frames;
  }
}

const BENCH_RUNNER = "testing.(*B).runN";

function originOf(creator: GoRecord | undefined): TraceOrigin {
  if (creator === undefined) return "unknown";
  return creator.goid === MAIN_GOID ? "main" : creator.origin;
}
