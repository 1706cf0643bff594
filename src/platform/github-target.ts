import { text, webAddress } from "./environment-value.ts";
import type { DeliveryTarget } from "./platform.ts";

/** One repository behind GitHub's API. */
export interface GitHubTarget {
  readonly token: string;
  readonly owner: string;
  readonly repo: string;
  /** GITHUB_API_URL: another one on an Enterprise server. */
  readonly baseUrl: string;
}

/** Where to write, or why there is no such place. */
export function githubTarget({ context, io, options }: DeliveryTarget): GitHubTarget | string {
  const { token } = options;
  if (token === undefined || token === "") return "no token was given.";
  if (io.signal.aborted) return "the run was cancelled.";
  const [owner, repo] = context.repository?.split("/") ?? [];
  if (owner === undefined || repo === undefined || context.commit === undefined) {
    return "the repository or the commit is not known.";
  }
  const baseUrl = webAddress(text(io.env, "GITHUB_API_URL")) ?? "https://api.github.com";
  return { token, owner, repo, baseUrl: baseUrl.replace(/\/$/, "") };
}
