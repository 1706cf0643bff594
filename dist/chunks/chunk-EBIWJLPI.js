import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);
import {
  NO_GENERATION,
  TimeBudget,
  createGcsStore,
  encodePath,
  encodeSegment,
  isByteSource,
  parseGcsUrl,
  pause,
  refuseName,
  sourceOfBytes,
  streamOf,
  sumOfSource
} from "./chunk-3Y27RDDK.js";
import {
  cutUnits,
  cutUtf8,
  fencedBlock
} from "./chunk-IHI3S5L6.js";
import {
  createCrc32c
} from "./chunk-N6K2DZNL.js";
import {
  counted
} from "./chunk-SP5E6TVN.js";
import {
  number,
  object,
  string
} from "./chunk-V6EFVX5X.js";
import {
  branchOfRef,
  cloudBuild,
  commitId,
  gitHead,
  local,
  messageOf,
  namePart,
  oneLine,
  positiveInteger,
  repositoryName,
  runNonce,
  text,
  webAddress
} from "./chunk-YDFPSLX2.js";
import {
  onCancel
} from "./chunk-4A26XNJO.js";
import {
  packageVersion
} from "./chunk-UHCXFUJM.js";
import {
  escapeForTerminal
} from "./chunk-SB7B5DOZ.js";
import {
  UserFailure
} from "./chunk-SSO7WQEY.js";
import {
  noteTemporary
} from "./chunk-DJRU4FCG.js";

// src/entry/rim.ts
import { resolve as resolve2 } from "node:path";

// src/platform/annotation-cap.ts
function capAnnotations(annotations, most) {
  let kept = 0;
  while (kept < annotations.length) {
    const fingerprint = annotations[kept]?.fingerprint;
    let end = kept;
    while (end < annotations.length && annotations[end]?.fingerprint === fingerprint) end++;
    if (end > most) break;
    kept = end;
  }
  return annotations.slice(0, kept);
}

// src/platform/delivery-budget.ts
import { setTimeout as delay } from "node:timers/promises";
var TRIES_DEFAULT = 5;
var DeliveryBudget = class {
  /** How often a request may be made, answers that were lost among it. */
  tries;
  #endMs;
  #cancelled;
  constructor(budgetMs, cancelled, tries = TRIES_DEFAULT) {
    this.tries = tries;
    this.#endMs = performance.now() + budgetMs;
    this.#cancelled = cancelled;
  }
  get remainingMs() {
    return this.#cancelled.aborted ? 0 : Math.max(0, this.#endMs - performance.now());
  }
  /** Ends with the budget, with the run, or after `limitMs`. */
  signal(limitMs) {
    const timeoutMs = Math.ceil(Math.min(limitMs, this.remainingMs));
    return AbortSignal.any([this.#cancelled, AbortSignal.timeout(timeoutMs)]);
  }
  /** False, and at once, where the wait would not leave time for a request. */
  async wait(waitMs) {
    if (waitMs >= this.remainingMs) return false;
    try {
      await delay(waitMs, void 0, { signal: this.#cancelled });
      return true;
    } catch {
      return false;
    }
  }
};

// src/platform/github-failure.ts
var SECONDARY_LIMIT_WAIT_MS = 6e4;
function failureOf(error, nowMs) {
  const http = httpFailure(error);
  if (http === void 0) return { kind: "unknown", words: messageOf(error) };
  const words = `HTTP ${http.status}: ${oneLine(http.message)}`;
  const waitMs = limitWaitMs(http, nowMs);
  if (waitMs !== void 0) return { kind: "limited", words, waitMs };
  if (http.status >= 500 || http.status === 408) return { kind: "unknown", words };
  const refused = http.status === 401 || http.status === 403 || http.status === 404;
  return { kind: refused ? "refused" : "invalid", words };
}
function httpFailure(error) {
  if (!(error instanceof Error) || error.name !== "HttpError") return void 0;
  if (!("status" in error) || typeof error.status !== "number") return void 0;
  if (!("response" in error) || typeof error.response !== "object") return void 0;
  const response = error.response;
  if (response === null) return void 0;
  return { status: error.status, headers: response.headers ?? {}, message: error.message };
}
function limitWaitMs(http, nowMs) {
  if (http.status !== 403 && http.status !== 429) return void 0;
  const retryAfter = headerNumber(http, "retry-after");
  if (retryAfter !== void 0) return retryAfter * 1e3;
  if (headerNumber(http, "x-ratelimit-remaining") === 0) {
    const resetSec = headerNumber(http, "x-ratelimit-reset");
    if (resetSec !== void 0) return Math.max(1e3, resetSec * 1e3 - nowMs);
  }
  const secondary = /secondary rate limit|abuse detection/i.test(http.message);
  return http.status === 429 || secondary ? SECONDARY_LIMIT_WAIT_MS : void 0;
}
function headerNumber(http, name) {
  const value = String(http.headers[name] ?? "");
  return /^\d{1,12}$/.test(value) ? Number(value) : void 0;
}

// src/platform/github-request.ts
var FIRST_PAUSE_MS = 500;
var REQUEST_LIMIT_MS = 15e3;
async function writeOnce(steps, budget) {
  let mustLook = false;
  let failure = { kind: "unknown", words: "no time left for the request" };
  for (let tried = 0; tried < budget.tries && budget.remainingMs > 0; tried++) {
    try {
      if (mustLook) {
        const found = await steps.find(budget.signal(REQUEST_LIMIT_MS));
        if (found !== void 0) return { ok: true, value: found };
        mustLook = false;
      }
      return { ok: true, value: await steps.write(budget.signal(REQUEST_LIMIT_MS)) };
    } catch (error) {
      failure = failureOf(error, Date.now());
    }
    if (failure.kind === "refused" || failure.kind === "invalid") break;
    if (failure.kind === "unknown") mustLook = true;
    if (tried + 1 === budget.tries) break;
    const pauseMs = failure.kind === "limited" ? failure.waitMs : FIRST_PAUSE_MS * 2 ** tried;
    if (!await budget.wait(pauseMs)) break;
  }
  return { ok: false, failure };
}

// src/platform/github-check-run.ts
var ANNOTATIONS_PER_REQUEST = 50;
var LONGEST_TEXT_BYTES = 65535;
var LONGEST_RAW_DETAILS_BYTES = 64 * 1024 - 1;
var LONGEST_TITLE = 255;
async function writeCheckRun(api, check, budget) {
  const { publication, headSha } = check;
  const pages = pagesOf(publication.annotations);
  const { name, externalId, conclusion, detailsUrl } = publication;
  const created = await writeOnce(
    {
      write: (signal) => api.create(
        {
          name,
          headSha,
          externalId,
          conclusion,
          detailsUrl,
          output: output(publication, pages[0])
        },
        signal
      ),
      find: (signal) => api.find({ name, headSha, externalId }, signal)
    },
    budget
  );
  if (!created.ok) return { kind: "not-written", failure: created.failure };
  const { id, url } = created.value;
  let written = pages[0]?.length ?? 0;
  for (const page of pages.slice(1)) {
    const expected = written + page.length;
    const appended = await writeOnce(
      {
        write: (signal) => api.append(id, output(publication, page), signal),
        find: async (signal) => {
          const now = await api.get(id, signal);
          return now.annotations >= expected ? now : void 0;
        }
      },
      budget
    );
    if (!appended.ok) {
      const missing = publication.annotations.length - written;
      return { kind: "written", url, annotations: written, missing, failure: appended.failure };
    }
    written = expected;
  }
  return { kind: "written", url, annotations: written, missing: 0 };
}
function pagesOf(annotations) {
  const pages = [];
  for (let start = 0; start < annotations.length; start += ANNOTATIONS_PER_REQUEST) {
    pages.push(annotations.slice(start, start + ANNOTATIONS_PER_REQUEST).map(checkAnnotation));
  }
  return pages;
}
function output(publication, page) {
  return {
    title: cutUnits(publication.title, LONGEST_TITLE),
    summary: cutUtf8(publication.summary, LONGEST_TEXT_BYTES),
    ...publication.text === "" ? {} : { text: cutUtf8(publication.text, LONGEST_TEXT_BYTES) },
    annotations: page ?? []
  };
}
var LEVELS = { error: "failure", warning: "warning", notice: "notice" };
function checkAnnotation(annotation) {
  const line = Math.max(1, annotation.line);
  const { rawDetails } = annotation;
  return {
    path: annotation.file,
    start_line: line,
    end_line: line,
    annotation_level: LEVELS[annotation.level],
    title: cutUnits(annotation.title, LONGEST_TITLE),
    message: cutUtf8(annotation.message, LONGEST_RAW_DETAILS_BYTES),
    ...rawDetails === void 0 ? {} : { raw_details: cutUtf8(rawDetails, LONGEST_RAW_DETAILS_BYTES) }
  };
}

// src/platform/github-octokit.ts
async function openOctokit(target) {
  const github2 = await import("./github-ODENUU32.js");
  const silent = () => void 0;
  const { rest } = github2.getOctokit(target.token, {
    baseUrl: target.baseUrl,
    userAgent: "racegate",
    // Octokit's own log goes to the console, where a runner reads commands.
    log: { debug: silent, info: silent, warn: silent, error: silent }
  });
  return rest;
}

// src/platform/github-checks-api.ts
async function openChecksApi(target) {
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
        ...check.detailsUrl === void 0 ? {} : { details_url: check.detailsUrl },
        output: check.output,
        request: { signal }
      });
      return stored(data);
    },
    async append(id, output2, signal) {
      const request = { ...place, check_run_id: id, output: output2, request: { signal } };
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
        request: { signal }
      });
      const found = data.check_runs.filter((check) => check.external_id === wanted.externalId);
      const newest = found.sort((a, b) => b.id - a.id)[0];
      return newest === void 0 ? void 0 : stored(newest);
    }
  };
}
function stored(check) {
  return {
    id: check.id,
    url: check.html_url ?? void 0,
    annotations: check.output.annotations_count
  };
}

