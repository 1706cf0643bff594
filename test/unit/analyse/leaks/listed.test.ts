import { expect, it } from "vitest";
import { analyse } from "../../../../src/analyse/engine.ts";
import type { DumpGoroutine } from "../../../../src/model/crash.ts";
import type { DumpMoment, DumpSighting } from "../../../../src/model/parsed-run.ts";
import type { DraftFinding } from "../../../../src/model/finding.ts";
import type { TraceEnd } from "../../../../src/model/trace-ends.ts";
import {
  blocking,
  dumped,
  dumpedTest,
  live,
  PACKAGE,
  runOf,
  RUNNING,
  timeout,
  traceEnd,
} from "./stuck-run.ts";

function findings(parts: {
  readonly traceEnds?: readonly TraceEnd[];
  readonly dumps?: readonly DumpSighting[];
}): readonly DraftFinding[] {
  const { traceEnds = [], dumps = [] } = parts;
  return blocking({ ...runOf({ traces: traceEnds }), dumps });
}

function listed(moment: DumpMoment, goroutines: readonly DumpGoroutine[]): DumpSighting {
  return {
    goroutines,
    moment,
    at: { source: "run/goroutines.txt", start: 0, end: 9 },
    before: "",
    text: goroutines.map(({ goid }) => `goroutine ${goid} [x]:`).join("\n\n"),
    origin: { channel: "text", package: PACKAGE, pid: 10 },
  };
}

const END: DumpMoment = { at: "end" };
const SILENT: DumpMoment = { at: "silent", silentFor: "30s", tests: ["TestA"] };
const SENDER = ["runtime.chansend1:1", "m.Send.func1:12"];
const sender = (annotations: readonly string[] = []): DumpGoroutine =>
  dumped("9", "chan send", SENDER, { annotations });

it("what the collector proved in the dump at the end makes a leak an error", () => {
  const trace = traceEnd([live("9", "chan send", SENDER)]);
  const [without] = findings({ traceEnds: [trace] });
  const [proved] = findings({ traceEnds: [trace], dumps: [listed(END, [sender(["leaked"])])] });
  expect(without).toMatchObject({ kind: "goroutine-leak", severity: "warning" });
  expect(proved).toMatchObject({ kind: "goroutine-leak", severity: "error" });
  expect(proved?.explanation).toContain("The collector proved");
  expect(proved?.evidence[0]).toMatchObject({ kind: "dump", artifact: "run/goroutines.txt" });
});

it("without a trace the dump at the end is enough", () => {
  const [found] = findings({ dumps: [listed(END, [sender(["leaked"])])] });
  expect(found).toMatchObject({ kind: "goroutine-leak", severity: "error", package: PACKAGE });
});

const MAIN_IN_TESTS = live("1", "chan receive", ["testing.(*T).Run:1", "testing.runTests:1"], {
  origin: "main",
  test: undefined,
  parent: undefined,
});
const stuckTest = live(
  "7",
  "chan receive",
  ["runtime.chanrecv1:1", "m.TestA:8", "testing.tRunner:1"],
  {
    test: RUNNING,
    ofTest: true,
    parent: "1",
  },
);

it("a silent test whose process died is stuck where it was listed, if the trace still has it there", () => {
  const trace = { ...traceEnd([stuckTest]), goroutines: [MAIN_IN_TESTS, stuckTest] };
  const dump = listed(SILENT, [dumpedTest("chan receive", ["runtime.chanrecv1:1", "m.TestA:8"])]);
  expect(findings({ traceEnds: [trace] })).toEqual([]);
  const [found] = findings({ traceEnds: [trace], dumps: [dump] });
  expect(found).toMatchObject({ kind: "deadlock", severity: "error" });
  expect(found?.explanation).toContain("The test had been silent");
  const elsewhere = listed(SILENT, [dumpedTest("sleep", ["m.TestA:7"])]);
  expect(findings({ traceEnds: [trace], dumps: [elsewhere] })).toEqual([]);
});

it("a silent test that came to its end was only slow", () => {
  const dump = listed(SILENT, [dumpedTest("chan receive", ["runtime.chanrecv1:1", "m.TestA:8"])]);
  expect(findings({ traceEnds: [traceEnd([])], dumps: [dump] })).toEqual([]);
});

it("what a silent test's goroutines did is evidence of its timeout", () => {
  const stuck = dumpedTest("chan receive", ["runtime.chanrecv1:1", "m.TestA:8"]);
  const run = { ...runOf({ crashes: [timeout([stuck])] }), dumps: [listed(SILENT, [stuck])] };
  const found = analyse(run).drafts.find(({ kind }) => kind === "timeout");
  expect(found?.evidence.map(({ say }) => say)).toEqual([
    "its text",
    "where every goroutine stood when TestA had been silent for 30s",
  ]);
  const other: DumpMoment = { ...SILENT, tests: ["TestB"] };
  const without = { ...run, dumps: [listed(other, [stuck])] };
  const plain = analyse(without).drafts.find(({ kind }) => kind === "timeout");
  expect(plain?.evidence).toHaveLength(1);
});
