import type {
  Attribution,
  DraftFinding,
  Evidence,
  Goroutine,
  Location,
} from "../../model/finding.ts";
import type { FindingCode } from "../../model/codes.ts";
import { shortSymbol } from "../../util/go-symbol.ts";
import { namedScope } from "../attribute.ts";
import { placesOf } from "../blocking-classes/words.ts";
import { findingConfidence } from "../confidence/of-finding.ts";
import type { AnalysisContext } from "../context.ts";
import { evidenceOf, moduleOf, sightingsOf } from "../evidence.ts";
import { creationSite, goroutineLabel, stackOf } from "../goroutines.ts";
import { locationOf, orderLocations } from "../locations.ts";
import { shownPatchOfStory } from "../patches/candidates.ts";
import { codeClassOf, joinCodeClasses } from "../race-view.ts";
import { madeByTestRunner, scopeOfStack } from "../stack-scope.ts";
import type { Bucket } from "./buckets.ts";
import { storySteps } from "./story-steps.ts";
import { storyExplanation } from "./story-words.ts";
import { waitSubject } from "./subject.ts";
import { blamedOf, type JudgedScene, type Story } from "./stories.ts";
import { stateOf, waitWords } from "./wait.ts";

const GOROUTINES_MAX = 20;
const TESTS_MAX = 11;
const EVIDENCE_MAX = 6;

/** The finding of a story. */
export function storyDraft(story: Story, context: AnalysisContext): DraftFinding {
  const { shown, scenes } = story;
  const { scene, found, judgement } = shown;
  const { run, places } = context;
  const owner = scene.process.package;
  const blamed = blamedOf(shown);
  const code: FindingCode = found?.code ?? "RG2000";
  const goroutines = goroutinesOf(story, context);
  const test = testOf(story);
  const subject = waitSubject(blamed, places);
  return {
    kind: judgement.kind,
    code,
    class: found?.class ?? "unclassified",
    severity: judgement.severity,
    ...(found === undefined ? {} : { certainty: found.certainty }),
    title: titleOf(story),
    explanation: storyExplanation(story),
    package: owner,
    module: moduleOf(run, owner),
    codeClass: joinCodeClasses(blamed.map(({ frames }) => codeClassOf(frames, places))),
    ...(subject === undefined ? {} : { subject }),
    locations: locationsOf(blamed, goroutines, context),
    goroutines: goroutines.map(({ goroutine }) => goroutine),
    ...(test === undefined ? {} : { test }),
    evidence: evidenceOfStory(story),
    ...causeOf(story, goroutines, context),
    ...fixOf(story, context),
    sightings: sightingsOf(
      run,
      scenes.map((one) => one.scene.process.package),
    ),
  };
}

/** Words always; a patch only where it is known to compile. */
function fixOf(story: Story, context: AnalysisContext): Pick<DraftFinding, "fix"> {
  const { found } = story.shown;
  if (found === undefined) return {};
  const words = found.fix ?? found.docs.fix;
  return { fix: { words, ...shownPatchOfStory(story, context) } };
}

/** Goroutines like the bucket's in all scenes of the story. */
function countOf(bucket: Bucket, { scenes }: Story): number {
  let count = 0;
  for (const { scene } of scenes) {
    for (const one of [...scene.core, ...scene.joiners]) {
      if (one.key === bucket.key) count += one.goroutines.length;
    }
  }
  return count;
}

function titleOf(story: Story): string {
  const { shown } = story;
  const [first, second] = blamedOf(shown);
  const kind = shown.judgement.kind === "deadlock" ? "deadlock" : "goroutine leak";
  if (first?.site === undefined) return `${kind}: a goroutine is blocked for good`;
  const count = countOf(first, story);
  const many = count > 1 ? ` (${count} goroutines)` : "";
  const name = shortSymbol(first.site.function);
  if (second?.site === undefined || !MUTUAL.has(shown.found?.class ?? "")) {
    const others = placesOf(blamedOf(shown)).length - 1;
    const more = others === 0 ? "" : `, and ${others} more ${others === 1 ? "place" : "places"}`;
    return `${kind}: ${name} ${waitWords(first.wait.kind)}${many}${more}`;
  }
  const other = shortSymbol(second.site.function);
  const both = other === name ? `goroutines in ${name}` : `${name} and ${other}`;
  return `${kind}: ${both} wait for each other${many}`;
}

/** Classes of which the goroutines hold each other up. */
const MUTUAL: ReadonlySet<string> = new Set([
  "lock-order",
  "rwmutex-recursive",
  "mixed-channel-lock",
]);

interface Shown {
  readonly bucket: Bucket;
  readonly goroutine: Goroutine;
}

/** One goroutine for each place, the cause first, the rest of the story's places behind. */
function goroutinesOf(story: Story, { places }: AnalysisContext): readonly Shown[] {
  const blamed = blamedOf(story.shown);
  const { scene } = story.shown;
  const all = new Map<string, Bucket>();
  for (const bucket of [...blamed, ...scene.core, ...scene.joiners]) all.set(bucket.key, bucket);
  for (const one of story.scenes) {
    for (const bucket of one.scene.core) if (!all.has(bucket.key)) all.set(bucket.key, bucket);
  }
  const joiners = new Set(scene.joiners.map(({ key }) => key));
  return [...all.values()].slice(0, GOROUTINES_MAX).map((bucket) => {
    const [first] = bucket.goroutines;
    const { frames, creation, goid } = first;
    const state = stateOf(first.word, first.wait.kind);
    const parts = {
      goroutine: undefined,
      frames,
      creation: { frames: creation, state: undefined },
    };
    const count = countOf(bucket, story);
    const made = madeByTestRunner(creation)
      ? undefined
      : locationOf(creationSite(creation, places), "created-at", places);
    const role = joiners.has(bucket.key) ? "waits for the others" : "stuck";
    const goroutine: Goroutine = {
      label: goroutineLabel(parts, places),
      goid,
      state: count > 1 ? `${state} (${count} goroutines like this)` : state,
      role,
      ...(made === undefined ? {} : { createdAt: made }),
      stack: stackOf(frames, places),
    };
    return { bucket, goroutine };
  });
}

