/**
 * Did only its race fail this test? testing writes `race detected during execution of test`, but t.Fail() and
 * t.FailNow() write nothing, so a test may have failed by itself as well and no line says so. The proof is its source:
 * nothing that the test reaches can have failed it without a line, and no line of its output is a failure. Where the
 * source proves nothing, `run` runs the test once more with the race detector silent (collect/silent-runs.ts). Where
 * neither says so, it is not said.
 */
import type { SilentRun } from "../model/capture.ts";
import type { PackageResult, TestResult } from "../model/test-run.ts";
import type { AnalysisContext } from "./context.ts";
import { isAssertion } from "./failure-message.ts";
import { loggedLines, type LoggedLine } from "./logged-lines.ts";
import type { GoFile } from "./source/go-file.ts";
import { TestCode } from "./source/test-code.ts";
import { silentImports } from "./source/test-values.ts";
import { lineAt, waysToFail, type WaysToFail } from "./source/ways-to-fail.ts";
import { suiteReport } from "./suite-report.ts";

/** Suites that say at their end whether they passed (suite-report.ts). */
const SUITE = /^(?:github\.com\/onsi\/ginkgo(?:\/v\d+)?|gopkg\.in\/check\.v1)$/;

/** What stands in the way of the proof, as a sentence, and where. */
export interface Doubt {
  readonly why: string;
  readonly file?: string;
  readonly line?: number;
  /** No doubt any more: it fails by itself as well. */
  readonly failed?: true;
}

export interface SortedLines {
  readonly failures: readonly LoggedLine[];
  /** Neither the source nor another test says what wrote them. */
  readonly unknown: readonly LoggedLine[];
}

interface PackageCode {
  readonly code: TestCode;
  readonly files: ReadonlyMap<string, GoFile>;
  /** Its files were read, as far as they were kept. */
  readonly readable: boolean;
  readonly ways: Map<string, WaysToFail | undefined>;
  /** Places outside of the package at which a test that passed wrote a line: a logger that t.Log is behind. */
  readonly logPlaces: ReadonlySet<string>;
}

const codeOf = new WeakMap<AnalysisContext, Map<string, PackageCode>>();

function packageCode(context: AnalysisContext, result: PackageResult): PackageCode {
  const known = codeOf.get(context) ?? new Map<string, PackageCode>();
  codeOf.set(context, known);
  const made = known.get(result.importPath) ?? readPackage(context, result);
  known.set(result.importPath, made);
  return made;
}

function readPackage({ run, source }: AnalysisContext, result: PackageResult): PackageCode {
  const planned = run.manifest?.packages.find((each) => each.importPath === result.importPath);
  const folder = planned?.directory.replace(/\/$/, "");
  const files = new Map<string, GoFile>();
  let plain = source !== undefined;
  for (const file of source?.program.files.values() ?? []) {
    const slash = file.path.lastIndexOf("/");
    if (file.path.slice(0, slash) !== folder) continue;
    files.set(file.path.slice(slash + 1), file);
    // Behind a line directive testing prints another file's name.
    plain &&= !/^\/\/line /m.test(file.text);
  }
  const passed = result.tests.filter(({ outcome }) => outcome === "pass" || outcome === "skip");
  const logPlaces = new Set(passed.flatMap(({ output }) => loggedLines(output).map(placeKey)));
  const code = new TestCode([...files.values()]);
  return { code, files, readable: plain && files.size > 0, ways: new Map(), logPlaces };
}

function placeKey({ file, line }: LoggedLine): string {
  return `${file}:${line}`;
}

/** A capture that kept no source of the package: then what a line is, nothing says. */
export function hasNoSource(context: AnalysisContext, result: PackageResult): boolean {
  return context.run.manifest !== undefined && packageCode(context, result).files.size === 0;
}

/** What the test and its subtests may do; undefined where that is not known. */
function waysOf(
  context: AnalysisContext,
  found: PackageCode,
  test: string,
): WaysToFail | undefined {
  const [root = test] = test.split("/", 1);
  if (found.ways.has(root)) return found.ways.get(root);
  const program = context.source?.program;
  const units = found.readable ? found.code.reachOfTest(root) : undefined;
  const ways =
    program === undefined || units === undefined
      ? undefined
      : waysToFail(program, found.code, units);
  found.ways.set(root, ways);
  return ways;
}

