import { describe, expect, test } from "vitest";
import { joinDump, joinWords } from "../../../../src/analyse/causal/dump-join.ts";
import { compareStates } from "../../../../src/analyse/causal/wait-states.ts";
import type { DumpGoroutine } from "../../../../src/model/crash.ts";
import { GO } from "../../../../src/model/trace.ts";
import type { GoroutineLife } from "../../../../src/model/trace-causes.ts";

const SECOND = 1e9;
const endNs = 100 * SECOND;

function dumped(goid: number, status: string, waitMinutes?: number): DumpGoroutine {
  const frames = [{ function: "p.worker", file: "w.go", line: 3, args: "" }];
  const rest = { lockedToThread: false, annotations: [], truncated: false };
  return { goid: String(goid), status, waitMinutes, frames, ...rest };
}

function life(goid: number, more: Partial<GoroutineLife> = {}): GoroutineLife {
  return {
    goid,
    name: "p.worker",
    createdNs: SECOND,
    creatorGoid: 1,
    createdAt: undefined,
    endedNs: undefined,
    state: GO.waiting,
    wait: { reason: "chan receive", frames: [], at: undefined, fromNs: 90 * SECOND, toNs: endNs },
    wakes: undefined,
    runs: [],
    creatorWait: undefined,
    test: undefined,
    ...more,
  };
}

function verdict(one: DumpGoroutine, known: GoroutineLife | undefined): string | undefined {
  const lives = new Map(known === undefined ? [] : [[known.goid, known]]);
  return joinDump([one], { lives, endNs })[0]?.verdict;
}

describe("a goroutine of a dump in the trace of its process", () => {
  test("that waits for the same agrees, with the exact age", () => {
    const lives = new Map([[7, life(7)]]);
    const [joined] = joinDump([dumped(7, "chan receive")], { lives, endNs });
    expect(joined).toMatchObject({ verdict: "agree", ageNs: 10 * SECOND });
  });

  test("that went on in between is stale, not a contradiction", () => {
    expect(verdict(dumped(7, "sync.Mutex.Lock"), life(7))).toBe("stale");
    expect(verdict(dumped(7, "running"), life(7))).toBe("stale");
  });

  test("that the trace does not know is absent", () => {
    expect(verdict(dumped(8, "chan receive"), life(7))).toBe("absent");
    expect(verdict(dumped(7, "chan receive"), undefined)).toBe("absent");
  });

  test("in a state of no table is unknown", () => {
    expect(verdict(dumped(7, "waiting for godot"), life(7))).toBe("unknown");
  });

  test("that ended, is another function, or waits since before the trace's last state contradicts", () => {
    expect(verdict(dumped(7, "chan receive"), life(7, { endedNs: 5 }))).toBe("contradiction");
    expect(verdict(dumped(7, "chan receive"), life(7, { name: "p.other" }))).toBe("contradiction");
    expect(verdict(dumped(7, "chan receive", 3), life(7))).toBe("contradiction");
    // Within a minute the dump may be that much later.
    expect(verdict(dumped(7, "chan receive", 1), life(7))).toBe("agree");
  });

  test("all together in words", () => {
    const lives = new Map([7, 8].map((goid) => [goid, life(goid)]));
    const all = [dumped(7, "chan receive"), dumped(8, "running"), dumped(9, "running")];
    expect(joinWords(joinDump(all, { lives, endNs }))).toBe(
      "1 of 3 goroutines stand alike in the dump and at the trace's end, 1 went on in between, 1 not in the trace",
    );
    expect(joinWords([])).toBeUndefined();
  });
});

describe("states of dumps and traces", () => {
  test("a wait is not a run, and a send is not a receive", () => {
    expect(compareStates("chan send", { state: GO.waiting, reason: "chan receive" })).toBe(
      "differ",
    );
    expect(compareStates("select", { state: GO.running, reason: "" })).toBe("differ");
    expect(compareStates("syscall", { state: GO.syscall, reason: "" })).toBe("agree");
  });

  test("a wait without a known reason may be any", () => {
    expect(compareStates("select", { state: GO.waiting, reason: "" })).toBe("agree");
  });

  test("the runtime's own work counts as running in traces", () => {
    expect(compareStates("stopping the world", { state: GO.running, reason: "" })).toBe("agree");
  });
});
