// What a goroutine waits for: from the reason that a trace gives or the status that a dump prints, made finer by the
// frames of package sync on top of the stack. Both tables are Go's own (runtime/traceruntime.go, runtime2.go,
// Go 1.21 to 1.27); what stands in neither is `unknown`, never guessed.
import type { DumpFrame } from "../../model/crash.ts";
import type { StackFrame } from "../../model/race-report.ts";
import { parseGoSymbol } from "../../util/go-symbol.ts";

export type WaitKind =
  | "mutex"
  | "rlock"
  /** (*RWMutex).Lock behind another writer. */
  | "wlock"
  /** (*RWMutex).Lock: it is the next writer and waits for the readers to leave. */
  | "wlock-readers"
  | "once"
  | "waitgroup"
  | "cond"
  | "send"
  | "receive"
  | "select"
  | "nil-send"
  | "nil-receive"
  | "select-none"
  /** The testing package waits: for subtests, for its turn. */
  | "harness"
  | "sleep"
  | "io"
  /** The runtime's own, over in a moment or never meant to end. */
  | "runtime"
  | "active"
  | "unknown";

export interface Wait {
  readonly kind: WaitKind;
  /** Index of the first frame that is not the runtime's or package sync's; -1 for none. */
  readonly site: number;
  /** Of dumps: the lock, WaitGroup or Cond, as printed; undefined where the runtime is not sure of it. */
  readonly address: string | undefined;
}

export const LOCK_KINDS: ReadonlySet<WaitKind> = new Set([
  "mutex",
  "rlock",
  "wlock",
  "wlock-readers",
  "once",
]);
export const CHANNEL_KINDS: ReadonlySet<WaitKind> = new Set([
  "send",
  "receive",
  "select",
  "nil-send",
  "nil-receive",
  "select-none",
]);
const OTHER_KINDS: ReadonlySet<WaitKind> = new Set(["waitgroup", "cond"]);

/** Kinds of waits that another goroutine of the program has to end. */
export function isBlocking(kind: WaitKind): boolean {
  return LOCK_KINDS.has(kind) || CHANNEL_KINDS.has(kind) || OTHER_KINDS.has(kind);
}

/** By the words of traces and dumps; those of package sync are told apart by frames. */
const BY_WORD: ReadonlyMap<string, WaitKind> = new Map([
  ["chan send", "send"],
  ["chan receive", "receive"],
  ["select", "select"],
  ["chan send (nil chan)", "nil-send"],
  ["chan receive (nil chan)", "nil-receive"],
  ["select (no cases)", "select-none"],
  ["sync.(*Cond).Wait", "cond"],
  ["sync.Cond.Wait", "cond"],
  ["sync.WaitGroup.Wait", "waitgroup"],
  ["sync.Mutex.Lock", "mutex"],
  ["sync.RWMutex.Lock", "wlock-readers"],
  ["sync.RWMutex.RLock", "rlock"],
  ["sleep", "sleep"],
  ["IO wait", "io"],
  ["network", "io"],
  ["syscall", "active"],
  ["running", "active"],
  ["runnable", "active"],
  ["preempted", "active"],
]);
const BY_FRAMES = new Set(["sync", "semacquire"]);

const RUNTIME_SIDE = /^(?:runtime|internal\/sync|sync|internal\/race|internal\/runtime\/\w+)$/;

/** Reads a wait. `word` is the trace's reason or the dump's status. */
export function waitOf(word: string, frames: readonly (StackFrame | DumpFrame)[]): Wait {
  const site = frames.findIndex(
    ({ function: name }) => !RUNTIME_SIDE.test(parseGoSymbol(name).package),
  );
  const top = frames.slice(0, site < 0 ? frames.length : site);
  const kind = kindOf(word, top, frames[site]);
  return { kind, site, address: addressOf(kind, top) };
}

function kindOf(word: string, top: readonly StackFrame[], site: StackFrame | undefined): WaitKind {
  const byWord = BY_WORD.get(word);
  const bySync = syncKind(top);
  let kind: WaitKind = byWord ?? "unknown";
  if (BY_FRAMES.has(word)) kind = bySync ?? "runtime";
  else if (word === "forever") kind = foreverKind(top);
  else if (
    byWord === undefined &&
    /\bGC\b|system goroutine|finalizer|force gc|trace reader/.test(word)
  ) {
    kind = "runtime";
  } else if (bySync !== undefined && byWord !== undefined && isLockWord(byWord)) kind = bySync;
  if (site === undefined && isBlocking(kind)) return "runtime";
  const harness = site !== undefined && parseGoSymbol(site.function).package === "testing";
  return harness && isBlocking(kind) ? "harness" : kind;
}

function isLockWord(kind: WaitKind): boolean {
  return LOCK_KINDS.has(kind) || kind === "waitgroup" || kind === "cond";
}

