/** What a run looked at and what not: from the plan in the manifest and from the tests' events. */
import type { Manifest } from "../model/capture.ts";
import type { Finding } from "../model/finding.ts";
import type { RunScope, ScopeModule } from "../model/findings-document.ts";
import type { ParsedRun } from "../model/parsed-run.ts";
import type { PackageResult } from "../model/test-run.ts";
import { counted } from "../util/counted.ts";

const ENDED: ReadonlySet<PackageResult["outcome"]> = new Set(["pass", "fail", "skip"]);

/** Undefined for texts without a manifest: nothing says what their run was to test. */
export function runScopeOf(
  { manifest, tests }: ParsedRun,
  findings: readonly Finding[],
): RunScope | undefined {
  if (manifest === undefined) return undefined;
  const results = new Map(tests.packages.map((each) => [each.importPath, each]));
  const withoutRun = manifest.packages.filter(({ importPath, hasTests }) => {
    const result = results.get(importPath);
    return hasTests && result?.tests.length === 0 && ENDED.has(result.outcome);
  });
  return {
    modules: modulesOf(manifest, results, findings),
    packagesWithoutTests: manifest.packages
      .filter(({ hasTests }) => !hasTests)
      .map(({ importPath }) => importPath),
    packagesWithoutRun: withoutRun.map(({ importPath }) => importPath),
    excludedByRace: (manifest.excludedByRace ?? []).map((each) => ({
      ...each,
      tests: [...each.tests],
    })),
    filters: [...(manifest.filters ?? [])],
    ...(manifest.modulesCut === true ? { modulesCut: true } : {}),
  };
}

const NOTHING = { packages: 0, tests: 0, failed: 0, findings: 0 };

function modulesOf(
  manifest: Manifest,
  results: ReadonlyMap<string, PackageResult>,
  findings: readonly Finding[],
): ScopeModule[] {
  const run = manifest.modules.map(({ path, directory }): ScopeModule => {
    const packages = manifest.packages.filter((each) => each.module === path);
    const tests = packages.flatMap(({ importPath }) => results.get(importPath)?.tests ?? []);
    return {
      path,
      directory: belowRun(manifest, directory),
      state: "run",
      packages: packages.length,
      tests: tests.length,
      failed: tests.filter(({ outcome }) => outcome === "fail").length,
      findings: findings.filter(
        ({ module, state, severity }) => module === path && state === "new" && severity !== "note",
      ).length,
    };
  });
  const notRun = manifest.otherModulesBelow.map((directory): ScopeModule => {
    return { directory, state: "not-run", ...NOTHING };
  });
  const broken = (manifest.brokenModules ?? []).map((directory): ScopeModule => {
    return { directory, state: "failed", ...NOTHING };
  });
  return [...run, ...broken, ...notRun];
}

/** A directory as it is seen from where the run was started. */
function belowRun(manifest: Manifest, directory: string): string {
  const cwd = manifest.directory ?? manifest.command.cwd;
  const from = cwd.split("/");
  const to = directory.split("/");
  const parted = to.findIndex((part, index) => part !== from[index]);
  const common = parted < 0 ? to.length : parted;
  const up = from.slice(common).map(() => "..");
  return [...up, ...to.slice(common)].join("/") || ".";
}

/** Where go is started for each module, for runs of more than one `go test`. */
export function moduleDirectories(manifest: Manifest | undefined): Record<string, string> {
  const steps = manifest?.steps ?? [];
  return Object.fromEntries(
    steps.flatMap(({ cwd, modules }) =>
      manifest === undefined ? [] : modules.map((path) => [path, belowRun(manifest, cwd)]),
    ),
  );
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
    ...(scope.filters.length > 0 ? [`filter ${scope.filters.join(" ")}`] : []),
    ...(scope.excludedByRace.length > 0
      ? [`${counted(scope.excludedByRace.length, "file")} excluded by !race`]
      : []),
  ];
  return [`no test ran: ${why.join("; ")}. allow-empty passes such a run`];
}
