/** One collect; prints peak memory and sizes: `flood-once.ts DIRECTORY CAPTURE go-test-flags…`. */
import { collectRun } from "../../../src/collect/collect-run.ts";
import { finishCapture } from "../../../src/collect/finish-capture.ts";
import { planRun } from "../../../src/collect/plan.ts";

const [cwd = ".", captureDirectory = "", ...goTestFlags] = process.argv.slice(2);
const plan = await planRun({
  cwd,
  env: process.env,
  captureDirectory,
  packages: [],
  goTestFlags: ["-timeout=2h", ...goTestFlags],
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
const bytes = (...kinds: string[]): number =>
  manifest.artifacts.reduce(
    (sum, each) => sum + (kinds.includes(each.kind) ? each.sizeBytes : 0),
    0,
  );
const report = {
  peakKib: process.resourceUsage().maxRSS,
  goMs: outcome.collectMs,
  allMs: Math.round(performance.now()),
  keptBytes: bytes("stream", "stderr"),
  cutBytes: manifest.losses.reduce((sum, loss) => sum + (loss.bytes ?? 0), 0),
  raceBytes: bytes("race-log"),
};
process.stdout.write(`${JSON.stringify(report)}\n`);
