import type { DraftFinding, Location } from "../../model/finding.ts";
import type { BuildFailure } from "../../model/test-run.ts";
import { goErrorOf, type GoError } from "../../util/go-errors.ts";
import type { AnalysisContext } from "../context.ts";
import { moduleOf, neverRun, sightingsOf, streamEvidence } from "../evidence.ts";
import { locationOf } from "../locations.ts";
import { cleanPath } from "../places.ts";
import type { Detector } from "./detector.ts";

const LOCATIONS_MAX = 20;
const NAMES_MAX = 8;
const MESSAGE_MAX = 200;
/** `nobuild/x_test.go:7:6: declared and not used: unused`, as the compiler and vet print it. */
const COMPILER_LINE =
  /^\s?(?:vet: )?([^\s:][^:]{0,500}\.(?:go|c|h|s|S|cc|cpp)):(\d{1,7})(?::\d{1,5})?: (.{1,2000})$/;
/** go's result line, which is no reason. */
const RESULT_LINE = /^FAIL\t/;

export const buildFailure: Detector = {
  id: "build-failure",
  docs: {
    what: "A package or its tests did not build, so none of its tests ran.",
    kinds: ["build-failure"],
    codes: ["RG5001"],
  },
  finish(context) {
    const causes = new Map<string, Failure[]>();
    for (const failure of failuresOf(context)) {
      const key = causeKey(failure);
      causes.set(key, [...(causes.get(key) ?? []), failure]);
    }
    return [...causes.values()].map((failures) => draftOf(failures, context));
  },
};

interface Failure extends BuildFailure {
  /** Packages whose tests did not run because of it. */
  readonly victims: readonly string[];
  readonly error: GoError | undefined;
}

function failuresOf(context: AnalysisContext): Failure[] {
  const { buildFailures } = context.run.tests;
  const told = new Set(buildFailures.map(({ importPath }) => builtPackage(importPath)));
  const failures = buildFailures.map((failure) => ({
    ...failure,
    victims: victimsOf(failure.importPath, context),
    error: goErrorOf(failure.output),
  }));
  for (const { result } of context.packages.values()) {
    const { importPath, output, outcome, failedBuild } = result;
    if (outcome !== "build-failed") continue;
    if (told.has(builtPackage(failedBuild ?? importPath)) || told.has(importPath)) continue;
    failures.push({ importPath, output, victims: [importPath], error: goErrorOf(output) });
  }
  return failures;
}

/** Failures with one cause are one finding: an incomplete vendor directory fails every package. */
function causeKey({ importPath, error, output }: Failure): string {
  if (error === undefined) return `package ${builtPackage(importPath)}`;
  // What vet, a C compiler or an unspecific linker refuses is of the package.
  const isOfPackage = error.subject === "" && /^(?:vet|c-compiler|link-failed)$/.test(error.id);
  if (isOfPackage) return `package ${importPath} ${error.id}`;
  if (error.id === "import-cycle") return `cycle ${cycleOf(output)}`;
  return `${error.id} ${error.subject}`;
}

/** The packages of a cycle, whichever of them go met first. */
function cycleOf(output: string): string {
  const names = [...output.matchAll(/^\timports (\S{1,500})/gm)].map((match) => match[1] ?? "");
  return [...new Set(names.map((name) => name.replace(/:$/, "")))].sort().join(" ");
}

/** `p [p.test]`, `p_test [p.test]` and `p.test` are variants of p, built for its tests. */
function builtPackage(importPath: string): string {
  const [built = importPath] = importPath.split(" ", 1);
  return built.replace(/(?:_test|\.test)$/, "");
}

/** Packages whose tests did not run because of this build. */
function victimsOf(importPath: string, { run, packages }: AnalysisContext): string[] {
  if (importPath === "") return neverRun(run);
  return [...packages.values()]
    .filter(({ result }) => result.failedBuild === importPath)
    .map(({ result }) => result.importPath);
}

