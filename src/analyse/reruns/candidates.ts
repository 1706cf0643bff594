// Which failures are run once more to see whether observation was their cause.
import type { ParsedRun } from "../../model/parsed-run.ts";
import type { PackageResult } from "../../model/test-run.ts";
import { signatureOf } from "./signatures.ts";

export interface RerunCandidate {
  readonly package: string;
  /** Top-level tests that failed; undefined: the package as a whole. */
  readonly tests: readonly string[] | undefined;
  /** The process died in the tracer: how long the tests take to their end is not known. */
  readonly diedInTracer: boolean;
}

/**
 * Packages that failed under observation without a race, and without a crash of their own kind: one that is not
 * the tracer's is the tests' own, and so is a timeout.
 */
export function rerunCandidates(run: ParsedRun): RerunCandidate[] {
  const { manifest } = run;
  if (manifest === undefined || manifest.run.end !== "finished") return [];
  const observed = observedPackages(run);
  return run.tests.packages.flatMap((result) => {
    const isCandidate =
      result.outcome === "fail" &&
      observed.has(result.importPath) &&
      !hasRace(run, result) &&
      !hasOwnCrash(run, result.importPath);
    if (!isCandidate) return [];
    // A crash that is left here is the tracer's.
    const diedInTracer = run.crashes.some(({ origin }) => origin.package === result.importPath);
    return [{ package: result.importPath, tests: failedTests(run, result), diedInTracer }];
  });
}

function observedPackages({ manifest, processes }: ParsedRun): Set<string> {
  const withMode = manifest?.mode !== "light";
  const flag = /^--?test\.(?:trace|mutexprofile|blockprofile)=/;
  return new Set(
    processes
      .filter(({ argv }) => withMode || argv.some((argument) => flag.test(argument)))
      .map((process) => process.package),
  );
}

/** Reported, or named by the stream. */
export function hasRace(run: ParsedRun, result: PackageResult): boolean {
  return saysRace(result) || run.races.some(({ origin }) => origin.package === result.importPath);
}

/** The stream of the package names a race. */
export function saysRace(result: PackageResult): boolean {
  return result.raceOutsideTests || result.tests.some((test) => test.raceLine);
}

function hasOwnCrash({ crashes }: ParsedRun, importPath: string): boolean {
  return crashes.some(({ crash, origin }) => {
    if (origin.package !== importPath) return false;
    return crash.kind === "timeout" || signatureOf(crash.text)?.inTracer !== true;
  });
}

/** Only tests that ended: after a crash it is not known what the others would have done. */
function failedTests({ crashes }: ParsedRun, result: PackageResult): string[] | undefined {
  if (crashes.some(({ origin }) => origin.package === result.importPath)) return undefined;
  if (result.tests.some(({ outcome }) => outcome === "incomplete")) return undefined;
  const names = result.tests
    .filter(({ outcome, name }) => outcome === "fail" && isTopLevelTest(name))
    .map(({ name }) => name);
  return names.length === 0 ? undefined : names;
}

/** What -run selects by itself: no subtest, no benchmark. */
function isTopLevelTest(name: string): boolean {
  return /^(?:Test|Fuzz|Example)[^/]*$/.test(name);
}
