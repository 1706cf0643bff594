// What every report says of one finding, collected once; the reports only lay it out.
import type { Finding, Frame, Goroutine, Location } from "../../model/finding.ts";
import type { RunSummary } from "../../model/findings-document.ts";
import { reproLine } from "./repro-line.ts";
import { shortFunction } from "./words.ts";

/** One side of a race, or one place of another finding. */
export interface SiteFacts {
  /** `read`, `write`, or what happens there: `panics`, `is stuck`… */
  readonly does: string;
  readonly location: Location;
  /** `internal/cache/cache.go:41`. */
  readonly where: string;
  /** The function's short name. */
  readonly function: string;
  readonly goroutine: Goroutine | undefined;
  readonly frames: readonly Frame[];
}

export interface FindingFacts {
  readonly finding: Finding;
  readonly title: string;
  /** The two accesses of a race, or the places of another finding, most telling first. */
  readonly sites: readonly SiteFacts[];
  /** Where to look first; undefined for a finding that has no place in the source. */
  readonly main: SiteFacts | undefined;
  /**
   * The explanation, where it adds something to the places and the test: of a race without a pattern whose
   * both sides are known it would only repeat them.
   */
  readonly story: string | undefined;
  /** How often it was reported in this run. */
  readonly seen: number;
  /** `TestFill`, `init of example.com/m/p`… with how sure that is; undefined when no one owns it. */
  readonly test: string | undefined;
  /** Why that test and how sure it is; undefined where there is no doubt. */
  readonly testSurety: string | undefined;
  readonly repro: string | undefined;
  /** The original text (race report, panic, compiler's words), where it was kept. */
  readonly raw: string | undefined;
}

/** Collects the facts of a finding; `run` gives the pinned environment of the reproduction line. */
export function findingFacts(finding: Finding, run: RunSummary): FindingFacts {
  const sites = collectSites(finding);
  return {
    finding,
    title: finding.title,
    sites,
    main: sites.find((site) => site.location.own) ?? sites[0],
    story: isToldByPlaces(finding, sites) ? undefined : finding.explanation,
    seen: finding.sightings.reduce((sum, sighting) => sum + sighting.count, 0),
    test: finding.test === undefined ? undefined : testName(finding.test),
    testSurety: finding.test === undefined ? undefined : testSurety(finding.test),
    repro: reproLine(finding, run),
    raw: finding.evidence.find((piece) => piece.text !== undefined && piece.text !== "")?.text,
  };
}

function isToldByPlaces(finding: Finding, sites: readonly SiteFacts[]): boolean {
  return finding.kind === "data-race" && finding.class === "unclassified" && sites.length > 1;
}

/** `file:line`, or the file alone where the line is not known. */
export function placeOf(at: { readonly file: string; readonly line: number }): string {
  return at.line > 0 ? `${at.file}:${at.line}` : at.file;
}

function collectSites(finding: Finding): SiteFacts[] {
  const accesses = finding.locations.filter(isAccess);
  const places = accesses.length > 0 ? accesses : finding.locations.filter(isPlace);
  const taken = new Set<Goroutine>();
  return places.map((location, index) => {
    const goroutine = pickGoroutine(finding.goroutines, location, index, taken);
    if (goroutine !== undefined) taken.add(goroutine);
    return {
      does: location.operation ?? DOES[location.role],
      location,
      where: placeOf(location),
      function: shortFunction(location.function),
      goroutine,
      frames: withoutHarness(goroutine?.stack ?? []),
    };
  });
}

/** Where a goroutine was started, unless its label says so already or it is the test runner's own work. */
export function creationOf(goroutine: Goroutine | undefined): Location | undefined {
  const at = goroutine?.createdAt;
  if (goroutine === undefined || at === undefined) return undefined;
  const known = goroutine.label.includes(placeOf(at)) || at.function.startsWith("testing.");
  return known ? undefined : at;
}

/** A stack without its last frames when these are the test harness or the runtime: every stack has them. */
export function withoutHarness(frames: readonly Frame[]): readonly Frame[] {
  const last = frames.findLastIndex(
    (frame) => frame.own || !/^(?:testing|runtime)\./.test(frame.function),
  );
  return last < 0 ? frames : frames.slice(0, last + 1);
}

const DOES: Record<Location["role"], string> = {
  access: "access",
  "previous-access": "access",
  "created-at": "created",
  stuck: "stuck",
  holder: "holder",
  waker: "waker",
  cause: "at",
  panic: "panic",
  declared: "declared",
};

function isAccess(location: Location): boolean {
  return location.role === "access" || location.role === "previous-access";
}

function isPlace(location: Location): boolean {
  return location.role !== "created-at" && location.role !== "declared";
}

/** By label, each goroutine once: two goroutines of one `go` statement carry the same label. */
function pickGoroutine(
  goroutines: readonly Goroutine[],
  location: Location,
  index: number,
  taken: ReadonlySet<Goroutine>,
): Goroutine | undefined {
  if (location.goroutine === undefined) return isAccess(location) ? goroutines[index] : undefined;
  const same = goroutines.filter((goroutine) => goroutine.label === location.goroutine);
  const fallback = isAccess(location) ? goroutines[index] : undefined;
  return same.find((goroutine) => !taken.has(goroutine)) ?? same[0] ?? fallback;
}

/** From here on a confidence is not worth a reader's time. */
const SURE = 0.95;

type Attribution = NonNullable<Finding["test"]>;

function testName(test: Attribution): string {
  switch (test.scope) {
    case "init":
      return "package initialisation, before any test";
    case "testmain":
      return test.name.startsWith("Test") && test.name !== "TestMain"
        ? `TestMain, around ${test.name}`
        : "TestMain";
    case "after-exit":
      return test.name === "" ? "after the last test" : `${test.name}, after it had ended`;
    case "child":
      return test.name === "" ? "a child process" : `a child process of ${test.name}`;
    default:
      return test.spec === undefined ? test.name : `${test.spec} (${test.name})`;
  }
}

const BY: Record<Attribution["by"], string> = {
  stack: "it is in the stack",
  "creation-stack": "it created the goroutine",
  stream: "by the output of go test",
  position: "by the time it ran",
  process: "by the process",
};

/** How the test was found and how sure that is; undefined where there is no doubt to speak of. */
function testSurety(test: Attribution): string | undefined {
  const parts: string[] = [];
  if (test.reported !== undefined && test.reported !== test.name) {
    parts.push(`go test blamed ${test.reported}`);
  }
  const others = (test.alsoPossible ?? []).filter((name) => name !== test.reported);
  if (others.length > 0) {
    const shown = others.slice(0, 3).join(", ");
    const more = others.length - 3;
    parts.push(`also possible: ${shown}${more > 0 ? ` and ${more} more` : ""}`);
  }
  if (parts.length === 0 && test.confidence >= SURE) return undefined;
  return [`${BY[test.by]}, confidence ${test.confidence.toFixed(2)}`, ...parts].join("; ");
}
