import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);

// src/platform/cloud-build.ts
import { writeFile } from "node:fs/promises";
import path3 from "node:path";

// src/platform/cloud-build-context.ts
import path2 from "node:path";

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

// src/platform/cloud-build-signs.ts
function isCloudBuild(env) {
  return isNamed(env) || hasItsDirectories(env);
}
function isNamed(env) {
  return text(env, "BUILD_ID") !== void 0 && text(env, "PROJECT_ID") !== void 0;
}
function isAutomapped(env) {
  return isNamed(env) && text(env, "PROJECT_NUMBER") !== void 0;
}
function hasItsDirectories(env) {
  return env["HOME"] === "/builder/home" || env["BUILDER_OUTPUT"]?.startsWith("/builder/outputs") === true;
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
    return {
      facts: await Promise.race([getBuild(build, connection, limitMs, limit), rejectOn(limit)])
    };
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
async function getBuild(build, connection, limitMs, signal) {
  const { default: cloudbuild } = await import("./src-TECAOYNC.js");
  const { project, location, buildId } = build;
  const client = new cloudbuild.v1.CloudBuildClient({
    projectId: project,
    ...connection.clientOptions
  });
  const close = () => void client.close().catch(() => void 0);
  signal.addEventListener("abort", close, { once: true });
  try {
    const name = `projects/${project}/locations/${location}/builds/${buildId}`;
    await client.initialize();
    const [answer] = await client.getBuild(
      { name, projectId: project, id: buildId },
      { timeout: limitMs, maxRetries: 2 }
    );
    return factsOf(answer);
  } finally {
    signal.removeEventListener("abort", close);
    close();
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
    steps: (build.steps ?? []).map(({ id, name, args, dir }, index) => ({
      name: plainText(id) ?? `${index}`,
      image: name ?? "",
      args: args ?? [],
      dir: dir ?? ""
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

// src/platform/git-head.ts
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
async function gitHead(directory) {
  const gitDirectory = await findGitDirectory(path.resolve(directory));
  if (gitDirectory === void 0) return {};
  const head = (await readSmall(path.join(gitDirectory, "HEAD")))?.trim();
  if (head === void 0) return {};
  if (!head.startsWith("ref: ")) return { commit: commitId(head) };
  const ref = head.slice("ref: ".length);
  const shared = (await readSmall(path.join(gitDirectory, "commondir")))?.trim();
  const common = shared === void 0 ? gitDirectory : path.resolve(gitDirectory, shared);
  return {
    commit: await commitOfRef(common, ref),
    branch: ref.startsWith("refs/heads/") ? plainText(ref.slice("refs/heads/".length)) : void 0
  };
}
async function findGitDirectory(start) {
  for (let directory = start; ; directory = path.dirname(directory)) {
    const candidate = path.join(directory, ".git");
    const found = await stat(candidate).catch(() => void 0);
    if (found?.isDirectory() === true) return candidate;
    if (found?.isFile() === true) {
      const pointer = (await readSmall(candidate))?.trim();
      return pointer?.startsWith("gitdir: ") === true ? path.resolve(directory, pointer.slice("gitdir: ".length)) : void 0;
    }
    if (path.dirname(directory) === directory) return void 0;
  }
}
async function commitOfRef(common, ref) {
  if (!/^refs\/[\w./-]{1,1000}$/.test(ref) || ref.includes("..")) return void 0;
  const loose = (await readSmall(path.join(common, ref)))?.trim();
  if (loose !== void 0) return commitId(loose);
  const packed = await readSmall(path.join(common, "packed-refs"));
  const line = packed?.split("\n").find((entry) => entry.endsWith(` ${ref}`));
  return commitId(line?.slice(0, line.indexOf(" ")));
}
var LARGEST_FILE_BYTES = 8 * 1024 * 1024;
async function readSmall(file) {
  try {
    const size = (await stat(file)).size;
    return size > LARGEST_FILE_BYTES ? void 0 : await readFile(file, "utf8");
  } catch {
    return void 0;
  }
}

// src/platform/run-nonce.ts
import { randomBytes } from "node:crypto";
function runNonce() {
  return randomBytes(4).toString("hex");
}

// src/platform/local.ts
function timeStamp(unixMs) {
  return new Date(unixMs).toISOString().replace(/[-:]|\.\d+/g, "");
}
var local = {
  id: "local",
  detect: () => true,
  async context(io, options) {
    const suffix = options.step === void 0 ? "" : `-${options.step}`;
    const head = await gitHead(options.directory ?? io.env["PWD"] ?? ".");
    return {
      platform: "local",
      runId: `local-${timeStamp(io.now())}-${runNonce()}${suffix}`,
      attempt: 1,
      commit: head.commit,
      branch: head.branch,
      trusted: true,
      notes: []
    };
  },
  deliver: () => Promise.resolve({ notes: [] })
};

// src/platform/cloud-build-context.ts
async function cloudBuildContext(io, options, connection = {}) {
  const { env } = io;
  if (!isNamed(env)) return namelessContext(io, options);
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
  const known = problem === void 0 || isAutomapped(env);
  const trusted = known && (pullRequest === void 0 || isSameRepository(repository, headRepository));
  if (!trusted) notes.push(strangerNote(known, headRepository));
  return {
    platform: "cloud-build",
    runId: [buildId, stepOf(env, options, facts.steps), runNonce()].filter((part) => part !== void 0).map(namePart).join("-"),
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
async function namelessContext(io, options) {
  const step = stepOf(io.env, options, []);
  const id = ["build", timeStamp(io.now()), step, runNonce()].filter((part) => part !== void 0);
  const head = await gitHead(options.directory ?? ".");
  return {
    platform: "cloud-build",
    runId: id.map(namePart).join("-"),
    attempt: 1,
    commit: head.commit,
    branch: head.branch,
    trusted: false,
    notes: [
      "This is a step of Cloud Build, and BUILD_ID and PROJECT_ID are not in its environment. Add options: {automapSubstitutions: true} to the build's configuration. Without it neither the commit nor the pull request nor the build's timeout is known, and the run counts as a stranger's: it rewrites no baseline."
    ]
  };
}
function strangerNote(known, headRepository) {
  if (!known) {
    return "Whether a fork's pull request is built is not known, so this run counts as a stranger's and rewrites no baseline: add options: {automapSubstitutions: true} to the build's configuration.";
  }
  return headRepository === void 0 ? "This pull request counts as a fork's: _HEAD_REPO_URL is not known." : "This pull request comes from a fork.";
}
function stepOf(env, options, steps) {
  const named = options.step ?? text(env, "RACEGATE_STEP") ?? text(env, "_RACEGATE_STEP");
  const { args, directory } = options;
  if (named !== void 0 || args === void 0) return named;
  const alike = steps.filter(
    (step) => step.args.length === args.length && step.args.every((arg, i) => arg === args[i])
  );
  const here = alike.filter(({ dir }) => directory === path2.posix.resolve("/workspace", dir));
  const same = here.length > 0 ? here : alike;
  const [own] = same;
  const others = steps.filter(
    (step) => step !== own && (step.image === own?.image || alike.includes(step))
  );
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
  detect: isCloudBuild,
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
    await writeFile(path3.join(directory, "output"), json);
    return void 0;
  } catch (error) {
    return messageOf(error);
  }
}

export {
  text,
  repositoryName,
  commitId,
  positiveInteger,
  webAddress,
  branchOfRef,
  namePart,
  oneLine,
  messageOf,
  gitHead,
  runNonce,
  local,
  cloudBuild
};
