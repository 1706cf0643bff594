import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTraceInput } from "../../src/collect/trace-input.ts";
import { TraceInterner } from "../../src/model/trace-interner.ts";
import { traceInfoCommand, traceLocksCommand } from "../../src/pipeline-trace.ts";
import { readInParts } from "../../src/pipeline-trace-parts.ts";
import { bytesSource } from "../oracles/bytes-source.ts";
import { traceFromText } from "../oracles/text-trace.ts";
import { manyGenerations } from "./parse/go-trace/many-generations.ts";

const dir = mkdtempSync(join(tmpdir(), "racegate-parts-"));
const file = join(dir, "trace");
const stdin = process.stdin;

beforeAll(() => {
  writeFileSync(file, traceFromText(manyGenerations()));
});
afterAll(() => {
  rmSync(dir, { recursive: true, force: true });
});

test("threads give the answers of one, and they are really used", async () => {
  const input = await openTraceInput({ location: file, stdin });
  const texts: string[] = [];
  for (const threads of [1, 3]) {
    const write = (text: string): void => void texts.push(text);
    const request = { source: input.source, window: {}, threads };
    await traceInfoCommand(request, { json: true, exitWallMs: undefined }, write);
    await traceLocksCommand(request, { json: true, limit: 5, channels: true }, write);
  }
  expect(texts[2]).toBe(texts[0]);
  expect(texts[3]).toBe(texts[1]);
  expect(texts[1]).toContain("main.sleeper");
  const request = { source: input.source, threads: 3 };
  const none = { kind: "none" } as const;
  const summary = await readInParts(request, none, undefined, new TraceInterner());
  expect(summary?.status).toBe("intact");
  await input.close();
});

test("small traces, and bytes without a file, are read on one thread", async () => {
  const input = await openTraceInput({ location: file, stdin });
  const none = { kind: "none" } as const;
  const inParts = (request: Parameters<typeof readInParts>[0]) =>
    readInParts(request, none, undefined, new TraceInterner());
  expect(await inParts({ source: input.source })).toBeUndefined();
  const source = bytesSource(traceFromText(manyGenerations()));
  expect(await inParts({ source, threads: 3 })).toBeUndefined();
  await input.close();
});
