import { describe, expect, it } from "vitest";
import { Retries } from "../../../src/store/retry-policy.ts";

const policy = { retriesMax: 3, firstMs: 8, longestMs: 20 };

describe("Retries", () => {
  it("ends after so many in a row, and begins again with progress", async () => {
    const retries = new Retries(policy);
    for (let turn = 0; turn < 3; turn += 1) {
      expect(await retries.next(undefined, undefined)).toBe(true);
    }
    expect(await retries.next(undefined, undefined)).toBe(false);
    retries.progress();
    expect(await retries.next(undefined, undefined)).toBe(true);
    expect(retries.total).toBe(4);
  });

  it("waits at least what the server asked for", async () => {
    const startedAtMs = performance.now();
    await new Retries(policy).next(80, undefined);
    expect(performance.now() - startedAtMs).toBeGreaterThanOrEqual(78);
  });

  it("stops waiting with the signal", async () => {
    const startedAtMs = performance.now();
    expect(await new Retries(policy).next(60_000, AbortSignal.timeout(30))).toBe(false);
    expect(performance.now() - startedAtMs).toBeLessThan(5_000);
    expect(await new Retries(policy).next(0, AbortSignal.abort())).toBe(false);
  });
});
