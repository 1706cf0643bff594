import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { GoroutineTimesVisitor } from "../../../../src/analyse/trace/goroutine-times.ts";
import { LANE, Lanes, type LaneTimes } from "../../../../src/analyse/trace/lanes.ts";
import { MachineTimes } from "../../../../src/analyse/trace/machine-times.ts";
import { readTrace } from "../../../../src/parse/go-trace/reader.ts";
import { bytesSource } from "../../../oracles/bytes-source.ts";
import { traceFromText } from "../../../oracles/text-trace.ts";

const GOLDEN = join(import.meta.dirname, "../../../golden");
const NONE = { unknown: 0, idle: 0, scheduler: 0, goroutine: 0, gcWorker: 0 };
const NO_TIME = { ...NONE, syscall: 0, syscallBlocked: 0 };

async function machineOf(bytes: Uint8Array): Promise<{
  machine: MachineTimes;
  executionNs: number;
  syscallNs: number;
  allSyscallNs: number;
}> {
  const machine = new MachineTimes();
  const sums = { executionNs: 0, syscallNs: 0, allSyscallNs: 0 };
  const goroutines = new GoroutineTimesVisitor((g) => {
    sums.executionNs += g.executionNs;
    sums.syscallNs += g.syscallNs;
    sums.allSyscallNs += g.syscallNs + g.syscallBlockedNs;
  });
  await readTrace(bytesSource(bytes), { visitors: [machine, goroutines] });
  machine.end();
  goroutines.end();
  return { machine, ...sums };
}

function all(lanes: Lanes): LaneTimes[] {
  return Array.from({ length: lanes.length }, (_, n) => lanes.times(n)).filter(
    (t) => t !== undefined,
  );
}

const runs = (lanes: Lanes): number =>
  all(lanes).reduce((sum, { ns }) => sum + ns.goroutine + ns.gcWorker, 0);

test("a processor that is taken from a syscall: what it and both threads did", async () => {
  const text = readFileSync(join(GOLDEN, "trace/processor-stolen-in-a-syscall.trace.txt"), "utf8");
  const { machine } = await machineOf(traceFromText(text));
  // Begins at 0; the syscall at 12; the processor goes at 32; the syscall ends at 72; the trace at 93.
  expect(machine.processors.times(0)).toEqual({
    firstNs: 0,
    spanNs: 93,
    ns: { ...NO_TIME, goroutine: 12, syscall: 20, idle: 61 },
    switches: 0,
    longestIdle: { fromNs: 32, toNs: 93 },
  });
  expect(machine.processors.times(1)?.ns).toEqual({ ...NO_TIME, scheduler: 92, idle: 1 });
  const thread = (id: number): LaneTimes | undefined =>
    machine.threads.times(machine.threadIds.indexOf(id));
  expect(thread(7)?.ns).toEqual({
    ...NO_TIME,
    goroutine: 12,
    syscall: 20,
    syscallBlocked: 40,
    idle: 21,
  });
  expect(thread(8)?.ns).toEqual({ ...NO_TIME, scheduler: 92, idle: 1 });
});

const captured = ["causal", "patterns"].flatMap((area) =>
  readdirSync(join(GOLDEN, area), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".trace.gz"))
    .map((name) => join(area, name)),
);

test("there are captured traces", () => {
  expect(captured.length).toBeGreaterThan(20);
});

test.each(captured.filter((_, n) => n % 3 === 0))(
  "%s: states add up, and goroutines ran as long as processors and threads were busy",
  async (name) => {
    const bytes = gunzipSync(readFileSync(join(GOLDEN, name)));
    const { machine, executionNs, syscallNs, allSyscallNs } = await machineOf(bytes);
    for (const t of [...all(machine.processors), ...all(machine.threads)]) {
      expect(Object.values(t.ns).reduce((a, b) => a + b, 0)).toBe(t.spanNs);
      expect(t.firstNs + t.spanNs).toBe(machine.lastNs);
      expect(t.ns.unknown).toBe(0);
    }
    expect(executionNs).toBeGreaterThan(0);
    expect(runs(machine.processors)).toBe(executionNs);
    expect(runs(machine.threads)).toBe(executionNs);
    const kept = all(machine.processors).reduce((sum, { ns }) => sum + ns.syscall, 0);
    expect(kept).toBe(syscallNs);
    const threads = all(machine.threads);
    const inCalls = threads.reduce((sum, { ns }) => sum + ns.syscall + ns.syscallBlocked, 0);
    expect(inCalls).toBe(allSyscallNs);
  },
);

test.each([0.3, 0.6, 0.9])("%d of a trace: the states add up all the same", async (share) => {
  const bytes = gunzipSync(readFileSync(join(GOLDEN, "causal/convoy.trace.gz")));
  const { machine } = await machineOf(bytes.subarray(0, Math.floor(bytes.length * share)));
  const lanes = [...all(machine.processors), ...all(machine.threads)];
  expect(lanes.length).toBeGreaterThan(1);
  for (const t of lanes) {
    expect(Object.values(t.ns).reduce((a, b) => a + b, 0)).toBe(t.spanNs);
  }
});

test("after damage a status does not make up what was before it", () => {
  const lanes = new Lanes();
  lanes.assume(3, LANE.idle, 10, 0);
  lanes.enter(3, LANE.goroutine, 20);
  lanes.assume(3, LANE.scheduler, 50, 5);
  lanes.end(60);
  expect(lanes.times(3)?.ns).toEqual({ ...NO_TIME, idle: 20, unknown: 30, scheduler: 10 });
  expect(lanes.times(0)).toBeUndefined();
});

test("the collector's workers and the goroutines that help it are told apart", async () => {
  const bytes = gunzipSync(readFileSync(join(GOLDEN, "patterns/gc-assist-stall/hit.trace.gz")));
  const machine = new MachineTimes();
  let workersNs = 0;
  let assistNs = 0;
  const goroutines = new GoroutineTimesVisitor((g) => {
    if (g.name === "runtime.gcBgMarkWorker") workersNs += g.executionNs;
    assistNs += g.ranges.get("GC mark assist") ?? 0;
  });
  await readTrace(bytesSource(bytes), { visitors: [machine, goroutines] });
  machine.end();
  goroutines.end();
  const gcWorkerNs = all(machine.processors).reduce((sum, { ns }) => sum + ns.gcWorker, 0);
  // A worker's first run, before it works, is not labelled.
  expect(gcWorkerNs).toBeGreaterThan(0.9 * workersNs);
  expect(gcWorkerNs).toBeLessThanOrEqual(workersNs);
  expect(all(machine.threads).reduce((sum, { ns }) => sum + ns.gcWorker, 0)).toBe(gcWorkerNs);
  const shares = all(machine.processors).map((_, p) => machine.shareOf(p));
  const helped = shares.reduce((sum, share) => sum + share.assistNs, 0);
  // An assist goes on while its goroutine waits; only its running is the processor's.
  expect(helped).toBeGreaterThan(0);
  expect(helped).toBeLessThan(assistNs);
  expect(machine.stopTheWorld.count).toBeGreaterThan(0);
  expect(machine.stopTheWorld.longestNs).toBeLessThanOrEqual(machine.stopTheWorld.ns);
});
