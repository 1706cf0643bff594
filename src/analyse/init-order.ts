/** The order in which a process initialised its packages, from inittrace, where it was asked for. */
import type { Evidence } from "../model/finding.ts";
import type { ParsedRun, RaceSighting } from "../model/parsed-run.ts";
import type { InitLine } from "../model/sched.ts";
import { isStandardPackage, packageUnderTest, parseGoSymbol } from "../util/go-symbol.ts";
import { streamEvidence } from "./evidence.ts";

const PACKAGES_MAX = 4;

interface Turn extends InitLine {
  /** 1 for the first package of the process. */
  readonly rank: number;
}

/** The turns of the race's packages, and how many there were in all; undefined where nothing of it was printed. */
function turnsOf(
  { report, origin }: RaceSighting,
  run: ParsedRun,
): { readonly turns: readonly Turn[]; readonly all: number } | undefined {
  const trace = (run.initTraces ?? []).find(({ origin: own }) => own.package === origin.package);
  if (trace === undefined) return undefined;
  const packages = new Set(
    [...report.accesses, ...report.creations].flatMap(({ frames }) =>
      frames.map((frame) => packageUnderTest(parseGoSymbol(frame.function).package)),
    ),
  );
  const turns = trace.lines.flatMap((line, index) => {
    // `main` is what go makes around the tests.
    const own =
      packages.has(line.package) && line.package !== "main" && !isStandardPackage(line.package);
    return own ? [{ ...line, rank: index + 1 }] : [];
  });
  return turns.length === 0
    ? undefined
    : { turns: turns.slice(0, PACKAGES_MAX), all: trace.lines.length };
}

/** A sentence with the places of the race's packages in that order; empty where nothing of it was printed. */
export function initOrderWords(sighting: RaceSighting, run: ParsedRun): string {
  const found = turnsOf(sighting, run);
  if (found === undefined) return "";
  const words = found.turns.map(
    ({ package: name, rank, atMs, clockMs }) =>
      `${name} was number ${rank}, ${atMs} ms after it began, and took ${clockMs} ms`,
  );
  return (
    ` The runtime initialised ${found.all} packages in this process (inittrace): ` +
    `${words.join("; ")}.`
  );
}

/** The same as evidence, with the runtime's lines. */
export function initOrderEvidence(sighting: RaceSighting, run: ParsedRun): Evidence[] {
  const found = turnsOf(sighting, run);
  if (found === undefined) return [];
  const lines = found.turns.map(
    ({ package: name, rank, atMs, clockMs }) =>
      `init ${name} @${atMs} ms, ${clockMs} ms clock (${rank} of ${found.all})`,
  );
  return [streamEvidence(run, "the order of package initialisation (inittrace)", lines.join("\n"))];
}
