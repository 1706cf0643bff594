import { describe, expect, test } from "vitest";
import { cutUnits, cutUtf8, utf8Length } from "../../../src/util/utf8-cut.ts";
import { hostileLine, seededRandom } from "./hostile-text.ts";

describe("utf8Length", () => {
  test("is what an encoder writes, lone surrogates included", () => {
    const random = seededRandom(7);
    for (let n = 0; n < 2_000; n++) {
      const text = `${hostileLine(random)}é€😀\ud83d`;
      expect(utf8Length(text)).toBe(Buffer.byteLength(text, "utf8"));
    }
  });
});

describe.each([
  ["cutUtf8", cutUtf8, (text: string) => Buffer.byteLength(text)],
  ["cutUnits", cutUnits, (text: string) => text.length],
])("%s", (_name, cut, size) => {
  const text = "aé€😀bé€😀c";

  test("at limit + 1, limit and limit - 1", () => {
    const full = size(text);
    expect(cut(text, full + 1)).toBe(text);
    expect(cut(text, full)).toBe(text);
    expect(cut(text, full - 1)).not.toBe(text);
  });

  test("never exceeds the budget, never breaks a character, keeps a beginning", () => {
    for (let max = 0; max <= size(text); max++) {
      const result = cut(text, max);
      expect(size(result)).toBeLessThanOrEqual(max);
      expect(result.isWellFormed()).toBe(true);
      expect(text.startsWith(result.replace(/…$/, ""))).toBe(true);
    }
  });

  test("keeps as much as fits", () => {
    expect(cut("abcdef", 5, ".")).toBe("abcd.");
    expect(cut("abcdef", 0, ".")).toBe("");
    expect(cut("", 0)).toBe("");
  });
});