/** The lines of a failed test without those that are known to come from t.Log. */
export function sortLines(
  context: AnalysisContext,
  result: PackageResult,
  test: TestResult,
): SortedLines {
  const lines = loggedLines(test.output);
  if (lines.length === 0) return { failures: [], unknown: [] };
  const found = packageCode(context, result);
  const failures: LoggedLine[] = [];
  const unknown: LoggedLine[] = [];
  for (const line of lines) {
    const kind = kindOfLine(context, found, test, line);
    if (kind === "failure") failures.push(line);
    else if (kind === "unknown") unknown.push(line);
  }
  return { failures, unknown };
}

function kindOfLine(
  context: AnalysisContext,
  found: PackageCode,
  test: TestResult,
  line: LoggedLine,
): "log" | "failure" | "unknown" {
  if (isAssertion(line) || line.file === "testing.go") return "failure";
  const program = context.source?.program;
  const file = found.files.get(line.file);
  const here = program && file ? lineAt(program, found.code, file, line.line) : "unknown";
  if (here !== "unknown") return here;
  if (file === undefined && found.logPlaces.has(placeKey(line))) return "log";
  const ways = waysOf(context, found, test.name);
  if (ways === undefined || ways.passedOn.length > 0) return "unknown";
  // Outside of the package only what calls Helper can have put the line.
  const possible = file === undefined ? ways.inHelper : ways.withLine;
  return possible ? "unknown" : "log";
}

/** Undefined: only the race failed the test. Asked of tests with the race's line and no failure of their own. */
export function doubtOf(
  context: AnalysisContext,
  result: PackageResult,
  test: TestResult,
  unknown: readonly LoggedLine[],
): Doubt | undefined {
  const [root = test.name] = test.name.split("/", 1);
  const silent = context.run.manifest?.silentRuns?.find(
    (each) => each.package === result.importPath && each.test === root,
  );
  if (silent !== undefined) return doubtAfter(silent);
  return doubtBySource(context, result, test, unknown);
}

/** It was run with the race detector silent. */
function doubtAfter({ runs, passed }: SilentRun): Doubt | undefined {
  if (passed === runs) return undefined;
  return {
    why: `with the race detector silent it failed in ${runs - passed} of ${runs} runs`,
    failed: true,
  };
}

function doubtBySource(
  context: AnalysisContext,
  result: PackageResult,
  test: TestResult,
  unknown: readonly LoggedLine[],
): Doubt | undefined {
  const found = packageCode(context, result);
  const ways = waysOf(context, found, test.name);
  if (ways === undefined) return { why: "the source of its package was not read" };
  const [silent] = ways.silent;
  if (silent !== undefined) {
    return {
      why: `\`${silent.text}\` can fail a test without a line in its output`,
      file: silent.file,
      line: silent.line,
    };
  }
  const suitePassed = suiteReport(test.output)?.passed === true;
  for (const given of ways.passedOn) {
    const file = [...found.files.values()].find(({ path }) => path === given.file);
    const to = file === undefined ? [] : silentImports(file);
    if (suitePassed && to.length > 0 && to.every((path) => SUITE.test(path))) continue;
    const whose = to.length === 0 ? "code that was not read" : to.join(", ");
    return {
      why: `its testing.T is given to ${whose}, which can fail it without a line in its output`,
      file: given.file,
      line: given.line,
    };
  }
  const main = ownTestMain(found);
  if (main !== undefined) return main;
  const [line] = unknown;
  if (line !== undefined) {
    return {
      why: `what wrote \`${line.text.slice(0, 80)}\` (${line.file}:${line.line}) is not known`,
    };
  }
  if (ways.withLine && isCut(test.output))
    return { why: "its output was too long to keep all of it" };
  return undefined;
}

/**
 * A TestMain that does more with the code of m.Run than to hand it on can fail the package by itself, and go prints no
 * exit status behind testing's FAIL: nothing in the output tells that failure from the race's.
 */
function ownTestMain({ files }: PackageCode): Doubt | undefined {
  for (const [name, { path, text }] of files) {
    if (!name.endsWith("_test.go")) continue;
    const at = /^func TestMain\((\w{1,60}) \*testing\.M\)/m.exec(text);
    if (at === null || text.includes(`os.Exit(${at[1] ?? ""}.Run())`)) continue;
    const line = text.slice(0, at.index).split("\n").length;
    return { why: "TestMain can fail the package without a line in its output", file: path, line };
  }
  return undefined;
}

/** HeadTailText leaves this where it cuts. */
function isCut(output: string): boolean {
  return /^… \d+ characters left out …$/m.test(output);
}
