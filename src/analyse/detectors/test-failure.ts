import type { DraftFinding, Location } from "../../model/finding.ts";
import type { PackageResult, TestResult } from "../../model/test-run.ts";
import type { AnalysisContext } from "../context.ts";
import { moduleOf, sightingsOf, streamEvidence } from "../evidence.ts";
import { openTests, packageFailureCause, testFailureCause } from "../failure-cause.ts";
import { placeOfLogged } from "../logged-place.ts";
import { namedScope } from "../attribute.ts";
import { leavesOf } from "../test-index.ts";
import type { Detector } from "./detector.ts";

const MESSAGE_MAX = 160;

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
      if (result.outcome !== "fail") continue;
      const failed = result.tests.filter((test) => test.outcome === "fail");
      for (const test of failed) {
        const draft = ofTest(context, result, test);
        if (draft !== undefined) drafts.push(draft);
      }
      if (packageFailureCause(context, result) === undefined) {
        drafts.push(ofPackage(context, result));
      }
    }
    return drafts;
  },
};

function ofTest(
  context: AnalysisContext,
  result: PackageResult,
  test: TestResult,
): DraftFinding | undefined {
  const cause = testFailureCause(context, result, test);
  if (cause.by !== "itself") return undefined;
  const { line } = cause;
  const at = line === undefined ? undefined : placeOfLogged(context, result, test, line);
  const message = line === undefined ? "" : `: ${line.text.slice(0, MESSAGE_MAX)}`;
  const race = test.raceLine ? " A data race was detected while it ran, as well." : "";
  return {
    ...base(context, result, at),
    title: `${test.name} failed${message}`,
    explanation:
      line === undefined
        ? `go test reports that ${test.name} failed; its output names no line.${race}`
        : `${test.name} failed at ${line.file}:${line.line}.${race}`,
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