function draftOf(failures: readonly Failure[], context: AnalysisContext): DraftFinding {
  const { run } = context;
  const [first] = failures;
  const { importPath = "", output = "", error } = first ?? {};
  const victims = [...new Set(failures.flatMap((one) => one.victims))].sort();
  const built = builtPackage(importPath);
  const owner = victims[0] ?? built;
  const read = failures.map((one) =>
    readCompiler(one.output, built, goDirectoryOf(run, one.victims[0] ?? built), context),
  );
  const locations = read.flatMap((one) => one.locations).slice(0, LOCATIONS_MAX);
  const message = read[0]?.message;
  return {
    kind: "build-failure",
    code: "RG5001",
    class: "unclassified",
    severity: "error",
    title: titleOf(owner, error, message, victims),
    explanation: explanationOf(owner, error, message, victims),
    fix: {
      words: error?.cure ?? "Fix the first error; the ones below it are often its consequences.",
    },
    package: owner,
    module: moduleOf(run, owner),
    codeClass: locations.some((each) => !each.file.endsWith("_test.go"))
      ? "ours"
      : locations.length > 0
        ? "test"
        : "unknown",
    locations,
    goroutines: [],
    evidence: [
      streamEvidence(run, error === undefined ? "the compiler's words" : "what was said", output),
    ],
    sightings: sightingsOf(run, victims.length === 0 ? [owner] : victims),
  };
}

function titleOf(
  owner: string,
  error: GoError | undefined,
  message: string | undefined,
  victims: readonly string[],
): string {
  const who = victims.length > 1 ? `${victims.length} packages` : owner;
  // Of vet and the C compiler the message is the news.
  const isDetail = error === undefined || /^(?:vet|c-compiler)$/.test(error.id);
  const why = isDetail
    ? [error?.by, message].filter((part) => part !== undefined).join(": ")
    : error.what;
  return `${who} did not build${why === "" ? "" : `: ${why}`}`;
}

function explanationOf(
  owner: string,
  error: GoError | undefined,
  message: string | undefined,
  victims: readonly string[],
): string {
  const others = victims.filter((each) => each !== owner);
  const more = others.length > NAMES_MAX ? ` and ${others.length - NAMES_MAX} more` : "";
  const also =
    others.length === 0
      ? ""
      : ` Nor did the tests of ${others.slice(0, NAMES_MAX).join(", ")}${more}.`;
  if (error === undefined) {
    return `The compiler rejected ${owner}, so its tests did not run.${also}`;
  }
  const said = message === undefined ? "" : ` The words of ${error.by}: ${message}.`;
  return `The tests of ${owner} did not run: ${error.what}.${said}${also}`;
}

/** Where the `go test` of a package's module was started. */
function goDirectoryOf(run: AnalysisContext["run"], importPath: string): string {
  const module = moduleOf(run, importPath);
  const step = run.manifest?.steps?.find(({ modules }) => modules.includes(module));
  return step?.cwd ?? run.manifest?.command.cwd ?? run.manifest?.root ?? "";
}

/** Places that the compiler names: paths are relative to where `go test` ran. */
function readCompiler(
  output: string,
  built: string,
  cwd: string,
  { places }: AnalysisContext,
): { locations: Location[]; message: string | undefined } {
  const locations: Location[] = [];
  let message: string | undefined;
  for (const line of output.split("\n")) {
    const [, file, at, text] = COMPILER_LINE.exec(line) ?? [];
    if (file === undefined || text === undefined) continue;
    message ??= shortened(text.replace(/^(?:fatal )?error: /, ""));
    // A temporary file of cgo is nobody's place.
    if (/(?:^|\/)go-(?:build|link)/.test(file)) continue;
    const whole = file.startsWith("/") || cwd === "" ? file : cleanPath(`${cwd}/${file}`);
    const frame = { function: `${built}.`, file: whole, line: Number(at) };
    const location = locationOf(frame, "cause", places);
    if (location !== undefined && locations.length < LOCATIONS_MAX) locations.push(location);
  }
  return { locations, message: message ?? firstReason(output) };
}

function firstReason(output: string): string | undefined {
  const line = output
    .split("\n")
    .find((one) => one.trim() !== "" && !/^(?:#|package )/.test(one) && !RESULT_LINE.test(one));
  return line === undefined ? undefined : shortened(line);
}

function shortened(text: string): string {
  return text
    .trim()
    .replace(/; to add(?: it)?:$/, "")
    .slice(0, MESSAGE_MAX);
}
