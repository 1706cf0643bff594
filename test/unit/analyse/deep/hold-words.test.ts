import { expect, test } from "vitest";
import { holdWords } from "../../../../src/analyse/deep/hold-words.ts";
import type { LockUse } from "../../../../src/model/lock-log.ts";
import type { StackFrame } from "../../../../src/model/race-report.ts";
import { runOf } from "../captured-run.ts";
import { traceEnd } from "../leaks/stuck-run.ts";

const at = (name: string, line: number): StackFrame => ({ function: name, file: "/m/m.go", line });
const UNLOCK = at("sync.(*Mutex).Unlock", 60);

function use(released: readonly StackFrame[]): LockUse {
  const frames = [at("sync.(*Mutex).Lock", 46), at("example.com/m.(*L).Flush", 17)];
  const waiter = { goid: "9", frames: [at("example.com/m.(*L).Add", 24)], sinceNs: 5e6 };
  return {
    address: "0xc000010000",
    kind: "Mutex",
    acquisitions: 2,
    heldNs: 4e7,
    waits: 1,
    waitedNs: 3e7,
    longest: {
      goid: "8",
      frames,
      sinceNs: 1e6,
      toNs: 41e6,
      released,
      shared: false,
      waiters: [{ party: waiter, waitNs: 3e7 }],
    },
  };
}

function words(released: readonly StackFrame[], asked: string): string {
  const locks = { open: [], uses: [use(released)], addresses: 1, cut: false };
  const end = traceEnd([], { locks });
  return holdWords(runOf({ traceEnds: [end] }), { package: end.package, pid: end.pid }, asked);
}

test("a deferred Unlock is the function's, whether or not profile and trace name the wrapper", () => {
  const said =
    " By its own events, goroutine 8 held the Mutex 0xc000010000 for 40.0 ms, taken at m.(*L).Flush, m.go:17; " +
    "goroutine 9 waited 30.0 ms of it (m.(*L).Add, m.go:24).";
  const flush = [UNLOCK, at("example.com/m.(*L).Flush", 20)];
  const wrapper = [UNLOCK, at("example.com/m.(*L).Flush.deferwrap1", 18)];
  expect(words(flush, "example.com/m.(*L).Flush.deferwrap1")).toBe(said);
  expect(words(wrapper, "example.com/m.(*L).Flush")).toBe(said);
  expect(words(flush, "example.com/m.(*L).Add")).toBe("");
});
