import type { CrashSighting, ParsedRun } from "../model/parsed-run.ts";

/**
 * Whether a dump is one that racegate asked for when it ended the process (cancelled, or at the deadline): it shows
 * where everybody stood, and is no crash of the tests'.
 */
export function isAskedFor({ crash, origin }: CrashSighting, { processes }: ParsedRun): boolean {
  if (crash.kind !== "signal" || !/\bSIGQUIT\b/.test(crash.message)) return false;
  return processes.some(
    ({ askedToDump, package: importPath, pid }) =>
      askedToDump !== undefined &&
      importPath === (origin.package ?? importPath) &&
      pid === (origin.pid ?? pid),
  );
}
