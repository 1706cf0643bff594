// A visitor that takes a block of the reader's memory may make it grow, which kills every view of it: the visitors
// behind it must see the same rows all the same, and so must the rest of the trace.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import type { EventChunk, TraceVisitor } from "../../../../src/model/trace.ts";
import { readTrace } from "../../../../src/parse/go-trace/reader.ts";
import { bytesSource } from "../../../oracles/bytes-source.ts";

const golden = join(import.meta.dirname, "../../../golden/patterns");
const traces = readdirSync(golden, { recursive: true, encoding: "utf8" })
  .filter((f) => f.endsWith(".trace.gz"))
  .sort()
  .slice(0, 6);

/** Writes down what each row says. */
class Rows implements TraceVisitor {
  readonly rows: string[] = [];

  chunk(c: EventChunk): void {
    for (let i = 0; i < c.length; i++) {
      this.rows.push([c.timeNs[i], c.kind[i], c.subject[i], c.stack[i], c.text[i]].join(" "));
    }
  }
}

/** Makes the memory grow before its neighbours see a chunk. */
class Grower implements TraceVisitor {
  moves = 0;

  chunk(c: EventChunk): void {
    if (c.memory === undefined) return;
    const { buffer } = c.memory.memory;
    c.memory.alloc(1 << 20);
    if (c.memory.memory.buffer !== buffer) this.moves += 1;
  }
}

test("there are traces", () => {
  expect(traces.length).toBeGreaterThan(3);
});

test.each(traces)("%s reads the same beside one who makes the memory grow", async (file) => {
  const bytes = new Uint8Array(gunzipSync(readFileSync(join(golden, file))));
  const read = async (...visitors: TraceVisitor[]): Promise<void> => {
    await readTrace(bytesSource(bytes), { visitors });
  };
  const alone = new Rows();
  await read(alone);
  const [before, grower, behind] = [new Rows(), new Grower(), new Rows()];
  await read(before, grower, behind);
  expect(grower.moves).toBeGreaterThan(0);
  expect(alone.rows.length).toBeGreaterThan(10);
  expect(before.rows).toEqual(alone.rows);
  expect(behind.rows).toEqual(alone.rows);
});
