// The event types of Go execution traces, one row a type; a format version is a prefix of the rows it knows.
// Source: Go's internal/trace/tracev2/events.go (1.22-1.26). Older traces (1.11-1.21) are converted to these types.

/** How an argument is to be read; `dt` comes first in every timed event. */
export type ArgName =
  | "dt" | "procs" | "stack" | "p" | "p_seq" | "m" | "pstatus" | "new_g" | "new_stack" | "g" | "g_seq"
  | "reason_string" | "kind_string" | "gc_seq" | "bytes" | "swept" | "reclaimed" | "label_string" | "task"
  | "parent_task" | "name_string" | "key_string" | "value_string" | "gstatus" | "mono" | "sec" | "nsec"
  | "id" | "npages_value" | "kindclass" | "type" | "order"; // prettier-ignore

export interface EventType {
  readonly id: number;
  readonly name: string;
  readonly args: readonly ArgName[];
  /** Minor Go version of the first header that has it. */
  readonly since: number;
}

const row = (id: number, name: string, since: number, args: string): EventType => ({
  id,
  name,
  since,
  args: args.split(" ") as ArgName[],
});

/** Timed events: those that batches of events hold. */
export const EVENT_TYPES: readonly EventType[] = [
  row(9, "ProcsChange", 22, "dt procs stack"),
  row(10, "ProcStart", 22, "dt p p_seq"),
  row(11, "ProcStop", 22, "dt"),
  row(12, "ProcSteal", 22, "dt p p_seq m"),
  row(13, "ProcStatus", 22, "dt p pstatus"),
  row(14, "GoCreate", 22, "dt new_g new_stack stack"),
  row(15, "GoCreateSyscall", 22, "dt new_g"),
  row(16, "GoStart", 22, "dt g g_seq"),
  row(17, "GoDestroy", 22, "dt"),
  row(18, "GoDestroySyscall", 22, "dt"),
  row(19, "GoStop", 22, "dt reason_string stack"),
  row(20, "GoBlock", 22, "dt reason_string stack"),
  row(21, "GoUnblock", 22, "dt g g_seq stack"),
  row(22, "GoSyscallBegin", 22, "dt p_seq stack"),
  row(23, "GoSyscallEnd", 22, "dt"),
  row(24, "GoSyscallEndBlocked", 22, "dt"),
  row(25, "GoStatus", 22, "dt g m gstatus"),
  row(26, "STWBegin", 22, "dt kind_string stack"),
  row(27, "STWEnd", 22, "dt"),
  row(28, "GCActive", 22, "dt gc_seq"),
  row(29, "GCBegin", 22, "dt gc_seq stack"),
  row(30, "GCEnd", 22, "dt gc_seq"),
  row(31, "GCSweepActive", 22, "dt p"),
  row(32, "GCSweepBegin", 22, "dt stack"),
  row(33, "GCSweepEnd", 22, "dt swept reclaimed"),
  row(34, "GCMarkAssistActive", 22, "dt g"),
  row(35, "GCMarkAssistBegin", 22, "dt stack"),
  row(36, "GCMarkAssistEnd", 22, "dt"),
  row(37, "HeapAlloc", 22, "dt bytes"),
  row(38, "HeapGoal", 22, "dt bytes"),
  row(39, "GoLabel", 22, "dt label_string"),
  row(40, "UserTaskBegin", 22, "dt task parent_task name_string stack"),
  row(41, "UserTaskEnd", 22, "dt task stack"),
  row(42, "UserRegionBegin", 22, "dt task name_string stack"),
  row(43, "UserRegionEnd", 22, "dt task name_string stack"),
  row(44, "UserLog", 22, "dt task key_string value_string stack"),
  row(45, "GoSwitch", 23, "dt g g_seq"),
  row(46, "GoSwitchDestroy", 23, "dt g g_seq"),
  row(47, "GoCreateBlocked", 23, "dt new_g new_stack stack"),
  row(48, "GoStatusStack", 23, "dt g m gstatus stack"),
  row(51, "ClockSnapshot", 25, "dt mono sec nsec"),
  row(128, "Span", 23, "dt id npages_value kindclass"),
  row(129, "SpanAlloc", 23, "dt id npages_value kindclass"),
  row(130, "SpanFree", 23, "dt id"),
  row(131, "HeapObject", 23, "dt id type"),
  row(132, "HeapObjectAlloc", 23, "dt id type"),
  row(133, "HeapObjectFree", 23, "dt id"),
  row(134, "GoroutineStack", 23, "dt id order"),
  row(135, "GoroutineStackAlloc", 23, "dt id order"),
  row(136, "GoroutineStackFree", 23, "dt id"),
];

/** Type ids by name, for dispatch. `sync` is the reader's own: it opens each generation and ends the trace. */
export const EV = {
  eventBatch: 1,
  stacks: 2,
  stack: 3,
  strings: 4,
  string: 5,
  cpuSamples: 6,
  cpuSample: 7,
  frequency: 8,
  procsChange: 9,
  procStart: 10,
  procStop: 11,
  procSteal: 12,
  procStatus: 13,
  goCreate: 14,
  goCreateSyscall: 15,
  goStart: 16,
  goDestroy: 17,
  goDestroySyscall: 18,
  goStop: 19,
  goBlock: 20,
  goUnblock: 21,
  goSyscallBegin: 22,
  goSyscallEnd: 23,
  goSyscallEndBlocked: 24,
  goStatus: 25,
  stwBegin: 26,
  stwEnd: 27,
  gcActive: 28,
  gcBegin: 29,
  gcEnd: 30,
  sweepActive: 31,
  sweepBegin: 32,
  sweepEnd: 33,
  assistActive: 34,
  assistBegin: 35,
  assistEnd: 36,
  heapAlloc: 37,
  heapGoal: 38,
  goLabel: 39,
  taskBegin: 40,
  taskEnd: 41,
  regionBegin: 42,
  regionEnd: 43,
  userLog: 44,
  goSwitch: 45,
  goSwitchDestroy: 46,
  goCreateBlocked: 47,
  goStatusStack: 48,
  experimentalBatch: 49,
  syncBatch: 50,
  clockSnapshot: 51,
  endOfGeneration: 52,
  sync: 255,
} as const;

/** Names by type id. */
export const EVENT_NAMES: ReadonlyMap<number, string> = new Map(
  EVENT_TYPES.map((t) => [t.id, t.name]),
);
