/**
 * Cuts GitHub's OpenAPI description (api.github.com.json of the npm package @octokit/openapi, 13 MB) down to
 * the operations that racegate calls, for the GitHub server of the tests.
 *
 *     node scripts/prune-github-openapi.ts <api.github.com.json> [target]
 *
 * The description is MIT licensed: Copyright (c) 2020 Octokit contributors. The target says so in `info`.
 */
import { readFileSync, writeFileSync } from "node:fs";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
interface JsonObject {
  [key: string]: Json;
}

const KEPT_PATHS = [
  "/repos/{owner}/{repo}/check-runs",
  "/repos/{owner}/{repo}/check-runs/{check_run_id}",
  "/repos/{owner}/{repo}/check-runs/{check_run_id}/annotations",
  "/repos/{owner}/{repo}/commits/{ref}/check-runs",
  "/repos/{owner}/{repo}/pulls/{pull_number}/comments",
  "/repos/{owner}/{repo}/pulls/{pull_number}/files",
  "/repos/{owner}/{repo}/pulls/{pull_number}/reviews",
];
const DEFAULT_TARGET = "test/fixtures/github-api.json";

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function member(value: Json | undefined, key: string): Json | undefined {
  return isObject(value) ? value[key] : undefined;
}

/** What no validation needs: examples and prose are nine tenths of the bytes. */
const UNUSED_KEYS = new Set(["examples", "example", "externalDocs", "x-github", "description"]);

/** `isNames`: the keys are names of things (`properties`), not keywords. */
function withoutProse(value: Json, isNames = false): Json {
  if (Array.isArray(value)) return value.map((item) => withoutProse(item));
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([key]) => isNames || !UNUSED_KEYS.has(key));
  return Object.fromEntries(
    kept.map(([key, item]) => [key, withoutProse(item, !isNames && key === "properties")]),
  );
}

/** `#/components/<kind>/<name>` of everything that `value` refers to, directly or through others. */
function references(value: Json | undefined, document: JsonObject, found: Set<string>): void {
  if (Array.isArray(value)) {
    for (const item of value) references(item, document, found);
  } else if (isObject(value)) {
    const target = value["$ref"];
    if (typeof target === "string" && !found.has(target)) {
      found.add(target);
      references(resolve(target, document), document, found);
    }
    for (const item of Object.values(value)) references(item, document, found);
  }
}

function resolve(reference: string, document: JsonObject): Json {
  const [, , kind = "", name = ""] = reference.split("/");
  const component = member(member(document["components"], kind), name);
  if (component === undefined) throw new Error(`nothing at ${reference}`);
  return component;
}

function prune(document: JsonObject): JsonObject {
  const paths: JsonObject = {};
  for (const path of KEPT_PATHS) {
    const item = member(document["paths"], path);
    if (item === undefined) throw new Error(`the description has no ${path}`);
    paths[path] = withoutProse(item);
  }
  // Prose goes first: an example's reference would bring in a component that nothing else needs.
  const slim: JsonObject = { ...document, components: withoutProse(document["components"] ?? {}) };
  const found = new Set<string>();
  references(paths, slim, found);
  const components: JsonObject = {};
  for (const reference of [...found].sort()) {
    const [, , kind = "", name = ""] = reference.split("/");
    const group = (components[kind] ??= {});
    if (isObject(group)) group[name] = resolve(reference, slim);
  }
  return {
    openapi: document["openapi"] ?? "3.0.3",
    info: {
      title: "GitHub REST API, cut down to what racegate calls",
      version: member(document["info"], "version") ?? "",
      description:
        "Made by scripts/prune-github-openapi.ts from @octokit/openapi. " +
        "MIT License, Copyright (c) 2020 Octokit contributors.",
      license: { name: "MIT", url: "https://spdx.org/licenses/MIT" },
    },
    servers: [{ url: "/" }],
    paths,
    components,
  };
}

const [source, target = DEFAULT_TARGET] = process.argv.slice(2);
if (source === undefined) {
  console.error("usage: node scripts/prune-github-openapi.ts <api.github.com.json> [target]");
  process.exitCode = 2;
} else {
  const document = JSON.parse(readFileSync(source, "utf8")) as JsonObject;
  writeFileSync(target, `${JSON.stringify(prune(document), null, 1)}\n`);
}
