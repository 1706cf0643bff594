// The same waits in trace, block profile and mutex profile of one real run: ratios of measures, not times.
import { expect, test } from "vitest";
import { measuredLocks } from "../../bench/causal/measured-locks.ts";

test("waits for locks add up to the same in the trace and in both profiles", async () => {
  const tests = ["TestConvoy", "TestHeld", "TestWriterWaitsForReaders"];
  const locks = await measuredLocks(tests, 2, 5e6);
  expect(new Set(locks.map((one) => one.test)).size).toBe(tests.length);
  const estimates: number[] = [];
  for (const { test: name, measures } of locks) {
    const { traceNs, blockNs = 0, mutexNs = 0, mutexEstimateNs } = measures;
    expect(Math.abs(blockNs / traceNs - 1), name).toBeLessThan(0.02);
    if (mutexEstimateNs !== undefined) estimates.push(Math.abs(mutexNs / mutexEstimateNs - 1));
  }
  // One futile wake that looks like another one moves a single estimate by a few percent.
  expect(Math.min(...estimates)).toBeLessThan(0.02);
  expect(Math.max(...estimates)).toBeLessThan(0.1);
});

test("also where lines serve two locks at once the waits add up", async () => {
  const locks = await measuredLocks(["TestTwoInstances"], 1, 5e6);
  expect(locks.length).toBeGreaterThan(0);
  for (const { measures } of locks) {
    expect(Math.abs((measures.blockNs ?? 0) / measures.traceNs - 1)).toBeLessThan(0.02);
  }
});
