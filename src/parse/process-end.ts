/**
 * How a test process ended, and which of the texts that it printed are events: anybody may print `panic:` or a race
 * report. Result, exit status, place of the text and race log are reconciled here and nowhere else.
 *
 *     package's result   go's words on the end      the tests went on   a crash's text is
 *     pass, skip         any                        any                 text
 *     fail               any                        yes                 text
 *     fail               exit status, other than 2  no                  text: a Go crash ends with 2, or by a signal
 *     fail               exit status 2, signal: …   no                  the crash
 *     fail               none (go keeps silent)     no                  the crash
 *     none               any                        yes                 text
 *     none               any                        no                  the crash: nothing speaks against it
 *
 * A race report is an event where the detector's own log of the process holds it; a report in the output of a process
 * with such a log, whose package passed, is text. Where no process was observed, the output is all there is.
 */
import type { ProcessRecord } from "../model/capture.ts";
import type { CrashSighting, ParsedRun, RaceSighting, TextOrigin } from "../model/parsed-run.ts";
import type { PackageResult, TestRun } from "../model/test-run.ts";

/** What is known of the end of the process that printed a text. */
export interface ProcessEnd {
  readonly result: PackageResult["outcome"];
  /** `exit status 2`, `signal: killed`; undefined: go did not say. */
  readonly exitStatus: string | undefined;
  /** Its tests went on behind the text. */
  readonly wentOn: boolean;
}

const EXIT_STATUS = /^exit status /;
/** The status of every process that the Go runtime ends for a panic or a fatal error. */
const CRASH_STATUS = "exit status 2";

/** Whether a crash's text is how its process ended. */
export function isCrashOf({ result, exitStatus, wentOn }: ProcessEnd): boolean {
  if (result === "pass" || result === "skip" || wentOn) return false;
  return exitStatus === undefined || !EXIT_STATUS.test(exitStatus) || exitStatus === CRASH_STATUS;
}

/** Moves what is only text out of the run's crashes and races. */
export function reconcile(run: ParsedRun): ParsedRun {
  const results = new Map(run.tests.packages.map((each) => [each.importPath, each]));
  const endOf = ({ package: owner, wentOn }: TextOrigin): ProcessEnd | undefined => {
    const found = owner === undefined ? undefined : results.get(owner);
    if (found === undefined) return undefined;
    const { outcome, exitStatus } = found;
    return { result: outcome, exitStatus, wentOn: wentOn === true };
  };
  const isCrash = ({ origin }: CrashSighting): boolean => {
    const end = endOf(origin);
    // What no package printed, in a run that go calls a success, ended no test.
    if (end === undefined) return origin.package !== undefined || !isSuccess(run);
    return isCrashOf(end);
  };
  // A process whose GORACE has no log_path reports into its output.
  const logs = ({ environment }: ProcessRecord): boolean =>
    /(?:^|\s)log_path=/.test(environment["GORACE"] ?? "");
  const logged = new Set(run.processes.filter(logs).map((each) => each.package));
  const isRace = ({ origin }: RaceSighting): boolean => {
    if (origin.channel !== "stream") return true;
    if (origin.package === undefined) return !isSuccess(run);
    if (!logged.has(origin.package)) return true;
    return results.get(origin.package)?.outcome !== "pass";
  };
  const printed = {
    races: run.races.filter((each) => !isRace(each)),
    crashes: run.crashes.filter((each) => !isCrash(each)),
  };
  const events = { races: run.races.filter(isRace), crashes: run.crashes.filter(isCrash) };
  const isText = printed.races.length > 0 || printed.crashes.length > 0;
  return { ...run, tests: withHalts(run, events), ...(isText ? { ...events, printed } : {}) };
}

/** Under --fail-fast the detector ends a process at its first race: what the process had not done yet is our doing. */
function withHalts(run: ParsedRun, events: Pick<ParsedRun, "races" | "crashes">): TestRun {
  if (run.manifest?.failFast !== true) return run.tests;
  const racing = new Set(events.races.map(({ origin }) => origin.package));
  const crashed = new Set(events.crashes.map(({ origin }) => origin.package));
  const packages = run.tests.packages.map((each): PackageResult => {
    const { importPath, outcome, said, exitStatus } = each;
    const isHalted =
      outcome === "fail" &&
      said === undefined &&
      racing.has(importPath) &&
      !crashed.has(importPath);
    const isOther = exitStatus !== undefined && exitStatus !== "exit status 66";
    return isHalted && !isOther ? { ...each, haltedByRace: true } : each;
  });
  return { ...run.tests, packages };
}

/** go test itself called the run a success; of loose texts nobody says so. */
function isSuccess({ manifest }: ParsedRun): boolean {
  return manifest?.run.end === "finished" && manifest.run.goExitCode === 0;
}
