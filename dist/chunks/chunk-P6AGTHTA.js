import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);

// src/platform/cloud-build.ts
import { writeFile } from "node:fs/promises";
import path from "node:path";

// src/platform/environment-value.ts
var CONTROL_CHARACTER = new RegExp("\\p{Cc}", "u");
var LONGEST_VALUE = 1024;
function text(env, name) {
  return plainText(env[name]);
}
function plainText(value) {
  const unusable = value === void 0 || value === null || value === "" || value.length > LONGEST_VALUE || CONTROL_CHARACTER.test(value);
  return unusable ? void 0 : value;
}
function repositoryName(value) {
  return value !== void 0 && /^[\w.-]{1,100}\/[\w.-]{1,100}$/.test(value) ? value : void 0;
}
function commitId(value) {
  return value !== void 0 && value !== null && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(value) ? value : void 0;
}
function positiveInteger(value) {
  return value !== void 0 && /^[1-9][0-9]{0,9}$/.test(value) ? Number(value) : void 0;
}
function webAddress(value) {
  if (value === void 0 || !URL.canParse(value)) return void 0;
  const url = new URL(value);
  return url.protocol === "https:" || url.protocol === "http:" ? url.href : void 0;
}
function branchOfRef(ref) {
  const name = plainText(ref);
  return name?.startsWith("refs/heads/") === true ? name.slice("refs/heads/".length) : name;
}
function namePart(value) {
  return value.replace(/[^A-Za-z0-9._-]/g, "-").replace(/^[-._]{1,64}/, "").slice(0, 64);
}

// src/platform/one-line.ts
var LONGEST_NOTE = 300;
function oneLine(words, limit = LONGEST_NOTE) {
  const flat = words.slice(0, limit * 4).replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, " ").replace(/ {2,}/g, " ").trim();
  return flat.length > limit ? `${flat.slice(0, limit - 1)}…` : flat;
}
function messageOf(error) {
  return oneLine(error instanceof Error ? error.message : String(error));
}

// src/platform/cloud-build-lookup.ts
var NOTHING = { substitutions: /* @__PURE__ */ new Map(), steps: [] };
var LIMIT_MS = 8e3;
async function lookUpBuild(build, io, connection = {}) {
  const limitMs = connection.limitMs ?? LIMIT_MS;
  const limit = AbortSignal.any([io.signal, AbortSignal.timeout(limitMs)]);
  try {
    return { facts: await Promise.race([getBuild(build, connection, limitMs), rejectOn(limit)]) };
  } catch (error) {
    const why = limit.aborted ? `no answer within ${limitMs / 1e3} s` : explain(error);
    return {
      facts: NOTHING,
      problem: `The build could not be read (${why}): its log link and its timeout are not known, so racegate sets no deadline unless --deadline does. The step's service account needs roles/cloudbuild.builds.viewer.`
    };
  }
}
function rejectOn(signal) {
  return new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(new Error("aborted")), { once: true });
    if (signal.aborted) reject(new Error("aborted"));
  });
}
var CODES = /* @__PURE__ */ new Map([
  [5, "NOT_FOUND"],
  [7, "PERMISSION_DENIED"],
  [16, "UNAUTHENTICATED"]
]);
function explain(error) {
  const code = error instanceof Error && "code" in error ? CODES.get(error.code) : void 0;
  return code ?? messageOf(error);
}
async function getBuild(build, connection, limitMs) {
  const { default: cloudbuild } = await import("./src-TECAOYNC.js");
  const { project, location, buildId } = build;
  const client = new cloudbuild.v1.CloudBuildClient({
    projectId: project,
    ...connection.clientOptions
  });
  try {
    const name = `projects/${project}/locations/${location}/builds/${buildId}`;
    await client.initialize();
    const [answer] = await client.getBuild(
      { name, projectId: project, id: buildId },
      { timeout: limitMs, maxRetries: 2 }
    );
    return factsOf(answer);
  } finally {
    client.close().catch(() => void 0);
  }
}
function factsOf(build) {
  const source = build.sourceProvenance;
  const startMs = milliseconds(build.startTime);
  const timeoutMs = milliseconds(build.timeout);
  return {
    substitutions: new Map(Object.entries(build.substitutions ?? {})),
    commit: plainText(
      source?.resolvedRepoSource?.commitSha ?? source?.resolvedConnectedRepository?.revision ?? source?.resolvedGitSource?.revision
    ),
    triggerId: plainText(build.buildTriggerId),
    steps: (build.steps ?? []).map(({ id, name, args }, index) => ({
      name: plainText(id) ?? `${index}`,
      image: name ?? "",
      args: args ?? []
    })),
    logUrl: webAddress(plainText(build.logUrl)),
    endMs: startMs === void 0 || timeoutMs === void 0 ? void 0 : startMs + timeoutMs
  };
}
function milliseconds(instant) {
  if (instant === void 0 || instant === null) return void 0;
  const seconds = Number((instant.seconds ?? 0).toString());
  const total = seconds * 1e3 + Math.floor((instant.nanos ?? 0) / 1e6);
  return Number.isSafeInteger(total) && total > 0 ? total : void 0;
}

