// The causes of one trace: in their order, each with its confidence and what brings it about.
import type { MatchFinding } from "../../model/pattern-match.ts";
import { confidenceOf } from "./confidence.ts";
import type { CauseFacts } from "./features.ts";
import { causesOf, rankCauses } from "./ranking.ts";
import { evidenceOf } from "./speaks.ts";

/** What the confidence of each finding rests on; `findings` in their order. */
export function causeFacts(findings: readonly MatchFinding[], whole: boolean): CauseFacts[] {
  const before = new Set<string>();
  return findings.map((finding) => {
    const { pattern, certainty, count, share } = finding;
    const rank = before.size - (before.has(pattern) ? 1 : 0);
    before.add(pattern);
    const explained = causesOf(finding, findings).length > 0;
    return { pattern, certainty, count, share, rank, explained, whole };
  });
}

/** Ranks findings of the pattern engine. `whole`: nothing of the trace is missing. */
export function judgeCauses(findings: readonly MatchFinding[], whole: boolean): MatchFinding[] {
  const ranked = rankCauses(findings);
  const facts = causeFacts(ranked, whole);
  return ranked.map((finding, i) => {
    const fact = facts[i];
    const confidence = fact === undefined ? undefined : confidenceOf(fact);
    const effectOf = causesOf(finding, ranked);
    return {
      ...finding,
      confidence: confidence ?? "uncalibrated",
      ...(fact === undefined ? {} : { evidence: evidenceOf(fact, effectOf) }),
      ...(effectOf.length === 0 ? {} : { effectOf }),
    };
  });
}
