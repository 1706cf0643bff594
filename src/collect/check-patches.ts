/**
 * Compiles proposed patches: a finding shows a patch only when the package builds with it, its tests included.
 * Nothing of the checkout is touched: go reads the changed files through -overlay.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve, sep } from "node:path";
import { runCommand } from "./go-command.ts";
import type { RunPlan } from "./plan-types.ts";

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
/** What changes which code is compiled, and how. */
const BUILD_FLAGS = /^--?(?:tags|mod|modfile|gcflags)=/;

/** The diffs that compile, in the order given. Never throws: what cannot be checked is not shown. */
export async function compilingPatches(
  plan: RunPlan,
  proposed: readonly ProposedPatch[],
  signal: AbortSignal,
): Promise<string[]> {
  const within = AbortSignal.any([signal, AbortSignal.timeout(BUDGET_MS)]);
  const passed: string[] = [];
  for (const patch of proposed.slice(0, PATCHES_MAX)) {
    if (within.aborted) break;
    if (await compiles(plan, patch, within).catch(() => false)) passed.push(patch.diff);
  }
  return passed;
}

async function compiles(
  plan: RunPlan,
  patch: ProposedPatch,
  signal: AbortSignal,
): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), "racegate-patch-"));
  try {
    const replace: Record<string, string> = {};
    for (const [index, { file, text }] of patch.files.entries()) {
      const original = resolve(plan.root, file);
      if (!original.startsWith(plan.root + sep)) return false;
      const changed = join(folder, `${index}.go`);
      await writeFile(changed, text);
      replace[original] = changed;
    }
    const overlay = join(folder, "overlay.json");
    await writeFile(overlay, JSON.stringify({ Replace: replace }));
    const flags = plan.goArgs.filter((flag) => BUILD_FLAGS.test(flag));
    const args = ["test", "-race", "-c", "-vet=off", `-overlay=${overlay}`, ...flags];
    args.push("-o", join(folder, "test.binary"), patch.package);
    const result = await runCommand("go", args, {
      cwd: plan.cwd,
      env: plan.goEnvironment,
      signal,
    });
    return result?.exitCode === 0;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
