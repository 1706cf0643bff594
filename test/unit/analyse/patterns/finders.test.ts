// What code finds beside the steps of patterns: each finder on made-up events, and on twins in which one thing differs.
import { expect, test } from "vitest";
import { loadPatterns } from "../../../../src/analyse/patterns/index.ts";
import { finderOf } from "../../../../src/analyse/patterns/finders/finders.ts";
import { Kinship } from "../../../../src/analyse/patterns/finders/kinship.ts";
import { Processors } from "../../../../src/analyse/patterns/finders/processors.ts";
import type { Match } from "../../../../src/analyse/patterns/matching/match.ts";
import {
  SegmentIndex,
  segmentRows,
} from "../../../../src/analyse/patterns/matching/segment-index.ts";
import {
  classNumber,
  kindNumber,
  type PatternClass,
  type PatternEvents,
  patternEvents,
  type PatternKind,
} from "../../../../src/model/pattern-events.ts";
import type { PatternSource } from "../../../../src/model/pattern.ts";
import { TraceInterner } from "../../../../src/model/trace-interner.ts";

interface Event {
  readonly ms: number;
  readonly kind: PatternKind;
  readonly g: number;
  readonly by?: number;
  readonly cls?: PatternClass;
  /** Functions, the innermost first. */
  readonly stack?: readonly string[];
  /** A new goroutine's function. */
  readonly start?: string;
}

const MS = 1e6;
const CANCEL = ["context.(*cancelCtx).cancel", "context.WithCancel.func1"];

const create = (ms: number, g: number, by: number, start: string, maker = "p.TestA"): Event => {
  return { ms, kind: "create", g, by, start, stack: [maker] };
};
const park = (ms: number, g: number, cls: PatternClass, at: string): Event => {
  return { ms, kind: "park", g, cls, stack: [at] };
};
const unpark = (
  ms: number,
  g: number,
  by: number,
  cls: PatternClass,
  ...stack: string[]
): Event => {
  return { ms, kind: "unpark", g, by, cls, stack };
};
const exit = (ms: number, g: number): Event => ({ ms, kind: "exit", g });
const run = (ms: number, g: number): Event => ({ ms, kind: "run", g });
const stop = (ms: number, g: number): Event => ({ ms, kind: "stop", g, cls: "preempted" });

/** Stacks in the interner, by number, as the reader would have put them there. */
class Stacks {
  readonly interner = new TraceInterner();
  readonly #lists: (readonly string[])[] = [[]];
  readonly #tables = {
    string: () => undefined,
    hasStack: () => true,
    frames: (id: number) =>
      (this.#lists[id] ?? []).map((func, k) => ({
        func,
        file: `${func}.go`,
        line: id,
        pc: 100 * id + k,
      })),
  };

  of(stack: readonly string[] | undefined): number {
    if (stack === undefined) return 0;
    const id = this.#lists.findIndex((known) => known.join() === stack.join());
    const at = id >= 0 ? id : this.#lists.push(stack) - 1;
    return this.interner.stack(this.#tables, at);
  }
}

function columns(events: readonly Event[], stacks: Stacks, firstSeq: number): PatternEvents {
  const e = patternEvents(events.length);
  for (const [i, event] of events.entries()) {
    e.timeNs[i] = event.ms * MS;
    e.kind[i] = kindNumber(event.kind);
    e.cls[i] = classNumber(event.cls ?? "none");
    e.g[i] = event.g;
    e.by[i] = event.by ?? -1;
    e.stack[i] = stacks.of(event.stack);
    e.value[i] = event.start === undefined ? 0 : stacks.interner.textOf(event.start);
  }
  e.length = events.length;
  e.firstSeq = firstSeq;
  return e;
}

