import type {
  Attribution,
  DraftFinding,
  Evidence,
  Goroutine,
  Location,
} from "../../model/finding.ts";
import { parseGoSymbol, packageUnderTest } from "../../util/go-symbol.ts";
import { RACE_CLASSES, type ClassifiedRace } from "../classes/classify.ts";
import { UNNAMED, type RaceFacts } from "../classes/race-facts.ts";
import type { AnalysisContext } from "../context.ts";
import { declaredAt } from "../declared.ts";
import { evidenceOf, moduleOf, ownerOf, sightingsOf } from "../evidence.ts";
import { creationSite, raceGoroutine } from "../goroutines.ts";
import { initRace } from "../init-race.ts";
import { locationOf, orderLocations, wordsOf } from "../locations.ts";
import type { RaceGroup } from "../race-groups.ts";
import { shownPatch } from "../patches/candidates.ts";
import { raceSubject } from "../race-subject.ts";
import { blamesOf, joinCodeClasses, type RaceView } from "../race-view.ts";
import { commonTail } from "../expression.ts";
import { placeName } from "../source/common-access.ts";
import { operationsOf, raceExplanation, raceTitle, type SeveralVariables } from "../race-words.ts";
import type { GoSource } from "../source/go-source.ts";
import { madeByTestRunner } from "../stack-scope.ts";
import type { Detector } from "./detector.ts";

/** Reports of one finding whose bytes are pointed at; the rest is counted. */
const EVIDENCE_MAX = 8;
const OTHER_LINES_MAX = 6;

export const dataRace: Detector = {
  id: "data-race",
  docs: {
    what: "Two goroutines access the same memory without synchronisation, and one of them writes.",
    kinds: ["data-race"],
    codes: ["RG1000", ...RACE_CLASSES.map(({ code }) => code)],
  },
  finish: (context) => context.raceGroups.map((group) => draftOf(group, context)),
};

function draftOf(group: RaceGroup, context: AnalysisContext): DraftFinding {
  const { run } = context;
  const found = context.raceClassifier.classify(group);
  const view = withName(shownView(group), found, context);
  const subject = subjectOf(group, view);
  const variables = variablesOf(group, view);
  const test = attributionOf(group, context);
  const goroutines = goroutinesOf(view, context);
  const locations = locationsOf(view, goroutines, context);
  const owners = group.views.map(ownerPackage);
  const owner = ownerPackage(view);
  const seenAt = otherLines(group, view, locations);
  const init = initRace(view, locations, context);
  return {
    kind: "data-race",
    code: found?.code ?? "RG1000",
    class: found?.class ?? "unclassified",
    severity: "error",
    ...(found === undefined ? {} : { certainty: found.certainty }),
    title: raceTitle(view, variables),
    explanation: raceExplanation(view, test, seenAt, found) + (init?.words ?? ""),
    package: owner,
    module: moduleOf(run, owner),
    codeClass: joinCodeClasses(view.sides.map((side) => side.codeClass)),
    ...(view.variable === undefined ? {} : { variable: view.variable }),
    ...(variables === undefined ? {} : { variables: [...variables.names] }),
    ...(subject === undefined ? {} : { subject }),
    locations: withDeclaration(locations, found, context),
    goroutines,
    ...(test === undefined ? {} : { test }),
    evidence: [...evidenceFor(group), ...(init?.evidence ?? [])],
    ...(init?.cause === undefined ? {} : { cause: init.cause }),
    ...(found === undefined ? {} : { fix: fixOf(found, context) }),
    sightings: sightingsOf(run, owners),
  };
}

/** Words always; a patch only where it is known to compile. */
function fixOf(found: ClassifiedRace, context: AnalysisContext): NonNullable<DraftFinding["fix"]> {
  const { words } = found.fix;
  return { words, ...shownPatch(found.fix.edits, context) };
}

/** The variable as the source's syntax names it, where the lines' text alone did not. */
function withName(
  view: RaceView,
  found: ClassifiedRace | undefined,
  { source }: AnalysisContext,
): RaceView {
  const facts = found?.facts;
  if (facts === undefined || facts.name === UNNAMED) return view;
  const type = facts.common?.first.type;
  const { variable } = view;
  if (variable !== undefined) {
    const same = type !== undefined && variable.name === facts.name;
    return same ? { ...view, variable: { ...variable, type } } : view;
  }
  if (view.several.length > 0) return view;
  const by = facts.global?.name === undefined ? "expression" : "symbol";
  const named = { name: facts.name, by, ...(type === undefined ? {} : { type }) } as const;
  return { ...view, variable: named, subject: subjectOfFacts(view, facts, source) };
}

/** Whichever side comes first: what both places end in. */
function subjectOfFacts(
  view: RaceView,
  { common, name }: RaceFacts,
  source: GoSource | undefined,
): string | undefined {
  const places = common === undefined ? [] : [placeName(common.first), placeName(common.second)];
  const [one, other] = places.includes(name) ? places : [name, name];
  const tail = commonTail(one ?? name, other ?? name);
  return raceSubject([tail === "" ? name : tail], blamesOf(view.sides), source);
}

