import type { ByteRange } from "../model/byte-source.ts";
import type { BuildFailure, TestRun } from "../model/test-run.ts";
import type { DiagnosticBag } from "../util/diagnostic-bag.ts";
import { HeadTailText } from "../util/head-tail-text.ts";
import { BuildText } from "./build-text.ts";
import { readEventLine, type TestEvent } from "./test-event.ts";
import { TestPackage } from "./test-package.ts";

/**
 * The state machine over `go test -json`.
 *
 * 1. A line is an event, or it is kept as stray text.
 * 2. Events of one package come in the order of its output, so its output is joined again per package:
 *    test2json cuts long lines into several events and ends a line early when the current test changes.
 * 3. Each joined line goes out with the test it stands under and what was going on at that moment.
 * 4. What never ended is `incomplete`.
 */

const STRAY_MAX = 64 * 1024;
const BUILD_OUTPUT_MAX = 16 * 1024;
/** Packages, and tests in all, that are told apart: more is no test run. */
const PACKAGES_MAX = 100_000;
const TESTS_MAX = 1_000_000;
/** A line of output longer than this is handed out in pieces. */
const JOINED_MAX = 1024 * 1024;
/** Output text that is kept for tests and packages together. */
const OUTPUT_BUDGET = 48 * 1024 * 1024;

/** What the stream said of a package when a line was printed. */
export interface TestMoment {
  readonly package: string | undefined;
  readonly test: string | undefined;
  readonly running: readonly string[];
  readonly phase: "before-tests" | "tests" | "after-tests";
  /** Tests of the package that had begun, repetitions counted. */
  readonly startedTests: number;
  /** How often its tests had been seen to go on. */
  readonly steps: number;
}

export interface TestJsonOptions {
  readonly source: string;
  /** A whole line of a package's output, without its line end; `moment` is worth a copy, so ask for it only at need. */
  readonly onOutput: (
    packagePath: string,
    text: string,
    at: ByteRange,
    moment: () => TestMoment,
  ) => void;
  /** A line of the compiler's or linker's output. */
  readonly onBuildOutput: (text: string, at: ByteRange) => void;
  /** A line that is no event. */
  readonly onStray: (text: string, at: ByteRange) => void;
  readonly diagnostics: DiagnosticBag;
}

export interface TestJsonParser {
  line(text: string, at: ByteRange): void;
  /** Ends the stream; the parser must not be used afterwards, except for `startedTests` and `steps`. */
  end(): TestRun;
  /** How many tests of a package have begun so far. */
  startedTests(packagePath: string): number;
  /** How often the tests of a package were seen to go on so far. */
  steps(packagePath: string): number;
}

/** Makes an incremental parser. Never throws, whatever the lines hold. */
export function createTestJsonParser(options: TestJsonOptions): TestJsonParser {
  return new TestJson(options);
}

interface Stream {
  readonly package: TestPackage;
  /** The beginning of a line whose end has not come, the test it stands under, and where it began. */
  partial: string;
  partialTest: string | undefined;
  partialAt: ByteRange | undefined;
}

class TestJson implements TestJsonParser {
  readonly #options: TestJsonOptions;
  readonly #streams = new Map<string, Stream>();
  readonly #builds = new Map<string, { output: HeadTailText; failed: boolean }>();
  readonly #buildText = new BuildText();
  readonly #stray = new HeadTailText(STRAY_MAX);
  readonly #budget = { characters: OUTPUT_BUDGET };
  #tests = 0;

  constructor(options: TestJsonOptions) {
    this.#options = options;
  }

