// What the reruns show of each failure, and the run without the failures that observation caused.
import type {
  FailureCount,
  ParsedRun,
  RerunResult,
  RerunVerdict,
  TextOrigin,
} from "../../model/parsed-run.ts";
import type { PackageResult, TestResult } from "../../model/test-run.ts";
import { isWithin } from "../test-index.ts";
import { rerunCandidates, saysRace, type RerunCandidate } from "./candidates.ts";

const OUTPUT_MAX = 64 << 10;

/**
 * The run with a verdict for each failure that was run once more. A failure that comes with the observation and
 * goes with it each time is taken out: what counts of these tests is the run without it, which the race detector
 * watched all the same. Never where a race was seen in any attempt.
 */
export function judgeReruns(run: ParsedRun): ParsedRun {
  const { reruns = [] } = run;
  if (reruns.length === 0) return run;
  const first = { ...run, races: run.races.slice(0, 0) };
  const verdicts = rerunCandidates(first).flatMap((candidate) =>
    verdictsOf(run, candidate, reruns),
  );
  const byObserver = verdicts.filter(isObservers);
  return withoutFailures({ ...run, rerunVerdicts: verdicts }, byObserver, reruns);
}

/** A failure that is racegate's doing. */
export function isObservers({ by }: Pick<RerunVerdict, "by">): boolean {
  return by === "observer" || by === "pins";
}

/** GOMAXPROCS is the user's choice, not racegate's default. */
function isAsked({ manifest }: ParsedRun): boolean {
  return (manifest?.pinned.gomaxprocs.source ?? "default") !== "default";
}

type Attempt = "fail" | "pass" | undefined;

function verdictsOf(
  run: ParsedRun,
  candidate: RerunCandidate,
  reruns: readonly RerunResult[],
): RerunVerdict[] {
  const of = reruns.filter(({ record }) => record.packages.includes(candidate.package));
  if (of.length === 0) return [];
  const racing = run.races.some(({ origin }) => origin.package === candidate.package);
  return (candidate.tests ?? [undefined]).map((test) => {
    const count = (observed: boolean, plain = false): FailureCount => {
      // Who asks for a GOMAXPROCS wants to know what fails with it.
      if (plain && isAsked(run)) return { failed: 0, runs: 0 };
      const ends = of
        .filter(({ record }) => record.observed === observed && (record.plain ?? false) === plain)
        .map((rerun) => attemptOf(rerun, candidate.package, test))
        .filter((end) => end !== undefined);
      const failed = ends.filter((end) => end === "fail").length + (observed ? 1 : 0);
      return { failed, runs: ends.length + (observed ? 1 : 0) };
    };
    const counts = {
      observed: count(true),
      unobserved: count(false),
      plain: count(false, true),
    };
    const cause = causeOf(counts, candidate.diedInTracer ? 1 : 2);
    const by = racing && isObservers({ by: cause }) ? "open" : cause;
    const output = outputOf(run, candidate.package, test);
    return { package: candidate.package, test, by, ...counts, output };
  });
}

/** How the rerun ended for the test, or for the package; undefined where racegate or something else ended it. */
function attemptOf(rerun: RerunResult, importPath: string, test: string | undefined): Attempt {
  const result = resultOf(rerun, importPath);
  if (result === undefined || rerun.record.end !== "finished") return undefined;
  if (saysRace(result) || rerun.racing.has(importPath)) return "fail";
  const { outcome } = test === undefined ? result : (testOf(result, test) ?? { outcome: "none" });
  return outcome === "pass" || outcome === "fail" ? outcome : undefined;
}

