import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import {
  appendJobSummary,
  LARGEST_STEP_SUMMARY_BYTES,
} from "../../../src/platform/github-job-summary.ts";

let directory = "";
let file = "";
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "racegate-summary-"));
  file = path.join(directory, "summary.md");
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

it("appends to what the step wrote before, and ends the line", async () => {
  writeFileSync(file, "before\n");
  expect(await appendJobSummary(file, "# racegate")).toBeUndefined();
  expect(readFileSync(file, "utf8")).toBe("before\n# racegate\n");
});

it("writes nothing rather than make GitHub drop both", async () => {
  writeFileSync(file, "x".repeat(LARGEST_STEP_SUMMARY_BYTES - 10));
  expect(await appendJobSummary(file, "0123456789")).toContain("drops a summary");
  expect(readFileSync(file).length).toBe(LARGEST_STEP_SUMMARY_BYTES - 10);
  expect(await appendJobSummary(file, "012345678")).toBeUndefined();
});

it("says why it could not", async () => {
  expect(await appendJobSummary(undefined, "x")).toBe("GITHUB_STEP_SUMMARY is not set");
  expect(await appendJobSummary(path.join(directory, "no/where"), "x")).toContain("ENOENT");
});
