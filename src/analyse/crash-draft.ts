/** What the findings of panics, fatal errors and timeouts have in common. */
import type { CrashKind, DumpGoroutine } from "../model/crash.ts";
import type { CodeClass, DraftFinding, Goroutine, Location } from "../model/finding.ts";
import type { CrashSighting, ParsedRun } from "../model/parsed-run.ts";
import type { StackFrame } from "../model/race-report.ts";
import { packageUnderTest, parseGoSymbol } from "../util/go-symbol.ts";
import { isAskedFor } from "./asked-dumps.ts";
import { attributeCrash } from "./attribute.ts";
import type { AnalysisContext } from "./context.ts";
import { bucketsOf, type Bucket } from "./crash-buckets.ts";
import { crashClassOf, type CrashClass } from "./crash-classes.ts";
import { faultFrames, firstPanic, programFrames } from "./crash-facts.ts";
import { crashSubject } from "./crash-subject.ts";
import { evidenceOf, moduleOf, ownerOf, sightingsOf } from "./evidence.ts";
import { goroutineLabel, stackOf } from "./goroutines.ts";
import { locationOf, orderLocations } from "./locations.ts";
import type { Places } from "./places.ts";
import { blameIndex, codeClassOf } from "./race-view.ts";

/** Goroutines of a dump that a finding keeps; the whole text stays in the capture. */
const GOROUTINES_MAX = 20;
const MESSAGE_MAX = 200;

/** The frame that a person would look at. */
export function faultFrame(frames: readonly StackFrame[], places: Places): StackFrame | undefined {
  const fault = faultFrames(frames);
  const at = blameIndex(fault, places);
  return at < 0 ? undefined : fault[at];
}

/** A goroutine of a dump: real goid, wait state, where it was started; `count` goroutines stand like it. */
export function dumpGoroutine(goroutine: DumpGoroutine, places: Places, count = 1): Goroutine {
  const made = locationOf(goroutine.createdBy?.frame, "created-at", places);
  const created = goroutine.createdBy === undefined ? [] : [goroutine.createdBy.frame];
  const parts = {
    // Goroutine 1 runs main.main, or the test binary's.
    goroutine: goroutine.goid === "1" ? ({ main: true } as const) : undefined,
    frames: programFrames(goroutine.frames),
    creation: { frames: created, state: undefined },
  };
  const wait = goroutine.waitMinutes;
  const state = wait === undefined ? goroutine.status : `${goroutine.status}, ${wait} minutes`;
  return {
    label: goroutineLabel(parts, places),
    goid: goroutine.goid,
    state: count === 1 ? state : `${state}; ${count} goroutines like this`,
    ...(count === 1 ? {} : { count }),
    ...(made === undefined ? {} : { createdAt: made }),
    stack: stackOf(goroutine.frames, places),
  };
}

/** One line, capped: messages hold whatever a test puts into panic(). */
export function messageOf(text: string): string {
  const line = text.split("\n", 1)[0]?.trim() ?? "";
  return line.length > MESSAGE_MAX ? `${line.slice(0, MESSAGE_MAX)}…` : line;
}

/** The same crash, printed to the stream and to a log, or by several processes, is one finding. */
export function groupCrashes(
  context: AnalysisContext,
  kinds: readonly CrashKind[],
): CrashSighting[][] {
  const groups = new Map<string, CrashSighting[]>();
  for (const sighting of context.run.crashes) {
    const { crash, origin } = sighting;
    if (!kinds.includes(crash.kind) || isAskedFor(sighting, context.run)) continue;
    const frame = faultFrame(crash.goroutines[0]?.frames ?? [], context.places);
    const where = frame === undefined ? "" : `${frame.function}:${frame.line}`;
    const message = messageOf(firstPanic(crash));
    const key = [origin.package ?? "", crash.kind, message, where].join("\n");
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [sighting]);
    else known.push(sighting);
  }
  return [...groups.values()];
}

/** The first goroutine, unless only a later one holds own code (`all goroutines are asleep`). */
function tellingGoroutine(
  goroutines: readonly DumpGoroutine[],
  places: Places,
): DumpGoroutine | undefined {
  const holdsOwn = (each: DumpGoroutine): boolean =>
    each.frames.some((frame) => places.of(frame).owner === "own");
  return goroutines.find(holdsOwn) ?? goroutines[0];
}

