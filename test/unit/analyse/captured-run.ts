import { readFileSync, readdirSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { parseRaceLog } from "../../../src/parse/race-log.ts";
import type { ParsedRun, RaceSighting } from "../../../src/model/parsed-run.ts";
import type { PackageResult, TestOutcome, TestResult } from "../../../src/model/test-run.ts";

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** An empty run with the given parts. */
export function runOf(parts: Partial<ParsedRun>): ParsedRun {
  return {
    manifest: undefined,
    tests: { packages: [], buildFailures: [], strayText: "" },
    races: [],
    crashes: [],
    infrastructure: [],
    processes: [],
    symbols: new Map(),
    sources: new Map(),
    capture: { manifest: undefined, artifacts: [] },
    diagnostics: [],
    ...parts,
  };
}

export function testOf(
  name: string,
  outcome: TestOutcome,
  more: Partial<TestResult> = {},
): TestResult {
  const empty = { raceLine: false, attributes: [], artifactDirs: [], output: "", repetitions: 1 };
  return { name, outcome, ...empty, ...more };
}

export function packageOf(
  importPath: string,
  outcome: PackageResult["outcome"],
  tests: readonly TestResult[] = [],
  more: Partial<PackageResult> = {},
): PackageResult {
  const flags = { cached: false, noTestFiles: false, noTests: false, raceOutsideTests: false };
  return { importPath, outcome, tests, output: "", ...flags, ...more };
}

interface StreamEvent {
  readonly Action: string;
  readonly Package?: string;
  readonly Test?: string;
  readonly Output?: string;
}

/** The little of a test2json stream that attribution looks at. */
function readStream(text: string): PackageResult[] {
  const packages = new Map<string, Writable<PackageResult> & { tests: Writable<TestResult>[] }>();
  for (const line of text.split("\n")) {
    if (!line.startsWith("{")) continue;
    const event = JSON.parse(line) as StreamEvent;
    if (event.Package === undefined) continue;
    let pkg = packages.get(event.Package);
    if (pkg === undefined) {
      pkg = { ...packageOf(event.Package, "incomplete"), tests: [] };
      packages.set(event.Package, pkg);
    }
    let test: Writable<TestResult> | undefined;
    if (event.Test !== undefined) {
      test = pkg.tests.find((each) => each.name === event.Test);
      if (test === undefined) pkg.tests.push((test = { ...testOf(event.Test, "incomplete") }));
    }
    const target = test ?? pkg;
    if (event.Action === "output") {
      const output = event.Output ?? "";
      target.output += output;
      if (test !== undefined && output.includes("race detected during execution")) {
        test.raceLine = true;
      }
      if (output.startsWith("testing: race detected outside")) pkg.raceOutsideTests = true;
      if (/^exit status|^signal: /.test(output)) pkg.exitStatus = output.trim();
    } else if (event.Action === "pass" || event.Action === "fail" || event.Action === "skip") {
      target.outcome = event.Action;
    }
  }
  return [...packages.values()];
}

function filesBelow(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Reads a capture directory that test/fixtures/analyse/capture.sh wrote. */
export function capturedRun(directory: string): ParsedRun {
  const races: RaceSighting[] = [];
  for (const file of filesBelow(join(directory, "run"))) {
    const [, owner] = /^run\/(.*)\/\d+\/race\.\d+$/.exec(relative(directory, file)) ?? [];
    const pid = Number(basename(dirname(file)));
    const filePid = Number(basename(file).replace("race.", ""));
    const name = relative(directory, file);
    for (const report of parseRaceLog(readFileSync(file), name).value) {
      races.push({
        report,
        origin: {
          channel: "race-file",
          package: owner,
          pid,
          ...(filePid === pid ? {} : { childPid: filePid }),
        },
      });
    }
  }
  const packages = readStream(readFileSync(join(directory, "stream.jsonl"), "utf8"));
  return runOf({ races, tests: { packages, buildFailures: [], strayText: "" } });
}
