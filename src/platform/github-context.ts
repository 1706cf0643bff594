import type { BuildContext } from "../model/build-context.ts";
import {
  branchOfRef,
  commitId,
  namePart,
  positiveInteger,
  repositoryName,
  text,
  webAddress,
} from "./environment-value.ts";
import { gitHead } from "./git-head.ts";
import { readEvent, type GitHubEvent } from "./github-event.ts";
import {
  PlatformRefusal,
  type Environment,
  type PlatformIo,
  type PlatformOptions,
} from "./platform.ts";

import { runNonce } from "./run-nonce.ts";

/**
 * The build as GitHub Actions describes it in its default variables
 * (https://docs.github.com/actions/reference/workflows-and-actions/variables) and in the event's payload.
 * On a pull request GITHUB_SHA is the merge commit, on which no check run is shown: the head is what counts.
 * Where another commit is checked out, that one is tested, and it is the one that findings and check run are for.
 * @throws PlatformRefusal on `pull_request_target` without the unsafe input.
 */
export async function githubContext(
  io: PlatformIo,
  options: PlatformOptions,
): Promise<BuildContext> {
  const { env } = io;
  const eventName = text(env, "GITHUB_EVENT_NAME");
  refusePullRequestTarget(eventName, options);
  const { event, problem } = await readEvent(text(env, "GITHUB_EVENT_PATH"));
  const repository = repositoryName(text(env, "GITHUB_REPOSITORY"));
  const notes =
    problem === undefined ? [] : [`The event of this workflow run could not be read: ${problem}.`];
  const tested = await testedCommit(event, env, options);
  if (tested.note !== undefined) notes.push(tested.note);
  const eventKnown = problem === undefined;
  const trust = trustOf({ event, eventName, repository, env, eventKnown });
  return {
    platform: "github",
    runId: runId(env, options),
    attempt: positiveInteger(text(env, "GITHUB_RUN_ATTEMPT")) ?? 1,
    repository,
    commit: tested.commit,
    branch: branchOf(env),
    baseCommit: commitId(event.pull_request?.base.sha),
    baseBranch: branchOfRef(text(env, "GITHUB_BASE_REF") ?? event.merge_group?.base_ref),
    pullRequest: event.pull_request?.number ?? pullRequestOfRef(text(env, "GITHUB_REF")),
    trigger: eventName,
    logUrl: logUrl(env, repository),
    // Of code that the event does not name, nobody knows who wrote it.
    trusted: trust.trusted && tested.note === undefined,
    notes: trust.note === undefined ? notes : [...notes, trust.note],
  };
}

function refusePullRequestTarget(eventName: string | undefined, options: PlatformOptions): void {
  if (eventName !== "pull_request_target" || options.unsafePullRequestTarget) return;
  throw new PlatformRefusal(
    "racegate does not run tests on pull_request_target: the code of a fork would run next to a " +
      "token that may write to this repository. Use the pull_request event (docs/github-action.md, " +
      "Forks), or set the input unsafe-pull-request-target: true if the job checks out trusted code only.",
  );
}

/**
 * GITHUB_RUN_ID is one for all jobs of a workflow run, all legs of a matrix and all steps. The job, the leg and the
 * step's own id are part of ours, for people; what tells runs apart in every case is the random end.
 */
function runId(env: Environment, options: PlatformOptions): string {
  const parts = [text(env, "GITHUB_RUN_ID") ?? "0", text(env, "GITHUB_JOB")];
  const { jobIndex, jobTotal } = options;
  if (jobIndex !== undefined && jobTotal !== undefined && jobTotal > 1) parts.push(`${jobIndex}`);
  parts.push(options.step ?? stepOf(text(env, "GITHUB_ACTION")));
  return [...parts, runNonce()]
    .filter((part) => part !== undefined)
    .map(namePart)
    .filter((part) => part !== "")
    .join("-");
}

/**
 * GITHUB_ACTION is the step's id, or `__owner_repo` where it has none, with `_2`, `_3` … for repetitions.
 * The first step without an id needs no mark.
 */
function stepOf(action: string | undefined): string | undefined {
  if (action?.startsWith("__") !== true) return action;
  return /_(\d{1,4})$/.exec(action)?.[1];
}

async function testedCommit(
  event: GitHubEvent,
  env: Environment,
  { directory }: PlatformOptions,
): Promise<{ readonly commit: string | undefined; readonly note?: string }> {
  const commit = commitOf(event, env);
  const started = commitId(text(env, "GITHUB_SHA"));
  const head = directory === undefined ? undefined : (await gitHead(directory)).commit;
  if (head === undefined || started === undefined || head === started || head === commit) {
    return { commit };
  }
  const note =
    `Commit ${head} is checked out, and the workflow runs for ${started} (GITHUB_SHA): findings and ` +
    "check run are for the commit that is checked out, and the run rewrites no baseline.";
  return { commit: head, note };
}

function commitOf(event: GitHubEvent, env: Environment): string | undefined {
  return (
    commitId(event.pull_request?.head.sha) ??
    commitId(event.merge_group?.head_sha) ??
    commitId(text(env, "GITHUB_SHA"))
  );
}

function branchOf(env: Environment): string | undefined {
  const head = text(env, "GITHUB_HEAD_REF");
  if (head !== undefined) return head;
  return text(env, "GITHUB_REF_TYPE") === "tag" ? undefined : text(env, "GITHUB_REF_NAME");
}

function pullRequestOfRef(ref: string | undefined): number | undefined {
  return positiveInteger(/^refs\/pull\/(\d{1,10})\//.exec(ref ?? "")?.[1]);
}

function logUrl(env: Environment, repository: string | undefined): string | undefined {
  const server = webAddress(text(env, "GITHUB_SERVER_URL"))?.replace(/\/$/, "");
  const id = /^\d{1,20}$/.exec(text(env, "GITHUB_RUN_ID") ?? "")?.[0];
  if (server === undefined || repository === undefined || id === undefined) return undefined;
  const attempt = positiveInteger(text(env, "GITHUB_RUN_ATTEMPT")) ?? 1;
  return `${server}/${repository}/actions/runs/${id}/attempts/${attempt}`;
}

/** Events that are about the repository's own code, whatever their payload says. */
const OWN_EVENTS: ReadonlySet<string> = new Set([
  "push",
  "schedule",
  "workflow_dispatch",
  "merge_group",
  "release",
]);

/** Who wrote the code that is about to run. Where the event does not say, it counts as foreign. */
function trustOf(facts: {
  event: GitHubEvent;
  eventName: string | undefined;
  repository: string | undefined;
  env: Environment;
  eventKnown: boolean;
}): { trusted: boolean; note?: string } {
  const { event, eventName, repository, env, eventKnown } = facts;
  if (event.pull_request !== undefined) {
    const head = event.pull_request.head.repo?.full_name;
    if (head !== event.pull_request.base.repo.full_name) {
      return { trusted: false, note: "This pull request comes from a fork." };
    }
    if (text(env, "GITHUB_ACTOR") === "dependabot[bot]") {
      return { trusted: false, note: "Dependabot's runs get a read-only token." };
    }
    return { trusted: eventName !== "pull_request_target" };
  }
  if (!eventKnown && !OWN_EVENTS.has(eventName ?? "")) return { trusted: false };
  const workflowHead = event.workflow_run?.head_repository?.full_name;
  if (event.workflow_run !== undefined && workflowHead !== repository) {
    return { trusted: false, note: "The workflow run that started this one came from a fork." };
  }
  return { trusted: true };
}
