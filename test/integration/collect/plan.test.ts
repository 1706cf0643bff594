import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { UserFailure } from "../../../src/model/failure.ts";
import { collectRun } from "../../../src/collect/collect-run.ts";
import { copyFixture, planFixture, removeFolders, runFixture } from "./fixture-run.ts";
import type { RunRequest } from "../../../src/collect/plan-types.ts";

afterEach(removeFolders);

async function failure(fixture: string, request: Partial<RunRequest> = {}): Promise<UserFailure> {
  const workspace = await copyFixture(fixture);
  const error: unknown = await planFixture(workspace, request).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof UserFailure)) throw new Error(`no UserFailure but ${String(error)}`);
  return error;
}

describe("a plan that cannot be made says why", () => {
  it("no package: exit 5", async () => {
    for (const pattern of ["./absent", "./absent/...", "example.com/nowhere"]) {
      expect(await failure("basic", { packages: [pattern] })).toMatchObject({
        code: "RG9002",
        exitCode: 5,
      });
    }
  });

  it("no go", async () => {
    const env = { ...process.env, PATH: "/nowhere" };
    expect(await failure("basic", { env })).toMatchObject({ code: "RG9003", exitCode: 2 });
  });

  it("no module", async () => {
    const workspace = await copyFixture("basic");
    const cwd = join(workspace.folder, "elsewhere");
    await mkdir(cwd);
    await expect(planFixture({ ...workspace, cwd })).rejects.toMatchObject({ code: "RG9003" });
  });

  it("no directory", async () => {
    const error = await failure("basic", { cwd: "/nowhere/at/all" });
    expect(error.message).toContain("does not exist");
  });

  it("a capture path that GORACE cannot express, or that is not empty", async () => {
    for (const name of ['quo"te', "line\nbreak", "back\\slash"]) {
      expect((await failure("basic", { captureDirectory: `/tmp/${name}` })).code).toBe("RG9001");
    }
    const workspace = await copyFixture("basic");
    await mkdir(workspace.capture);
    await writeFile(join(workspace.capture, "mine"), "");
    await expect(runFixture(workspace)).rejects.toThrow(/not empty/);
  });

  it("a refused flag behind -- or in GOFLAGS", async () => {
    expect((await failure("basic", { goTestFlags: ["-exec", "x"] })).message).toContain("(--)");
    const env = { ...process.env, GOFLAGS: "-toolexec=x -json" };
    expect((await failure("basic", { env })).message).toContain("(GOFLAGS)");
    expect((await failure("basic", { packages: ["-run"] })).code).toBe("RG9001");
  });

  it("an unknown key of GORACE", async () => {
    const env = { ...process.env, GOFLAGS: "", GORACE: "historysize=3" };
    expect((await failure("basic", { env })).message).toContain("historysize");
  });
});

describe("what the machine lacks is data", () => {
  it("cgo is off", async () => {
    const workspace = await copyFixture("basic");
    const env = { ...process.env, GOFLAGS: "", CGO_ENABLED: "0" };
    const plan = await planFixture(workspace, { env });
    expect(plan.preflight.map((problem) => problem.code)).toEqual(["RG5101"]);
  });

  it("there is no C compiler", async () => {
    const workspace = await copyFixture("basic");
    const env = { ...process.env, GOFLAGS: "", CC: "no-such-compiler" };
    const plan = await planFixture(workspace, { env });
    expect(plan.preflight.map((problem) => problem.code)).toEqual(["RG5102"]);
  });

  it("the platform has no race detector", async () => {
    const workspace = await copyFixture("basic");
    const env = { ...process.env, GOFLAGS: "", GOOS: "linux", GOARCH: "386", CGO_ENABLED: "1" };
    const plan = await planFixture(workspace, { env });
    expect(plan.preflight.map((problem) => problem.code)).toContain("RG5105");
  });

  it("go.mod is broken", async () => {
    const workspace = await copyFixture("basic");
    await writeFile(join(workspace.cwd, "go.mod"), "module example.com/basic\n\nnonsense\n");
    const plan = await planFixture(workspace);
    expect(plan.preflight.map((problem) => problem.slug)).toEqual(["go-list-failed"]);
    expect(plan.preflight[0]?.message).toContain("nonsense");
  });

  it("a package that does not build is left to go", async () => {
    const workspace = await copyFixture("broken");
    const env = { ...process.env, GOFLAGS: "-mod=mod", GOPROXY: "off" };
    const plan = await planFixture(workspace, { env });
    expect(plan.preflight).toEqual([]);
    const outcome = await collectRun(plan);
    expect(outcome).toMatchObject({ end: "finished", goExitCode: 1, processes: [] });
  });
});

describe("settings of the user's that are merged", () => {
  it("flags behind -- beat GOFLAGS, and symbols are kept in each", async () => {
    const workspace = await copyFixture("basic");
    const env = {
      ...process.env,
      GOFLAGS: "-count=3 '-ldflags=-X example.com/basic.x=y z' -tags=one",
    };
    const goTestFlags = ["-p=1", "-timeout", "90s", "-ldflags=-w", "-cpu", "1,2", "-run", "X"];
    const plan = await planFixture(workspace, { env, goTestFlags, noInline: true });
    expect(plan.goArgs.filter((arg) => !arg.startsWith("-exec"))).toEqual([
      "test",
      "-race",
      "-json",
      "-ldflags=-s=false",
      "-ldflags=-X example.com/basic.x=y z -s=false",
      "-ldflags=-w -s=false",
      "-gcflags=-l",
      "./...",
      "-count=3",
      "-timeout=90s",
      "-cpu=1,2",
      "-p=1",
      "-run",
      "X",
    ]);
    expect(plan.notes.map((note) => note.code)).toEqual([
      "goflags-merged",
      "one-report-per-process",
    ]);
    expect(plan.pinned.gomaxprocs.note).toContain("-cpu=1,2");
  });

  it("merged values reach the linker", async () => {
    const workspace = await copyFixture("basic");
    const env = { ...process.env, GOFLAGS: "-ldflags=-linkmode=nonsense" };
    const { outcome } = await runFixture(workspace, { env, packages: ["./clean"] });
    expect(outcome.goExitCode).toBe(1);
  });
});
