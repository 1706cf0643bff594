import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { uploadCapture } from "../../src/store/upload-capture.ts";
import { startFaultProxy, type FaultProxy } from "../servers/fault-proxy.ts";
import { startStorageEndpoint, type StorageEndpoint } from "../servers/storage-endpoint.ts";
import { testStore } from "./store-run/fault-run.ts";
import { RUN, smallCapture } from "./store-run/small-capture.ts";

let server: StorageEndpoint;
let proxy: FaultProxy;
beforeEach(async () => {
  server = await startStorageEndpoint({ discard: true });
  proxy = await startFaultProxy(() => server.url);
});
afterEach(async () => {
  await proxy.stop();
  await server.stop();
});

describe("time", () => {
  it.each([
    ["before it began", 0],
    ["in the middle", 300],
  ])("a run that is cancelled %s ends in what is left to it", async (_when, afterMs) => {
    proxy.arm("stall", 3, Infinity);
    const cancelled = new AbortController();
    const timer = setTimeout(() => cancelled.abort(), afterMs);
    if (afterMs === 0) cancelled.abort();
    const startedAtMs = performance.now();
    const report = await uploadCapture({
      ...smallCapture(),
      run: RUN,
      store: testStore(proxy.url, "bucket"),
      traceMode: "always",
      packagesWithFindings: new Set<string>(),
      budgetMs: 60_000,
      cancelledBudgetMs: 1_000,
      signal: cancelled.signal,
    });
    clearTimeout(timer);
    expect(performance.now() - startedAtMs).toBeLessThan(afterMs + 2_000);
    const missing = report.objects.filter(({ state }) => state !== "stored");
    expect(missing.length).toBeGreaterThan(0);
    for (const line of missing) expect(line.cause).toBe("time");
  });

  it("a cancelled run on a good line is still stored whole", async () => {
    const report = await uploadCapture({
      ...smallCapture(),
      run: RUN,
      store: testStore(proxy.url, "bucket"),
      traceMode: "always",
      packagesWithFindings: new Set<string>(),
      signal: AbortSignal.abort(),
    });
    expect(report.complete).toBe(true);
    expect(server.objects.size).toBe(8);
  });
});

describe("memory", () => {
  it("eight traces of 24 MiB at once do not pile up", async () => {
    const script = join(import.meta.dirname, "store-run/upload-large.ts");
    const { stdout } = await promisify(execFile)(process.execPath, [script, server.url]);
    const { peakMiB, complete, stored } = JSON.parse(stdout) as Record<string, number | boolean>;
    expect(complete).toBe(true);
    expect(stored).toBe(8);
    expect([...server.objects.values()].filter(({ size }) => size >= 24 << 20)).toHaveLength(8);
    // 192 MiB went through; eight chunks of 8 MiB and the runtime are what may stay. (512 MiB: no more.)
    expect(peakMiB).toBeLessThan(256);
  });
});
