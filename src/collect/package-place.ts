import type { RunPlan } from "./plan-types.ts";

/** Where go is started for a package of the run, and with which environment: that of its module's `go test`. */
export function goPlaceOf(
  plan: RunPlan,
  importPath: string,
): { readonly cwd: string; readonly env: Readonly<Record<string, string>> } {
  const step = plan.steps.find(({ packages }) =>
    packages.some((each) => each.importPath === importPath),
  );
  return {
    cwd: step?.directory ?? plan.cwd,
    env: { ...plan.goEnvironment, ...step?.environment },
  };
}
