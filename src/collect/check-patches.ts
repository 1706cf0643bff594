/**
 * Compiles proposed patches and runs the package's tests with them: a finding shows a patch only when the package
 * builds with it, its tests included, and no test breaks that had passed.
 * Nothing of the checkout is touched: go reads the changed files through -overlay.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve, sep } from "node:path";
import type { Manifest, PatchTrial } from "../model/capture.ts";
import type { PackageResult, TestRun } from "../model/test-run.ts";
import { runCommand } from "./go-command.ts";
import { goPlaceOf } from "./package-place.ts";
import type { RunPlan } from "./plan-types.ts";
import { noteTemporary } from "../util/temporary-paths.ts";
import { tryPatch } from "./try-patch.ts";

export type CheckedPatch = NonNullable<Manifest["patches"]>[number];

export interface ProposedPatch {
  /** Import path. */
  readonly package: string;
  readonly diff: string;
  /** Whole changed files; `file` is relative to the repository root. */
  readonly files: readonly { readonly file: string; readonly text: string }[];
}

/** Each costs a compile and a link, about a second of a small package; what is not checked is not shown. */
const PATCHES_MAX = 32;
const BUDGET_MS = 60_000;
/** For all trials of a run together. */
const TRIALS_BUDGET_MS = 20_000;
/** What changes which code is compiled, and how. */
const BUILD_FLAGS = /^--?(?:tags|mod|modfile|gcflags)=/;

/** The user's flags with which a test binary is compiled once more. */
export function buildFlagsOf({ goArgs }: RunPlan): string[] {
  return goArgs.filter((flag) => BUILD_FLAGS.test(flag));
}

/**
 * The patches that compile and break no test, in the order given. Never throws: what cannot be checked is not shown.
 * While there is time the package's tests are run with each of them.
 */
export async function compilingPatches(
  plan: RunPlan,
  { packages }: TestRun,
  proposed: readonly ProposedPatch[],
  signal: AbortSignal,
): Promise<CheckedPatch[]> {
  const within = AbortSignal.any([signal, AbortSignal.timeout(BUDGET_MS)]);
  const trying = AbortSignal.any([within, AbortSignal.timeout(trialBudgetMs(plan))]);
  const checked: CheckedPatch[] = [];
  for (const patch of proposed.slice(0, PATCHES_MAX)) {
    if (within.aborted) break;
    const result = packages.find(({ importPath }) => importPath === patch.package);
    const trial = await check(plan, patch, result, { compile: within, run: trying }).catch(
      () => "not shown" as const,
    );
    if (trial === "not shown") continue;
    checked.push({ diff: patch.diff, ...(trial === undefined ? {} : { trial }) });
  }
  return checked;
}

/** Trials come on top of the tests: never over the run's own deadline. */
function trialBudgetMs({ deadlineAtMs }: RunPlan): number {
  if (deadlineAtMs === undefined) return TRIALS_BUDGET_MS;
  return Math.max(1, Math.min(TRIALS_BUDGET_MS, deadlineAtMs - Date.now() - 30_000));
}

async function check(
  plan: RunPlan,
  patch: ProposedPatch,
  result: PackageResult | undefined,
  signals: { readonly compile: AbortSignal; readonly run: AbortSignal },
): Promise<PatchTrial | "not shown" | undefined> {
  const folder = noteTemporary(await mkdtemp(join(tmpdir(), "racegate-patch-")));
  try {
    const replace: Record<string, string> = {};
    for (const [index, { file, text }] of patch.files.entries()) {
      const original = resolve(plan.root, file);
      if (!original.startsWith(plan.root + sep)) return "not shown";
      const changed = join(folder, `${index}.go`);
      await writeFile(changed, text);
      replace[original] = changed;
    }
    const overlay = join(folder, "overlay.json");
    await writeFile(overlay, JSON.stringify({ Replace: replace }));
    const flags = buildFlagsOf(plan);
    const args = ["test", "-race", "-c", "-vet=off", `-overlay=${overlay}`, ...flags];
    const binary = join(folder, "test.binary");
    args.push("-o", binary, patch.package);
    const built = await runCommand("go", args, {
      ...goPlaceOf(plan, patch.package),
      signal: signals.compile,
    });
    if (built?.exitCode !== 0) return "not shown";
    const failed = result?.tests.filter(({ outcome }) => outcome !== "pass" && outcome !== "skip");
    const input = {
      binary,
      package: patch.package,
      failedBefore: new Set(failed?.map(({ name }) => name)),
      tookMs: 1_000 * (result?.elapsedSec ?? 0),
    };
    const trial = await tryPatch(plan, input, signals.run);
    return trial === "breaks" ? "not shown" : trial;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
