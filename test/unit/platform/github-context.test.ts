import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { github } from "../../../src/platform/github.ts";
import {
  DEFAULT_PLATFORM_OPTIONS,
  PlatformRefusal,
  type Environment,
  type PlatformOptions,
} from "../../../src/platform/platform.ts";
import { HEAD_SHA, testIo } from "../../servers/platform-io.ts";

const MERGE_SHA = "c".repeat(40);
const ENV: Environment = {
  GITHUB_ACTIONS: "true",
  GITHUB_SERVER_URL: "https://github.example.com",
  GITHUB_REPOSITORY: "o/r",
  GITHUB_RUN_ID: "12345678901",
  GITHUB_RUN_ATTEMPT: "2",
  GITHUB_JOB: "test",
  GITHUB_ACTION: "__o_racegate",
  GITHUB_SHA: MERGE_SHA,
};

let directory = "";
beforeAll(() => {
  directory = mkdtempSync(path.join(tmpdir(), "racegate-event-"));
});
afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

async function context(event: unknown, env: Environment, options: Partial<PlatformOptions> = {}) {
  const file = path.join(directory, "event.json");
  writeFileSync(file, typeof event === "string" ? event : JSON.stringify(event));
  return github.context(testIo({ ...ENV, GITHUB_EVENT_PATH: file, ...env }), {
    ...DEFAULT_PLATFORM_OPTIONS,
    ...options,
  });
}

function pullRequest(headRepository: string | null) {
  return {
    pull_request: {
      number: 7,
      head: {
        sha: HEAD_SHA,
        ref: "topic",
        repo: headRepository === null ? null : { full_name: headRepository },
      },
      base: { ref: "main", repo: { full_name: "o/r" } },
    },
  };
}

const PULL_REQUEST_ENV: Environment = {
  GITHUB_EVENT_NAME: "pull_request",
  GITHUB_REF: "refs/pull/7/merge",
  GITHUB_REF_NAME: "7/merge",
  GITHUB_HEAD_REF: "topic",
  GITHUB_BASE_REF: "main",
};

describe("the context of", () => {
  it("a pull request: its head, not the merge commit", async () => {
    expect(await context(pullRequest("o/r"), PULL_REQUEST_ENV)).toEqual({
      platform: "github",
      runId: expect.stringMatching(/^12345678901-test-[0-9a-f]{8}$/) as string,
      attempt: 2,
      repository: "o/r",
      commit: HEAD_SHA,
      branch: "topic",
      baseBranch: "main",
      pullRequest: 7,
      trigger: "pull_request",
      logUrl: "https://github.example.com/o/r/actions/runs/12345678901/attempts/2",
      trusted: true,
      notes: [],
    });
  });

  it("a push", async () => {
    const env = {
      GITHUB_EVENT_NAME: "push",
      GITHUB_REF: "refs/heads/main",
      GITHUB_REF_NAME: "main",
      GITHUB_REF_TYPE: "branch",
    };
    expect(await context({}, env)).toMatchObject({
      commit: MERGE_SHA,
      branch: "main",
      pullRequest: undefined,
      baseBranch: undefined,
      trusted: true,
    });
  });

  it("a tag: no branch", async () => {
    const env = { GITHUB_EVENT_NAME: "push", GITHUB_REF_NAME: "v1", GITHUB_REF_TYPE: "tag" };
    expect((await context({}, env)).branch).toBeUndefined();
  });

  it("a merge queue: the group's head, and the branch it will land on", async () => {
    const event = { merge_group: { head_sha: HEAD_SHA, base_ref: "refs/heads/main" } };
    expect(await context(event, { GITHUB_EVENT_NAME: "merge_group" })).toMatchObject({
      commit: HEAD_SHA,
      baseBranch: "main",
      pullRequest: undefined,
      trusted: true,
    });
  });
});

describe("trust", () => {
  it.each([
    ["a fork", pullRequest("stranger/r"), {}],
    ["a fork that was deleted", pullRequest(null), {}],
    ["Dependabot", pullRequest("o/r"), { GITHUB_ACTOR: "dependabot[bot]" }],
    ["an event that is no JSON", "{", {}],
    ["an event of another shape", { pull_request: { number: "7" } }, {}],
    [
      "a workflow run of a fork",
      { workflow_run: { head_sha: HEAD_SHA, head_repository: { full_name: "stranger/r" } } },
      { GITHUB_EVENT_NAME: "workflow_run" },
    ],
  ])("is not given to %s", async (_name, event, env) => {
    const built = await context(event, { ...PULL_REQUEST_ENV, ...env });
    expect(built.trusted).toBe(false);
    expect(built.notes).toHaveLength(1);
  });

  it("a missing event is a note, and the rest is known", async () => {
    const built = await context({}, { ...PULL_REQUEST_ENV, GITHUB_EVENT_PATH: "/nowhere/event" });
    expect(built).toMatchObject({ pullRequest: 7, branch: "topic", trusted: false });
    expect(built.notes).toHaveLength(1);
  });
});

