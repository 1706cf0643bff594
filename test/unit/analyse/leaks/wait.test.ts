import { describe, expect, test } from "vitest";
import { waitOf } from "../../../../src/analyse/leaks/wait.ts";
import { dumped, frame } from "./stuck-run.ts";

const OWN = "m.F:1";

describe("waits of traces", () => {
  const rows: readonly (readonly [string, readonly string[], string])[] = [
    ["chan send", ["runtime.chansend1:1"], "send"],
    ["chan receive", ["runtime.chanrecv1:1"], "receive"],
    ["select", ["runtime.selectgo:1"], "select"],
    ["forever", ["runtime.chanrecv1:1"], "nil-receive"],
    ["forever", ["runtime.chansend1:1"], "nil-send"],
    ["forever", ["runtime.block:1"], "select-none"],
    ["sync", ["sync.(*Mutex).Lock:46"], "mutex"],
    ["sync", ["internal/sync.(*Mutex).lockSlow:1", "sync.(*Mutex).Lock:46"], "mutex"],
    ["sync", ["sync.(*RWMutex).RLock:74"], "rlock"],
    ["sync", ["sync.(*RWMutex).Lock:155"], "wlock-readers"],
    ["sync", ["sync.(*Mutex).Lock:46", "sync.(*RWMutex).Lock:150"], "wlock"],
    ["sync", ["sync.(*Mutex).Lock:46", "sync.(*Once).doSlow:74", "sync.(*Once).Do:69"], "once"],
    ["sync", ["sync.(*WaitGroup).Wait:206"], "waitgroup"],
    ["sync.(*Cond).Wait", ["sync.(*Cond).Wait:71"], "cond"],
    ["sleep", ["time.Sleep:1"], "sleep"],
    ["network", ["internal/poll.(*FD).Read:1"], "io"],
    ["GC background sweeper wait", ["runtime.bgsweep:1"], "runtime"],
    // Over in a moment: the collector's own semaphore.
    ["sync", ["runtime.gcMarkDone:1"], "runtime"],
    ["a reason of a later Go", [], "unknown"],
  ];
  test.each(rows)("%s with %j is %s", (word, top, kind) => {
    const wait = waitOf(word, [...top, OWN].map(frame));
    expect(wait.kind).toBe(kind);
    expect(wait.address).toBeUndefined();
  });

  test("the testing package waits for subtests and turns, which is no block", () => {
    const frames = ["runtime.chanrecv1:1", "testing.(*T).Run:1", OWN].map(frame);
    expect(waitOf("chan receive", frames).kind).toBe("harness");
  });

  test("without a frame of the program nothing is blocked", () => {
    expect(waitOf("select", [frame("runtime.selectgo:1")]).kind).toBe("runtime");
  });
});

describe("addresses of dumps", () => {
  const address = (status: string, frames: readonly string[]): string | undefined =>
    waitOf(status, dumped("8", status, [...frames, OWN]).frames).address;

  test("a lock is named by the argument that the runtime is sure of", () => {
    const frames = ["internal/sync.(*Mutex).lockSlow(0xc000012340):1", "sync.(*Mutex).Lock(...):1"];
    expect(address("sync.Mutex.Lock", frames)).toBe("0xc000012340");
  });

  test("a question mark behind an argument makes it unusable", () => {
    const frames = ["internal/sync.(*Mutex).lockSlow(0xc000012340?):1"];
    expect(address("sync.Mutex.Lock", frames)).toBeUndefined();
  });

  test("readers and writers of one RWMutex have one address, whatever semaphore they wait on", () => {
    const reader = [
      "sync.runtime_SemacquireRWMutexR(0xc00001000c):1",
      "sync.(*RWMutex).RLock(...):1",
    ];
    const writer = [
      "sync.runtime_SemacquireRWMutex(0xc000010008):1",
      "sync.(*RWMutex).Lock(...):1",
    ];
    expect(address("sync.RWMutex.RLock", reader)).toBe("0xc000010000");
    expect(address("sync.RWMutex.Lock", writer)).toBe("0xc000010000");
    const named = [
      "sync.runtime_SemacquireRWMutexR(0x1?):1",
      "sync.(*RWMutex).RLock(0xc000010000):1",
    ];
    expect(address("sync.RWMutex.RLock", named)).toBe("0xc000010000");
  });
});
