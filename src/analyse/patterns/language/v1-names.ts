// Event names of traces of Go 1.21 and before, which articles and tools still use, with what they are today: since
// Go 1.22 a change of state and a reason. Source: internal/trace/tracev1/parser.go, and reasons of traceblock.go.
import type { PatternClass, PatternKind } from "../../../model/pattern-events.ts";

export interface EventName {
  readonly kind: PatternKind;
  readonly classes?: readonly PatternClass[];
  readonly name?: string;
}

const LOCKS: readonly PatternClass[] = [
  ...(["lock", "rwlock_read", "rwlock_write"] as const),
  ...(["once", "wait_group", "semaphore"] as const),
];
const MARKING = "GC concurrent mark phase";
const ASSIST = "GC mark assist";
const SWEEP = "GC incremental sweep";
const STW = "stop-the-world";

export const V1_NAMES: ReadonlyMap<string, EventName> = new Map<string, EventName>([
  ["GoCreate", { kind: "create" }],
  ["GoStart", { kind: "run" }],
  ["GoStartLocal", { kind: "run" }],
  ["GoStartLabel", { kind: "run" }],
  ["GoEnd", { kind: "exit" }],
  ["GoStop", { kind: "park", classes: ["forever"] }],
  ["GoSched", { kind: "stop", classes: ["yield"] }],
  ["GoPreempt", { kind: "stop", classes: ["preempted"] }],
  ["GoSleep", { kind: "park", classes: ["sleep"] }],
  ["GoBlock", { kind: "park" }],
  ["GoBlockSend", { kind: "park", classes: ["chan_send"] }],
  ["GoBlockRecv", { kind: "park", classes: ["chan_receive"] }],
  ["GoBlockSelect", { kind: "park", classes: ["select"] }],
  ["GoBlockSync", { kind: "park", classes: LOCKS }],
  ["GoBlockCond", { kind: "park", classes: ["cond"] }],
  ["GoBlockNet", { kind: "park", classes: ["network"] }],
  ["GoBlockGC", { kind: "park", classes: ["gc_assist", "gc"] }],
  ["GoUnblock", { kind: "unpark" }],
  ["GoUnblockLocal", { kind: "unpark" }],
  ["GoSysCall", { kind: "syscall" }],
  ["GoSysBlock", { kind: "syscall" }],
  ["GoSysExit", { kind: "syscall_end" }],
  ["GoSysExitLocal", { kind: "syscall_end" }],
  ["GoWaiting", { kind: "status", name: "Waiting" }],
  ["GoInSyscall", { kind: "status", name: "Syscall" }],
  ["GCStart", { kind: "range_begin", name: MARKING }],
  ["GCDone", { kind: "range_end", name: MARKING }],
  ["STWStart", { kind: "range_begin", name: STW }],
  ["STWDone", { kind: "range_end", name: STW }],
  ["GCSTWStart", { kind: "range_begin", name: STW }],
  ["GCSTWDone", { kind: "range_end", name: STW }],
  ["GCSweepStart", { kind: "range_begin", name: SWEEP }],
  ["GCSweepDone", { kind: "range_end", name: SWEEP }],
  ["GCMarkAssistStart", { kind: "range_begin", name: ASSIST }],
  ["GCMarkAssistDone", { kind: "range_end", name: ASSIST }],
  ["UserTaskCreate", { kind: "task_begin" }],
  ["UserTaskEnd", { kind: "task_end" }],
  ["UserLog", { kind: "log" }],
]);
