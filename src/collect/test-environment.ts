import type { RunPlan } from "./plan-types.ts";

/** What a test sees that racegate runs once more, without the wrapper: nothing of CI's secrets, no sleep at exit. */
export function testEnvironment(plan: RunPlan): Record<string, string> {
  const removed = new Set(plan.wrapper.removedEnvironment);
  const kept = Object.entries(plan.goEnvironment).filter(([name]) => !removed.has(name));
  return {
    ...Object.fromEntries(kept),
    GOMAXPROCS: String(plan.wrapper.gomaxprocs),
    GORACE: "atexit_sleep_ms=0",
    GOTRACEBACK: "all",
  };
}
