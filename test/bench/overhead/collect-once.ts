/** One collect as the command line does it, without analysis: `collect-once.ts DIRECTORY light|trace|profiles`. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { collectRun } from "../../../src/collect/collect-run.ts";
import { finishCapture } from "../../../src/collect/finish-capture.ts";
import { planRun } from "../../../src/collect/plan.ts";

const [cwd = ".", mode = "profiles"] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "racegate-bench-"));
try {
  const plan = await planRun({
    cwd,
    env: process.env,
    captureDirectory: join(folder, "capture"),
    packages: [],
    trace: mode === "light" ? "never" : "always",
    profiles: mode === "profiles",
  });
  const outcome = await collectRun(plan);
  const manifest = await finishCapture(plan, outcome, {
    tool: { name: "racegate", version: "bench" },
    runId: "bench",
    attempt: 1,
    policy: null,
    baseline: null,
    build: null,
  });
  const bytes = (kind: string): number =>
    manifest.artifacts.reduce((sum, each) => sum + (each.kind === kind ? each.sizeBytes : 0), 0);
  const report = {
    exitCode: outcome.goExitCode,
    goMs: outcome.collectMs,
    nodeCpuMs: Math.round((process.cpuUsage().user + process.cpuUsage().system) / 1000),
    allMs: Math.round(performance.now()),
    traceBytes: bytes("trace"),
    races: manifest.artifacts.filter((each) => each.kind === "race-log").length,
  };
  process.stdout.write(`${JSON.stringify(report)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