  line(text: string, at: ByteRange): void {
    const read = readEventLine(text);
    if (read === undefined || read === "damaged") {
      if (read === "damaged") this.#damaged(at);
      this.#strayLine(text, at);
      return;
    }
    // Behind a log's prefix an event is an event; glued to other words, those are a line of their own.
    if (read.before !== "" && !/[\s|>\])]$/.test(read.before)) this.#strayLine(read.before, at);
    const { event } = read;
    if (event.action === "build-output" || event.action === "build-fail") this.#build(event, at);
    else this.#event(event, at);
  }

  end(): TestRun {
    for (const stream of this.#streams.values()) this.#flush(stream);
    const packages = [...this.#streams.values()].map((stream) => stream.package.result());
    return { packages, buildFailures: this.#failures(), strayText: this.#stray.toString() };
  }

  startedTests(packagePath: string): number {
    return this.#streams.get(packagePath)?.package.startedTests ?? 0;
  }

  steps(packagePath: string): number {
    return this.#streams.get(packagePath)?.package.steps ?? 0;
  }

  #event(event: TestEvent, at: ByteRange): void {
    const stream = this.#stream(event.package ?? "", at);
    if (stream === undefined) return;
    if (event.action === "output") {
      if (event.output !== undefined) this.#output(stream, event.output, event.test, at);
      return;
    }
    if (event.test !== undefined && this.#tests >= TESTS_MAX) {
      this.#limit("tests", at);
      return;
    }
    const before = stream.package.testCount;
    const known = stream.package.event(event);
    this.#tests += stream.package.testCount - before;
    if (!known) {
      this.#options.diagnostics.add(
        "test-event-unknown",
        "info",
        `The stream holds events of an unknown kind (${JSON.stringify(event.action.slice(0, 60))}): they are left out.`,
        at,
      );
    }
  }

  #output(stream: Stream, output: string, test: string | undefined, at: ByteRange): void {
    const before = stream.package.testCount;
    if (test === undefined || this.#tests < TESTS_MAX) stream.package.output(output, test);
    this.#tests += stream.package.testCount - before;
    if (stream.partial !== "" && stream.partialTest !== test) this.#flush(stream);
    let from = 0;
    for (;;) {
      const newline = output.indexOf("\n", from);
      const piece = output.slice(from, newline < 0 ? output.length : newline);
      if (stream.partial === "") {
        stream.partialTest = test;
        stream.partialAt = at;
      }
      if (newline < 0) {
        stream.partial += piece;
        if (stream.partial.length >= JOINED_MAX) this.#flush(stream, at);
        return;
      }
      const text = stream.partial + piece;
      stream.partial = "";
      this.#joined(stream, text, at);
      from = newline + 1;
      if (from === output.length) return;
    }
  }

  #flush(stream: Stream, at?: ByteRange): void {
    const text = stream.partial;
    if (text === "") return;
    stream.partial = "";
    this.#joined(stream, text, at ?? stream.partialAt);
  }

  #joined(stream: Stream, text: string, end: ByteRange | undefined): void {
    const start = stream.partialAt;
    if (start === undefined || end === undefined) return;
    const at = { source: start.source, start: start.start, end: end.end };
    const test = stream.partialTest;
    const line = text.endsWith("\r") ? text.slice(0, -1) : text;
    const { package: tests } = stream;
    this.#options.onOutput(tests.importPath, line, at, () => ({
      package: tests.importPath,
      test,
      running: tests.running,
      phase: phaseOf(tests),
      startedTests: tests.startedTests,
      steps: tests.steps,
    }));
  }

  #stream(packagePath: string, at: ByteRange): Stream | undefined {
    const known = this.#streams.get(packagePath);
    if (known !== undefined) return known;
    if (this.#streams.size >= PACKAGES_MAX) {
      this.#limit("packages", at);
      return undefined;
    }
    const stream: Stream = {
      package: new TestPackage(packagePath, this.#budget),
      partial: "",
      partialTest: undefined,
      partialAt: undefined,
    };
    this.#streams.set(packagePath, stream);
    return stream;
  }

  #limit(what: string, at: ByteRange): void {
    this.#options.diagnostics.add(
      "test-run-too-large",
      "data-loss",
      `The stream names more ${what} than can be kept: the rest is left out.`,
      at,
    );
  }

  #damaged(at: ByteRange): void {
    this.#options.diagnostics.add(
      "test-event-damaged",
      "data-loss",
      "The stream holds an event that is cut or damaged: what it said is missing.",
      at,
    );
  }

  #build(event: TestEvent, at: ByteRange): void {
    const path = event.importPath ?? event.package ?? "";
    let build = this.#builds.get(path);
    if (build === undefined) {
      if (this.#builds.size >= PACKAGES_MAX) return;
      build = { output: new HeadTailText(BUILD_OUTPUT_MAX), failed: false };
      this.#builds.set(path, build);
    }
    if (event.action === "build-fail") build.failed = true;
    else if (event.output !== undefined) {
      build.output.add(event.output);
      for (const line of event.output.split("\n")) {
        if (line !== "") this.#options.onBuildOutput(line, at);
      }
    }
  }

  #strayLine(text: string, at: ByteRange): void {
    this.#stray.add(`${text}\n`);
    this.#buildText.line(text);
    const failed = /^FAIL\t(\S{1,4096}) \[(?:build|setup) failed\]$/.exec(text);
    if (failed !== null) this.#stream(failed[1] ?? "", at)?.package.buildFailed();
    this.#options.onStray(text, at);
  }

  #failures(): BuildFailure[] {
    const failures: BuildFailure[] = [];
    const wanted = new Set<string>();
    for (const { package: tests } of this.#streams.values()) {
      const { outcome, failedBuild, importPath } = tests;
      if (outcome !== "build-failed") continue;
      wanted.add(failedBuild ?? importPath);
    }
    for (const [importPath, { output, failed }] of this.#builds) {
      if (failed || wanted.has(importPath)) {
        failures.push({ importPath, output: output.toString() });
      }
    }
    if (this.#builds.size > 0 || wanted.size === 0) return failures;
    return this.#buildText.failures(wanted);
  }
}

function phaseOf(tests: TestPackage): TestMoment["phase"] {
  if (tests.startedTests === 0) return tests.concluded ? "after-tests" : "before-tests";
  return tests.concluded ? "after-tests" : "tests";
}
