// The trace engine against golang.org/x/exp/trace's Reader and `go tool trace -pprof=sync`: CPU seconds (user + system)
// of whole processes, medians of paired runs on the same file in the same minute.
//   node test/bench/trace/run.ts [--dir DIR] [--sizes 5,100,1000] [--runs 5] [--dense] [--tool] [--many] [--last S]
//                                [--threads N]
// Traces that are in DIR are used again. `--tool` runs `go tool trace` at 100 MB as well (gigabytes of memory).
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildSync } from "esbuild";

const { values } = parseArgs({
  options: {
    dir: { type: "string", default: join(tmpdir(), "racegate-bench-trace") },
    sizes: { type: "string", default: "5,100,1000" },
    runs: { type: "string", default: "5" },
    dense: { type: "boolean", default: false },
    tool: { type: "boolean", default: false },
    last: { type: "string" },
    many: { type: "boolean", default: false },
    threads: { type: "string" },
  },
});
const here = import.meta.dirname;
const SMALL_BYTES = 45_000;
const dir = values.dir;
mkdirSync(dir, { recursive: true });

interface Cost {
  readonly cpu: number;
  readonly mb: number;
  readonly out: string;
}

function built(name: "generator" | "reader"): string {
  const path = join(dir, `bin-${name}`);
  if (!existsSync(path)) execFileSync("go", ["build", "-o", path, "."], { cwd: join(here, name) });
  return path;
}

buildSync({
  entryPoints: {
    pass: join(here, "pass.ts"),
    threads: join(here, "threads.ts"),
    "trace-worker": join(here, "../../../src/pipeline-trace-worker.ts"),
  },
  bundle: true,
  platform: "node",
  format: "esm",
  outdir: dir,
  logLevel: "error",
});
const pass = join(dir, "pass.js");
writeFileSync(join(dir, "package.json"), '{ "type": "module" }\n');

/** Runs a command under a shell that reports the child's own user and system time and peak memory. */
function cost(command: string, args: readonly string[]): Cost {
  const script = `
import os, resource, subprocess, sys
r = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
u = resource.getrusage(resource.RUSAGE_CHILDREN)
print(u.ru_utime + u.ru_stime, u.ru_maxrss)
print(r.stdout[-2000:].decode(errors="replace"))`;
  const r = spawnSync("python3", ["-c", script, command, ...args], {
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  const [first = "", ...rest] = r.stdout.split("\n");
  const [cpu = "0", kb = "0"] = first.split(" ");
  return { cpu: Number(cpu), mb: Number(kb) / 1024, out: rest.join("\n").trim() };
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function traceOf(size: number): string {
  const path = join(dir, `${values.dense ? "d" : "t"}${size}.trace`);
  if (!existsSync(path)) {
    const args = ["-mb", String(size), ...(values.dense ? ["-dense"] : []), path];
    execFileSync(built("generator"), args, { stdio: "inherit" });
  }
  return path;
}

const events = (out: string): string => /events=(\d+)/.exec(out)?.[1] ?? "?";
const rows: string[][] = [];

function compare(title: string, own: () => Cost, reference: () => Cost, runs: number): void {
  const a: Cost[] = [];
  const b: Cost[] = [];
  for (let i = 0; i < runs; i++) {
    a.push(own());
    b.push(reference());
  }
  const ratio = median(a.map((x, i) => (b[i]?.cpu ?? 0) / x.cpu));
  rows.push([
    title,
    events(a[0]?.out ?? ""),
    median(a.map((x) => x.cpu)).toFixed(2),
    median(b.map((x) => x.cpu)).toFixed(2),
    `${ratio.toFixed(1)} x`,
    Math.max(...a.map((x) => x.mb)).toFixed(0),
    Math.max(...b.map((x) => x.mb)).toFixed(0),
  ]);
}

/** One thread against several: wall time is what they are for, CPU what they cost. */
function compareThreads(title: string, trace: string, threads: string, runs: number): void {
  const wall = (c: Cost): number => Number(/wall=([\d.]+)/.exec(c.out)?.[1] ?? "NaN");
  const script = join(dir, "threads.js");
  const one: Cost[] = [];
  const several: Cost[] = [];
  for (let i = 0; i < runs; i++) {
    one.push(cost(process.execPath, [script, "1", trace]));
    several.push(cost(process.execPath, [script, threads, trace]));
  }
  const documents = [...one, ...several].map((c) => /document=\d+/.exec(c.out)?.[0]);
  if (new Set(documents).size !== 1) throw new Error(`the documents differ: ${documents.join()}`);
  const of = (list: readonly Cost[], what: (c: Cost) => number): string =>
    median(list.map(what)).toFixed(2);
  threadRows.push([
    title,
    of(one, wall),
    of(several, wall),
    `${median(one.map((x, i) => wall(x) / wall(several[i] ?? x))).toFixed(2)} x`,
    of(one, (c) => c.cpu),
    of(several, (c) => c.cpu),
    Math.max(...one.map((x) => x.mb)).toFixed(0),
    Math.max(...several.map((x) => x.mb)).toFixed(0),
  ]);
}

const threadRows: string[][] = [];
const reader = built("reader");
const runs = Number(values.runs);
for (const size of values.sizes
  .split(",")
  .filter((s) => s !== "")
  .map(Number)) {
  const trace = traceOf(size);
  const mb = (statSync(trace).size / 1e6).toFixed(0);
  if (values.threads !== undefined) {
    compareThreads(`${mb} MB`, trace, values.threads, runs);
    continue;
  }
  compare(
    `${mb} MB`,
    () => cost(process.execPath, [pass, trace]),
    () => cost(reader, [trace]),
    runs,
  );
  if (values.last !== undefined) {
    const last = values.last;
    compare(
      `last ${last} s of ${mb} MB`,
      () => cost(process.execPath, [pass, "--last", last, trace]),
      () => cost(reader, [trace]),
      1,
    );
  }
  if (values.tool && size === 100) {
    const tool = execFileSync("go", ["tool", "-n", "trace"], { encoding: "utf8" }).trim();
    compare(
      `${mb} MB, go tool trace -pprof=sync`,
      () => cost(process.execPath, [pass, trace]),
      () => cost(tool, ["-pprof=sync", trace]),
      1,
    );
  }
}
if (values.many) {
  const small = join(dir, "small.trace");
  for (let ms = 1; !existsSync(small) || statSync(small).size < SMALL_BYTES; ms += 2) {
    execFileSync(built("generator"), ["-ms", String(ms), small]);
  }
  const files = Array.from({ length: 200 }, (_, i) => join(dir, `small-${i}.trace`));
  for (const f of files) if (!existsSync(f)) writeFileSync(f, readFileSync(small));
  const kb = (statSync(small).size / 1e3).toFixed(0);
  const each = `for f in "$@"; do ${reader} "$f"; done`;
  compare(
    `200 traces of ${kb} KB`,
    () => cost(process.execPath, [pass, ...files]),
    () => cost("sh", ["-c", each, "sh", ...files]),
    runs,
  );
}
if (threadRows.length > 0) {
  const n = values.threads ?? "";
  console.log(
    `| trace locks | wall 1 | wall ${n} | ratio | CPU s 1 | CPU s ${n} | MB 1 | MB ${n} |`,
  );
  console.log("| --- | --- | --- | --- | --- | --- | --- | --- |");
  for (const row of threadRows) console.log(`| ${row.join(" | ")} |`);
}
console.log("| trace | events | CPU s | reference CPU s | ratio | MB | reference MB |");
console.log("| --- | --- | --- | --- | --- | --- | --- |");
for (const row of rows) console.log(`| ${row.join(" | ")} |`);