function locationsOf(
  blamed: readonly Bucket[],
  goroutines: readonly Shown[],
  { places }: AnalysisContext,
): Location[] {
  const locations: Location[] = [];
  for (const bucket of blamed) {
    const label = goroutines.find((one) => one.bucket.key === bucket.key)?.goroutine.label;
    const labelled = label === undefined ? {} : { goroutine: label };
    const stuck = locationOf(bucket.site, "stuck", places);
    const { creation } = bucket.goroutines[0];
    const made = madeByTestRunner(creation)
      ? undefined
      : locationOf(creationSite(creation, places), "created-at", places);
    if (stuck !== undefined) locations.push({ ...stuck, ...labelled });
    if (made?.own === true) locations.push({ ...made, ...labelled });
  }
  return orderLocations(locations);
}

/** Who left them: the test whose goroutine started them, or whose chain did. */
function testOf({ scenes, shown }: Story): Attribution | undefined {
  const { test, core } = shown.scene;
  const names = new Set(
    scenes.map(({ scene }) => scene.test?.name).filter((name) => name !== undefined),
  );
  if (test?.name === undefined) {
    const outside = core[0]?.goroutines[0].outside;
    if (outside === undefined) return undefined;
    const by = "creation-stack";
    if (outside === "init") return { name: "init", scope: "init", by, confidence: 0.7 };
    return mainScope(core, shown.scene.process.package);
  }
  names.delete(test.name);
  const own = core.some(({ goroutines }) => goroutines[0].ofTest);
  const scope = namedScope(test.name);
  return {
    ...scope,
    ...(test.subtest && scope.scope === "test" ? { scope: "subtest" as const } : {}),
    by: own ? "stack" : "creation-stack",
    confidence: 0.95,
    ...(names.size === 0 ? {} : { alsoPossible: [...names].slice(0, TESTS_MAX - 1) }),
  };
}

/** Examples run on the main goroutine, as TestMain does where there is one; a stack that names neither tells nothing. */
function mainScope(core: readonly Bucket[], owner: string | undefined): Attribution | undefined {
  const [first] = core[0]?.goroutines ?? [];
  if (first === undefined) return undefined;
  const { frames, creation, start } = first;
  for (const stack of [[...frames, ...(start === undefined ? [] : [start])], creation]) {
    const found = scopeOfStack(stack, owner);
    if (found === undefined || found.scope === "init" || found.scope === "child") continue;
    return { name: found.name, scope: found.scope, by: "creation-stack", confidence: 0.7 };
  }
  return undefined;
}

function evidenceOfStory({ scenes }: Story): Evidence[] {
  const evidence: Evidence[] = [];
  const seen = new Set<string>();
  for (const judged of scenes) {
    const { process, core } = judged.scene;
    const [bucket] = core;
    if (bucket === undefined || evidence.length >= EVIDENCE_MAX) break;
    const { trace, dump } = process;
    if (dump !== undefined && !seen.has(`${dump.at.source}:${dump.at.start}`)) {
      seen.add(`${dump.at.source}:${dump.at.start}`);
      const text = evidence.length === 0 ? excerpt(dump.text, judged) : undefined;
      evidence.push(evidenceOf("dump", dump.at, "where every goroutine stood", text));
    }
    if (trace === undefined || seen.has(trace.artifact)) continue;
    seen.add(trace.artifact);
    const [first] = bucket.goroutines;
    const since = first.sinceNs === undefined ? "" : ` since ${seconds(first.sinceNs)} s`;
    evidence.push({
      kind: "trace-event",
      artifact: trace.artifact,
      say: `goroutine ${first.goid} waits${since} (${first.word}) when the trace ends at ${seconds(trace.endNs)} s`,
    });
  }
  return evidence;
}

/** The dump's blocks of the goroutines that are to blame; the whole text where they are not in it. */
function excerpt(text: string, judged: JudgedScene): string {
  const goids = new Set(blamedOf(judged).map(({ goroutines }) => goroutines[0].goid));
  const blocks = text.split("\n\n").filter((block) => {
    const goid = /^goroutine ([0-9]{1,20}) /m.exec(block)?.[1];
    return goid !== undefined && goids.has(goid);
  });
  return blocks.length === 0 ? text : blocks.join("\n\n");
}

function seconds(ns: number): string {
  return (ns / 1e9).toFixed(3);
}

const PATTERNS: ReadonlyMap<string, string> = new Map([
  ["lock-order", "ab-ba-deadlock"],
  ["rwmutex-recursive", "rwmutex-recursive"],
  ["double-lock", "double-lock"],
]);

function causeOf(
  story: Story,
  goroutines: readonly Shown[],
  { places }: AnalysisContext,
): Pick<DraftFinding, "cause"> {
  const { found } = story.shown;
  if (found === undefined) return {};
  const labelOf = (bucket: Bucket): string | undefined =>
    goroutines.find((one) => one.bucket.key === bucket.key)?.goroutine.label;
  const steps = storySteps(story, labelOf, places);
  const pattern = PATTERNS.get(found.class) ?? "goroutine-leak";
  const { certainty } = found;
  const sure = findingConfidence(
    { pattern, certainty },
    { goroutines: goroutines.map((g) => g.goroutine) },
  );
  return { cause: { pattern, ...sure, certainty, steps } };
}
