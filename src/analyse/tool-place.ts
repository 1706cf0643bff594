import type { Location } from "../model/finding.ts";
import type { StackFrame } from "../model/race-report.ts";
import type { AnalysisContext } from "./context.ts";
import { locationOf } from "./locations.ts";

/**
 * A place as tools print it that shorten paths to the working directory, which for a test binary is the directory of
 * its package, and symbols to the last element of the package.
 */
export function placeOfTool(
  frame: StackFrame | undefined,
  role: Location["role"],
  importPath: string | undefined,
  { run, places }: AnalysisContext,
): Location | undefined {
  if (frame === undefined) return undefined;
  const isRelative = !/^(?:[/~]|[A-Za-z]:[\\/])/.test(frame.file);
  const directory = run.manifest?.packages.find(
    (each) => each.importPath === importPath,
  )?.directory;
  const file =
    isRelative && directory !== undefined
      ? `${directory.replace(/\/$/, "")}/${frame.file}`
      : frame.file;
  return locationOf({ ...frame, file }, role, places);
}
