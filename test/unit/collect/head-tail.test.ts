import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HeadTail } from "../../../src/collect/head-tail.ts";

function keep(
  lines: readonly string[],
  headBytes: number,
  tailBytes: number,
): {
  head: string[];
  tail: string[];
  cutLines: number;
  cutBytes: number;
} {
  const keeper = new HeadTail({ headBytes, tailBytes });
  const head = lines.filter((line) => keeper.take(Buffer.from(line)));
  const { bytes, cutLines, cutBytes } = keeper.finish();
  const tail = Buffer.from(bytes).toString().split("\n").slice(0, -1);
  return { head, tail, cutLines, cutBytes };
}

describe("HeadTail", () => {
  it("keeps everything that fits", () => {
    expect(keep(["a", "b"], 100, 10)).toEqual({
      head: ["a", "b"],
      tail: [],
      cutLines: 0,
      cutBytes: 0,
    });
  });

  it("keeps the first and the last lines, and counts the others", () => {
    const lines = Array.from(
      { length: 100 },
      (_, index) => `line ${String(index).padStart(3, "0")}`,
    );
    expect(keep(lines, 30, 30)).toEqual({
      head: ["line 000", "line 001", "line 002"],
      tail: ["line 097", "line 098", "line 099"],
      cutLines: 94,
      cutBytes: 94 * 9,
    });
  });

  it("drops a line that is larger than the tail", () => {
    expect(keep(["x".repeat(50), "y".repeat(500), "z"], 0, 20)).toEqual({
      head: [],
      tail: ["z"],
      cutLines: 2,
      cutBytes: 552,
    });
  });

  it("accounts for every line and byte, and keeps only whole lines in order", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(40), { maxLength: 200 }),
        fc.nat(200),
        fc.integer({ min: 2, max: 300 }),
        (sizes, headBytes, tailBytes) => {
          const lines = sizes.map((size, index) => String(index).padEnd(size, "."));
          const kept = keep(lines, headBytes, tailBytes);
          const whole = [...kept.head, ...kept.tail];
          expect(kept.head).toEqual(lines.slice(0, kept.head.length));
          expect(kept.tail).toEqual(kept.tail.length === 0 ? [] : lines.slice(-kept.tail.length));
          expect(whole.length + kept.cutLines).toBe(lines.length);
          const bytes = (some: string[]): number =>
            some.reduce((sum, line) => sum + line.length + 1, 0);
          expect(bytes(whole) + kept.cutBytes).toBe(bytes(lines));
          expect(bytes(kept.tail)).toBeLessThanOrEqual(tailBytes);
        },
      ),
    );
  });
});
