/**
 * Did a test fail by itself, or only because a race was detected while it ran? Go prints t.Log and t.Error in
 * the same form, `    x_test.go:12: text`; only the source line tells them apart. A line that cannot be read
 * counts as a failure: an accepted race must not cover one.
 */
import type { ParsedRun } from "../model/parsed-run.ts";
import type { PackageResult, TestResult } from "../model/test-run.ts";

export interface LoggedLine {
  /** The base name, as testing prints it. */
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

const LOGGED = /^ {0,64}([^\s:/\\]{1,200}\.go):(\d{1,7}): ?(.*)$/;
const RACE_TEXT = "race detected during execution of test";
const FILES_MAX = 500;
const LOG_CALL = /\.(?:Log|Logf|Skip|Skipf)\(/;

/** Lines that t.Log, t.Error and the like wrote, without the race detector's own. */
export function loggedLines(output: string): LoggedLine[] {
  const lines: LoggedLine[] = [];
  for (const raw of output.split("\n")) {
    const [, file, line, text = ""] = LOGGED.exec(raw) ?? [];
    if (file === undefined || (file === "testing.go" && text.startsWith(RACE_TEXT))) continue;
    lines.push({ file, line: Number(line), text });
  }
  return lines;
}

function directoryOf(run: ParsedRun, importPath: string): string | undefined {
  return run.manifest?.packages.find((each) => each.importPath === importPath)?.directory;
}

/** Path of a logged file as `wanted` asks for it. */
function sourcePath(directory: string, file: string): string {
  return `${directory.replace(/\/$/, "")}/${file}`;
}

function isLogCall(run: ParsedRun, importPath: string, logged: LoggedLine): boolean {
  const directory = directoryOf(run, importPath);
  if (directory === undefined || logged.text.trimStart().startsWith("Error Trace:")) return false;
  const source = run.sources.get(sourcePath(directory, logged.file));
  const line = source?.text.split("\n")[logged.line - 1];
  return line !== undefined && LOG_CALL.test(line);
}

/** The lines that show a failure of the test's own, in the order of the output. */
export function ownFailures(run: ParsedRun, result: PackageResult, test: TestResult): LoggedLine[] {
  return loggedLines(test.output).filter((line) => !isLogCall(run, result.importPath, line));
}

/** Source files that tell whether a racing test also failed by itself. */
export function loggedFiles(run: ParsedRun): string[] {
  const files = new Set<string>();
  for (const result of run.tests.packages) {
    const directory = directoryOf(run, result.importPath);
    if (directory === undefined) continue;
    for (const test of result.tests) {
      if (test.outcome !== "fail") continue;
      for (const { file } of loggedLines(test.output)) {
        if (files.size < FILES_MAX) files.add(sourcePath(directory, file));
      }
    }
  }
  return [...files];
}
