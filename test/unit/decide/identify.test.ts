// No two findings of a document share an id, whatever the drafts are and in whatever order they come.
import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { identify } from "../../../src/decide/identify.ts";
import { compareIds } from "../../../src/decide/fingerprint.ts";
import type { DraftFinding, Location } from "../../../src/model/finding.ts";

const OWNER = "example.com/loom/weave";

function at(role: Location["role"], name: string, line: number): Location {
  return {
    file: "weave/loom.go",
    line,
    function: `${OWNER}.${name}`,
    role,
    own: true,
    package: OWNER,
  };
}

function draft(kind: DraftFinding["kind"], parts: Partial<DraftFinding>): DraftFinding {
  return {
    kind,
    code: kind === "data-race" ? "RG1000" : "RG2004",
    class: "unclassified",
    severity: "error",
    title: kind,
    explanation: "",
    package: OWNER,
    module: "example.com/loom",
    codeClass: "ours",
    locations: [],
    goroutines: [],
    evidence: [],
    sightings: [{ package: OWNER, run: "r", count: 1 }],
    ...parts,
  };
}

const race = (line: number, parts: Partial<DraftFinding> = {}): DraftFinding =>
  draft("data-race", {
    locations: [at("access", "F", line), at("previous-access", "F", line)],
    ...parts,
  });
const leak = (line: number, parts: Partial<DraftFinding> = {}): DraftFinding =>
  draft("goroutine-leak", { locations: [at("stuck", "F.func1", line)], ...parts });

const idsOf = (drafts: readonly DraftFinding[]): string[] =>
  identify(drafts).map(({ fingerprints }) => fingerprints.stable);

test("races on one variable in one pair of functions are one, with all places and sightings", () => {
  const [one, ...none] = identify([race(3, { subject: "warp" }), race(9, { subject: "warp" })]);
  expect(none).toEqual([]);
  expect(one?.draft.locations.map(({ line }) => line)).toEqual([3, 3, 9, 9]);
  expect(one?.draft.sightings).toEqual([{ package: OWNER, run: "r", count: 2 }]);
});

test("the same lines of which nothing tells the variables apart are one, with both names", () => {
  const named = (name: string) => race(3, { variable: { name, by: "expression" } });
  const [one, ...none] = identify([named("warp"), named("weft")]);
  expect(none).toEqual([]);
  expect(one?.draft.variables).toEqual(["warp", "weft"]);
});

test("what differs has ids of its own: another variable, other lines, another class", () => {
  const drafts = [
    race(3, { subject: "warp" }),
    race(3, { subject: "weft" }),
    race(3),
    race(4),
    race(4, { class: "flag-polling" }),
    leak(5),
    leak(6),
    leak(6, { class: "channel-send" }),
    leak(6, { subject: "done" }),
    leak(6, { subject: "done", title: "another" }),
  ];
  expect(new Set(idsOf(drafts)).size).toBe(drafts.length);
});

test("the gravest of several speaks for them, and no test is lost", () => {
  const of = (name: string) => ({
    name,
    scope: "test" as const,
    by: "stack" as const,
    confidence: 1,
  });
  const [one] = identify([
    leak(5, { severity: "note", test: of("TestA") }),
    leak(5, { severity: "error", test: of("TestB"), failsTest: true }),
  ]);
  expect(one?.draft).toMatchObject({
    severity: "error",
    failsTest: true,
    test: { name: "TestB", alsoPossible: ["TestA"] },
  });
});

describe("properties", () => {
  const any = fc.record({
    kind: fc.constantFrom<DraftFinding["kind"]>("data-race", "goroutine-leak", "panic", "trust"),
    line: fc.integer({ min: 1, max: 4 }),
    subject: fc.constantFrom(undefined, "warp", "weft", "warp, weft"),
    name: fc.constantFrom("F", "G", "F.func2"),
    title: fc.constantFrom("a", "b"),
  });
  const made = (
    one: { kind: DraftFinding["kind"]; line: number; name: string } & Partial<DraftFinding>,
  ) => {
    const { kind, line, name, subject, title } = one;
    const role = kind === "data-race" ? "access" : kind === "panic" ? "panic" : "stuck";
    const more = subject === undefined ? {} : { subject };
    return draft(kind, { ...more, title: title ?? "", locations: [at(role, name, line)] });
  };

  test("ids are unique, the same in any order, and nothing that was seen is lost", () => {
    fc.assert(
      fc.property(fc.array(any, { maxLength: 40 }), (records) => {
        const drafts = records.map(made);
        const ids = idsOf(drafts);
        expect(new Set(ids).size).toBe(ids.length);
        expect(idsOf(drafts.toReversed()).sort()).toEqual(ids.toSorted());
        const sightings = identify(drafts).flatMap((each) => each.draft.sightings);
        expect(sightings.reduce((sum, { count }) => sum + count, 0)).toBe(drafts.length);
      }),
      { numRuns: 200 },
    );
  });

  test("two ids are never the same and different at once; not knowing goes both ways", () => {
    fc.assert(
      fc.property(any, any, (a, b) => {
        const [one = "", other = ""] = [made(a), made(b)].flatMap((each) => idsOf([each]));
        const mirrored = { same: "same", different: "different" } as const;
        const back = { "unknown-here": "unknown-there", "unknown-there": "unknown-here" } as const;
        const compared = compareIds(one, other);
        expect(compareIds(other, one)).toBe({ ...mirrored, ...back }[compared]);
      }),
    );
  });
});

test("more twins than can be told apart by hand keep ids of their own, fast", () => {
  const many = Array.from({ length: 5000 }, (_, line) => race(line));
  expect(new Set(idsOf(many)).size).toBe(5000);
});
