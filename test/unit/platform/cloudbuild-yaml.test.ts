import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { checkBuildConfiguration } from "../../servers/build-configuration.ts";

interface BuildFile {
  readonly steps: { readonly name: string; readonly args?: string[]; readonly dir?: string }[];
  readonly substitutions?: Record<string, string>;
  readonly serviceAccount: string;
  readonly options: { readonly logging: string; readonly automapSubstitutions: boolean };
}

const FILES = ["cloudbuild.yaml", "builders/cloudbuild.yaml", "builders/examples/cloudbuild.yaml"];

function load(file: string): { text: string; build: BuildFile } {
  const text = readFileSync(new URL(`../../../${file}`, import.meta.url), "utf8");
  return { text, build: parse(text) as BuildFile };
}

/** https://cloud.google.com/build/docs/configuring-builds/substitute-variable-values */
const BUILT_IN = new Set(["PROJECT_ID", "BUILD_ID", "LOCATION", "COMMIT_SHA"]);

describe.each(FILES)("%s", (file) => {
  const { text, build } = load(file);

  it("is a Build", () => {
    expect(checkBuildConfiguration(build)).toEqual([]);
  });

  it("has its own service account, which needs a word about logs, and maps substitutions", () => {
    expect(build.serviceAccount).toMatch(/^projects\/\$\{PROJECT_ID\}\/serviceAccounts\//);
    expect(build.options).toMatchObject({
      logging: "CLOUD_LOGGING_ONLY",
      automapSubstitutions: true,
    });
  });

  // A template that names an unknown substitution is refused: "key in the template … is not a valid built-in".
  it("names only substitutions that there are", () => {
    const body = text.replace(/^\s*#.*$/gm, "");
    const named = [...body.matchAll(/(?<!\$)\$\{?([A-Z_][A-Z0-9_]*)/g)].map(
      (match) => match[1] ?? "",
    );
    expect(named.length).toBeGreaterThan(0);
    const known = new Set([...BUILT_IN, ...Object.keys(build.substitutions ?? {})]);
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });

  it("uses every substitution that it defines, as Cloud Build insists", () => {
    const unused = Object.keys(build.substitutions ?? {}).filter(
      (name) => !text.includes(`\${${name}}`),
    );
    expect(unused).toEqual([]);
  });
});

// The volumes of Cloud Build belong to root: the image as it is built without arguments must be able to write there.
it("the image works as root, so that no step has to make the workspace writable", () => {
  const read = (file: string): string =>
    readFileSync(new URL(`../../../${file}`, import.meta.url), "utf8");
  const dockerfile = read("builders/Dockerfile");
  expect(dockerfile.match(/^USER .*$/gm)?.at(-1)).toBe("USER ${RACEGATE_USER}");
  expect(dockerfile.match(/^ARG RACEGATE_USER=(.*)$/m)?.[1]).toBe("0");
  for (const file of FILES) expect(read(file)).not.toContain("chmod");
});

/** The snippets of the pages that a reader copies: blocks of YAML with steps of Cloud Build. */
function snippets(file: string): object[] {
  const text = readFileSync(new URL(`../../../${file}`, import.meta.url), "utf8");
  return [...text.matchAll(/^```yaml\n([^]*?)^```$/gm)]
    .map((match) => parse(match[1] ?? "") as { steps?: unknown } | unknown[])
    .map((snippet) => (Array.isArray(snippet) ? { steps: snippet } : snippet))
    .filter(({ steps }) => JSON.stringify(steps ?? "").includes("docker.pkg.dev"));
}

it.each([
  ["README.md", 1],
  ["builders/README.md", 1],
  ["docs/cloud-build.md", 1],
])("every snippet of %s is a Build, and needs no step before", (file, atLeast) => {
  const found = snippets(file);
  expect(found.length).toBeGreaterThanOrEqual(atLeast);
  for (const snippet of found) {
    expect(checkBuildConfiguration(snippet)).toEqual([]);
    expect(JSON.stringify(snippet)).not.toContain("chmod");
  }
});

describe("the check itself", () => {
  const good = { steps: [{ name: "golang", args: ["test"] }], timeout: "10s" };

  it.each<[string, object, string]>([
    ["an unknown field", { ...good, timeOut: "10s" }, "build.timeOut: Build has no such field"],
    [
      "an unknown field of a step",
      { steps: [{ name: "a", argv: [] }] },
      "build.steps[0].argv: BuildStep has no such field",
    ],
    ["a bad duration", { ...good, timeout: "10m" }, "build.timeout: not a Duration like 600s"],
    [
      "a number for a duration",
      { ...good, timeout: 10 },
      "build.timeout: not a Duration like 600s",
    ],
    [
      "an argument that is no string",
      { steps: [{ name: "a", args: ["x", 3] }] },
      "build.steps[0].args[1]: not a TYPE_STRING",
    ],
    ["text for a list", { steps: [{ name: "a", args: "x" }] }, "build.steps[0].args: not a list"],
    [
      "an unknown word",
      { ...good, options: { logging: "CLOUD_LOGGING" } },
      "build.options.logging: CLOUD_LOGGING is no LoggingMode",
    ],
    [
      "a substitution that is no string",
      { ...good, substitutions: { _A: 1 } },
      "build.substitutions._A: not a TYPE_STRING",
    ],
    [
      "text for a number",
      { steps: [{ name: "a", allowExitCodes: ["three"] }] },
      "build.steps[0].allowExitCodes[0]: not a TYPE_INT32",
    ],
  ])("finds %s", (_name, document, expected) => {
    expect(checkBuildConfiguration(document)).toEqual([expected]);
  });

  it("takes both spellings of a name, and nested messages", () => {
    const document = {
      ...good,
      service_account: "a",
      artifacts: { objects: { location: "gs://b", paths: ["x"] } },
      availableSecrets: { secretManager: [{ versionName: "v", env: "T" }] },
    };
    expect(checkBuildConfiguration(document)).toEqual([]);
  });
});
