/**
 * Output without end: peak memory of the process that collects, and what it keeps.
 *
 *     node test/bench/flood/flood.ts [megabytes] [megabytes in one line] [racy goroutine pairs]
 *
 * Full size: `flood.ts 5000 1000 16000` (5 GB, one line of 1 GB, a million race reports). Limit: 256 MiB.
 */
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { moduleCopy } from "../bench-module.ts";

const LIMIT_MIB = 256;
const here = dirname(fileURLToPath(import.meta.url));
const [megabytes = "200", lineMegabytes = "50", races = "200"] = process.argv.slice(2);

const CASES: readonly (readonly [
  name: string,
  flags: readonly string[],
  env?: Record<string, string>,
])[] = [
  ["lines of 100 bytes", ["-args", `-megabytes=${megabytes}`]],
  ["lines of 100 bytes to stderr", ["-args", `-megabytes=${megabytes}`, "-to-stderr"]],
  ["one line", ["-args", `-megabytes=${lineMegabytes}`, "-line=0"]],
  ["races", ["-args", "-megabytes=0", `-races=${races}`], { GORACE: "suppress_equal_stacks=0" }],
];

const cwd = moduleCopy(resolve(here, "../../fixtures/collect/flood"));
const capture = join(dirname(cwd), "capture");
let failed = false;
console.log("case | peak MiB | go s | all s | kept MiB | cut MiB | races kept, MiB");
for (const [name, flags, env] of CASES) {
  rmSync(capture, { recursive: true, force: true });
  const child = spawnSync(process.execPath, [join(here, "flood-once.ts"), cwd, capture, ...flags], {
    cwd,
    encoding: "utf8",
    env: { ...process.env, ...env, GOFLAGS: "" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (child.status !== 0) throw new Error(`the case ${name} ended with ${String(child.status)}`);
  const report = JSON.parse(child.stdout) as Record<string, number>;
  const mib = (value: number | undefined): string => ((value ?? NaN) / 2 ** 20).toFixed(1);
  const peak = (report["peakKib"] ?? NaN) / 1024;
  if (!(peak < LIMIT_MIB)) failed = true;
  const seconds = (key: string): string => ((report[key] ?? NaN) / 1000).toFixed(1);
  const row = [name, peak.toFixed(0), seconds("goMs"), seconds("allMs"), mib(report["keptBytes"])];
  console.log([...row, mib(report["cutBytes"]), mib(report["raceBytes"])].join(" | "));
}
rmSync(dirname(cwd), { recursive: true, force: true });
console.log(failed ? `over ${LIMIT_MIB} MiB` : `all under ${LIMIT_MIB} MiB`);
process.exitCode = failed ? 1 : 0;
