/**
 * Runs tests once more with the race detector silent, same binary flags, in new processes: the same instrumented code,
 * but no report, so that a test fails only by itself. Asked where a test failed with a race, nothing proves that the
 * race alone did it, and the race does not fail the build.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SilentRun } from "../model/capture.ts";
import type { TestRun } from "../model/test-run.ts";
import { buildFlagsOf } from "./check-patches.ts";
import { runCommand } from "./go-command.ts";
import { goPlaceOf } from "./package-place.ts";
import type { RunPlan } from "./plan-types.ts";
import { runBinary, type BinaryEnd } from "./run-binary.ts";

/** For all of them together, compiling included; what there is no time for stays in doubt. */
const BUDGET_MS = 120_000;
const TESTS_MAX = 200;

export interface DoubtfulTest {
  readonly package: string;
  /** The test function, without a subtest. */
  readonly test: string;
}

/** How often each passed. Never throws: a test that could not be run is left out. */
export async function runSilently(
  plan: RunPlan,
  { packages }: TestRun,
  tests: readonly DoubtfulTest[],
  signal: AbortSignal,
): Promise<SilentRun[]> {
  const within = AbortSignal.any([signal, AbortSignal.timeout(budgetMs(plan))]);
  const byPackage = new Map<string, Set<string>>();
  for (const { package: owner, test } of tests.slice(0, TESTS_MAX)) {
    // A line of output can name a test that is none.
    if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(test)) continue;
    byPackage.set(owner, (byPackage.get(owner) ?? new Set<string>()).add(test));
  }
  const all: SilentRun[] = [];
  for (const [owner, names] of byPackage) {
    if (within.aborted) break;
    const tookSec = packages.find(({ importPath }) => importPath === owner)?.elapsedSec ?? 0;
    const input = { package: owner, names: [...names], tookMs: tookSec * 1_000 };
    all.push(...(await runPackage(plan, input, within).catch(() => [])));
  }
  return all;
}

function budgetMs({ deadlineAtMs }: RunPlan): number {
  if (deadlineAtMs === undefined) return BUDGET_MS;
  return Math.max(1, Math.min(BUDGET_MS, deadlineAtMs - Date.now() - 30_000));
}

interface PackageInput {
  readonly package: string;
  readonly names: readonly string[];
  readonly tookMs: number;
}

async function runPackage(
  plan: RunPlan,
  { package: owner, names, tookMs }: PackageInput,
  signal: AbortSignal,
): Promise<SilentRun[]> {
  const folder = await mkdtemp(join(tmpdir(), "racegate-silent-"));
  try {
    const binary = join(folder, "test.binary");
    const args = ["test", "-race", "-c", "-vet=off", ...buildFlagsOf(plan), "-o", binary, owner];
    const built = await runCommand("go", args, { ...goPlaceOf(plan, owner), signal });
    if (built?.exitCode !== 0) return [];
    const counts = new Map(names.map((name) => [name, { runs: 0, passed: 0 }]));
    // Among the package's other tests, since it may be they that make it fail; then alone.
    for (const selection of [[], [`-test.run=^(?:${names.join("|")})$`]]) {
      const limit = `-test.timeout=${2 * tookMs + 10_000}ms`;
      const flags = [
        "-test.v",
        ...testFlags(plan, selection),
        "-test.count=1",
        limit,
        ...ownArguments(plan),
      ];
      const env = { GORACE: "report_bugs=0 atexit_sleep_ms=0" };
      const ended = await runBinary(plan, { binary, package: owner, flags, env }, signal);
      if (ended === undefined) return [];
      for (const [name, count] of counts) countEnd(count, name, ended);
    }
    return [...counts]
      .filter(([, { runs }]) => runs === 2)
      .map(([test, count]) => ({ package: owner, test, ...count }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * testing's own line for the test; without one, it was not seen to end. Where all tests passed and the process failed,
 * TestMain failed it: the race is not the only reason.
 */
function countEnd(
  count: { runs: number; passed: number },
  name: string,
  { exitCode, text }: BinaryEnd,
): void {
  const failed = text.includes(`--- FAIL: ${name} (`);
  if (!failed && !text.includes(`--- PASS: ${name} (`)) return;
  count.runs += 1;
  const isFailedByMain = exitCode !== 0 && !/^\s{0,80}--- FAIL: /m.test(text);
  if (!failed && !isFailedByMain) count.passed += 1;
}

const OF_TESTS = /^--?(?:short|run|skip|parallel|cpu|shuffle)(?:=|$)/;

/** What the user gave to the tests themselves, and behind it our selection: the last one of a flag counts. */
function testFlags({ goArgs }: RunPlan, selection: readonly string[]): string[] {
  const own = goArgs.indexOf("-args");
  const flags = own < 0 ? goArgs : goArgs.slice(0, own);
  const kept = flags.filter((flag) => OF_TESTS.test(flag));
  return [...kept.map((flag) => flag.replace(/^--?/, "-test.")), ...selection];
}

/** Behind `-args`: after all flags of testing's own. */
function ownArguments({ goArgs }: RunPlan): string[] {
  const own = goArgs.indexOf("-args");
  return own < 0 ? [] : goArgs.slice(own + 1);
}
