import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { staleParts } from "../../../../scripts/embed-grammar.ts";

const embedded = readFileSync(
  new URL("../../../../src/analyse/source/grammar.wasm.ts", import.meta.url),
  "utf8",
);

test("the embedded grammar is the installed one", () => {
  expect(staleParts(embedded)).toEqual([]);
});

test("a missing part is stale", () => {
  expect(staleParts(embedded.replace("const GO_GRAMMAR", "const OTHER"))).toEqual(["GO_GRAMMAR"]);
});