// src/platform/github-event.ts
import { readFile, stat } from "node:fs/promises";
var repository = object({ full_name: string() });
var pullRequest = object({
  number: number().int().positive(),
  head: object({
    sha: string(),
    ref: string(),
    // null when the fork was deleted.
    repo: repository.nullish()
  }),
  base: object({ ref: string(), sha: string().optional(), repo: repository })
});
var event = object({
  pull_request: pullRequest.optional(),
  merge_group: object({ head_sha: string(), base_ref: string() }).optional(),
  workflow_run: object({ head_sha: string(), head_repository: repository.nullish() }).optional()
});
var LARGEST_EVENT_BYTES = 32 * 1024 * 1024;
async function readEvent(file) {
  if (file === void 0) return { event: {}, problem: "GITHUB_EVENT_PATH is not set" };
  try {
    const size = (await stat(file)).size;
    if (size > LARGEST_EVENT_BYTES) return { event: {}, problem: `it has ${size} bytes` };
    const parsed = event.safeParse(JSON.parse(await readFile(file, "utf8")));
    if (parsed.success) return { event: parsed.data };
    const issue = parsed.error.issues[0];
    return { event: {}, problem: `${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}` };
  } catch (error) {
    return { event: {}, problem: messageOf(error) };
  }
}

// src/platform/platform.ts
var PlatformRefusal = class extends Error {
  name = "PlatformRefusal";
};
var DEFAULT_PLATFORM_OPTIONS = {
  annotations: "auto",
  summary: true,
  unsafePullRequestTarget: false
};

