/** A run of several modules is several `go test`: each has to account for its own end. */
import type { Finding } from "../model/finding.ts";
import type { ParsedRun } from "../model/parsed-run.ts";

/** Those of several `go test` that failed though none of their packages did, as sentences. */
export function unexplainedSteps(
  { manifest, tests }: ParsedRun,
  findings: readonly Finding[],
): string[] {
  return (manifest?.steps ?? []).flatMap(({ cwd, modules, goExitCode }) => {
    if (goExitCode === 0 || goExitCode === null) return [];
    const planned = manifest?.packages.filter(({ module = "" }) => modules.includes(module)) ?? [];
    const names = new Set(planned.map(({ importPath }) => importPath));
    const broken = tests.packages.some(
      ({ importPath, outcome }) =>
        names.has(importPath) && outcome !== "pass" && outcome !== "skip",
    );
    const found = findings.some(
      ({ kind, severity, package: owner }) =>
        kind !== "trust" && severity === "error" && (owner === "" || names.has(owner)),
    );
    if (broken || found) return [];
    return [
      `go test in ${cwd} ended with status ${goExitCode}, and nothing that was seen accounts for it`,
    ];
  });
}
