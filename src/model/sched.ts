/**
 * A line of `GODEBUG=schedtrace=N`:
 * `SCHED 22ms: gomaxprocs=2 idleprocs=1 threads=6 … runqueue=0 [ 0 0 ] schedticks=[ 6 9 ]`
 */
export interface SchedLine {
  /** Milliseconds since the process began. */
  readonly timeMs: number;
  /** Every `key=number`, also keys of later Go versions. */
  readonly values: ReadonlyMap<string, number>;
  /** Goroutines in the queue of each P. */
  readonly queues: readonly number[];
}

/** A line of `GODEBUG=inittrace=1`: `init net/http @8.6 ms, 0.081 ms clock, 48 bytes, 1 allocs`. */
export interface InitLine {
  readonly package: string;
  /** When it began, in milliseconds since the process did. */
  readonly atMs: number;
  readonly clockMs: number;
  readonly bytes: number | undefined;
  readonly allocs: number | undefined;
}
