/**
 * Runs the tests of a package that was compiled with a patch: does the finding go away, and does anything break?
 * Nothing is concluded where the tests cannot tell.
 */
import type { PatchTrial } from "../model/capture.ts";
import type { RunPlan } from "./plan-types.ts";
import { runBinary } from "./run-binary.ts";

const RUNS = 3;
const RUN_MAX_MS = 20_000;

export interface TrialInput {
  readonly binary: string;
  readonly package: string;
  /** Tests that did not pass without the patch. */
  readonly failedBefore: ReadonlySet<string>;
  /** How long the package's tests took without it. */
  readonly tookMs: number;
}

/**
 * At most three runs of all tests of the package, each in a process of its own.
 * @returns how many ran and passed; `breaks` where a test failed that had passed before, or one did not end;
 *   undefined where there was no time for a run
 */
export async function tryPatch(
  plan: RunPlan,
  input: TrialInput,
  signal: AbortSignal,
): Promise<PatchTrial | "breaks" | undefined> {
  let passed = 0;
  let runs = 0;
  while (runs < RUNS && !signal.aborted) {
    const result = await runOnce(plan, input, signal);
    if (result === "breaks") return "breaks";
    if (result === "out of time") break;
    runs += 1;
    if (result === "pass") passed += 1;
  }
  return runs === 0 ? undefined : { runs, passed };
}

async function runOnce(
  plan: RunPlan,
  { binary, package: importPath, failedBefore, tookMs }: TrialInput,
  signal: AbortSignal,
): Promise<"pass" | "unclear" | "breaks" | "out of time"> {
  const limitMs = Math.min(RUN_MAX_MS, 3 * tookMs + 5_000);
  const flags = ["-test.v", "-test.count=1", `-test.timeout=${limitMs}ms`];
  const ended = await runBinary(plan, { binary, package: importPath, flags }, signal);
  if (ended === undefined) return "out of time";
  const { exitCode, text } = ended;
  if (exitCode === 0) return "pass";
  if (text.includes("panic: test timed out after ")) return "breaks";
  const failed = [...text.matchAll(/^--- FAIL: (\S{1,300}) \(/gm)].map((match) => match[1] ?? "");
  const isNew = failed.some((name) => !failedBefore.has(name));
  return isNew && !text.includes("WARNING: DATA RACE") ? "breaks" : "unclear";
}
