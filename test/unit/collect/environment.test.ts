import { mkdtemp, readFile, rm, writeFile, chmod, mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseCpuMax } from "../../../src/collect/cpu-limit.ts";
import { preflight } from "../../../src/collect/preflight.ts";
import { watchRunnerFiles } from "../../../src/collect/runner-files.ts";
import { splitEnvironment } from "../../../src/collect/secret-environment.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "racegate-unit-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("splitEnvironment", () => {
  const names = [
    "GITHUB_TOKEN",
    "GH_TOKEN",
    "gitlab_token",
    "NPM_TOKEN",
    "RELEASE_PAT",
    "ACTIONS_RUNTIME_URL",
    "INPUT_GCS",
    "RACEGATE_GCS",
    "GITHUB_ENV",
    "GITHUB_STEP_SUMMARY",
    "BUILDER_OUTPUT",
    "GOOGLE_APPLICATION_CREDENTIALS",
    "CLOUDSDK_AUTH_ACCESS_TOKEN",
    "CLOUDSDK_CONFIG",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "GIT_CONFIG_VALUE_0",
    "INPUT_TWO-WORDS",
  ];

  it.each(names)("%s does not reach the test", (name) => {
    const split = splitEnvironment({ [name]: "x" }, []);
    expect(split.removed).toEqual([name]);
    const reaches = Object.hasOwn(split.forGo, name) && !split.removedInWrapper.includes(name);
    expect(reaches).toBe(false);
    expect(splitEnvironment({ [name]: "x" }, [name]).removed).toEqual([]);
  });

  it.each([
    "PATH",
    "HOME",
    "GITHUB_SHA",
    "GITHUB_ACTIONS",
    "CI",
    "POSTGRES_PASSWORD",
    "CLIENT_SECRET",
    "GOOGLE_CLOUD_PROJECT",
    "STORAGE_EMULATOR_HOST",
    "AWS_REGION",
    "TOKENIZER",
    "PATTERN",
    "GIT_CONFIG_GLOBAL",
  ])("%s stays", (name) => {
    expect(splitEnvironment({ [name]: "x" }, []).removed).toEqual([]);
  });

  it("go keeps the credentials that private modules need, and nothing of the runner's", () => {
    const { forGo } = splitEnvironment(
      { GITHUB_TOKEN: "t", ACTIONS_RUNTIME_TOKEN: "a", GITHUB_ENV: "/f", INPUT_X: "i" },
      [],
    );
    expect(forGo).toEqual({ GITHUB_TOKEN: "t" });
  });

  it("a copy of a credential under another name goes too; a short word does not", () => {
    const split = splitEnvironment(
      { GH_TOKEN: "a-long-secret-value", COPY: "a-long-secret-value", OTHER_TOKEN: "1", ONE: "1" },
      [],
    );
    expect(split.removed).toEqual(["COPY", "GH_TOKEN", "OTHER_TOKEN"]);
  });
});

describe("watchRunnerFiles", () => {
  it("names the file that changed, appeared or vanished", async () => {
    const path = (name: string): string => join(folder, name);
    for (const name of ["same", "changed", "gone"]) await writeFile(path(name), "before");
    const changes = await watchRunnerFiles({
      GITHUB_ENV: path("same"),
      GITHUB_PATH: path("changed"),
      GITHUB_OUTPUT: path("gone"),
      GITHUB_STATE: path("new"),
      GITHUB_STEP_SUMMARY: "",
    });
    expect(await changes()).toEqual([]);
    await writeFile(path("changed"), "after");
    await writeFile(path("new"), "x");
    await rm(path("gone"));
    expect((await changes()).map((loss) => loss.what)).toEqual([
      "The integrity of GITHUB_PATH",
      "The integrity of GITHUB_OUTPUT",
      "The integrity of GITHUB_STATE",
    ]);
    expect(await readFile(path("same"), "utf8")).toBe("before");
  });
});

describe("parseCpuMax", () => {
  it.each([
    ["max 100000\n", undefined],
    ["150000 100000\n", 1.5],
    ["400000 100000", 4],
    ["", undefined],
    [undefined, undefined],
    ["nonsense", undefined],
  ])("%j", (text, limit) => {
    expect(parseCpuMax(text)).toBe(limit);
  });
});

describe("preflight", () => {
  const goEnv = (fields: Record<string, string>): ReadonlyMap<string, string> =>
    new Map(
      Object.entries({
        GOOS: "linux",
        GOARCH: "amd64",
        GOVERSION: "go1.26.1",
        CGO_ENABLED: "1",
        CC: "my-cc -m64",
        ...fields,
      }),
    );
  let withCompiler = "";
  beforeAll(async () => {
    withCompiler = join(folder, "bin");
    await mkdir(withCompiler);
    await writeFile(join(withCompiler, "my-cc"), "");
    await chmod(join(withCompiler, "my-cc"), 0o755);
  });
  const slugs = async (
    fields: Record<string, string>,
    env: Record<string, string>,
  ): Promise<string[]> => (await preflight(goEnv(fields), env)).map((problem) => problem.slug);

  it("has nothing to say of a machine that works", async () => {
    expect(await slugs({}, { PATH: withCompiler })).toEqual([]);
  });

  it("finds each cause", async () => {
    const path = { PATH: withCompiler };
    expect(await slugs({}, { PATH: "/nowhere" })).toEqual(["no-c-compiler"]);
    // go turns cgo off by itself when there is no compiler: the compiler is the cause.
    expect(await slugs({ CGO_ENABLED: "0" }, { PATH: "/nowhere" })).toEqual(["no-c-compiler"]);
    expect(await slugs({ CGO_ENABLED: "0" }, { ...path, CGO_ENABLED: "0" })).toEqual([
      "cgo-disabled",
    ]);
    expect(await slugs({ CGO_ENABLED: "0" }, { PATH: "/nowhere", CGO_ENABLED: "0" })).toEqual([
      "cgo-disabled",
    ]);
    expect(await slugs({ GOARCH: "386" }, path)).toEqual(["unsupported-platform"]);
    expect(await slugs({ GOVERSION: "go1.21.13" }, path)).toEqual(["go-too-old"]);
    expect(await slugs({ GOVERSION: "devel go1.27-abc" }, path)).toEqual([]);
    expect(await slugs({ GOOS: "darwin", GOARCH: "arm64", CGO_ENABLED: "0" }, path)).toEqual([]);
  });
});
