import type { FindingClass } from "../model/classes.ts";
import type { FindingCode } from "../model/codes.ts";
import type { DraftFinding } from "../model/finding.ts";
import type { AnalysisContext } from "./context.ts";
import { moduleOf, sightingsOf } from "./evidence.ts";

const NAMES_MAX = 20;

/** Something about the run itself, as a finding says it. */
export interface Doubt {
  readonly code: FindingCode;
  readonly class: FindingClass;
  readonly severity: DraftFinding["severity"];
  readonly title: string;
  readonly explanation: string;
  readonly cure: string;
  /** Packages that it is about; none: the whole run. */
  readonly packages: readonly string[];
  readonly evidence?: DraftFinding["evidence"];
}

/** A finding of kind trust, of one package or of the whole run. */
export function trustDraft(doubt: Doubt, { run }: AnalysisContext): DraftFinding {
  const [only = ""] = doubt.packages.length === 1 ? doubt.packages : [""];
  return {
    kind: "trust",
    code: doubt.code,
    class: doubt.class,
    severity: doubt.severity,
    title: doubt.title,
    explanation: doubt.explanation,
    package: only,
    module: moduleOf(run, only),
    codeClass: "unknown",
    locations: [],
    goroutines: [],
    evidence: doubt.evidence ?? [],
    fix: { words: doubt.cure },
    sightings: sightingsOf(run, doubt.packages.length === 0 ? [""] : doubt.packages),
  };
}

/** Names for a sentence; of many only the first. */
export function listed(names: readonly string[]): string {
  const more = names.length > NAMES_MAX ? ` and ${names.length - NAMES_MAX} more` : "";
  return `${names.slice(0, NAMES_MAX).join(", ")}${more}`;
}
