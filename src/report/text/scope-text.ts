// What the run did not look at, in one line and for the headline.
import type { RunScope, ScopeModule } from "../../model/findings-document.ts";
import { count } from "./words.ts";

/** Names shown of each list; all of them are in findings.json. */
const NAMES_MAX = 3;
const MODULES_MAX = 30;

/**
 * `Not tested: 3 packages without tests; 2 files excluded by !race (a_test.go: TestX); filter -run Foo.`; empty
 * where everything was looked at.
 */
export function notTestedLine(scope: RunScope | undefined): string {
  if (scope === undefined) return "";
  const {
    packagesWithoutTests: without,
    packagesWithoutRun: idle,
    excludedByRace,
    filters,
  } = scope;
  const missing = modulesNotRun(scope);
  const parts = [
    missing.length === 0
      ? ""
      : `${count(missing.length, "module")} (${shown(missing)}; modules: all adds them)`,
    scope.modulesCut === true ? "modules in directories that were not searched (too many)" : "",
    without.length === 0 ? "" : `${count(without.length, "package")} without tests`,
    idle.length === 0
      ? ""
      : `${count(idle.length, "package")} in which no test ran (${shown(idle)})`,
    excludedByRace.length === 0
      ? ""
      : `${count(excludedByRace.length, "file")} excluded by !race (${shown(excludedByRace.map(fileWords), " · ")})`,
    filters.length === 0 ? "" : `filter ${filters.join(" ")}`,
  ].filter((part) => part !== "");
  return parts.length === 0 ? "" : `Not tested: ${parts.join("; ")}.`;
}

/** `in 1 of 2 modules; not run: b`; empty where all modules were run. */
export function modulesClause(scope: RunScope | undefined): string {
  const missing = modulesNotRun(scope);
  if (scope === undefined || missing.length === 0) return "";
  const all = scope.modules.length;
  return `in ${all - missing.length} of ${all} modules; not run: ${shown(missing)}`;
}

/** `a (example.com/a): 2 packages, 10 tests, 1 failed`, a line a module; none for a single one. */
export function moduleLines(scope: RunScope | undefined): string[] {
  const run = (scope?.modules ?? []).filter(({ state }) => state !== "not-run");
  if (run.length < 2) return [];
  const lines = run.slice(0, MODULES_MAX).map(moduleLine);
  const more = run.length - lines.length;
  return more > 0 ? [...lines, `and ${count(more, "more module", "more modules")}`] : lines;
}

function moduleLine({
  path,
  directory,
  state,
  packages,
  tests,
  failed,
  findings,
}: ScopeModule): string {
  const name = path === undefined ? directory : `${directory} (${path})`;
  if (state === "failed") return `${name}: go cannot list its packages`;
  const words = [
    count(packages, "package"),
    count(tests, "test"),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(findings > 0 ? [count(findings, "new finding")] : []),
  ];
  return `${name}: ${words.join(", ")}`;
}

function modulesNotRun(scope: RunScope | undefined): string[] {
  return (scope?.modules ?? [])
    .filter(({ state }) => state === "not-run")
    .map(({ directory }) => directory);
}

function fileWords({ file, tests }: RunScope["excludedByRace"][number]): string {
  return tests.length === 0 ? file : `${file}: ${shown(tests)}`;
}

function shown(names: readonly string[], between = ", "): string {
  const more = names.length > NAMES_MAX ? ` and ${names.length - NAMES_MAX} more` : "";
  return names.slice(0, NAMES_MAX).join(between) + more;
}
