import { describe, expect, test } from "vitest";
import {
  blocking,
  dumped,
  dumpedTest,
  frame,
  kinds,
  live,
  MAIN,
  runOf,
  RUNNING,
  timeout,
  traceEnd,
} from "./stuck-run.ts";

const SENDER = live("8", "chan send", ["runtime.chansend1:1", "m.(*Q).Push:9", "m.TestA.func1:6"]);

describe("goroutines that a test left behind", () => {
  test("blocked at the end is a warning", () => {
    expect(kinds(runOf({ traces: [traceEnd([SENDER])] }))).toEqual([
      "goroutine-leak/channel-send/warning",
    ]);
  });

  test("37 equal ones are one finding with a count", () => {
    const many = Array.from({ length: 37 }, (_, i) => ({ ...SENDER, goid: String(100 + i) }));
    const [only, ...others] = blocking(runOf({ traces: [traceEnd(many)] }));
    expect(others).toEqual([]);
    expect(only?.title).toContain("(37 goroutines)");
    expect(only?.goroutines.map(({ state }) => state)).toEqual([
      "chan send (37 goroutines like this)",
    ]);
    expect(only?.goroutines[0]?.goid).toBe("100");
  });

  test("labels and titles are the same in a run with other goids and times", () => {
    const other = { ...SENDER, goid: "123", sinceNs: 50e6 };
    const [one] = blocking(runOf({ traces: [traceEnd([SENDER])] }));
    const [two] = blocking(runOf({ traces: [traceEnd([other])] }));
    expect(two?.title).toBe(one?.title);
    expect(two?.goroutines[0]?.label).toBe(one?.goroutines[0]?.label);
  });

  test("sleeping, waiting for the network and running goroutines are no leaks", () => {
    const healthy = [
      live("8", "sleep", ["time.Sleep:1", "m.F:1"]),
      live("9", "network", ["internal/poll.(*FD).Read:1", "m.F:2"]),
      live("10", "", ["m.F:3"], { state: "active" }),
      live("11", "sync", ["runtime.gcMarkDone:1", "m.F:4"]),
    ];
    expect(kinds(runOf({ traces: [traceEnd(healthy)] }))).toEqual([]);
  });

  test("what was there before the tests is not theirs", () => {
    const early = { ...SENDER, origin: "before-trace" as const, test: undefined };
    expect(kinds(runOf({ traces: [traceEnd([early])] }))).toEqual([]);
  });

  test("TestMain's goroutine is a note", () => {
    const main = { ...SENDER, origin: "main" as const, test: undefined };
    expect(kinds(runOf({ traces: [traceEnd([main])] }))).toEqual([
      "goroutine-leak/channel-send/note",
    ]);
  });

  test("of the main goroutine it is whose function stands in the stacks: an example's, TestMain's, or nobody's", () => {
    const ownerOf = (name: string) => {
      const creation = [
        { ...frame(`m.${name}:6`), file: "/src/m/m_test.go" },
        { ...frame("main.main:1"), file: "_testmain.go" },
      ];
      const frames = ["runtime.chanrecv1:1", "m.work:9"];
      const more = { origin: "main" as const, test: undefined, creation };
      const [only] = blocking(
        runOf({ traces: [traceEnd([live("8", "chan receive", frames, more)])] }),
      );
      expect(only).toBeDefined();
      return only?.test && [only.test.scope, only.test.name];
    };
    expect(ownerOf("ExampleWait")).toEqual(["example", "ExampleWait"]);
    expect(ownerOf("TestMain")).toEqual(["testmain", "TestMain"]);
    expect(ownerOf("startPool")).toBeUndefined();
  });

  test("a library's goroutine without own code is a note", () => {
    const library = live("8", "select", [
      "runtime.selectgo:1",
      "net/http.(*persistConn).writeLoop:2",
    ]);
    expect(kinds(runOf({ traces: [traceEnd([library])] }))).toEqual([
      "goroutine-leak/select-orphan/note",
    ]);
  });

  test("the helper of an unclosed object is a note; several of one test are not", () => {
    const creation = [frame("m.NewCache:3"), frame("m.TestA:6")];
    const helper = live("8", "select", ["runtime.selectgo:1", "m.(*Cache).run:8"], { creation });
    expect(kinds(runOf({ traces: [traceEnd([helper])] }))).toEqual([
      "goroutine-leak/select-orphan/note",
    ]);
    const two = [helper, { ...helper, goid: "9" }];
    expect(kinds(runOf({ traces: [traceEnd(two)] }))).toEqual([
      "goroutine-leak/select-orphan/warning",
    ]);
  });

  test("a wait that had only just begun beside running goroutines is a note", () => {
    const short = { ...SENDER, sinceNs: 99.9e6 };
    const running = live("9", "", ["m.F:3"], { state: "active" });
    expect(kinds(runOf({ traces: [traceEnd([short, running])] }))).toEqual([
      "goroutine-leak/channel-send/note",
    ]);
    expect(kinds(runOf({ traces: [traceEnd([SENDER, running])] }))).toEqual([
      "goroutine-leak/channel-send/warning",
    ]);
  });

  test("the collector's word is an error", () => {
    const run = runOf({});
    const goroutine = dumped("8", "chan send", ["m.(*Q).Push:9"], { annotations: ["leaked"] });
    const dumps = [
      {
        goroutines: [goroutine],
        at: { source: "leak.txt", start: 0, end: 1 },
        origin: { channel: "text" as const },
      },
    ];
    expect(kinds({ ...run, dumps })).toEqual(["goroutine-leak/channel-send/error"]);
  });
});

