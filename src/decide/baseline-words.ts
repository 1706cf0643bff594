/** What `baseline write` says it did. */
import { inlineForTerminal } from "../util/escape-terminal.ts";
import type { BaselineEntry } from "./baseline.ts";
import type { MergedBaseline } from "./baseline-merge.ts";

const TITLES_MAX = 20;

/** A line of numbers; then what is in it no more, by name. */
export function baselineWords(merged: MergedBaseline, place: string): string {
  const { baseline, added, seen, kept, retired, pruned, former, again } = merged;
  const known = baseline.findings.length;
  const parts = [`${added.length} new`, `${seen.length} seen again`];
  if (kept.length > 0) parts.push(`${kept.length} not seen by this run and kept`);
  const lines = [
    `${place}: ${known} known ${known === 1 ? "finding" : "findings"} (${parts.join(", ")})`,
  ];
  if (again) lines.push("This run is in it already: its sightings were not counted again.");
  lines.push(...named("retired: silent for too long to be chance", retired, silenceWords));
  lines.push(...named("dropped: not seen by this run", pruned, () => ""));
  if (former.length > 0) {
    const what =
      "left out: of an older scheme, which matches nothing; what this run saw is in it anew";
    lines.push(...named(what, former, () => ""));
  }
  return `${lines.join("\n")}\n`;
}

function silenceWords({ hits = 1, runs = 1, silent = 0 }: BaselineEntry): string {
  return `, seen in ${hits} of ${runs - silent} runs, then silent in ${silent}`;
}

function named(
  what: string,
  entries: readonly BaselineEntry[],
  more: (entry: BaselineEntry) => string,
): string[] {
  if (entries.length === 0) return [];
  const lines = entries
    .slice(0, TITLES_MAX)
    .map((entry) => `  ${entry.fingerprint} ${inlineForTerminal(entry.title)}${more(entry)}`);
  const rest = entries.length - lines.length;
  return [`${entries.length} ${what}`, ...lines, ...(rest > 0 ? [`  and ${rest} more`] : [])];
}
