import { setTimeout as delay } from "node:timers/promises";

const TRIES_DEFAULT = 5;

/**
 * Time that deliveries over the network may take together. Waiting and requests end when it is used up, or
 * when the run is cancelled: a report that is late must never hold up the verdict.
 */
export class DeliveryBudget {
  /** How often a request may be made, answers that were lost among it. */
  readonly tries: number;
  readonly #endMs: number;
  readonly #cancelled: AbortSignal;

  constructor(budgetMs: number, cancelled: AbortSignal, tries = TRIES_DEFAULT) {
    this.tries = tries;
    this.#endMs = performance.now() + budgetMs;
    this.#cancelled = cancelled;
  }

  get remainingMs(): number {
    return this.#cancelled.aborted ? 0 : Math.max(0, this.#endMs - performance.now());
  }

  /** Ends with the budget, with the run, or after `limitMs`. */
  signal(limitMs: number): AbortSignal {
    const timeoutMs = Math.ceil(Math.min(limitMs, this.remainingMs));
    return AbortSignal.any([this.#cancelled, AbortSignal.timeout(timeoutMs)]);
  }

  /** False, and at once, where the wait would not leave time for a request. */
  async wait(waitMs: number): Promise<boolean> {
    if (waitMs >= this.remainingMs) return false;
    try {
      await delay(waitMs, undefined, { signal: this.#cancelled });
      return true;
    } catch {
      return false;
    }
  }
}
