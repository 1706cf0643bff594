// How a trace is to be read.
import type { TraceVisitor } from "../../model/trace.ts";
import type { TraceInterner } from "../../model/trace-interner.ts";
import type { Kernel } from "./kernel.ts";
import type { PartJoin } from "./part-join.ts";

/** Nanoseconds since the trace's first event; either bound may be missing. */
export interface TimeWindow {
  readonly fromNs: number | undefined;
  readonly toNs: number | undefined;
}

export interface ReadOptions {
  readonly visitors: readonly TraceVisitor[];
  /** `repair` (the default) goes on behind damage and flags what it repaired; `stop` ends where Go's reader ends. */
  readonly onDamage?: "repair" | "stop";
  /** Only events of this window reach the visitors. */
  readonly window?: TimeWindow;
  /** Only the generations in this byte range; the first of them is read like the first of a trace. */
  readonly part?: { readonly offset: number; readonly end: number; readonly originNs: bigint };
  /** `part` is one of several that readers of their own read; needs `kernel`. */
  readonly join?: PartJoin;
  /** Numbers stacks and texts of the edges; needed where a visitor wants edges. */
  readonly interner?: TraceInterner;
  /** An instance to use again. */
  readonly kernel?: Kernel;
  /** Bytes of a generation's events held in memory; what is beyond is read again when its turn comes. */
  readonly bufferBytes?: number;
  readonly onProgress?: (bytesRead: number) => void;
}
