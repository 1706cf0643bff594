import { describe, expect, it } from "vitest";
import { formatGoDuration, parseGoDurationMs } from "../../../src/util/go-duration.ts";

describe("parseGoDurationMs", () => {
  it.each([
    ["0", 0],
    ["10m", 600_000],
    ["1h2m3.5s", 3_723_500],
    ["300ms", 300],
    [".5s", 500],
    ["1.s", 1000],
    ["5us", 0.005],
    ["5µs", 0.005],
    ["-2s", -2000],
    ["+2s", 2000],
  ])("%s", (text, ms) => {
    expect(parseGoDurationMs(text)).toBeCloseTo(ms, 9);
  });

  it.each(["", "5", "-", "5 m", "m", "1h 2m", "5minutes", "1e3s", "9".repeat(200)])(
    "refuses %j",
    (text) => {
      expect(parseGoDurationMs(text)).toBeUndefined();
    },
  );
});

describe("formatGoDuration", () => {
  it.each([
    [0, "0ms"],
    [850, "850ms"],
    [63_000, "1m3s"],
    [59_600, "1m0s"],
    [7_205_000, "2h0m5s"],
    [-1500, "-2s"],
  ])("%i", (ms, text) => {
    expect(formatGoDuration(ms)).toBe(text);
  });
});
