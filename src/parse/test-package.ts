import type { PackageResult, TestOutcome, TestResult } from "../model/test-run.ts";
import { HeadTailText } from "../util/head-tail-text.ts";
import type { TestEvent } from "./test-event.ts";

/** What one package's events add up to. */

const OUTPUT_MAX = 16 * 1024;
const ATTRIBUTES_MAX = 1000;
const RUNNING_MAX = 200;

const RACE_LINE = /\btesting\.go:[0-9]{1,9}: race detected during execution of test/;
const EXIT = /^(?:exit status [0-9]{1,10}|signal: [^\n]{1,60})$/;
const RACE_OUTSIDE = /^testing: race detected outside of test execution/;

/** How much output text may still be kept in the whole run. */
export interface OutputBudget {
  characters: number;
}

interface TestState {
  readonly name: string;
  outcomes: Set<TestOutcome>;
  elapsedSec: number | undefined;
  startedAt: string | undefined;
  endedAt: string | undefined;
  raceLine: boolean;
  readonly attributes: { key: string; value: string }[];
  readonly artifactDirs: string[];
  output: HeadTailText | undefined;
  repetitions: number;
  open: boolean;
}

export class TestPackage {
  readonly importPath: string;
  readonly #budget: OutputBudget;
  readonly #tests = new Map<string, TestState>();
  /** Begun, not ended, not paused. */
  readonly #running = new Set<string>();
  readonly #output = new HeadTailText(OUTPUT_MAX);
  /** How many tests have begun so far, repetitions counted. */
  startedTests = 0;
  /** `PASS` or `FAIL` of the test binary, or go's own line, was printed. */
  concluded = false;
  /**
   * How often the tests were seen to go on: a test began or resumed, or testing said PASS or FAIL. Ends of tests do not
   * count: test2json holds back that of a test until the process has ended.
   */
  steps = 0;
  #outcome: PackageResult["outcome"] = "incomplete";
  #elapsedSec: number | undefined;
  #cached = false;
  #noTestFiles = false;
  #noTests = false;
  #raceOutside = false;
  #said: PackageResult["said"];
  #lastWords: string | undefined;
  #exitStatus: string | undefined;
  #failedBuild: string | undefined;

  constructor(importPath: string, budget: OutputBudget) {
    this.importPath = importPath;
    this.#budget = budget;
  }

  get outcome(): PackageResult["outcome"] {
    return this.#outcome;
  }

  get failedBuild(): string | undefined {
    return this.#failedBuild;
  }

  /** Names of tests that have begun and neither ended nor paused, the first RUNNING_MAX of them. */
  get running(): string[] {
    return [...this.#running].slice(0, RUNNING_MAX);
  }

  get testCount(): number {
    return this.#tests.size;
  }

  /** Takes run, pause, cont, pass, fail, skip, bench, attr, artifacts, start. False: an unknown action. */
  event(event: TestEvent): boolean {
    const known = event.test === undefined ? this.#packageEvent(event) : this.#testEvent(event);
    return known || event.action === "output";
  }

  /** A whole or partial line of output, as the event holds it. */
  output(text: string, test: string | undefined): void {
    if (test !== undefined) {
      const state = this.#test(test);
      this.#keep(state, text);
      if (RACE_LINE.test(text)) state.raceLine = true;
      this.#spoke(text.trimEnd());
      return;
    }
    this.#output.add(text);
    this.#packageLine(text.trimEnd());
    this.#spoke(text.trimEnd());
  }

  /** go says how a process ended just before its line for the package; anybody may print such words elsewhere. */
  #spoke(line: string): void {
    this.#lastWords = EXIT.test(line) ? line : undefined;
  }

