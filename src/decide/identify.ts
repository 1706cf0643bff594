/**
 * Fingerprints for all findings of a document: no two share an id. What is equal in id, lines and class is one
 * finding; so are races on one variable in one pair of functions, wherever in them. The rest is numbered by its place.
 */
import { severity, type DraftFinding, type Location } from "../model/finding.ts";
import { fingerprintsOf, NUMBER_MAX, type Fingerprints } from "./fingerprint.ts";

export interface Identified {
  readonly draft: DraftFinding;
  readonly fingerprints: Fingerprints;
}

/** In the order of the drafts; a merged one stands where its first did. */
export function identify(drafts: readonly DraftFinding[]): readonly Identified[] {
  const byId = new Map<string, Map<string, DraftFinding[]>>();
  for (const draft of drafts) {
    const id = fingerprintsOf(draft).stable;
    const twins = byId.get(id) ?? new Map<string, DraftFinding[]>();
    byId.set(id, twins);
    const key = twinKey(draft);
    const known = twins.get(key);
    if (known === undefined) twins.set(key, [draft]);
    else known.push(draft);
  }
  const made = new Map<DraftFinding, Identified>();
  const taken = new Set<string>();
  for (const twins of byId.values()) {
    let number = 0;
    for (const group of [...twins.values()].sort((a, b) => comparePlaces(a[0], b[0]))) {
      const [first] = group;
      if (first === undefined) continue;
      const draft = mergedAll(group);
      let fingerprints = fingerprintsOf(draft, number++);
      // Another subject's digits by chance.
      while (taken.has(fingerprints.stable) && number <= NUMBER_MAX) {
        fingerprints = fingerprintsOf(draft, number++);
      }
      taken.add(fingerprints.stable);
      made.set(first, { draft, fingerprints });
    }
  }
  return drafts.flatMap((draft) => made.get(draft) ?? []);
}

/** What must agree, beside the id, for two findings to be one. */
function twinKey(draft: DraftFinding): string {
  const race = draft.kind === "data-race";
  if (race && draft.subject !== undefined) return "";
  const places = draft.locations.filter(isPlace).map(placeText).sort();
  return [draft.class, race ? "" : draft.title, ...places].join("\n");
}

function isPlace({ role }: Location): boolean {
  return role !== "created-at" && role !== "declared";
}

function placeText({ role, file, line }: Location): string {
  return `${role.endsWith("access") ? "access" : role} ${file}:${line}`;
}

/** By file and line as numbers; then by words, so that the order of the drafts does not matter. */
function comparePlaces(a: DraftFinding | undefined, b: DraftFinding | undefined): number {
  const [one, other] = [sorted(a), sorted(b)];
  for (const [index, place] of one.entries()) {
    const against = other[index];
    if (against === undefined) return 1;
    const order = compareText(place.file, against.file) || place.line - against.line;
    if (order !== 0) return order;
  }
  return one.length - other.length || compareText(a?.title ?? "", b?.title ?? "");
}

function sorted(draft: DraftFinding | undefined): readonly Location[] {
  const places = (draft?.locations ?? []).filter(isPlace);
  return places.toSorted((x, y) => compareText(x.file, y.file) || x.line - y.line);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const EVIDENCE_MAX = 8;

/** The gravest speaks for all. */
function mergedAll(group: readonly DraftFinding[]): DraftFinding {
  const rank = ({ severity: one }: DraftFinding): number => severity.options.indexOf(one);
  return group.toSorted((a, b) => rank(a) - rank(b)).reduce(merged);
}

/** Both findings in one: the words of the first, the places and sightings of both. */
function merged(one: DraftFinding, other: DraftFinding): DraftFinding {
  const known = new Set(one.locations.map(locationKey));
  const places = other.locations.filter((each) => !known.has(locationKey(each)));
  const names = [one, other].flatMap(
    ({ variables, variable }) => variables ?? variable?.name ?? [],
  );
  const variables = [...new Set(names)];
  const tests = new Set([
    ...(one.test?.alsoPossible ?? []),
    ...[other.test?.name ?? [], other.test?.alsoPossible ?? []].flat(),
  ]);
  tests.delete(one.test?.name ?? "");
  tests.delete("");
  const test = one.test ?? other.test;
  return {
    ...one,
    locations: [...one.locations, ...places],
    evidence: [...one.evidence, ...other.evidence].slice(0, EVIDENCE_MAX),
    sightings: joinSightings(one.sightings, other.sightings),
    ...(variables.length > 1 ? { variables } : {}),
    ...(test === undefined ? {} : { test: withPossible(test, [...tests]) }),
    ...(one.failsTest === true || other.failsTest === true ? { failsTest: true } : {}),
  };
}

type Test = NonNullable<DraftFinding["test"]>;

function withPossible(test: Test, names: readonly string[]): Test {
  return names.length === 0 ? test : { ...test, alsoPossible: names.slice(0, 10) };
}

function locationKey({ role, file, line, function: name }: Location): string {
  return `${role}\n${file}:${line}\n${name}`;
}

function joinSightings(
  one: DraftFinding["sightings"],
  other: DraftFinding["sightings"],
): DraftFinding["sightings"] {
  const joined = new Map<string, DraftFinding["sightings"][number]>();
  for (const sighting of [...one, ...other]) {
    const { count, ...rest } = sighting;
    const key = JSON.stringify(rest);
    const known = joined.get(key);
    joined.set(key, known === undefined ? sighting : { ...known, count: known.count + count });
  }
  return [...joined.values()];
}
