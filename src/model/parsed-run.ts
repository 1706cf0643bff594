import type {
  Capture,
  DataSymbol,
  Manifest,
  PatternFile,
  ProcessRecord,
  RerunRecord,
  SourceFile,
} from "./capture.ts";
import type { CancelDelay } from "./cancel-delay.ts";
import type { FindingClass } from "./classes.ts";
import type { Crash, DumpGoroutine } from "./crash.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { LockReport } from "./lock-report.ts";
import type { ReadPanics } from "./panic-record.ts";
import type { Profile } from "./profile.ts";
import type { RaceReport } from "./race-report.ts";
import type { InitLine, SchedLine } from "./sched.ts";
import type { TestRun } from "./test-run.ts";
import type { TraceEnd } from "./trace-ends.ts";

/** Where a text came from and whose it is. */
export interface TextOrigin {
  /** `race-file`: the detector's own log. `stream`: output events. `stderr`, `text`: anything else. */
  readonly channel: "race-file" | "stream" | "stderr" | "text";
  readonly package?: string | undefined;
  /** The process that the wrapper started. */
  readonly pid?: number | undefined;
  /** For a race file of another process below it: that process. */
  readonly childPid?: number | undefined;
  /** The test under which `go test -json` printed it (positional, often wrong). */
  readonly streamTest?: string | undefined;
  /** Last test that had begun and not ended when it was printed, per the stream. */
  readonly runningTests?: readonly string[] | undefined;
  /** It was printed before the first `=== RUN` / after the package's last test ended. */
  readonly phase?: "before-tests" | "tests" | "after-tests" | undefined;
  /** The tests of the process went on after it: what was printed did not end it. */
  readonly wentOn?: true | undefined;
}

export interface RaceSighting {
  readonly report: RaceReport;
  readonly origin: TextOrigin;
}

export interface CrashSighting {
  readonly crash: Crash;
  readonly origin: TextOrigin;
}

/** `end`: the tests were over, or ran into -timeout. `silent`: while these tests ran and said nothing for so long. */
export type DumpMoment =
  | { readonly at: "end" }
  | { readonly at: "silent"; readonly silentFor: string; readonly tests: readonly string[] };

/** Goroutines that were dumped without a crash: `debug.PrintStack`, `http: panic serving`, a pasted piece. */
export interface DumpSighting {
  readonly goroutines: readonly DumpGoroutine[];
  readonly at: RaceReport["at"];
  /** The program that lists them as left behind; undefined: the runtime's own form. */
  readonly tool?: "goleak" | undefined;
  /** The line above, which often says why: `http: panic serving 127.0.0.1:80: …`. */
  readonly before?: string | undefined;
  /** The text itself, capped at 64 KiB. */
  readonly text?: string | undefined;
  /** It was made by the hook in an instrumented package testing: all goroutines at that moment. */
  readonly moment?: DumpMoment | undefined;
  readonly origin: TextOrigin;
}

/** What go-deadlock printed of two or more acquisitions of locks. */
export interface LockReportSighting {
  readonly report: LockReport;
  readonly origin: TextOrigin;
}

/** The schedtrace lines of one process, in the order of its output. */
export interface SchedTrace {
  readonly origin: TextOrigin;
  readonly lines: readonly SchedLine[];
  /** Lines above the limit, which are counted and not kept. */
  readonly dropped: number;
}

/** The packages of one process in the order in which they were initialised. */
export interface InitTrace {
  readonly origin: TextOrigin;
  readonly lines: readonly InitLine[];
  readonly dropped: number;
}

/** A line that says that the machine, not the code, failed: `-race requires cgo`, an OOM kill, TSan's own errors. */
export interface InfrastructureSighting {
  /** The class of its finding; what other detectors tell has words of its own. */
  readonly code: FindingClass | "killed" | "race-exit";
  readonly line: string;
  readonly origin: TextOrigin;
  readonly at: RaceReport["at"];
}

/** A rerun of packages that failed, as its own stream tells it. Its races are among those of the run. */
export interface RerunResult {
  readonly record: RerunRecord;
  readonly tests: TestRun;
  /** Packages of which it holds a race report. */
  readonly racing: ReadonlySet<string>;
}

/** How often something failed, of how many runs that came to an end. */
export interface FailureCount {
  readonly failed: number;
  readonly runs: number;
}

/** What the reruns of a failed test, or of a package that names none, showed. */
export interface RerunVerdict {
  readonly package: string;
  /** A top-level test; undefined: the package as a whole. */
  readonly test: string | undefined;
  /**
   * `own`: it fails without observation too. `observer`: it passes without and fails with it, each time.
   * `pins`: it fails with the pinned settings and passes with those of plain go test, each time.
   * `flaky`: it fails and passes in the same way of running. `open`: there was no time for more.
   */
  readonly by: "own" | "observer" | "pins" | "flaky" | "open";
  readonly observed: FailureCount;
  readonly unobserved: FailureCount;
  /** Without the pinned settings as well. */
  readonly plain: FailureCount;
  /** What the failing run itself printed, capped. */
  readonly output: string;
}

/** Texts that a process printed about something else: a child, a quotation, a panic that somebody caught. */
export interface PrintedTexts {
  readonly races: readonly RaceSighting[];
  readonly crashes: readonly CrashSighting[];
}

/** Everything that parse read from a capture or from loose texts. */
export interface ParsedRun {
  readonly manifest: Manifest | undefined;
  readonly tests: TestRun;
  readonly races: readonly RaceSighting[];
  readonly crashes: readonly CrashSighting[];
  readonly dumps?: readonly DumpSighting[] | undefined;
  /** What reads like a crash or a race report and is only text, as its process's end and result say. */
  readonly printed?: PrintedTexts | undefined;
  /** Of each execution trace: the goroutines that were left when it ended. */
  readonly traceEnds?: readonly TraceEnd[] | undefined;
  readonly lockReports?: readonly LockReportSighting[] | undefined;
  readonly profiles?: readonly Profile[] | undefined;
  readonly panicRecords?: readonly ReadPanics[] | undefined;
  /** GODEBUG=schedtrace and inittrace, one entry for each process that printed them. */
  readonly schedTraces?: readonly SchedTrace[] | undefined;
  readonly initTraces?: readonly InitTrace[] | undefined;
  readonly infrastructure: readonly InfrastructureSighting[];
  readonly processes: readonly ProcessRecord[];
  readonly reruns?: readonly RerunResult[] | undefined;
  /** Judged of the reruns (analyse); failures that observation caused are then no longer in `tests`. */
  readonly rerunVerdicts?: readonly RerunVerdict[] | undefined;
  /** Global under an address: key `<package>\n<pid>\n<address as reported>`. */
  readonly symbols: ReadonlyMap<string, DataSymbol>;
  /** Source text by path as the reports print it. */
  readonly sources: ReadonlyMap<string, SourceFile>;
  /** Contexts that were cancelled, and goroutines that then took long. */
  readonly cancelDelays?: readonly CancelDelay[] | undefined;
  /** The user's own cause patterns. */
  readonly patterns?: readonly PatternFile[] | undefined;
  /** Number of artefacts by kind that were read. */
  readonly capture: Capture;
  readonly diagnostics: readonly Diagnostic[];
}
