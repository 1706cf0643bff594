import type { getOctokit } from "@actions/github";
import type { GitHubTarget } from "./github-target.ts";

/** Octokit's REST methods for one token. The package is loaded only here, when something is about to be written. */
export async function openOctokit(
  target: GitHubTarget,
): Promise<ReturnType<typeof getOctokit>["rest"]> {
  const github = await import("@actions/github");
  const silent = () => undefined;
  const { rest } = github.getOctokit(target.token, {
    baseUrl: target.baseUrl,
    userAgent: "racegate",
    // Octokit's own log goes to the console, where a runner reads commands.
    log: { debug: silent, info: silent, warn: silent, error: silent },
  });
  return rest;
}
