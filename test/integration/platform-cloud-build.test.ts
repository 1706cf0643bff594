import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { status, type credentials } from "@grpc/grpc-js";
import { build } from "esbuild";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { cloudBuildContext } from "../../src/platform/cloud-build-context.ts";
import { cloudBuild } from "../../src/platform/cloud-build.ts";
import { DEFAULT_PLATFORM_OPTIONS, type Environment } from "../../src/platform/platform.ts";
import {
  startCloudBuildServer,
  type BuildMessage,
  type CloudBuildFault,
  type CloudBuildServer,
} from "../servers/cloud-build-server.ts";
import { startMetadataServer, type MetadataBehaviour } from "../servers/metadata-server.ts";
import { HEAD_SHA, publications, testIo } from "../servers/platform-io.ts";

const NAME = "projects/p1/locations/europe-west1/builds/b-1";
const ENV = { BUILD_ID: "b-1", PROJECT_ID: "p1", LOCATION: "europe-west1" };
const RECORD: BuildMessage = {
  name: NAME,
  id: "b-1",
  projectId: "p1",
  startTime: { seconds: "1790000000", nanos: 500_000_000 },
  timeout: { seconds: "1200" },
  logUrl: "https://console.cloud.google.com/cloud-build/builds;region=europe-west1/b-1?project=1",
  buildTriggerId: "trigger-id",
  substitutions: {
    COMMIT_SHA: HEAD_SHA,
    REPO_FULL_NAME: "o/r",
    BRANCH_NAME: "topic",
    TRIGGER_NAME: "on-pull-request",
    _PR_NUMBER: "7",
    _BASE_BRANCH: "main",
    _HEAD_BRANCH: "topic",
    _HEAD_REPO_URL: "https://github.com/o/r",
  },
};

let server: CloudBuildServer | undefined;

beforeEach(() => {
  vi.stubEnv("METADATA_SERVER_DETECTION", "none");
  vi.stubEnv("GOOGLE_APPLICATION_CREDENTIALS", undefined);
});

afterEach(() => {
  vi.unstubAllEnvs();
  server?.close();
  server = undefined;
});

async function context(
  env: Environment,
  record: BuildMessage | undefined,
  fault?: CloudBuildFault,
) {
  server = await startCloudBuildServer(
    record === undefined ? new Map() : new Map([[NAME, record]]),
    fault,
  );
  const startedMs = performance.now();
  const built = await cloudBuildContext(testIo(env), DEFAULT_PLATFORM_OPTIONS, {
    clientOptions: server.clientOptions,
    limitMs: 3000,
  });
  return { built, requests: server.requests, tookMs: performance.now() - startedMs };
}

describe("the build that racegate runs in", () => {
  it("is read from the API where the environment says nothing", async () => {
    const { built, requests } = await context(ENV, RECORD);
    expect(requests).toEqual([{ name: NAME, projectId: "p1", id: "b-1" }]);
    expect(built).toEqual({
      platform: "cloud-build",
      runId: expect.stringMatching(/^b-1-[0-9a-f]{8}$/) as string,
      attempt: 1,
      repository: "o/r",
      commit: HEAD_SHA,
      branch: "topic",
      baseBranch: "main",
      pullRequest: 7,
      trigger: "on-pull-request",
      logUrl: RECORD["logUrl"],
      buildDeadlineMs: 1_790_000_000_500 + 1_200_000,
      trusted: true,
      notes: [],
    });
  });

  it("is what the environment says, where it says something", async () => {
    const env = { ...ENV, COMMIT_SHA: "b".repeat(40), _PR_NUMBER: "8", TRIGGER_NAME: "" };
    const { built } = await context(env, RECORD);
    expect(built).toMatchObject({
      commit: "b".repeat(40),
      pullRequest: 8,
      trigger: "on-pull-request",
    });
  });

  it("has the commit of its source where no substitution has one", async () => {
    const { built } = await context(ENV, {
      ...RECORD,
      substitutions: {},
      sourceProvenance: { resolvedGitSource: { url: "https://x", revision: HEAD_SHA } },
    });
    expect(built).toMatchObject({ commit: HEAD_SHA, trigger: "trigger-id", notes: [] });
  });

  it("has no commit when submitted by hand, and says so", async () => {
    const { built } = await context(ENV, { ...RECORD, substitutions: {} });
    expect(built.commit).toBeUndefined();
    expect(built.notes).toHaveLength(1);
    expect(built.notes[0]).toContain("COMMIT_SHA is empty");
    expect(built.notes[0]).toContain("automapSubstitutions");
  });

  it("is a stranger's when the pull request comes from a fork, or from nobody knows where", async () => {
    const fork = { ...ENV, _HEAD_REPO_URL: "https://github.com/stranger/r" };
    const forked = await context(fork, RECORD);
    expect(forked.built.trusted).toBe(false);
    server?.close();
    const unknown = await context({ ...ENV, _PR_NUMBER: "7", COMMIT_SHA: HEAD_SHA }, undefined);
    expect(unknown.built.trusted).toBe(false);
  });

  it("is asked for again when the API is unavailable once", async () => {
    const { built, requests } = await context(ENV, RECORD, {
      kind: "code",
      code: status.UNAVAILABLE,
      times: 1,
    });
    expect(requests).toHaveLength(2);
    expect(built.notes).toEqual([]);
  });
});

