import type { DraftFinding } from "../../model/finding.ts";
import type { Profile, ProfileSite } from "../../model/profile.ts";
import type { StackFrame } from "../../model/race-report.ts";
import { packageUnderTest, parseGoSymbol, shortSymbol } from "../../util/go-symbol.ts";
import type { AnalysisContext } from "../context.ts";
import { moduleOf, sightingsOf } from "../evidence.ts";
import { goroutineLabel, stackOf } from "../goroutines.ts";
import { leakClassOf, statusOfFrames } from "../leak-class.ts";
import { storiesOf } from "../leaks/stories.ts";
import { waitOf, waitWords } from "../leaks/wait.ts";
import { locationOf, wordsOf } from "../locations.ts";
import { blameIndex, codeClassOf } from "../race-view.ts";
import type { Detector } from "./detector.ts";

const FINDINGS_MAX = 200;

export const leakProfile: Detector = {
  id: "leak-profile",
  docs: {
    what: "The garbage collector found goroutines that nothing can wake any more (goroutineleak profile).",
    kinds: ["goroutine-leak"],
    codes: ["RG2000", "RG2004", "RG2005", "RG2007", "RG2008", "RG2009"],
  },
  finish(context) {
    const told = placesOfStories(context);
    return (context.run.profiles ?? [])
      .filter(({ kind }) => kind === "goroutine-leak")
      .flatMap((profile) =>
        profile.sites.map((site) => draftOf(site, profile, { ...context, told })),
      )
      .filter((draft) => draft !== undefined)
      .slice(0, FINDINGS_MAX);
  },
};

/** Where goroutines stand that another finding speaks of, and knows more of: their test, who made them. */
function placesOfStories(context: AnalysisContext): ReadonlySet<string> {
  const places = new Set<string>();
  for (const { scenes } of storiesOf(context)) {
    for (const { scene } of scenes) {
      for (const { site } of [...scene.core, ...scene.joiners]) {
        if (site !== undefined) places.add(placeKey(scene.process.package, site));
      }
    }
  }
  return places;
}

function placeKey(owner: string, { function: name, line }: StackFrame): string {
  return `${owner}\n${name}:${line}`;
}

function draftOf(
  { frames, count }: ProfileSite,
  profile: Profile,
  { places, run, told }: AnalysisContext & { readonly told: ReadonlySet<string> },
): DraftFinding | undefined {
  const frame = frames[blameIndex(frames, places)];
  const stuck = locationOf(frame, "stuck", places);
  if (frame === undefined || stuck === undefined || count === 0) return undefined;
  const status = statusOfFrames(frames);
  const { kind } = waitOf(status, frames);
  const owner = profile.package ?? packageUnderTest(parseGoSymbol(frame.function).package);
  // The testing package waits for its tests.
  if (kind === "harness" || told.has(placeKey(owner, frame))) return undefined;
  const name = shortSymbol(frame.function);
  const many = count === 1 ? "a goroutine" : `${count} goroutines`;
  const parts = { goroutine: undefined, frames, creation: undefined };
  return {
    kind: "goroutine-leak",
    ...leakClassOf(kind),
    severity: "error",
    certainty: "proof",
    title: `${many} leaked in ${name}`,
    explanation:
      `The garbage collector found ${many} in ${name} (${wordsOf(stuck)}): ` +
      `${count === 1 ? "it" : "each"} ${waitWords(kind)}, and nothing that still runs can reach what it waits ` +
      "for. This is proof. The profile does not show which test started it.",
    package: owner,
    module: moduleOf(run, owner),
    codeClass: codeClassOf(frames, places),
    locations: [stuck],
    goroutines: [
      {
        label: goroutineLabel(parts, places),
        state: status,
        ...(count === 1 ? {} : { count }),
        stack: stackOf(frames, places),
      },
    ],
    evidence: [
      { kind: "profile-sample", artifact: profile.artifact, say: "the goroutineleak profile" },
    ],
    fix: {
      words:
        "Give the goroutine a way to end on every path: close its channel, cancel its context, or make room in the channel that it sends to.",
    },
    sightings: sightingsOf(run, [owner]),
  };
}
