import type { DraftFinding } from "../../model/finding.ts";
import type { ParsedRun } from "../../model/parsed-run.ts";
import type { PackageResult, TestResult } from "../../model/test-run.ts";
import type { AnalysisContext } from "../context.ts";
import { neverRun, streamEvidence } from "../evidence.ts";
import { goraceSettings } from "../gorace-settings.ts";
import { leavesOf } from "../test-index.ts";
import { listed, trustDraft } from "../trust-draft.ts";
import type { Detector } from "./detector.ts";

export const trust: Detector = {
  id: "trust",
  docs: {
    what: "Something about the run itself: what it did not do, or what it did and did not keep.",
    kinds: ["trust"],
    codes: ["RG5003", "RG5201", "RG5202", "RG5203", "RG5204", "RG5205", "RG5206"],
  },
  finish: (context) => [
    ...withoutEnd(context),
    ...cached(context),
    ...lostRaces(context),
    ...overriddenGorace(context),
    ...printedRaces(context),
    ...repeated(context),
    ...hiddenRaces(context),
    ...cutOutput(context),
  ],
};

/** What to do where racegate itself ended the run; undefined where something else did. */
function earlyEndCure({ manifest }: ParsedRun): string | undefined {
  if (manifest?.run.end === "cancelled") return "The run was cancelled: let it end.";
  return manifest?.run.end === "deadline" ? "Give the run a later deadline." : undefined;
}

function withoutEnd(context: AnalysisContext): DraftFinding[] {
  const { run, packages } = context;
  // That go could not load them is a failed build, and said there.
  const isTold = run.tests.buildFailures.some(({ importPath }) => importPath === "");
  const begun = [...packages.values()].filter(({ result }) => result.outcome === "incomplete");
  // Where nothing was started, the reason is a finding of its own.
  const never = isTold || run.manifest?.run.end === "not-run" ? [] : neverRun(run);
  const drafts = begun.map(({ result }) => {
    const open = result.tests.filter((test) => test.outcome === "incomplete");
    const names = listed(open.map((test) => test.name));
    return trustDraft(
      {
        code: "RG5003",
        class: "no-end",
        severity: "error",
        title: `package ${result.importPath} has no end`,
        explanation:
          "Its test events stop before the package's own result, so nothing is known of what would have " +
          `followed.${names === "" ? "" : ` Without an end: ${names}.`}`,
        cure: `${earlyEndCure(run) ?? "Look for what ended the run early: a kill, a cut stream."} Then run it again.`,
        packages: [result.importPath],
        evidence: [streamEvidence(run, "the package's last output", result.output)],
      },
      context,
    );
  });
  if (never.length === 0) return drafts;
  const ran = never.length === 1 ? "package was" : "packages were";
  const title = `${never.length} planned ${ran} never run`;
  return [
    ...drafts,
    trustDraft(
      {
        code: "RG5003",
        class: "never-run",
        severity: "error",
        title,
        explanation: `The run ended before their first event: ${listed(never)}.`,
        cure: earlyEndCure(run) ?? "Give the run more time, or find what ended it.",
        packages: never,
      },
      context,
    ),
  ];
}

function cached(context: AnalysisContext): DraftFinding[] {
  const names = [...context.packages.values()]
    .filter(({ result }) => result.cached)
    .map(({ result }) => result.importPath);
  if (names.length === 0) return [];
  return [
    trustDraft(
      {
        code: "RG5201",
        class: "cached-package",
        severity: "warning",
        title: `${plural(names.length, "package")} came from the test cache and did not run`,
        explanation:
          "go test answers from its cache even when GORACE or GOMAXPROCS changed, and a cached package " +
          `leaves no race log: ${listed(names)}.`,
        cure: "Run with -count=1.",
        packages: names,
      },
      context,
    ),
  ];
}

/** A lower bound of the reports that a process must have printed: race lines of tests that did not overlap. */
function racesAtLeast(result: PackageResult): number {
  // The race line fails its test: in one that passed it is text.
  const named = result.tests.filter(
    ({ raceLine, outcome }) => raceLine && (outcome === "fail" || outcome === "incomplete"),
  );
  const leaves = new Set(leavesOf(named.map((test) => test.name)));
  const timed = named
    .filter((test) => leaves.has(test.name))
    .map(intervalOf)
    .filter((each) => each !== undefined)
    .sort((a, b) => (a.end < b.end ? -1 : a.end > b.end ? 1 : 0));
  let count = 0;
  let last = "";
  for (const { start, end } of timed) {
    if (count > 0 && start <= last) continue;
    count++;
    last = end;
  }
  // What a process prints of races that did not fail it is text: its log says what there was.
  if (result.outcome === "pass" || result.outcome === "skip")
    return count > 0 ? count : named.length > 0 ? 1 : 0;
  const found = /^Found (\d{1,9}) data race\(s\)$/m.exec(result.output)?.[1];
  const needed = Math.max(count, named.length > 0 || result.raceOutsideTests ? 1 : 0);
  const exit = result.exitStatus === "exit status 66" ? 1 : 0;
  return Math.max(needed, exit, found === undefined ? 0 : Number(found));
}

function intervalOf(test: TestResult): { start: string; end: string } | undefined {
  if (test.startedAt === undefined || test.endedAt === undefined) return undefined;
  return { start: test.startedAt, end: test.endedAt };
}

