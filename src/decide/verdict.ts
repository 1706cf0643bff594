/**
 * The verdict comes from findings and from completeness, never from one exit status alone. The exit code is
 * the first of these that holds:
 *
 *   130 cancelled · 2 a flag that the tests refuse · 5 no packages · 6 build failed, or the environment before any test ran ·
 *   4 deadline, or incomplete · 3 gate closed · 1 tests failed · 5 no test ran · 0 pass
 *
 * (70 and every other 2 are failures of racegate and of its use: the front doors say these.)
 */
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Finding } from "../model/finding.ts";
import type { Verdict } from "../model/findings-document.ts";
import type { Manifest } from "../model/capture.ts";
import type { ParsedRun } from "../model/parsed-run.ts";
import { unexplainedSteps } from "./module-steps.ts";
import { parseGoDurationMs } from "../util/go-duration.ts";

/** How the run ended, where that is not what the manifest says. */
export interface RunEnd {
  readonly end: Manifest["run"]["end"];
  /** Null when a signal ended `go test`. */
  readonly goExitCode: number | null;
}

const NAMES_MAX = 5;
const FAILING: ReadonlySet<Finding["kind"]> = new Set([
  "test-failure",
  "panic",
  "fatal-error",
  "timeout",
]);

function listed(names: readonly string[]): string {
  const more = names.length > NAMES_MAX ? ` and ${names.length - NAMES_MAX} more` : "";
  return `${names.slice(0, NAMES_MAX).join(", ")}${more}`;
}

/** Packages that ran into a timeout which racegate had shortened, so that Go itself wrote trace and dump. */
function endedByDeadline({ manifest, crashes }: ParsedRun): string[] {
  const userMs = manifest?.deadline?.userTimeoutMs;
  if (userMs === undefined) return [];
  const names = crashes
    .filter(({ crash }) => {
      const ms = crash.timeout === undefined ? undefined : parseGoDurationMs(crash.timeout);
      return crash.kind === "timeout" && ms !== undefined && (userMs === 0 || ms < userMs);
    })
    .map(({ origin }) => origin.package ?? "a test binary");
  return [...new Set(names)].sort();
}

/** Packages that --fail-fast ended at a race that fails nothing: of their other tests nothing is known. */
function haltedUnasked({ tests }: ParsedRun, findings: readonly Finding[]): string[] {
  const gating = new Set(
    findings.flatMap(({ gates, package: owner, sightings }) =>
      gates ? [owner, ...sightings.map((each) => each.package)] : [],
    ),
  );
  const names = tests.packages
    .filter(({ haltedByRace, importPath }) => haltedByRace === true && !gating.has(importPath))
    .map((each) => each.importPath);
  if (names.length === 0) return [];
  return [`fail-fast ended ${listed(names)} at a race that closes no gate, before its other tests`];
}

/** Why the findings cannot be all there is. Empty: every package has its end, and every race its report. */
export function incompleteReasons(
  run: ParsedRun,
  findings: readonly Finding[],
  diagnostics: readonly Diagnostic[],
  end: RunEnd | undefined,
): string[] {
  const reasons: string[] = [];
  if (end?.end === "deadline") reasons.push("the deadline ended the run");
  const shortened = endedByDeadline(run);
  if (end?.end !== "deadline" && shortened.length > 0) {
    reasons.push(`the deadline ended ${listed(shortened)}`);
  }
  if (end?.end === "finished" && end.goExitCode === null) {
    reasons.push("a signal ended go test");
  }
  const results = new Map(run.tests.packages.map((each) => [each.importPath, each]));
  const open = run.tests.packages.filter((each) => each.outcome === "incomplete");
  if (open.length > 0) {
    reasons.push(`no end was seen of ${listed(open.map((each) => each.importPath))}`);
  }
  // Where go could not load the packages, the failed build says so.
  const isUnloaded = run.tests.buildFailures.some(({ importPath }) => importPath === "");
  const never = (run.manifest?.packages ?? []).filter(
    (each) => each.hasTests && !results.has(each.importPath) && !isUnloaded,
  );
  if (never.length > 0) {
    reasons.push(`never run: ${listed(never.map((each) => each.importPath))}`);
  }
  reasons.push(...haltedUnasked(run, findings));
  for (const lost of findings.filter((each) => each.code === "RG5202")) reasons.push(lost.title);
  if (run.races.length > 0 && !findings.some((each) => each.kind === "data-race")) {
    reasons.push("race reports were read that no finding accounts for");
  }
  for (const loss of run.manifest?.losses ?? []) {
    if (loss.breaksVerdict) reasons.push(`not kept: ${loss.what} (${loss.why})`);
  }
  for (const each of diagnostics) {
    if (each.severity === "data-loss") reasons.push(each.message);
  }
  return reasons;
}

/** Failures that no finding explains, as sentences. */
function unexplained(
  run: ParsedRun,
  findings: readonly Finding[],
  end: RunEnd | undefined,
): string[] {
  // Cancelled, or at its deadline: racegate itself ended what was still running.
  if (end?.end === "cancelled" || end?.end === "deadline") return [];
  const explained = new Set<string>();
  for (const { kind, code, severity, package: owner, sightings } of findings) {
    // A note says what was seen beside a failure, not what failed.
    if (severity === "note") continue;
    // A lost report accounts for the failure; other doubts about the run do not.
    if (kind === "trust" && code !== "RG5202") continue;
    explained.add(owner);
    for (const sighting of sightings) explained.add(sighting.package);
  }
  const failed = run.tests.packages.filter((each) => each.outcome === "fail");
  const silent = failed.map((each) => each.importPath).filter((name) => !explained.has(name));
  const reasons: string[] = [];
  if (silent.length > 0) reasons.push(`failed for no reason that was seen: ${listed(silent)}`);
  if (run.manifest?.steps !== undefined) return [...reasons, ...unexplainedSteps(run, findings)];
  const code = end?.goExitCode ?? 0;
  // A failure that observation caused is no longer among the packages' results.
  const broken =
    run.rerunVerdicts?.some(({ by }) => by === "observer" || by === "pins") === true ||
    run.tests.packages.some((each) => each.outcome !== "pass" && each.outcome !== "skip");
  const found = findings.some((each) => each.kind !== "trust" && each.severity === "error");
  if (code !== 0 && !broken && !found) {
    reasons.push(`go test ended with status ${code}, and nothing that was seen accounts for it`);
  }
  return reasons;
}

