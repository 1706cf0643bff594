import { expect, test } from "vitest";
import { patchedPlaces } from "../../../src/report/text/patched-places.ts";

const HEAD = "--- a/p/a.go\n+++ b/p/a.go\n";

test("from the first changed line to the last, context between them included", () => {
  const patch = `${HEAD}@@ -10,6 +10,6 @@\n a\n-b\n+B\n c\n-d\n+D\n e\n f\n`;
  expect(patchedPlaces(patch)).toEqual([
    { file: "p/a.go", startLine: 11, before: ["b", "c", "d"], after: ["B", "c", "D"] },
  ]);
});

test("what is only put in takes the line behind, at the end the one before", () => {
  expect(patchedPlaces(`${HEAD}@@ -1,2 +1,3 @@\n a\n+x\n b\n`)).toEqual([
    { file: "p/a.go", startLine: 2, before: ["b"], after: ["x", "b"] },
  ]);
  expect(patchedPlaces(`${HEAD}@@ -1,1 +1,2 @@\n a\n+x\n`)).toEqual([
    { file: "p/a.go", startLine: 1, before: ["a"], after: ["a", "x"] },
  ]);
});

test("what is only taken out leaves the line behind", () => {
  expect(patchedPlaces(`${HEAD}@@ -7,3 +7,2 @@\n a\n-b\n c\n`)).toEqual([
    { file: "p/a.go", startLine: 8, before: ["b", "c"], after: ["c"] },
  ]);
});

test("several hunks and files are several places", () => {
  const patch =
    `${HEAD}@@ -1,1 +1,1 @@\n-a\n+A\n@@ -90,1 +90,1 @@\n-b\n+B\n` +
    "--- a/q/b.go\n+++ b/q/b.go\n@@ -5,1 +5,1 @@\n-c\n+C\n";
  expect(patchedPlaces(patch).map(({ file, startLine }) => `${file}:${startLine}`)).toEqual([
    "p/a.go:1",
    "p/a.go:90",
    "q/b.go:5",
  ]);
});

test.each(["nonsense", `${HEAD}@@ -1,1 +1,1 @@\n a\n`, `${HEAD}@@ -1,1 +1,1 @@\n-a\n?b\n`])(
  "a text that is no patch of ours has none: %j",
  (text) => {
    expect(patchedPlaces(text)).toEqual([]);
  },
);
