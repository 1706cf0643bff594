// Verdicts of real captures, as they are and as a test could forge them: never green.
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Manifest } from "../../../src/model/capture.ts";
import type { ParsedRun } from "../../../src/model/parsed-run.ts";
import { capturedRun, manifestOf, packageOf, runOf, testOf } from "../analyse/captured-run.ts";
import { decided, GOLDEN } from "./decided.ts";

type Change = (path: string, text: string) => string | undefined;

/** The capture of one package of the fixture module. */
async function only(
  name: string,
  change: Change = (_, text) => text,
  manifest: Partial<Manifest> = {},
): Promise<ParsedRun> {
  const owner = `example.com/scopes/${name}`;
  return capturedRun(join(GOLDEN, "scopes"), "scopes", {
    manifest: {
      packages: [
        {
          importPath: owner,
          directory: `/repo/scopes/${name}`,
          module: "example.com/scopes",
          hasTests: true,
        },
      ],
      ...manifest,
    },
    change: (path, text) => {
      if (path.startsWith("run/") && !path.startsWith(`run/${owner}/`)) return undefined;
      const lines = text.split("\n");
      const own = lines.filter((line) => line.includes(`"Package":"${owner}"`));
      return change(path, path === "stream.jsonl" ? `${own.join("\n")}\n` : text);
    },
  });
}

const isStream = (path: string): boolean => path === "stream.jsonl";
const isLog = (path: string): boolean => path.startsWith("run/");
const noLog: Change = (path, text) => (isLog(path) ? undefined : text);
const stream =
  (edit: (text: string) => string): Change =>
  (path, text) =>
    isStream(path) ? edit(text) : text;

/** Everything in the stream says that all is well. */
const allPass = (text: string): string =>
  text
    .split("\n")
    .filter((line) => !/race detected|"Output":"FAIL|exit status/.test(line))
    .join("\n")
    .replaceAll('"Action":"fail"', '"Action":"pass"')
    .replaceAll("--- FAIL", "--- PASS");

function withoutLastLine(text: string): string {
  return text.trimEnd().split("\n").slice(0, -1).join("\n");
}

const FORGERIES: [what: string, name: string, change: Change, exitCode: number, code: string][] = [
  ["untouched: a test fails by a race", "late", (_, text) => text, 3, "RG1"],
  ["untouched: TestMain races after the tests", "testmain", (_, text) => text, 3, "RG1"],
  ["untouched: a child process races, the test passes", "child", (_, text) => text, 3, "RG1"],
  ["exit 0 after a race (os.Exit, exitcode=0)", "late", stream(allPass), 3, "RG5205"],
  ["exit 0 after a race in TestMain", "testmain", stream(allPass), 3, "RG5205"],
  [
    "a forged --- PASS of the failed test",
    "late",
    stream((text) => text.replace(/("Action":)"fail"(,[^\n]*"Test":"TestB")/, '$1"pass"$2')),
    3,
    "RG1",
  ],
  [
    "a forged pass event behind the package's end",
    "late",
    stream((text) => `${text}{"Action":"pass","Package":"example.com/scopes/late"}\n`),
    3,
    "RG1",
  ],
  ["the log file is deleted", "late", noLog, 4, "RG5202"],
  ["the log file is deleted, TestMain raced", "testmain", noLog, 4, "RG5202"],
  ["the log file is deleted, init raced", "initrace", noLog, 4, "RG5202"],
  ["the log file is empty", "late", (path, text) => (isLog(path) ? "" : text), 4, "RG5202"],
  [
    "one of two reports is cut away",
    "plain",
    (path, text) => (isLog(path) ? text.slice(0, text.indexOf("WARNING", 200) - 20) : text),
    4,
    "RG5202",
  ],
  ["the stream is cut before the package's end", "late", stream(withoutLastLine), 4, "RG5003"],
  ["the stream is empty", "late", stream(() => ""), 4, "RG5003"],
  [
    "the process is killed",
    "late",
    stream((text) => text.replaceAll("exit status 1", "signal: killed")),
    3,
    "RG3004",
  ],
  [
    "go does not print the exit status of TestMain's race",
    "testmain",
    stream((text) => text.replace(/^.*exit status 66.*$/m, "")),
    3,
    "RG1",
  ],
  [
    "the process ends in the middle of a test, silently",
    "late",
    (path, text) =>
      isLog(path)
        ? undefined
        : text
            .split("\n")
            .filter(
              (line) =>
                !/"Test":"TestB".*(?:FAIL|fail|race detected)|"Output":"FAIL\\n|exit status/.test(
                  line,
                ),
            )
            .join("\n"),
    1,
    "RG5002",
  ],
  [
    "the process is killed before any report",
    "late",
    (path, text) =>
      isLog(path)
        ? undefined
        : allPass(text)
            .replace('"Output":"PASS', '"Output":"signal: killed')
            .replace(/"pass"(,"Package":"[^"]*","Elapsed":[^,}]*}\n?)$/, '"fail"$1'),
    1,
    "",
  ],
];

describe("never green", () => {
  test.each(FORGERIES)("%s", async (_, name, change, exitCode, code) => {
    const document = await decided(await only(name, change));
    expect(document.verdict).toMatchObject({ exitCode });
    expect(document.verdict.reasons.length).toBeGreaterThan(0);
    expect(document.findings.some((each) => each.code.startsWith(code))).toBe(true);
  });

  test("a race report in the output counts where the process has no log of its own", async () => {
    const whole = await only("late");
    const report = whole.races[0]!.report.text;
    const lines = report.split("\n").map((line) =>
      JSON.stringify({
        Action: "output",
        Package: "example.com/scopes/late",
        Output: `${line}\n`,
      }),
    );
    const record = {
      package: "example.com/scopes/late",
      pid: 7,
      directory: "run/x/7",
      argv: [],
      cwd: "/repo/scopes/late",
      startedAt: "2026-01-01T00:00:00Z",
      environment: { GORACE: "halt_on_error=0 history_size=5 exitcode=66" },
    };
    const run = await only(
      "late",
      (path, text) =>
        isLog(path) ? undefined : isStream(path) ? `${lines.join("\n")}\n${allPass(text)}` : text,
      { processes: [record] },
    );
    const document = await decided(run);
    expect(document.verdict.exitCode).toBe(3);
    expect(document.findings.map((each) => each.code)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^RG1/), "RG5203", "RG5205"]),
    );
  });

  test("a record whose GORACE is not the pinned one", async () => {
    const record = {
      package: "example.com/scopes/late",
      pid: 7,
      directory: "run/x/7",
      argv: [],
      cwd: "/repo",
      startedAt: "2026-01-01T00:00:00Z",
      environment: { GORACE: "halt_on_error=0 history_size=5 exitcode=0 log_path=/tmp/x" },
    };
    const { findings } = await decided(await only("late", undefined, { processes: [record] }));
    const [found] = findings.filter((each) => each.code === "RG5203");
    expect(found?.explanation).toContain("exitcode is 0 instead of 66");
  });
});

