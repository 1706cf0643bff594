/**
 * The calls of the Checks API that racegate makes (https://docs.github.com/rest/checks/runs), through
 * @actions/github.
 */
import { openOctokit } from "./github-octokit.ts";
import type { GitHubTarget } from "./github-target.ts";

export interface CheckAnnotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly annotation_level: "notice" | "warning" | "failure";
  readonly title: string;
  readonly message: string;
  readonly raw_details?: string;
}

export interface CheckOutput {
  readonly title: string;
  readonly summary: string;
  readonly text?: string;
  readonly annotations: CheckAnnotation[];
}

export interface NewCheck {
  readonly name: string;
  readonly headSha: string;
  readonly externalId: string;
  readonly conclusion: "success" | "failure" | "neutral";
  readonly detailsUrl?: string | undefined;
  readonly output: CheckOutput;
}

/** A check run as GitHub keeps it. */
export interface StoredCheck {
  readonly id: number;
  readonly url: string | undefined;
  readonly annotations: number;
}

export interface ChecksApi {
  create(check: NewCheck, signal: AbortSignal): Promise<StoredCheck>;
  /** Appends the annotations of `output`; everything else of it replaces what is there. */
  append(id: number, output: CheckOutput, signal: AbortSignal): Promise<StoredCheck>;
  get(id: number, signal: AbortSignal): Promise<StoredCheck>;
  /** The newest check run of that name and external id on the commit. */
  find(
    wanted: { name: string; headSha: string; externalId: string },
    signal: AbortSignal,
  ): Promise<StoredCheck | undefined>;
}

/** Loads Octokit and binds it to one repository. */
export async function openChecksApi(target: GitHubTarget): Promise<ChecksApi> {
  const rest = await openOctokit(target);
  const place = { owner: target.owner, repo: target.repo };
  return {
    async create(check, signal) {
      const { data } = await rest.checks.create({
        ...place,
        name: check.name,
        head_sha: check.headSha,
        external_id: check.externalId,
        status: "completed",
        conclusion: check.conclusion,
        ...(check.detailsUrl === undefined ? {} : { details_url: check.detailsUrl }),
        output: check.output,
        request: { signal },
      });
      return stored(data);
    },
    async append(id, output, signal) {
      const request = { ...place, check_run_id: id, output, request: { signal } };
      const { data } = await rest.checks.update(request);
      return stored(data);
    },
    async get(id, signal) {
      const { data } = await rest.checks.get({ ...place, check_run_id: id, request: { signal } });
      return stored(data);
    },
    async find(wanted, signal) {
      const { data } = await rest.checks.listForRef({
        ...place,
        ref: wanted.headSha,
        check_name: wanted.name,
        // `latest` would hide a run of another attempt behind a newer one of the same name.
        filter: "all",
        per_page: 100,
        request: { signal },
      });
      const found = data.check_runs.filter((check) => check.external_id === wanted.externalId);
      const newest = found.sort((a, b) => b.id - a.id)[0];
      return newest === undefined ? undefined : stored(newest);
    },
  };
}

function stored(check: {
  id: number;
  html_url: string | null;
  output: { annotations_count: number };
}): StoredCheck {
  return {
    id: check.id,
    url: check.html_url ?? undefined,
    annotations: check.output.annotations_count,
  };
}
