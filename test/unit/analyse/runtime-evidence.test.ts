import { expect, test } from "vitest";
import { initOrderWords } from "../../../src/analyse/init-order.ts";
import { withSchedulerSamples } from "../../../src/analyse/scheduler-evidence.ts";
import type { DraftFinding } from "../../../src/model/finding.ts";
import type { RaceSighting } from "../../../src/model/parsed-run.ts";
import type { SchedLine } from "../../../src/model/sched.ts";
import { parseRaceLog } from "../../../src/parse/race-log.ts";
import { runOf } from "./captured-run.ts";

const DRAFT: DraftFinding = {
  kind: "lock-contention",
  code: "RG4001",
  class: "unclassified",
  severity: "note",
  title: "t",
  explanation: "Goroutines waited.",
  package: "m/p",
  module: "m",
  codeClass: "ours",
  locations: [],
  goroutines: [],
  evidence: [],
  sightings: [],
};
const origin = { channel: "stream", package: "m/p" } as const;

function runWith(...idle: number[]) {
  const lines = idle.map((count, index): SchedLine => {
    const values = new Map([
      ["gomaxprocs", 4],
      ["idleprocs", count],
      ["runqueue", 5],
    ]);
    return { timeMs: 1000 * (index + 1), values, queues: [1, 0, 0, 0] };
  });
  return runOf({ schedTraces: [{ origin, lines, dropped: 0 }] });
}

test("a contended lock has the scheduler's samples of its process as evidence", () => {
  const { explanation, evidence } = withSchedulerSamples(DRAFT, runWith(3, 0));
  expect(explanation).toBe(
    "Goroutines waited. The 2 samples of the scheduler (schedtrace): 1.5 of 4 processors idle on average, " +
      "at most 6 goroutines in run queues; in 1 of them no processor was idle and goroutines waited to run.",
  );
  expect(evidence.map(({ say }) => say)).toEqual(["the scheduler's samples (schedtrace)"]);
});

test("other findings, other packages, and runs without samples stay as they are", () => {
  const race = { ...DRAFT, kind: "data-race" as const };
  expect(withSchedulerSamples(race, runWith(1))).toBe(race);
  const other = { ...DRAFT, package: "m/q" };
  expect(withSchedulerSamples(other, runWith(1))).toBe(other);
  expect(withSchedulerSamples(DRAFT, runOf({}))).toBe(DRAFT);
});

test("a cause of starvation has them too", () => {
  const cause = {
    pattern: "runnable-starvation",
    confidence: 0.8,
    certainty: "direct",
    steps: [],
  } as const;
  const draft: DraftFinding = { ...DRAFT, kind: "timeout", cause: { ...cause, steps: [] } };
  expect(withSchedulerSamples(draft, runWith(0)).explanation).toContain(
    "The one sample of the scheduler",
  );
});

const RACE = `==================
WARNING: DATA RACE
Read at 0x0000007f1c20 by goroutine 7:
  m/p.init.0.func1()
      /src/m/p/p.go:8 +0x2f

Previous write at 0x0000007f1c20 by main goroutine:
  m/p.init.0()
      /src/m/p/p.go:9 +0x4f
==================
`;

test("a race with initialisation names the package's turn", () => {
  const [report] = parseRaceLog(RACE, "race.1").value;
  const sighting = { report, origin } as RaceSighting;
  const line = (name: string, atMs: number) => {
    return { package: name, atMs, clockMs: 0.5, bytes: undefined, allocs: undefined };
  };
  const initTraces = [{ origin, lines: [line("runtime", 0.1), line("m/p", 8.6)], dropped: 0 }];
  expect(initOrderWords(sighting, runOf({ initTraces }))).toBe(
    " The runtime initialised 2 packages in this process (inittrace): m/p was number 2, 8.6 ms after it began, and took 0.5 ms.",
  );
  expect(initOrderWords(sighting, runOf({}))).toBe("");
});