// src/platform/github-context.ts
async function githubContext(io, options) {
  const { env } = io;
  const eventName = text(env, "GITHUB_EVENT_NAME");
  refusePullRequestTarget(eventName, options);
  const { event: event2, problem } = await readEvent(text(env, "GITHUB_EVENT_PATH"));
  const repository2 = repositoryName(text(env, "GITHUB_REPOSITORY"));
  const notes = problem === void 0 ? [] : [`The event of this workflow run could not be read: ${problem}.`];
  const tested = await testedCommit(event2, env, options);
  if (tested.note !== void 0) notes.push(tested.note);
  const eventKnown = problem === void 0;
  const trust = trustOf({ event: event2, eventName, repository: repository2, env, eventKnown });
  return {
    platform: "github",
    runId: runId(env, options),
    attempt: positiveInteger(text(env, "GITHUB_RUN_ATTEMPT")) ?? 1,
    repository: repository2,
    commit: tested.commit,
    branch: branchOf(env),
    baseCommit: commitId(event2.pull_request?.base.sha),
    baseBranch: branchOfRef(text(env, "GITHUB_BASE_REF") ?? event2.merge_group?.base_ref),
    pullRequest: event2.pull_request?.number ?? pullRequestOfRef(text(env, "GITHUB_REF")),
    trigger: eventName,
    logUrl: logUrl(env, repository2),
    // Of code that the event does not name, nobody knows who wrote it.
    trusted: trust.trusted && tested.note === void 0,
    notes: trust.note === void 0 ? notes : [...notes, trust.note]
  };
}
function refusePullRequestTarget(eventName, options) {
  if (eventName !== "pull_request_target" || options.unsafePullRequestTarget) return;
  throw new PlatformRefusal(
    "racegate does not run tests on pull_request_target: the code of a fork would run next to a token that may write to this repository. Use the pull_request event (docs/github-action.md, Forks), or set the input unsafe-pull-request-target: true if the job checks out trusted code only."
  );
}
function runId(env, options) {
  const parts = [text(env, "GITHUB_RUN_ID") ?? "0", text(env, "GITHUB_JOB")];
  const { jobIndex, jobTotal } = options;
  if (jobIndex !== void 0 && jobTotal !== void 0 && jobTotal > 1) parts.push(`${jobIndex}`);
  parts.push(options.step ?? stepOf(text(env, "GITHUB_ACTION")));
  return [...parts, runNonce()].filter((part) => part !== void 0).map(namePart).filter((part) => part !== "").join("-");
}
function stepOf(action) {
  if (action?.startsWith("__") !== true) return action;
  return /_(\d{1,4})$/.exec(action)?.[1];
}
async function testedCommit(event2, env, { directory }) {
  const commit = commitOf(event2, env);
  const started = commitId(text(env, "GITHUB_SHA"));
  const head = directory === void 0 ? void 0 : (await gitHead(directory)).commit;
  if (head === void 0 || started === void 0 || head === started || head === commit) {
    return { commit };
  }
  const note = `Commit ${head} is checked out, and the workflow runs for ${started} (GITHUB_SHA): findings and check run are for the commit that is checked out, and the run rewrites no baseline.`;
  return { commit: head, note };
}
function commitOf(event2, env) {
  return commitId(event2.pull_request?.head.sha) ?? commitId(event2.merge_group?.head_sha) ?? commitId(text(env, "GITHUB_SHA"));
}
function branchOf(env) {
  const head = text(env, "GITHUB_HEAD_REF");
  if (head !== void 0) return head;
  return text(env, "GITHUB_REF_TYPE") === "tag" ? void 0 : text(env, "GITHUB_REF_NAME");
}
function pullRequestOfRef(ref) {
  return positiveInteger(/^refs\/pull\/(\d{1,10})\//.exec(ref ?? "")?.[1]);
}
function logUrl(env, repository2) {
  const server = webAddress(text(env, "GITHUB_SERVER_URL"))?.replace(/\/$/, "");
  const id = /^\d{1,20}$/.exec(text(env, "GITHUB_RUN_ID") ?? "")?.[0];
  if (server === void 0 || repository2 === void 0 || id === void 0) return void 0;
  const attempt = positiveInteger(text(env, "GITHUB_RUN_ATTEMPT")) ?? 1;
  return `${server}/${repository2}/actions/runs/${id}/attempts/${attempt}`;
}
var OWN_EVENTS = /* @__PURE__ */ new Set([
  "push",
  "schedule",
  "workflow_dispatch",
  "merge_group",
  "release"
]);
function trustOf(facts) {
  const { event: event2, eventName, repository: repository2, env, eventKnown } = facts;
  if (event2.pull_request !== void 0) {
    const head = event2.pull_request.head.repo?.full_name;
    if (head !== event2.pull_request.base.repo.full_name) {
      return { trusted: false, note: "This pull request comes from a fork." };
    }
    if (text(env, "GITHUB_ACTOR") === "dependabot[bot]") {
      return { trusted: false, note: "Dependabot's runs get a read-only token." };
    }
    return { trusted: eventName !== "pull_request_target" };
  }
  if (!eventKnown && !OWN_EVENTS.has(eventName ?? "")) return { trusted: false };
  const workflowHead = event2.workflow_run?.head_repository?.full_name;
  if (event2.workflow_run !== void 0 && workflowHead !== repository2) {
    return { trusted: false, note: "The workflow run that started this one came from a fork." };
  }
  return { trusted: true };
}

// src/platform/github-job-summary.ts
import { appendFile, stat as stat2 } from "node:fs/promises";
var LARGEST_STEP_SUMMARY_BYTES = 1048576;
async function appendJobSummary(file, markdown) {
  if (file === void 0) return "GITHUB_STEP_SUMMARY is not set";
  try {
    const before = (await stat2(file).catch(() => void 0))?.size ?? 0;
    const total = before + Buffer.byteLength(markdown) + 1;
    if (total > LARGEST_STEP_SUMMARY_BYTES) {
      return `it would have ${total} bytes, and GitHub drops a summary above ${LARGEST_STEP_SUMMARY_BYTES}`;
    }
    await appendFile(file, markdown.endsWith("\n") ? markdown : `${markdown}
`);
    return void 0;
  } catch (error) {
    return messageOf(error);
  }
}

// src/platform/github-review-api.ts
var PAGE_SIZE = 100;
async function openReviewApi(target, number2) {
  const { pulls } = await openOctokit(target);
  const place = { owner: target.owner, repo: target.repo, pull_number: number2 };
  return {
    async files(page, signal) {
      const request = { ...place, page, per_page: PAGE_SIZE, request: { signal } };
      const { data } = await pulls.listFiles(request);
      return data.map(({ filename, patch }) => ({ path: filename, patch }));
    },
    async comments(page, signal) {
      const request = { ...place, page, per_page: PAGE_SIZE, request: { signal } };
      const { data } = await pulls.listReviewComments(request);
      return data.map(({ body }) => body);
    },
    async review({ commit, body, comments }, signal) {
      const { data } = await pulls.createReview({
        ...place,
        commit_id: commit,
        event: "COMMENT",
        // GitHub wants words for a review that neither approves nor asks for changes.
        body,
        comments: comments.map(({ path, line, startLine, body: words }) => ({
          path,
          line,
          side: "RIGHT",
          body: words,
          ...startLine === void 0 ? {} : { start_line: startLine, start_side: "RIGHT" }
        })),
        request: { signal }
      });
      return data.html_url;
    }
  };
}

// src/platform/diff-lines.ts
var HUNK = /^@@ -\d{1,9}(?:,\d{1,9})? \+(\d{1,9})(?:,\d{1,9})? @@/;
function newSideOf(patch) {
  const lines = /* @__PURE__ */ new Map();
  let hunk = 0;
  let next = 0;
  for (const line of patch.split("\n")) {
    const start = HUNK.exec(line)?.[1];
    if (start !== void 0) {
      hunk += 1;
      next = Number(start);
    } else if (hunk > 0 && (line.startsWith(" ") || line.startsWith("+"))) {
      lines.set(next, { text: line.slice(1), hunk });
      next += 1;
    }
  }
  return lines;
}

// src/platform/github-suggestions.ts
var PAGES_MAX = 30;
var READ_LIMIT_MS = 15e3;
async function writeSuggestions(api, wanted, budget) {
  const findings = byFinding(wanted.suggestions);
  try {
    const diff = await changedLines(api, budget);
    const fitting = findings.filter((parts) => parts.every((part) => isInDiff(part, diff)));
    const outside = findings.length - fitting.length;
    const there = fitting.length === 0 ? /* @__PURE__ */ new Set() : await markersOf(api, budget);
    const missing = fitting.filter(([first2]) => first2 !== void 0 && !there.has(markerOf(first2)));
    const known = fitting.length - missing.length;
    const comments = missing.flat().map(commentOf);
    const counts = { written: missing.length, there: known, outside };
    if (comments.length === 0) return { kind: "done", ...counts, url: void 0 };
    const body = `racegate proposes ${comments.length === 1 ? "a change" : "changes"} with which the package compiles.`;
    const review = { commit: wanted.headSha, body, comments };
    const [first] = missing.flat();
    const answer = await writeOnce(
      {
        write: (signal) => api.review(review, signal),
        find: async () => {
          const now = await markersOf(api, budget);
          return first !== void 0 && now.has(markerOf(first)) ? "" : void 0;
        }
      },
      budget
    );
    if (!answer.ok) return { kind: "failed", failure: answer.failure };
    return { kind: "done", ...counts, url: answer.value === "" ? void 0 : answer.value };
  } catch (error) {
    return { kind: "failed", failure: failureOf(error, Date.now()) };
  }
}
function byFinding(suggestions) {
  const groups = /* @__PURE__ */ new Map();
  for (const one of suggestions) {
    const known = groups.get(one.fingerprint);
    if (known === void 0) groups.set(one.fingerprint, [one]);
    else known.push(one);
  }
  return [...groups.values()];
}
async function changedLines(api, budget) {
  const diff = /* @__PURE__ */ new Map();
  for (let page = 1; page <= PAGES_MAX; page++) {
    const files = await api.files(page, budget.signal(READ_LIMIT_MS));
    for (const { path, patch } of files) if (patch !== void 0) diff.set(path, newSideOf(patch));
    if (files.length < PAGE_SIZE) break;
  }
  return diff;
}
function isInDiff({ file, startLine, before, after }, diff) {
  const lines = diff.get(file);
  const hunk = lines?.get(startLine)?.hunk;
  if (lines === void 0 || hunk === void 0 || after.length === 0) return false;
  const text2 = after.join("\n");
  if (escapeForTerminal(text2) !== text2) return false;
  return before.every((line, index) => {
    const shown = lines.get(startLine + index);
    return shown?.hunk === hunk && shown.text === line;
  });
}
var MARKER = /<!-- racegate:suggestion (rg\d-[0-9a-f]{16}) -->/;
async function markersOf(api, budget) {
  const markers = /* @__PURE__ */ new Set();
  for (let page = 1; page <= PAGES_MAX; page++) {
    const bodies = await api.comments(page, budget.signal(READ_LIMIT_MS));
    for (const body of bodies) {
      const marker = MARKER.exec(body)?.[0];
      if (marker !== void 0) markers.add(marker);
    }
    if (bodies.length < PAGE_SIZE) break;
  }
  return markers;
}
function markerOf({ fingerprint }) {
  return `<!-- racegate:suggestion ${fingerprint} -->`;
}
function commentOf(suggestion) {
  const { file, startLine, before, after, words } = suggestion;
  const line = startLine + before.length - 1;
  const change = fencedBlock(after.join("\n"), "suggestion");
  return {
    path: file,
    line,
    startLine: line === startLine ? void 0 : startLine,
    body: `${words}

${change}

${markerOf(suggestion)}`
  };
}

// src/platform/github-target.ts
function githubTarget({ context, io, options }) {
  const { token } = options;
  if (token === void 0 || token === "") return "no token was given.";
  if (io.signal.aborted) return "the run was cancelled.";
  const [owner, repo] = context.repository?.split("/") ?? [];
  if (owner === void 0 || repo === void 0 || context.commit === void 0) {
    return "the repository or the commit is not known.";
  }
  const baseUrl = webAddress(text(io.env, "GITHUB_API_URL")) ?? "https://api.github.com";
  return { token, owner, repo, baseUrl: baseUrl.replace(/\/$/, "") };
}

// src/platform/github.ts
var DEFAULT_BUDGET_MS = 6e4;
var NOTHING_TO_SAY_MS = 2e3;
var github = {
  id: "github",
  detect: (env) => env["GITHUB_ACTIONS"] === "true",
  context: githubContext,
  async deliver(publications, target) {
    const { options, io } = target;
    const stated = options.deliveryBudgetMs ?? DEFAULT_BUDGET_MS;
    const budget = saysNothing(publications) ? new DeliveryBudget(Math.min(stated, NOTHING_TO_SAY_MS), io.signal, 1) : new DeliveryBudget(stated, io.signal);
    const notes = await deliverAnnotations(publications, target, budget);
    notes.push(...await deliverSuggestions(publications, target, budget));
    if (target.options.summary) {
      const file = text(target.io.env, "GITHUB_STEP_SUMMARY");
      const problem = await appendJobSummary(file, publications.jobSummary);
      if (problem !== void 0) {
        notes.push({ level: "warning", message: `No job summary: ${problem}.` });
      }
    }
    return { notes };
  }
};
function saysNothing({ check, suggestions }) {
  return check.conclusion === "success" && check.annotations.length + suggestions.length === 0;
}
async function deliverAnnotations(publications, target, budget) {
  if (target.options.annotations === "none") return [];
  const outcome = await tryCheckRun(publications, target, budget);
  const quiet = saysNothing(publications);
  const told = (note) => quiet && note.level === "info" ? { ...note, level: "debug" } : note;
  if (outcome.kind === "written") {
    const { headline } = publications;
    if (headline !== void 0) target.io.stdout.write(`${headline}
`);
    return writtenNotes(outcome).map(told);
  }
  for (const command of publications.commands) target.io.stdout.write(`${command}
`);
  return outcome.note === void 0 ? [] : [told(outcome.note)];
}
async function tryCheckRun(publications, target, budget) {
  const { context, options } = target;
  const commands = (message, level = "info") => ({
    kind: "commands",
    note: { level, message: `No check run, annotations are workflow commands instead: ${message}` }
  });
  const place = githubTarget(target);
  if (typeof place === "string") return commands(place);
  const { annotations } = options;
  const publication = typeof annotations === "number" ? {
    ...publications.check,
    annotations: capAnnotations(publications.check.annotations, annotations)
  } : publications.check;
  try {
    const api = await openChecksApi(place);
    const check = { publication, headSha: context.commit ?? "" };
    const outcome = await writeCheckRun(api, check, budget);
    if (outcome.kind === "written") return outcome;
    const { failure } = outcome;
    if (failure.kind !== "refused") return commands(`${failure.words}.`, "warning");
    return commands(
      `the token may not write checks (${failure.words}). A job gets the right by \`permissions: checks: write\`; a fork's pull request never does.`
    );
  } catch (error) {
    return commands(`${messageOf(error)}.`, "warning");
  }
}
async function deliverSuggestions({ suggestions }, target, budget) {
  const { context, options } = target;
  const number2 = context.pullRequest;
  if (options.suggestions !== true || number2 === void 0 || suggestions.length === 0) return [];
  const none = (message, level = "info") => [
    { level, message: `No suggestions on the pull request: ${message}` }
  ];
  const place = githubTarget(target);
  if (typeof place === "string") return none(place);
  try {
    const api = await openReviewApi(place, number2);
    const headSha = context.commit ?? "";
    const outcome = await writeSuggestions(api, { suggestions, headSha }, budget);
    if (outcome.kind === "done") return [suggestionNote(outcome)];
    const { failure } = outcome;
    if (failure.kind !== "refused") return none(`${failure.words}.`, "warning");
    return none(
      `the token may not write reviews (${failure.words}). A job gets the right by \`permissions: pull-requests: write\`; a fork's pull request never does.`
    );
  } catch (error) {
    return none(`${messageOf(error)}.`, "warning");
  }
}
function suggestionNote(outcome) {
  const { written, there, outside, url } = outcome;
  const parts = [
    [written, "written"],
    [there, "already there"],
    [outside, "not on lines of the pull request"]
  ];
  const counts = parts.filter(([n]) => n > 0).map(([n, what]) => `${n} ${what}`);
  const where = url === void 0 ? "" : `: ${url}`;
  return { level: "info", message: `Patches as suggestions: ${counts.join(", ")}${where}` };
}
function writtenNotes(outcome) {
  const where = outcome.url === void 0 ? "" : `: ${outcome.url}`;
  const notes = [
    {
      level: "info",
      message: `Check run with ${counted(outcome.annotations, "annotation")}${where}`
    }
  ];
  if (outcome.missing > 0) {
    const missing = counted(outcome.missing, "annotation is", "annotations are");
    const why = outcome.failure === void 0 ? "" : ` (${outcome.failure.words})`;
    notes.push({
      level: "warning",
      message: `${missing} not in the check run${why}; findings.json has all.`
    });
  }
  return notes;
}

// src/platform/connect.ts
var PLATFORMS = [github, cloudBuild, local];
function platformFor(env) {
  return PLATFORMS.find((platform) => platform.detect(env)) ?? local;
}
async function connectPlatform(io, options) {
  const platform = platformFor(io.env);
  const context = await platform.context(io, options);
  return {
    context,
    deliver: (publications, annotations = options.annotations) => platform.deliver(publications, { context, io, options: { ...options, annotations } })
  };
}

// src/store/disk.ts
import { createHash, randomUUID } from "node:crypto";
import { join as join2, resolve } from "node:path";

// src/store/disk-files.ts
import { constants } from "node:fs";
import * as fs from "node:fs/promises";
import { join } from "node:path";
var REAL_FILES = {
  mkdir: (path) => fs.mkdir(path),
  makeRoot: (path) => fs.mkdir(path, { recursive: true }),
  lstat: (path) => fs.lstat(path),
  open: (path, flags, mode) => fs.open(path, flags, mode),
  link: (from, to) => fs.link(from, to),
  rename: (from, to) => fs.rename(from, to),
  unlink: (path) => fs.unlink(path)
};
var READ_NO_LINK = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0);
async function makeDirectories(files, root, segments) {
  await files.makeRoot(root);
  let path = root;
  for (const segment of segments) {
    path = join(path, segment);
    try {
      await files.mkdir(path);
    } catch (thrown) {
      if (codeOf(thrown) !== "EEXIST") throw thrown;
      await refuseLink(files, path);
    }
  }
  return path;
}
async function walkDirectories(files, root, segments) {
  let path = root;
  for (const segment of segments) {
    path = join(path, segment);
    await refuseLink(files, path);
  }
  return path;
}
async function refuseLink(files, path) {
  const found = await files.lstat(path);
  if (!found.isDirectory())
    throw new Error(`${path} is a link or a file where a directory belongs`);
}
async function writeAll(handle, bytes) {
  let offset = 0;
  while (offset < bytes.byteLength) {
    const { bytesWritten } = await handle.write(bytes, offset, bytes.byteLength - offset);
    if (bytesWritten === 0) throw new Error("the disk takes no more bytes");
    offset += bytesWritten;
  }
}
async function syncDirectory(files, path) {
  try {
    const handle = await files.open(path, "r");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
  }
}
function codeOf(thrown) {
  if (typeof thrown !== "object" || thrown === null) return void 0;
  const code = Reflect.get(thrown, "code");
  return typeof code === "string" ? code : void 0;
}

