import type { Finding } from "../../model/finding.ts";

/** What is known of a patch: that the package compiles with it and, where they were run, what its tests did. */
export function patchWords(fix: Finding["fix"]): string {
  const compiles = "the package compiles with it";
  const trial = fix?.trial;
  if (trial === undefined) return compiles;
  const { runs, passed } = trial;
  const times = `${passed} of ${runs} ${runs === 1 ? "run" : "runs"}`;
  if (passed < runs) {
    return `${compiles}; the package's tests passed in ${times}: something else fails them too`;
  }
  return `${compiles}; its tests pass without a race in ${times}`;
}
