// A trace read in parts, each by a reader of its own that begins a generation early to get to know the scheduler's
// state, and how the results become one: what neighbours must agree on, waits that cross from one part to the next,
// and visitors whose findings add up.
import type { StackIndex, TextIndex } from "./trace-interner.ts";
import type { Frame, TraceSummary, TraceVisitor } from "./trace.ts";

/**
 * A wait under way between two generations. Times are on the trace's clock, -1 = not happened; -2 = known only to
 * whoever read an earlier part. Stacks and texts are numbers of the reader's interner.
 */
export interface OpenWait {
  readonly goroutine: number;
  readonly parkNs: bigint;
  readonly wokenNs: bigint;
  readonly waker: number;
  readonly parkStack: number;
  readonly wakeStack: number;
  readonly reason: number;
  readonly doubt: number;
}

/** The scheduler's state between two generations. */
export interface KernelState {
  readonly originNs: bigint;
  /** The last event's time on the trace's clock. */
  readonly lastNs: bigint;
  /** Goroutines, processors, and threads that hold something, in one comparable text. */
  readonly holds: string;
  /** Threads that have produced events. */
  readonly threadsSeen: readonly bigint[];
  /** Number of the last garbage collection event; state 0 = none seen yet. */
  readonly collection: bigint;
  readonly collectionState: number;
  readonly waits: readonly OpenWait[];
}

/** A wait that ended in a part and began before it, times in nanoseconds since the trace's first event. */
export interface LooseEdge {
  readonly goroutine: number;
  /** Undefined: it was woken before the part as well. */
  readonly wokenNs: number | undefined;
  readonly ranNs: number;
  readonly waker: number;
  readonly wakeStack: number;
  readonly doubt: number;
}

/** What a part took for granted of the state it began in. */
export interface Assumptions {
  /** The number of the first collection that began with none known before it; 0 = none did. */
  readonly firstCollection: bigint;
  /** Threads that were taken for new. */
  readonly threadsUnseen: readonly bigint[];
  readonly broken: boolean;
}

/** What the reader of one part found. */
export interface TracePart {
  /** The state in which the part began, as far as one generation tells it; undefined for the first part. */
  readonly began: KernelState | undefined;
  readonly ended: KernelState;
  readonly assumed: Assumptions;
  readonly loose: readonly LooseEdge[];
  readonly summary: TraceSummary;
  /** The interner's content by number. */
  readonly stacks: readonly (readonly Frame[])[];
  readonly texts: readonly string[];
  /** The visitor's findings (`MergingVisitor.partial`). */
  readonly found: unknown;
}

/** A part's numbers of stacks and texts as those of the whole. */
export interface Renumbering {
  stack(index: number): StackIndex;
  text(index: number): TextIndex;
}

/** A visitor of edges whose findings in parts of a trace add up, in whatever order the edges came. */
export interface MergingVisitor<Found> extends TraceVisitor {
  /** What it found so far, as a value that can go to another thread. */
  partial(): Found;
  merge(found: Found, renumber: Renumbering): void;
}
