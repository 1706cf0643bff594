import { afterEach, expect, it } from "vitest";
import { copyFixture, removeFolders, runFixture, streamEvents } from "./fixture-run.ts";

afterEach(removeFolders);

/** What is kept of one package's output, with the gap's own event. */
const KEPT_MAX = (9 << 20) + 1000;

it.each([
  ["many lines", ["-megabytes=20"]],
  ["one line", ["-megabytes=20", "-line=0"]],
  ["many lines on standard error", ["-megabytes=20", "-to-stderr"]],
])("keeps head, tail and every event of a test that floods: %s", async (_name, args) => {
  const workspace = await copyFixture("flood");
  let seen = 0;
  const { manifest } = await runFixture(
    workspace,
    { goTestFlags: ["-args", ...args] },
    { onEvent: () => (seen += 1) },
  );
  expect(manifest.run).toMatchObject({ end: "finished", goExitCode: 0 });
  expect(manifest.losses).toMatchObject([
    { code: "output-cut", package: "example.com/flood", breaksVerdict: false },
  ]);
  const stream = manifest.artifacts.find((artifact) => artifact.kind === "stream");
  expect(stream?.sizeBytes).toBeLessThan(KEPT_MAX);
  const events = await streamEvents(workspace);
  expect(seen).toBeGreaterThan(events.length);
  const output = events.map((event) => event["Output"]).join("");
  expect(output).toContain("first line of the flood");
  expect(output).toContain("last line of the flood");
  expect(output).toMatch(/racegate: \d+ lines \(\d+ bytes\) of output are cut here/);
  const passes = events.filter((event) => event["Action"] === "pass");
  expect(passes.map((event) => event["Test"])).toEqual([
    "TestFlood",
    "TestAfter",
    "TestRaces",
    undefined,
  ]);
});
