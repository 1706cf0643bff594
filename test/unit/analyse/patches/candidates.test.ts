import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { analyse, patchCandidates, readSource } from "../../../../src/analyse/index.ts";
import type { ParsedRun } from "../../../../src/model/parsed-run.ts";
import { parseRaceLog } from "../../../../src/parse/race-log.ts";
import { manifestOf, runOf } from "../captured-run.ts";

const root = new URL("../../../../", import.meta.url);
const PATH = "example.com/classes/err-capture/race_test.go";

/** The recorded race of the err-capture fixture, as a run of its module. */
function capturedRun(): ParsedRun {
  const text = readFileSync(new URL("test/golden/classes/err-capture.txt", root), "utf8");
  const source = readFileSync(
    new URL("test/fixtures/classes/err-capture/race_test.go", root),
    "utf8",
  );
  const module = { path: "example.com/classes", directory: ".", goDirective: "1.24" };
  const origin = {
    channel: "race-file",
    package: "example.com/classes/err-capture",
    pid: 1,
  } as const;
  return runOf({
    manifest: manifestOf({ modules: [module] }),
    races: parseRaceLog(text, "race.1").value.map((report) => ({ report, origin })),
    sources: new Map([[PATH, { path: PATH, file: "err-capture/race_test.go", text: source }]]),
  });
}

test("a patch is shown only when somebody has seen it compile", async () => {
  const run = capturedRun();
  const source = await readSource(run);
  const [candidate] = patchCandidates(run, source.value);
  expect(candidate?.package).toBe("example.com/classes/err-capture");
  expect(candidate?.diff).toContain("--- a/err-capture/race_test.go\n");
  expect(candidate?.diff).toContain("+\t\tif err := store(); err != nil {\n");
  expect(candidate?.files[0]?.text).toContain("err := store()");

  const fixOf = (accepted: ReadonlyMap<string, undefined>) =>
    analyse(run, { source, acceptedPatches: accepted }).drafts.find(
      ({ kind }) => kind === "data-race",
    )?.fix;
  expect(fixOf(new Map())?.words).toContain("err :=");
  expect(fixOf(new Map())?.patch).toBeUndefined();
  expect(fixOf(new Map([[candidate?.diff ?? "", undefined]]))?.patch).toBe(candidate?.diff);
});

test("without source there is nothing to patch", async () => {
  const run = { ...capturedRun(), sources: new Map<string, never>() };
  expect(patchCandidates(run, (await readSource(run)).value)).toEqual([]);
});
