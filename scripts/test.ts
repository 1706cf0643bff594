// Runs every check and test and ends with the line `N passed, N failed`. A step that is not there fails.
// `node scripts/test.ts unit` (or any part of step names) runs only the steps whose name holds the word.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const BIN = join(ROOT, "node_modules", ".bin");
const scratch = mkdtempSync(join(tmpdir(), "racegate-test-"));

interface Step {
  readonly name: string;
  readonly argv: readonly string[];
  /** vitest's JSON report, whose counts are added up. */
  readonly report?: string;
  /** An exit code with which the step says that its tool cannot be had here: neither passed nor failed. */
  readonly unavailable?: number;
}

function vitest(project: string): Step {
  const report = join(scratch, `${project}.json`);
  return {
    name: `vitest ${project}`,
    argv: [
      join(BIN, "vitest"),
      "run",
      "--project",
      project,
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${report}`,
    ],
    report,
  };
}

const node = process.execPath;
const STEPS: readonly Step[] = [
  { name: "generated registry is fresh", argv: [node, "scripts/gen-registry.ts", "--check"] },
  { name: "generated schemas are fresh", argv: [node, "scripts/gen-schemas.ts", "--check"] },
  { name: "embedded grammar is fresh", argv: [node, "scripts/embed-grammar.ts", "--check"] },
  { name: "pages of the classes are fresh", argv: [node, "scripts/gen-class-docs.ts", "--check"] },
  {
    name: "pages of the blocking classes are fresh",
    argv: [node, "scripts/gen-blocking-docs.ts", "--check"],
  },
  {
    name: "pages of the patterns are fresh",
    argv: [node, "scripts/gen-pattern-docs.ts", "--check"],
  },
  { name: "confidence is calibrated", argv: [node, "scripts/calibrate.ts", "--check"] },
  { name: "trace kernel is fresh", argv: [node, "scripts/build-kernel.ts", "--check"] },
  { name: "types", argv: [join(BIN, "tsc"), "-p", "tsconfig.json"] },
  { name: "lint", argv: [join(BIN, "eslint"), "--max-warnings=0", "."] },
  { name: "format", argv: [join(BIN, "prettier"), "--check", "--log-level=warn", "."] },
  {
    name: "boundaries",
    argv: [join(BIN, "depcruise"), "--config", ".dependency-cruiser.mjs", "src"],
  },
  { name: "dead code", argv: [join(BIN, "knip"), "--treat-config-hints-as-errors"] },
  { name: "Dockerfile", argv: ["sh", "scripts/check-dockerfile.sh"], unavailable: 77 },
  { name: "dist is fresh", argv: [node, "scripts/build.ts", "--check"] },
  {
    name: "test tools are built",
    argv: [node, "scripts/tools.ts", "ensure", "fake-gcs-server", "act", "actionlint", "dlv"],
  },
  vitest("unit"),
  vitest("integration"),
];

let passed = 0;
let failed = 0;
const failures: string[] = [];

/** One step; its time is printed, never judged. */
function runStep(step: Step): void {
  const startedMs = performance.now();
  console.log(`\n== ${step.name}`);
  const [command = "", ...args] = step.argv;
  const result = spawnSync(command, args, {
    cwd: ROOT,
    stdio: "inherit",
    env: {
      ...process.env,
      PATH: [dirname(process.execPath), process.env["PATH"] ?? ""].join(delimiter),
      LC_ALL: "C",
      TZ: "UTC",
      NO_COLOR: "1",
    },
  });
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  if (step.unavailable !== undefined && result.status === step.unavailable) {
    console.log(`== ${step.name}: NOT CHECKED, its tool cannot be had on this machine`);
    return;
  }
  const ok = result.status === 0;
  if (step.report === undefined) {
    if (ok) passed++;
    else failed++;
  } else {
    const counts = countTests(step.report);
    passed += counts.passed;
    failed += counts.failed;
    if (!ok && counts.failed === 0) failed++;
    if (counts.passed + counts.failed === 0) failed++;
  }
  if (!ok) failures.push(step.name);
  console.log(`== ${step.name}: ${ok ? "ok" : "FAILED"} in ${seconds} s`);
}

function countTests(path: string): { passed: number; failed: number } {
  try {
    const json = JSON.parse(readFileSync(path, "utf8")) as {
      numPassedTests: number;
      numFailedTests: number;
    };
    return { passed: json.numPassedTests, failed: json.numFailedTests };
  } catch {
    return { passed: 0, failed: 0 };
  }
}

const words = process.argv.slice(2);
try {
  for (const step of STEPS) {
    if (words.length === 0 || words.some((word) => step.name.includes(word))) runStep(step);
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
for (const name of failures) console.log(`failed: ${name}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && failures.length === 0 ? 0 : 1;