/** A run of one package with a manifest. */
function small(
  outcome: Parameters<typeof packageOf>[1],
  tests: Parameters<typeof packageOf>[2],
  end: Partial<Manifest["run"]> = {},
  more: Partial<Manifest> = {},
): ParsedRun {
  const base = manifestOf();
  const manifest = manifestOf({
    packages: [{ importPath: "example.com/m", directory: "/repo", hasTests: true }],
    run: { ...base.run, goExitCode: 0, ...end },
    ...more,
  });
  return runOf({
    manifest,
    tests: {
      packages: [packageOf("example.com/m", outcome, tests)],
      buildFailures: [],
      strayText: "",
    },
  });
}

describe("exit codes, the first that holds", () => {
  const fine = [testOf("TestA", "pass")];
  test.each<[string, ParsedRun, number, string]>([
    ["pass", small("pass", fine), 0, "pass"],
    ["cancelled beats everything", small("incomplete", fine, { end: "cancelled" }), 130, "error"],
    ["deadline", small("pass", fine, { end: "deadline" }), 4, "error"],
    ["a signal ended go test", small("pass", fine, { goExitCode: null }), 4, "error"],
    ["no end", small("incomplete", fine), 4, "error"],
    ["tests failed", small("fail", [testOf("TestA", "fail")], { goExitCode: 1 }), 1, "fail"],
    ["go failed and nothing says why", small("pass", fine, { goExitCode: 1 }), 1, "fail"],
    ["build failed", small("build-failed", [], { goExitCode: 1 }), 6, "error"],
    [
      "a loss that breaks the verdict",
      small(
        "pass",
        fine,
        {},
        {
          losses: [{ code: "write-failed", what: "a log", why: "disk full", breaksVerdict: true }],
        },
      ),
      4,
      "error",
    ],
    [
      "a loss that does not",
      small(
        "pass",
        fine,
        {},
        {
          losses: [{ code: "write-failed", what: "a trace", why: "budget", breaksVerdict: false }],
        },
      ),
      0,
      "pass",
    ],
    ["no packages", runOf({ manifest: manifestOf({ packages: [] }) }), 5, "error"],
  ])("%s", async (_, run, exitCode, conclusion) => {
    expect((await decided(run)).verdict).toMatchObject({ exitCode, conclusion });
  });

  test("the environment failed before any test ran", async () => {
    const line = "go: -race requires cgo; enable cgo by setting CGO_ENABLED=1";
    const run = {
      ...small("pass", []),
      tests: { packages: [], buildFailures: [], strayText: line },
      infrastructure: [
        {
          code: "cgo-disabled" as const,
          line,
          origin: { channel: "stderr" as const },
          at: { source: "stderr.log", start: 0, end: 9 },
        },
      ],
    };
    const { verdict, findings } = await decided(run);
    expect(verdict.exitCode).toBe(6);
    expect(findings.map((each) => each.code)).toEqual(["RG5101", "RG5003"]);
    expect(findings[0]?.fix?.words).toContain("CGO_ENABLED=1");
  });

  test("data that was lost while reading", async () => {
    const run = {
      ...small("pass", fine),
      diagnostics: [
        { code: "line-cut", severity: "data-loss" as const, message: "a line was cut", count: 1 },
      ],
    };
    expect((await decided(run)).verdict).toMatchObject({ exitCode: 4, complete: false });
  });
});

