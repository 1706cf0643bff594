import type { Finding } from "../model/finding.ts";
import type { RunSummary } from "../model/findings-document.ts";
import type { ParsedRun } from "../model/parsed-run.ts";
import { moduleDirectories } from "./run-scope.ts";
import { runtimeFactsOf } from "./runtime-facts.ts";

/** The run in numbers. Without a manifest only what the texts show. */
export function runSummaryOf(run: ParsedRun, findings: readonly Finding[]): RunSummary {
  const { manifest, tests } = run;
  const results = tests.packages;
  const all = results.flatMap((each) => each.tests);
  const packages = (outcome: string): number => results.filter((p) => p.outcome === outcome).length;
  const outcomes = (outcome: string): number => all.filter((t) => t.outcome === outcome).length;
  const seen = new Set(results.map((each) => each.importPath));
  const never = (manifest?.packages ?? []).filter((p) => p.hasTests && !seen.has(p.importPath));
  const races = findings.filter((each) => each.kind === "data-race");
  const setting = (each: { requested: string; effective?: string | undefined }) => ({
    requested: each.requested,
    ...(each.effective === undefined ? {} : { effective: each.effective }),
  });
  const runtime = runtimeFactsOf(run);
  return {
    id: manifest?.run.id ?? "",
    attempt: manifest?.run.attempt ?? 1,
    ...(manifest === undefined
      ? {}
      : {
          startedAt: manifest.run.startedAt,
          endedAt: manifest.run.endedAt,
          go: manifest.go.version,
          goos: manifest.go.goos,
          goarch: manifest.go.goarch,
          gomaxprocs: setting(manifest.pinned.gomaxprocs),
          gorace: setting(manifest.pinned.gorace),
        }),
    command: [...(manifest?.command.argv ?? [])],
    ...(manifest?.steps === undefined ? {} : { moduleDirectories: moduleDirectories(manifest) }),
    packages: {
      planned: manifest?.packages.length ?? results.length,
      passed: packages("pass"),
      failed: packages("fail"),
      skipped: packages("skip"),
      incomplete: packages("incomplete") + never.length,
      buildFailed: packages("build-failed"),
    },
    tests: {
      total: all.length,
      passed: outcomes("pass"),
      failed: outcomes("fail"),
      skipped: outcomes("skip"),
      incomplete: outcomes("incomplete"),
    },
    ...(runtime === undefined ? {} : { runtime }),
    races: {
      reports: races.reduce(
        (sum, race) => sum + race.sightings.reduce((n, sighting) => n + sighting.count, 0),
        0,
      ),
      findings: races.length,
      new: races.filter((race) => race.state === "new").length,
    },
  };
}
