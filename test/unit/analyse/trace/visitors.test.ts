import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Profile } from "pprof-format";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import {
  type GoroutineTimes,
  GoroutineTimesVisitor,
} from "../../../../src/analyse/trace/goroutine-times.ts";
import type { TraceVisitor } from "../../../../src/model/trace.ts";
import {
  traceGoroutinesDocument,
  traceInfoDocument,
  traceLocksDocument,
  traceWakeDocument,
} from "../../../../src/model/trace-documents.ts";
import { TraceInterner } from "../../../../src/model/trace-interner.ts";
import { readTrace } from "../../../../src/parse/go-trace/reader.ts";
import {
  traceGoroutinesCommand,
  traceInfoCommand,
  traceLocksCommand,
  traceProfileCommand,
  traceWakeCommand,
} from "../../../../src/pipeline-trace.ts";
import { bytesSource } from "../../../oracles/bytes-source.ts";
import { traceFromText } from "../../../oracles/text-trace.ts";

const golden = (name: string): Uint8Array =>
  traceFromText(readFileSync(join(import.meta.dirname, "../../../golden/trace", name), "utf8"));
const parks = golden("one-goroutine-parks-and-is-woken.trace.txt");
const request = { source: bytesSource(parks), window: {} };

async function timesOf(bytes: Uint8Array): Promise<{ all: GoroutineTimes[]; lastNs: number }> {
  const all: GoroutineTimes[] = [];
  const visitor = new GoroutineTimesVisitor((g) => all.push(g));
  await readTrace(bytesSource(bytes), { visitors: [visitor] });
  visitor.end();
  return { all, lastNs: visitor.lastNs };
}

test.each([1, 0.9, 0.7, 0.5, 0.3])(
  "states add up to the life span (%d of the file)",
  async (share) => {
    const { all, lastNs } = await timesOf(parks.subarray(0, Math.floor(parks.length * share)));
    for (const g of all) {
      const blocked = [...g.blocked.values()].reduce((a, b) => a + b, 0);
      const sum =
        g.executionNs + g.runnableNs + g.syscallNs + g.syscallBlockedNs + g.unknownNs + blocked;
      expect(sum).toBe((g.endNs ?? lastNs) - g.startNs);
    }
    if (share === 1) expect(all.map((g) => g.id).sort()).toEqual([1, 9]);
  },
);

test("parks and runs alternate in edges, with the waker and both stacks", async () => {
  const interner = new TraceInterner();
  const seen: string[] = [];
  const visitor: TraceVisitor = {
    edges: (e) => {
      for (let i = 0; i < e.length; i++) {
        const stack = (n: number | undefined): string =>
          interner
            .frames((n ?? 0) as never)
            .map((f) => f.func)
            .join("<");
        expect(e.parkNs[i]).toBeLessThan(e.wokenNs[i] ?? 0);
        expect(e.wokenNs[i]).toBeLessThan(e.ranNs[i] ?? 0);
        seen.push(
          `${e.goroutine[i]} by ${e.waker[i]} ${stack(e.parkStack[i])} ${stack(e.wakeStack[i])}`,
        );
      }
    },
  };
  await readTrace(bytesSource(parks), { visitors: [visitor], interner });
  expect(seen).toEqual(["1 by 9 main.wait<main.main main.worker"]);
});

test("a stolen processor makes the syscall blocked", async () => {
  const { all } = await timesOf(golden("processor-stolen-in-a-syscall.trace.txt"));
  const g = all.find((x) => x.id === 1);
  // Begins at 112, the processor goes at 132, the syscall ends at 172.
  expect(g?.syscallNs).toBe(20);
  expect(g?.syscallBlockedNs).toBe(40);
});

test("a range that goes on in the next generation counts from its begin", async () => {
  const { all } = await timesOf(golden("assist-over-two-generations.trace.txt"));
  // Begun at 110 and 112, said to be under way in the second generation, ended at 215 and 210: what Go says too.
  expect(Object.fromEntries(all[0]?.ranges ?? [])).toEqual({
    "GC mark assist": 105,
    "GC incremental sweep": 98,
  });
});

test("wake and lock documents name sites and reasons", async () => {
  let text = "";
  const write = (t: string): void => {
    text = t;
  };
  await traceWakeCommand(request, { json: true, limit: 5, chains: 3 }, write);
  traceWakeDocument.parse(JSON.parse(text));
  expect(JSON.parse(text)).toMatchObject({
    schemaVersion: "1",
    status: "intact",
    wakes: 1,
    pairs: [{ waker: "main.worker", wakee: "main.main", reason: "chan receive", count: 1 }],
  });
  await traceLocksCommand(request, { json: true, limit: 5, channels: true }, write);
  traceLocksDocument.parse(JSON.parse(text));
  expect(JSON.parse(text)).toMatchObject({
    sites: [{ kind: "chan receive", waitsAt: { function: "main.wait", line: 30 }, goroutines: 1 }],
  });
});

test("info and goroutine documents follow their schemas", async () => {
  let text = "";
  const write = (t: string): void => {
    text = t;
  };
  const exitWallMs = Date.parse("2023-11-14T22:13:21Z");
  await traceInfoCommand(request, { json: true, exitWallMs }, write);
  const info = traceInfoDocument.parse(JSON.parse(text));
  // The clock reading is 120 ms past the second; the last event lies 55 ns later.
  expect(info.missingNs).toBeGreaterThan(879_000_000);
  expect(info.missingNs).toBeLessThanOrEqual(880_000_000);
  await traceGoroutinesCommand(request, { json: true, limit: 5 }, write);
  const goroutines = traceGoroutinesDocument.parse(JSON.parse(text));
  expect(goroutines.groups.map((g) => g.name).sort()).toEqual(["main.main", "main.worker"]);
});

test("a profile has the blocked stack with count and time", async () => {
  let bytes = new Uint8Array();
  await traceProfileCommand(request, "sync", (b) => {
    bytes = Uint8Array.from(b);
  });
  const profile = Profile.decode(gunzipSync(bytes));
  expect(profile.sample.map((s) => s.value.map(Number))).toEqual([[1, 24]]);
  const names = profile.function.map((f) => profile.stringTable.strings[Number(f.name)]);
  expect(names).toEqual(["main.wait", "main.main"]);
});
