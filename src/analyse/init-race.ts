// A race in which package initialisation has a part: one side runs in it, or a goroutine that it has started.
import type { CauseStep, DraftFinding, Location } from "../model/finding.ts";
import type { StackFrame } from "../model/race-report.ts";
import { packageUnderTest, parseGoSymbol, shortSymbol } from "../util/go-symbol.ts";
import { place } from "./blocking-classes/words.ts";
import { creationSite } from "./goroutines.ts";
import { initFrame } from "./init-frames.ts";
import { initOrderEvidence, initOrderWords } from "./init-order.ts";
import type { AnalysisContext } from "./context.ts";
import { locationOf } from "./locations.ts";
import type { RaceSide, RaceView } from "./race-view.ts";

/** The race's part in initialisation for its finding; undefined where it has none. */
export function initRace(
  view: RaceView,
  locations: readonly Location[],
  context: AnalysisContext,
):
  | {
      readonly words: string;
      readonly evidence: DraftFinding["evidence"];
      readonly cause: DraftFinding["cause"];
    }
  | undefined {
  const running = view.sides.map(({ access }) => initFrame(access.frames));
  const started = view.sides.map(({ creation }) => initFrame(creation?.frames ?? []));
  if ([...running, ...started].every((frame) => frame === undefined)) return undefined;
  const words = view.sides.flatMap((side, index) =>
    started[index] === undefined ? [] : startWords(side, context),
  );
  const { run } = context;
  return {
    words: `${[...new Set(words)].join("")}${initOrderWords(view.sighting, run)}`,
    evidence: initOrderEvidence(view.sighting, run),
    cause: running.some((frame) => frame !== undefined)
      ? causeOf(view, running, locations, context)
      : undefined,
  };
}

function startWords(side: RaceSide, { places }: AnalysisContext): readonly string[] {
  const site = creationSite(side.creation?.frames ?? [], places);
  const by = initFrame(side.creation?.frames ?? []);
  if (site === undefined || by === undefined) return [];
  const what = side.blame === undefined ? "the other one" : shortSymbol(side.blame.function);
  return [
    ` The goroutine of ${what} was started in package initialisation ` +
      `(${shortSymbol(by.function)}, ${place(site.file, site.line)}).`,
  ];
}

/** Initialisation, the goroutine that it starts, and the two accesses. */
function causeOf(
  view: RaceView,
  running: readonly (StackFrame | undefined)[],
  locations: readonly Location[],
  { places }: AnalysisContext,
): DraftFinding["cause"] {
  const steps: CauseStep[] = [];
  const add = (what: string, location: Location | undefined, certainty: CauseStep["certainty"]) => {
    const at = location === undefined ? {} : { location };
    steps.push({ what, ...at, ...(certainty === undefined ? {} : { certainty }) });
  };
  const init = running.find((frame) => frame !== undefined);
  if (init !== undefined) {
    const owner = packageUnderTest(parseGoSymbol(init.function).package);
    add(
      `${owner} is initialised: ${initName(init)} runs`,
      locationOf(init, "cause", places),
      undefined,
    );
  }
  for (const { creation, blame } of view.sides) {
    const site = creationSite(creation?.frames ?? [], places);
    if (site === undefined) continue;
    const runs =
      blame === undefined ? "a goroutine" : `the goroutine of ${shortSymbol(blame.function)}`;
    add(
      `${shortSymbol(site.function)} starts ${runs}`,
      locationOf(site, "cause", places),
      undefined,
    );
  }
  const inTime = view.sides
    .map((side, index) => ({ side, during: running[index] !== undefined }))
    .toSorted((a, b) => Number(b.side.access.previous) - Number(a.side.access.previous));
  for (const { side, during } of inTime) {
    const { previous, operation } = side.access;
    const role = previous ? "previous-access" : "access";
    const who = side.blame === undefined ? "a goroutine" : shortSymbol(side.blame.function);
    const does = operation === "write" ? "writes" : "reads";
    const what = view.variable?.name ?? "the variable";
    add(
      `${who} ${does} ${what}${during ? " during initialisation" : ""}` +
        (previous ? "" : ", and nothing orders the two accesses"),
      locations.find((each) => each.role === role),
      undefined,
    );
  }
  return {
    pattern: "data-race",
    certainty: "proof",
    summary:
      "That the two accesses race is proved; which of them came first is the detector's order.",
    steps,
  };
}

/** `init.0`, or the initialisers of package-level variables, which the compiler gathers in `init`. */
function initName({ function: name }: StackFrame): string {
  const plain = parseGoSymbol(name).names[0] ?? "";
  const file = shortSymbol(name);
  return plain === "init" && !/\.init\.\d+$/.test(name)
    ? `the initialiser of a package-level variable (${file})`
    : file;
}
