// Does `racegate run` find what plain `go test -race` finds, on public modules with real races? Both run the
// same number of times with the same GOMAXPROCS and GORACE; a race is known by the unordered pair of the first
// functions of the module in its two stacks. What a race detector finds differs from run to run, so the union
// over the runs is compared, and the seen counts are shown.
//
//     node test/bench/public/public.ts [runs]
//
// Modules come from the Go module proxy at fixed versions.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DEFAULT_HISTORY_SIZE } from "../../../src/collect/gorace.ts";
import { parseRaceLog } from "../../../src/parse/race-log.ts";
import type { FindingsDocument } from "../../../src/model/findings-document.ts";
import type { RaceReport } from "../../../src/model/race-report.ts";

const CLI = fileURLToPath(new URL("../../../dist/cli.js", import.meta.url));
const EXAMPLE = fileURLToPath(new URL("../../../examples/bank", import.meta.url));
const RUNS = Number(process.argv[2] ?? 5);
const GORACE = `history_size=${DEFAULT_HISTORY_SIZE} exitcode=66 halt_on_error=0`;

interface Subject {
  readonly module: string;
  readonly version?: string;
  readonly flags: readonly string[];
}

const SUBJECTS: readonly Subject[] = [
  { module: "example.com/bank", flags: [] },
  // Old tests whose vet findings would stop the run before any race.
  { module: "github.com/benbjohnson/clock", version: "v1.1.0", flags: ["-vet=off"] },
  { module: "github.com/smallnest/chanx", version: "v1.0.0", flags: ["-vet=off"] },
];

const scratch = mkdtempSync(join(tmpdir(), "racegate-public-"));

function fetchModule(subject: Subject): string {
  const directory = join(scratch, subject.module.replaceAll("/", "_"));
  let source = EXAMPLE;
  if (subject.version !== undefined) {
    const text = execFileSync(
      "go",
      ["mod", "download", "-json", `${subject.module}@${subject.version}`],
      {
        cwd: tmpdir(),
        encoding: "utf8",
        env: { ...process.env, GOFLAGS: "-mod=mod" },
      },
    );
    source = (JSON.parse(text) as { Dir: string }).Dir;
  }
  cpSync(source, directory, { recursive: true });
  execFileSync("chmod", ["-R", "u+w", directory]);
  return directory;
}

function pairOf(functions: readonly string[]): string {
  return [...functions].sort().join(" | ");
}

/** First function of the module in each of the two stacks. */
function keyOfReport(report: RaceReport, module: string): string {
  const own = report.accesses.map(
    (access) => access.frames.find((frame) => frame.function.startsWith(module))?.function ?? "?",
  );
  return pairOf(own);
}

function plainRun(directory: string, subject: Subject): Set<string> {
  const result = spawnSync("go", ["test", "-race", "-count=1", ...subject.flags, "./..."], {
    cwd: directory,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    env: { ...process.env, GOMAXPROCS: "4", GORACE },
  });
  const { value } = parseRaceLog(result.stdout + result.stderr, "plain");
  return new Set(value.map((report) => keyOfReport(report, subject.module)));
}

function racegateRun(
  directory: string,
  subject: Subject,
): { keys: Set<string>; tests: Set<string> } {
  const out = join(scratch, "out");
  rmSync(out, { recursive: true, force: true });
  const args = [CLI, "run", "--out", out, "./...", "--", ...subject.flags];
  spawnSync(process.execPath, args, { cwd: directory, stdio: "ignore" });
  const file = join(out, "findings.json");
  const keys = new Set<string>();
  const tests = new Set<string>();
  if (!existsSync(file)) return { keys, tests };
  const document = JSON.parse(readFileSync(file, "utf8")) as FindingsDocument;
  for (const finding of document.findings) {
    if (finding.kind !== "data-race") continue;
    for (const evidence of finding.evidence) {
      if (evidence.kind !== "race-report") continue;
      for (const report of parseRaceLog(evidence.text ?? "", "evidence").value) {
        keys.add(keyOfReport(report, subject.module));
      }
    }
    tests.add(`${finding.test?.name ?? "?"} (${finding.test?.by ?? "?"})`);
  }
  return { keys, tests };
}

const ratios: string[] = [];
try {
  for (const subject of SUBJECTS) {
    const directory = fetchModule(subject);
    const plain = new Map<string, number>();
    const ours = new Map<string, number>();
    const tests = new Set<string>();
    for (let i = 0; i < RUNS; i++) {
      for (const key of plainRun(directory, subject)) plain.set(key, (plain.get(key) ?? 0) + 1);
      const run = racegateRun(directory, subject);
      for (const key of run.keys) ours.set(key, (ours.get(key) ?? 0) + 1);
      for (const test of run.tests) tests.add(test);
    }
    console.log(`\n${subject.module}${subject.version === undefined ? "" : `@${subject.version}`}`);
    console.log("  plain  racegate  own functions of the two accesses");
    for (const key of [...new Set([...plain.keys(), ...ours.keys()])].sort()) {
      const counts = [plain.get(key) ?? 0, ours.get(key) ?? 0].map((n) =>
        `${n}/${RUNS}`.padStart(5),
      );
      console.log(`  ${counts.join("  ")}     ${key}`);
    }
    console.log(`  tests named: ${[...tests].sort().join(", ")}`);
    const found = [...plain.keys()].filter((key) => ours.has(key)).length;
    ratios.push(`${subject.module}: ${found} of ${plain.size}`);
  }
  console.log(`\nfound by plain go test -race and by racegate: ${ratios.join(", ")}`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
