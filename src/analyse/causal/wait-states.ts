// What a dump calls a goroutine's state, and what a trace calls the same: the runtime's two tables side by side.
//
// Dumps print waitReasonStrings (runtime/runtime2.go) or the bare status (gStatusStrings, runtime/traceback.go), traces
// traceBlockReasonStrings (runtime/traceruntime.go); which goes with which stands at each call of gopark. Read from the
// sources of Go 1.21 to 1.27. A word that is in neither table is `unknown`: nothing is concluded from it.
import { GO } from "../../model/trace.ts";

interface Counterpart {
  /** States that a trace may give it. */
  readonly states: ReadonlySet<number>;
  /** Reasons where it waits; undefined: any. */
  readonly reasons: ReadonlySet<string> | undefined;
}

const waits = (...reasons: string[]): Counterpart => ({
  states: new Set([GO.waiting]),
  reasons: new Set(reasons),
});
/** The runtime calls itself waiting while it works, so that the collector may look at its stack. */
const WORKS: Counterpart = {
  states: new Set([GO.running, GO.waiting]),
  reasons: undefined,
};
const ofStates = (...states: number[]): Counterpart => ({
  states: new Set(states),
  reasons: undefined,
});

const SYSTEM = "system goroutine wait";

/** By the word of a dump. */
const COUNTERPARTS: ReadonlyMap<string, Counterpart> = new Map<string, Counterpart>([
  ["IO wait", waits("network")],
  ["chan receive", waits("chan receive")],
  ["chan send", waits("chan send")],
  ["chan receive (nil chan)", waits("forever")],
  ["chan send (nil chan)", waits("forever")],
  ["select", waits("select")],
  ["select (no cases)", waits("forever")],
  ["panicwait", waits("forever")],
  ["semacquire", waits("sync")],
  ["sync.Mutex.Lock", waits("sync")],
  ["sync.RWMutex.RLock", waits("sync")],
  ["sync.RWMutex.Lock", waits("sync")],
  ["sync.WaitGroup.Wait", waits("sync")],
  ["sync.Cond.Wait", waits("sync.(*Cond).Wait")],
  ["sleep", waits("sleep")],
  ["GC assist wait", waits("GC mark assist wait for work")],
  ["GC sweep wait", waits("GC background sweeper wait")],
  ["GC weak to strong wait", waits("GC weak to strong wait")],
  ["wait for GC cycle", waits("wait until GC ends")],
  ["GC scavenge wait", waits(SYSTEM)],
  ["GC worker (idle)", waits(SYSTEM)],
  ["finalizer wait", waits(SYSTEM)],
  ["cleanup wait", waits(SYSTEM)],
  ["force gc (idle)", waits(SYSTEM)],
  ["GOMAXPROCS updater (idle)", waits(SYSTEM)],
  ["trace reader (blocked)", waits(SYSTEM)],
  ["synctest.Run", waits("synctest")],
  ["synctest.Wait", waits("synctest")],
  // Go 1.24 says (synctest), 1.25 and later (durable).
  ["chan receive (synctest)", waits("chan receive")],
  ["chan send (synctest)", waits("chan send")],
  ["select (synctest)", waits("select")],
  ["chan receive (durable)", waits("chan receive")],
  ["chan send (durable)", waits("chan send")],
  ["select (durable)", waits("select")],
  ["sync.WaitGroup.Wait (durable)", waits("sync")],
  // A coroutine is left by a switch, which has no reason.
  ["coroutine", waits("", "unspecified")],
  ["preempted", { states: new Set([GO.waiting, GO.runnable]), reasons: undefined }],
  ["debug call", { states: new Set([GO.waiting, GO.running]), reasons: undefined }],
  ["GC assist marking", WORKS],
  ["GC mark termination", WORKS],
  ["GC worker (active)", WORKS],
  ["garbage collection", WORKS],
  ["garbage collection scan", WORKS],
  ["dumping heap", WORKS],
  ["stopping the world", WORKS],
  ["flushing proc caches", WORKS],
  ["trace goroutine status", WORKS],
  ["trace proc status", WORKS],
  ["page trace flush", WORKS],
  // The bare statuses.
  ["running", ofStates(GO.running, GO.runnable, GO.syscall)],
  ["runnable", ofStates(GO.runnable, GO.running)],
  ["syscall", ofStates(GO.syscall, GO.running)],
  ["copystack", ofStates(GO.running)],
  ["waiting", { states: new Set([GO.waiting]), reasons: undefined }],
  ["leaked", { states: new Set([GO.waiting]), reasons: undefined }],
]);

/** Reasons of traces of Go 1.22 and later; one of format 1 is converted to these. */
export const TRACE_REASONS: ReadonlySet<string> = new Set([
  "",
  "unspecified",
  "forever",
  "network",
  "select",
  "sync.(*Cond).Wait",
  "sync",
  "chan send",
  "chan receive",
  "GC mark assist wait for work",
  "GC background sweeper wait",
  SYSTEM,
  "preempted",
  "wait for debug call",
  "wait until GC ends",
  "sleep",
  "GC weak to strong wait",
  "synctest",
  "runtime.Gosched",
]);

export type StateVerdict = "agree" | "differ" | "unknown";

/** Whether a dump's word and a trace's state may be of one moment. `status` as printed, without `(leaked)` and the like. */
export function compareStates(
  status: string,
  trace: { readonly state: number; readonly reason: string },
): StateVerdict {
  const counterpart = COUNTERPARTS.get(status);
  if (counterpart === undefined || !TRACE_REASONS.has(trace.reason)) return "unknown";
  if (!counterpart.states.has(trace.state)) return "differ";
  const { reasons } = counterpart;
  if (trace.state !== GO.waiting || reasons === undefined) return "agree";
  // A wait that was there before the trace began, or whose beginning is lost, has no reason.
  return reasons.has(trace.reason) || trace.reason === "" ? "agree" : "differ";
}

/** Whether the word of a dump is in the table. */
export function isKnownStatus(status: string): boolean {
  return COUNTERPARTS.has(status);
}
