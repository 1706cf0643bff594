import type { DraftFinding, Evidence } from "../../model/finding.ts";
import type { CrashSighting, ParsedRun } from "../../model/parsed-run.ts";
import type { PackageResult } from "../../model/test-run.ts";
import { shortSymbol } from "../../util/go-symbol.ts";
import type { AnalysisContext } from "../context.ts";
import { bucketWords } from "../crash-buckets.ts";
import { crashBase, groupCrashes, messageOf, type CrashBase } from "../crash-draft.ts";
import { evidenceOf, moduleOf, sightingsOf, streamEvidence } from "../evidence.ts";
import { isKilled } from "../package-end.ts";
import type { RaceView } from "../race-view.ts";
import { raceTitle } from "../race-words.ts";
import { diedWords, inWords, missingWords, testWords } from "../crash-words.ts";
import type { Detector } from "./detector.ts";

const MAP_MESSAGE = /^concurrent map /;

export const fatalError: Detector = {
  id: "fatal-error",
  docs: {
    what: "The Go runtime ended the process (no recover helps), or a signal did.",
    kinds: ["fatal-error"],
    codes: ["RG3002", "RG3004"],
  },
  finish(context) {
    const crashes = groupCrashes(context, ["fatal-error", "signal"]);
    const drafts = crashes.map((group) => draftOf(group, context));
    for (const { result } of context.packages.values()) {
      const told = context.run.crashes.some(({ origin }) => origin.package === result.importPath);
      if (isKilled(result) && !told && !isEndedByRacegate(context.run))
        drafts.push(killed(result, context));
    }
    return drafts.filter((draft) => draft !== undefined);
  },
};

/** Cancelled, or at its deadline: racegate ended the test processes itself, and the verdict says so. */
function isEndedByRacegate({ manifest }: ParsedRun): boolean {
  return manifest?.run.end === "cancelled" || manifest?.run.end === "deadline";
}

/** The race that the detector saw on the same map: a map access at the crash's function. */
function raceOnMap(base: CrashBase, context: AnalysisContext): RaceView | undefined {
  const { frame } = base;
  if (frame === undefined) return undefined;
  const views = context.raceGroups.flatMap((group) => group.views.slice(0, 1));
  const matches = (exact: boolean): RaceView | undefined =>
    views.find((view) =>
      view.sides.some(
        ({ blame, callees }) =>
          blame?.function === frame.function &&
          (!exact || blame.line === frame.line) &&
          callees.some((callee) => /^(?:internal\/)?runtime.*map/.test(callee)),
      ),
    );
  return matches(true) ?? matches(false);
}

function draftOf(
  group: readonly CrashSighting[],
  context: AnalysisContext,
): DraftFinding | undefined {
  const base = crashBase(group, context, "panic");
  const [sighting] = group;
  if (base === undefined || sighting === undefined) return undefined;
  const { crash } = sighting;
  const message = messageOf(crash.message);
  const where = base.frame === undefined ? "" : ` in ${shortSymbol(base.frame.function)}`;
  const signal = crash.kind === "signal";
  const cause = base.class.cause === "" ? "" : ` ${base.class.cause}`;
  const onMap = MAP_MESSAGE.test(crash.message);
  const race = onMap ? raceOnMap(base, context) : undefined;
  const linked: Evidence[] =
    race === undefined
      ? []
      : [evidenceOf("race-report", race.sighting.report.at, "the race on the same map")];
  const related =
    race === undefined
      ? onMap
        ? " No race report of the same map is in this run."
        : ""
      : ` The race detector reports the same map: ${raceTitle(race)}.`;
  const isRequest = isDumpOnRequest(sighting, context);
  const head = isRequest ? "goroutines on request" : signal ? "ended by a signal" : "fatal error";
  const ended = isRequest
    ? "The process was asked for its goroutines"
    : signal
      ? "A signal ended the process"
      : "The Go runtime ended the process";
  return {
    ...base.draft,
    evidence: [...base.draft.evidence, ...linked],
    ...(isRequest ? { severity: "note" } : {}),
    kind: "fatal-error",
    code: signal ? "RG3004" : "RG3002",
    title: `${head}: ${message}${where}`,
    explanation:
      `${ended}${inWords(base)}: ` +
      `${message}.${cause}${signal ? "" : " It cannot be recovered."}${related}${diedWords(base)}` +
      `${bucketWords(base.buckets, context.places)}${testWords(base.draft)}` +
      missingWords(crash, base),
  };
}

/**
 * SIGQUIT is how one asks a Go program where it stands. A test process that ended by it has no result: that is no
 * mere request.
 */
function isDumpOnRequest({ crash, origin }: CrashSighting, { packages }: AnalysisContext): boolean {
  if (crash.kind !== "signal" || !crash.message.startsWith("SIGQUIT")) return false;
  const ofTests = crash.goroutines.some(({ frames }) =>
    frames.some(({ function: name }) => name.startsWith("testing.")),
  );
  return !ofTests && (origin.package === undefined || !packages.has(origin.package));
}

/** Killed from outside: there is no text but go's own line. */
function killed(result: PackageResult, context: AnalysisContext): DraftFinding {
  const { run } = context;
  const running = result.tests.filter((test) => test.outcome !== "pass" && test.outcome !== "skip");
  const names = running.slice(0, 5).map((test) => test.name);
  return {
    kind: "fatal-error",
    code: "RG3004",
    class: "unclassified",
    severity: "error",
    title: `the test process of ${result.importPath} was killed (${result.exitStatus ?? "signal"})`,
    explanation:
      "The process did not end by itself: the system (often for lack of memory), a deadline, or someone " +
      "ended it. What it had not written yet is lost, race reports among it." +
      (names.length === 0 ? "" : ` Without a result: ${names.join(", ")}.`),
    package: result.importPath,
    module: moduleOf(run, result.importPath),
    codeClass: "unknown",
    locations: [],
    goroutines: [],
    evidence: [streamEvidence(run, "the package's output", result.output)],
    sightings: sightingsOf(run, [result.importPath]),
  };
}
