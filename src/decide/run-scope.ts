/** What a run looked at and what not: from the plan in the manifest and from the tests' events. */
import type { Manifest } from "../model/capture.ts";
import type { RunScope, ScopeModule } from "../model/findings-document.ts";
import type { ParsedRun } from "../model/parsed-run.ts";
import type { PackageResult } from "../model/test-run.ts";
import { counted } from "../util/counted.ts";

const ENDED: ReadonlySet<PackageResult["outcome"]> = new Set(["pass", "fail", "skip"]);

/** Undefined for texts without a manifest: nothing says what their run was to test. */
export function runScopeOf({ manifest, tests }: ParsedRun): RunScope | undefined {
  if (manifest === undefined) return undefined;
  const results = new Map(tests.packages.map((each) => [each.importPath, each]));
  const withoutRun = manifest.packages.filter(({ importPath, hasTests }) => {
    const result = results.get(importPath);
    return hasTests && result?.tests.length === 0 && ENDED.has(result.outcome);
  });
  return {
    modules: modulesOf(manifest, results),
    packagesWithoutTests: manifest.packages
      .filter(({ hasTests }) => !hasTests)
      .map(({ importPath }) => importPath),
    packagesWithoutRun: withoutRun.map(({ importPath }) => importPath),
    excludedByRace: (manifest.excludedByRace ?? []).map((each) => ({
      ...each,
      tests: [...each.tests],
    })),
    filters: [...(manifest.filters ?? [])],
  };
}

function modulesOf(manifest: Manifest, results: ReadonlyMap<string, PackageResult>): ScopeModule[] {
  const run = manifest.modules.map(({ path, directory }): ScopeModule => {
    const packages = manifest.packages.filter((each) => each.module === path);
    const tests = packages.flatMap(({ importPath }) => results.get(importPath)?.tests ?? []);
    return {
      path,
      directory: belowOf(manifest.command.cwd, directory),
      state: "run",
      packages: packages.length,
      tests: tests.length,
      failed: tests.filter(({ outcome }) => outcome === "fail").length,
    };
  });
  const notRun = manifest.otherModulesBelow.map((directory): ScopeModule => {
    return { directory, state: "not-run", packages: 0, tests: 0, failed: 0 };
  });
  return [...run, ...notRun];
}

function belowOf(cwd: string, directory: string): string {
  if (directory === cwd) return ".";
  return directory.startsWith(`${cwd}/`) ? directory.slice(cwd.length + 1) : directory;
}

/** Why nothing was tested, for a run that came to its end without one test. Empty: a test ran. */
export function nothingTestedReasons(
  { manifest, tests }: ParsedRun,
  scope: RunScope | undefined,
): string[] {
  if (manifest === undefined || scope === undefined || manifest.packages.length === 0) return [];
  if (manifest.run.end !== "finished" || tests.packages.some((each) => each.tests.length > 0)) {
    return [];
  }
  const all = manifest.packages.length;
  const withTests = all - scope.packagesWithoutTests.length;
  const why = [
    withTests === 0
      ? `${counted(all, "package")}, none with test files`
      : `${counted(withTests, "package")} with test files`,
    ...scope.filters.map((filter) => `filter ${filter}`),
    ...(scope.excludedByRace.length > 0
      ? [`${counted(scope.excludedByRace.length, "file")} excluded by !race`]
      : []),
  ];
  return [`no test ran: ${why.join("; ")}. allow-empty passes such a run`];
}
