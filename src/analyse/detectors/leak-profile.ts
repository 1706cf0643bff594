import type { DraftFinding } from "../../model/finding.ts";
import type { Profile, ProfileSite } from "../../model/profile.ts";
import { packageUnderTest, parseGoSymbol, shortSymbol } from "../../util/go-symbol.ts";
import type { AnalysisContext } from "../context.ts";
import { moduleOf, sightingsOf } from "../evidence.ts";
import { goroutineLabel, stackOf } from "../goroutines.ts";
import { leakClassOf, statusOfFrames } from "../leak-class.ts";
import { storyOfSite } from "../leaks/corroborate.ts";
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
  // Of goroutines that another finding speaks of, the profile is that finding's proof.
  finish: (context) =>
    (context.run.profiles ?? [])
      .filter(({ kind }) => kind === "goroutine-leak")
      .flatMap((profile) =>
        profile.sites
          .filter((site) => storyOfSite(site, profile, context) === undefined)
          .map((site) => draftOf(site, profile, context)),
      )
      .filter((draft) => draft !== undefined)
      .slice(0, FINDINGS_MAX),
};

function draftOf(
  { frames, count }: ProfileSite,
  profile: Profile,
  { places, run }: AnalysisContext,
): DraftFinding | undefined {
  const frame = frames[blameIndex(frames, places)];
  const stuck = locationOf(frame, "stuck", places);
  if (frame === undefined || stuck === undefined || count === 0) return undefined;
  const status = statusOfFrames(frames);
  const { kind } = waitOf(status, frames);
  const owner = profile.package ?? packageUnderTest(parseGoSymbol(frame.function).package);
  // The testing package waits for its tests.
  if (kind === "harness") return undefined;
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
