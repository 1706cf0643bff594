/** Findings of the baseline that this run would have seen, had they still been there. */
import type { Baseline } from "../model/config.ts";
import type { Finding } from "../model/finding.ts";
import type { ParsedRun } from "../model/parsed-run.ts";
import type { PackageResult, TestOutcome } from "../model/test-run.ts";
import { knownFindings } from "./baseline.ts";
import { isCurrent } from "./known-ids.ts";

type Entry = Baseline["findings"][number];

/** Flags of go test that leave tests out: without the entry's own test nobody knows what ran. */
const SELECTING = /^--?(?:test\.)?(?:run|skip|short|failfast)(?:=|$)/;

/**
 * Entries that were not seen although their package ran to its end and their test ran in it, as findings of state
 * `fixed`. They never close the gate. An entry of an older baseline, which does not say where it belongs, is left
 * out, and so is one whose variable another finding still has: that one has moved.
 */
export function fixedFindings(
  baseline: Baseline | undefined,
  run: ParsedRun,
  seen: readonly Finding[],
): readonly Finding[] {
  const entries = baseline?.findings ?? [];
  const end = run.manifest?.run.end;
  if (entries.length === 0 || (end !== undefined && end !== "finished")) return [];
  const ids = seen.map(({ fingerprints }) => fingerprints.stable);
  const present = new Set([...knownFindings(baseline, ids).values()].map(({ entry }) => entry));
  const families = new Set(seen.map(({ fingerprints }) => fingerprints.family));
  const packages = new Map(run.tests.packages.map((each) => [each.importPath, each]));
  const lost = new Set((run.manifest?.losses ?? []).map((loss) => loss.package));
  // A loss without a package may be of any.
  if (lost.has(undefined) || run.manifest?.failFast === true) return [];
  const isFiltered = (run.manifest?.filters?.length ?? 0) > 0;
  const selected =
    isFiltered || (run.manifest?.command.argv.some((word) => SELECTING.test(word)) ?? true);
  const fixed: Finding[] = [];
  for (const entry of entries) {
    const { package: owner, family } = entry;
    const result = owner === undefined ? undefined : packages.get(owner);
    if (result === undefined || lost.has(owner)) continue;
    if (!isCurrent(entry.fingerprint) || present.has(entry)) continue;
    if (family !== undefined && families.has(family)) continue;
    if (!ranWhole(result) || !testRan(entry, result, selected)) continue;
    const finding = fixedFinding(entry);
    if (finding !== undefined) fixed.push(finding);
  }
  return fixed;
}

function ranWhole({ outcome, cached, tests }: PackageResult): boolean {
  const ended = outcome === "pass" || outcome === "fail";
  return ended && !cached && tests.every((test) => test.outcome !== "incomplete");
}

const RAN: ReadonlySet<TestOutcome> = new Set(["pass", "fail"]);

/** The entry's test ran; without one, everything of the package did. */
function testRan({ test }: Entry, { tests, noTests }: PackageResult, selected: boolean): boolean {
  if (test === undefined) return !selected && !noTests;
  return tests.some(({ name, outcome }) => name === test && RAN.has(outcome));
}

/** How often it was seen, where the baseline counted. */
function pastWords({ hits, runs, silent = 0 }: Entry): string {
  if (hits === undefined || runs === undefined) return "";
  const silence = silent === 0 ? "" : `, then silent in ${silent}`;
  return ` It was seen in ${hits} of ${runs - silent} runs${silence}.`;
}

function fixedFinding(entry: Entry): Finding | undefined {
  const { fingerprint, family, kind, title, code, package: owner, test, firstSeen } = entry;
  if (code === undefined || owner === undefined) return undefined;
  const since = firstSeen === undefined ? "" : ` since ${firstSeen}`;
  const ran = test === undefined ? "its package ran" : `${test} ran`;
  return {
    kind,
    code,
    class: entry.class ?? "unclassified",
    severity: "note",
    title,
    explanation:
      `It is in the baseline${since}, ${ran}, and this run did not see it.${pastWords(entry)} What depends on ` +
      "timing may be there all the same: only repeated runs tell.",
    package: owner,
    module: "",
    codeClass: "unknown",
    locations: [],
    goroutines: [],
    evidence: [],
    sightings: [],
    fingerprints: { exact: fingerprint, stable: fingerprint, family: family ?? fingerprint },
    state: "fixed",
    reason: `not seen any more; ${ran}`,
    gates: false,
  };
}
