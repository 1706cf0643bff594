import { mkdir } from "node:fs/promises";
import type { CollectOutcome } from "./collect-run.ts";
import { WRAPPER } from "./plan.ts";
import type { RunPlan } from "./plan-types.ts";

/**
 * The outcome of a plan that cannot work here: nothing is started, the capture holds only the manifest with
 * the reasons, and the analysis makes findings of these.
 */
export async function notRun(plan: RunPlan, nowMs: number): Promise<CollectOutcome> {
  await mkdir(plan.captureDirectory, { recursive: true });
  return {
    argv: ["go", ...plan.goArgs.filter((arg) => !arg.includes(WRAPPER) && arg !== "-exec")],
    steps: [],
    startedAtMs: nowMs,
    endedAtMs: nowMs,
    collectMs: 0,
    end: "not-run",
    goExitCode: null,
    goSignal: undefined,
    processes: [],
    losses: [],
    notes: [],
  };
}
