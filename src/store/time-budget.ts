/**
 * How long a phase may take. One budget covers all transfers of a run; when the run is cancelled it is cut to
 * what the platform still grants. Times are of the monotonic clock, so that a jump of the wall clock neither
 * ends an upload nor lets it run on.
 */
export class TimeBudget implements Disposable {
  readonly #controller = new AbortController();
  #deadlineMs: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(budgetMs: number) {
    this.#deadlineMs = performance.now() + budgetMs;
    this.#arm();
  }

  /** Aborts when the time is up. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get remainingMs(): number {
    return Math.max(0, this.#deadlineMs - performance.now());
  }

  /** Ends at most `budgetMs` from now; never later than before. */
  shorten(budgetMs: number): void {
    this.#deadlineMs = Math.min(this.#deadlineMs, performance.now() + budgetMs);
    this.#arm();
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }

  #arm(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#controller.abort(new TimeUpError());
    }, this.remainingMs);
  }
}

/** The reason of a budget's signal. */
export class TimeUpError extends Error {
  override readonly name = "TimeUpError";
  readonly code = "RACEGATE_TIME_UP";
  constructor() {
    super("the time for uploads is used up");
  }
}

/** Waits, or returns early when the signal aborts. */
export async function pause(waitMs: number, signal: AbortSignal | undefined): Promise<void> {
  if (signal?.aborted === true) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, waitMs);
    signal?.addEventListener("abort", done, { once: true });
  });
}
