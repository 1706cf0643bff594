/** The order in which a process initialised its packages, from inittrace, where it was asked for. */
import type { ParsedRun, RaceSighting } from "../model/parsed-run.ts";
import { packageUnderTest, parseGoSymbol } from "../util/go-symbol.ts";

const PACKAGES_MAX = 4;

/** A sentence with the places of the race's packages in that order; empty where nothing of it was printed. */
export function initOrderWords({ report, origin }: RaceSighting, run: ParsedRun): string {
  const trace = (run.initTraces ?? []).find(({ origin: own }) => own.package === origin.package);
  if (trace === undefined) return "";
  const packages = new Set(
    [...report.accesses, ...report.creations].flatMap(({ frames }) =>
      frames.map((frame) => packageUnderTest(parseGoSymbol(frame.function).package)),
    ),
  );
  const named = trace.lines.flatMap((line, index) =>
    packages.has(line.package) ? [{ ...line, rank: index + 1 }] : [],
  );
  if (named.length === 0) return "";
  const words = named
    .slice(0, PACKAGES_MAX)
    .map(
      ({ package: name, rank, atMs, clockMs }) =>
        `${name} was number ${rank}, ${atMs} ms after it began, and took ${clockMs} ms`,
    );
  return (
    ` The runtime initialised ${trace.lines.length} packages in this process (inittrace): ` +
    `${words.join("; ")}.`
  );
}