// src/store/disk-lock.ts
var WAIT_MS = 50;
var TRIES = 100;
var STALE_MS = 6e4;
async function holdLock(files, path, work) {
  for (let turn = 0; turn < TRIES; turn += 1) {
    if (await take(files, path)) {
      try {
        return await work();
      } finally {
        await files.unlink(path).catch(() => void 0);
      }
    }
    await removeStale(files, path);
    await pause(WAIT_MS, void 0);
  }
  throw new Error(`${path} is held by another process`);
}
async function take(files, path) {
  try {
    const handle = await files.open(path, "wx", 420);
    await handle.close();
    return true;
  } catch (thrown) {
    if (codeOf(thrown) === "EEXIST") return false;
    throw thrown;
  }
}
async function removeStale(files, path) {
  try {
    const { mtimeMs } = await files.lstat(path);
    if (Date.now() - mtimeMs > STALE_MS) await files.unlink(path);
  } catch {
  }
}

// src/store/file-source.ts
async function openFileSource(files, path, flags) {
  const handle = await files.open(path, flags);
  try {
    const stat3 = await handle.stat();
    if (!stat3.isFile()) throw new Error(`${path} is not a regular file`);
    return sourceOfHandle(path, handle, stat3.size);
  } catch (thrown) {
    await handle.close();
    throw thrown;
  }
}
function sourceOfHandle(name, handle, size) {
  return {
    name,
    size,
    read: async (offset, length) => {
      const bytes = Buffer.allocUnsafe(Math.max(0, Math.min(length, size - offset)));
      let filled = 0;
      while (filled < bytes.byteLength) {
        const { bytesRead } = await handle.read(
          bytes,
          filled,
          bytes.byteLength - filled,
          offset + filled
        );
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return bytes.subarray(0, filled);
    },
    close: () => handle.close()
  };
}

// src/store/disk.ts
var PIECE_BYTES = 1 << 20;
var TEXT_BYTES_MAX = 64 << 20;
var NO_LINKS = /* @__PURE__ */ new Set([
  "EPERM",
  "ENOTSUP",
  "EOPNOTSUPP",
  "ENOSYS",
  "EMLINK"
]);
function createDiskStore(options) {
  return new DiskStore(options);
}
var DiskStore = class {
  kind = "disk";
  location;
  #files;
  constructor(options) {
    this.location = resolve(options.root);
    this.#files = options.files ?? REAL_FILES;
  }
  open() {
    return Promise.resolve({ ready: true });
  }
  link(objectName) {
    return join2(this.location, ...objectName.split("/"));
  }
  async put(objectName, given, options) {
    const refused = refuseName(objectName);
    if (refused !== void 0) return { state: "not-stored", why: refused, retries: 0 };
    const source = isByteSource(given) ? given : sourceOfBytes(objectName, given);
    try {
      return { retries: 0, ...await this.#create(objectName, source, options) };
    } catch (thrown) {
      return { state: "not-stored", why: wordsOf(thrown), retries: 0 };
    }
  }
  async readText(objectName) {
    const refused = refuseName(objectName);
    if (refused !== void 0) return { state: "failed", why: refused };
    try {
      const bytes = await this.#read(objectName);
      if (bytes === void 0) return { state: "absent" };
      return { state: "read", text: bytes.toString("utf8"), generation: generationOf(bytes) };
    } catch (thrown) {
      return { state: "failed", why: wordsOf(thrown) };
    }
  }
  async replace(objectName, bytes, generation, options) {
    const refused = refuseName(objectName);
    if (refused !== void 0) return { state: "not-stored", why: refused };
    try {
      const { directory, fileName } = await this.#place(objectName);
      const path = join2(directory, fileName);
      return await holdLock(this.#files, `${path}.lock`, async () => {
        const now = await this.#read(objectName);
        const found = now === void 0 ? NO_GENERATION : generationOf(now);
        if (found !== generation) return { state: "conflict" };
        const source = sourceOfBytes(objectName, bytes);
        const { temporary } = await this.#writeBeside(directory, fileName, source, options.signal);
        await this.#orRemove(temporary, () => this.#files.rename(temporary, path));
        await syncDirectory(this.#files, directory);
        return { state: "stored", generation: generationOf(bytes) };
      });
    } catch (thrown) {
      return { state: "not-stored", why: wordsOf(thrown) };
    }
  }
  async #create(objectName, source, options) {
    const { directory, fileName } = await this.#place(objectName);
    const beside = await this.#writeBeside(directory, fileName, source, options.signal);
    const { temporary, ...sum } = beside;
    const path = join2(directory, fileName);
    return await this.#orRemove(temporary, async () => {
      if (options.crc32c !== void 0 && options.crc32c !== sum.crc32c) {
        const why = `${source.name} has CRC32C ${sum.crc32c} and should have ${options.crc32c}`;
        await this.#files.unlink(temporary);
        return { state: "not-stored", why, ...sum };
      }
      if (await this.#name(temporary, path)) {
        await syncDirectory(this.#files, directory);
        return { state: "stored", ...sum };
      }
      await this.#files.unlink(temporary);
      return await this.#compare(path, sum);
    });
  }
  /** False when the name is taken. */
  async #name(temporary, path) {
    try {
      await this.#files.link(temporary, path);
      await this.#files.unlink(temporary).catch(() => void 0);
      return true;
    } catch (thrown) {
      const code = codeOf(thrown) ?? "";
      if (code === "EEXIST") return false;
      if (!NO_LINKS.has(code)) throw thrown;
    }
    if (await this.#exists(path)) return false;
    await this.#files.rename(temporary, path);
    return true;
  }
  async #exists(path) {
    try {
      await this.#files.lstat(path);
      return true;
    } catch (thrown) {
      if (codeOf(thrown) === "ENOENT") return false;
      throw thrown;
    }
  }
  async #compare(path, sum) {
    const existing = await openFileSource(this.#files, path, READ_NO_LINK);
    try {
      const found = await sumOfSource(existing);
      if (found.crc32c === sum.crc32c && found.sizeBytes === sum.sizeBytes) {
        return { state: "stored", ...sum };
      }
      const why = `a file of that name is there with other content: ${found.sizeBytes} bytes, CRC32C ${found.crc32c}, instead of ${sum.sizeBytes} bytes, ${sum.crc32c}`;
      return { state: "not-stored", why, ...sum };
    } finally {
      await existing.close();
    }
  }
  async #place(objectName) {
    const segments = objectName.split("/");
    const fileName = segments.pop() ?? "";
    const directory = await makeDirectories(this.#files, this.location, segments);
    return { directory, fileName };
  }
  async #writeBeside(directory, fileName, source, signal) {
    const temporary = join2(directory, `.${fileName.slice(0, 100)}.${randomUUID()}.tmp`);
    const sum = await createCrc32c();
    let sizeBytes = 0;
    const handle = await this.#files.open(temporary, "wx", 420);
    return await this.#orRemove(temporary, async () => {
      try {
        for (; ; ) {
          signal?.throwIfAborted();
          const piece = await source.read(sizeBytes, PIECE_BYTES);
          if (piece.byteLength === 0) break;
          await writeAll(handle, piece);
          sum.update(piece);
          sizeBytes += piece.byteLength;
        }
        await handle.sync();
      } finally {
        await handle.close();
      }
      return { temporary, sizeBytes, crc32c: sum.digestBase64() };
    });
  }
  /** Runs the step; when it fails nothing is left of the temporary file. */
  async #orRemove(temporary, step) {
    try {
      return await step();
    } catch (thrown) {
      await this.#files.unlink(temporary).catch(() => void 0);
      throw thrown;
    }
  }
  async #read(objectName) {
    const segments = objectName.split("/");
    const fileName = segments.pop() ?? "";
    try {
      const directory = await walkDirectories(this.#files, this.location, segments);
      const source = await openFileSource(this.#files, join2(directory, fileName), READ_NO_LINK);
      try {
        if (source.size > TEXT_BYTES_MAX) throw new Error(`it has ${source.size} bytes`);
        return Buffer.from(await source.read(0, source.size));
      } finally {
        await source.close();
      }
    } catch (thrown) {
      if (codeOf(thrown) === "ENOENT") return void 0;
      throw thrown;
    }
  }
};
function generationOf(bytes) {
  return createHash("sha256").update(bytes).digest("hex");
}
function wordsOf(thrown) {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

// src/store/open-store.ts
function openStores({ gcs, out, environment }) {
  const stores = [];
  if (gcs !== void 0 && gcs !== "") {
    const url = parseGcsUrl(gcs);
    if (url === void 0) {
      return { error: `'${gcs}' is not gs://BUCKET or gs://BUCKET/PREFIX` };
    }
    stores.push(createGcsStore(environment === void 0 ? url : { ...url, environment }));
  }
  if (out !== void 0 && out !== "") stores.push(createDiskStore({ root: out }));
  return { stores };
}

// src/store/layout.ts
function runDocumentName(run, fileName) {
  return `runs/${runPath(run)}/${encodePath(fileName)}`;
}
function artifactName(run, artifact) {
  const place = `${runPath(run)}/${rerunPath(artifact)}${processPath(artifact)}`;
  const fileName = encodeSegment(baseName(artifact.path));
  switch (artifact.kind) {
    case "trace":
      return `traces/${place}${fileName}.gz`;
    case "race-log":
      return `logs/${place}${raceLogName(artifact)}`;
    case "mutex-profile":
    case "block-profile":
    case "goroutine-profile":
    case "goroutine-leak-profile":
      return `profiles/${place}${fileName}`;
    case "process":
    case "goroutine-dump":
    case "panics":
    case "stream":
    case "stderr":
    case "text":
      return `logs/${place}${fileName}`;
    case "symbols":
    case "sources":
    case "patterns":
      return runDocumentName(run, baseName(artifact.path));
    case "binary":
      return void 0;
  }
}
function contentTypeOf(objectName) {
  if (objectName.endsWith(".json")) return "application/json";
  if (objectName.endsWith(".jsonl")) return "application/x-ndjson";
  if (objectName.endsWith(".log")) return "text/plain; charset=utf-8";
  if (objectName.endsWith(".html")) return "text/html; charset=utf-8";
  if (objectName.endsWith(".gz")) return "application/gzip";
  return "application/octet-stream";
}
function runPath(run) {
  return `${encodeSegment(run.id)}/${run.attempt}`;
}
function rerunPath({ path }) {
  return /^reruns\/[0-9]+\//.exec(path)?.[0] ?? "";
}
function processPath(artifact) {
  const parts = [];
  if (artifact.package !== void 0) parts.push(encodePath(artifact.package));
  if (artifact.pid !== void 0) parts.push(String(artifact.pid));
  return parts.map((part) => `${part}/`).join("");
}
function raceLogName(artifact) {
  const suffix = /^race\.([0-9]+)$/.exec(baseName(artifact.path))?.[1];
  if (suffix === void 0) return encodeSegment(`${baseName(artifact.path)}.log`);
  return suffix === String(artifact.pid) ? "race.log" : `race.${suffix}.log`;
}
function baseName(path) {
  return path.slice(path.lastIndexOf("/") + 1);
}

// src/store/gzip-spool.ts
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join as join3 } from "node:path";
import { createGzip } from "node:zlib";
var GZIP_LEVEL = 3;
var GZIP_WINDOW_BYTES = 256 * 1024;
var GzipSpool = class {
  #parent;
  #files;
  #directory;
  #count = 0;
  /** `parent`: where temporary files may grow; default the system's place for them. */
  constructor(parent, files = REAL_FILES) {
    this.#parent = parent ?? tmpdir();
    this.#files = files;
  }
  /**
   * Compresses the source; undefined when the result would have more than `bytesMax` bytes, noticed as soon
   * as it has. Throws what reading and writing throw, and the signal's reason.
   */
  async compress(source, sizeBytes, bytesMax, signal) {
    this.#directory ??= mkdtemp(join3(this.#parent, "racegate-gzip-")).then(noteTemporary);
    this.#count += 1;
    const path = join3(await this.#directory, `${this.#count}.gz`);
    const sum = await this.#write(path, source, sizeBytes, bytesMax, signal);
    if (sum === void 0) {
      await this.#files.unlink(path);
      return void 0;
    }
    const file = await openFileSource(this.#files, path, "r");
    const dispose = async () => {
      await file.close();
      await this.#files.unlink(path);
    };
    return { ...sum, source: { ...file, name: source.name }, dispose };
  }
  /** Removes what is left. */
  async clear() {
    if (this.#directory === void 0) return;
    await rm(await this.#directory, { recursive: true, force: true });
  }
  async #write(path, source, sizeBytes, bytesMax, signal) {
    const sum = await createCrc32c();
    let written = 0;
    const handle = await this.#files.open(path, "wx", 384);
    const reading = streamOf(source, 0, sizeBytes);
    const gzip = createGzip({ level: GZIP_LEVEL, chunkSize: GZIP_WINDOW_BYTES });
    reading.on("error", (error) => gzip.destroy(error));
    try {
      for await (const piece of reading.pipe(gzip)) {
        signal.throwIfAborted();
        written += piece.byteLength;
        if (written > bytesMax) return void 0;
        await writeAll(handle, piece);
        sum.update(piece);
      }
      return { sizeBytes: written, crc32c: sum.digestBase64() };
    } finally {
      reading.destroy();
      await handle.close();
    }
  }
};

// src/store/upload-plan.ts
function planUpload(input) {
  const { run, traceMode, packagesWithFindings } = input;
  const leftOut = [];
  const ranked = [];
  for (const { artifact, bytes } of input.artifacts) {
    const found = artifact.package !== void 0 && packagesWithFindings.has(artifact.package);
    const name = artifactName(run, artifact);
    const why = reasonToLeaveOut(artifact, traceMode, found);
    if (name === void 0 || why !== void 0) {
      leftOut.push({ name: name ?? artifact.path, artifact, why: why ?? "it is never stored" });
      continue;
    }
    const rank = rankOf(artifact) * 2 + (found ? 0 : 1);
    const compress = artifact.kind === "trace";
    ranked.push({ rank, object: { name, source: bytes, artifact, compress } });
  }
  ranked.sort((a, b) => a.rank - b.rank || compareText(a.object.name, b.object.name));
  const documents = [...input.documents].map(([fileName, bytes]) => ({
    name: runDocumentName(run, fileName),
    source: sourceOfBytes(fileName, bytes),
    compress: false
  }));
  return { objects: [...documents, ...ranked.map(({ object: object2 }) => object2)], leftOut };
}
function reasonToLeaveOut(artifact, mode, found) {
  if (artifact.kind === "binary") return "test binaries stay where they were built";
  if (artifact.kind !== "trace") return void 0;
  if (mode === "never") return "traces are not stored (trace: never)";
  if (mode === "on-finding" && !found) return "its package has no finding (trace: on-finding)";
  return void 0;
}
function rankOf(artifact) {
  switch (artifact.kind) {
    case "race-log":
      return 0;
    case "symbols":
    case "sources":
    case "patterns":
    case "process":
    case "goroutine-dump":
    case "panics":
      return 1;
    case "stream":
    case "stderr":
    case "text":
      return 2;
    case "mutex-profile":
    case "block-profile":
    case "goroutine-profile":
    case "goroutine-leak-profile":
      return 3;
    case "trace":
    case "binary":
      return 4;
  }
}
function compareText(a, b) {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

// src/store/upload-capture.ts
var UPLOAD_LANES = 8;
var BUDGET_MS = 5 * 6e4;
var CANCELLED_BUDGET_MS = 5e3;
var TRACE_BUDGET_BYTES = 512 * 1024 * 1024;
var MANIFEST_SHARE = 0.2;
var MANIFEST_MS_MIN = 300;
var MANIFEST_MS_MAX = 1e4;
async function uploadCapture(request) {
  return await new Upload(request).run();
}
var Upload = class {
  #request;
  #whole;
  #lanes;
  #spool;
  #results = [];
  #startedAtMs = performance.now();
  #traceBytesLeft;
  #compressing = Promise.resolve();
  #retries = 0;
  constructor(request) {
    this.#request = request;
    const budgetMs = request.budgetMs ?? BUDGET_MS;
    this.#whole = new TimeBudget(budgetMs);
    this.#lanes = new TimeBudget(budgetMs - manifestMs(budgetMs));
    this.#spool = new GzipSpool(request.spoolDirectory);
    this.#traceBytesLeft = request.traceBudgetBytes ?? TRACE_BUDGET_BYTES;
  }
  async run() {
    const { signal } = this.#request;
    const onAbort = () => this.#hurry();
    if (signal?.aborted === true) onAbort();
    signal?.addEventListener("abort", onAbort, { once: true });
    try {
      return await this.#storeAll(planUpload(this.#request));
    } finally {
      signal?.removeEventListener("abort", onAbort);
      this.#whole[Symbol.dispose]();
      this.#lanes[Symbol.dispose]();
      await this.#spool.clear().catch(() => void 0);
    }
  }
  #hurry() {
    const budgetMs = this.#request.cancelledBudgetMs ?? CANCELLED_BUDGET_MS;
    this.#whole.shorten(budgetMs);
    this.#lanes.shorten(budgetMs - manifestMs(budgetMs));
  }
  async #storeAll(plan) {
    const { store, run } = this.#request;
    for (const { name, artifact, why } of plan.leftOut) {
      const path = artifact.path;
      this.#results.push({ name, artifact: path, state: "not-stored", cause: "policy", why });
    }
    const manifestName = runDocumentName(run, "manifest.json");
    const readiness = await store.open(this.#lanes.signal);
    if (!readiness.ready) {
      const why = `${readiness.code}: ${readiness.why}`;
      for (const object2 of plan.objects) this.#note(object2, failed(why));
      return this.#report({ name: manifestName, state: "not-stored", cause: "failed", why });
    }
    const queue = [...plan.objects];
    const lanes = Array.from({ length: UPLOAD_LANES }, () => this.#lane(queue));
    await Promise.all(lanes);
    const outcome = await this.#put(manifestName, this.#manifestBytes(), void 0, this.#whole);
    return this.#report({ name: manifestName, ...this.#lineOf(outcome) });
  }
  async #lane(queue) {
    for (let object2 = queue.shift(); object2 !== void 0; object2 = queue.shift()) {
      if (this.#isTimeUp()) {
        const why = "the time for uploads was used up before its turn";
        this.#note(object2, { state: "not-stored", cause: "time", why });
        continue;
      }
      try {
        this.#note(object2, await this.#store(object2));
      } catch (thrown) {
        const why = thrown instanceof Error ? thrown.message : String(thrown);
        const cause = this.#isTimeUp() ? "time" : "failed";
        this.#note(object2, { state: "not-stored", cause, why });
      }
    }
  }
  #isTimeUp() {
    return this.#lanes.signal.aborted;
  }
  async #store(object2) {
    if (object2.compress) return await this.#storeCompressed(object2);
    const outcome = await this.#put(
      object2.name,
      object2.source,
      object2.artifact?.crc32c,
      this.#lanes
    );
    return this.#lineOf(outcome);
  }
  async #storeCompressed(object2) {
    const { name, source } = object2;
    const compressed = await this.#inTurn(async () => {
      const sizeBytes = source.size ?? (await sumOfSource(source)).sizeBytes;
      const bytesMax = this.#traceBytesLeft;
      const { signal } = this.#lanes;
      const result = await this.#spool.compress(source, sizeBytes, bytesMax, signal);
      this.#traceBytesLeft -= result?.sizeBytes ?? 0;
      return result ?? sizeBytes;
    });
    if (typeof compressed === "number") {
      const budget = this.#request.traceBudgetBytes ?? TRACE_BUDGET_BYTES;
      const why = `dropped: with its ${compressed} bytes (before compression) the traces of this run would exceed their budget of ${budget} bytes`;
      return { state: "not-stored", cause: "trace-budget", why };
    }
    try {
      const outcome = await this.#put(name, compressed.source, compressed.crc32c, this.#lanes);
      return this.#lineOf(outcome);
    } finally {
      await compressed.dispose();
    }
  }
  /** One compression at a time: it takes a core, and the budget is spent in the plan's order. */
  async #inTurn(work) {
    const turn = this.#compressing.then(work);
    this.#compressing = turn.catch(() => void 0);
    return await turn;
  }
  async #put(name, source, crc32c, budget) {
    const { signal } = budget;
    const options = { contentType: contentTypeOf(name), crc32c, signal };
    const outcome = await this.#request.store.put(name, source, options);
    this.#retries += outcome.retries;
    return outcome;
  }
  #lineOf(outcome) {
    const { state, why, sizeBytes, crc32c } = outcome;
    const cause = this.#isTimeUp() ? "time" : "failed";
    return {
      state,
      ...state !== "stored" && { cause },
      ...why !== void 0 && { why },
      ...sizeBytes !== void 0 && { sizeBytes },
      ...crc32c !== void 0 && { crc32c }
    };
  }
  #note(object2, line) {
    const artifact = object2.artifact === void 0 ? {} : { artifact: object2.artifact.path };
    this.#results.push({ name: object2.name, ...artifact, ...line });
  }
  #sorted() {
    return this.#results.toSorted((a, b) => a.name < b.name ? -1 : 1);
  }
  #manifestBytes() {
    const storage = { location: this.#request.store.location, objects: this.#sorted() };
    const manifest = { ...this.#request.manifest, storage };
    return Buffer.from(`${JSON.stringify(manifest, null, 2)}
`);
  }
  #report(manifest) {
    const objects = this.#sorted();
    const isMissing = ({ state, cause }) => state !== "stored" && cause !== "policy" && cause !== "trace-budget";
    return {
      location: this.#request.store.location,
      objects,
      manifest,
      complete: ![...objects, manifest].some(isMissing),
      retries: this.#retries,
      tookMs: performance.now() - this.#startedAtMs
    };
  }
};
function failed(why) {
  return { state: "not-stored", cause: "failed", why };
}
function manifestMs(budgetMs) {
  return Math.min(
    MANIFEST_MS_MAX,
    Math.max(Math.min(MANIFEST_MS_MIN, budgetMs / 2), budgetMs * MANIFEST_SHARE)
  );
}

