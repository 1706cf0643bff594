import { NO_GENERATION, type Store } from "./store.ts";
import { pause } from "./time-budget.ts";

/**
 * The documents that runs share, `baseline/<branch>.json` and `timings.json`: read, changed, and written only
 * over the generation that was read, so that two runs that end together both get in. Only a trusted run may:
 * one of a fork's pull request could make its own race known to everybody.
 */
export interface UpdateOptions {
  readonly trusted: boolean;
  readonly signal?: AbortSignal | undefined;
}

export type UpdateOutcome =
  | { readonly state: "stored" | "unchanged" }
  | { readonly state: "refused" | "not-stored" | "unknown"; readonly why: string };

const TURNS_MAX = 8;
const TURN_MS = 100;

/**
 * Reads the document, lets `change` make the new text from the old one (undefined: there is none yet), and
 * writes it; after a conflict again from the start. `change` returns undefined to leave it as it is. Never
 * throws, except what `change` throws.
 */
export async function updateDocument(
  store: Store,
  objectName: string,
  change: (current: string | undefined) => string | undefined,
  options: UpdateOptions,
): Promise<UpdateOutcome> {
  const { trusted, signal } = options;
  if (!trusted) {
    return { state: "refused", why: `${objectName} is written by trusted runs only` };
  }
  for (let turn = 0; turn < TURNS_MAX; turn += 1) {
    const read = await store.readText(objectName, { signal });
    if (read.state === "failed") return { state: "not-stored", why: read.why };
    const current = read.state === "read" ? read.text : undefined;
    const next = change(current);
    if (next === undefined || next === current) return { state: "unchanged" };
    const generation = read.state === "read" ? read.generation : NO_GENERATION;
    const options = { contentType: "application/json", signal };
    const outcome = await store.replace(objectName, Buffer.from(next), generation, options);
    if (outcome.state === "stored") return { state: "stored" };
    if (outcome.state !== "conflict") return { state: outcome.state, why: outcome.why };
    await pause(Math.random() * TURN_MS * (turn + 1), signal);
  }
  return {
    state: "not-stored",
    why: `other runs wrote ${objectName} ${TURNS_MAX} times meanwhile`,
  };
}
