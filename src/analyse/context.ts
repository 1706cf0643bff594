import type { PatchTrial } from "../model/capture.ts";
import type { Attribution } from "../model/finding.ts";
import type { ParsedRun, RaceSighting } from "../model/parsed-run.ts";
import { attributeAll } from "./attribute.ts";
import { createPlaces, type Places } from "./places.ts";
import { RaceClassifier } from "./race-class-of.ts";
import { groupRaces, type RaceGroup } from "./race-groups.ts";
import { viewRace } from "./race-view.ts";
import type { GoSource } from "./source/go-source.ts";
import { specOf } from "./source/specs.ts";
import { testIndex, type PackageIndex } from "./test-index.ts";

/** What the package's tests did with each patch; undefined where they were not run with it. */
export type AcceptedPatches = ReadonlyMap<string, PatchTrial | undefined>;

/** Everything that detectors read: the run and the views on it that more than one of them needs. */
export interface AnalysisContext {
  readonly run: ParsedRun;
  readonly places: Places;
  readonly attributions: ReadonlyMap<RaceSighting, Attribution>;
  /** One entry for each bug. */
  readonly raceGroups: readonly RaceGroup[];
  readonly raceClassifier: RaceClassifier;
  /** The Go source that the run holds; undefined where none was kept, or it could not be read. */
  readonly source: GoSource | undefined;
  /** By diff: patches with which their package was seen to compile (patches/candidates.ts). */
  readonly acceptedPatches: AcceptedPatches;
  readonly packages: ReadonlyMap<string, PackageIndex>;
  /** Reports by the package whose process (or child process) printed them. */
  readonly racesOf: ReadonlyMap<string, readonly RaceSighting[]>;
}

/** Of a loose log: the package that its own frames name. */
function packageOfReport({ report }: RaceSighting, places: Places): string | undefined {
  for (const { frames } of report.accesses) {
    const own = frames.find((frame) => places.of(frame).owner === "own");
    if (own !== undefined) return places.of(own).package;
  }
  return undefined;
}

/** Suites run many specs in one test function: the spec's text is the name that people know. */
function withSpecs(
  attributions: ReadonlyMap<RaceSighting, Attribution>,
  source: GoSource | undefined,
): ReadonlyMap<RaceSighting, Attribution> {
  if (source === undefined) return attributions;
  const named = new Map<RaceSighting, Attribution>();
  for (const [sighting, made] of attributions) {
    const { accesses, creations } = sighting.report;
    const stacks = [...accesses, ...creations].map(({ frames }) => frames);
    const spec = specOf(source, stacks.flat());
    named.set(sighting, spec === undefined ? made : { ...made, spec });
  }
  return named;
}

/** Builds the views once for all detectors. */
export function createContext(
  run: ParsedRun,
  source?: GoSource,
  acceptedPatches: AcceptedPatches = new Map(),
): AnalysisContext {
  const places = createPlaces(run);
  const racesOf = new Map<string, RaceSighting[]>();
  for (const sighting of run.races) {
    const owner = sighting.origin.package ?? packageOfReport(sighting, places) ?? "";
    const known = racesOf.get(owner);
    if (known === undefined) racesOf.set(owner, [sighting]);
    else known.push(sighting);
  }
  return {
    run,
    places,
    attributions: withSpecs(attributeAll(run), source),
    raceGroups: groupRaces(run.races.map((sighting) => viewRace(sighting, run, places, source))),
    raceClassifier: new RaceClassifier(run, places, source),
    source,
    acceptedPatches,
    packages: testIndex(run.tests),
    racesOf,
  };
}
