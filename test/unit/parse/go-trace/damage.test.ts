import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { EventChunk } from "../../../../src/model/trace.ts";
import { Kernel } from "../../../../src/parse/go-trace/kernel.ts";
import { readTrace } from "../../../../src/parse/go-trace/reader.ts";
import { readTraceSummary } from "../../../../src/parse/go-trace/trace-summary.ts";
import { bytesSource } from "../../../oracles/bytes-source.ts";
import { eventKeys, mutate, quality, randomNumbers } from "../../../oracles/mutations.ts";
import { traceFromText } from "../../../oracles/text-trace.ts";

const golden = join(import.meta.dirname, "../../../golden/trace");
const traces = readdirSync(golden)
  .filter((f) => f.endsWith(".trace.txt"))
  .map((f) => ({ name: f, bytes: traceFromText(readFileSync(join(golden, f), "utf8")) }));
const parks = traces.find((t) => t.name.startsWith("one-goroutine"));
const MUTATIONS = 300;
const KERNEL_BYTES_MAX = 8 << 20;

test.each(traces)("$name cut at every byte: no throw, nothing invented", async ({ bytes }) => {
  const kernel = new Kernel();
  const intact = (await eventKeys(bytes, kernel)).keys;
  for (let n = 0; n < bytes.length; n++) {
    const { keys, summary } = await eventKeys(bytes.subarray(0, n), kernel);
    // Without the frequency, times cannot be right; the fault is stated all the same.
    if (summary.goVersion === "1.26") {
      const q = quality(keys, intact);
      expect(q.right, `cut at ${n}`).toBe(q.given);
    }
    if (n > 0 && n < 16) expect(summary.status).toBe("damaged");
  }
});

test.each(traces)("$name in many mutations: no throw, bounded memory", async ({ bytes }) => {
  const kernel = new Kernel();
  const random = randomNumbers(7);
  for (let i = 0; i < MUTATIONS; i++) {
    const summary = await readTrace(bytesSource(mutate(bytes, random)), { visitors: [], kernel });
    expect(["intact", "truncated", "damaged"]).toContain(summary.status);
  }
  expect(kernel.x.memory.buffer.byteLength).toBeLessThan(KERNEL_BYTES_MAX);
});

test("an open generation is labelled, and its reasons are known without a string table", async () => {
  if (parks === undefined) throw new Error("golden trace missing");
  const text = readFileSync(join(golden, parks.name), "utf8");
  const head = text.slice(0, text.indexOf("EventBatch gen=1 m=18446744073709551615 time=200"));
  const reasons: (string | undefined)[] = [];
  const summary = await readTrace(bytesSource(traceFromText(head)), {
    visitors: [
      {
        chunk: (c) => {
          for (let i = 0; i < c.length; i++) {
            if (((c.kind[i] ?? 0) & 255) !== 20) continue;
            expect(c.generation.open).toBe(true);
            reasons.push(c.generation.tables.string(c.text[i] ?? 0));
          }
        },
      },
    ],
  });
  expect(summary.status).toBe("truncated");
  expect(summary.generations.map((g) => g.open)).toEqual([true]);
  // Id 11 is "chan send" in the runtime's own order.
  expect(reasons).toEqual(["chan send"]);
});

test("a summary of an intact trace", async () => {
  if (parks === undefined) throw new Error("golden trace missing");
  const s = await readTraceSummary(bytesSource(parks.bytes));
  expect(s).toMatchObject({
    goVersion: "1.26",
    status: "intact",
    gomaxprocs: 2,
    syncs: 2,
    repaired: 0,
  });
  expect(s.fault).toBeUndefined();
});

test("zero bytes behind a trace are damage at their offset, and the trace is kept", async () => {
  if (parks === undefined) throw new Error("golden trace missing");
  const whole = await readTraceSummary(bytesSource(parks.bytes));
  const s = await readTraceSummary(bytesSource(Buffer.concat([parks.bytes, new Uint8Array(4096)])));
  expect(s.status).toBe("damaged");
  expect(s.fault?.offset).toBe(parks.bytes.length);
  expect(s.events).toBe(whole.events);
});

test("other files and other versions are declined with a word", async () => {
  const read = (text: string) => readTraceSummary(bytesSource(Buffer.from(text)));
  expect((await read("hello")).fault?.code).toBe("not-a-trace");
  expect((await read("go 1.99 trace\0\0\0")).fault?.code).toBe("unknown-version");
});

test.each(traces)("$name gives the same when its batches stay in the file", async ({ bytes }) => {
  const times = async (bufferBytes: number): Promise<number[]> => {
    const all: number[] = [];
    const visitor = {
      chunk: (c: EventChunk) => {
        for (let i = 0; i < c.length; i++) all.push(c.kind[i] ?? 0, c.timeNs[i] ?? 0);
      },
    };
    await readTrace(bytesSource(bytes), { visitors: [visitor], bufferBytes });
    return all;
  };
  const held = await times(1 << 20);
  expect(held.length).toBeGreaterThan(0);
  expect(await times(0)).toEqual(held);
});
