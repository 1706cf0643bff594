import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connectPlatform } from "../../src/platform/connect.ts";
import { DEFAULT_PLATFORM_OPTIONS, type PlatformOptions } from "../../src/platform/platform.ts";
import {
  startGitHubServer,
  type GitHubFault,
  type GitHubServer,
  type GitHubServerOptions,
} from "../servers/github-server.ts";
import {
  greenPublications,
  HEAD_SHA,
  publications,
  testIo,
  type TestIo,
} from "../servers/platform-io.ts";

const HEADLINE = publications(1).headline ?? "";
const TOKEN = "ghs_not-a-real-token";

let directory = "";
let server: GitHubServer | undefined;

beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "racegate-github-"));
});

afterEach(async () => {
  await server?.close();
  server = undefined;
  rmSync(directory, { recursive: true, force: true });
});

/** Delivers `annotations` annotations to a server and tells all that can be seen from outside. */
async function deliver(
  annotations: number,
  serverOptions: GitHubServerOptions = {},
  options: Partial<PlatformOptions> = {},
  prepare: (io: TestIo) => void = () => undefined,
  sent = publications(annotations),
) {
  server = await startGitHubServer({ token: TOKEN, ...serverOptions });
  const summaryFile = path.join(directory, "summary.md");
  const eventFile = path.join(directory, "event.json");
  writeFileSync(
    eventFile,
    JSON.stringify({
      pull_request: {
        number: 7,
        head: { sha: HEAD_SHA, ref: "topic", repo: { full_name: "o/r" } },
        base: { ref: "main", repo: { full_name: "o/r" } },
      },
    }),
  );
  const io = testIo({
    GITHUB_ACTIONS: "true",
    GITHUB_API_URL: server.url,
    GITHUB_REPOSITORY: "o/r",
    GITHUB_RUN_ID: "42",
    GITHUB_EVENT_NAME: "pull_request",
    GITHUB_EVENT_PATH: eventFile,
    GITHUB_STEP_SUMMARY: summaryFile,
  });
  prepare(io);
  const platform = await connectPlatform(io, {
    ...DEFAULT_PLATFORM_OPTIONS,
    token: TOKEN,
    ...options,
  });
  const startedMs = performance.now();
  const result = await platform.deliver(sent);
  return {
    server,
    context: platform.context,
    notes: result.notes,
    commands: io.written.join(""),
    summary: readFileSync(summaryFile, { encoding: "utf8", flag: "a+" }),
    tookMs: performance.now() - startedMs,
  };
}

describe("a check run", () => {
  it("carries every annotation, in pages of 50, and the log has the headline alone", async () => {
    const { server: github, commands, summary, notes } = await deliver(120);
    expect(github.violations).toEqual([]);
    expect(github.requests.map((request) => `${request.method} ${request.status}`)).toEqual([
      "POST 201",
      "PATCH 200",
      "PATCH 200",
    ]);
    const [check] = github.checks;
    expect(check).toMatchObject({
      name: "racegate",
      head_sha: HEAD_SHA,
      status: "completed",
      conclusion: "failure",
      external_id: "42-test.1",
      details_url: "https://example.com/report",
    });
    expect(check?.annotations.map((annotation) => annotation.start_line)).toEqual(
      Array.from({ length: 120 }, (_, index) => index + 1),
    );
    expect(check?.annotations[0]).toEqual({
      path: "pkg/a.go",
      start_line: 1,
      end_line: 1,
      annotation_level: "failure",
      title: "race 0",
      message: "annotation 0",
      raw_details: "WARNING: DATA RACE",
    });
    expect(commands).toBe(`${HEADLINE}\n`);
    expect(summary).toBe("# racegate\n\n1 new data race\n");
    expect(notes.map((note) => note.level)).toEqual(["info"]);
  });

  it("is made without annotations too: a green check", async () => {
    const { server: github } = await deliver(0);
    expect(github.violations).toEqual([]);
    expect(github.checks).toHaveLength(1);
    expect(github.requests).toHaveLength(1);
  });

  it("takes no more annotations than the input allows, and no half of a finding", async () => {
    const { server: github } = await deliver(20, {}, { annotations: 5 });
    expect(github.checks[0]?.annotations).toHaveLength(4);
  });
});

