/**
 * One `-count=10` run of racegate over each fixture module of our own kernels: every kernel must have a finding of its
 * class, and its fixed twin (the package `fixed` below it) none of level error. Run it with
 * `node test/bench/truth/live-races.ts [--list] [module…]`; it needs go and a C compiler.
 *
 * - `classes` and `leaks`: a kernel for each class, in a directory of its name;
 * - `variants`: the same classes in other shapes, `<class>/<shape>`; `panic` is the kind for want of a class.
 *
 * Kernels that get stuck are ended by -timeout. What is found must be an error or a warning: that a goroutine was
 * blocked when its test was over is no proof that it stays so, and is a warning.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Finding } from "../../../src/model/finding.ts";
import type { FindingsDocument, RunSummary } from "../../../src/model/findings-document.ts";
import { findingBlock } from "../../../src/report/text/console-finding.ts";
import { findingFacts } from "../../../src/report/text/finding-facts.ts";
import { recordTruth } from "./truth-file.ts";
import { rate } from "./wilson.ts";

const root = resolve(import.meta.dirname, "../../..");
const fixtures = join(root, "test/fixtures");
const MODULES = ["classes", "leaks", "variants"];
const PACKAGE_TIMEOUT = "10s";
const RUN_TIMEOUT_MS = 600_000;
const BUGS = new Set(["data-race", "deadlock", "goroutine-leak", "panic", "fatal-error"]);

interface Kernel {
  /** The directory below the module. */
  readonly path: string;
  readonly class: string;
}

/** Directories with a twin. */
function kernelsOf(module: string): readonly Kernel[] {
  const folders = (path: string): string[] =>
    readdirSync(join(module, path), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => (path === "" ? name : `${path}/${name}`));
  const isKernel = (path: string): boolean => existsSync(join(module, path, "fixed"));
  return folders("")
    .flatMap((path) => (isKernel(path) ? [path] : folders(path).filter(isKernel)))
    .map((path) => ({ path, class: path.split("/")[0] ?? "" }));
}

function documentOf(module: string, kernels: readonly Kernel[]): FindingsDocument {
  const out = mkdtempSync(join(tmpdir(), "racegate-live-"));
  try {
    const cli = join(root, "src/entry/cli.ts");
    const packages = kernels.flatMap(({ path }) => [`./${path}`, `./${path}/fixed`]);
    const go = ["-count=10", `-timeout=${PACKAGE_TIMEOUT}`];
    const argv = [cli, "run", ...packages, "--out", out, "--json", "--", ...go];
    const done = spawnSync(process.execPath, argv, {
      cwd: module,
      encoding: "utf8",
      maxBuffer: 1 << 28,
      timeout: RUN_TIMEOUT_MS,
    });
    return JSON.parse(done.stdout) as FindingsDocument;
  } finally {
    rmSync(out, { recursive: true });
  }
}

/** How much of a screen a finding takes. */
function linesOnConsole(findings: readonly Finding[], run: RunSummary): string {
  const lines = findings
    .map((one) => findingBlock(findingFacts(one, run), { number: 1, of: 2, width: 100 }).length)
    .toSorted((a, b) => a - b);
  const median = lines[Math.floor(lines.length / 2)] ?? 0;
  return `lines per finding on the console: median ${median}, at most ${lines.at(-1) ?? 0} (${lines.length} findings)`;
}

interface Score {
  kernels: number;
  found: number;
  classed: number;
  loud: number;
  warned: number;
}

function score(module: string, list: boolean): Score {
  const kernels = kernelsOf(join(fixtures, module));
  const { findings, run } = documentOf(join(fixtures, module), kernels);
  const shown = findings.filter(({ severity }) => severity !== "note");
  console.log(`  ${linesOnConsole(shown, run)}`);
  const of = (path: string) => findings.filter((one) => one.package.endsWith(`/${module}/${path}`));
  const words = (path: string): string =>
    of(path)
      .map((one) => `${one.kind} ${one.class} ${one.severity}`)
      .join(", ") || "nothing";
  const sum: Score = { kernels: kernels.length, found: 0, classed: 0, loud: 0, warned: 0 };
  for (const { path, class: wanted } of kernels) {
    const bugs = of(path).filter((one) => BUGS.has(one.kind) && one.severity !== "note");
    const right = bugs.some((one) => one.class === wanted || one.kind === wanted);
    const twin = of(`${path}/fixed`);
    const loud = twin.some(({ severity }) => severity === "error");
    sum.found += bugs.length > 0 ? 1 : 0;
    sum.classed += right ? 1 : 0;
    sum.loud += loud ? 1 : 0;
    sum.warned += twin.some(({ severity }) => severity === "warning") ? 1 : 0;
    if (!right || list) console.log(`  ${path}: ${words(path)}`);
    if (twin.length > 0) console.log(`  twin ${path}/fixed: ${words(`${path}/fixed`)}`);
  }
  return sum;
}

const given = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const modules = given.length > 0 ? given : MODULES;
const total: Score = { kernels: 0, found: 0, classed: 0, loud: 0, warned: 0 };
for (const module of modules) {
  const startedMs = Date.now();
  console.log(`live, one -count=10 run of test/fixtures/${module}`);
  const sum = score(module, process.argv.includes("--list"));
  for (const key of Object.keys(total) as (keyof Score)[]) total[key] += sum[key];
  console.log(`  bugs found: ${rate(sum.found, sum.kernels)}`);
  console.log(`  with their class: ${rate(sum.classed, sum.kernels)}`);
  console.log(`  twins with an error: ${rate(sum.loud, sum.kernels)}; warned: ${sum.warned}`);
  console.log(`  in ${Math.round((Date.now() - startedMs) / 1000)} s`);
  recordTruth({
    [`live.${module}.found`]: { hits: sum.found, total: sum.kernels },
    [`live.${module}.class`]: { hits: sum.classed, total: sum.kernels },
    [`live.${module}.twins`]: { hits: sum.loud, total: sum.kernels },
  });
}
console.log(`live, ${total.kernels} kernels in all`);
console.log(`  bugs found: ${rate(total.found, total.kernels)}`);
console.log(`  with their class: ${rate(total.classed, total.kernels)}`);
console.log(`  twins with an error: ${rate(total.loud, total.kernels)}; warned: ${total.warned}`);
if (given.length === 0) {
  recordTruth({
    "live.found": { hits: total.found, total: total.kernels },
    "live.class": { hits: total.classed, total: total.kernels },
    "live.twins": { hits: total.loud, total: total.kernels },
  });
}
