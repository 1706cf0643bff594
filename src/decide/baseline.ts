/** The baseline: findings that are known, so that the gate looks at new ones. */
import type { Baseline } from "../model/config.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Finding } from "../model/finding.ts";
import { isCurrent, matchEntries, type Match } from "./known-ids.ts";

/** What can be known: faults of the code. A failed test, build or machine is never an old acquaintance. */
const KINDS: ReadonlySet<Finding["kind"]> = new Set([
  "data-race",
  "fatal-error",
  "panic",
  "deadlock",
  "goroutine-leak",
  "lock-contention",
  "cancel-delay",
  "schedule",
]);

export type BaselineEntry = Baseline["findings"][number];

/** The entries of a baseline by the stable ids of the findings that they stand for. */
export function knownFindings(
  baseline: Baseline | undefined,
  ids: readonly string[],
): ReadonlyMap<string, Match<BaselineEntry>> {
  return matchEntries(entriesOf(baseline?.findings ?? []), ids);
}

export function entriesOf(
  entries: readonly BaselineEntry[],
): readonly (readonly [string, BaselineEntry])[] {
  return entries.map((entry) => [entry.fingerprint, entry]);
}

/** Why a finding is known. */
export function knownReason({ entry, doubt }: Match<BaselineEntry>): string {
  const since = entry.firstSeen === undefined ? "" : `, first seen ${entry.firstSeen}`;
  return `in the baseline${since}${doubt === undefined ? "" : ` (${doubt})`}`;
}

const TITLES_MAX = 3;

/** Entries of an older scheme match nothing: which, and what to do. */
export function baselineWarnings(baseline: Baseline | undefined): Diagnostic[] {
  const former = (baseline?.findings ?? []).filter(({ fingerprint }) => !isCurrent(fingerprint));
  if (former.length === 0) return [];
  const titles = former
    .slice(0, TITLES_MAX)
    .map(({ fingerprint, title }) => `${fingerprint} ${title}`);
  const more = former.length > TITLES_MAX ? `; and ${former.length - TITLES_MAX} more` : "";
  const message =
    `The baseline holds ${former.length} ${former.length === 1 ? "entry" : "entries"} of an older scheme, ` +
    `which did not know the variable: they match nothing (${titles.join("; ")}${more}). ` +
    "Write it anew: racegate baseline write <its place>.";
  return [{ code: "baseline-scheme", severity: "warning", message, count: former.length }];
}

/** True for kinds that a baseline may hold. */
export function mayBeKnown(kind: Finding["kind"]): boolean {
  return KINDS.has(kind);
}
