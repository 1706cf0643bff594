/**
 * The bundled Action in a workflow, run by nektos/act on this machine (no containers) against the loopback
 * GitHub: annotations, outputs, summary, verdict. What runs is what a user gets: action.yml and dist/.
 */
import { execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ensureTool } from "../../scripts/tools.ts";
import { startGitHubServer, type GitHubServer } from "../servers/github-server.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const TOKEN = "ghs-planted-token-for-act";

const RACY_TEST = `package counter

import (
	"os"
	"strings"
	"sync"
	"testing"
)

var total int

func TestAdd(t *testing.T) {
	for _, entry := range os.Environ() {
		if strings.Contains(entry, "planted-token") {
			t.Fatalf("the test sees a token: %s", strings.SplitN(entry, "=", 2)[0])
		}
	}
	t.Log("::error::said by a test")
	var wg sync.WaitGroup
	for range 2 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			total++
		}()
	}
	wg.Wait()
}
`;

const FINE_TEST = `package counter

import "testing"

func TestFine(t *testing.T) {}
`;

let directory = "";
let act = "";
let github: GitHubServer | undefined;

beforeAll(() => {
  act = ensureTool("act");
});
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "racegate-act-"));
});
afterEach(async () => {
  await github?.close();
  github = undefined;
  rmSync(directory, { recursive: true, force: true });
});

interface Workflow {
  readonly test: string;
  readonly with?: readonly string[];
  readonly mayWriteChecks?: boolean;
}

interface ActLine {
  readonly command?: string;
  readonly arg?: string;
  readonly msg?: string;
  readonly content?: string;
  readonly kvPairs?: Readonly<Record<string, string>>;
  readonly stepResult?: string;
  readonly stepID?: readonly string[];
  readonly raw_output?: boolean;
}

/** Runs one workflow to its end; what it tells is in act's JSON lines. */
async function runWorkflow(workflow: Workflow) {
  github = await startGitHubServer({
    token: TOKEN,
    mayWriteChecks: workflow.mayWriteChecks ?? true,
  });
  const repository = path.join(directory, "repository");
  writeRepository(repository, workflow);
  const head = execFileSync("git", ["-C", repository, "rev-parse", "HEAD"], {
    encoding: "utf8",
  }).trim();
  const event = path.join(directory, "event.json");
  writeFileSync(event, JSON.stringify(pullRequestEvent(head)));
  const { code, output } = await runAct(repository, event, github.url);
  const lines = output
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as ActLine);
  return { code, output, lines, head, github, outputs: outputsOf(lines) };
}

function writeRepository(repository: string, workflow: Workflow): void {
  const action = path.join(repository, "racegate-action");
  mkdirSync(path.join(repository, ".github/workflows"), { recursive: true });
  mkdirSync(path.join(repository, "counter"), { recursive: true });
  cpSync(path.join(ROOT, "dist"), path.join(action, "dist"), { recursive: true });
  for (const file of ["action.yml", "package.json"])
    cpSync(path.join(ROOT, file), path.join(action, file));
  writeFileSync(path.join(repository, "go.mod"), "module example.com/acted\n\ngo 1.22\n");
  writeFileSync(path.join(repository, "counter/counter_test.go"), workflow.test);
  writeFileSync(
    path.join(repository, ".github/workflows/race.yml"),
    workflowFile(workflow.with ?? []),
  );
  const git = (...args: string[]) =>
    execFileSync("git", [
      "-C",
      repository,
      "-c",
      "user.name=t",
      "-c",
      "user.email=t@example.com",
      ...args,
    ]);
  git("init", "--quiet", "--initial-branch=main");
  git("remote", "add", "origin", "https://github.com/o/r.git");
  git("add", ".");
  git("commit", "--quiet", "--message=all");
}

function workflowFile(inputs: readonly string[]): string {
  return `on: pull_request
jobs:
  race:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5 # act copies the tree instead
      - run: node -p '"node=" + process.version'
      - id: race
        uses: ./racegate-action
        with:
          packages: ./...
${inputs.map((line) => `          ${line}\n`).join("")}
      - if: always()
        env:
          OUTPUTS: \${{ toJSON(steps.race.outputs) }}
        run: echo "outputs=$(echo "$OUTPUTS" | tr -d '\\n')"
`;
}

function pullRequestEvent(head: string): unknown {
  return {
    pull_request: {
      number: 7,
      head: { sha: head, ref: "topic", repo: { full_name: "o/r" } },
      base: { ref: "main", repo: { full_name: "o/r" } },
    },
  };
}

