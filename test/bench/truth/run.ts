// All truth benches, one after the other, each in its own process; the figures go to test/bench/truth.json.
//
//     npm run bench:truth
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const BENCHES = [
  "race-classes.ts",
  "goker.ts",
  "goroot-leaks.ts",
  "live-races.ts",
  "../corpora/gorace.ts",
  "../corpora/wild.ts",
  "../corpora/wild-findings.ts",
  "../corpora/shapes.ts",
];

for (const bench of BENCHES) {
  console.log(`\n== ${bench}`);
  const path = fileURLToPath(new URL(bench, import.meta.url));
  const { status } = spawnSync(process.execPath, [path], { stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
}
