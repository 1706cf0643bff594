import type { TextOrigin } from "../model/parsed-run.ts";
import type { PackageResult } from "../model/test-run.ts";
import type { AnalysisContext } from "./context.ts";

/** Whether go calls the package of a text a success. Unknown is no success. */
export function hasPassed(origin: TextOrigin, { packages }: AnalysisContext): boolean {
  const result = origin.package === undefined ? undefined : packages.get(origin.package)?.result;
  return result?.outcome === "pass" || result?.outcome === "skip";
}

/** Signals that ask a process to end: what sends them to itself or is sent them did not crash. */
const ASKED = /^signal: (?:terminated|interrupt|hangup|user defined signal [12]|broken pipe)\b/;

/** `signal: killed` and the like: the process did not end by itself, and nobody asked it to. */
export function isKilled({ exitStatus }: PackageResult): boolean {
  return exitStatus?.startsWith("signal: ") === true && !ASKED.test(exitStatus);
}
