import { describe, expect, it } from "vitest";
import { parseRun } from "../../../src/parse/parse-run.ts";
import { schedLineOf } from "../../../src/parse/schedtrace.ts";
import { looseTexts } from "./loose-texts.ts";

const SCHED =
  "SCHED 22ms: gomaxprocs=2 idleprocs=1 threads=6 spinningthreads=1 needspinning=0 idlethreads=1 runqueue=3 [ 0 4 ] schedticks=[ 6 9 ]";

describe("schedtrace", () => {
  it("reads every key and the queues, but not another list", () => {
    const line = schedLineOf(SCHED);
    expect(line?.timeMs).toBe(22);
    expect(line?.values.get("idleprocs")).toBe(1);
    expect(line?.values.get("runqueue")).toBe(3);
    expect(line?.queues).toEqual([0, 4]);
  });

  it("keeps keys that it does not know and what a cut line still holds", () => {
    const line = schedLineOf("SCHED 5ms: gomaxprocs=4 newkey=7 threa");
    expect([...(line?.values ?? [])]).toEqual([
      ["gomaxprocs", 4],
      ["newkey", 7],
    ]);
    expect(line?.queues).toEqual([]);
  });

  it.each(["log: SCHED 22ms: gomaxprocs=2", "SCHED soon: gomaxprocs=2", "SCHEDULE 2ms: a=1"])(
    "takes no other line: %s",
    (text) => {
      expect(schedLineOf(text)).toBeUndefined();
    },
  );
});

const RACE = `==================
WARNING: DATA RACE
Read at 0x00c000012345 by goroutine 7:
  example.com/m/p.f()
      /home/gopher/m/p/p.go:5 +0x3f

Previous write at 0x00c000012345 by main goroutine:
  example.com/m/p.init.0()
      /home/gopher/m/p/p.go:6 +0x3f

Goroutine 7 (running) created at:
  example.com/m/p.init.0()
      /home/gopher/m/p/p.go:4 +0x3f
==================
`;

describe("inittrace", () => {
  it("joins the halves of a line that a race report cut", async () => {
    const text = `init errors @0.57 ms, 0.006 ms clock, 0 bytes, 0 allocs
init example.com/m/p${RACE} @8.6 ms, 1.5 ms clock, 48 bytes, 1 allocs
init example.com/m/q @9.25${RACE} ms, 2 ms clock, 16 bytes, 3 allocs
init of nothing
${SCHED}
`;
    const run = await parseRun(looseTexts({ name: "stderr.log", bytes: text }));
    expect(run.races).toHaveLength(2);
    expect(run.initTraces?.[0]?.lines).toEqual([
      { package: "errors", atMs: 0.57, clockMs: 0.006, bytes: 0, allocs: 0 },
      { package: "example.com/m/p", atMs: 8.6, clockMs: 1.5, bytes: 48, allocs: 1 },
      { package: "example.com/m/q", atMs: 9.25, clockMs: 2, bytes: 16, allocs: 3 },
    ]);
    expect(run.schedTraces?.[0]?.lines).toHaveLength(1);
  });

  it("is read out of a stream, package by package", async () => {
    const event = (name: string, output: string): string =>
      `${JSON.stringify({ Action: "output", Package: name, Output: output })}\n`;
    const bytes =
      event("a", "init a @1 ms, 2 ms clock, 3 bytes, 4 allocs\n") +
      event("b", "init b @1 ms, 2 ms clock, 3 bytes, 4 allocs\n") +
      event("b", "ok\n");
    const run = await parseRun(looseTexts({ name: "stream.jsonl", bytes }));
    expect(run.initTraces?.map(({ origin, lines }) => [origin.package, lines[0]?.package])).toEqual(
      [
        ["a", "a"],
        ["b", "b"],
      ],
    );
  });
});