function lostRaces(context: AnalysisContext): DraftFinding[] {
  const drafts: DraftFinding[] = [];
  // Loose texts do not say whose a report is.
  if ((context.racesOf.get("")?.length ?? 0) > 0) return drafts;
  for (const { result } of context.packages.values()) {
    const needed = racesAtLeast(result);
    const reports = context.racesOf.get(result.importPath) ?? [];
    const seen = reports.length;
    if (seen >= needed) continue;
    const names = result.tests.filter((test) => test.raceLine).map((test) => test.name);
    drafts.push(
      trustDraft(
        {
          code: "RG5202",
          class: "lost-race-report",
          severity: "error",
          title: `${result.importPath}: a race was detected and its report is lost`,
          explanation:
            `The test process says that the detector found at least ${plural(needed, "race")}; the capture ` +
            `holds ${plural(seen, "report")}. ` +
            (names.length === 0 ? "" : `Race lines stand in ${listed(names)}. `) +
            "The log file was removed, cut, or written elsewhere.",
          cure:
            "Do not change GORACE or TMPDIR in the test and do not remove the log; run the package alone " +
            "with go test -race to see the report.",
          packages: [result.importPath],
          evidence: [streamEvidence(context.run, "the package's output", result.output)],
        },
        context,
      ),
    );
  }
  return drafts;
}

function overriddenGorace(context: AnalysisContext): DraftFinding[] {
  const { run } = context;
  const { manifest } = run;
  if (manifest === undefined) return [];
  const pinned = goraceSettings(manifest.pinned.gorace.requested);
  const changed = new Map<string, string>();
  for (const record of run.processes) {
    const text = record.environment["GORACE"];
    if (text === undefined) continue;
    const seen = goraceSettings(text);
    for (const [key, value] of pinned) {
      if (key === "log_path" || seen.get(key) === value) continue;
      changed.set(record.package, `${key} is ${seen.get(key) ?? "not set"} instead of ${value}`);
    }
    if (!seen.has("log_path")) changed.set(record.package, "log_path is not set");
  }
  const recorded = new Set(run.processes.map((record) => record.package));
  for (const { origin } of run.races) {
    if (origin.channel !== "stream" || origin.package === undefined) continue;
    if (recorded.has(origin.package) && !changed.has(origin.package)) {
      changed.set(origin.package, "a report came through the output, not through the log file");
    }
  }
  return [...changed].map(([owner, what]) =>
    trustDraft(
      {
        code: "RG5203",
        class: "gorace-overridden",
        severity: "warning",
        title: `${owner}: GORACE was changed by the test`,
        explanation: `${what}. Reports of such a process can be lost, and its exit status means nothing.`,
        cure: "Pass the environment on to child processes, and set GORACE through racegate only.",
        packages: [owner],
      },
      context,
    ),
  );
}

/** Text of a report in the output of a package that passed, whose process wrote its races to a log. */
function printedRaces(context: AnalysisContext): DraftFinding[] {
  const owners = (context.run.printed?.races ?? []).map(({ origin }) => origin.package);
  return [...new Set(owners)].map((owner = "") =>
    trustDraft(
      {
        code: "RG5203",
        class: "printed-race-report",
        severity: "note",
        title: `${owner === "" ? "a package" : owner} passed and printed the text of a race report`,
        explanation:
          "The detector writes the races of this process to its log, and this report is not there: a test " +
          "printed the text of one, or a child process with a GORACE of its own did.",
        cure: "If it is a child's, pass the environment on to it: its report is then read from the log.",
        packages: owner === "" ? [] : [owner],
      },
      context,
    ),
  );
}

function repeated(context: AnalysisContext): DraftFinding[] {
  const owners = [...context.packages.values()]
    .filter(({ result }) => result.tests.some((test) => test.repetitions > 1))
    .map(({ result }) => result.importPath);
  if (owners.length === 0) return [];
  return [
    trustDraft(
      {
        code: "RG5204",
        class: "repeat-in-one-process",
        severity: "note",
        title: "repetitions in one process report a race only once",
        explanation:
          "With -count or -cpu the tests ran several times in one process. The detector reports equal " +
          "stacks once in a process, so later repetitions pass: their number says nothing of how often " +
          "the race shows.",
        cure: "Repeat the run itself to learn how often a race shows.",
        packages: owners,
      },
      context,
    ),
  ];
}

/** The package passed though its own process reported a race. */
function hiddenRaces(context: AnalysisContext): DraftFinding[] {
  const drafts: DraftFinding[] = [];
  for (const { result } of context.packages.values()) {
    if (result.outcome !== "pass") continue;
    const own = (context.racesOf.get(result.importPath) ?? []).filter(
      ({ origin }) => origin.childPid === undefined || origin.childPid === origin.pid,
    );
    if (own.length === 0) continue;
    drafts.push(
      trustDraft(
        {
          code: "RG5205",
          class: "exit-hides-race",
          severity: "warning",
          title: `${result.importPath} passed although a race was reported in it`,
          explanation:
            "go test says ok, because the exit status of the test process hides the race: exitcode=0 in " +
            "GORACE, os.Exit or syscall.Exit in the test, or a forged result. racegate counts the race.",
          cure: "Leave the exit status to the race detector.",
          packages: [result.importPath],
        },
        context,
      ),
    );
  }
  return drafts;
}

function cutOutput(context: AnalysisContext): DraftFinding[] {
  return (context.run.manifest?.losses ?? []).map((loss) =>
    trustDraft(
      {
        code: "RG5206",
        class: loss.code,
        severity: loss.breaksVerdict ? "error" : "note",
        title: `not kept: ${loss.what}`,
        explanation: `${loss.why}${loss.bytes === undefined ? "" : ` (${loss.bytes} bytes)`}.`,
        cure: loss.breaksVerdict
          ? "The answer of this run is not complete: remove the cause and run again."
          : "The verdict does not rest on it.",
        packages: loss.package === undefined ? [] : [loss.package],
      },
      context,
    ),
  );
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