describe("what is not known stays unknown", () => {
  test("a trace that is not whole shows no leak", () => {
    const doubt = "the file ends inside a generation";
    const cut = traceEnd([SENDER], { status: "truncated", doubt });
    expect(kinds(runOf({ traces: [cut] }))).toEqual([]);
  });

  test("a process that died among its tests shows no leak, of no test", () => {
    const main = live(
      "1",
      "chan receive",
      ["runtime.chanrecv1:1", "testing.(*T).Run:1", "main.main:1"],
      {
        origin: "main",
        test: undefined,
        creation: [],
        parent: undefined,
      },
    );
    const died = { ...traceEnd([]), goroutines: [main, { ...SENDER, test: RUNNING }] };
    expect(kinds(runOf({ traces: [died] }))).toEqual([]);
    expect(MAIN.state).toBe("active");
  });
});

describe("tests that could not end", () => {
  const holder = dumpedTest("chan receive", ["m.TestA:7"]);
  const stuck = dumped("8", "chan send", ["m.(*Q).Push:9", "m.TestA.func1:6"]);

  test("a stuck test is an error, with the test's own goroutine as the one that waits", () => {
    const [only] = blocking(runOf({ crashes: [timeout([holder, stuck])] }));
    expect(only?.kind).toBe("deadlock");
    expect(only?.severity).toBe("error");
    expect(only?.goroutines.map(({ role }) => role)).toEqual(["stuck", "waits for the others"]);
    expect(only?.test?.name).toBe("TestA");
  });

  test("a test whose goroutines run is slow, not stuck", () => {
    const busy = dumped("9", "runnable", ["m.F:3"]);
    expect(kinds(runOf({ crashes: [timeout([holder, stuck, busy])] }))).toEqual([]);
  });

  test("one that had only just begun to wait when a long run ended is not stuck", () => {
    const polling = (sinceNs: number) =>
      live("7", "select", ["runtime.selectgo:1", "m.TestA:7", "testing.tRunner:1"], {
        test: RUNNING,
        ofTest: true,
        creation: [frame("testing.(*T).Run:1")],
        parent: "1",
        sinceNs,
      });
    const own = dumpedTest("select", ["m.TestA:7"]);
    const found = (sinceNs: number) =>
      kinds(runOf({ traces: [traceEnd([polling(sinceNs)])], crashes: [timeout([own])] }));
    expect(found(99e6)).toEqual([]);
    expect(found(2e6)).toEqual([expect.stringMatching(/^deadlock\/.*\/error$/)]);
  });

  test("a sleeper may be what the test waits for, unless it was awake meanwhile", () => {
    const test7 = live(
      "7",
      "chan receive",
      ["runtime.chanrecv1:1", "m.TestA:7", "testing.tRunner:1"],
      {
        test: RUNNING,
        ofTest: true,
        creation: [frame("testing.(*T).Run:1")],
        parent: "1",
      },
    );
    const alarm = live("99", "", ["testing.(*M).startAlarm.func1:1"], {
      state: "active",
      origin: "unknown",
      test: undefined,
    });
    const sleeper = (sinceNs: number) =>
      live("9", "sleep", ["time.Sleep:1", "m.F:3"], { test: RUNNING, sinceNs });
    const found = (sinceNs: number) =>
      kinds(runOf({ traces: [traceEnd([test7, alarm, sleeper(sinceNs)])] }));
    expect(found(1e6)).toEqual([]);
    expect(found(95e6)).toEqual(["deadlock/channel-receive/error"]);
  });

  test("dump and trace of one goroutine make one finding", () => {
    const test7 = live(
      "7",
      "chan receive",
      ["runtime.chanrecv1:1", "m.TestA:7", "testing.tRunner:1"],
      {
        test: RUNNING,
        ofTest: true,
        creation: [frame("testing.(*T).Run:1")],
        parent: "1",
      },
    );
    const traces = [traceEnd([test7, { ...SENDER, test: RUNNING }])];
    const found = blocking(runOf({ traces, crashes: [timeout([holder, stuck])] }));
    expect(found.map(({ evidence }) => evidence.map(({ kind }) => kind))).toEqual([
      ["dump", "trace-event"],
    ]);
    expect(found[0]?.goroutines).toHaveLength(2);
  });
});