/** The calls of package sync above the site, innermost first. */
function syncKind(top: readonly StackFrame[]): WaitKind | undefined {
  const names = top.map(({ function: name }) => name);
  const at = (name: string): number => names.lastIndexOf(name);
  const mutex = Math.max(at("sync.(*Mutex).Lock"), at("internal/sync.(*Mutex).Lock"));
  if (at("sync.(*Once).doSlow") >= 0 && mutex >= 0) return "once";
  if (at("sync.(*RWMutex).RLock") >= 0) return "rlock";
  if (at("sync.(*RWMutex).Lock") >= 0) return mutex >= 0 ? "wlock" : "wlock-readers";
  if (at("sync.(*WaitGroup).Wait") >= 0) return "waitgroup";
  if (at("sync.(*Cond).Wait") >= 0) return mutex >= 0 ? "mutex" : "cond";
  return mutex >= 0 ? "mutex" : undefined;
}

/** `forever`: a nil channel or a select without cases; the runtime's frame tells which. */
function foreverKind(top: readonly StackFrame[]): WaitKind {
  const names = top.map(({ function: name }) => name);
  if (names.some((name) => name.startsWith("runtime.chansend"))) return "nil-send";
  if (names.some((name) => name.startsWith("runtime.chanrecv"))) return "nil-receive";
  if (names.some((name) => /^runtime\.(?:block|selectgo)$/.test(name))) return "select-none";
  return "unknown";
}

/** Offsets of the semaphores inside a sync.RWMutex (w, writerSem, readerSem), Go 1.21 to 1.27. */
const READER_SEMAPHORE = 12n;
const WRITER_SEMAPHORE = 8n;

function addressOf(kind: WaitKind, top: readonly (StackFrame | DumpFrame)[]): string | undefined {
  const first = (name: string): string | undefined => {
    const frame = top.findLast((each) => each.function === name);
    return frame !== undefined && "args" in frame ? firstAddress(frame.args) : undefined;
  };
  switch (kind) {
    case "mutex":
    case "once":
      return (
        first("internal/sync.(*Mutex).lockSlow") ??
        first("sync.(*Mutex).lockSlow") ??
        first("internal/sync.(*Mutex).Lock") ??
        first("sync.(*Mutex).Lock")
      );
    case "wlock":
      return first("sync.(*RWMutex).Lock") ?? first("internal/sync.(*Mutex).lockSlow");
    case "wlock-readers":
      return (
        first("sync.(*RWMutex).Lock") ??
        minus(first("sync.runtime_SemacquireRWMutex"), WRITER_SEMAPHORE)
      );
    case "rlock":
      return (
        first("sync.(*RWMutex).RLock") ??
        minus(first("sync.runtime_SemacquireRWMutexR"), READER_SEMAPHORE)
      );
    case "waitgroup":
      return first("sync.(*WaitGroup).Wait");
    case "cond":
      return first("sync.(*Cond).Wait");
    case "send":
      return first("runtime.chansend") ?? first("runtime.chansend1");
    case "receive":
      return first("runtime.chanrecv") ?? first("runtime.chanrecv1");
    default:
      return undefined;
  }
}

/** The first argument, unless the runtime marks it as unreliable with a `?`. */
function firstAddress(args: string): string | undefined {
  const match = /^(0x[0-9a-f]{3,16})(?=$|[,)])/.exec(args);
  return match?.[1];
}

function minus(address: string | undefined, offset: bigint): string | undefined {
  if (address === undefined) return undefined;
  const value = BigInt(address) - offset;
  return value < 0n ? undefined : `0x${value.toString(16)}`;
}

/** The status as a dump prints it: traces say `sync` for all of package sync. */
export function stateOf(word: string, kind: WaitKind): string {
  return BY_FRAMES.has(word) ? (STATES.get(kind) ?? word) : word.replace("(*Cond)", "Cond");
}

const STATES: ReadonlyMap<WaitKind, string> = new Map([
  ["mutex", "sync.Mutex.Lock"],
  ["once", "sync.Mutex.Lock"],
  ["wlock", "sync.Mutex.Lock"],
  ["rlock", "sync.RWMutex.RLock"],
  ["wlock-readers", "sync.RWMutex.Lock"],
  ["waitgroup", "sync.WaitGroup.Wait"],
]);

/** `waits to send to a channel`, for sentences about the goroutine. */
export function waitWords(kind: WaitKind): string {
  return WORDS[kind];
}

const WORDS: Readonly<Record<WaitKind, string>> = {
  mutex: "waits for a Mutex",
  rlock: "waits in RLock",
  wlock: "waits for the write lock of an RWMutex",
  "wlock-readers": "waits in RWMutex.Lock for readers to leave",
  once: "waits for a sync.Once",
  waitgroup: "waits in WaitGroup.Wait",
  cond: "waits in Cond.Wait",
  send: "waits to send to a channel",
  receive: "waits to receive from a channel",
  select: "waits in a select",
  "nil-send": "sends to a nil channel",
  "nil-receive": "receives from a nil channel",
  "select-none": "waits in a select without cases",
  harness: "waits for other tests",
  sleep: "sleeps",
  io: "waits for input or output",
  runtime: "is in the runtime",
  active: "runs",
  unknown: "waits",
};
