import type { DeliveryBudget } from "./delivery-budget.ts";
import { failureOf, type GitHubFailure } from "./github-failure.ts";

const FIRST_PAUSE_MS = 500;
const REQUEST_LIMIT_MS = 15_000;

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: GitHubFailure };

export interface WriteOnce<T> {
  /** The write itself. It is not idempotent: done twice, it is there twice. */
  readonly write: (signal: AbortSignal) => Promise<T>;
  /** What the write left, if it was done after all; undefined if it was not. */
  readonly find: (signal: AbortSignal) => Promise<T | undefined>;
}

/**
 * Makes one write happen once:
 * 1. write; a refusal or an invalid request ends it;
 * 2. told to slow down: nothing was done, so wait as long as told and write again, if the budget allows;
 * 3. no answer, or a broken one: it may have been done. Pause, look for it, and write again only if a look
 *    that got an answer did not find it.
 */
export async function writeOnce<T>(
  steps: WriteOnce<T>,
  budget: DeliveryBudget,
): Promise<Answer<T>> {
  let mustLook = false;
  let failure: GitHubFailure = { kind: "unknown", words: "no time left for the request" };
  for (let tried = 0; tried < budget.tries && budget.remainingMs > 0; tried++) {
    try {
      if (mustLook) {
        const found = await steps.find(budget.signal(REQUEST_LIMIT_MS));
        if (found !== undefined) return { ok: true, value: found };
        mustLook = false;
      }
      return { ok: true, value: await steps.write(budget.signal(REQUEST_LIMIT_MS)) };
    } catch (error) {
      failure = failureOf(error, Date.now());
    }
    if (failure.kind === "refused" || failure.kind === "invalid") break;
    if (failure.kind === "unknown") mustLook = true;
    if (tried + 1 === budget.tries) break;
    const pauseMs = failure.kind === "limited" ? failure.waitMs : FIRST_PAUSE_MS * 2 ** tried;
    if (!(await budget.wait(pauseMs))) break;
  }
  return { ok: false, failure };
}
