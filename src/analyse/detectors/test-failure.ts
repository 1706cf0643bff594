import type { DraftFinding, Location } from "../../model/finding.ts";
import type { PackageResult, TestResult } from "../../model/test-run.ts";
import type { AnalysisContext } from "../context.ts";
import { moduleOf, sightingsOf, streamEvidence } from "../evidence.ts";
import { openTests, packageFailureCause, testFailureCause } from "../failure-cause.ts";
import { placeOfPrinted, placesOfLogged } from "../logged-place.ts";
import { messageOf } from "../failure-message.ts";
import type { LoggedLine } from "../logged-lines.ts";
import type { Doubt } from "../race-only.ts";
import type { SuiteReport } from "../suite-report.ts";
import { namedScope } from "../attribute.ts";
import { leavesOf } from "../test-index.ts";
import type { Detector } from "./detector.ts";

const MESSAGE_MAX = 160;
const NAMES_MAX = 5;

export const testFailure: Detector = {
  id: "test-failure",
  docs: {
    what: "A test failed for a reason of its own, not only because a race was detected in it.",
    kinds: ["test-failure"],
    codes: ["RG5002"],
  },
  finish(context) {
    const drafts: DraftFinding[] = [];
    for (const { result } of context.packages.values()) {
      if (result.outcome !== "fail" && !isFailureDropped(result)) continue;
      const failed = result.tests.filter((test) => test.outcome === "fail");
      for (const test of failed) {
        const draft = ofTest(context, result, test);
        if (draft === undefined) continue;
        const explanation = draft.explanation + droppedWords(result);
        drafts.push({ ...draft, explanation });
      }
      const isOwn = result.outcome === "fail" && !flagsRefused(context, result);
      if (isOwn && packageFailureCause(context, result) === undefined) {
        drafts.push(ofPackage(context, result));
      }
    }
    return drafts;
  },
};

/**
 * Testing said FAIL of all tests, and the process ended with 0 all the same: a TestMain that drops the code of m.Run.
 * Tests that a test runs inside of itself fail without that word.
 */
function isFailureDropped({ outcome, said }: PackageResult): boolean {
  return outcome === "pass" && said === "FAIL";
}

function droppedWords(result: PackageResult): string {
  if (!isFailureDropped(result)) return "";
  return (
    " go test calls the package ok, because its process ended with 0: a TestMain that does not hand on what " +
    "m.Run returned is the usual reason."
  );
}

/** Its test binary did not come to a test: the infrastructure detector says which flag it was. */
function flagsRefused({ run }: AnalysisContext, { importPath, tests }: PackageResult): boolean {
  if (tests.length > 0) return false;
  return run.infrastructure.some(
    ({ code, origin }) => code === "flag-refused" && origin.package === importPath,
  );
}

function ofTest(
  context: AnalysisContext,
  result: PackageResult,
  test: TestResult,
): DraftFinding | undefined {
  const cause = testFailureCause(context, result, test);
  switch (cause.by) {
    case "itself":
      return cause.suite === undefined
        ? ofLine(context, result, test, cause.line)
        : ofSuite(context, result, test, cause.suite);
    case "race-or-itself":
      return ofDoubt(context, result, test, cause.doubt);
    default:
      return undefined;
  }
}

/** A failure that testing's own lines show, or do not. */
function ofLine(
  context: AnalysisContext,
  result: PackageResult,
  test: TestResult,
  line: LoggedLine | undefined,
): DraftFinding {
  const at = line && placeOfPrinted(context, result, test, placesOfLogged(line));
  const message = line === undefined ? "" : messageOf(line).text;
  const words =
    line === undefined
      ? `go test reports that ${test.name} failed; its output names no line.`
      : `${test.name} failed at ${line.file}:${line.line}.`;
  return {
    ...failureOf(context, result, test, at),
    title: `${test.name} failed${message === "" ? "" : `: ${message.slice(0, MESSAGE_MAX)}`}`,
    explanation: words + raceWords(test),
  };
}

