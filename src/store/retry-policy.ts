import { pause } from "./time-budget.ts";

/** How often and how far apart something is tried again. */
export interface RetryPolicy {
  /** Retries in a row without progress. */
  readonly retriesMax: number;
  /** Upper bound of the first wait; it doubles with each retry. */
  readonly firstMs: number;
  readonly longestMs: number;
}

export const RETRY_POLICY: RetryPolicy = { retriesMax: 6, firstMs: 500, longestMs: 30_000 };

/**
 * Counts retries and waits between them: half of the doubling time for sure, half at random, so that eight
 * transfers that failed together do not come back together; at least what the server asked for.
 */
export class Retries {
  readonly #policy: RetryPolicy;
  #inRow = 0;
  total = 0;

  constructor(policy: RetryPolicy) {
    this.#policy = policy;
  }

  /** Something was achieved, so that the next failure is a first one again. */
  progress(): void {
    this.#inRow = 0;
  }

  /** Waits for the next try; false when there is none, by number or by the signal. */
  async next(retryAfterMs: number | undefined, signal: AbortSignal | undefined): Promise<boolean> {
    if (this.#inRow >= this.#policy.retriesMax || isAborted(signal)) return false;
    const bound = Math.min(this.#policy.longestMs, this.#policy.firstMs * 2 ** this.#inRow);
    const waitMs = bound / 2 + (Math.random() * bound) / 2;
    this.#inRow += 1;
    this.total += 1;
    await pause(Math.max(waitMs, retryAfterMs ?? 0), signal);
    return !isAborted(signal);
  }
}

function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted ?? false;
}
