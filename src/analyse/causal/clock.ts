// One time axis: the trace's clock on the wall and back. Go 1.25 and later read both clocks at one moment in every
// generation, about once a second.
//
// Between two snapshots the later one counts nothing and the earlier one everything: a wall clock that is set while a
// test runs is wrong for at most a generation. What neighbours disagree by is the error that is stated.
import type { ClockSnapshot, TraceSummary } from "../../model/trace.ts";

const NS_PER_MS = 1e6;
/** Of one snapshot nothing can be compared: reading two clocks one after the other, and being stopped between. */
const ERROR_ALONE_MS = 1;
/** Clocks are read one after the other. */
const ERROR_MIN_MS = 0.01;

interface Known {
  /** Nanoseconds since the trace's first event. */
  readonly traceNs: number;
  readonly wallMs: number;
}

/** The trace's time and the wall's; only where the trace has a snapshot of both. */
export class TimeAxis {
  readonly #known: readonly Known[];
  /** How far a conversion may be off, as far as the snapshots tell, in milliseconds. */
  readonly errorMs: number;

  private constructor(known: readonly Known[]) {
    this.#known = known;
    let errorMs = known.length > 1 ? ERROR_MIN_MS : ERROR_ALONE_MS;
    for (const [i, { traceNs, wallMs }] of known.entries()) {
      const before = known[i - 1];
      if (before === undefined) continue;
      const expected = before.wallMs + (traceNs - before.traceNs) / NS_PER_MS;
      errorMs = Math.max(errorMs, Math.abs(wallMs - expected));
    }
    this.errorMs = Number(errorMs.toFixed(3));
  }

  /** Undefined without a snapshot: traces of Go 1.24 and before do not say. */
  static of(
    snapshots: readonly ClockSnapshot[],
    { originNs }: Pick<TraceSummary, "originNs">,
  ): TimeAxis | undefined {
    if (snapshots.length === 0) return undefined;
    const known = snapshots.map((s) => ({
      traceNs: Number(s.traceNs - originNs),
      wallMs: Number(s.wallSec) * 1000 + s.wallNsec / NS_PER_MS,
    }));
    return new TimeAxis(known.sort((a, b) => a.traceNs - b.traceNs));
  }

  /** Milliseconds since 1970 of a time in the trace (nanoseconds since its first event). */
  wallMs(traceNs: number): number {
    const { traceNs: at, wallMs } = this.#last((known) => known.traceNs <= traceNs);
    return wallMs + (traceNs - at) / NS_PER_MS;
  }

  /** The trace's time of a wall time; negative before the trace began. */
  traceNs(wallMs: number): number {
    const known = this.#last((one) => one.wallMs <= wallMs);
    return known.traceNs + (wallMs - known.wallMs) * NS_PER_MS;
  }

  #last(fits: (known: Known) => boolean): Known {
    return this.#known.findLast(fits) ?? this.#known[0] ?? { traceNs: 0, wallMs: 0 };
  }
}