describe("two racegate steps in one build have ids of their own", () => {
  const image = "us-docker.pkg.dev/p1/tools/racegate";
  const steps = [
    { name: "busybox", args: ["chmod", "-R", "a+rwX", "."] },
    { name: image, id: "unit", args: ["run", "./internal/..."] },
    { name: image, args: ["run", "./e2e/..."] },
  ];
  /** Without the random end. */
  const runId = async (
    args: readonly string[] | undefined,
    env: Record<string, string> = {},
    record: BuildMessage = { ...RECORD, steps },
    directory = "/workspace",
  ): Promise<string> => {
    server?.close();
    server = await startCloudBuildServer(new Map([[NAME, record]]));
    const options = { ...DEFAULT_PLATFORM_OPTIONS, args, directory };
    const connection = { clientOptions: server.clientOptions, limitMs: 3000 };
    const built = await cloudBuildContext(testIo({ ...ENV, ...env }), options, connection);
    expect(built.runId).toMatch(/-[0-9a-f]{8}$/);
    return built.runId.slice(0, -9);
  };

  it("by RACEGATE_STEP, which needs no record", async () => {
    expect(await runId(undefined, { RACEGATE_STEP: "my step" }, RECORD)).toBe("b-1-my-step");
    expect(await runId(undefined, { _RACEGATE_STEP: "e2e" }, RECORD)).toBe("b-1-e2e");
  });

  it("by the id, or the position, of the step with the same arguments", async () => {
    expect(await runId(["run", "./internal/..."])).toBe("b-1-unit");
    expect(await runId(["run", "./e2e/..."])).toBe("b-1-2");
  });

  it("by the directory, where the arguments are equal", async () => {
    const args = ["run"];
    const record = {
      ...RECORD,
      steps: [
        { name: image, id: "api", args, dir: "api" },
        { name: "us-docker.pkg.dev/p1/tools/other", id: "web", args, dir: "web" },
      ],
    };
    expect(await runId(args, {}, record, "/workspace/api")).toBe("b-1-api");
    expect(await runId(args, {}, record, "/workspace/web")).toBe("b-1-web");
    expect(await runId(args, {}, record, "/workspace/other")).toBe("b-1");
  });

  it("by nothing at all: a matrix of images with one directory and one command line", async () => {
    const args = ["run"];
    const alike = { ...RECORD, steps: [1, 2, 3].map((n) => ({ name: `${image}:${n}`, args })) };
    const options = { ...DEFAULT_PLATFORM_OPTIONS, args, directory: "/workspace" };
    server = await startCloudBuildServer(new Map([[NAME, alike]]));
    const connection = { clientOptions: server.clientOptions, limitMs: 3000 };
    const ids = await Promise.all(
      alike.steps.map(
        async () => (await cloudBuildContext(testIo(ENV), options, connection)).runId,
      ),
    );
    expect(new Set(ids).size).toBe(3);
  });

  it("not in the name where it is the only one, or where two are alike", async () => {
    const alone = { ...RECORD, steps: steps.slice(0, 2) };
    expect(await runId(["run", "./internal/..."], {}, alone)).toBe("b-1");
    const alike = { ...RECORD, steps: [steps[1], steps[1]] };
    expect(await runId(["run", "./internal/..."], {}, alike)).toBe("b-1");
    expect(await runId(["run"])).toBe("b-1");
  });
});