describe("policy", () => {
  test("report-only: races pass, real failures do not", async () => {
    expect((await decided(await only("late"), { failOn: [] })).verdict.exitCode).toBe(0);
    expect((await decided(await only("plain"), { failOn: [] })).verdict.exitCode).toBe(1);
    expect((await decided(await only("panics"), { failOn: [] })).verdict.exitCode).toBe(1);
  });

  test("a test that fails only by an accepted race passes, until the last day", async () => {
    const run = await only("late");
    const fingerprint = (await decided(run)).findings[0]!.fingerprints.stable;
    const entry = {
      fingerprint,
      reason: "known, see the tracker",
      owner: "core",
      expires: "2026-01-01",
    };
    const accepted = await decided(run, { accepted: [entry] });
    expect(accepted.verdict).toMatchObject({ exitCode: 0, gate: "open", conclusion: "pass" });
    expect(accepted.findings[0]).toMatchObject({ state: "suppressed", gates: false });
    expect(accepted.findings[0]?.reason).toContain("core");

    const late = await decided(run, { accepted: [entry], now: "2026-01-02T00:00:00Z" });
    expect(late.verdict.exitCode).toBe(3);
    expect(late.diagnostics.map((each) => each.code)).toEqual(["accepted-expired"]);
  });

  test("an accepted race does not cover a failure of the test's own", async () => {
    const run = await only("plain");
    const accepted = (await decided(run)).findings
      .map((each) => each.fingerprints.stable)
      .map((fingerprint) => ({ fingerprint, reason: "r", owner: "o", expires: "2027-01-01" }));
    const { verdict, diagnostics, findings } = await decided(run, { accepted });
    expect(verdict.exitCode).toBe(1);
    expect(
      findings.filter((each) => each.kind === "test-failure").map((each) => each.test?.name),
    ).toEqual(["TestWrong", "TestRacyAndWrong"]);
    expect(diagnostics.map((each) => each.code)).toContain("accepted-not-allowed");
  });

  test("without the source a logged line counts as a failure", async () => {
    const bare = await capturedRun(join(GOLDEN, "scopes"), "scopes", { withoutSources: true });
    const names = (await decided(bare)).findings.filter((each) => each.kind === "test-failure");
    expect(names.map((each) => each.test?.name)).toContain("TestRacyAndLogging");
  });

  test("accepted races do not cover a process that ended in the middle of another test", async () => {
    const tests = [testOf("TestA", "fail", { raceLine: true }), testOf("TestB", "incomplete")];
    const run = small("fail", tests, { goExitCode: 1 });
    const { verdict, findings } = await decided(run, { failOn: [] });
    expect(verdict.exitCode).toBe(4); // the race's report is missing here
    expect(findings.map((each) => each.title)).toContainEqual(
      expect.stringMatching(/ended in the middle of TestB/),
    );
  });

  test("a stale entry is a warning", async () => {
    const entry = {
      fingerprint: "rg2-0000000000000000",
      reason: "r",
      owner: "o",
      expires: "2027-01-01",
    };
    const { diagnostics } = await decided(await only("late"), { accepted: [entry] });
    expect(diagnostics).toMatchObject([{ code: "accepted-stale", severity: "warning" }]);
  });
});
