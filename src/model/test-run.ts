/** What `go test -json` said of the run: packages, their tests, failed builds. */

export type TestOutcome = "pass" | "fail" | "skip" | "incomplete";

export interface TestResult {
  /** Full name with subtests: `TestA/sub`. */
  readonly name: string;
  /** `incomplete`: it began and no end was seen. */
  readonly outcome: TestOutcome;
  /** Seconds as go says; undefined without a terminal event. */
  readonly elapsedSec?: number | undefined;
  /** Values of the `Time` of its run and end events (RFC 3339), where present. */
  readonly startedAt?: string | undefined;
  readonly endedAt?: string | undefined;
  /** The test printed `race detected during execution of test`. */
  readonly raceLine: boolean;
  /** t.Attr values in order. */
  readonly attributes: readonly { readonly key: string; readonly value: string }[];
  /** T.ArtifactDir paths. */
  readonly artifactDirs: readonly string[];
  /** The test's own output lines, head and tail, capped at 16 KiB. */
  readonly output: string;
  /** How often it ran (-count, -cpu); a failure in any repetition makes `outcome` fail. */
  readonly repetitions: number;
}

export interface PackageResult {
  readonly importPath: string;
  readonly outcome: TestOutcome | "build-failed";
  readonly elapsedSec?: number | undefined;
  /** `(cached)`: the tests did not run. */
  readonly cached: boolean;
  readonly noTestFiles: boolean;
  /** `no tests to run`, or no test event at all. */
  readonly noTests: boolean;
  readonly tests: readonly TestResult[];
  /** `testing: race detected outside of test execution` was printed. */
  readonly raceOutsideTests: boolean;
  /** The last word of package testing on all tests; undefined where the process ended without it. */
  readonly said?: "PASS" | "FAIL" | undefined;
  /** `--fail-fast`: racegate had the detector end the process at its first race, in the middle of its tests. */
  readonly haltedByRace?: true | undefined;
  /** `exit status N` of the test binary as go printed it. */
  readonly exitStatus?: string | undefined;
  /** The import path in `FailedBuild`, for outcome build-failed. */
  readonly failedBuild?: string | undefined;
  /** Package-level output (no test), head and tail, capped at 16 KiB. */
  readonly output: string;
}

export interface BuildFailure {
  /**
   * As in `ImportPath` of the build events, e.g. `example.com/m/p [example.com/m/p.test]`; "" where go could not load
   * the packages, so that none has a result.
   */
  readonly importPath: string;
  /** The compiler's text, capped at 16 KiB. */
  readonly output: string;
}

export interface TestRun {
  readonly packages: readonly PackageResult[];
  readonly buildFailures: readonly BuildFailure[];
  /** Non-JSON lines (go's own words, a child that wrote past test2json), capped at 64 KiB. */
  readonly strayText: string;
}
