import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decodeImportPath,
  encodeImportPath,
  importPathDirectory,
} from "../../../src/util/import-path.ts";

describe("encodeImportPath", () => {
  it.each([
    ["example.com/m/v2", "example.com/m/v2"],
    ["a b/c:d", "a%20b/c%3Ad"],
    ["../..", "%2E./%2E."],
    [".", "%2E"],
    ["é/100%", "%C3%A9/100%25"],
    ["", "%"],
    ["a//b", "a/%/b"],
  ])("%j is %j", (importPath, encoded) => {
    expect(encodeImportPath(importPath)).toBe(encoded);
    expect(decodeImportPath(encoded)).toBe(importPath);
  });

  it("is reversible, and never leaves its folder", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const importPath = text.toWellFormed();
        const encoded = encodeImportPath(importPath);
        expect(decodeImportPath(encoded)).toBe(importPath);
        expect(encoded).toMatch(/^[A-Za-z0-9_.~%/-]+$/);
        expect(encoded.split("/").some((segment) => /^\.*$/.test(segment))).toBe(false);
      }),
    );
  });

  it.each(["%zz", "%41", "a%2fb", "%unknown"])("%j decodes to nothing", (text) => {
    expect(decodeImportPath(text)).toBeUndefined();
  });
});

describe("importPathDirectory", () => {
  it("is the encoded path where a file system takes it", () => {
    expect(importPathDirectory("example.com/a b")).toBe("example.com/a%20b");
  });

  it("shortens what is too long, apart for each path, and never into one that decodes", () => {
    const paths = ["x", "y"].map((end) => `example.com/${"a+".repeat(120)}${end}/v2`);
    const names = paths.map(importPathDirectory);
    expect(new Set(names).size).toBe(2);
    for (const name of names) {
      expect(Math.max(...name.split("/").map((part) => part.length))).toBeLessThanOrEqual(200);
      expect(decodeImportPath(name)).toBeUndefined();
    }
  });
});