/** Of the group, whichever report comes first. */
function subjectOf(group: RaceGroup, view: RaceView): string | undefined {
  const subjects = [view, ...group.views].map(({ subject }) => subject);
  return subjects.filter((each) => each !== undefined).sort()[0];
}

/** All variables that share the lines; `all`: as many addresses were seen. */
function variablesOf(group: RaceGroup, view: RaceView): SeveralVariables | undefined {
  if (view.variable !== undefined || view.several.length === 0) return undefined;
  const { pid, childPid } = view.sighting.origin;
  const addresses = new Set(
    group.views
      .filter(({ sighting: { origin } }) => origin.pid === pid && origin.childPid === childPid)
      .flatMap(({ sides }) => sides.map(({ access }) => access.address)),
  );
  return { names: view.several, all: addresses.size >= view.several.length };
}

/** The report to show: the first of the group, sides in the detector's order. */
function shownView(group: RaceGroup): RaceView {
  const [first] = group.views;
  if (first === undefined) throw new Error("a race group has at least one report");
  return first;
}

function ownerPackage(view: RaceView): string {
  const frame = view.sides.find((side) => side.blame !== undefined)?.blame;
  const fallback =
    frame === undefined ? "" : packageUnderTest(parseGoSymbol(frame.function).package);
  return ownerOf(view.sighting.origin, fallback);
}

/** The surest attribution; tests of other reports of the same bug become possible ones. */
function attributionOf(group: RaceGroup, context: AnalysisContext): Attribution | undefined {
  let best: Attribution | undefined;
  const names = new Set<string>();
  for (const { sighting } of group.views) {
    const made = context.attributions.get(sighting);
    if (made === undefined) continue;
    names.add(made.name);
    if (best === undefined || made.confidence > best.confidence) best = made;
  }
  if (best === undefined) return undefined;
  for (const name of best.alsoPossible ?? []) names.add(name);
  names.delete(best.name);
  names.delete("");
  const others = [...names].slice(0, 10);
  return others.length === 0 ? best : { ...best, alsoPossible: others };
}

function goroutinesOf(view: RaceView, { places }: AnalysisContext): Goroutine[] {
  const taken = new Set<string>();
  return view.sides.map(({ access, creation }) => {
    const parts = { goroutine: access.goroutine, frames: access.frames, creation };
    const made = raceGoroutine(parts, places, taken);
    taken.add(made.label);
    return made;
  });
}

function locationsOf(
  view: RaceView,
  goroutines: readonly Goroutine[],
  { places }: AnalysisContext,
): Location[] {
  const locations: Location[] = [];
  for (const [index, side] of view.sides.entries()) {
    const role = side.access.previous ? "previous-access" : "access";
    const label = goroutines[index]?.label;
    const more = {
      ...(side.access.operation === undefined ? {} : { operation: side.access.operation }),
      ...(label === undefined ? {} : { goroutine: label }),
    };
    const at = locationOf(side.blame, role, places);
    if (at !== undefined) locations.push({ ...at, ...more });
    const inner = side.access.frames.find((frame) => places.of(frame).owner === "dependency");
    if (inner !== undefined && inner !== side.blame && side.codeClass === "dependency") {
      const foreign = locationOf(inner, role, places);
      if (foreign !== undefined) locations.push({ ...foreign, ...more });
    }
    const created = side.creation?.frames ?? [];
    if (created.length === 0 || madeByTestRunner(created)) continue;
    const site = locationOf(creationSite(created, places), "created-at", places);
    if (site !== undefined)
      locations.push(label === undefined ? site : { ...site, goroutine: label });
  }
  return orderLocations(locations);
}

/** Where the variable or field is declared comes last: it is no place where anything happens. */
function withDeclaration(
  locations: readonly Location[],
  found: ClassifiedRace | undefined,
  { places }: AnalysisContext,
): Location[] {
  const declared = found && declaredAt(found.facts, places);
  return declared === undefined ? [...locations] : [...locations, declared];
}

/** Lines of the group's other reports that the shown one does not have. */
function otherLines(group: RaceGroup, view: RaceView, locations: readonly Location[]): string[] {
  const shown = new Set(locations.map(wordsOf));
  const others = new Set<string>();
  for (const other of group.views) {
    if (other === view) continue;
    for (const { blame, place } of other.sides) {
      if (blame === undefined || place === undefined || blame.line === 0) continue;
      const words = `${place.file}:${blame.line}`;
      if (!shown.has(words)) others.add(words);
    }
  }
  return [...others].slice(0, OTHER_LINES_MAX);
}

function evidenceFor(group: RaceGroup): Evidence[] {
  return group.views.slice(0, EVIDENCE_MAX).map((view, index) => {
    const { report } = view.sighting;
    const whole = report.complete ? "" : ", cut";
    const say = `race report, ${operationsOf(view)}${whole}`;
    return evidenceOf("race-report", report.at, say, index === 0 ? report.text : undefined);
  });
}