/** The times, in ms, of the matches' steps; `cut`: where a new segment begins. */
function found(
  finder: NonNullable<PatternSource["finder"]>,
  events: readonly Event[],
  cut = 0,
): number[][] {
  const stacks = new Stacks();
  const { patterns, facts } = loadPatterns([], true, stacks.interner);
  const { pattern } = patterns.find((p) => p.pattern.source.finder === finder)!;
  const kin = new Kinship();
  const matches: Match[] = [];
  const one = finderOf({ pattern, facts, kin, found: (f) => matches.push(f.match()) })!;
  for (const [part, seq] of [
    [events.slice(0, cut), 0],
    [events.slice(cut), cut],
  ] as const) {
    if (part.length === 0) continue;
    const index = new SegmentIndex(segmentRows(columns(part, stacks, seq)));
    kin.segment(index);
    one.segment(index);
  }
  return matches.map((m) => m.steps.map((s) => s.timeNs / MS));
}

/** Three of one function and one of another; the third one ends the wait of 1. */
const group = (lastMs: number, otherMs: number): Event[] => [
  create(0, 2, 1, "p.work"),
  create(0, 3, 1, "p.work"),
  create(0, 4, 1, "p.work"),
  create(0, 5, 1, "p.other"),
  park(1, 1, "wait_group", "p.TestA"),
  park(1, 4, "sleep", "p.work"),
  exit(2, 2),
  exit(3, 3),
  exit(otherMs, 5),
  unpark(lastMs, 1, 4, "wait_group", "p.work"),
];

test("a straggler is found though another goroutine ends just before it", () => {
  expect(found("stragglers", group(60, 59))).toEqual([[1, 3, 60]]);
  expect(found("stragglers", group(60, 59), 8)).toEqual([[0, 3, 60]]);
});

test("no straggler: another of the group ends shortly before, or is made after the last end", () => {
  expect(found("stragglers", group(20, 19))).toEqual([]);
  const late = group(60, 59);
  expect(found("stragglers", [...late.slice(0, 8), exit(50, 2), ...late.slice(8)])).toEqual([]);
  const again = create(30, 6, 1, "p.work");
  expect(found("stragglers", [...late.slice(0, 8), again, ...late.slice(8)])).toEqual([]);
});

test("no straggler: everybody has a function of its own", () => {
  const events = group(60, 59).map((e) =>
    e.g === 4 && e.kind === "create" ? { ...e, start: "p.x" } : e,
  );
  expect(found("stragglers", events)).toEqual([]);
});

/** 3 cancels what 2 waits for; both were made by 1. */
const cancels = (how: {
  readonly start?: string;
  readonly made?: number;
  readonly told?: number;
}): Event[] => [
  create(0, 2, how.made ?? 1, "p.serve"),
  create(0, 3, 1, how.start ?? "p.help"),
  park(1, 2, "select", "p.serve"),
  park(1, 3, "chan_receive", "p.help"),
  unpark(9, 3, how.told ?? -1, "chan_receive", "p.tell"),
  unpark(10, 2, 3, "select", ...CANCEL, how.start ?? "p.help"),
];

test("one of several cancels the others' context by itself", () => {
  expect(found("fellow-cancels", cancels({}))).toEqual([[10]]);
});

test("no wrong owner: told by somebody, a closure of the creator, made by another, the group's own", () => {
  expect(found("fellow-cancels", cancels({ told: 7 }))).toEqual([]);
  expect(found("fellow-cancels", cancels({ start: "p.TestA.func2" }))).toEqual([]);
  expect(found("fellow-cancels", cancels({ made: 9 }))).toEqual([]);
  expect(found("fellow-cancels", cancels({ start: "p.(*group).Go.func1" }))).toEqual([]);
});

/** 1 cancels what 2 waits for, and then waits for 3 until so many ms later. */
const ignored = (afterMs: number, ...between: Event[]): Event[] => [
  create(0, 2, 1, "p.obey"),
  create(0, 3, 1, "p.flush"),
  park(1, 2, "chan_receive", "p.obey"),
  park(2, 3, "sleep", "p.flush"),
  unpark(10, 2, 1, "chan_receive", ...CANCEL, "p.TestA"),
  park(11, 1, "chan_receive", "p.TestA"),
  ...between,
  unpark(10 + afterMs, 1, 3, "chan_receive", "p.flush"),
];

test("a goroutine that a cancellation does not reach keeps its owner waiting", () => {
  expect(found("unreached", ignored(1500))).toEqual([[10, 10, 1510]]);
  expect(found("unreached", ignored(1500), 6)).toEqual([[10, 10, 1510]]);
});

