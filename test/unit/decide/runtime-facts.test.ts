import { expect, test } from "vitest";
import { runtimeFactsOf } from "../../../src/decide/runtime-facts.ts";
import type { InitLine, SchedLine } from "../../../src/model/sched.ts";
import type { TextOrigin } from "../../../src/model/parsed-run.ts";
import { runOf } from "../analyse/captured-run.ts";

const origin = (name: string): TextOrigin => ({ channel: "stream", package: name });

function sample(timeMs: number, idle: number, queues: readonly number[], global = 0): SchedLine {
  const values = new Map([
    ["gomaxprocs", 2],
    ["idleprocs", idle],
    ["runqueue", global],
  ]);
  return { timeMs, values, queues };
}

function init(name: string, clockMs: number, atMs = 1): InitLine {
  return { package: name, atMs, clockMs, bytes: 8, allocs: undefined };
}

test("nobody asked, nothing is said", () => {
  expect(runtimeFactsOf(runOf({}))).toBeUndefined();
  const cut = {
    origin: origin("p"),
    lines: [{ timeMs: 1, values: new Map(), queues: [] }],
    dropped: 0,
  };
  expect(runtimeFactsOf(runOf({ schedTraces: [cut] }))).toBeUndefined();
});

test("of each process: idle processors, the fullest queues, and samples without a free processor", () => {
  const lines = [
    sample(0, 0, [9, 9]), // before the program begins
    sample(1000, 1, [2, 0], 3),
    sample(2000, 0, [4, 4], 1),
    sample(3000, 0, [0, 0]),
  ];
  const traces = [
    { origin: origin("q"), lines: [sample(0, 2, [0, 0])], dropped: 0 },
    { origin: origin("p"), lines, dropped: 0 },
  ];
  expect(runtimeFactsOf(runOf({ schedTraces: traces }))?.schedulers).toEqual([
    {
      package: "p",
      samples: 3,
      gomaxprocs: 2,
      idleMean: 0.3,
      runnableMax: 9,
      runnableMaxAtMs: 2000,
      saturated: 1,
    },
    {
      package: "q",
      samples: 1,
      gomaxprocs: 2,
      idleMean: 2,
      runnableMax: 0,
      runnableMaxAtMs: 0,
      saturated: 0,
    },
  ]);
});

test("initialisation: the longest of each package first, with the processes that had it", () => {
  const traces = [
    { origin: origin("p"), lines: [init("net", 0.5), init("big", 20, 3)], dropped: 0 },
    { origin: origin("q"), lines: [init("net", 0.7, 2)], dropped: 0 },
  ];
  expect(runtimeFactsOf(runOf({ initTraces: traces }))).toEqual({
    inits: [
      { package: "big", processes: 1, longestMs: 20, atMs: 3, bytes: 8 },
      { package: "net", processes: 2, longestMs: 0.7, atMs: 2, bytes: 8 },
    ],
    initPackages: 2,
    schedulers: [],
  });
});
