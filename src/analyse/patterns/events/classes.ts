// Why a goroutine waits, finer than the runtime says: its reason and the innermost frames decide.
//
// The reasons are those of traceblock.go in Go's runtime (1.22-1.26). "sync" stands for every lock of package sync;
// the frames tell which. Frames are looked at up to the first one that is neither the runtime's nor package sync's.
import { type PatternClass, classNumber } from "../../../model/pattern-events.ts";
import type { Frame } from "../../../model/trace.ts";

const BY_REASON: ReadonlyMap<string, PatternClass> = new Map([
  ["forever", "forever"],
  ["network", "network"],
  ["select", "select"],
  ["sync.(*Cond).Wait", "cond"],
  ["chan send", "chan_send"],
  ["chan receive", "chan_receive"],
  ["GC mark assist wait for work", "gc_assist"],
  ["GC background sweeper wait", "gc"],
  ["GC weak to strong wait", "gc"],
  ["wait until GC ends", "gc"],
  ["system goroutine wait", "system"],
  ["preempted", "preempted"],
  ["runtime.Gosched", "yield"],
  ["wait for debug call", "other"],
  ["sleep", "sleep"],
  ["synctest", "synctest"],
]);

/** Outermost first: a Once and an RWMutex wait in a Mutex of their own. */
const BY_FRAME: readonly (readonly [string, PatternClass])[] = [
  ["sync.(*Once).doSlow", "once"],
  ["sync.(*RWMutex).RLock", "rwlock_read"],
  ["sync.(*RWMutex).Lock", "rwlock_write"],
  ["sync.(*WaitGroup).Wait", "wait_group"],
  ["sync.(*Mutex).Lock", "lock"],
  ["internal/sync.(*Mutex).Lock", "lock"],
  ["internal/sync.(*Mutex).lockSlow", "lock"],
];

/** "sync" told apart by frames. */
function syncClass(frames: readonly Frame[]): PatternClass {
  const own = new Set<string>();
  for (const { func } of frames) {
    if (func.startsWith("runtime.gc")) return "gc";
    if (!/^(?:runtime|sync|internal\/sync)\./.test(func)) break;
    own.add(func);
  }
  return BY_FRAME.find(([func]) => own.has(func))?.[1] ?? "semaphore";
}

/** The class's number (PATTERN_CLASSES) of a wait or stop. */
export function classOf(reason: string, frames: readonly Frame[]): number {
  if (reason === "sync") return classNumber(syncClass(frames));
  return classNumber(BY_REASON.get(reason) ?? "other");
}
