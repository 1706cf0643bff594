import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decodeSegment,
  encodePath,
  encodeSegment,
  isPrefix,
  NAME_BYTES_MAX,
  refuseName,
} from "../../../src/store/object-name.ts";
import { SEGMENT_BYTES_MAX } from "../../../src/util/import-path.ts";

describe("encodeSegment", () => {
  it.each([
    ["plain-1.2_x~", "plain-1.2_x~"],
    ["a b:c", "a%20b%3Ac"],
    ["line\r\nbreak", "line%0D%0Abreak"],
    ["#?*[]", "%23%3F%2A%5B%5D"],
    [".", "%2E"],
    ["..", "%2E."],
    ["feature/x", "feature%2Fx"],
    ["Zürich", "Z%C3%BCrich"],
    ["100%", "100%25"],
    ["\\..\\", "%5C..%5C"],
  ])("%j → %s", (text, encoded) => {
    expect(encodeSegment(text)).toBe(encoded);
  });

  it("gives back every text that is short enough, and nothing that a bucket or a disk minds", () => {
    const odd = Array.from("ab.%/\\\r\n#?*[]:\"' é漢😀\u0000\u0085");
    const unit = fc.constantFrom(...odd, "\ud800");
    fc.assert(
      fc.property(fc.string({ unit, minLength: 1, maxLength: 16 }), (text) => {
        const encoded = encodeSegment(text);
        expect(refuseName(encoded)).toBeUndefined();
        expect(decodeSegment(encoded)).toBe(text.toWellFormed());
      }),
    );
  });

  it("shortens what no file system takes, and keeps two of them apart", () => {
    const long = "ü".repeat(300);
    const [one, other] = [encodeSegment(`${long}1`), encodeSegment(`${long}2`)];
    expect(one).not.toBe(other);
    for (const encoded of [one, other]) {
      expect(encoded.length).toBeLessThanOrEqual(SEGMENT_BYTES_MAX);
      expect(refuseName(encoded)).toBeUndefined();
    }
  });
});

describe("encodePath", () => {
  it("encodes each segment and lets empty ones fall away", () => {
    expect(encodePath("/example.com//a b/../c/")).toBe("example.com/a%20b/%2E./c");
  });
});

describe("refuseName", () => {
  it.each([
    "",
    "/a",
    "a/",
    "a//b",
    "a/../b",
    "a/./b",
    "..",
    "a b",
    "a\nb",
    "a#b",
    "a\\b",
    "a%b",
    "ü",
  ])("refuses %j", (name) => {
    expect(refuseName(name)).toMatch(/object name/);
  });

  it("refuses what is too long", () => {
    expect(refuseName("a".repeat(SEGMENT_BYTES_MAX + 1))).toMatch(/segment that is too long/);
    expect(refuseName(`${"a/".repeat(NAME_BYTES_MAX / 2)}a`)).toMatch(/longer than/);
  });

  it("takes what the layout makes", () => {
    expect(refuseName("logs/run%201/1/example.com/m/a%20b/41/race.log")).toBeUndefined();
  });
});

describe("isPrefix", () => {
  it.each(["", "ci", "team=a/x+y", "a%20b"])("takes %j", (prefix) => {
    expect(isPrefix(prefix)).toBe(true);
  });
  it.each(["a/../b", ".", "a b", "a#", "a\r", "a//b"])("refuses %j", (prefix) => {
    expect(isPrefix(prefix)).toBe(false);
  });
});
