import { describe, expect, it } from "vitest";
import { lockCycles } from "../../../../src/analyse/deep/lock-cycle.ts";
import type { LockLog, LockParty, LockWaiter, OpenLock } from "../../../../src/model/lock-log.ts";

const party = (goid: string): LockParty => ({ goid, frames: [], sinceNs: 0 });
const waits = (goid: string, wants: LockWaiter["wants"] = "lock"): LockWaiter => ({
  ...party(goid),
  wants,
});

function lock(address: string, parts: Partial<OpenLock>): OpenLock {
  return {
    address,
    kind: "Mutex",
    owner: undefined,
    readers: [],
    waiters: [],
    passedOn: false,
    ...parts,
  };
}

function log(open: readonly OpenLock[], cut = false): LockLog {
  return { open, uses: [], addresses: open.length, cut };
}

/** `1→2` for each link of each circle. */
function shown(state: LockLog): string[] {
  return lockCycles(state).map(
    ({ links, proved }) =>
      `${links.map(({ waiter, holder }) => `${waiter.goid}→${holder.goid}`).join(" ")}${proved ? "" : "?"}`,
  );
}

describe("goroutines that wait for each other", () => {
  const abba = [
    lock("a", { owner: party("1"), waiters: [waits("2")] }),
    lock("b", { owner: party("2"), waiters: [waits("1"), waits("3")] }),
  ];

  it("two locks in opposite order, and a third that only waits", () => {
    expect(shown(log(abba))).toEqual(["2→1 1→2"]);
  });

  it("a circle of three", () => {
    const three = ["1", "2", "3"].map((goid, i) =>
      lock(`l${i}`, { owner: party(goid), waiters: [waits(String(((i + 2) % 3) + 1))] }),
    );
    expect(shown(log(three))).toEqual(["3→1 1→2 2→3"]);
  });

  it("one that wants its own lock", () => {
    expect(shown(log([lock("a", { owner: party("1"), waiters: [waits("1")] })]))).toEqual(["1→1"]);
  });

  it("a chain that ends in a goroutine at work is none", () => {
    const chain = [
      lock("a", { owner: party("1"), waiters: [waits("2")] }),
      lock("b", { owner: party("2"), waiters: [waits("3")] }),
    ];
    expect(shown(log(chain))).toEqual([]);
  });

  it("a reader again, behind a writer that waits for it", () => {
    const rows = lock("t", {
      kind: "RWMutex",
      owner: party("2"),
      readers: [party("9"), party("1")],
      waiters: [waits("2", "readers"), waits("1", "read")],
    });
    expect(shown(log([rows]))).toEqual(["2→1 1→2"]);
  });

  it("a reader that wants to write", () => {
    const upgrade = lock("t", {
      kind: "RWMutex",
      owner: party("1"),
      readers: [party("1")],
      waiters: [waits("1", "readers")],
    });
    expect(shown(log([upgrade]))).toEqual(["1→1"]);
  });

  it("is no proof where a lock was passed on, or events are missing", () => {
    const [first, second] = abba as [OpenLock, OpenLock];
    expect(shown(log([{ ...first, passedOn: true }, second]))).toEqual(["2→1 1→2?"]);
    expect(shown(log(abba, true))).toEqual(["2→1 1→2?"]);
  });
});
