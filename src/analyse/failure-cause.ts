/** Why a test or a package failed, as far as other findings already say it. */
import type { PackageResult, TestResult } from "../model/test-run.ts";
import { attributeCrash } from "./attribute.ts";
import type { AnalysisContext } from "./context.ts";
import { ownFailure, type LoggedLine } from "./test-output.ts";
import { isWithin } from "./test-index.ts";

export type FailureCause =
  /** A detected race, and nothing of its own. */
  | { readonly by: "race" }
  /** A race line whose report is not in the capture. */
  | { readonly by: "lost-race" }
  | { readonly by: "subtest" }
  | { readonly by: "crash" }
  | { readonly by: "itself"; readonly line: LoggedLine | undefined };

/** Of one failed test. */
export function testFailureCause(
  context: AnalysisContext,
  result: PackageResult,
  test: TestResult,
): FailureCause {
  const line = ownFailure(context.run, result, test);
  if (line !== undefined) return { by: "itself", line };
  if (isCrashed(context, result, test)) return { by: "crash" };
  const below = result.tests.some(
    (other) => other.outcome === "fail" && other !== test && isWithin(other.name, test.name),
  );
  if (below) return { by: "subtest" };
  if (!test.raceLine) return { by: "itself", line: undefined };
  const seen = context.racesOf.get(result.importPath)?.length ?? 0;
  return seen > 0 ? { by: "race" } : { by: "lost-race" };
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

/** A failed package of which no test failed: what accounts for it, or undefined where nothing does. */
export function packageFailureCause(
  context: AnalysisContext,
  result: PackageResult,
): "race" | "lost-race" | "crash" | "killed" | undefined {
  const { run } = context;
  if (run.crashes.some(({ origin }) => origin.package === result.importPath)) return "crash";
  if (isKilled(result)) return "killed";
  const byRace = result.raceOutsideTests || result.exitStatus === "exit status 66";
  if (!byRace) return undefined;
  return (context.racesOf.get(result.importPath)?.length ?? 0) > 0 ? "race" : "lost-race";
}

/** `signal: killed` and the like: the process did not end by itself. */
export function isKilled(result: PackageResult): boolean {
  return result.exitStatus?.startsWith("signal: ") === true;
}