describe("a build that cannot be read leaves one note", () => {
  const env = { ...ENV, COMMIT_SHA: HEAD_SHA, PROJECT_NUMBER: "1" };

  it("and without all substitutions nobody knows whose code it is: not trusted", async () => {
    const { built } = await context({ ...ENV, COMMIT_SHA: HEAD_SHA }, undefined);
    expect(built.trusted).toBe(false);
    expect(built.notes.join("\n")).toContain("automapSubstitutions");
  });

  it.each([
    ["PERMISSION_DENIED", status.PERMISSION_DENIED],
    ["NOT_FOUND", status.NOT_FOUND],
    ["UNAUTHENTICATED", status.UNAUTHENTICATED],
  ])("%s", async (name, code) => {
    const { built } = await context(env, RECORD, { kind: "code", code, times: 99 });
    expect(built).toMatchObject({ commit: HEAD_SHA, buildDeadlineMs: undefined, trusted: true });
    expect(built.notes).toHaveLength(1);
    expect(built.notes[0]).toContain(name);
    expect(built.notes[0]).toContain("roles/cloudbuild.builds.viewer");
  });

  it("a stalled server costs seconds", async () => {
    const { built, tookMs } = await context(env, RECORD, { kind: "stall" });
    expect(tookMs).toBeLessThan(6000);
    expect(built.notes).toHaveLength(1);
    expect(built.notes[0]).toContain("no answer within 3 s");
  });

  it("no credentials", async () => {
    const built = await cloudBuildContext(testIo(env), DEFAULT_PLATFORM_OPTIONS);
    expect(built.notes).toHaveLength(1);
    expect(built.notes[0]).toContain("credentials");
  });
});

/** gcp-metadata keeps its first answer for the life of the process: so each state gets its own process. */
describe("a metadata server that is", () => {
  const script = `
    const { cloudBuildContext } = await import(process.argv[1]);
    const io = { env: process.env, stdout: process.stdout, signal: new AbortController().signal, now: Date.now };
    const options = { annotations: "auto", summary: true, unsafePullRequestTarget: false };
    const context = await cloudBuildContext(io, options, { clientOptions: { apiEndpoint: "127.0.0.1", port: 1 } });
    console.log(JSON.stringify(context));
    process.exit(0);`;
  const module = new URL("../../src/platform/cloud-build-context.ts", import.meta.url).href;

  it.each<[MetadataBehaviour | "absent"]>([
    ["silent"],
    ["broken"],
    ["garbage"],
    ["absent"],
    ["good"],
  ])("%s costs at most 10 s and one note", async (behaviour) => {
    const metadata = behaviour === "absent" ? undefined : await startMetadataServer();
    if (metadata !== undefined && behaviour !== "absent") metadata.behaviour = behaviour;
    const startedMs = performance.now();
    try {
      const { stdout } = await promisify(execFile)(
        process.execPath,
        ["--input-type=module", "-e", script, module],
        {
          cwd: fileURLToPath(new URL("../..", import.meta.url)),
          timeout: 30_000,
          env: {
            PATH: process.env["PATH"],
            ...ENV,
            COMMIT_SHA: HEAD_SHA,
            PROJECT_NUMBER: "1",
            GCE_METADATA_HOST: metadata?.host ?? "127.0.0.1:1",
          },
        },
      );
      const built = JSON.parse(stdout) as { commit: string; notes: string[] };
      expect(performance.now() - startedMs).toBeLessThan(10_000);
      expect(built.commit).toBe(HEAD_SHA);
      expect(built.notes).toHaveLength(1);
    } finally {
      await metadata?.stop();
    }
  });
});

