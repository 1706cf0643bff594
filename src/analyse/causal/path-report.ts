// Critical paths as the document of `trace path` has them: charges added up by what was done where, and the steps.
import type {
  TracePathCharge,
  TracePathRoot,
  TracePathStep,
} from "../../model/trace-path-document.ts";
import type { TraceInterner } from "../../model/trace-interner.ts";
import { ownSite, siteText } from "../trace/site.ts";
import { type Charge, lifeOf, walkPath } from "./critical-path.ts";
import type { ActorIndex, Segments } from "./segments.ts";
import { stateName } from "./state-names.ts";

/** Steps kept of a root; earlier ones are only in the charges. */
const STEPS_MAX = 2_000;
const MAIN_GOID = 1;

export interface RootChoice {
  readonly goroutine?: number | undefined;
  /** A test's name, or its beginning up to a `/` or `.`. */
  readonly test?: string | undefined;
}

/** The goroutines that paths are asked of, the longest span first: a given one, or tests, or the main goroutine. */
export function chooseRoots(segments: Segments, choice: RootChoice): ActorIndex[] {
  const { actors } = segments;
  const all = actors.map((_, i) => i as ActorIndex);
  const { goroutine, test } = choice;
  const pick = (wanted: (i: ActorIndex) => boolean): ActorIndex[] =>
    all.filter(wanted).sort((a, b) => spanOf(segments, b) - spanOf(segments, a) || a - b);
  if (goroutine !== undefined) return pick((i) => actors[i]?.goid === goroutine);
  if (test !== undefined) return pick((i) => isNamed(actors[i]?.test?.name, test));
  const tests = pick((i) => actors[i]?.test !== undefined);
  return tests.length > 0 ? tests : pick((i) => actors[i]?.goid === MAIN_GOID);
}

/** The test, or below it. */
export function isNamed(name: string | undefined, wanted: string): boolean {
  if (name === undefined) return false;
  return name === wanted || name.startsWith(`${wanted}/`) || name.startsWith(`${wanted}.`);
}

function spanOf(segments: Segments, actor: ActorIndex): number {
  const { fromNs, toNs } = lifeOf(segments, actor);
  return toNs - fromNs;
}

interface Sum {
  readonly charge: TracePathCharge;
  readonly actors: Set<ActorIndex>;
}

/** Walks the root's path. The charges come largest first. */
export function pathOf(
  segments: Segments,
  interner: TraceInterner,
  actor: ActorIndex,
): TracePathRoot {
  const known = segments.actors[actor];
  const span = lifeOf(segments, actor);
  const sums = new Map<string, Sum>();
  const steps: TracePathStep[] = [];
  let chargedNs = 0;
  let stepsTotal = 0;
  for (const charge of walkPath(segments, span)) {
    const step = stepOf(segments, interner, charge);
    const ns = charge.toNs - charge.fromNs;
    chargedNs += ns;
    add(sums, step, ns, segments.actorOf(charge.segment));
    const later = steps.at(-1);
    if (later !== undefined && charge.toNs === later.fromNs && sameStep(later, step)) {
      later.fromNs = step.fromNs;
      continue;
    }
    stepsTotal += 1;
    if (stepsTotal <= STEPS_MAX) steps.push(step);
  }
  const charges = [...sums.values()]
    .map(({ charge, actors }) => ({ ...charge, goroutines: actors.size }))
    .sort((a, b) => b.ns - a.ns);
  const test = known?.test?.name ?? "";
  return {
    goroutine: known?.goid ?? -1,
    name: known?.name ?? "",
    ...(test === "" ? {} : { test }),
    startNs: span.fromNs,
    endNs: span.toNs,
    ended: known?.ended === true,
    spanNs: span.toNs - span.fromNs,
    chargedNs,
    charges,
    steps: steps.reverse(),
    stepsTotal,
  };
}

function stepOf(segments: Segments, interner: TraceInterner, charge: Charge): TracePathStep {
  const { segment, fromNs, toNs, arrival, arrivalStack, waitEnd } = charge;
  const actor = segments.actors[segments.actorOf(segment)];
  const reason = interner.string(segments.reasonOf(segment));
  const at = ownSite(interner.frames(segments.stackOf(segment)));
  const ledAt = ownSite(interner.frames(arrivalStack));
  const note = segments.noteOf(segment);
  const said = (key: "region" | "task" | "log"): Record<string, string> => {
    const text = note === undefined ? "" : interner.string(note[key]);
    return text === "" ? {} : { [key]: text };
  };
  return {
    goroutine: actor?.goid ?? -1,
    name: actor?.name ?? "",
    state: stateName(segments.stateOf(segment)),
    ...(reason === "" ? {} : { reason }),
    ...(waitEnd === undefined ? {} : { waitEnd }),
    ...(at === undefined ? {} : { at }),
    ...said("region"),
    ...said("task"),
    ...said("log"),
    fromNs,
    toNs,
    led: arrival,
    ...(ledAt === undefined ? {} : { ledAt }),
  };
}

function keyOf(step: TracePathStep): string {
  const { name, state, reason, waitEnd, at, region, task, log } = step;
  return [name, state, reason, waitEnd, siteText(at), region, task, log].join("\0");
}

function sameStep(later: TracePathStep, step: TracePathStep): boolean {
  return step.led === "same" && later.goroutine === step.goroutine && keyOf(later) === keyOf(step);
}

function add(sums: Map<string, Sum>, step: TracePathStep, ns: number, actor: ActorIndex): void {
  const key = keyOf(step);
  const known = sums.get(key);
  if (known !== undefined) {
    known.charge.ns += ns;
    known.charge.count += 1;
    known.actors.add(actor);
    return;
  }
  const { name, state, reason, waitEnd, at, region, task, log } = step;
  const doing = { name, state, reason, waitEnd, at, region, task, log };
  const given = Object.fromEntries(Object.entries(doing).filter(([, v]) => v !== undefined));
  const charge = { ...given, name, state, ns, count: 1, goroutines: 1 };
  sums.set(key, { charge, actors: new Set([actor]) });
}
