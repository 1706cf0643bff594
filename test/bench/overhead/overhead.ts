/**
 * What collecting costs: wall and CPU time of a collect (bundled as it ships, node's start included) over
 * plain `go test -race -count=1 ./...` with the same GOMAXPROCS and GORACE, warm cache, interleaved pairs.
 *
 *     node test/bench/overhead/overhead.ts [pairs] [module@version or directory …]
 *
 * Goal: at most 1.15 with traces on a real module and the example; the channel-heavy worst case has no bound.
 * Wall time needs a quiet machine; CPU time (Linux) is nearly right on a busy one.
 */
import { build } from "esbuild";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { DEFAULT_HISTORY_SIZE } from "../../../src/collect/gorace.ts";
import { DEFAULT_GOMAXPROCS } from "../../../src/collect/plan.ts";
import { moduleCopy } from "../bench-module.ts";

const here = dirname(fileURLToPath(import.meta.url));
const [pairsText = "5", ...given] = process.argv.slice(2);
const pairs = Number(pairsText);
const example = resolve(here, "../../../examples/bank");
const modules =
  given.length > 0
    ? given
    : [
        "github.com/sourcegraph/conc@v0.3.0",
        ...(existsSync(example) ? [example] : []),
        join(here, "channels"),
      ];
const MODES = ["light", "trace", "profiles"] as const;

const plainEnvironment = {
  ...process.env,
  GOMAXPROCS: String(DEFAULT_GOMAXPROCS),
  GORACE: `halt_on_error=0 history_size=${DEFAULT_HISTORY_SIZE} exitcode=66`,
};

interface Cost {
  readonly wallMs: number;
  readonly cpuMs: number;
}

/** CPU time of all children that have ended, from proc(5): cutime and cstime in hundredths of a second. */
function childrenCpuMs(): number {
  if (!existsSync("/proc/self/stat")) return NaN;
  const text = readFileSync("/proc/self/stat", "latin1");
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[13]) + Number(fields[14])) * 10;
}

function timed(program: string, args: string[], cwd: string, env: NodeJS.ProcessEnv): Cost {
  const begin = performance.now();
  const cpuBefore = childrenCpuMs();
  const { status } = spawnSync(program, args, { cwd, env, stdio: "ignore" });
  if (status === null) throw new Error(`${program} was ended by a signal`);
  return { wallMs: performance.now() - begin, cpuMs: childrenCpuMs() - cpuBefore };
}

const bundleFolder = mkdtempSync(join(tmpdir(), "racegate-bench-"));
const bundle = join(bundleFolder, "collect-once.mjs");
await build({
  entryPoints: [join(here, "collect-once.ts")],
  outfile: bundle,
  bundle: true,
  platform: "node",
  format: "esm",
  banner: {
    js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
  },
});

const plain = (cwd: string): Cost =>
  timed("go", ["test", "-race", "-count=1", "./..."], cwd, plainEnvironment);
const collect = (cwd: string, mode: string): Cost =>
  timed(process.execPath, [bundle, cwd, mode], cwd, process.env);

function median(values: number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

console.log(`${pairs} pairs, ${execFileSync("go", ["version"], { encoding: "utf8" }).trim()}`);
console.log(
  "module | mode | plain s | collect s | wall ratio | cpu ratio | wall ratios of the pairs",
);
for (const source of modules) {
  const cwd = moduleCopy(source);
  plain(cwd);
  for (const mode of MODES) {
    collect(cwd, mode);
    const runs: [Cost, Cost][] = [];
    for (let pair = 0; pair < pairs; pair += 1) {
      // Every other pair the other way round, so that neither always comes second.
      const first = pair % 2 === 0 ? plain(cwd) : collect(cwd, mode);
      const second = pair % 2 === 0 ? collect(cwd, mode) : plain(cwd);
      runs.push(pair % 2 === 0 ? [first, second] : [second, first]);
    }
    const seconds = (index: 0 | 1): string =>
      (median(runs.map((each) => each[index].wallMs)) / 1000).toFixed(2);
    const ratios = (key: keyof Cost): number[] => runs.map(([one, two]) => two[key] / one[key]);
    const row = [
      basename(source),
      mode,
      seconds(0),
      seconds(1),
      median(ratios("wallMs")).toFixed(3),
      median(ratios("cpuMs")).toFixed(3),
      ratios("wallMs")
        .map((ratio) => ratio.toFixed(2))
        .join(" "),
    ];
    console.log(row.join(" | "));
  }
  rmSync(dirname(cwd), { recursive: true, force: true });
}
rmSync(bundleFolder, { recursive: true, force: true });