describe("the server of these tests", () => {
  it("refuses what GitHub refuses: 51 annotations, an unknown conclusion", async () => {
    server = await startGitHubServer();
    const annotation = {
      path: "a.go",
      start_line: 1,
      end_line: 1,
      annotation_level: "failure",
      message: "m",
    };
    const post = async (extra: object): Promise<number> => {
      const response = await fetch(`${server?.url ?? ""}/repos/o/r/check-runs`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ name: "x", head_sha: HEAD_SHA, status: "completed", ...extra }),
      });
      return response.status;
    };
    const output = { title: "t", summary: "s", annotations: Array<object>(51).fill(annotation) };
    expect(await post({ conclusion: "failure", output })).toBe(422);
    expect(await post({ conclusion: "failed" })).toBe(422);
    expect(await post({ conclusion: "failure" })).toBe(201);
    expect(server.violations.length).toBeGreaterThan(0);
  });
});

describe("without the right to write checks", () => {
  it("a fork's token gets commands and the summary, and one note", async () => {
    const {
      server: github,
      commands,
      summary,
      notes,
    } = await deliver(3, { mayWriteChecks: false });
    expect(github.checks).toEqual([]);
    expect(github.requests).toHaveLength(1);
    expect(commands).toBe(
      publications(3)
        .commands.map((command) => `${command}\n`)
        .join(""),
    );
    expect(summary).toContain("1 new data race");
    expect(notes).toHaveLength(1);
    expect(notes[0]?.level).toBe("info");
    expect(notes[0]?.message).toContain("Resource not accessible by integration");
    expect(notes[0]?.message).toContain("checks: write");
  });

  it("a wrong token is the same, and is not shown", async () => {
    const { commands, notes } = await deliver(3, {}, { token: "ghs_wrong" });
    expect(commands).toContain("::error");
    expect(JSON.stringify(notes)).toContain("Bad credentials");
    expect(JSON.stringify(notes)).not.toContain("ghs_wrong");
  });

  it("no token means no request", async () => {
    const { server: github, commands } = await deliver(3, {}, { token: "" });
    expect(github.requests).toEqual([]);
    expect(commands).toContain("::error");
  });

  it("a cancelled run makes no request, but prints and sums up", async () => {
    const { server: github, commands, summary } = await deliver(3, {}, {}, (io) => io.abort());
    expect(github.requests).toEqual([]);
    expect(commands).toContain("::error");
    expect(summary).toContain("1 new data race");
  });

  it("annotations: none writes the summary alone", async () => {
    const { server: github, commands, summary } = await deliver(3, {}, { annotations: "none" });
    expect(github.requests).toEqual([]);
    expect(commands).toBe("");
    expect(summary).toContain("1 new data race");
  });
});

