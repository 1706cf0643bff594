// When the goroutine that a pattern names lost time, match by match: kept until the trace has been read, since only then
// is it known what lay on a critical path.

/** Stretches of time of goroutines; `toNs` may be Infinity: to the trace's end. */
export class LostTimes {
  readonly goids: number[] = [];
  readonly fromNs: number[] = [];
  readonly toNs: number[] = [];

  add(goid: number, fromNs: number, toNs: number): void {
    this.goids.push(goid);
    this.fromNs.push(fromNs);
    this.toNs.push(toNs);
  }

  join(other: LostTimes): void {
    for (const [i, goid] of other.goids.entries()) {
      this.add(goid, other.fromNs[i] ?? 0, other.toNs[i] ?? 0);
    }
  }
}

/** A test, or the main goroutine where there are none, and how much of the lost time lies on its path. */
export interface PathRoot {
  readonly goroutine: number;
  readonly test?: string;
  readonly ns: number;
}

/** What is known of critical paths once a trace has been read. */
export interface CriticalPaths {
  /** Why nothing can be said; undefined where it can. */
  readonly unknown: string | undefined;
  /** By root, the largest part first; empty: off every path. */
  rootsOf(lost: LostTimes): readonly PathRoot[];
}