test("not ignored: it ends soon, was woken as well, was told later, or the owner goes on", () => {
  expect(found("unreached", ignored(900))).toEqual([]);
  const woken = [park(2, 3, "select", "p.flush"), unpark(10, 3, 1, "select", ...CANCEL, "p.TestA")];
  const both = ignored(1500);
  expect(found("unreached", [...both.slice(0, 3), ...woken, ...both.slice(4)])).toEqual([]);
  expect(found("unreached", ignored(1500, create(600, 8, 1, "p.more")))).toEqual([]);
  const turn = [
    unpark(1100, 1, 9, "chan_receive", "p.x"),
    park(1101, 1, "chan_receive", "p.TestA"),
  ];
  expect(found("unreached", ignored(1500, ...turn))).toEqual([]);
});

/** 2 waits to send while 9 serves 3 at another line so many times, by `ending`. */
const served = (times: number, ending = "runtime.selectgo", line = "p.urgent"): Event[] => [
  park(0, 2, "chan_send", "p.normal"),
  ...Array.from({ length: times }, (_, i) => [
    park(1 + 3 * i, 3, "select", line),
    unpark(3 + 3 * i, 3, 9, "select", "runtime.selectgo", "p.loop"),
  ]).flat(),
  unpark(3 + 3 * times, 2, 9, "chan_send", ending, "p.loop"),
];

test("a sender that a select passes over again and again", () => {
  expect(found("overtaken", served(10))).toEqual([[0, 28, 30, 33]]);
  expect(found("overtaken", served(12), 3)).toEqual([[0, 34, 36, 39]]);
});

test("no starvation: few overtake it, at the same line, or the receiver asks one channel after another", () => {
  expect(found("overtaken", served(7))).toEqual([]);
  expect(found("overtaken", served(10, "runtime.selectgo", "p.normal"))).toEqual([]);
  expect(found("overtaken", served(10, "runtime.chanrecv1"))).toEqual([]);
});

/** Whether the processors were busy from 5 ms to 65 ms. */
function busy(events: readonly Event[], turns: boolean): boolean {
  const processors = new Processors();
  processors.segment(new SegmentIndex(segmentRows(columns(events, new Stacks(), 0))));
  return processors.busy(5 * MS, 65 * MS, turns);
}

const slice = (g: number, from: number, to: number): Event[] => [run(from, g), stop(to, g)];

test("processors are busy when goroutines take turns, and not when one alone runs or none does", () => {
  const turns = Array.from({ length: 7 }, (_, i) => slice(2 + (i % 3), 10 * i, 10 * i + 10)).flat();
  expect(busy(turns, true)).toBe(true);
  const alone = [...slice(2, 0, 10), ...slice(3, 10, 60), ...slice(2, 60, 70)];
  expect(busy(alone, false)).toBe(true);
  expect(busy(alone, true)).toBe(false);
  expect(busy([...slice(2, 0, 10), ...slice(3, 10, 20), ...slice(2, 60, 70)], false)).toBe(false);
});

test("one of two processors without work is not busy", () => {
  const both = [run(0, 2), run(0, 3), stop(30, 3), stop(70, 2), run(70, 3), stop(90, 3)];
  expect(busy(both, false)).toBe(false);
});

test("who waited for a processor was not awake; waiting for a lock itself does not count", () => {
  const awake = (events: readonly Event[]): boolean => {
    const processors = new Processors();
    processors.segment(new SegmentIndex(segmentRows(columns(events, new Stacks(), 0))));
    return processors.awake(2, 10 * MS, 100 * MS);
  };
  const end = unpark(100, 1, 2, "lock", "sync.(*Mutex).Unlock");
  expect(awake([run(0, 2), end])).toBe(true);
  expect(awake([run(0, 2), stop(20, 2), run(90, 2), end])).toBe(false);
  expect(
    awake([run(0, 2), park(12, 2, "sleep", "p.f"), unpark(95, 2, -1, "sleep"), run(96, 2), end]),
  ).toBe(true);
  const queued = [park(5, 2, "lock", "p.f"), unpark(60, 2, 3, "lock"), run(85, 2), end];
  expect(awake(queued)).toBe(false);
});