describe("pull_request_target", () => {
  const env = { ...PULL_REQUEST_ENV, GITHUB_EVENT_NAME: "pull_request_target" };

  it("is refused, with the cure", async () => {
    const refused = context(pullRequest("stranger/r"), env);
    await expect(refused).rejects.toBeInstanceOf(PlatformRefusal);
    await expect(refused).rejects.toThrow("unsafe-pull-request-target");
  });

  it("runs when somebody insists, and is never trusted", async () => {
    const built = await context(pullRequest("o/r"), env, { unsafePullRequestTarget: true });
    expect(built.trusted).toBe(false);
  });
});

describe("the run id keeps apart", () => {
  it.each<[string, Environment, Partial<PlatformOptions>, string]>([
    ["the legs of a matrix", {}, { jobIndex: 3, jobTotal: 8 }, "12345678901-test-3"],
    ["no matrix", {}, { jobIndex: 0, jobTotal: 1 }, "12345678901-test"],
    ["steps with an id", { GITHUB_ACTION: "race" }, {}, "12345678901-test-race"],
    ["a second step", { GITHUB_ACTION: "__o_racegate_2" }, {}, "12345678901-test-2"],
    ["odd job names", { GITHUB_JOB: "a/../b c" }, {}, "12345678901-a-..-b-c"],
    ["nothing known", { GITHUB_RUN_ID: "", GITHUB_JOB: "", GITHUB_ACTION: "" }, {}, "0"],
  ])("%s", async (_name, env, options, expected) => {
    const { runId } = await context({}, { GITHUB_EVENT_NAME: "push", ...env }, options);
    expect(runId.slice(0, -9)).toBe(expected);
    expect(runId.slice(-9)).toMatch(/^-[0-9a-f]{8}$/);
  });

  it("is another one each time, where nothing tells two runs apart", async () => {
    const ids = await Promise.all(
      Array.from({ length: 20 }, async () => (await context({}, {})).runId),
    );
    expect(new Set(ids).size).toBe(20);
  });
});

it("hostile variables are not taken for what they pretend to be", async () => {
  const built = await context(
    {},
    {
      GITHUB_EVENT_NAME: "push",
      GITHUB_REPOSITORY: "o/r/../../x",
      GITHUB_SHA: "HEAD; rm -rf /",
      GITHUB_REF_NAME: "main\n::set-output name=a::b",
      GITHUB_RUN_ATTEMPT: "-1",
      GITHUB_SERVER_URL: "javascript:alert(1)",
    },
  );
  expect(built).toMatchObject({
    repository: undefined,
    commit: undefined,
    branch: undefined,
    attempt: 1,
    logUrl: undefined,
  });
});

it.each(["issue_comment", "pull_request", "workflow_run", ""])(
  "an event %o that cannot be read is nobody's: not trusted",
  async (name) => {
    const built = await context("{", { GITHUB_EVENT_NAME: name });
    expect(built.trusted).toBe(false);
  },
);

it.each(["push", "schedule", "workflow_dispatch"])("%s is the repository's own", async (name) => {
  expect((await context("{", { GITHUB_EVENT_NAME: name })).trusted).toBe(true);
});

describe("the commit that is checked out", () => {
  const OTHER_SHA = "d".repeat(40);
  const checkout = (commit: string): string => {
    const root = mkdtempSync(path.join(directory, "checkout-"));
    mkdirSync(path.join(root, ".git"));
    writeFileSync(path.join(root, ".git", "HEAD"), `${commit}\n`);
    return root;
  };

  it("is the workflow's own: no word of it", async () => {
    const own = await context({}, {}, { directory: checkout(MERGE_SHA) });
    expect(own).toMatchObject({ commit: MERGE_SHA, notes: [] });
    const merge = await context(pullRequest("o/r"), PULL_REQUEST_ENV, {
      directory: checkout(MERGE_SHA),
    });
    expect(merge).toMatchObject({ commit: HEAD_SHA, notes: [] });
    const head = await context(pullRequest("o/r"), PULL_REQUEST_ENV, {
      directory: checkout(HEAD_SHA),
    });
    expect(head).toMatchObject({ commit: HEAD_SHA, notes: [] });
  });

  it("is another one: findings and check run are for it, and that is said", async () => {
    const { commit, notes, trusted } = await context({}, {}, { directory: checkout(OTHER_SHA) });
    expect(commit).toBe(OTHER_SHA);
    expect(trusted).toBe(false);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toContain(OTHER_SHA);
    expect(notes[0]).toContain(MERGE_SHA);
  });

  it("is not known where git's files are not there", async () => {
    const bare = mkdtempSync(path.join(directory, "bare-"));
    expect(await context({}, {}, { directory: bare })).toMatchObject({ commit: MERGE_SHA });
  });
});
