import { expect, it } from "vitest";
import { failureOf } from "../../../src/platform/github-failure.ts";

const NOW_MS = 1_790_000_000_000;

function httpError(status: number, headers: Record<string, string>, message = "no"): Error {
  return Object.assign(new Error(message), { name: "HttpError", status, response: { headers } });
}

it.each([
  [401, {}, "Bad credentials", "refused"],
  [403, {}, "Resource not accessible by integration", "refused"],
  [404, {}, "Not Found", "refused"],
  [400, {}, "no", "invalid"],
  [409, {}, "no", "invalid"],
  [422, {}, "no", "invalid"],
  [408, {}, "no", "unknown"],
  [500, {}, "no", "unknown"],
  [503, { "retry-after": "3" }, "no", "unknown"],
])("%i %o %s is %s", (status, headers, message, kind) => {
  expect(failureOf(httpError(status, headers, message), NOW_MS).kind).toBe(kind);
});

it.each([
  [429, {}, "no", 60_000],
  [429, { "retry-after": "7" }, "no", 7000],
  [403, { "retry-after": "7" }, "no", 7000],
  [403, {}, "You have exceeded a secondary rate limit.", 60_000],
  [403, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1790000030" }, "no", 30_000],
  [403, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1" }, "no", 1000],
])("%i %o %s waits %i ms", (status, headers, message, waitMs) => {
  expect(failureOf(httpError(status, headers, message), NOW_MS)).toMatchObject({
    kind: "limited",
    waitMs,
  });
});

it("a request without an answer is unknown, whatever number Octokit gives it", () => {
  const lost = Object.assign(new Error("fetch failed"), { name: "HttpError", status: 500 });
  expect(failureOf(lost, NOW_MS)).toEqual({ kind: "unknown", words: "fetch failed" });
  expect(failureOf("a string", NOW_MS)).toEqual({ kind: "unknown", words: "a string" });
});

it("the words are one line without control characters", () => {
  const words = failureOf(httpError(403, {}, "a\r\n::error::b\u001b[31m\u2028c"), NOW_MS).words;
  expect(words).toBe("HTTP 403: a ::error::b [31m c");
});
