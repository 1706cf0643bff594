// A bounded part of test/oracles: the trace engine against the Go at hand, on traces made now and on Go's own test data.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTraceInput } from "../../src/collect/trace-input.ts";
import { TraceInterner } from "../../src/model/trace-interner.ts";
import type { TraceSummary } from "../../src/model/trace.ts";
import { traceLocksCommand } from "../../src/pipeline-trace.ts";
import { readInParts } from "../../src/pipeline-trace-parts.ts";
import { readTraceSummary } from "../../src/parse/go-trace/trace-summary.ts";
import { bytesSource } from "../oracles/bytes-source.ts";
import { goroot, textTraces } from "../oracles/corpora.ts";
import { freshTrace } from "../oracles/fresh-traces.ts";
import { compareWithGo } from "../oracles/go-equality.ts";

const THREADS = 3;
let dir: string;
/** One generation, and many of 5 ms each. */
let single: Uint8Array;
let many: Uint8Array;

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "racegate-engine-"));
  single = freshTrace({ numbers: 500 });
  many = freshTrace({ numbers: 10_000, generationMs: 5 });
});
afterAll(() => {
  rmSync(dir, { recursive: true, force: true });
});

test("fresh traces, whole and cut, are byte for byte what go tool trace prints", async () => {
  const cut = many.subarray(0, Math.floor(many.length / 2));
  for (const [name, bytes] of Object.entries({ single, many, cut })) {
    const c = await compareWithGo({ name, bytes, expected: undefined });
    // Where Go stops in the middle only the verdict must be the same: what it printed last is lost with its buffer.
    if (c.accepted) expect(c, name).toMatchObject({ verdict: "same" });
    else expect(c.verdict, name).not.toBe("verdict-differs");
    expect(c.accepted, name).toBe(name !== "cut");
  }
});

/** Go's text traces, one of each kind of trouble. */
const CHOSEN =
  /confuse-seq|fail-first|syscall-with-p|steal-proc-(?:self|ambiguous)|task-across|go12[35]-sync/;

test("verdicts and texts on test data of Go itself", async () => {
  const chosen = textTraces(goroot()).filter((t) => CHOSEN.test(t.name));
  expect(chosen.length).toBeGreaterThanOrEqual(5);
  for (const trace of chosen) {
    const c = await compareWithGo(trace);
    expect(c.accepted, trace.name).toBe(trace.expected === "SUCCESS");
    if (c.accepted) expect(c.verdict, `${trace.name} ${c.detail}`).toBe("same");
    else expect(c.verdict, trace.name).not.toBe("verdict-differs");
  }
});

/** The document of `trace locks`. */
async function locks(path: string, threads: number): Promise<string> {
  const input = await openTraceInput({ location: path, stdin: process.stdin });
  let text = "";
  const options = { json: true, limit: 5, channels: true };
  await traceLocksCommand({ source: input.source, window: {}, threads }, options, (t) => {
    text += t;
  });
  await input.close();
  return text;
}

/** The summary as threads have it; undefined: one thread has to read it all. */
async function summaryInParts(path: string): Promise<TraceSummary | undefined> {
  const input = await openTraceInput({ location: path, stdin: process.stdin });
  const request = { source: { ...input.source, name: "trace" }, threads: THREADS };
  const summary = await readInParts(request, { kind: "none" }, undefined, new TraceInterner());
  await input.close();
  return summary;
}

function damaged(): Uint8Array {
  const bytes = Uint8Array.from(many);
  bytes.fill(0, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 100);
  return bytes;
}

test("threads answer like one: whole, cut at the end, damaged in the middle", async () => {
  const whole = await readTraceSummary(bytesSource(many));
  expect(whole.generations.length).toBeGreaterThan(4 * THREADS);
  let joined = 0;
  const cut = many.subarray(0, Math.floor(many.length * 0.97));
  for (const [name, bytes] of Object.entries({ whole: many, cut, damaged: damaged() })) {
    const path = join(dir, name);
    writeFileSync(path, bytes);
    expect(await locks(path, THREADS), name).toBe(await locks(path, 1));
    const summary = await summaryInParts(path);
    // Damage in the middle is nobody's to vouch for.
    if (name === "damaged") expect(summary).toBeUndefined();
    if (summary === undefined) continue;
    joined += 1;
    expect(summary, name).toEqual(await readTraceSummary(bytesSource(bytes)));
  }
  // A collection that is under way just at a border is rare, at all borders of both traces more so.
  expect(joined).toBeGreaterThan(0);
});
