// The event types of the old format (Go 1.11 to 1.21), one row a type, and a growable table of parsed events.
// Source: Go's internal/trace/internal/tracev1/parser.go.

interface OldEventType {
  readonly id: number;
  readonly name: string;
  /** Whether the last argument is a stack id. */
  readonly stack: boolean;
  /** Arguments besides the time difference and the stack. */
  readonly args: number;
  /** Minor version of the first header that may hold it. */
  readonly since: number;
}

const row = (id: number, name: string, stack: boolean, args: number, since = 5): OldEventType => ({
  id,
  name,
  stack,
  args,
  since,
});

const TYPES: readonly OldEventType[] = [
  row(1, "Batch", false, 2),
  row(2, "Frequency", false, 1),
  row(3, "Stack", false, 2),
  row(4, "Gomaxprocs", true, 1),
  row(5, "ProcStart", false, 1),
  row(6, "ProcStop", false, 0),
  row(7, "GCStart", true, 1),
  row(8, "GCDone", false, 0),
  row(9, "GCSTWStart", false, 1),
  row(10, "GCSTWDone", false, 0),
  row(11, "GCSweepStart", true, 0),
  row(12, "GCSweepDone", false, 2),
  row(13, "GoCreate", true, 2),
  row(14, "GoStart", false, 2),
  row(15, "GoEnd", false, 0),
  row(16, "GoStop", true, 0),
  row(17, "GoSched", true, 0),
  row(18, "GoPreempt", true, 0),
  row(19, "GoSleep", true, 0),
  row(20, "GoBlock", true, 0),
  row(21, "GoUnblock", true, 2),
  row(22, "GoBlockSend", true, 0),
  row(23, "GoBlockRecv", true, 0),
  row(24, "GoBlockSelect", true, 0),
  row(25, "GoBlockSync", true, 0),
  row(26, "GoBlockCond", true, 0),
  row(27, "GoBlockNet", true, 0),
  row(28, "GoSysCall", true, 0),
  row(29, "GoSysExit", false, 3),
  row(30, "GoSysBlock", false, 0),
  row(31, "GoWaiting", false, 1),
  row(32, "GoInSyscall", false, 1),
  row(33, "HeapAlloc", false, 1),
  row(34, "HeapGoal", false, 1),
  row(35, "TimerGoroutine", false, 1),
  row(36, "FutileWakeup", false, 0),
  row(37, "String", false, 0, 7),
  row(38, "GoStartLocal", false, 1, 7),
  row(39, "GoUnblockLocal", true, 1, 7),
  row(40, "GoSysExitLocal", false, 2, 7),
  row(41, "GoStartLabel", false, 3, 8),
  row(42, "GoBlockGC", true, 0, 8),
  row(43, "GCMarkAssistStart", true, 0, 9),
  row(44, "GCMarkAssistDone", false, 0, 9),
  row(45, "UserTaskCreate", true, 3, 11),
  row(46, "UserTaskEnd", true, 1, 11),
  row(47, "UserRegion", true, 3, 11),
  row(48, "UserLog", true, 2, 11),
  row(49, "CPUSample", true, 3, 19),
];

export const OLD_TYPES: ReadonlyMap<number, OldEventType> = new Map(TYPES.map((t) => [t.id, t]));

export const OLD = {
  none: 0,
  batch: 1,
  frequency: 2,
  stack: 3,
  gomaxprocs: 4,
  procStart: 5,
  procStop: 6,
  gcStart: 7,
  gcDone: 8,
  stwStart: 9,
  stwDone: 10,
  sweepStart: 11,
  sweepDone: 12,
  goCreate: 13,
  goStart: 14,
  goEnd: 15,
  goStop: 16,
  goSched: 17,
  goPreempt: 18,
  goSleep: 19,
  goBlock: 20,
  goUnblock: 21,
  goBlockSend: 22,
  goBlockRecv: 23,
  goBlockSelect: 24,
  goBlockSync: 25,
  goBlockCond: 26,
  goBlockNet: 27,
  goSysCall: 28,
  goSysExit: 29,
  goSysBlock: 30,
  goWaiting: 31,
  goInSyscall: 32,
  heapAlloc: 33,
  heapGoal: 34,
  timerGoroutine: 35,
  string: 37,
  goStartLocal: 38,
  goUnblockLocal: 39,
  goSysExitLocal: 40,
  goStartLabel: 41,
  goBlockGC: 42,
  assistStart: 43,
  assistDone: 44,
  taskCreate: 45,
  taskEnd: 46,
  region: 47,
  userLog: 48,
  cpuSample: 49,
} as const;

/** Processors that stand for things which are none. */
export const TIMER_P = 1_000_001;
export const NETPOLL_P = 1_000_002;
export const SYSCALL_P = 1_000_003;
export const GC_P = 1_000_004;
export const PROFILE_P = 1_000_005;

/** One event of the old format. Numbers are exact below 2^53. */
export interface OldEvent {
  type: number;
  /** Ticks while parsing, nanoseconds since the first event afterwards. */
  ts: number;
  g: number;
  p: number;
  stack: number;
  a0: number;
  a1: number;
  a2: number;
  a3: number;
  /** The event contradicted what was known and was taken at its word. */
  repaired: boolean;
}