// src/platform/cloud-build-context.ts
async function cloudBuildContext(io, options, connection = {}) {
  const { env } = io;
  const project = text(env, "PROJECT_ID") ?? "";
  const buildId = text(env, "BUILD_ID") ?? "";
  const location = text(env, "LOCATION") ?? "global";
  const { facts, problem } = await lookUpBuild({ project, location, buildId }, io, connection);
  const value = (name) => text(env, name) ?? plainText(facts.substitutions.get(name));
  const notes = problem === void 0 ? [] : [problem];
  const commit = commitId(value("COMMIT_SHA")) ?? commitId(facts.commit);
  if (commit === void 0) notes.push(noCommitNote(env));
  const repository = repositoryName(value("REPO_FULL_NAME"));
  const pullRequest = positiveInteger(value("_PR_NUMBER"));
  const headRepository = value("_HEAD_REPO_URL");
  const trusted = pullRequest === void 0 || isSameRepository(repository, headRepository);
  if (!trusted) {
    notes.push(
      headRepository === void 0 ? "This pull request counts as a fork's: _HEAD_REPO_URL is not known." : "This pull request comes from a fork."
    );
  }
  return {
    platform: "cloud-build",
    runId: [buildId, stepOf(env, options, facts.steps)].filter((part) => part !== void 0).map(namePart).join("-"),
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
    notes
  };
}
function stepOf(env, options, steps) {
  const named = options.step ?? text(env, "RACEGATE_STEP") ?? text(env, "_RACEGATE_STEP");
  const { args } = options;
  if (named !== void 0 || args === void 0) return named;
  const same = steps.filter(
    (step) => step.args.length === args.length && step.args.every((arg, i) => arg === args[i])
  );
  const [own] = same;
  const others = steps.filter((step) => step !== own && step.image === own?.image);
  return own !== void 0 && same.length === 1 && others.length > 0 ? own.name : void 0;
}
function noCommitNote(env) {
  const automap = env["COMMIT_SHA"] === void 0 ? " If a trigger started this build, add options: {automapSubstitutions: true} to its configuration." : "";
  return `COMMIT_SHA is empty, as it is when a build is submitted by hand: findings name no commit. gcloud builds submit --substitutions=COMMIT_SHA=… sets it.${automap}`;
}
function isSameRepository(repository, url) {
  if (repository === void 0 || url === void 0 || !URL.canParse(url)) return false;
  const name = new URL(url).pathname.replace(/^\//, "").replace(/\/?$/, "").replace(/\.git$/, "");
  return name.toLowerCase() === repository.toLowerCase();
}

// src/platform/cloud-build.ts
var LARGEST_BUILDER_OUTPUT_BYTES = 48 * 1024;
var cloudBuild = {
  id: "cloud-build",
  detect: (env) => text(env, "BUILD_ID") !== void 0 && text(env, "PROJECT_ID") !== void 0,
  context: (io, options) => cloudBuildContext(io, options),
  async deliver(publications, target) {
    const directory = text(target.io.env, "BUILDER_OUTPUT");
    if (directory === void 0) return { notes: [] };
    const problem = await writeBuilderOutput(directory, publications.builderOutput);
    if (problem === void 0) return { notes: [] };
    return { notes: [{ level: "warning", message: `No step output for the build: ${problem}.` }] };
  }
};
async function writeBuilderOutput(directory, json) {
  const size = Buffer.byteLength(json);
  if (size >= LARGEST_BUILDER_OUTPUT_BYTES) {
    return `it has ${size} bytes, the limit is ${LARGEST_BUILDER_OUTPUT_BYTES}`;
  }
  try {
    await writeFile(path.join(directory, "output"), json);
    return void 0;
  } catch (error) {
    return messageOf(error);
  }
}

export {
  text,
  plainText,
  repositoryName,
  commitId,
  positiveInteger,
  webAddress,
  branchOfRef,
  namePart,
  oneLine,
  messageOf,
  cloudBuild
};
