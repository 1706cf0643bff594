// What else a run holds of goroutines that a story tells of: goleak's list, the collector's goroutineleak profile.
// They become evidence of the story's finding; only what no story tells of is a finding of its own.
import type { DumpGoroutine } from "../../model/crash.ts";
import type { DraftFinding } from "../../model/finding.ts";
import type { DumpSighting } from "../../model/parsed-run.ts";
import type { Profile, ProfileSite } from "../../model/profile.ts";
import type { StackFrame } from "../../model/race-report.ts";
import { packageUnderTest, parseGoSymbol } from "../../util/go-symbol.ts";
import type { AnalysisContext } from "../context.ts";
import { evidenceOf } from "../evidence.ts";
import { blameIndex } from "../race-view.ts";
import { storyDraft } from "./draft.ts";
import { storiesOf, type Story } from "./stories.ts";

/** The finding of a story, with all that speaks for it. */
export function storyFinding(story: Story, context: AnalysisContext): DraftFinding {
  const draft = storyDraft(story, context);
  return withProfile(withGoleak(draft, story, context), story, context);
}

interface Told {
  readonly story: Story;
  readonly pid: number | undefined;
}

interface Index {
  /** By package and goid. */
  readonly goroutines: ReadonlyMap<string, readonly Told[]>;
  /** By package, function and line of the place where it waits. */
  readonly places: ReadonlyMap<string, readonly Told[]>;
}

const indices = new WeakMap<AnalysisContext, Index>();

function indexOf(context: AnalysisContext): Index {
  const known = indices.get(context);
  if (known !== undefined) return known;
  const goroutines = new Map<string, Told[]>();
  const places = new Map<string, Told[]>();
  const add = (map: Map<string, Told[]>, key: string, told: Told): void => {
    const list = map.get(key);
    if (list === undefined) map.set(key, [told]);
    else list.push(told);
  };
  for (const story of storiesOf(context)) {
    for (const { scene } of story.scenes) {
      const { package: owner, pid } = scene.process;
      for (const { site, goroutines: all } of [...scene.core, ...scene.joiners]) {
        if (site !== undefined) add(places, placeKey(owner, site), { story, pid });
        for (const { goid } of all) add(goroutines, `${owner}\n${goid}`, { story, pid });
      }
    }
  }
  const made = { goroutines, places };
  indices.set(context, made);
  return made;
}

function placeKey(owner: string, { function: name, line }: StackFrame): string {
  return `${owner}\n${name}:${line}`;
}

function ofProcess(told: readonly Told[] | undefined, pid: number | undefined): Story | undefined {
  return told?.find((one) => one.pid === undefined || pid === undefined || one.pid === pid)?.story;
}

/** The story that tells of a goroutine of goleak's list. */
export function storyOfGoroutine(
  { goid }: DumpGoroutine,
  { origin }: DumpSighting,
  context: AnalysisContext,
): Story | undefined {
  return ofProcess(indexOf(context).goroutines.get(`${origin.package ?? ""}\n${goid}`), origin.pid);
}

/** The story that tells of the goroutines of a profile's site. */
export function storyOfSite(
  { frames }: ProfileSite,
  { package: owner, pid }: Profile,
  context: AnalysisContext,
): Story | undefined {
  const frame = frames[blameIndex(frames, context.places)];
  if (frame === undefined) return undefined;
  const named = owner ?? packageUnderTest(parseGoSymbol(frame.function).package);
  return ofProcess(indexOf(context).places.get(placeKey(named, frame)), pid);
}

/** goleak made the test fail over it: the failure is this finding's, not one of its own. */
function withGoleak(draft: DraftFinding, story: Story, context: AnalysisContext): DraftFinding {
  const list = (context.run.dumps ?? []).find(
    (dump) =>
      dump.tool === "goleak" &&
      dump.goroutines.some((one) => storyOfGoroutine(one, dump, context) === story),
  );
  if (list === undefined) return draft;
  return {
    ...draft,
    failsTest: true,
    explanation: `${draft.explanation} goleak lists it too, and the test failed over it.`,
    evidence: [...draft.evidence, evidenceOf("dump", list.at, "goleak's list")],
  };
}

/** The collector proved that nothing can wake it. */
function withProfile(draft: DraftFinding, story: Story, context: AnalysisContext): DraftFinding {
  const profile = (context.run.profiles ?? []).find(
    (one) =>
      one.kind === "goroutine-leak" &&
      one.sites.some((site) => storyOfSite(site, one, context) === story),
  );
  if (profile === undefined) return draft;
  const evidence = {
    kind: "profile-sample",
    artifact: profile.artifact,
    say: "the goroutineleak profile",
  } as const;
  return {
    ...draft,
    severity: "error",
    explanation:
      `${draft.explanation} The garbage collector proves it: nothing that still runs can reach what it waits for ` +
      "(goroutineleak profile).",
    evidence: [...draft.evidence, evidence],
  };
}
