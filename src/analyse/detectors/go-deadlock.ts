import type { DraftFinding, Location } from "../../model/finding.ts";
import type { LockFrame, LockPlace, LockReport } from "../../model/lock-report.ts";
import type { LockReportSighting } from "../../model/parsed-run.ts";
import { namedScope } from "../attribute.ts";
import type { AnalysisContext } from "../context.ts";
import { evidenceOf, moduleOf, ownerOf, sightingsOf } from "../evidence.ts";
import { orderLocations, wordsOf } from "../locations.ts";
import { hasPassed } from "../package-end.ts";
import { placeOfTool } from "../tool-place.ts";
import type { Detector } from "./detector.ts";

export const goDeadlock: Detector = {
  id: "go-deadlock",
  docs: {
    what: "github.com/sasha-s/go-deadlock saw locks taken in two orders, twice, or waited for too long.",
    kinds: ["deadlock"],
    codes: ["RG2000", "RG2001", "RG2002"],
  },
  finish: (context) => {
    const drafts = new Map<string, DraftFinding>();
    for (const sighting of context.run.lockReports ?? []) {
      const draft = draftOf(sighting, context);
      const key = JSON.stringify([draft.package, draft.title, draft.locations]);
      if (!drafts.has(key)) drafts.set(key, draft);
    }
    return [...drafts.values()];
  },
};

function draftOf({ report, origin }: LockReportSighting, context: AnalysisContext): DraftFinding {
  const { run } = context;
  const at = (place: LockPlace | undefined, role: Location["role"]): Location | undefined =>
    placeOfTool(ownFrame(place), role, origin.package, context);
  const locations = report.places
    .map((place) =>
      at(place, place.role === "waiting" || place.role === "then" ? "stuck" : "holder"),
    )
    .filter((each) => each !== undefined)
    .filter((each, i, all) => all.findIndex((other) => isSame(each, other)) === i);
  const owner = ownerOf(origin, locations.find((each) => each.own)?.package ?? "");
  const words = wordsFor(report, at);
  const test = origin.streamTest;
  return {
    kind: "deadlock",
    ...classOf(report),
    // It ends the process unless it is told otherwise.
    severity: hasPassed(origin, context) ? "note" : "warning",
    title: `go-deadlock: ${words.title}`,
    explanation: `go-deadlock reports a potential deadlock. ${words.explanation}`,
    package: owner,
    module: moduleOf(run, owner),
    codeClass: locations.some((each) => each.own) ? "ours" : "unknown",
    locations: orderLocations(locations),
    goroutines: [],
    ...(test === undefined ? {} : { test: { ...namedScope(test), by: "stream", confidence: 0.5 } }),
    evidence: [evidenceOf("log", report.at, "go-deadlock's report", report.text)],
    fix: { words: words.fix },
    sightings: sightingsOf(run, [owner]),
  };
}

function isSame(one: Location, other: Location): boolean {
  return one.role === other.role && one.file === other.file && one.line === other.line;
}

/** The innermost frame that is not go-deadlock's own. */
function ownFrame(place: LockPlace | undefined): LockFrame | undefined {
  const frames = place?.frames ?? [];
  return frames.find(({ function: name }) => !name.startsWith("go-deadlock.")) ?? frames[0];
}

function classOf(report: LockReport): Pick<DraftFinding, "class" | "code" | "certainty"> {
  switch (report.kind) {
    case "order":
      return { class: "lock-order", code: "RG2002", certainty: "direct" };
    case "recursive":
      return { class: "double-lock", code: "RG2001", certainty: "direct" };
    case "timeout":
      return { class: "unclassified", code: "RG2000" };
  }
}

interface Words {
  readonly title: string;
  readonly explanation: string;
  readonly fix: string;
}

function wordsFor(
  report: LockReport,
  at: (place: LockPlace | undefined, role: Location["role"]) => Location | undefined,
): Words {
  const place = (role: LockPlace["role"], nth = 0): string => {
    const found = report.places.filter((each) => each.role === role)[nth];
    const location = at(found, "holder");
    const code = ownFrame(found)?.code ?? "";
    return location === undefined
      ? "a place that it does not show"
      : `${code} (${wordsOf(location)})`;
  };
  switch (report.kind) {
    case "order":
      return {
        title: "two locks are taken in opposite order",
        explanation:
          `One goroutine took ${place("first")} and then ${place("then")}; another took the same locks the ` +
          `other way round: ${place("first", 1)}, then ${place("then", 1)}. If both have their first lock ` +
          "at the same time, neither gets its second.",
        fix: "Take the locks in one order everywhere, e.g. by an id that both have, or release the first before the second is taken.",
      };
    case "recursive":
      return {
        title: "a lock is taken again by the goroutine that holds it",
        explanation: `${place("waiting")} wants the lock that the same goroutine took by ${place("held")}. Go's locks are not reentrant.`,
        fix: "Split the method into one that locks and an inner one that expects the lock to be held.",
      };
    case "timeout":
      return {
        title: `a lock was waited for longer than ${report.waited ?? "its limit"}`,
        explanation: `${place("waiting")} waited for a lock taken by ${place("held")} and not released. Whether it would have been, the report cannot tell.`,
        fix: "Unlock on every path (`defer mu.Unlock()`), and do nothing slow while the lock is held.",
      };
  }
}
