import path from "node:path";
import type { BuildContext } from "../model/build-context.ts";
import { isAutomapped, isNamed } from "./cloud-build-signs.ts";
import { lookUpBuild, type BuildStep, type CloudBuildConnection } from "./cloud-build-lookup.ts";
import {
  commitId,
  namePart,
  plainText,
  positiveInteger,
  repositoryName,
  text,
} from "./environment-value.ts";
import { gitHead } from "./git-head.ts";
import { timeStamp } from "./local.ts";
import type { Environment, PlatformIo, PlatformOptions } from "./platform.ts";
import { runNonce } from "./run-nonce.ts";

/**
 * The build as its substitutions describe it
 * (https://cloud.google.com/build/docs/configuring-builds/substitute-variable-values). They are variables of
 * the step's environment with `options: {automapSubstitutions: true}`; what is missing there, and what no
 * substitution says (the log link, the timeout), comes from the Cloud Build API.
 */
export async function cloudBuildContext(
  io: PlatformIo,
  options: PlatformOptions,
  connection: CloudBuildConnection = {},
): Promise<BuildContext> {
  const { env } = io;
  if (!isNamed(env)) return namelessContext(io, options);
  const project = text(env, "PROJECT_ID") ?? "";
  const buildId = text(env, "BUILD_ID") ?? "";
  const location = text(env, "LOCATION") ?? "global";
  const { facts, problem } = await lookUpBuild({ project, location, buildId }, io, connection);
  const value = (name: string) => text(env, name) ?? plainText(facts.substitutions.get(name));

  const notes: string[] = problem === undefined ? [] : [problem];
  const commit = commitId(value("COMMIT_SHA")) ?? commitId(facts.commit);
  if (commit === undefined) notes.push(noCommitNote(env));
  const repository = repositoryName(value("REPO_FULL_NAME"));
  const pullRequest = positiveInteger(value("_PR_NUMBER"));
  const headRepository = value("_HEAD_REPO_URL");
  const known = problem === undefined || isAutomapped(env);
  const trusted =
    known && (pullRequest === undefined || isSameRepository(repository, headRepository));
  if (!trusted) notes.push(strangerNote(known, headRepository));
  return {
    platform: "cloud-build",
    runId: [buildId, stepOf(env, options, facts.steps), runNonce()]
      .filter((part) => part !== undefined)
      .map(namePart)
      .join("-"),
    attempt: 1,
    repository,
    commit,
    branch: value("_HEAD_BRANCH") ?? value("BRANCH_NAME"),
    baseBranch: value("_BASE_BRANCH"),
    pullRequest,
    trigger: value("TRIGGER_NAME") ?? facts.triggerId,
    logUrl: facts.logUrl,
    buildDeadlineMs: facts.endMs,
    trusted,
    notes,
  };
}

/** A step that is not told which build it belongs to: it runs, and says what to add. */
async function namelessContext(io: PlatformIo, options: PlatformOptions): Promise<BuildContext> {
  const step = stepOf(io.env, options, []);
  const id = ["build", timeStamp(io.now()), step, runNonce()].filter((part) => part !== undefined);
  const head = await gitHead(options.directory ?? ".");
  return {
    platform: "cloud-build",
    runId: id.map(namePart).join("-"),
    attempt: 1,
    commit: head.commit,
    branch: head.branch,
    trusted: false,
    notes: [
      "This is a step of Cloud Build, and BUILD_ID and PROJECT_ID are not in its environment. Add options: " +
        "{automapSubstitutions: true} to the build's configuration. Without it neither the commit nor the pull " +
        "request nor the build's timeout is known, and the run counts as a stranger's: it rewrites no baseline.",
    ],
  };
}

function strangerNote(known: boolean, headRepository: string | undefined): string {
  if (!known) {
    return (
      "Whether a fork's pull request is built is not known, so this run counts as a stranger's and rewrites no " +
      "baseline: add options: {automapSubstitutions: true} to the build's configuration."
    );
  }
  return headRepository === undefined
    ? "This pull request counts as a fork's: _HEAD_REPO_URL is not known."
    : "This pull request comes from a fork.";
}

/**
 * Steps of one build share its id; a step's name in ours is for people, the random end tells runs apart. A name that
 * the step gives itself comes first. Else, where several steps run one image, the only one with our arguments and our
 * directory is ours: the record's status of a step is written when the build is over, so nothing else in it tells.
 */
function stepOf(
  env: Environment,
  options: PlatformOptions,
  steps: readonly BuildStep[],
): string | undefined {
  const named = options.step ?? text(env, "RACEGATE_STEP") ?? text(env, "_RACEGATE_STEP");
  const { args, directory } = options;
  if (named !== undefined || args === undefined) return named;
  const alike = steps.filter(
    (step) => step.args.length === args.length && step.args.every((arg, i) => arg === args[i]),
  );
  const here = alike.filter(({ dir }) => directory === path.posix.resolve("/workspace", dir));
  const same = here.length > 0 ? here : alike;
  const [own] = same;
  const others = steps.filter(
    (step) => step !== own && (step.image === own?.image || alike.includes(step)),
  );
  return own !== undefined && same.length === 1 && others.length > 0 ? own.name : undefined;
}

function noCommitNote(env: Environment): string {
  const automap =
    env["COMMIT_SHA"] === undefined
      ? " If a trigger started this build, add options: {automapSubstitutions: true} to its configuration."
      : "";
  return (
    "COMMIT_SHA is empty, as it is when a build is submitted by hand: findings name no commit. " +
    `gcloud builds submit --substitutions=COMMIT_SHA=… sets it.${automap}`
  );
}

/** `https://github.com/owner/name[.git]` against `owner/name`; GitHub's names ignore case. */
function isSameRepository(repository: string | undefined, url: string | undefined): boolean {
  if (repository === undefined || url === undefined || !URL.canParse(url)) return false;
  const name = new URL(url).pathname
    .replace(/^\//, "")
    .replace(/\/?$/, "")
    .replace(/\.git$/, "");
  return name.toLowerCase() === repository.toLowerCase();
}
