import type { FindingClass } from "../../model/classes.ts";
import type { BlockingClassCode, BlockingClassDocs } from "../../model/blocking-classes.ts";
import type { Bucket } from "../leaks/buckets.ts";
import type { BlockingFacts } from "./blocking-facts.ts";

/** `proof`: the data show it. `direct`: source and stacks agree. `heuristic`: likely, not certain. */
export type Certainty = "proof" | "direct" | "heuristic";

export interface BlockingClassification {
  readonly certainty: Certainty;
  /** Why it is this class, in terms of the names and lines at hand. */
  readonly explanation: string;
  /** In words; from the class's docs where nothing better is known. */
  readonly fix?: string | undefined;
  /** Whose wait is the cause; the others are its consequences. By default all that are stuck. */
  readonly blamed?: readonly Bucket[] | undefined;
  /** A cycle is shown: nobody outside of it can end the waits. */
  readonly closed?: boolean | undefined;
}

/** One pattern of goroutines that wait for good: when a scene is of this class, why, and what to do. */
export interface BlockingClass {
  readonly id: FindingClass;
  readonly code: BlockingClassCode;
  readonly docs: BlockingClassDocs;
  readonly classify: (facts: BlockingFacts) => BlockingClassification | undefined;
}
