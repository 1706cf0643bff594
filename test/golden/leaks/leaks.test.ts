/**
 * `<class>.stuck.json` and `.trace.gz` are what a run of test/fixtures/leaks/<class> left (record.ts), `.fixed` the
 * same of its twin, `.near` of its near miss; `<class>.expected.json` is what is found in the first. `UPDATE=1` rewrites the latter.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { staleBlockingPages } from "../../../scripts/gen-blocking-docs.ts";
import { analyse, readSource } from "../../../src/analyse/engine.ts";
import { BLOCKING_CLASSES } from "../../../src/analyse/blocking-classes/classify.ts";
import { CODES } from "../../../src/model/codes.ts";
import type { DraftFinding } from "../../../src/model/finding.ts";
import type { ParsedRun } from "../../../src/model/parsed-run.ts";
import { fixtureClasses, NEAR_MISSES, recordedRun, withSources } from "./leak-fixtures.ts";

const folder = new URL("./", import.meta.url);
const classes = fixtureClasses();

async function blocking(run: ParsedRun): Promise<readonly DraftFinding[]> {
  const { drafts, diagnostics } = analyse(run, { source: await readSource(run) });
  expect(diagnostics).toEqual([]);
  return drafts.filter(({ kind }) => kind === "deadlock" || kind === "goroutine-leak");
}

/** What must not change unnoticed; addresses, goids and times are the run's own. */
function summary(draft: DraftFinding): unknown {
  const { kind, code, class: name, severity, certainty, title, explanation, fix } = draft;
  return {
    kind,
    code,
    class: name,
    severity,
    certainty,
    title,
    explanation: explanation
      .replace(/0x[0-9a-f]{6,16}/g, "0x…")
      .replace(/[0-9.]{1,9} m?s at the end/, "… at the end"),
    fix: fix?.words,
    test: draft.test,
    locations: draft.locations.map(({ role, file, line }) => `${role} ${file}:${line}`),
    goroutines: draft.goroutines.map(({ label, state, role }) => `${label}: ${state} (${role})`),
    evidence: draft.evidence.map((each) => each.kind),
  };
}

describe("classes of deadlocks and leaks", () => {
  test("each has its own file, code, docs, fixture and twin", () => {
    const ids = BLOCKING_CLASSES.map(({ id }) => id).toSorted();
    expect(ids).toEqual(classes.toSorted());
    expect(new Set(BLOCKING_CLASSES.map(({ code }) => code)).size).toBe(ids.length);
    for (const { id, code, docs } of BLOCKING_CLASSES) {
      const file = new URL(`../../../src/analyse/blocking-classes/${id}.ts`, folder);
      expect(existsSync(file)).toBe(true);
      expect(existsSync(new URL(`../../../docs/findings/${code}.md`, folder))).toBe(true);
      expect(Object.keys(CODES)).toContain(code);
      expect(docs.id).toBe(id);
    }
  });

  test("the pages of the classes are fresh", () => {
    expect(staleBlockingPages()).toEqual([]);
  });

  test.each(classes)("%s: its fixture gets stuck in this way", async (id) => {
    const found = await blocking(withSources(await recordedRun(id, "stuck"), id, "stuck"));
    const shown = JSON.stringify(found.map(summary), null, 2) + "\n";
    const expected = new URL(`${id}.expected.json`, folder);
    if (process.env["UPDATE"] === "1") writeFileSync(expected, shown);
    expect(found.map((draft) => draft.class)).toEqual([id]);
    expect(shown).toBe(readFileSync(expected, "utf8"));
  });

  test.each(classes)("%s: the fixed twin is silent", async (id) => {
    expect(await blocking(withSources(await recordedRun(id, "fixed"), id, "fixed"))).toEqual([]);
  });

  test.each(classes)("%s: its near miss is of another class", async (id) => {
    const found = await blocking(withSources(await recordedRun(id, "near"), id, "near"));
    expect(found.map((draft) => draft.class)).toEqual([NEAR_MISSES[id]]);
  });

  test.each(classes)("%s without source: one finding that says what it rests on", async (id) => {
    const [only, ...others] = await blocking(await recordedRun(id, "stuck"));
    expect(others).toEqual([]);
    expect(only?.class).not.toBe("unclassified");
    expect(only?.explanation).not.toContain("undefined");
    expect(only?.locations[0]?.file).toBe(`example.com/leaks/${id}/stuck_test.go`);
  });
});

describe("dump and trace of one process", () => {
  const dumped = classes.filter((id) => {
    return readFileSync(new URL(`${id}.stuck.json`, folder), "utf8").includes("test timed out");
  });

  test.each(dumped)("%s: one finding from both, the same from either", async (id) => {
    const both = await blocking(await recordedRun(id, "stuck"));
    const dump = await blocking(await recordedRun(id, "stuck", { trace: false }));
    const trace = await blocking(await recordedRun(id, "stuck", { stream: false }));
    for (const found of [both, dump, trace]) {
      expect(found.map((draft) => [draft.kind, draft.severity])).toEqual([["deadlock", "error"]]);
    }
    expect(both[0]?.evidence.map(({ kind }) => kind)).toEqual(["dump", "trace-event"]);
    const labels = (drafts: readonly DraftFinding[]): unknown =>
      drafts.flatMap(({ goroutines }) => goroutines.map(({ label }) => label)).toSorted();
    expect(labels(dump)).toEqual(labels(both));
    expect(labels(trace)).toEqual(labels(both));
  });
});
