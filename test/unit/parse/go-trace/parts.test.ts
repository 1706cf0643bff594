// A trace read in parts is the trace read in one go: the same edges, the same summary, or no answer at all.
import { expect, test } from "vitest";
import {
  TraceInterner,
  type StackIndex,
  type TextIndex,
} from "../../../../src/model/trace-interner.ts";
import type { MergingVisitor, Renumbering, TracePart } from "../../../../src/model/trace-parts.ts";
import type { EdgeChunk, TraceSummary } from "../../../../src/model/trace.ts";
import { joinParts, planParts } from "../../../../src/parse/go-trace/join-parts.ts";
import { readPart } from "../../../../src/parse/go-trace/read-part.ts";
import { readTrace } from "../../../../src/parse/go-trace/reader.ts";
import { indexTrace } from "../../../../src/parse/go-trace/trace-index.ts";
import { bytesSource } from "../../../oracles/bytes-source.ts";
import { traceFromText } from "../../../oracles/text-trace.ts";
import { GENERATIONS, manyGenerations } from "./many-generations.ts";

interface Edge {
  readonly times: string;
  readonly parkStack: number;
  readonly wakeStack: number;
  readonly reason: number;
}

/** Keeps every edge. */
class EdgeList implements MergingVisitor<readonly Edge[]> {
  readonly edgesSeen: Edge[] = [];

  edges(e: EdgeChunk): void {
    for (let i = 0; i < e.length; i++) {
      const times = [e.goroutine, e.parkNs, e.wokenNs, e.ranNs, e.waker, e.doubt].map((c) => c[i]);
      const [parkStack = 0, wakeStack = 0, reason = 0] = [e.parkStack, e.wakeStack, e.reason].map(
        (c) => c[i],
      );
      this.edgesSeen.push({ times: times.join(), parkStack, wakeStack, reason });
    }
  }

  partial(): readonly Edge[] {
    return this.edgesSeen;
  }

  merge(found: readonly Edge[], n: Renumbering): void {
    for (const e of found) {
      const [parkStack, wakeStack] = [n.stack(e.parkStack), n.stack(e.wakeStack)];
      this.edgesSeen.push({ ...e, parkStack, wakeStack, reason: n.text(e.reason) });
    }
  }
}

interface Reading {
  readonly summary: TraceSummary | undefined;
  readonly edges: readonly string[];
}

function named(visitor: EdgeList, interner: TraceInterner): string[] {
  const stack = (i: number): string =>
    interner
      .frames(i as StackIndex)
      .map((f) => f.func)
      .join();
  return visitor.edgesSeen
    .map((e) => {
      const reason = interner.string(e.reason as TextIndex);
      return `${e.times} ${stack(e.parkStack)} ${stack(e.wakeStack)} ${reason}`;
    })
    .sort();
}

async function inOneGo(bytes: Uint8Array): Promise<Reading> {
  const interner = new TraceInterner();
  const visitor = new EdgeList();
  const summary = await readTrace(bytesSource(bytes), { visitors: [visitor], interner });
  return { summary, edges: named(visitor, interner) };
}

async function partsOf(bytes: Uint8Array, most: number): Promise<(TracePart | undefined)[]> {
  const source = bytesSource(bytes);
  const index = await indexTrace(source);
  if (index === undefined) throw new Error("no index");
  const plans = planParts(index, most);
  const parts: (TracePart | undefined)[] = [];
  for (const plan of plans) parts.push(await readPart(source, plan, () => new EdgeList()));
  // What goes from thread to thread is copied.
  return structuredClone(parts);
}

function joined(parts: readonly (TracePart | undefined)[]): Reading {
  const interner = new TraceInterner();
  const visitor = new EdgeList();
  const summary = joinParts(parts, visitor, interner);
  return { summary, edges: named(visitor, interner) };
}

const intact = traceFromText(manyGenerations());

test.each([2, 3, 4])("%i parts of an intact trace are the whole", async (most) => {
  const whole = await inOneGo(intact);
  const parts = await partsOf(intact, most);
  expect(parts.length).toBe(most);
  const loose = parts.map((p) => p?.loose.length ?? 0);
  // Waits of several generations cross every border.
  expect(loose.slice(1).every((n) => n > 0)).toBe(true);
  expect(whole.summary?.generations.length).toBe(GENERATIONS);
  expect(joined(parts)).toEqual(whole);
});

test("a trace that is cut at every 23rd byte of its end", async () => {
  let joinedOnes = 0;
  const from = Math.floor(intact.length * 0.93);
  for (let n = from; n < intact.length; n += 23) {
    const bytes = intact.subarray(0, n);
    const whole = await inOneGo(bytes);
    const reading = joined(await partsOf(bytes, 3));
    if (reading.summary === undefined) continue;
    joinedOnes += 1;
    expect(reading, `cut at ${n}`).toEqual(whole);
    expect(whole.summary?.status).not.toBe("intact");
  }
  expect(joinedOnes).toBeGreaterThan(10);
});

test("no answer that differs, wherever a byte is changed", async () => {
  let joinedOnes = 0;
  for (let n = 16; n < intact.length; n += 71) {
    const bytes = Uint8Array.from(intact);
    bytes[n] = (bytes[n] ?? 0) ^ 1;
    const reading = joined(await partsOf(bytes, 3));
    if (reading.summary === undefined) continue;
    joinedOnes += 1;
    expect(reading, `byte ${n} changed`).toEqual(await inOneGo(bytes));
  }
  expect(joinedOnes).toBeGreaterThan(20);
});

/** The parts of a trace in which something is not as the reader of a later part must take it for granted. */
async function reading(extras: Parameters<typeof manyGenerations>[0]): Promise<Reading> {
  return joined(await partsOf(traceFromText(manyGenerations(extras)), 3));
}

test("a goroutine that a generation does not state: no answer", async () => {
  // Goroutine 30 is made in generation 3 and never heard of again.
  const lines = "GoCreate dt=1 new_g=30 new_stack=0 stack=0";
  expect((await reading([{ generation: 3, lines }])).summary).toBeUndefined();
});

test("a range that is open across a border: no answer", async () => {
  const lines = "GCMarkAssistBegin dt=1 stack=0";
  expect((await reading([{ generation: 3, lines }])).summary).toBeUndefined();
});

test("parts that lack one: no answer", async () => {
  const parts = await partsOf(intact, 4);
  expect(joined([parts[0], parts[2], parts[3]]).summary).toBeUndefined();
  expect(joined([parts[0], undefined, parts[2], parts[3]]).summary).toBeUndefined();
});
