import type { Location } from "../model/finding.ts";
import type { ParsedRun } from "../model/parsed-run.ts";
import type { PackageResult, TestResult } from "../model/test-run.ts";
import type { AnalysisContext } from "./context.ts";
import { messageOf } from "./failure-message.ts";
import { locationOf } from "./locations.ts";
import { loggedLines, type LoggedLine } from "./logged-lines.ts";
import { suiteReport } from "./suite-report.ts";

const FILES_MAX = 500;

export interface PrintedPlace {
  /** A path, or a base name of the package's directory. */
  readonly file: string;
  readonly line: number;
}

/** Where testing's line and the assertion's own trace say that it failed, the innermost first. */
export function placesOfLogged(line: LoggedLine): readonly PrintedPlace[] {
  return [...messageOf(line).trace, line];
}

/** The first of them that is a file of the user's: what was not found there is no place. */
export function placeOfPrinted(
  { run, places }: AnalysisContext,
  result: PackageResult,
  test: TestResult,
  printed: readonly PrintedPlace[],
): Location | undefined {
  const [name = test.name] = test.name.split("/", 1);
  for (const { file, line } of printed) {
    const path = pathOf(run, result, file);
    if (path === undefined || !run.sources.has(path)) continue;
    const frame = { function: `${result.importPath}.${name}`, file: path, line };
    if (places.of(frame).owner === "own") return locationOf(frame, "cause", places);
  }
  return undefined;
}

/** Base names are those of the package's directory. */
function pathOf(run: ParsedRun, result: PackageResult, file: string): string | undefined {
  if (/[/\\]/.test(file)) return file;
  const folder = folderOf(run, result);
  return folder === undefined ? undefined : folder + file;
}

function folderOf({ manifest }: ParsedRun, { importPath }: PackageResult): string | undefined {
  const planned = manifest?.packages.find((each) => each.importPath === importPath);
  return planned === undefined ? undefined : `${planned.directory.replace(/\/$/, "")}/`;
}

/** Source files that failed tests name. */
export function loggedFiles(run: ParsedRun): string[] {
  const files = new Set<string>();
  for (const result of run.tests.packages) {
    for (const test of result.tests) {
      if (test.outcome !== "fail") continue;
      for (const file of filesNamedBy(test)) {
        const path = pathOf(run, result, file);
        if (path !== undefined && files.size < FILES_MAX) files.add(path);
      }
    }
  }
  return [...files];
}

function filesNamedBy({ output }: TestResult): string[] {
  const logged = loggedLines(output).flatMap((line) => placesOfLogged(line));
  const specs = suiteReport(output)?.failures ?? [];
  return [...logged, ...specs].flatMap(({ file }) => (file === undefined ? [] : [file]));
}

/** Folders of packages with a test that its race may have failed alone: the proof needs all of their files. */
export function racingFolders(run: ParsedRun): string[] {
  return run.tests.packages.flatMap((result) => {
    const racing = result.tests.some(({ outcome, raceLine }) => outcome === "fail" && raceLine);
    const folder = racing ? folderOf(run, result) : undefined;
    return folder === undefined ? [] : [folder];
  });
}
