import { expect, it } from "vitest";
import type { Annotation } from "../../../src/model/publication.ts";
import { capAnnotations } from "../../../src/platform/annotation-cap.ts";

function annotations(fingerprints: string): Annotation[] {
  return fingerprints.split("").map((fingerprint, line) => ({
    file: "a.go",
    line,
    level: "error",
    title: "t",
    message: "m",
    fingerprint,
  }));
}

it.each([
  ["aabbcc", 6, "aabbcc"],
  ["aabbcc", 5, "aabb"],
  ["aabbcc", 4, "aabb"],
  ["aabbcc", 1, ""],
  ["aabbcc", 0, ""],
  ["", 10, ""],
  ["a", 10, "a"],
])("%s up to %i is %s", (all, most, kept) => {
  const result = capAnnotations(annotations(all), most);
  expect(result.map((annotation) => annotation.fingerprint).join("")).toBe(kept);
});
