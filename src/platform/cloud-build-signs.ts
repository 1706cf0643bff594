import { text } from "./environment-value.ts";
import type { Environment } from "./platform.ts";

/** Does a step of Cloud Build run here? */
export function isCloudBuild(env: Environment): boolean {
  return isNamed(env) || hasItsDirectories(env);
}

/** The build says which one it is. */
export function isNamed(env: Environment): boolean {
  return text(env, "BUILD_ID") !== undefined && text(env, "PROJECT_ID") !== undefined;
}

/**
 * Did Cloud Build make the build's substitutions variables of this step (automapSubstitutions)? Then all of them are
 * here, and what is missing is not there. PROJECT_NUMBER is one that every build has and that nobody writes by hand.
 */
export function isAutomapped(env: Environment): boolean {
  return isNamed(env) && text(env, "PROJECT_NUMBER") !== undefined;
}

/** Every step has these, with substitutions or without. */
function hasItsDirectories(env: Environment): boolean {
  return (
    env["HOME"] === "/builder/home" ||
    env["BUILDER_OUTPUT"]?.startsWith("/builder/outputs") === true
  );
}
