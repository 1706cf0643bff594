/** What can be lost while a run is recorded, in words. */
import type { Loss } from "../model/capture.ts";
import type { OutputCut } from "./stream-recorder.ts";

/** Output of a package, or of none, that is more than is kept. */
export function outputCut({ package: importPath, bytes, lines, reports }: OutputCut): Loss {
  return {
    code: "output-cut",
    what:
      reports === 0
        ? `${lines} lines of output`
        : `${lines} lines of output with the beginnings of ${reports} race reports`,
    why: "There is more output than is kept; its head and tail are there, what looks like a report, and every event.",
    ...(importPath === "" ? {} : { package: importPath }),
    bytes,
    breaksVerdict: reports > 0,
  };
}

/** A process whose record cannot be read. */
export function recordLost(relative: string, importPath: string, why: string): Loss {
  const what = `What is known of the process in ${relative}`;
  return { code: "process-record-lost", what, why, package: importPath, breaksVerdict: true };
}

/** A process that no package of the plan accounts for. */
export function packageUnknown(relative: string, cwd: string): Loss {
  return {
    code: "package-unknown",
    what: `The package of the process in ${relative}`,
    why: `It was started in ${JSON.stringify(cwd)}, which is no package of the plan.`,
    breaksVerdict: true,
  };
}

/** A package whose tests ran without the wrapper. */
export function processLost(importPath: string): Loss {
  return {
    code: "process-lost",
    what: "The race log, the trace and the profiles of a package",
    why: "Its tests ran, but not under racegate's wrapper.",
    package: importPath,
    breaksVerdict: true,
  };
}