async function runAct(
  repository: string,
  event: string,
  apiUrl: string,
): Promise<{ code: number | null; output: string }> {
  const home = path.join(directory, "home");
  mkdirSync(home, { recursive: true });
  const child = spawn(
    act,
    [
      "pull_request",
      "--platform=ubuntu-latest=-self-hosted",
      "--no-cache-server",
      "--json",
      "--eventpath",
      event,
      "--env",
      `GITHUB_API_URL=${apiUrl}`,
      "--secret",
      `GITHUB_TOKEN=${TOKEN}`,
    ],
    {
      cwd: repository,
      stdio: ["ignore", "pipe", "pipe"],
      timeout: 240_000,
      env: {
        // act takes the first node of PATH, whatever action.yml says.
        PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env["PATH"] ?? ""}`,
        HOME: home,
        XDG_CACHE_HOME: path.join(home, "cache"),
        GOCACHE: goEnv("GOCACHE"),
        GOFLAGS: "-mod=mod",
        GOPROXY: "off",
      },
    },
  );
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString("utf8")));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString("utf8")));
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, output };
}

function goEnv(name: string): string {
  return execFileSync("go", ["env", name], { encoding: "utf8" }).trim();
}

function outputsOf(lines: readonly ActLine[]): Record<string, string> {
  const line = lines.find((candidate) => candidate.msg?.startsWith("outputs=") === true);
  return JSON.parse(line?.msg?.trim().slice("outputs=".length) ?? "{}") as Record<string, string>;
}

const OUTPUT_NAMES = [
  "artifacts-dir",
  "conclusion",
  "exit-code",
  "findings-file",
  "gate",
  "new-races",
  "races",
  "report-url",
];

describe("the bundled Action", () => {
  it("with a race: a check run, all outputs, a summary, a failed job", async () => {
    const {
      code,
      output,
      lines,
      head,
      github: server,
      outputs,
    } = await runWorkflow({ test: RACY_TEST });
    expect(output).toContain("node=v24.");
    expect(code, output).not.toBe(0);

    expect(server.violations).toEqual([]);
    expect(server.checks).toHaveLength(1);
    const [check] = server.checks;
    expect(check).toMatchObject({ head_sha: head, status: "completed", conclusion: "failure" });
    const places = check?.annotations.map(({ path: file, start_line }) => `${file}:${start_line}`);
    expect(places).toContain("counter/counter_test.go:24");
    expect(check?.annotations.some(({ raw_details }) => raw_details?.includes("DATA RACE"))).toBe(
      true,
    );

    expect(Object.keys(outputs).sort()).toEqual(OUTPUT_NAMES);
    expect(outputs).toMatchObject({
      conclusion: "fail",
      "exit-code": "3",
      gate: "closed",
      races: "1",
      "new-races": "1",
    });
    expect(existsSync(outputs["findings-file"] ?? ""), outputs["findings-file"]).toBe(true);

    const summary = lines.find((line) => line.command === "summary")?.content ?? "";
    expect(summary).toContain("counter_test.go");
    // With a check run the log has the verdict alone, and what a test says is no command.
    const errors = lines.filter((line) => line.command === "error");
    expect(errors.map(({ arg }) => arg)).toEqual([
      expect.stringMatching(/^FAIL: 1 new data race closes the gate/),
    ]);
    // The command that masks a token has to name it; the runner keeps that line to itself.
    const shown = output.split("\n").filter((line) => !line.includes('"command":"add-mask"'));
    expect(shown.join("\n")).not.toContain(TOKEN);
  });

  it("with a fork's token: the same verdict, annotations as commands", async () => {
    const {
      code,
      lines,
      github: server,
      outputs,
    } = await runWorkflow({
      test: RACY_TEST,
      mayWriteChecks: false,
    });
    expect(code).not.toBe(0);
    expect(server.checks).toEqual([]);
    expect(outputs).toMatchObject({ "exit-code": "3", gate: "closed" });
    const errors = lines.filter((line) => line.command === "error");
    expect(
      errors.map((line) => `${line.kvPairs?.["file"] ?? ""}:${line.kvPairs?.["line"] ?? ""}`),
    ).toContain("counter/counter_test.go:24");
    expect(errors.some((line) => line.msg?.includes("said by a test"))).toBe(false);
  });

  it("without a finding: a green check and exit code 0", async () => {
    const { code, output, github: server, outputs } = await runWorkflow({ test: FINE_TEST });
    expect(code, output).toBe(0);
    expect(server.checks.map((check) => check.conclusion)).toEqual(["success"]);
    expect(outputs).toMatchObject({
      conclusion: "pass",
      "exit-code": "0",
      gate: "open",
      races: "0",
    });
  });

  it("with an input that cannot be used: what, why, cure, and all outputs", async () => {
    const { code, lines, outputs } = await runWorkflow({
      test: FINE_TEST,
      with: ["gomaxprocs: four"],
    });
    expect(code).not.toBe(0);
    expect(Object.keys(outputs).sort()).toEqual(OUTPUT_NAMES);
    expect(outputs).toMatchObject({
      conclusion: "error",
      "exit-code": "2",
      gate: "closed",
      races: "",
    });
    const said = lines.filter((line) => line.command === "error").map((line) => line.msg ?? "");
    expect(said.join("\n")).toContain('input gomaxprocs: "four" is not a whole number');
  });
});
