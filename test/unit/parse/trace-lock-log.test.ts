import { describe, expect, test } from "vitest";
import type { ByteSource } from "../../../src/model/byte-source.ts";
import type { LockLog } from "../../../src/model/lock-log.ts";
import { readTraceEnd } from "../../../src/parse/trace-ends.ts";
import { traceFromText } from "../../oracles/text-trace.ts";

/** Goroutine, event, address: one line of the log; each a microsecond after the one before. */
type Line = readonly [goroutine: number, what: string, address: string];

/** A trace in which goroutines 1 to 3 run on a processor each and log. */
function traceOf(lines: readonly Line[]): Uint8Array {
  const strings: string[] = [];
  const idOf = (text: string): number => {
    if (!strings.includes(text)) strings.push(text);
    return strings.indexOf(text) + 1;
  };
  const batches = [1, 2, 3].map((g) => {
    const rows = [
      `EventBatch gen=1 m=${g} time=0 size=auto`,
      `ProcStatus dt=1 p=${g} pstatus=1`,
      `GoStatus dt=1 g=${g} m=${g} gstatus=2`,
    ];
    let at = 2;
    for (const [index, [goroutine, what, address]] of lines.entries()) {
      if (goroutine !== g) continue;
      const time = 1000 * (index + 1);
      const key = idOf(`racegate.${what}`);
      const value = idOf(address);
      rows.push(`UserLog dt=${time - at} task=0 key_string=${key} value_string=${value} stack=0`);
      at = time;
    }
    return rows;
  });
  const table = strings.flatMap((text, i) => [`String id=${i + 1}`, `\tdata="${text}"`]);
  const none = "EventBatch gen=1 m=18446744073709551615 time=0 size=auto";
  const text = [
    "Trace Go1.22",
    ...batches.flat(),
    none,
    "Frequency freq=1000000000",
    none,
    "Strings",
    ...table,
  ];
  return traceFromText(`${text.join("\n")}\n`);
}

async function locksOf(lines: readonly Line[]): Promise<LockLog | undefined> {
  const bytes = traceOf(lines);
  const source: ByteSource = {
    name: "trace.out",
    size: bytes.length,
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
  };
  const end = await readTraceEnd(source, { package: "p", pid: 1 });
  expect(end.status).toBe("intact");
  return end.locks;
}

describe("the locks of a trace", () => {
  test("a hold without waiters is exact", async () => {
    const log = await locksOf([
      [1, "lock", "c0"],
      [2, "lock", "d0"],
      [1, "unlock", "c0"],
      [1, "lock", "c0"],
      [1, "unlock", "c0"],
    ]);
    expect(log?.uses.find(({ address }) => address === "0xc0")).toMatchObject({
      kind: "Mutex",
      acquisitions: 2,
      heldNs: 3000,
      waits: 0,
      longest: { goid: "1", shared: false, waiters: [] },
    });
    expect(log?.open).toMatchObject([{ address: "0xd0", owner: { goid: "2" }, passedOn: false }]);
  });

  test("who waited, and how long of the hold", async () => {
    const log = await locksOf([
      [1, "lock", "c0"],
      [2, "want", "c0"],
      [3, "want", "c0"],
      [1, "unlock", "c0"],
      [2, "lock", "c0"],
      [2, "unlock", "c0"],
      [3, "lock", "c0"],
      [3, "unlock", "c0"],
    ]);
    const [use] = log?.uses ?? [];
    expect(use).toMatchObject({ waits: 2, waitedNs: 3000 + 4000 });
    expect(use?.longest.goid).toBe("1");
    expect(use?.longest.waiters.map(({ party, waitNs }) => [party.goid, waitNs])).toEqual([
      ["2", 2000],
      ["3", 1000],
    ]);
    expect(log?.open).toEqual([]);
  });

  test("AB-BA: each holds what the other wants", async () => {
    const log = await locksOf([
      [1, "lock", "a0"],
      [2, "lock", "b0"],
      [1, "want", "b0"],
      [2, "want", "a0"],
    ]);
    expect(
      log?.open.map((each) => [each.address, each.owner?.goid, each.waiters[0]?.goid]),
    ).toEqual([
      ["0xa0", "1", "2"],
      ["0xb0", "2", "1"],
    ]);
  });

  test("an RWMutex counts its writer once, and its readers each", async () => {
    const log = await locksOf([
      [1, "lock", "e0"],
      [1, "wlock", "e0"],
      [2, "rwant", "e0"],
      [1, "wunlock", "e0"],
      [2, "rlock", "e0"],
      [1, "unlock", "e0"],
      [3, "rlock", "e0"],
      [2, "runlock", "e0"],
      [3, "runlock", "e0"],
    ]);
    expect(log?.uses).toMatchObject([
      { kind: "RWMutex", acquisitions: 3, heldNs: 2000 + 3000 + 2000, waits: 1 },
    ]);
    expect(log?.open).toEqual([]);
  });

  test("a lock that another goroutine releases is passed on; a new lock at its address is a new one", async () => {
    const log = await locksOf([
      [1, "lock", "c0"],
      [2, "unlock", "c0"],
      [3, "lock", "c0"],
    ]);
    expect(log?.open).toMatchObject([{ owner: { goid: "3" }, passedOn: true }]);
  });

  test("where events were left out, that is said; what is no address is nothing", async () => {
    const log = await locksOf([
      [1, "lock", "not an address"],
      [1, "full", ""],
    ]);
    expect(log).toMatchObject({ open: [], uses: [], cut: true, addresses: 0 });
  });

  test("a trace without such events has none", async () => {
    expect(await locksOf([])).toBeUndefined();
  });
});
