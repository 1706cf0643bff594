// What racegate adds to the tests of a package: the configuration's rules by pattern.
import { isAbsolute, relative, sep } from "node:path";
import type { PlannedPackage } from "../model/capture.ts";
import type { ObserveRule } from "../model/setting-schemas.ts";

/** What is recorded of a package's tests beyond their output and the race detector's log. */
export interface Observation {
  readonly trace: boolean;
  readonly profiles: boolean;
}

export interface ObservationPlan {
  readonly byDefault: Observation;
  /** By import path, where it differs from the default. */
  readonly packages: ReadonlyMap<string, Observation>;
}

export const UNOBSERVED: ObservationPlan = {
  byDefault: { trace: false, profiles: false },
  packages: new Map(),
};

/** The last rule that names a package holds, each of its members for itself. */
export function planObservation(
  byDefault: Observation,
  rules: readonly ObserveRule[],
  packages: readonly PlannedPackage[],
  cwd: string,
): ObservationPlan {
  const differing = new Map<string, Observation>();
  for (const planned of packages) {
    let { trace, profiles } = byDefault;
    for (const rule of rules) {
      if (!rule.packages.some((pattern) => matchesPackage(pattern, planned, cwd))) continue;
      if (rule.trace !== undefined) trace = rule.trace === "always";
      profiles = rule.profiles ?? profiles;
    }
    if (trace === byDefault.trace && profiles === byDefault.profiles) continue;
    differing.set(planned.importPath, { trace, profiles });
  }
  return { byDefault, packages: differing };
}

/** As go matches package patterns: `./x` is a directory, `...` any text, `/...` at the end also nothing. */
function matchesPackage(
  pattern: string,
  { importPath, directory }: PlannedPackage,
  cwd: string,
): boolean {
  if (!/^\.\.?(?:\/|$)/.test(pattern)) return patternExpression(pattern).test(importPath);
  const below = relative(cwd, directory).split(sep).join("/");
  if (isAbsolute(below)) return false;
  const place = below === "" ? "." : below.startsWith("..") ? below : `./${below}`;
  const wanted = pattern === "./" ? "." : pattern.replace(/(?<=.)\/$/, "");
  return patternExpression(wanted).test(place);
}

function patternExpression(pattern: string): RegExp {
  const open = pattern.endsWith("/...");
  const parts = (open ? pattern.slice(0, -4) : pattern)
    .split("...")
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join(".*")}${open ? "(?:/.*)?" : ""}$`, "s");
}
