import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Suggestion } from "../../src/model/publication.ts";
import { connectPlatform } from "../../src/platform/connect.ts";
import { DEFAULT_PLATFORM_OPTIONS, type PlatformOptions } from "../../src/platform/platform.ts";
import {
  startGitHubServer,
  type GitHubServer,
  type GitHubServerOptions,
} from "../servers/github-server.ts";
import { HEAD_SHA, publications, testIo } from "../servers/platform-io.ts";

let directory = "";
let server: GitHubServer | undefined;

beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "racegate-suggestions-"));
});

afterEach(async () => {
  await server?.close();
  server = undefined;
  rmSync(directory, { recursive: true, force: true });
});

const FILES = [
  {
    filename: "pkg/a.go",
    patch: "@@ -8,3 +8,5 @@ func f() {\n \tx := 1\n+\tgo func() {\n+\t\terr = g()\n \t}()\n }",
  },
  { filename: "pkg/picture.png" },
];

const ERR: Suggestion = {
  file: "pkg/a.go",
  startLine: 10,
  before: ["\t\terr = g()"],
  after: ["\t\terr := g()"],
  words: "Use a variable of its own.",
  fingerprint: `rg2-${"1".repeat(16)}`,
  part: 1,
  of: 1,
};

async function deliver(
  suggestions: readonly Suggestion[],
  serverOptions: GitHubServerOptions = {},
  options: Partial<PlatformOptions> = { suggestions: true },
  event = "pull_request",
) {
  server = await startGitHubServer({ files: FILES, ...serverOptions });
  const eventFile = path.join(directory, "event.json");
  const pull = {
    number: 7,
    head: { sha: HEAD_SHA, ref: "topic", repo: { full_name: "o/r" } },
    base: { ref: "main", repo: { full_name: "o/r" } },
  };
  writeFileSync(eventFile, JSON.stringify(event === "push" ? {} : { pull_request: pull }));
  const io = testIo({
    GITHUB_ACTIONS: "true",
    GITHUB_API_URL: server.url,
    GITHUB_REPOSITORY: "o/r",
    GITHUB_RUN_ID: "42",
    GITHUB_SHA: HEAD_SHA,
    GITHUB_EVENT_NAME: event,
    GITHUB_EVENT_PATH: eventFile,
  });
  const all = { ...DEFAULT_PLATFORM_OPTIONS, annotations: "none", summary: false } as const;
  const platform = await connectPlatform(io, { ...all, token: "t", ...options });
  const { notes } = await platform.deliver({ ...publications(0), suggestions });
  expect(server.violations).toEqual([]);
  const writes = server.requests.filter(({ method }) => method === "POST").length;
  return { comments: server.comments, notes, writes, requests: server.requests.length };
}

it("a patch inside the diff becomes one review with a suggestion", async () => {
  const { comments, notes, writes } = await deliver([ERR]);
  expect(writes).toBe(1);
  expect(comments).toEqual([
    {
      path: "pkg/a.go",
      line: 10,
      startLine: undefined,
      body:
        "Use a variable of its own.\n\n```suggestion\n\t\terr := g()\n```\n\n" +
        `<!-- racegate:suggestion rg2-${"1".repeat(16)} -->`,
    },
  ]);
  expect(notes.map(({ message }) => message)).toEqual([
    "Patches as suggestions: 1 written: https://github.com/o/r/pull/7#pullrequestreview-1",
  ]);
});

it("several lines are one comment from the first to the last", async () => {
  const more = {
    ...ERR,
    startLine: 9,
    before: ["\tgo func() {", "\t\terr = g()"],
    after: ["\terr := err", "\tgo func() {", "\t\terr = g()"],
  };
  const { comments } = await deliver([more]);
  expect(comments).toMatchObject([{ startLine: 9, line: 10 }]);
});

it("a second run with the same finding writes nothing", async () => {
  const body = `old words <!-- racegate:suggestion ${ERR.fingerprint} -->`;
  const there = { path: "pkg/a.go", line: 10, startLine: undefined, body };
  const { comments, notes, writes } = await deliver([ERR], { comments: [there] });
  expect(writes).toBe(0);
  expect(comments).toHaveLength(1);
  expect(notes[0]?.message).toBe("Patches as suggestions: 1 already there");
});

it.each([
  ["another line", { startLine: 40 }],
  ["another file", { file: "pkg/b.go" }],
  ["a file without a text diff", { file: "pkg/picture.png" }],
  ["a line that reads otherwise, since the base has moved", { before: ["\t\terr = h()"] }],
  ["lines of which the last is not shown", { startLine: 12, before: [" }", "x"] }],
])("nothing on %s", async (_, change) => {
  const { comments, notes, writes } = await deliver([{ ...ERR, ...change }]);
  expect(writes).toBe(0);
  expect(comments).toEqual([]);
  expect(notes[0]?.message).toBe("Patches as suggestions: 1 not on lines of the pull request");
});

it("of a patch in two places none is written when one is outside", async () => {
  const parts = [
    { ...ERR, of: 2 },
    { ...ERR, part: 2, of: 2, startLine: 90 },
  ];
  expect((await deliver(parts)).comments).toEqual([]);
});

it("without the right there is one note, and it names the permission", async () => {
  const { comments, notes } = await deliver([ERR], { mayWriteReviews: false });
  expect(comments).toEqual([]);
  expect(notes).toHaveLength(1);
  expect(notes[0]?.level).toBe("info");
  expect(notes[0]?.message).toContain("pull-requests: write");
});

it("a reply that is lost does not make a second review", async () => {
  let posts = 0;
  const { comments } = await deliver([ERR], {
    fault: ({ method }) =>
      method === "POST" && posts++ === 0 ? { kind: "lost-reply" } : undefined,
  });
  expect(comments).toHaveLength(1);
});

it.each([
  ["the workflow does not ask for it", { suggestions: false }, "pull_request"],
  ["there is no pull request", { suggestions: true }, "push"],
])("no request when %s", async (_, options, event) => {
  const { requests, notes } = await deliver([ERR], {}, options, event);
  expect(requests).toBe(0);
  expect(notes).toEqual([]);
});