/** A suite's own report: the spec's text is the name that people know. */
function ofSuite(
  context: AnalysisContext,
  result: PackageResult,
  test: TestResult,
  { runner, failures }: SuiteReport,
): DraftFinding {
  const [first] = failures;
  const file = first?.file;
  const printed = file === undefined ? [] : [{ file, line: first?.line ?? 0 }];
  const name = first?.name === undefined || first.name === "" ? "" : `${first.name} (${test.name})`;
  const more = failures.length > 1 ? `, and ${failures.length - 1} more` : "";
  const message =
    first === undefined || first.message === "" ? "" : `: ${first.message.slice(0, MESSAGE_MAX)}`;
  const names = failures.slice(0, NAMES_MAX).map((each) => each.name);
  const draft = failureOf(context, result, test, placeOfPrinted(context, result, test, printed));
  const spec = runner === "ginkgo" && failures.length === 1 ? first?.name : undefined;
  return {
    ...draft,
    ...(draft.test === undefined || spec === undefined ? {} : { test: { ...draft.test, spec } }),
    title: `${name === "" ? test.name : name} failed${message}${more}`,
    explanation:
      `The suite that ${test.name} runs reports a failure` +
      `${name === "" ? "" : ` of ${names.join("; ")}`}.${raceWords(test)}`,
  };
}

function ofDoubt(
  context: AnalysisContext,
  result: PackageResult,
  test: TestResult,
  { why, file, line = 0, failed }: Doubt,
): DraftFinding {
  if (failed === true) {
    return {
      ...failureOf(context, result, test, undefined),
      title: `${test.name} failed, and not only by its race`,
      explanation: `A data race was detected while ${test.name} ran; ${why}.`,
    };
  }
  const printed = file === undefined ? [] : [{ file, line }];
  const [root = test.name] = test.name.split("/", 1);
  return {
    ...failureOf(context, result, test, placeOfPrinted(context, result, test, printed)),
    title: `${test.name} failed, and not provably only by its race`,
    explanation:
      `A data race was detected while ${test.name} ran, which alone fails a test. Whether it failed by itself as ` +
      `well is not known: ${why}. Run it with GORACE=report_bugs=0, which keeps the race detector silent: ` +
      `if ${root} fails then, it fails by itself.`,
    unlessRaceGates: true,
  };
}

function raceWords({ raceLine }: TestResult): string {
  return raceLine ? " A data race was detected while it ran, as well." : "";
}

function failureOf(
  context: AnalysisContext,
  result: PackageResult,
  test: TestResult,
  at: Location | undefined,
): Omit<DraftFinding, "title" | "explanation"> {
  return {
    ...base(context, result, at),
    test: { ...namedScope(test.name), by: "stream", confidence: 1, reported: test.name },
    evidence: [streamEvidence(context.run, `output of ${test.name}`, test.output)],
  };
}

/** Nothing that was seen accounts for the failure, or the process ended in the middle of a test. */
function ofPackage(context: AnalysisContext, result: PackageResult): DraftFinding {
  const status = result.exitStatus === undefined ? "" : ` (${result.exitStatus})`;
  const evidence = [streamEvidence(context.run, `output of ${result.importPath}`, result.output)];
  const open = leavesOf(openTests(result));
  const [first] = open;
  if (first !== undefined) {
    const names = open.slice(0, 5).join(", ");
    return {
      ...base(context, result, undefined),
      title: `the test process of ${result.importPath} ended in the middle of ${names}${status}`,
      explanation:
        "The process ended without a panic and without a result. os.Exit, log.Fatal or syscall.Exit in the " +
        "code under test can be the reason, or a kill from outside. Later tests did not run.",
      test: { ...namedScope(first), by: "stream", confidence: open.length === 1 ? 0.9 : 0.5 },
      evidence: [
        ...evidence,
        ...result.tests
          .filter((test) => test.name === first)
          .map((test) => streamEvidence(context.run, `output of ${first}`, test.output)),
      ],
    };
  }
  return {
    ...base(context, result, undefined),
    title: `package ${result.importPath} failed${status}, though none of its tests did`,
    explanation:
      "The test process ended as failed and no failed test, crash or race accounts for it. TestMain, " +
      "os.Exit in a test, a coverage threshold or a forged output line can be the reason.",
    evidence,
  };
}

function base(
  { run }: AnalysisContext,
  result: PackageResult,
  at: Location | undefined,
): Omit<DraftFinding, "title" | "explanation" | "evidence"> {
  return {
    kind: "test-failure",
    code: "RG5002",
    class: "unclassified",
    severity: "error",
    package: result.importPath,
    module: moduleOf(run, result.importPath),
    codeClass: "unknown",
    locations: at === undefined ? [] : [at],
    goroutines: [],
    sightings: sightingsOf(run, [result.importPath]),
  };
}
