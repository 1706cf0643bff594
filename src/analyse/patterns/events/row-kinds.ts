// What a trace row is to patterns, and which event types can give what patterns ask for.
//
// What a row is comes from the states before and after it: waiting from running is a park, runnable from waiting an
// unpark, and so on. Snapshots (state before = state after) are `status`, never a park.
import { kindNumber } from "../../../model/pattern-events.ts";
import { GO } from "../../../model/trace.ts";
import { EV } from "../../../model/trace-event-types.ts";

/** Numbers of kinds. Up to `syscallEnd` they are changes of a goroutine's state, and the hot loop counts on the order. */
export const K = {
  create: kindNumber("create"),
  run: kindNumber("run"),
  stop: kindNumber("stop"),
  park: kindNumber("park"),
  unpark: kindNumber("unpark"),
  exit: kindNumber("exit"),
  syscall: kindNumber("syscall"),
  syscallEnd: kindNumber("syscall_end"),
  rangeBegin: kindNumber("range_begin"),
  rangeEnd: kindNumber("range_end"),
  log: kindNumber("log"),
  status: kindNumber("status"),
  mark: kindNumber("mark"),
} as const;
/** Kinds below this one are changes of a goroutine's state. */
export const STATE_KINDS = 8;
export const NO_KIND = 255;
/** A log of this category is a mark: racegate's own hooks write them. */
export const MARK = "racegate.mark";

const GOROUTINE_TYPES = [
  ...[EV.goCreate, EV.goCreateSyscall, EV.goCreateBlocked, EV.goStart, EV.goDestroy],
  ...[EV.goDestroySyscall, EV.goStop, EV.goBlock, EV.goUnblock, EV.goSwitch, EV.goSwitchDestroy],
];
const SYSCALL_TYPES = [EV.goSyscallBegin, EV.goSyscallEnd, EV.goSyscallEndBlocked];
const STATUS_TYPES: readonly number[] = [EV.goStatus, EV.goStatusStack];

/** By type: whether it begins or ends a range, and the range's name. */
export const RANGES: ReadonlyMap<number, readonly [begins: boolean, name: string]> = new Map([
  [EV.stwBegin, [true, "stop-the-world"]],
  [EV.stwEnd, [false, "stop-the-world"]],
  [EV.gcBegin, [true, "GC concurrent mark phase"]],
  [EV.gcEnd, [false, "GC concurrent mark phase"]],
  [EV.sweepBegin, [true, "GC incremental sweep"]],
  [EV.sweepEnd, [false, "GC incremental sweep"]],
  [EV.assistBegin, [true, "GC mark assist"]],
  [EV.assistEnd, [false, "GC mark assist"]],
]);
/** Kinds of tasks and regions, by type; logs are told apart by their category. */
export const ANNOTATIONS: ReadonlyMap<number, number> = new Map([
  [EV.taskBegin, kindNumber("task_begin")],
  [EV.taskEnd, kindNumber("task_end")],
  [EV.regionBegin, kindNumber("region_begin")],
  [EV.regionEnd, kindNumber("region_end")],
]);

const STATES = 8;

function transitions(): Uint8Array {
  const kinds = new Uint8Array(STATES * STATES).fill(NO_KIND);
  const set = (from: number, to: number, kind: number): void => {
    kinds[from * STATES + to] = kind;
  };
  for (const to of [GO.runnable, GO.waiting, GO.syscall]) set(GO.notExist, to, K.create);
  for (const from of [GO.undetermined, GO.runnable]) set(from, GO.running, K.run);
  set(GO.running, GO.runnable, K.stop);
  set(GO.running, GO.waiting, K.park);
  for (const from of [GO.undetermined, GO.waiting]) set(from, GO.runnable, K.unpark);
  for (const from of [GO.running, GO.syscall]) set(from, GO.notExist, K.exit);
  set(GO.running, GO.syscall, K.syscall);
  for (const to of [GO.running, GO.runnable]) set(GO.syscall, to, K.syscallEnd);
  return kinds;
}
const TRANSITIONS = transitions();

/** The kind of a row about a goroutine, NO_KIND for none. */
export function goroutineKind(type: number, from: number, to: number): number {
  if (STATUS_TYPES.includes(type) || from === to) return K.status;
  return TRANSITIONS[(from & 7) * STATES + (to & 7)] ?? NO_KIND;
}

/** Index into ROW_KINDS of a row's `kind` word: six bits of its type, three each of the states before and after. */
export function rowKindIndex(word: number): number {
  return (word & 63) | ((word >>> 2) & 0x1c0) | ((word >>> 7) & 0xe00);
}

function rowKinds(): Uint8Array {
  const kinds = new Uint8Array(1 << 12).fill(NO_KIND);
  for (const type of [...GOROUTINE_TYPES, ...SYSCALL_TYPES, ...STATUS_TYPES]) {
    for (let states = 0; states < STATES * STATES; states++) {
      const from = states & 7;
      const to = states >>> 3;
      kinds[type | (from << 6) | (to << 9)] = goroutineKind(type, from, to);
    }
  }
  const set = (type: number, kind: number): void => {
    for (let states = 0; states < STATES * STATES; states++) kinds[type | (states << 6)] = kind;
  };
  for (const [type, [begins]] of RANGES) set(type, begins ? K.rangeBegin : K.rangeEnd);
  for (const [type, kind] of ANNOTATIONS) set(type, kind);
  set(EV.userLog, K.log);
  return kinds;
}
/** Kinds by rowKindIndex. A log may turn out to be a mark. */
export const ROW_KINDS = rowKinds();

/** What some pattern asks for: kinds, and the names of ranges; undefined: any name. */
export interface Wanted {
  readonly kinds: ReadonlySet<number>;
  readonly ranges: ReadonlySet<string> | undefined;
}

/** The event types that can give what is wanted. */
export function typesFor(wanted: Wanted): number[] {
  const types: number[] = [...GOROUTINE_TYPES];
  const { kinds, ranges } = wanted;
  if (kinds.has(K.syscall) || kinds.has(K.syscallEnd)) types.push(...SYSCALL_TYPES);
  if (kinds.has(K.status)) types.push(...STATUS_TYPES);
  if (kinds.has(K.log) || kinds.has(K.mark)) types.push(EV.userLog);
  if (kinds.has(K.rangeBegin) || kinds.has(K.rangeEnd)) {
    for (const [type, [, name]] of RANGES) if (ranges?.has(name) ?? true) types.push(type);
  }
  for (const [type, kind] of ANNOTATIONS) if (kinds.has(kind)) types.push(type);
  return types;
}