/** What ships is a bundle, and a bundler changes how a CommonJS package is imported. */
describe("the bundled client", () => {
  it("reads the build", async () => {
    const directory = mkdtempSync(path.join(tmpdir(), "racegate-bundle-"));
    try {
      await build({
        stdin: {
          contents:
            'export { cloudBuildContext } from "./src/platform/cloud-build-context.ts";\n' +
            'export { credentials } from "@grpc/grpc-js";',
          resolveDir: fileURLToPath(new URL("../..", import.meta.url)),
        },
        outdir: directory,
        outExtension: { ".js": ".mjs" },
        bundle: true,
        // As scripts/build.ts does: only with splitting does a lazy package become a file of its own.
        splitting: true,
        platform: "node",
        format: "esm",
        logLevel: "error",
        banner: {
          js: `import { createRequire } from "node:module";
            const require = createRequire(import.meta.url), __dirname = import.meta.dirname;`,
        },
      });
      const bundled = (await import(path.join(directory, "stdin.mjs"))) as {
        cloudBuildContext: typeof cloudBuildContext;
        credentials: typeof credentials;
      };
      server = await startCloudBuildServer(new Map([[NAME, RECORD]]));
      const built = await bundled.cloudBuildContext(testIo(ENV), DEFAULT_PLATFORM_OPTIONS, {
        clientOptions: { ...server.clientOptions, sslCreds: bundled.credentials.createInsecure() },
      });
      expect(built.notes).toEqual([]);
      expect(built.logUrl).toBe(RECORD["logUrl"]);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });
});

describe("a step that is not told its build", () => {
  it("runs, says what to add, and is not trusted", async () => {
    const io = testIo({ HOME: "/builder/home", BUILDER_OUTPUT: "/builder/outputs" });
    const built = await cloudBuildContext(io, DEFAULT_PLATFORM_OPTIONS);
    expect(built).toMatchObject({ platform: "cloud-build", trusted: false });
    expect(built.runId).toMatch(/^build-20261124T100000Z-[0-9a-f]{8}$/);
    expect(built.notes).toHaveLength(1);
    expect(built.notes[0]).toContain("{automapSubstitutions: true}");
    const again = await cloudBuildContext(io, DEFAULT_PLATFORM_OPTIONS);
    expect(again.runId).not.toBe(built.runId);
  });
});

describe("$BUILDER_OUTPUT", () => {
  let directory = "";
  beforeEach(() => {
    directory = mkdtempSync(path.join(tmpdir(), "racegate-output-"));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  async function deliver(builderOutput: string, env: Environment) {
    const io = testIo({ ...ENV, ...env });
    return cloudBuild.deliver(
      { ...publications(2), builderOutput },
      {
        context: { platform: "cloud-build", runId: "b", attempt: 1, trusted: true, notes: [] },
        io,
        options: DEFAULT_PLATFORM_OPTIONS,
      },
    );
  }

  it("gets the compact result", async () => {
    const result = await deliver('{"exitCode":3}', { BUILDER_OUTPUT: directory });
    expect(result.notes).toEqual([]);
    expect(readFileSync(path.join(directory, "output"), "utf8")).toBe('{"exitCode":3}');
  });

  it("gets nothing rather than half a document", async () => {
    const result = await deliver("x".repeat(48 * 1024), { BUILDER_OUTPUT: directory });
    expect(result.notes.map((note) => note.level)).toEqual(["warning"]);
    expect(readdirSync(directory)).toEqual([]);
  });

  it("may be missing, or not writable", async () => {
    expect((await deliver("{}", {})).notes).toEqual([]);
    const result = await deliver("{}", { BUILDER_OUTPUT: path.join(directory, "nowhere") });
    expect(result.notes.map((note) => note.level)).toEqual(["warning"]);
  });
});