describe("locks without source", () => {
  const at = (goid: string, lock: string, frames: readonly string[]) =>
    dumped(goid, "sync.Mutex.Lock", [
      `internal/sync.(*Mutex).lockSlow(${lock}):1`,
      "sync.(*Mutex).Lock(...):1",
      ...frames,
    ]);
  const test7 = dumpedTest("sync.WaitGroup.Wait", [
    "sync.(*WaitGroup).Wait(0xc000001000):1",
    "m.TestA:7",
  ]);
  const first = (lock: string) => at("8", lock, ["m.(*S).A:10", "m.(*S).B:11", "m.TestA.func1:6"]);
  const second = (lock: string) => at("9", lock, ["m.(*S).C:20", "m.(*S).D:21", "m.TestA.func2:7"]);
  const classes = (one: string, other: string) =>
    kinds(runOf({ crashes: [timeout([test7, first(one), second(other)])] }));

  test("two addresses are two locks in opposite order, one address a lock nobody releases", () => {
    expect(classes("0xc00000a000", "0xc00000b000")).toEqual(["deadlock/lock-order/error"]);
    expect(classes("0xc00000a000", "0xc00000a000")).toEqual(["deadlock/double-lock/error"]);
  });

  test("unreliable addresses are not used", () => {
    const [only] = blocking(
      runOf({ crashes: [timeout([test7, first("0xc00000a000?"), second("0xc00000a000?")])] }),
    );
    expect(only?.class).toBe("lock-order");
    expect(only?.certainty).toBe("heuristic");
  });

  test("a reader behind a writer that waits for readers is a recursive read lock", () => {
    const reader = dumped("8", "sync.RWMutex.RLock", [
      "sync.(*RWMutex).RLock(0xc00000c000):1",
      "m.(*S).A:10",
    ]);
    const writer = dumped("9", "sync.RWMutex.Lock", [
      "sync.(*RWMutex).Lock(0xc00000c000):1",
      "m.(*S).Set:30",
    ]);
    expect(kinds(runOf({ crashes: [timeout([test7, reader, writer])] }))).toEqual([
      "deadlock/rwmutex-recursive/error",
    ]);
  });
});
