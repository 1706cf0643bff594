// Which finding a reader should see first, and which ones fold away. Nothing is dropped here: the groups hold
// every finding of the document.
import type { Finding } from "../../model/finding.ts";

export interface FindingGroups {
  /** New ones, those that close the gate first. */
  readonly fresh: readonly Finding[];
  readonly quarantined: readonly Finding[];
  readonly known: readonly Finding[];
  readonly suppressed: readonly Finding[];
  readonly fixed: readonly Finding[];
  /** Doubts about the run that do not close the gate: they go to the notes. */
  readonly trust: readonly Finding[];
}

const SEVERITY_RANK: Record<Finding["severity"], number> = { error: 0, warning: 1, note: 2 };

/** Gate first, then severity; within that the document's own order, which is canonical. */
export function rankFindings(findings: readonly Finding[]): readonly Finding[] {
  return findings
    .map((finding, index) => ({ finding, index }))
    .sort(
      (a, b) =>
        Number(b.finding.gates) - Number(a.finding.gates) ||
        Number(b.finding.state === "new") - Number(a.finding.state === "new") ||
        SEVERITY_RANK[a.finding.severity] - SEVERITY_RANK[b.finding.severity] ||
        a.index - b.index,
    )
    .map(({ finding }) => finding);
}

/** Parts the findings into what is shown whole, what is folded, and what is a note. */
export function groupFindings(findings: readonly Finding[]): FindingGroups {
  const ranked = rankFindings(findings);
  const isTrust = (finding: Finding) => finding.kind === "trust" && !finding.gates;
  const inState = (state: Finding["state"]) =>
    ranked.filter((finding) => finding.state === state && !finding.gates && !isTrust(finding));
  return {
    fresh: ranked.filter(
      (finding) => finding.gates || (finding.state === "new" && !isTrust(finding)),
    ),
    quarantined: inState("quarantined"),
    known: inState("known"),
    suppressed: inState("suppressed"),
    fixed: inState("fixed"),
    trust: ranked.filter(isTrust),
  };
}
