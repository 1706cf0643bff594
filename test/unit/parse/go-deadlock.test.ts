import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { LockReport } from "../../../src/model/lock-report.ts";
import { parseRun } from "../../../src/parse/parse-run.ts";
import { looseTexts } from "./loose-texts.ts";

async function reports(bytes: Uint8Array | string): Promise<LockReport[]> {
  const run = await parseRun(looseTexts({ name: "x.txt", bytes }));
  return (run.lockReports ?? []).map(({ report }) => report);
}

function places(report: LockReport | undefined): string[] {
  return (report?.places ?? []).map(({ role, frames }) => {
    const [top] = frames;
    return `${role} ${top?.file ?? ""}:${top?.line ?? 0} ${top?.function ?? ""} ${top?.code ?? ""}`;
  });
}

const REAL = readFileSync(join(import.meta.dirname, "../../golden/crash/go-deadlock.txt"));

describe("go-deadlock", () => {
  it("reads what version 0.3.5 prints: an order, a lock taken again, a lock waited for", async () => {
    const [order, again, late, ...more] = await reports(REAL);
    expect(more).toEqual([]);
    expect([order?.kind, again?.kind, late?.kind]).toEqual(["order", "recursive", "timeout"]);
    expect(places(order)).toEqual([
      "first locks_test.go:16 locks.transfer from.mu.Lock()",
      "then locks_test.go:18 locks.transfer to.mu.Lock()",
      "first locks_test.go:16 locks.transfer from.mu.Lock()",
      "then locks_test.go:18 locks.transfer to.mu.Lock()",
      "other locks_test.go:16 locks.transfer from.mu.Lock()",
    ]);
    expect(places(again)).toEqual([
      "waiting locks_test.go:40 locks.TestTwice a.mu.Lock()",
      "held locks_test.go:35 locks.TestTwice a.mu.Lock()",
    ]);
    expect(late?.waited).toBe("200ms");
    expect(late?.places.map(({ role }) => role)).toEqual(["held", "waiting"]);
    expect(late?.places[0]?.lock).toBe(late?.places[1]?.lock);
    expect(late?.places[0]?.lock).toMatch(/^0x[0-9a-f]+$/);
  });

  it("reads it behind a collector's prefix and in the older words", async () => {
    const text = `2020-01-02T03:04:05Z POTENTIAL DEADLOCK: Duplicate locking, saw callers this locks in one goroutine:
2020-01-02T03:04:06Z current goroutine 7 lock &{{{0 0} 0}
2020-01-02T03:04:05Z POTENTIAL DEADLOCK: Inconsistent locking. saw this ordering in one goroutine:
2020-01-02T03:04:05Z happened before
2020-01-02T03:04:05Z a/b.go:7 b.(*T).f { t.x.Lock() } <<<<<
2020-01-02T03:04:05Z
2020-01-02T03:04:06Z happend after
2020-01-02T03:04:06Z a/b.go:8 b.(*T).f { t.y.Lock() } <<<<<
2020-01-02T03:04:06Z next line of the log
2020-01-02T03:04:06Z a/b.go:9 b.(*T).f { t.z.Lock() } <<<<<
`;
    const [only, ...more] = await reports(text);
    expect(more).toEqual([]);
    expect(places(only)).toEqual([
      "first a/b.go:7 b.(*T).f t.x.Lock()",
      "then a/b.go:8 b.(*T).f t.y.Lock()",
    ]);
  });

  it("takes no prose for a report", async () => {
    expect(await reports("I saw POTENTIAL DEADLOCK: in the log\nand nothing else\n")).toEqual([]);
  });
});