// src/store/upload-notes.ts
var NAMED_MAX = 10;
function notesOf(report) {
  const lines = [...report.objects, report.manifest];
  const stored2 = lines.filter(({ state }) => state === "stored");
  const bytes = stored2.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0);
  const again = report.retries === 0 ? "" : `, ${report.retries} retries`;
  const summary = `${stored2.length} objects (${bytes} bytes) are stored in ${report.location}${again}`;
  const missing = lines.filter(
    ({ state, cause }) => state !== "stored" && (cause === "failed" || cause === "time")
  );
  const dropped = lines.filter(({ cause }) => cause === "trace-budget");
  return [
    { level: "info", message: summary },
    ...named(missing, "warning"),
    ...named(dropped, "info")
  ];
}
function named(objects, level) {
  const sameReason = new Set(objects.map(({ why }) => why)).size === 1;
  const [first] = objects;
  if (first !== void 0 && sameReason && objects.length > 1) {
    const message = `${objects.length} objects are ${first.state}: ${first.why ?? ""}`;
    return [{ level, message }];
  }
  const notes = objects.slice(0, NAMED_MAX).map(({ name, state, why }) => {
    const message = `${name} is ${state}: ${why ?? ""}`;
    return { level, message };
  });
  const rest = objects.length - notes.length;
  if (rest > 0) notes.push({ level, message: `and ${rest} more objects; the manifest lists them` });
  return notes;
}

