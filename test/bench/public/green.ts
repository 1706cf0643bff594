// Is `racegate run ./...` green where plain `go test -race -count=1 ./...` is? On public modules at fixed versions from
// the Go module proxy: exit codes, findings of level error, lines printed, and the wall time of both in turn.
//
//     node test/bench/public/green.ts [--short] [part of a module's name ...]
//
// A module whose plain run is not green here (twice) is shown and does not count. Needs go and a built dist/.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { FindingsDocument } from "../../../src/model/findings-document.ts";
import { moduleCopy } from "../bench-module.ts";
import { GREEN, type Subject } from "./subjects.ts";

const CLI = fileURLToPath(new URL("../../../dist/cli.js", import.meta.url));
/** A suite that takes longer is no subject of this bench. */
const TIMEOUT_MS = 15 * 60_000;

export interface Row {
  readonly name: string;
  /** Exit status of the plain run. */
  readonly plain: number | null;
  readonly plainMs: number;
  readonly ours: number | null;
  readonly oursMs: number;
  /** Titles of the findings of level error. */
  readonly errors: readonly string[];
  readonly notes: number;
  /** Of standard output and standard error. */
  readonly lines: number;
  readonly packages: number;
}

interface Run {
  readonly status: number | null;
  readonly ms: number;
  readonly text: string;
}

function run(command: string, args: readonly string[], cwd: string): Run {
  const started = performance.now();
  const env = {
    ...process.env,
    GOFLAGS: "-mod=mod",
    GOMAXPROCS: "4",
    GITHUB_ACTIONS: "",
    BUILD_ID: "",
  };
  const result = spawnSync(command, args, {
    cwd,
    env,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    timeout: TIMEOUT_MS,
  });
  return {
    status: result.status,
    ms: performance.now() - started,
    text: `${result.stdout}${result.stderr}`,
  };
}

/** Both runs of one subject, the caches warm. */
export function measure({ module, version, packages = ["./..."], flags = [] }: Subject): Row {
  const directory = moduleCopy(`${module}@${version}`);
  const out = mkdtempSync(join(tmpdir(), "racegate-green-"));
  try {
    // Modules from before go.mod.
    if (!existsSync(join(directory, "go.mod"))) {
      run("go", ["mod", "init", module], directory);
      run("go", ["mod", "tidy"], directory);
    }
    const plainArgs = ["test", "-race", "-count=1", ...flags, ...packages];
    const first = run("go", plainArgs, directory);
    const second = first.status === 0 ? run("go", plainArgs, directory) : first;
    const row = { name: `${module}@${version}`, plain: second.status, plainMs: second.ms };
    if (second.status !== 0) {
      return { ...row, ours: null, oursMs: 0, errors: [], notes: 0, lines: 0, packages: 0 };
    }
    const behind = flags.length === 0 ? [] : ["--", ...flags];
    const args = [CLI, "run", "--out", out, ...packages, ...behind];
    const ours = run(process.execPath, args, directory);
    const { findings, run: summary } = documentOf(out);
    const errors = findings.filter(({ severity }) => severity === "error");
    return {
      ...row,
      ours: ours.status,
      oursMs: ours.ms,
      errors: errors.map(({ kind, title }) => `${kind}: ${title}`),
      notes: findings.length - errors.length,
      lines: ours.text.split("\n").length - 1,
      packages: summary?.packages.planned ?? 0,
    };
  } finally {
    rmSync(dirname(directory), { recursive: true, force: true });
    rmSync(out, { recursive: true, force: true });
  }
}

function documentOf(out: string): {
  findings: FindingsDocument["findings"];
  run?: FindingsDocument["run"];
} {
  try {
    return JSON.parse(readFileSync(join(out, "findings.json"), "utf8")) as FindingsDocument;
  } catch {
    return { findings: [] };
  }
}

function line(row: Row): string {
  const ratio = row.plainMs === 0 ? "" : (row.oursMs / row.plainMs).toFixed(2);
  const cells = [
    row.name.padEnd(48),
    String(row.plain).padStart(5),
    String(row.ours ?? "-").padStart(8),
    String(row.errors.length).padStart(6),
    String(row.notes).padStart(5),
    String(row.lines).padStart(5),
    `${(row.plainMs / 1000).toFixed(1)} s`.padStart(8),
    ratio.padStart(6),
  ];
  return cells.join(" ");
}

function main(): void {
  const short = process.argv.includes("--short");
  const words = process.argv.slice(2).filter((word) => !word.startsWith("--"));
  const chosen = GREEN.filter(
    (subject) =>
      (!short || subject.short === true) &&
      (words.length === 0 || words.some((word) => subject.module.includes(word))),
  );
  console.log(`${"module".padEnd(48)} plain racegate errors notes lines    plain  ratio`);
  const rows: Row[] = [];
  for (const subject of chosen) {
    const row = measure(subject);
    rows.push(row);
    console.log(line(row));
    for (const title of row.errors) console.log(`    ${title}`);
  }
  const green = rows.filter(({ plain }) => plain === 0);
  const equal = green.filter(({ ours }) => ours === 0);
  const errors = green.reduce((sum, row) => sum + row.errors.length, 0);
  const ratios = green.map((row) => row.oursMs / row.plainMs).sort((a, b) => a - b);
  const median = ratios[Math.floor(ratios.length / 2)] ?? 0;
  console.log(
    `\nexit codes equal ${equal.length} of ${green.length}; findings of level error ${errors}; ` +
      `median wall ratio ${median.toFixed(2)}; not green here without racegate: ${rows.length - green.length}`,
  );
  process.exitCode = equal.length === green.length ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
