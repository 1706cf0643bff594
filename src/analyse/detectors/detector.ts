import type { DraftFinding, FindingKind } from "../../model/finding.ts";
import type { FindingCode } from "../../model/codes.ts";
import type { AnalysisContext } from "../context.ts";

/** A chunk of trace columns, in the order of time. Detectors of traces share one streaming pass. */
export interface ColumnChunk {
  readonly length: number;
}

/** What is wrong: one detector, one file. The registry beside it is generated (scripts/gen-registry.ts). */
export interface Detector {
  /** Equal to the file's name. */
  readonly id: string;
  readonly docs: {
    /** One sentence for users. */
    readonly what: string;
    readonly kinds: readonly FindingKind[];
    /** Each has a page docs/findings/<code>.md. */
    readonly codes: readonly FindingCode[];
  };
  /** Called for each chunk of a trace, where the run has one. */
  readonly visit?: (columns: ColumnChunk) => void;
  /** Called once, at the end. May not throw for what the input holds. */
  finish(context: AnalysisContext): DraftFinding[];
}