/** @param enough as many runs must pass without observation; a stack that ends in the tracer speaks for itself */
function causeOf(
  { observed, unobserved, plain }: Pick<RerunVerdict, "observed" | "unobserved" | "plain">,
  enough: number,
): RerunVerdict["by"] {
  const passesPlain = plain.runs >= 2 && plain.failed === 0;
  if (passesPlain && unobserved.runs > 0 && unobserved.failed === unobserved.runs) return "pins";
  if (unobserved.failed > 0) return unobserved.failed < unobserved.runs ? "flaky" : "own";
  if (unobserved.runs === 0) return "open";
  if (observed.failed < observed.runs) return "flaky";
  return observed.runs >= 2 && unobserved.runs >= enough ? "observer" : "open";
}

function resultOf({ tests }: RerunResult, importPath: string): PackageResult | undefined {
  return tests.packages.find((each) => each.importPath === importPath);
}

function testOf(result: PackageResult, name: string): TestResult | undefined {
  return result.tests.find((test) => test.name === name);
}

/** What the failing run printed of it: the signature of the cause, if it has one that is known. */
function outputOf(run: ParsedRun, importPath: string, test: string | undefined): string {
  const result = run.tests.packages.find((each) => each.importPath === importPath);
  const texts = (result?.tests ?? [])
    .filter(({ name }) => test === undefined || isWithin(name, test))
    .map(({ output }) => output);
  if (test === undefined) {
    texts.push(result?.output ?? "");
    for (const { crash, origin } of run.crashes) {
      if (origin.package === importPath) texts.push(crash.text);
    }
  }
  for (const { text = "", origin } of run.dumps ?? []) {
    const isItsOwn = test === undefined || isWithin(origin.streamTest ?? "", test);
    if (origin.package === importPath && isItsOwn) texts.push(text);
  }
  return texts.join("\n").slice(0, OUTPUT_MAX);
}

function withoutFailures(
  run: ParsedRun,
  verdicts: readonly RerunVerdict[],
  reruns: readonly RerunResult[],
): ParsedRun {
  if (verdicts.length === 0) return run;
  const isCaused = ({ package: owner, streamTest = "" }: TextOrigin): boolean =>
    verdicts.some(
      (verdict) =>
        verdict.package === owner &&
        (verdict.test === undefined || isWithin(streamTest, verdict.test)),
    );
  const rest = <T extends { readonly origin: TextOrigin }>(sightings: readonly T[]): T[] =>
    sightings.filter(({ origin }) => !isCaused(origin));
  return {
    ...run,
    tests: {
      ...run.tests,
      packages: run.tests.packages.map((result) => {
        const own = verdicts.filter((verdict) => verdict.package === result.importPath);
        const kinds = [...Map.groupBy(own, ({ by }) => by).values()];
        return kinds.reduce((left, kind) => unobservedResult(left, kind, reruns), result);
      }),
    },
    crashes: rest(run.crashes),
    dumps: rest(run.dumps ?? []),
    lockReports: rest(run.lockReports ?? []),
    infrastructure: rest(run.infrastructure),
  };
}

/** The package with the results of the first run without observation in the place of those that it caused. */
function unobservedResult(
  result: PackageResult,
  verdicts: readonly RerunVerdict[],
  reruns: readonly RerunResult[],
): PackageResult {
  const isPlain = verdicts.some(({ by }) => by === "pins");
  const unobserved = reruns
    .filter(({ record }) => !record.observed && (record.plain ?? false) === isPlain)
    .map((rerun) => resultOf(rerun, result.importPath))
    .find((each) => each !== undefined);
  if (unobserved === undefined) return result;
  if (verdicts.some(({ test }) => test === undefined)) return unobserved;
  const isCaused = (name: string): boolean =>
    verdicts.some(({ test }) => test !== undefined && isWithin(name, test));
  const tests = [
    ...result.tests.filter(({ name }) => !isCaused(name)),
    ...unobserved.tests.filter(({ name }) => isCaused(name)),
  ];
  if (tests.some(({ outcome }) => outcome === "fail")) return { ...result, tests };
  return {
    ...result,
    outcome: unobserved.outcome,
    output: unobserved.output,
    exitStatus: unobserved.exitStatus,
    tests,
  };
}
