/**
 * The bundled command as a step of Cloud Build: a workspace and a $BUILDER_OUTPUT that belong to root, the latter with
 * mode 0100 as Cloud Build makes it. As root it must work as shipped; as another user it must say why it does not.
 */
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { racegate, Scratch } from "./main-job/command-line.ts";

const isRoot = process.getuid?.() === 0;
const GO_MOD = "module example.com/step\n\ngo 1.22\n";
const RACY = `package step

import "testing"

var counter int

func TestRacy(t *testing.T) {
	done := make(chan struct{})
	go func() { counter++; close(done) }()
	counter++
	<-done
}
`;
const FINE = 'package step\n\nimport "testing"\n\nfunc TestFine(t *testing.T) {}\n';

function step(scratch: Scratch): {
  workspace: string;
  output: string;
  env: Record<string, string>;
} {
  const workspace = join(scratch.path, "workspace");
  const output = join(scratch.path, "output");
  scratch.module({
    "workspace/racy/go.mod": GO_MOD,
    "workspace/racy/m_test.go": RACY,
    "workspace/fine/go.mod": GO_MOD,
    "workspace/fine/m_test.go": FINE,
  });
  mkdirSync(output);
  chmodSync(output, 0o100);
  const env = {
    BUILD_ID: "build-1",
    PROJECT_ID: "project-1",
    BUILDER_OUTPUT: output,
    // No metadata server, so that nobody asks for a build that is not there.
    METADATA_SERVER_DETECTION: "none",
  };
  return { workspace, output, env };
}

describe.runIf(isRoot)("as root, as the image works", () => {
  it("writes the workspace and the step's result", async () => {
    using scratch = new Scratch();
    const { workspace, output, env } = step(scratch);
    const ended = await racegate(["run"], { cwd: join(workspace, "racy"), env });
    expect(ended.code, ended.stderr).toBe(3);
    const result: unknown = JSON.parse(readFileSync(join(output, "output"), "utf8"));
    expect(result).toMatchObject({ exitCode: 3, gate: "closed" });
    expect(existsSync(join(workspace, "racy", ".racegate", "findings.json"))).toBe(true);
  });
});

describe.skipIf(isRoot)("as another user", () => {
  it("says that the step has no result, and keeps the verdict", async () => {
    using scratch = new Scratch();
    const { workspace, output, env } = step(scratch);
    chmodSync(output, 0o500);
    const ended = await racegate(["run"], { cwd: join(workspace, "racy"), env });
    expect(ended.code, ended.stderr).toBe(3);
    expect(ended.stderr).toContain("No step output for the build");
  });

  it("says why it cannot begin in a workspace that it may not write", async () => {
    using scratch = new Scratch();
    const { workspace, env } = step(scratch);
    chmodSync(join(workspace, "racy"), 0o500);
    const ended = await racegate(["run"], { cwd: join(workspace, "racy"), env });
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain("cannot be written by user");
  });
});

/** Steps share BUILD_ID, the workspace and, in a matrix, everything else. */
describe("several steps of one build", () => {
  const stored = (evidence: string): string[] => readdirSync(join(evidence, "runs")).sort();

  it("with equal arguments and another directory: both are stored, the red one too", async () => {
    using scratch = new Scratch();
    const { workspace, env } = step(scratch);
    const evidence = join(workspace, "evidence");
    const args = ["run", `--out=${evidence}`];
    const red = await racegate(args, { cwd: join(workspace, "racy"), env });
    const green = await racegate(args, { cwd: join(workspace, "fine"), env });
    expect([red.code, green.code], red.stderr + green.stderr).toEqual([3, 0]);
    const exits = stored(evidence).map((id) => {
      const text = readFileSync(join(evidence, "runs", id, "1", "findings.json"), "utf8");
      return (JSON.parse(text) as { verdict: { exitCode: number } }).verdict.exitCode;
    });
    expect(exits.sort()).toEqual([0, 3]);
  });

  it("with everything equal, at the same time: a matrix of images", async () => {
    using scratch = new Scratch();
    const { workspace, env } = step(scratch);
    const cwd = join(workspace, "racy");
    const evidence = join(workspace, "evidence");
    const legs = [0, 1].map(() => racegate(["run", `--out=${evidence}`], { cwd, env }));
    const ended = await Promise.all(legs);
    expect(
      ended.map(({ code }) => code),
      ended.map(({ stderr }) => stderr).join(""),
    ).toEqual([3, 3]);
    expect(stored(evidence)).toHaveLength(2);
    for (const id of stored(evidence)) expect(id).toMatch(/^build-1-[0-9a-f]{8}$/);
  });
});

describe("a shared baseline", () => {
  it.each<[string, Record<string, string>]>([
    ["a step that is not told its build", { BUILDER_OUTPUT: "/builder/outputs" }],
    ["a step that is told half of it", { BUILD_ID: "b", PROJECT_ID: "p", COMMIT_SHA: "" }],
  ])("is not written by %s, which says what to add", async (_name, told) => {
    using scratch = new Scratch();
    const { workspace } = step(scratch);
    const cwd = join(workspace, "fine");
    const ran = await racegate(["run"], { cwd });
    expect(ran.code, ran.stderr).toBe(0);
    const place = "gs://bucket-of-nobody/races.json";
    const env = { ...told, METADATA_SERVER_DETECTION: "none" };
    const ended = await racegate(["baseline", "write", place], { cwd, env });
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain("written by trusted runs only");
    expect(ended.stderr).toContain("{automapSubstitutions: true}");
  });
});
