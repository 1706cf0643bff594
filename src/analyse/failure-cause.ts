/** Why a test or a package failed, as far as other findings already say it. */
import type { PackageResult, TestResult } from "../model/test-run.ts";
import { attributeCrash } from "./attribute.ts";
import type { AnalysisContext } from "./context.ts";
import type { LoggedLine } from "./logged-lines.ts";
import { doubtOf, hasNoSource, sortLines, type Doubt } from "./race-only.ts";
import { suiteReport, type SuiteReport } from "./suite-report.ts";
import { isKilled } from "./package-end.ts";
import { isWithin } from "./test-index.ts";

export type FailureCause =
  /** A detected race, and nothing of its own. */
  | { readonly by: "race" }
  /** A race line whose report is not in the capture. */
  | { readonly by: "lost-race" }
  | { readonly by: "subtest" }
  | { readonly by: "crash" }
  /** goleak's list of goroutines, and nothing else. */
  | { readonly by: "goleak" }
  | {
      readonly by: "itself";
      readonly line: LoggedLine | undefined;
      /** Of a suite that runs inside of the test. */
      readonly suite?: SuiteReport | undefined;
    }
  /** By its race; whether by itself as well is not known. */
  | { readonly by: "race-or-itself"; readonly doubt: Doubt };

/** Of one failed test. */
export function testFailureCause(
  context: AnalysisContext,
  result: PackageResult,
  test: TestResult,
): FailureCause {
  const { failures, unknown } = sortLines(context, result, test);
  const own = failures.find(({ text }) => !GOLEAK_LINE.test(text));
  if (own !== undefined) return { by: "itself", line: own };
  const suite = suiteReport(test.output);
  if (suite?.passed === false) return { by: "itself", line: undefined, suite };
  if (isCrashed(context, result, test)) return { by: "crash" };
  const leak = [...failures, ...unknown].find(({ text }) => GOLEAK_LINE.test(text));
  if (leak !== undefined) {
    const other = unknown.find(({ text }) => !GOLEAK_LINE.test(text));
    if (other !== undefined) return { by: "itself", line: other };
    return hasGoleakList(context, result) ? { by: "goleak" } : { by: "itself", line: leak };
  }
  const below = result.tests.filter(
    (other) => other.outcome === "fail" && other !== test && isWithin(other.name, test.name),
  );
  if (below.length > 0) return causeOfParent(context, result, below, unknown);
  // What was written last before it ended is likelier the failure than what it began with.
  if (!test.raceLine) return { by: "itself", line: unknown.at(-1) };
  const [line] = unknown;
  if (line !== undefined && hasNoSource(context, result)) return { by: "itself", line };
  const seen = context.racesOf.get(result.importPath)?.length ?? 0;
  if (seen === 0) return { by: "lost-race" };
  const doubt = doubtOf(context, result, test, unknown);
  if (doubt === undefined) return { by: "race" };
  if (doubt.failed === true && line !== undefined) return { by: "itself", line: unknown.at(-1) };
  return { by: "race-or-itself", doubt };
}

/** A line that is not known is no failure of the parent's where one of its subtests failed by itself. */
function causeOfParent(
  context: AnalysisContext,
  result: PackageResult,
  below: readonly TestResult[],
  [line]: readonly LoggedLine[],
): FailureCause {
  if (line === undefined) return { by: "subtest" };
  const causes = below.map((each) => testFailureCause(context, result, each).by);
  if (causes.some((by) => by !== "race" && by !== "lost-race" && by !== "subtest")) {
    return { by: "subtest" };
  }
  return { by: "itself", line };
}

/** `found unexpected goroutines:`, as goleak.VerifyNone hands it to t.Error. */
const GOLEAK_LINE = /^found unexpected goroutines:/;

/** goleak's list was read, so its goroutines are findings of their own. */
function hasGoleakList({ run }: AnalysisContext, { importPath }: PackageResult): boolean {
  return (run.dumps ?? []).some(
    ({ tool, origin, goroutines }) =>
      tool === "goleak" && origin.package === importPath && goroutines.length > 0,
  );
}

/** The crash of the package's process took this test with it. */
function isCrashed(context: AnalysisContext, result: PackageResult, test: TestResult): boolean {
  for (const sighting of context.run.crashes) {
    const { crash, origin } = sighting;
    if (origin.package !== result.importPath) continue;
    const names = [
      attributeCrash(sighting, context.run)?.name,
      origin.streamTest,
      ...(origin.runningTests ?? []),
      ...crash.runningTests.map((each) => each.name),
    ];
    if (names.some((name) => name !== undefined && isWithin(name, test.name))) return true;
  }
  return false;
}

/** Tests that had begun when the process ended without a word about them. Benchmarks have no end event. */
export function openTests(result: PackageResult): string[] {
  return result.tests
    .filter((test) => test.outcome === "incomplete" && !test.name.startsWith("Benchmark"))
    .map((test) => test.name);
}

/**
 * What accounts for a failed package beside its failed tests, or undefined where nothing does. go prints
 * `exit status N` only where the test binary printed nothing itself, so its absence says nothing.
 */
export function packageFailureCause(
  context: AnalysisContext,
  result: PackageResult,
): "tests" | "race" | "lost-race" | "crash" | "killed" | "goleak" | undefined {
  const { run } = context;
  if (run.crashes.some(({ origin }) => origin.package === result.importPath)) return "crash";
  if (isKilled(result)) return "killed";
  if (result.haltedByRace === true) return "race";
  if (openTests(result).length > 0) return undefined;
  if (result.tests.some((test) => test.outcome === "fail")) return "tests";
  const own = (context.racesOf.get(result.importPath) ?? []).filter(
    ({ origin }) => origin.childPid === undefined || origin.childPid === origin.pid,
  );
  const { exitStatus } = result;
  const byRace = result.raceOutsideTests || exitStatus === "exit status 66";
  if (own.length > 0 && (byRace || exitStatus === undefined)) return "race";
  if (byRace) return "lost-race";
  // goleak.VerifyTestMain looks when all tests have passed.
  return hasGoleakList(context, result) ? "goleak" : undefined;
}