// src/entry/rim.ts
async function buildRim(options) {
  const controller = new AbortController();
  const listening = options.endsByItself ? onCancel(() => controller.abort()) : void 0;
  const io = {
    env: process.env,
    stdout: options.stdoutIsDocument === true ? process.stderr : process.stdout,
    signal: controller.signal,
    now: () => Date.now()
  };
  const platformOptions = { ...options.platform, directory: options.cwd };
  const platform = await connectPlatform(io, platformOptions).catch((error) => {
    if (error instanceof PlatformRefusal) throw new UserFailure("RG9001", error.message);
    throw error;
  });
  return {
    version: packageVersion(),
    env: process.env,
    stdout: process.stdout,
    stderr: process.stderr,
    signal: controller.signal,
    now: io.now,
    context: platform.context,
    deliver: (publications, annotations) => platform.deliver(publications, annotations),
    openStore: (location) => openStore(location, options.cwd),
    upload: async (request) => {
      const report = await uploadCapture(request);
      return { report, notes: notesOf(report) };
    },
    [Symbol.dispose]: () => listening?.[Symbol.dispose]()
  };
}
function openStore(location, cwd) {
  const opened = openStores(
    location.includes("://") ? { gcs: location } : { out: resolve2(cwd, location) }
  );
  const [store] = opened.error === void 0 ? opened.stores : [];
  if (store !== void 0) return store;
  throw new UserFailure(
    "RG9001",
    `${opened.error ?? `'${location}' is no place to store a run`}. Give gs://BUCKET[/PREFIX], with a bucket name in lower case, or a directory.`
  );
}

export {
  DEFAULT_PLATFORM_OPTIONS,
  buildRim,
  openStore
};
