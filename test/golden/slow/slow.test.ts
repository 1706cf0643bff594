/**
 * `<fixture>.json.gz` and `.trace.gz` are what a run of test/fixtures/slow left (record.ts). A test that is only slow
 * is no deadlock: with dump and trace none is said where it can be known, with the dump alone at most a warning.
 */
import { describe, expect, test } from "vitest";
import { analyse, readSource } from "../../../src/analyse/engine.ts";
import type { DraftFinding } from "../../../src/model/finding.ts";
import type { ParsedRun } from "../../../src/model/parsed-run.ts";
import { recordedSlow, slowFixtures, withSlowSource } from "./slow-fixtures.ts";

async function drafts(run: ParsedRun): Promise<readonly DraftFinding[]> {
  const { drafts: found, diagnostics } = analyse(run, { source: await readSource(run) });
  expect(diagnostics).toEqual([]);
  return found;
}

/** `severity class` of each deadlock; the timeout itself must always be said, and by itself be an error. */
async function deadlocks(run: ParsedRun): Promise<readonly string[]> {
  const found = await drafts(run);
  const stuck = found.filter(({ kind }) => kind === "deadlock");
  const severity = stuck.some((one) => one.severity === "error") ? "note" : "error";
  expect(found.filter(({ kind }) => kind === "timeout").map((one) => one.severity)).toEqual([
    severity,
  ]);
  return stuck.map((one) => `${one.severity} ${one.class}`);
}

/** With source and trace, with trace, with the dump alone. */
const EXPECTED: Readonly<Record<string, readonly [string[], string[], string[]]>> = {
  convoy: [[], [], ["warning double-lock"]],
  "network-under-lock": [[], [], ["warning double-lock"]],
  // Who has a deadline of its own is not stuck.
  "own-deadline": [[], ["error select-orphan"], ["error select-orphan"]],
  "sleep-deep-under-lock": [[], [], ["warning double-lock"]],
  "sleep-under-lock": [[], [], ["warning double-lock"]],
  "slow-consumer": [[], [], []],
  "stuck-beside-heartbeat": [["error double-lock"], ["error double-lock"], ["error double-lock"]],
  // Without source nobody knows that a case of the select is a timer's.
  "timer-under-lock": [[], ["error mixed-channel-lock"], ["error mixed-channel-lock"]],
  "work-under-lock": [[], [], []],
};

test("every fixture is expected to be something", () => {
  expect(Object.keys(EXPECTED).toSorted()).toEqual(slowFixtures().toSorted());
});

describe.each(Object.entries(EXPECTED))("%s", (name, [source, bare, dump]) => {
  test("with its source", async () => {
    expect(await deadlocks(withSlowSource(await recordedSlow(name, true), name))).toEqual(source);
  });
  test("without source", async () => {
    expect(await deadlocks(await recordedSlow(name, true))).toEqual(bare);
  });
  test("the dump alone", async () => {
    expect(await deadlocks(await recordedSlow(name, false))).toEqual(dump);
  });
});

test("a warning says who may only be slow", async () => {
  const found = await drafts(await recordedSlow("sleep-deep-under-lock", false));
  const [said] = found.filter(({ kind }) => kind === "deadlock");
  expect(said?.explanation).toContain(
    "sleep-deep-under-lock.backoff.wait sleeps in the same code and may hold the lock: the test may only be slow.",
  );
});
