import type { DraftFinding, Location } from "../../model/finding.ts";
import type { AnalysisContext } from "../context.ts";
import { moduleOf, sightingsOf, streamEvidence } from "../evidence.ts";
import { locationOf } from "../locations.ts";
import { cleanPath } from "../places.ts";
import type { Detector } from "./detector.ts";

const LOCATIONS_MAX = 20;
const MESSAGE_MAX = 200;
/** `nobuild/x_test.go:7:6: declared and not used: unused`, as the compiler and vet print it. */
const COMPILER_LINE =
  /^(?:vet: )?([^\s:][^:]{0,500}\.(?:go|c|h|s|S|cc|cpp)):(\d{1,7})(?::\d{1,5})?: (.{1,2000})$/;

export const buildFailure: Detector = {
  id: "build-failure",
  docs: {
    what: "A package or its tests did not compile, so none of its tests ran.",
    kinds: ["build-failure"],
    codes: ["RG5001"],
  },
  finish(context) {
    const { buildFailures } = context.run.tests;
    const drafts = buildFailures.map(({ importPath, output }) => {
      const victims = victimsOf(importPath, context);
      return draftOf(importPath, output, victims, context);
    });
    const told = new Set(buildFailures.map((each) => each.importPath));
    for (const { result } of context.packages.values()) {
      if (result.outcome !== "build-failed") continue;
      if (result.failedBuild !== undefined && told.has(result.failedBuild)) continue;
      const owners = [result.importPath];
      drafts.push(draftOf(result.importPath, result.output, owners, context));
    }
    return drafts;
  },
};

/** Packages whose tests did not run because of this build. */
function victimsOf(importPath: string, context: AnalysisContext): string[] {
  return [...context.packages.values()]
    .filter(({ result }) => result.failedBuild === importPath)
    .map(({ result }) => result.importPath);
}

function draftOf(
  importPath: string,
  output: string,
  victims: readonly string[],
  context: AnalysisContext,
): DraftFinding {
  const { run } = context;
  // `p [p.test]` and `p_test [p.test]`: the variant of p that was built for a test.
  const [built = importPath] = importPath.split(" ", 1);
  const owner = victims[0] ?? built.replace(/_test$/, "");
  const { locations, message } = readCompiler(output, built, owner, context);
  const others = victims.filter((each) => each !== owner && each !== built);
  return {
    kind: "build-failure",
    code: "RG5001",
    class: "unclassified",
    severity: "error",
    title: `${built} did not build${message === undefined ? "" : `: ${message}`}`,
    explanation:
      `The compiler rejected ${built}, so its tests did not run.` +
      (others.length === 0
        ? ""
        : ` Packages that did not run because of it: ${others.join(", ")}.`),
    package: owner,
    module: moduleOf(run, owner),
    codeClass: locations.some((each) => !each.file.endsWith("_test.go"))
      ? "ours"
      : locations.length > 0
        ? "test"
        : "unknown",
    locations,
    goroutines: [],
    evidence: [streamEvidence(run, "the compiler's words", output)],
    sightings: sightingsOf(run, victims.length === 0 ? [owner] : victims),
  };
}

/** Places that the compiler names: paths are relative to where `go test` ran. */
function readCompiler(
  output: string,
  built: string,
  owner: string,
  { run, places }: AnalysisContext,
): { locations: Location[]; message: string | undefined } {
  const module = moduleOf(run, owner);
  const step = run.manifest?.steps?.find(({ modules }) => modules.includes(module));
  const cwd = step?.cwd ?? run.manifest?.command.cwd ?? run.manifest?.root ?? "";
  const locations: Location[] = [];
  let message: string | undefined;
  for (const line of output.split("\n")) {
    const [, file, at, text] = COMPILER_LINE.exec(line) ?? [];
    if (file === undefined || text === undefined) continue;
    message ??= text.trim().slice(0, MESSAGE_MAX);
    const whole = file.startsWith("/") || cwd === "" ? file : cleanPath(`${cwd}/${file}`);
    const frame = { function: `${built}.`, file: whole, line: Number(at) };
    const location = locationOf(frame, "cause", places);
    if (location !== undefined && locations.length < LOCATIONS_MAX) locations.push(location);
  }
  if (message === undefined) {
    const first = output.split("\n").find((line) => line.trim() !== "" && !line.startsWith("#"));
    message = first?.trim().slice(0, MESSAGE_MAX);
  }
  return { locations, message };
}
