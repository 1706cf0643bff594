import { describe, expect, it } from "vitest";
import { failureOf } from "../../../src/store/gcs-errors.ts";

const error = (message: string, more: object): Error => Object.assign(new Error(message), more);

describe("failureOf", () => {
  it.each([
    ["reset", error("socket hang up", { code: "ECONNRESET" }), "again"],
    ["no name", error("getaddrinfo", { code: "ENOTFOUND" }), "again"],
    ["a reset below a wrapper", error("x", { cause: error("y", { code: "EPIPE" }) }), "again"],
    ["a stall", error("no progress", { code: "RACEGATE_STALL" }), "again"],
    ["429", error("x", { code: 429 }), "again"],
    ["503 as text", error("x", { code: "503" }), "again"],
    ["599", error("x", { status: 599 }), "again"],
    ["a plain object of an answer's body", { code: 500, message: "x" }, "again"],
    ["a chunk of which nothing was kept", error("x", { code: 308 }), "again"],
    ["a good answer that broke off", error("aborted", { response: { status: 200 } }), "again"],
    ["401", error("x", { code: 401 }), "credentials"],
    ["403", error("x", { code: 403 }), "denied"],
    ["a quota as 403", error("rateLimitExceeded", { code: 403 }), "again"],
    ["404", error("x", { status: 404 }), "absent"],
    ["410", error("x", { status: 410 }), "absent"],
    ["412", error("x", { code: 412 }), "exists"],
    ["a wrong CRC32C", error('Provided CRC32C "a"', { code: 400 }), "damaged"],
    ["400", error("bad request", { code: 400 }), "final"],
    ["a file that is gone", error("x", { code: "ENOENT" }), "final"],
    ["a disk error", error("x", { code: "EIO" }), "final"],
    ["something thrown", "text", "again"],
    ["nothing", undefined, "again"],
  ])("%s", (_what, thrown, expected) => {
    expect(failureOf(thrown).class).toBe(expected);
  });

  it("makes words of one line that name the status", () => {
    const { words } = failureOf(error(`first\r\nsecond ${"x".repeat(500)}`, { code: 503 }));
    expect(words).toMatch(/^503 first {2}second x+$/);
    expect(words.length).toBe(300);
  });

  it("reads headers of both kinds", () => {
    const plain = error("x", { code: 429, response: { headers: { "retry-after": "7" } } });
    expect(failureOf(plain).retryAfterMs).toBe(7000);
    const headers = new Headers({ range: "bytes=0-41" });
    expect(failureOf({ response: { headers } }).header("range")).toBe("bytes=0-41");
    const date = { code: 429, response: { headers: { "retry-after": "Tue, 01 Jan" } } };
    expect(failureOf(date).retryAfterMs).toBeUndefined();
  });
});
