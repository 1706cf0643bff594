// Lines of a run with their times.

/** An event of `go test -json` with the time at which it was read from the test process. */
export interface TimedLine {
  /** Milliseconds since 1970, with the fraction that the stream has. */
  readonly wallMs: number;
  readonly package: string;
  readonly test: string | undefined;
  readonly what: "run" | "pause" | "cont" | "pass" | "fail" | "skip" | "output";
  /** What was printed, without colours, capped; "" for other events. */
  readonly text: string;
}

/** The same on a trace's time axis. */
export interface PlacedLine extends Omit<TimedLine, "wallMs"> {
  /** Nanoseconds since the trace's first event; negative before it. */
  readonly timeNs: number;
}