export interface CrashBase {
  readonly draft: Omit<DraftFinding, "kind" | "code" | "title" | "explanation">;
  readonly frame: StackFrame | undefined;
  readonly location: Location | undefined;
  /** The goroutine that the finding is about. */
  readonly goroutine: DumpGoroutine | undefined;
  readonly buckets: readonly Bucket[];
  readonly class: CrashClass;
}

/** As if the goroutine were the one that the runtime printed first. */
function only(sighting: CrashSighting, goroutine: DumpGoroutine | undefined): CrashSighting {
  const goroutines = goroutine === undefined ? [] : [goroutine];
  return { ...sighting, crash: { ...sighting.crash, goroutines } };
}

/**
 * A stack that ends at the panic, because the text was cut: whoever recovered the panic first may have printed the
 * same goroutine whole, just before.
 */
function withEarlierStack(
  goroutine: DumpGoroutine | undefined,
  { origin, crash }: CrashSighting,
  run: ParsedRun,
): DumpGoroutine | undefined {
  if (goroutine === undefined || faultFrames(goroutine.frames).length > 0) return goroutine;
  const earlier = (run.dumps ?? []).findLast(
    (dump) =>
      dump.goroutines[0]?.goid === goroutine.goid &&
      dump.origin.package === origin.package &&
      dump.at.source === crash.at.source &&
      dump.at.end <= crash.at.start,
  );
  return earlier?.goroutines[0] ?? goroutine;
}

/** Everything but the words. `stuck` says which goroutine counts; by default the first. */
export function crashBase(
  group: readonly CrashSighting[],
  context: AnalysisContext,
  role: Location["role"],
  chosen?: DumpGoroutine,
): CrashBase | undefined {
  const [sighting] = group;
  if (sighting === undefined) return undefined;
  const { places, run } = context;
  const { crash, origin } = sighting;
  const goroutine =
    chosen ?? withEarlierStack(tellingGoroutine(crash.goroutines, places), sighting, run);
  const frames = goroutine?.frames ?? [];
  const frame = faultFrame(frames, places);
  const location = locationOf(frame, role, places);
  const created = locationOf(goroutine?.createdBy?.frame, "created-at", places);
  const first = goroutine === undefined ? undefined : dumpGoroutine(goroutine, places);
  const buckets = bucketsOf(crash.goroutines);
  const others = bucketsOf(crash.goroutines.filter((each) => each.goid !== goroutine?.goid))
    .slice(0, GOROUTINES_MAX - 1)
    .map((each) => dumpGoroutine(each.goroutine, places, each.count));
  const known = crashClassOf(crash, goroutine);
  const fallback =
    frame === undefined ? "" : packageUnderTest(parseGoSymbol(frame.function).package);
  const owner = ownerOf(origin, fallback);
  const test = attributeCrash(sighting, run) ?? attributeCrash(only(sighting, goroutine), run);
  const codeClass: CodeClass = codeClassOf(faultFrames(frames), places);
  const subject =
    crash.kind === "timeout" ? undefined : crashSubject(crash, known, frame, frames, places);
  const labelled = first === undefined ? {} : { goroutine: first.label };
  const locations = [location, created?.own === true ? created : undefined]
    .filter((each) => each !== undefined)
    .map((each) => ({ ...each, ...labelled }));
  return {
    frame,
    location,
    goroutine,
    buckets,
    class: known,
    draft: {
      class: known.class,
      ...(known.certainty === undefined ? {} : { certainty: known.certainty }),
      ...(known.fix === undefined ? {} : { fix: { words: known.fix } }),
      severity: "error",
      package: owner,
      module: moduleOf(run, owner),
      codeClass,
      ...(subject === undefined ? {} : { subject }),
      locations: orderLocations(locations),
      goroutines: [...(first === undefined ? [] : [first]), ...others],
      ...(test === undefined ? {} : { test }),
      evidence: group
        .slice(0, 4)
        .map((each, index) =>
          evidenceOf("dump", each.crash.at, "its text", index === 0 ? each.crash.text : undefined),
        ),
      sightings: sightingsOf(
        run,
        group.map((each) => ownerOf(each.origin, fallback)),
      ),
    },
  };
}