describe("faults", () => {
  const RECOVERABLE: [string, GitHubFault][] = [
    ["reset", { kind: "reset" }],
    ["lost-reply", { kind: "lost-reply" }],
    ["cut", { kind: "cut" }],
    ["500", { kind: "status", status: 500 }],
    ["502", { kind: "status", status: 502 }],
    ["429", { kind: "status", status: 429, headers: { "retry-after": "1" } }],
    [
      "secondary limit",
      {
        kind: "status",
        status: 403,
        headers: { "retry-after": "1" },
        message: "You have exceeded a secondary rate limit",
      },
    ],
  ];

  // 120 annotations are three writes; after a fault there is a look in between, so 0 to 2 hit each write once.
  describe.each([0, 1, 2])("at write %i", (at) => {
    it.each(RECOVERABLE)("%s: every annotation is there exactly once", async (_name, fault) => {
      let writes = 0;
      const {
        server: github,
        commands,
        notes,
      } = await deliver(120, {
        fault: ({ method }) => (method !== "GET" && writes++ === at ? fault : undefined),
      });
      expect(github.violations).toEqual([]);
      expect(github.checks).toHaveLength(1);
      expect(github.checks[0]?.annotations.map((annotation) => annotation.start_line)).toEqual(
        Array.from({ length: 120 }, (_, index) => index + 1),
      );
      expect(commands).toBe(`${HEADLINE}\n`);
      expect(notes.map((note) => note.level)).toEqual(["info"]);
    });
  });

  it("a look that fails as well is repeated before anything is written again", async () => {
    let count = 0;
    const { server: github } = await deliver(3, {
      fault: () => {
        count++;
        if (count === 1) return { kind: "lost-reply" };
        return count === 2 ? { kind: "status", status: 503 } : undefined;
      },
    });
    expect(github.checks).toHaveLength(1);
    expect(github.requests.map((request) => request.method)).toEqual(["POST", "GET", "GET"]);
  });

  it("a stalled server costs the budget and no more, and the annotations come as commands", async () => {
    const { commands, notes, tookMs } = await deliver(
      3,
      { fault: () => ({ kind: "stall" }) },
      { deliveryBudgetMs: 1500 },
    );
    expect(tookMs).toBeLessThan(5000);
    expect(commands).toContain("::error");
    expect(notes.map((note) => note.level)).toEqual(["warning"]);
  });

  it("a limit that ends after the budget is not waited for", async () => {
    const { commands, tookMs } = await deliver(
      3,
      { fault: () => ({ kind: "status", status: 429, headers: { "retry-after": "3600" } }) },
      { deliveryBudgetMs: 30_000 },
    );
    expect(tookMs).toBeLessThan(5000);
    expect(commands).toContain("::error");
  });

  it("a page that GitHub refuses leaves the verdict and says what is missing", async () => {
    const {
      server: github,
      commands,
      notes,
    } = await deliver(120, {
      fault: ({ index }) => (index === 1 ? { kind: "status", status: 422 } : undefined),
    });
    expect(github.checks[0]?.conclusion).toBe("failure");
    expect(github.checks[0]?.annotations).toHaveLength(50);
    expect(commands).toBe(`${HEADLINE}\n`);
    expect(notes.map((note) => note.message).join("\n")).toContain("70 annotations are not in");
  });
});

describe("a green run without a finding", () => {
  const green = (serverOptions: GitHubServerOptions) =>
    deliver(0, serverOptions, {}, undefined, greenPublications());

  it("makes its check run, and nobody has to read of it", async () => {
    const { server: github, commands, notes } = await green({});
    expect(github.checks[0]?.conclusion).toBe("success");
    expect(commands).toBe("");
    expect(notes.map((note) => note.level)).toEqual(["debug"]);
  });

  it("says nothing of a token that may not write checks", async () => {
    const { commands, notes } = await green({ mayWriteChecks: false });
    expect(commands).toBe("");
    expect(notes.map((note) => note.level)).toEqual(["debug"]);
  });

  it.each<[string, GitHubFault]>([
    ["broken", { kind: "status", status: 502 }],
    ["gone", { kind: "reset" }],
    ["limiting", { kind: "status", status: 429, headers: { "retry-after": "1" } }],
  ])("asks a server that is %s once", async (_name, fault) => {
    const { server: github, notes } = await green({ fault: () => fault });
    expect(github.requests).toHaveLength(1);
    expect(notes.map((note) => note.level)).toEqual(["warning"]);
  });

  it("gives a silent server two seconds", async () => {
    const { notes, tookMs } = await green({ fault: () => ({ kind: "stall" }) });
    expect(tookMs).toBeGreaterThan(1_500);
    expect(tookMs).toBeLessThan(10_000); // a hang guard: the stated budget is 60 s
    expect(notes.map((note) => note.level)).toEqual(["warning"]);
  });
});
