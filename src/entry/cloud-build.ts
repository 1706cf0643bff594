import { cloudBuild } from "../platform/cloud-build.ts";
import type { Environment } from "../platform/platform.ts";

/**
 * The Cloud Build door: the builder image runs the command line, and this is what differs there.
 * - A step without `args` means `run`: then the configuration is all in substitutions and files.
 * - A substitution `_RACEGATE_X`, which `automapSubstitutions` makes a variable of the step, is RACEGATE_X, so
 *   that a trigger can configure racegate without a change of cloudbuild.yaml. A variable that the step itself
 *   sets wins; flags beat both.
 */
export function cloudBuildInvocation(
  args: readonly string[],
  env: Environment,
): { readonly args: readonly string[]; readonly env: Environment } {
  if (!cloudBuild.detect(env)) return { args, env };
  const mapped = Object.entries(env)
    .filter(([name, value]) => name.startsWith("_RACEGATE_") && value !== undefined && value !== "")
    .map(([name, value]): [string, string | undefined] => [name.slice(1), value])
    .filter(([name]) => (env[name] ?? "") === "");
  return {
    args: args.length === 0 ? ["run"] : args,
    env: { ...env, ...Object.fromEntries(mapped) },
  };
}
