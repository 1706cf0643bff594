/** The workflows in examples/: actionlint reads them, and the one that publishes is run with a gh that only writes down. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { ensureTool } from "../../scripts/tools.ts";

const EXAMPLES = fileURLToPath(new URL("../../examples/github/", import.meta.url));
const SHA = "e".repeat(40);

interface Workflow {
  readonly permissions: object;
  readonly jobs: {
    readonly publish: {
      readonly permissions: object;
      readonly steps: readonly { readonly run?: string; readonly env: Record<string, string> }[];
    };
  };
}

it("actionlint has nothing to say", () => {
  const files = ["race.yml", "race-publish.yml"].map((name) => path.join(EXAMPLES, name));
  const said = execFileSync(ensureTool("actionlint"), ["-shellcheck=", ...files], {
    encoding: "utf8",
  });
  expect(said).toBe("");
});

describe("race-publish.yml", () => {
  const file = path.join(EXAMPLES, "race-publish.yml");
  const workflow = parse(readFileSync(file, "utf8")) as Workflow;
  const [step] = workflow.jobs.publish.steps;
  let directory = "";
  beforeAll(() => {
    directory = mkdtempSync(path.join(tmpdir(), "racegate-publish-"));
    const words = path.join(directory, "words");
    writeFileSync(
      path.join(directory, "gh"),
      `#!/bin/sh\nfor word in "$@"; do printf '%s\\n' "$word"; done > ${words}\n`,
      { mode: 0o755 },
    );
  });
  afterAll(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  /** What the check run says of a first workflow that ended like this. */
  function published(conclusion: string): ReadonlyMap<string, string> {
    execFileSync("bash", ["-e", "-o", "pipefail", "-c", step?.run ?? ""], {
      stdio: ["ignore", "pipe", "inherit"],
      env: {
        PATH: `${directory}:${process.env["PATH"] ?? ""}`,
        REPOSITORY: "o/r",
        HEAD_SHA: SHA,
        CONCLUSION: conclusion,
        DETAILS: "https://github.com/o/r/actions/runs/1",
      },
    });
    const words = readFileSync(path.join(directory, "words"), "utf8").split("\n");
    const fields = words.filter((word) => word.includes("=")).map((word) => word.split(/=(.*)/s));
    return new Map(fields.map(([name = "", value = ""]) => [name, value]));
  }

  // https://docs.github.com/webhooks/webhook-events-and-payloads#workflow_run: conclusion
  it.each([
    ["success", "success"],
    ["skipped", "neutral"],
    ["failure", "failure"],
    ["cancelled", "failure"],
    ["timed_out", "failure"],
    ["startup_failure", "failure"],
    ["action_required", "failure"],
    ["stale", "failure"],
    ["neutral", "failure"],
    ["", "failure"],
  ])("%o is %s", (conclusion, expected) => {
    const fields = published(conclusion);
    expect(fields.get("conclusion")).toBe(expected);
    expect(fields.get("head_sha")).toBe(SHA);
    expect(fields.get("output[title]")).not.toBe("");
  });

  it("reads nothing of the pull request, and may only write checks", () => {
    expect(workflow.permissions).toEqual({});
    expect(workflow.jobs.publish.permissions).toEqual({ checks: "write" });
    expect(step?.env["CONCLUSION"]).toBe("${{ github.event.workflow_run.conclusion }}");
  });
});
