// Confidence of the cause that a finding has.
import type { DraftFinding } from "../../model/finding.ts";
import { confidenceOf } from "./confidence.ts";
import type { CauseFacts } from "./features.ts";

interface Said {
  readonly pattern: string;
  readonly certainty: CauseFacts["certainty"];
  readonly share?: number | undefined;
}

/** What it rests on. Patterns of findings are counted by themselves: they know more than a trace alone. */
export function findingFacts(
  { pattern, certainty, share }: Said,
  { goroutines }: Pick<DraftFinding, "goroutines">,
): CauseFacts {
  return {
    pattern: `finding:${pattern}`,
    certainty,
    count: goroutines.length,
    share: share ?? 0,
    rank: 0,
    explained: false,
    whole: true,
  };
}

/** The field of a finding's cause; absent where the pattern is uncalibrated. */
export function findingConfidence(
  said: Said,
  finding: Pick<DraftFinding, "goroutines">,
): { readonly confidence?: number } {
  const confidence = confidenceOf(findingFacts(said, finding));
  return confidence === undefined ? {} : { confidence };
}