function plural(count: number, one: string, many: string): string {
  return count === 1 ? `1 ${one}` : `${count} ${many}`;
}

/** A test failed over a new leak (goleak): known or accepted ones may pass, as races may. */
function failsItsTest({ failsTest, state }: Finding): boolean {
  return failsTest === true && state === "new";
}

/** What fails a build beside the gate: notes, and what is accepted or known, never do. */
function isFailing(finding: Finding): boolean {
  if (failsItsTest(finding)) return true;
  return FAILING.has(finding.kind) && finding.severity !== "note" && finding.state === "new";
}

/** Failed tests; a test that fails only by an accepted or known race is not one of them. */
function failureReasons(failing: readonly Finding[]): string[] {
  const counts: [readonly Finding["kind"][], string, string][] = [
    [["test-failure"], "test failed", "tests failed"],
    [["panic"], "panic", "panics"],
    [["fatal-error"], "fatal error", "fatal errors"],
    [["timeout"], "timeout", "timeouts"],
  ];
  const leaks = failing.filter(failsItsTest).length;
  const leaked =
    leaks === 0 ? [] : [`${plural(leaks, "leak", "leaks")} for which goleak fails the tests`];
  const reasons = counts
    .map(([kinds, one, many]) => {
      const count = failing.filter((each) => kinds.includes(each.kind)).length;
      return count === 0 ? undefined : plural(count, one, many);
    })
    .filter((each) => each !== undefined);
  return [...reasons, ...leaked];
}

function buildReasons(run: ParsedRun, findings: readonly Finding[]): string[] {
  const broken = run.tests.packages.filter((each) => each.outcome === "build-failed");
  const builds = findings.filter((each) => each.kind === "build-failure");
  const reasons = builds.map((each) => each.title);
  if (builds.length === 0 && broken.length > 0) {
    reasons.push(`did not build: ${listed(broken.map((each) => each.importPath))}`);
  }
  const unlisted = run.manifest?.brokenModules ?? [];
  if (unlisted.length > 0) reasons.push(`go cannot list the packages of ${listed(unlisted)}`);
  const anyTest = run.tests.packages.some((each) => each.tests.length > 0);
  if (!anyTest) {
    const causes = findings.filter(
      (each) => each.kind === "infrastructure" && each.severity === "error",
    );
    reasons.push(...causes.map((each) => `before any test ran: ${each.title}`));
  }
  return reasons;
}

/** A command line that the tests do not take: nothing was tested, and no test failed. */
function usageReasons(findings: readonly Finding[]): string[] {
  return findings.filter((each) => each.class === "flag-refused").map((each) => each.title);
}

function hasNoPackages(run: ParsedRun): boolean {
  const { manifest, tests } = run;
  if (manifest === undefined || (manifest.preflight?.length ?? 0) > 0) return false;
  return manifest.packages.length === 0 && tests.packages.length === 0;
}

interface VerdictInput {
  readonly run: ParsedRun;
  readonly findings: readonly Finding[];
  /** Of parse and analyse. */
  readonly diagnostics: readonly Diagnostic[];
  readonly end: RunEnd | undefined;
  /** Why no test ran, where that is no pass. */
  readonly nothingTested?: readonly string[] | undefined;
}

/** The exit code, the gate, and why; reasons begin with those of the exit code. */
export function verdictOf(input: VerdictInput): Verdict {
  const { run, findings, diagnostics, end } = input;
  const incomplete = incompleteReasons(run, findings, diagnostics, end);
  const gating = findings.filter((each) => each.gates);
  const failing = findings.filter(isFailing);
  const silent = unexplained(run, findings, end);
  const steps: [exitCode: number, reasons: string[]][] = [
    [130, end?.end === "cancelled" ? ["the run was cancelled"] : []],
    [2, usageReasons(findings)],
    [5, hasNoPackages(run) && end?.end !== "deadline" ? ["no packages to test"] : []],
    [6, buildReasons(run, findings)],
    [4, incomplete],
    [3, gating.map((each) => each.title)],
    [1, failing.length > 0 ? [...failureReasons(failing), ...silent] : silent],
  ];
  const found = steps.filter(([, reasons]) => reasons.length > 0);
  // Where something else ended the run, that no test ran is its consequence.
  const { nothingTested = [] } = input;
  const holding: typeof steps =
    found.length > 0 || nothingTested.length === 0 ? found : [[5, [...nothingTested]]];
  const exitCode = holding[0]?.[0] ?? 0;
  const complete = incomplete.length === 0 && end?.end !== "cancelled";
  return {
    conclusion: exitCode === 0 ? "pass" : exitCode === 1 || exitCode === 3 ? "fail" : "error",
    exitCode,
    // An incomplete run passes nothing; failed tests alone are not the policy's matter.
    gate: gating.length > 0 || (exitCode !== 0 && exitCode !== 1) ? "closed" : "open",
    complete,
    reasons: holding.flatMap(([, reasons]) => reasons),
  };
}
