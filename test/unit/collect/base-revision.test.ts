import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { BuildContext } from "../../../src/model/build-context.ts";
import { policyOf, resolveSettings } from "../../../src/pipeline-settings.ts";

const CONTEXT: BuildContext = {
  platform: "github",
  runId: "1",
  attempt: 1,
  trusted: false,
  notes: [],
};
const ENTRY = [
  "accepted:",
  "  - fingerprint: rg2-0123456789abcdef",
  "    reason: known since the move",
  "    owner: orchard-team",
  "    expires: 2030-01-01",
  "",
].join("\n");

function repository(): { root: string; base: string } {
  const root = mkdtempSync(join(tmpdir(), "racegate-base-"));
  const git = (...args: string[]): string =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], {
      cwd: root,
      encoding: "utf8",
    }).trim();
  git("init", "-q", "-b", "main");
  writeFileSync(join(root, ".racegate.yml"), `fail-on: [new]\n${ENTRY}`);
  git("add", ".");
  git("commit", "-qm", "base");
  const base = git("rev-parse", "HEAD");
  const own = "fail-on: []\npass-env: [GITHUB_TOKEN]\ngcs: gs://attackers-bucket\ngomaxprocs: 2\n";
  writeFileSync(join(root, ".racegate.yml"), own);
  git("commit", "-qam", "the change");
  return { root, base };
}

const given = { door: "flag", settings: new Map() } as const;

test("what decides about a stranger's change is the base revision's word", async () => {
  const { root, base } = repository();
  const context = { ...CONTEXT, baseCommit: base };
  const settings = await resolveSettings({ cwd: root, env: process.env, given, context });
  const { config } = settings;
  expect(config["fail-on"]).toMatchObject({ value: ["new"], origin: { line: 1 } });
  expect(config["pass-env"]).toMatchObject({ value: [], origin: { by: "default" } });
  expect(config.gcs).toBeUndefined();
  expect(config.gomaxprocs).toMatchObject({ value: 2, origin: { name: ".racegate.yml" } });
  expect(settings.notes.join()).toContain("fail-on, pass-env, gcs");
  const [entry] = policyOf(settings, 0).accepted;
  expect(entry?.origin).toBe(`${base.slice(0, 12)}:.racegate.yml:3`);
});

test("a stranger who deletes the file gets the base's all the same", async () => {
  const { root, base } = repository();
  rmSync(join(root, ".racegate.yml"));
  const context = { ...CONTEXT, baseCommit: base };
  const { config } = await resolveSettings({ cwd: root, env: process.env, given, context });
  expect(config["fail-on"].value).toEqual(["new"]);
});

test("without the base revision the defaults hold, and inputs count", async () => {
  const { root } = repository();
  const input = { cwd: root, env: process.env, given, context: CONTEXT };
  const settings = await resolveSettings(input);
  expect(settings.config["fail-on"].origin).toEqual({ by: "default" });
  expect(settings.notes.join()).toContain("fetch-depth: 0");
  const inputs = { door: "input", settings: new Map([["fail-on", "panic"] as const]) } as const;
  const told = await resolveSettings({ ...input, given: inputs });
  expect(told.config["fail-on"]).toEqual({
    value: ["panic"],
    origin: { by: "input", name: "fail-on" },
  });
});

test("a trusted change decides about itself", async () => {
  const { root } = repository();
  const context = { ...CONTEXT, trusted: true };
  const { config } = await resolveSettings({ cwd: root, env: process.env, given, context });
  expect(config["fail-on"]).toMatchObject({
    value: [],
    origin: { name: ".racegate.yml", line: 1 },
  });
});
