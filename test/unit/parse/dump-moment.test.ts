import { expect, it } from "vitest";
import { dumpMomentOf } from "../../../src/parse/dump-moment.ts";

it("the end of the tests", () => {
  const line = "racegate: goroutines at the end of the tests";
  expect(dumpMomentOf(line, "text")).toEqual({ at: "end" });
});

it("silent tests by name, as strconv.Quote writes them", () => {
  const line = String.raw`racegate: silent for 1m30s: "TestA/sub" "TestB/\"quoted\"_\\"`;
  expect(dumpMomentOf(line, "text")).toEqual({
    at: "silent",
    silentFor: "1m30s",
    tests: ["TestA/sub", String.raw`TestB/"quoted"_\ `.trim()],
  });
});

it.each(["stream", "stderr", "race-file"] as const)(
  "what a test prints (%s) is not believed",
  (channel) => {
    expect(dumpMomentOf("racegate: goroutines at the end of the tests", channel)).toBeUndefined();
  },
);

it.each(["", "racegate: silent for ever", "goroutine 7 [running]:"])("%j is none", (line) => {
  expect(dumpMomentOf(line, "text")).toBeUndefined();
});
