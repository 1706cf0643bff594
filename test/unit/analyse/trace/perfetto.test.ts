import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import {
  type GoroutineTimes,
  GoroutineTimesVisitor,
} from "../../../../src/analyse/trace/goroutine-times.ts";
import { readTrace } from "../../../../src/parse/go-trace/reader.ts";
import { tracePerfettoCommand } from "../../../../src/pipeline-trace.ts";
import { bytesSource } from "../../../oracles/bytes-source.ts";
import { traceFromText } from "../../../oracles/text-trace.ts";
import { type Decoded, decodePerfetto, type Slice } from "./perfetto-decode.ts";

const GOLDEN = join(import.meta.dirname, "../../../golden");
const text = (name: string): Uint8Array =>
  traceFromText(readFileSync(join(GOLDEN, "trace", name), "utf8"));
const captured = (name: string): Uint8Array => gunzipSync(readFileSync(join(GOLDEN, name)));

async function perfettoOf(bytes: Uint8Array, window = {}): Promise<Decoded> {
  const parts: Uint8Array[] = [];
  const request = { source: bytesSource(bytes), window };
  await tracePerfettoCommand(request, (b) => parts.push(Uint8Array.from(b)));
  return decodePerfetto(Buffer.concat(parts));
}

const line = (s: Slice): string => `${s.track}: ${s.name} ${s.fromNs}-${s.toNs}`;

test("a wake is a flow from the waker's instant to the run", async () => {
  const { tracks, flows, instants } = await perfettoOf(
    text("one-goroutine-parks-and-is-woken.trace.txt"),
  );
  expect(tracks).toContain("goroutines/goroutine 9 main.worker");
  expect([...flows.values()]).toEqual([{ begins: "goroutine 9 main.worker", ends: "goroutine 1" }]);
  expect(instants.map(({ track, name }) => `${track} ${name}`)).toEqual([
    "goroutine 9 main.worker wakes",
    'task 5 job step "one": café\n',
  ]);
});

test("a syscall lasts on the processor until that is taken", async () => {
  const { slices } = await perfettoOf(text("processor-stolen-in-a-syscall.trace.txt"));
  expect(slices.filter((s) => s.parent === "processors").map(line)).toEqual([
    "processor 0: syscall 12-32",
    "processor 0: goroutine 2-32",
  ]);
  expect(slices.filter((s) => s.parent === "goroutines").map(line)).toEqual([
    "goroutine 1: running 2-12",
    "goroutine 1: syscall 12-72",
    "goroutine 1: runnable 72-93",
  ]);
});

test("tasks, regions and logs: nested, and open ones end with the trace", async () => {
  const { slices, tracks, instants } = await perfettoOf(
    text("tasks-with-children-and-open-regions.trace.txt"),
  );
  expect(tracks.filter((t) => t.includes("task"))).toEqual([
    "go/tasks",
    "tasks/task 2 order",
    "task 2 order/task 3 item",
    "task 2 order/task 4 item",
  ]);
  expect(slices.filter((s) => s.track.startsWith("task ")).map(line)).toEqual([
    "task 3 item: item 25-40",
    "task 2 order: order 10-62",
    "task 4 item: item 55-62",
  ]);
  expect(slices.filter((s) => s.track === "regions").map((s) => `${line(s)} ${s.depth}`)).toEqual([
    "regions: wrap 30-35 1",
    "regions: wrap 45-51 1",
    "regions: pack\x1b[31m 20-62 0",
  ]);
  expect(instants).toEqual([{ track: "task 3 item", name: "state: done", ns: 31 }]);
});

test.each([
  "causal/convoy.trace.gz",
  "patterns/gc-assist-stall/hit.trace.gz",
  "causal/slow.trace.gz",
])(
  "%s: slices last as long as the states of each goroutine, and processors show the same runs",
  async (name) => {
    const bytes = captured(name);
    const { slices } = await perfettoOf(bytes);
    const times: GoroutineTimes[] = [];
    const visitor = new GoroutineTimesVisitor((g) => times.push(g));
    await readTrace(bytesSource(bytes), { visitors: [visitor] });
    visitor.end();
    const spent = (track: string, state: string): number =>
      slices
        .filter((s) => s.parent === "goroutines" && s.track === track && s.name.startsWith(state))
        .reduce((sum, s) => sum + s.toNs - s.fromNs, 0);
    const created = times.filter((g) => g.createdBy !== undefined && g.name !== "");
    expect(created.length).toBeGreaterThan(3);
    let execution = 0;
    for (const g of created) {
      const track = `goroutine ${g.id} ${g.name}`;
      const blocked = [...g.blocked.values()].reduce((a, b) => a + b, 0);
      expect(spent(track, "running")).toBe(g.executionNs);
      expect(spent(track, "runnable")).toBe(g.runnableNs);
      expect(spent(track, "waiting")).toBe(blocked);
      expect(spent(track, "syscall")).toBe(g.syscallNs + g.syscallBlockedNs);
      execution += g.executionNs;
    }
    const ids = new Set(created.map((g) => g.id));
    const runs = slices.filter((s) => s.parent === "processors");
    const own = runs.filter((s) => s.depth === 0 && ids.has(s.goroutine ?? -1));
    const inCalls = runs.filter((s) => s.depth === 1 && s.name === "syscall");
    const ns = (all: readonly Slice[]): number => all.reduce((n, s) => n + s.toNs - s.fromNs, 0);
    const others = runs.filter((s) => s.depth === 0 && !ids.has(s.goroutine ?? -1));
    const callsOf = inCalls.filter((call) =>
      own.some((s) => s.track === call.track && s.fromNs <= call.fromNs && call.toNs <= s.toNs),
    );
    expect(others.length).toBeGreaterThan(0);
    expect(ns(own) - ns(callsOf)).toBe(execution);
  },
);

test("collections, stops of the world and assists are ranges", async () => {
  const { slices, counters } = await perfettoOf(captured("patterns/gc-assist-stall/hit.trace.gz"));
  const names = (track: string): Set<string> =>
    new Set(slices.filter((s) => s.track === track).map((s) => s.name));
  expect(names("garbage collection")).toEqual(new Set(["cycle"]));
  expect(names("world stopped").has("GC mark termination")).toBe(true);
  expect(names("regions").has("GC mark assist")).toBe(true);
  expect(new Set(counters.map((c) => c.track))).toEqual(
    new Set(["heap bytes", "heap goal", "GOMAXPROCS"]),
  );
});

test.each([0.2, 0.5, 0.8])(
  "%d of a trace, and a window of it: still a whole Perfetto trace",
  async (share) => {
    const whole = captured("causal/convoy.trace.gz");
    const part = await perfettoOf(whole.subarray(0, Math.floor(whole.length * share)));
    expect(part.slices.length).toBeGreaterThan(10);
    const window = await perfettoOf(whole, { fromNs: 20_000_000, toNs: 60_000_000 });
    expect(window.slices.length).toBeGreaterThan(10);
    for (const s of window.slices) expect(s.fromNs).toBeGreaterThanOrEqual(20_000_000);
  },
);
