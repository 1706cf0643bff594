import type { Finding } from "../../model/finding.ts";
import type { Verdict } from "../../model/findings-document.ts";

/** Kinds that make an exit code by themselves, whatever `fail-on` says. */
const FAILING: ReadonlySet<Finding["kind"]> = new Set([
  "test-failure",
  "panic",
  "fatal-error",
  "timeout",
  "build-failure",
  "infrastructure",
]);

/** Is this finding a reason why the exit code is not zero? Then it is shown as an error, never as a warning. */
export function failsBuild(finding: Finding, verdict: Verdict): boolean {
  if (finding.gates) return true;
  if (verdict.exitCode === 0 || finding.state !== "new" || finding.severity !== "error")
    return false;
  return FAILING.has(finding.kind) || finding.failsTest === true;
}
