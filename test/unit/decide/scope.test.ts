// What a run did not look at, and whether each of several `go test` accounts for its end.
import { describe, expect, it } from "vitest";
import type { Manifest } from "../../../src/model/capture.ts";
import type { ParsedRun } from "../../../src/model/parsed-run.ts";
import type { PackageResult } from "../../../src/model/test-run.ts";
import { manifestOf, packageOf, runOf, testOf } from "../analyse/captured-run.ts";
import { decided } from "./decided.ts";

const planned = (
  importPath: string,
  hasTests = true,
  module = "example.com/shop",
): Manifest["packages"][number] => ({
  importPath,
  directory: `/repo/${importPath}`,
  module,
  hasTests,
});
const FINISHED = { ...manifestOf().run, goExitCode: 0 };

function run(results: readonly PackageResult[], parts: Partial<Manifest>): ParsedRun {
  return runOf({
    manifest: manifestOf({ run: FINISHED, ...parts }),
    tests: { packages: results, buildFailures: [], strayText: "" },
  });
}

describe("a run without a test", () => {
  const packages = [planned("a"), planned("b", false)];
  const idle = [packageOf("a", "pass"), packageOf("b", "skip")];

  it("is exit code 5, and names what there was", async () => {
    const { verdict, scope } = await decided(run(idle, { packages, filters: ["-run X"] }));
    expect(verdict).toMatchObject({ exitCode: 5, conclusion: "error", gate: "closed" });
    expect(verdict.reasons[0]).toMatch(/^no test ran: 1 package with test files; filter -run X\./);
    expect(scope).toMatchObject({ packagesWithoutTests: ["b"], packagesWithoutRun: ["a"] });
  });

  it("passes with allow-empty", async () => {
    const { verdict } = await decided(run(idle, { packages }), { allowEmpty: true });
    expect(verdict.exitCode).toBe(0);
  });

  it("is no matter of one that was ended early or did not build", async () => {
    const end = { ...FINISHED, end: "deadline" } as const;
    const late = await decided(run([packageOf("a", "incomplete")], { packages, run: end }));
    expect(late.verdict.exitCode).toBe(4);
    const broken = await decided(run([packageOf("a", "build-failed")], { packages }));
    expect(broken.verdict.exitCode).toBe(6);
  });

  it("one test is enough", async () => {
    const results = [packageOf("a", "pass", [testOf("TestA", "skip")]), packageOf("b", "skip")];
    expect((await decided(run(results, { packages }))).verdict.exitCode).toBe(0);
  });

  it("texts without a manifest have no scope", async () => {
    const document = await decided(
      runOf({ tests: { packages: [packageOf("a", "pass")], buildFailures: [], strayText: "" } }),
    );
    expect(document.scope).toBeUndefined();
    expect(document.verdict.exitCode).toBe(0);
  });
});

describe("several go test", () => {
  const step = (
    module: string,
    goExitCode: number | null,
  ): NonNullable<Manifest["steps"]>[number] => ({
    argv: ["go", "test"],
    cwd: `/repo/${module}`,
    modules: [module],
    goExitCode,
  });
  const packages = [planned("one/p", true, "one"), planned("two/p", true, "two")];
  const passed = (name: string): PackageResult =>
    packageOf(name, "pass", [testOf("TestA", "pass")]);

  it("one that fails for no reason that was seen is no pass, whatever another explains", async () => {
    const results = [passed("one/p"), passed("two/p")];
    const clean = await decided(
      run(results, { packages, steps: [step("one", 0), step("two", 0)] }),
    );
    expect(clean.verdict.exitCode).toBe(0);
    const failed = run([packageOf("one/p", "fail", [testOf("TestA", "fail")]), passed("two/p")], {
      packages,
      run: { ...FINISHED, goExitCode: 1 },
      steps: [step("one", 1), step("two", 1)],
    });
    const { verdict } = await decided(failed);
    expect(verdict.exitCode).toBe(1);
    const words = "go test in /repo/two ended with status 1, and nothing that was seen accounts";
    expect(verdict.reasons.join("\n")).toContain(words);
    expect(verdict.reasons.join("\n")).not.toContain("go test in /repo/one");
  });

  it("a module that go cannot list is a failed build", async () => {
    const { verdict, scope } = await decided(
      run([passed("one/p")], { packages: packages.slice(0, 1), brokenModules: ["odd"] }),
    );
    expect(verdict.exitCode).toBe(6);
    expect(verdict.reasons).toEqual(["go cannot list the packages of odd"]);
    expect(scope?.modules).toMatchObject([{ directory: "odd", state: "failed" }]);
  });
});