  /** What go says of a package in a line of its own, outside of JSON (before Go 1.24). */
  buildFailed(): void {
    // Of a package whose tests ran somebody else says it.
    if (this.startedTests > 0 || this.#outcome === "pass") return;
    this.#outcome = "build-failed";
  }

  result(): PackageResult {
    const tests = [...this.#tests.values()].map(testResult);
    const ended = this.#outcome === "pass" || this.#outcome === "skip";
    return {
      importPath: this.importPath,
      outcome: this.#outcome,
      elapsedSec: this.#elapsedSec,
      cached: this.#cached,
      noTestFiles: this.#noTestFiles,
      noTests: this.#noTests || (tests.length === 0 && ended && !this.#noTestFiles),
      tests,
      raceOutsideTests: this.#raceOutside,
      ...(this.#said === undefined ? {} : { said: this.#said }),
      exitStatus: this.#exitStatus,
      failedBuild: this.#failedBuild,
      output: this.#output.toString(),
    };
  }

  #packageEvent(event: TestEvent): boolean {
    switch (event.action) {
      case "start":
        return true;
      case "pass":
      case "fail":
      case "skip":
        this.concluded = true;
        // Where no build is named, a line alone said that it failed: go's result knows better.
        if (event.action === "pass" && this.#outcome === "build-failed") {
          if (this.#failedBuild === undefined) this.#outcome = "pass";
        }
        // -count and several test binaries of one path: a failure stays.
        if (this.#outcome !== "fail" && this.#outcome !== "build-failed") {
          this.#outcome = event.action;
        }
        if (event.failedBuild !== undefined) {
          this.#outcome = "build-failed";
          this.#failedBuild = event.failedBuild;
        }
        this.#elapsedSec = event.elapsedSec ?? this.#elapsedSec;
        return true;
      case "bench":
      case "attr":
      case "artifacts":
        return true;
      default:
        return false;
    }
  }

  #testEvent(event: TestEvent): boolean {
    const name = event.test ?? "";
    switch (event.action) {
      case "run": {
        const state = this.#test(name);
        if (state.open) state.outcomes.add("incomplete");
        state.repetitions += 1;
        state.open = true;
        state.startedAt ??= event.time;
        this.startedTests += 1;
        this.steps += 1;
        this.#said = undefined;
        this.concluded = false;
        this.#running.add(name);
        return true;
      }
      case "pause":
        this.#running.delete(name);
        return true;
      case "cont":
        this.steps += 1;
        this.#running.add(name);
        return true;
      case "pass":
      case "bench":
      case "fail":
      case "skip": {
        const state = this.#test(name);
        this.#running.delete(name);
        state.open = false;
        state.outcomes.add(event.action === "bench" ? "pass" : event.action);
        state.elapsedSec = event.elapsedSec ?? state.elapsedSec;
        state.endedAt = event.time ?? state.endedAt;
        return true;
      }
      case "attr": {
        const { attributes } = this.#test(name);
        if (attributes.length < ATTRIBUTES_MAX) {
          attributes.push({ key: event.key ?? "", value: event.value ?? "" });
        }
        return true;
      }
      case "artifacts": {
        const { artifactDirs } = this.#test(name);
        if (event.path !== undefined && artifactDirs.length < ATTRIBUTES_MAX) {
          artifactDirs.push(event.path);
        }
        return true;
      }
      default:
        return false;
    }
  }

  #test(name: string): TestState {
    const known = this.#tests.get(name);
    if (known !== undefined) return known;
    const state: TestState = {
      name,
      outcomes: new Set(),
      elapsedSec: undefined,
      startedAt: undefined,
      endedAt: undefined,
      raceLine: false,
      attributes: [],
      artifactDirs: [],
      output: undefined,
      repetitions: 0,
      open: false,
    };
    this.#tests.set(name, state);
    return state;
  }

  #keep(state: TestState, text: string): void {
    if (state.output === undefined) {
      // Behind the budget a test's output is kept only as far as a message needs.
      const size = this.#budget.characters >= OUTPUT_MAX ? OUTPUT_MAX : 512;
      state.output = new HeadTailText(size);
    }
    state.output.add(text);
    this.#budget.characters -= Math.min(text.length, OUTPUT_MAX);
  }

  #packageLine(line: string): void {
    if (line.startsWith("FAIL\t")) this.#exitStatus ??= this.#lastWords;
    if (line === "PASS" || line === "FAIL") {
      this.concluded = true;
      this.#said = line;
      this.steps += 1;
    } else if (/^ok {2}\t/.test(line)) {
      this.concluded = true;
      if (/\t\(cached\)/.test(line)) this.#cached = true;
      if (line.includes("[no tests to run]")) this.#noTests = true;
    } else if (line.endsWith("[no test files]")) this.#noTestFiles = true;
    else if (line === "testing: warning: no tests to run") this.#noTests = true;
    else if (RACE_OUTSIDE.test(line)) this.#raceOutside = true;
    else if (/^FAIL\t[^\n]{1,4096} \[(?:build|setup) failed\]$/.test(line)) this.buildFailed();
  }
}

function testResult(state: TestState): TestResult {
  const { outcomes } = state;
  let outcome: TestOutcome = "incomplete";
  if (outcomes.has("fail")) outcome = "fail";
  else if (state.open || outcomes.has("incomplete")) outcome = "incomplete";
  else if (outcomes.has("pass")) outcome = "pass";
  else if (outcomes.has("skip")) outcome = "skip";
  return {
    name: state.name,
    outcome,
    elapsedSec: state.elapsedSec,
    startedAt: state.startedAt,
    endedAt: state.endedAt,
    raceLine: state.raceLine,
    attributes: state.attributes,
    artifactDirs: state.artifactDirs,
    output: state.output?.toString() ?? "",
    repetitions: Math.max(1, state.repetitions),
  };
}
