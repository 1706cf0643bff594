import { messageOf, oneLine } from "./one-line.ts";

/**
 * What a failed request to the GitHub API means for the next one
 * (https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api, and Troubleshooting):
 * - refused: the token may not do this; GitHub says 404 where it will not even admit that the thing exists;
 * - invalid: the request is wrong and stays wrong;
 * - limited: asked too often; not done, may be repeated after a while;
 * - unknown: no answer, or one of a broken server: it may have been done.
 */
export type GitHubFailure =
  | { readonly kind: "refused" | "invalid" | "unknown"; readonly words: string }
  | { readonly kind: "limited"; readonly words: string; readonly waitMs: number };

/** GitHub asks for at least a minute after a secondary limit that names no time. */
const SECONDARY_LIMIT_WAIT_MS = 60_000;

interface HttpFailure {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number | undefined>>;
  readonly message: string;
}

/** Sorts whatever Octokit threw. `nowMs`: the Unix clock, since a primary limit names an instant. */
export function failureOf(error: unknown, nowMs: number): GitHubFailure {
  const http = httpFailure(error);
  if (http === undefined) return { kind: "unknown", words: messageOf(error) };
  const words = `HTTP ${http.status}: ${oneLine(http.message)}`;
  const waitMs = limitWaitMs(http, nowMs);
  if (waitMs !== undefined) return { kind: "limited", words, waitMs };
  if (http.status >= 500 || http.status === 408) return { kind: "unknown", words };
  const refused = http.status === 401 || http.status === 403 || http.status === 404;
  return { kind: refused ? "refused" : "invalid", words };
}

/** Octokit's RequestError, recognised by its shape: the class comes from a package loaded elsewhere. */
function httpFailure(error: unknown): HttpFailure | undefined {
  if (!(error instanceof Error) || error.name !== "HttpError") return undefined;
  if (!("status" in error) || typeof error.status !== "number") return undefined;
  // Octokit gives 500 to a request that never got an answer; such an error has no response.
  if (!("response" in error) || typeof error.response !== "object") return undefined;
  const response = error.response as { readonly headers?: HttpFailure["headers"] } | null;
  if (response === null) return undefined;
  return { status: error.status, headers: response.headers ?? {}, message: error.message };
}

function limitWaitMs(http: HttpFailure, nowMs: number): number | undefined {
  if (http.status !== 403 && http.status !== 429) return undefined;
  const retryAfter = headerNumber(http, "retry-after");
  if (retryAfter !== undefined) return retryAfter * 1000;
  if (headerNumber(http, "x-ratelimit-remaining") === 0) {
    const resetSec = headerNumber(http, "x-ratelimit-reset");
    if (resetSec !== undefined) return Math.max(1000, resetSec * 1000 - nowMs);
  }
  const secondary = /secondary rate limit|abuse detection/i.test(http.message);
  return http.status === 429 || secondary ? SECONDARY_LIMIT_WAIT_MS : undefined;
}

function headerNumber(http: HttpFailure, name: string): number | undefined {
  const value = String(http.headers[name] ?? "");
  return /^\d{1,12}$/.test(value) ? Number(value) : undefined;
}
