// Made-up traces in the reader's columns: goroutines whose states follow each other, now and then some that do not.
import type { EventChunk, TraceSummary, TraceVisitor } from "../../../../src/model/trace.ts";
import { GO } from "../../../../src/model/trace.ts";
import { EV } from "../../../../src/model/trace-event-types.ts";

export interface MadeEvent {
  readonly g: number;
  readonly by: number;
  readonly pick: number;
  readonly dt: number;
  readonly odd: number;
}

type State = (typeof GO)[keyof typeof GO];
interface Step {
  readonly type: number;
  readonly to: State;
}
const NEXT: ReadonlyMap<State, readonly Step[]> = new Map<State, readonly Step[]>([
  [GO.notExist, [{ type: EV.goCreate, to: GO.runnable }]],
  [GO.runnable, [{ type: EV.goStart, to: GO.running }]],
  [
    GO.running,
    [
      { type: EV.goBlock, to: GO.waiting },
      { type: EV.goBlock, to: GO.waiting },
      { type: EV.goStop, to: GO.runnable },
      { type: EV.goSyscallBegin, to: GO.syscall },
      { type: EV.goDestroy, to: GO.notExist },
    ],
  ],
  [GO.waiting, [{ type: EV.goUnblock, to: GO.runnable }]],
  [GO.syscall, [{ type: EV.goSyscallEnd, to: GO.running }]],
]);
const STATES = [...NEXT.keys()];
const BLOCKS = ["sync", "select", "chan receive"];
const STOPS = ["preempted", "runtime.Gosched"];
const LOCK = ["sync.(*Mutex).Lock", "main.f"];

/** String ids: the reasons from 1 on. Stack ids: 1 a lock's, 2 and 3 others. */
const STRINGS = ["", ...BLOCKS, ...STOPS];
const STACKS: readonly (readonly string[])[] = [[], LOCK, ["main.g"], ["main.h"]];
const tables = {
  string: (id: number): string | undefined => STRINGS[id],
  frames: (id: number) =>
    (STACKS[id] ?? []).map((func, k) => ({ func, file: "f.go", line: id, pc: 10 * id + k })),
  hasStack: () => true,
};
const ORIGIN = 0n;
const SLOTS = 160;

function stackOf(type: number, reason: string, pick: number): number {
  if (type === EV.goBlock) return reason === "sync" ? 1 : 2;
  if (type === EV.goSyscallBegin) return 2 + (pick % 2);
  return type === EV.goUnblock ? 3 : 0;
}

/** Hands a made-up trace to a visitor. `odd`: some changes are impossible, as in damaged traces. */
export function madeTrace(
  events: readonly MadeEvent[],
  { odd, chunk }: { readonly odd: boolean; readonly chunk: number },
  visitor: TraceVisitor,
): void {
  const state = new Map<number, State>();
  const ids = Array.from({ length: SLOTS }, (_, slot) => slot + 1);
  /** Slots by goroutine; those of ended ones are free for others from the next chunk on. */
  const slots = [0, 1, 2, 3, 4];
  let free = Array.from({ length: SLOTS - 5 }, (_, k) => k + 5);
  let nextId = 1000;
  let t = 0;
  const generation = { id: 1, open: false, tables, snapshot: undefined, converted: false };
  for (let at = 0; at < events.length; at += chunk) {
    const part = events.slice(at, at + chunk);
    const c = columns(part.length);
    const ended: number[] = [];
    for (const [i, e] of part.entries()) {
      t += e.dt;
      const known = state.get(e.g) ?? GO.notExist;
      const from = odd && e.odd < 20 ? (STATES[e.odd % STATES.length] ?? known) : known;
      const choices = NEXT.get(from) ?? [];
      const step = choices[e.pick % choices.length] ?? { type: EV.goStart, to: GO.running };
      if (step.type === EV.goCreate) {
        ended.push(slots[e.g] ?? 0);
        const slot = free.shift() ?? 0;
        slots[e.g] = slot;
        ids[slot] = nextId++;
      }
      const slot = slots[e.g] ?? 0;
      const actor = e.by < 0 ? -1 : (slots[e.by] ?? -1);
      state.set(e.g, step.to);
      const reasons = step.type === EV.goBlock ? BLOCKS : step.type === EV.goStop ? STOPS : [""];
      const reason = reasons[e.pick % reasons.length] ?? "";
      c.timeNs[i] = t;
      c.kind[i] = step.type | (from << 8) | (step.to << 16);
      c.subject[i] = slot;
      c.goroutine[i] = step.type === EV.goCreate || step.type === EV.goUnblock ? actor : slot;
      c.stack[i] = stackOf(step.type, reason, e.pick);
      c.stack2[i] = step.type === EV.goCreate ? 3 : 0;
      c.text[i] = STRINGS.indexOf(reason);
    }
    const words = new Uint32Array(2 * SLOTS);
    for (const [slot, id] of ids.entries()) words[2 * slot] = id;
    const goroutineIds = { words, stride: 2 };
    const rest = { originNs: ORIGIN, generation, goroutineIds, threadIds: goroutineIds };
    visitor.chunk?.({ ...c, ...rest, length: part.length });
    free = [...ended, ...free];
  }
  visitor.generationEnd?.(generation);
}

type Columns = Omit<
  EventChunk,
  "length" | "generation" | "originNs" | "goroutineIds" | "threadIds"
>;

function columns(n: number): Columns {
  const i32 = (): Int32Array => new Int32Array(n).fill(-1);
  const u32 = (): Uint32Array => new Uint32Array(n);
  return {
    timeNs: new Float64Array(n),
    kind: u32(),
    thread: i32(),
    proc: i32(),
    goroutine: i32(),
    subject: i32(),
    stack: u32(),
    stack2: u32(),
    text: u32(),
    value: new Uint32Array(2 * n),
    value2: new Uint32Array(2 * n),
  };
}

/** What the reader would say of the trace. */
export function madeSummary(events: readonly MadeEvent[]): TraceSummary {
  return {
    file: "made",
    goVersion: "1.26",
    status: "intact",
    fault: undefined,
    events: events.length,
    repaired: 0,
    openEvents: 0,
    syncs: 0,
    generations: [],
    gomaxprocs: undefined,
    originNs: ORIGIN,
    lastEventNs: events.reduce((t, e) => t + e.dt, 0),
    snapshot: undefined,
    bytes: 0,
    diagnostics: [],
  };
}
