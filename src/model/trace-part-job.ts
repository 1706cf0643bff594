// What a thread gets that reads one part of a trace.

/** Where a part lies, and which neighbours it has. */
export interface PartPlan {
  /** Where to begin to read: a generation before the part, except for the first. */
  readonly offset: number;
  /** Offset of the part's first generation; what is read before it is not given to anyone. */
  readonly from: number;
  readonly end: number;
  /** The trace clock at the trace's first event. */
  readonly originNs: bigint;
  /** The trace's first part begins as a trace begins. */
  readonly first: boolean;
  /** The last part ends as a trace ends. */
  readonly last: boolean;
}

/** Visitors whose findings in parts add up. */
export type PartVisitor =
  { readonly kind: "none" } | { readonly kind: "locks"; readonly channels: boolean };

export interface PartJob {
  readonly path: string;
  /** What messages call the trace. */
  readonly name: string;
  readonly plan: PartPlan;
  readonly visitor: PartVisitor;
}
