/**
 * What history_size costs and what it buys: wall time, CPU time and peak memory of a real module's tests,
 * and how many calls back a race is still reported.
 *
 *     node test/bench/history-size/history-size.ts [repetitions] [module@version]
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { moduleCopy } from "../bench-module.ts";

const here = dirname(fileURLToPath(import.meta.url));
const [repetitions = "3", module = "github.com/hashicorp/golang-lru/v2@v2.0.7"] =
  process.argv.slice(2);
const SIZES = [0, 3, 5, 7];
const DISTANCES = [10_000, 20_000, 30_000, 45_000, 60_000, 90_000, 200_000];
const folder = mkdtempSync(join(tmpdir(), "racegate-bench-"));

interface Measure {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly maxRssKib: number;
  readonly exitCode: number;
}

function go(cwd: string, ...args: string[]): void {
  execFileSync("go", args, { cwd, env: { ...process.env, GOFLAGS: "" }, stdio: "inherit" });
}

function measure(binary: string, cwd: string, historySize: number, ...args: string[]): Measure {
  const out = execFileSync(join(folder, "measure"), [binary, ...args], {
    cwd,
    encoding: "utf8",
    env: {
      ...process.env,
      GOMAXPROCS: "4",
      GORACE: `history_size=${historySize} atexit_sleep_ms=0`,
    },
  });
  return JSON.parse(out) as Measure;
}

function median(values: number[]): number {
  return [...values].sort((left, right) => left - right)[values.length >> 1] ?? NaN;
}

go(join(here, "measure"), "build", "-o", join(folder, "measure"), ".");
const cwd = moduleCopy(module);
go(cwd, "test", "-race", "-c", "-o", join(folder, "module.test"), ".");
go(join(here, "distance"), "test", "-race", "-c", "-o", join(folder, "distance.test"), ".");

console.log(`${module}, ${repetitions} repetitions, interleaved`);
const runs = new Map<number, Measure[]>(SIZES.map((size) => [size, []]));
for (let repetition = 0; repetition < Number(repetitions); repetition += 1) {
  for (const size of SIZES) {
    runs.get(size)?.push(measure(join(folder, "module.test"), cwd, size, "-test.count=1"));
  }
}
console.log("history_size | wall s | cpu s | peak MiB | races found after N calls");
for (const size of SIZES) {
  const all = runs.get(size) ?? [];
  const middle = (key: keyof Measure): number => median(all.map((each) => each[key]));
  const found = DISTANCES.filter((distance) => {
    const result = measure(join(folder, "distance.test"), here, size, `-accesses=${distance}`);
    return result.exitCode !== 0;
  });
  const row = [
    size,
    (middle("wallMs") / 1000).toFixed(2),
    (middle("cpuMs") / 1000).toFixed(2),
    (middle("maxRssKib") / 1024).toFixed(0),
    found.join(" "),
  ];
  console.log(row.join(" | "));
}
rmSync(folder, { recursive: true, force: true });
rmSync(dirname(cwd), { recursive: true, force: true });
