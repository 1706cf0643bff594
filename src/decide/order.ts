import { findingKind, findingState, severity, type Finding } from "../model/finding.ts";

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * The order of findings.json: severity, state (new first), kind, package, then inside a package the cause that
 * explains more of the waiting time, file, line, fingerprint. Total: equal findings stay as they came.
 */
export function compareFindings(a: Finding, b: Finding): number {
  const [first, second] = [a.locations[0], b.locations[0]];
  return (
    severity.options.indexOf(a.severity) - severity.options.indexOf(b.severity) ||
    findingState.options.indexOf(a.state) - findingState.options.indexOf(b.state) ||
    findingKind.options.indexOf(a.kind) - findingKind.options.indexOf(b.kind) ||
    compareText(a.package, b.package) ||
    (b.cause?.share ?? 0) - (a.cause?.share ?? 0) ||
    compareText(first?.file ?? "", second?.file ?? "") ||
    (first?.line ?? 0) - (second?.line ?? 0) ||
    compareText(a.fingerprints.stable, b.fingerprints.stable) ||
    compareText(a.fingerprints.exact, b.fingerprints.exact) ||
    compareText(a.title, b.title)
  );
}
