import type { Location } from "../model/finding.ts";
import type { PackageResult, TestResult } from "../model/test-run.ts";
import type { AnalysisContext } from "./context.ts";
import { locationOf } from "./locations.ts";
import type { LoggedLine } from "./test-output.ts";

/** Where a `x_test.go:12: text` line stands; undefined where the package's directory is not known. */
export function placeOfLogged(
  { run, places }: AnalysisContext,
  result: PackageResult,
  test: TestResult,
  line: LoggedLine,
): Location | undefined {
  const planned = run.manifest?.packages.find((each) => each.importPath === result.importPath);
  if (planned === undefined) return undefined;
  const file = `${planned.directory.replace(/\/$/, "")}/${line.file}`;
  const [name = test.name] = test.name.split("/", 1);
  const frame = { function: `${result.importPath}.${name}`, file, line: line.line };
  return locationOf(frame, "cause", places);
}
