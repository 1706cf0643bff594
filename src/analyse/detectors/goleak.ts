import type { DumpGoroutine } from "../../model/crash.ts";
import type { DraftFinding } from "../../model/finding.ts";
import type { CrashSighting, DumpSighting } from "../../model/parsed-run.ts";
import { packageUnderTest, parseGoSymbol, shortSymbol } from "../../util/go-symbol.ts";
import { attributeCrash } from "../attribute.ts";
import type { AnalysisContext } from "../context.ts";
import { hasPassed } from "../package-end.ts";
import { bucketsOf, type Bucket } from "../crash-buckets.ts";
import { dumpGoroutine } from "../crash-draft.ts";
import { leakClassOf } from "../leak-class.ts";
import { evidenceOf, moduleOf, ownerOf, sightingsOf } from "../evidence.ts";
import { storyOfGoroutine } from "../leaks/corroborate.ts";
import { waitOf, waitWords } from "../leaks/wait.ts";
import { locationOf, orderLocations, wordsOf } from "../locations.ts";
import { blameIndex, codeClassOf } from "../race-view.ts";
import type { Detector } from "./detector.ts";

export const goleak: Detector = {
  id: "goleak",
  docs: {
    what: "go.uber.org/goleak found goroutines at a test's end that it did not expect.",
    kinds: ["goroutine-leak"],
    codes: ["RG2000", "RG2004", "RG2005", "RG2007", "RG2008", "RG2009"],
  },
  finish(context) {
    const drafts: DraftFinding[] = [];
    for (const dump of context.run.dumps ?? []) {
      if (dump.tool !== "goleak" || hasPassed(dump.origin, context)) continue;
      // Where a trace or a dump shows it as well, the detector of leaks knows more of it.
      const unknown = dump.goroutines.filter(
        (goroutine) => storyOfGoroutine(goroutine, dump, context) === undefined,
      );
      for (const bucket of bucketsOf(unknown)) drafts.push(draftOf(bucket, dump, context));
    }
    return drafts;
  },
};

function draftOf(
  { goroutine, count }: Bucket,
  dump: DumpSighting,
  context: AnalysisContext,
): DraftFinding {
  const { places, run } = context;
  const { frames, status, createdBy } = goroutine;
  const { kind } = waitOf(status, frames);
  const frame = frames[blameIndex(frames, places)];
  const stuck = locationOf(frame, "stuck", places);
  const made = locationOf(createdBy?.frame, "created-at", places);
  const owner = ownerOf(
    dump.origin,
    frame === undefined ? "" : packageUnderTest(parseGoSymbol(frame.function).package),
  );
  const test = attributeCrash(asSighting(goroutine, dump), run);
  const name = frame === undefined ? "a goroutine" : shortSymbol(frame.function);
  const many = count === 1 ? "1 goroutine" : `${count} goroutines`;
  const start = made === undefined ? "" : ` started at ${wordsOf(made)}`;
  return {
    kind: "goroutine-leak",
    ...leakClassOf(kind),
    severity: "warning",
    failsTest: true,
    certainty: "direct",
    title: `goleak: ${many} left in ${name}${count === 1 ? "" : ", all alike"}`,
    explanation:
      `goleak looked at the end of a test and found ${many}${start} in ${name}: ` +
      `${count === 1 ? "it" : "each"} ${waitWords(kind)} (state "${status}"). Whether it would have ended later goleak cannot tell; it ` +
      "asks for some time before it reports.",
    package: owner,
    module: moduleOf(run, owner),
    codeClass: codeClassOf(frames, places),
    locations: orderLocations([stuck, made].filter((each) => each !== undefined)),
    goroutines: [dumpGoroutine(goroutine, places, count)],
    ...(test === undefined ? {} : { test }),
    evidence: [evidenceOf("dump", dump.at, "goleak's list", dump.text)],
    fix: {
      words:
        "Give the goroutine a way to end (close its channel, cancel its context) and wait for it before the test returns, in t.Cleanup.",
    },
    sightings: sightingsOf(run, [owner]),
  };
}

function asSighting(goroutine: DumpGoroutine, { origin, at }: DumpSighting): CrashSighting {
  return {
    origin,
    crash: {
      kind: "signal",
      message: "",
      panics: [],
      runningTests: [],
      goroutines: [goroutine],
      complete: true,
      at,
      text: "",
    },
  };
}
