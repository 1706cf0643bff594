// What failed and was run once more: each rerun is read as a capture of its own.
import type { Capture, RerunRecord } from "../model/capture.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { ParsedRun, RaceSighting, RerunResult } from "../model/parsed-run.ts";

const RERUN_PATH = /^reruns\/([0-9]{1,4})\//;

/** The run's own capture, and that of each rerun that its manifest names. */
export function splitReruns(capture: Capture): {
  readonly main: Capture;
  readonly reruns: readonly { readonly record: RerunRecord; readonly capture: Capture }[];
} {
  const { manifest, artifacts } = capture;
  if (manifest?.reruns === undefined) return { main: capture, reruns: [] };
  const numberOf = (path: string): number => Number(RERUN_PATH.exec(path)?.[1] ?? "0");
  const of = (number: number): Capture["artifacts"] =>
    artifacts.filter(({ artifact }) => numberOf(artifact.path) === number);
  return {
    main: { manifest, artifacts: of(0) },
    reruns: manifest.reruns.map((record) => ({
      record,
      capture: {
        manifest: { ...manifest, processes: record.processes, reruns: undefined },
        artifacts: of(record.number),
      },
    })),
  };
}

export interface ReadReruns {
  readonly reruns: readonly RerunResult[];
  /** Seen in any attempt, a race is one of the run. */
  readonly races: readonly RaceSighting[];
  readonly processes: ParsedRun["processes"];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the reruns with the parser of runs. */
export async function readReruns(
  reruns: ReturnType<typeof splitReruns>["reruns"],
  parse: (capture: Capture) => Promise<ParsedRun>,
): Promise<ReadReruns> {
  const results: RerunResult[] = [];
  const races: RaceSighting[] = [];
  const processes: ParsedRun["processes"][number][] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { record, capture } of reruns) {
    const run = await parse(capture);
    const racing = new Set(run.races.map(({ origin }) => origin.package ?? ""));
    results.push({ record, tests: run.tests, racing });
    // Without GORACE the detector writes to the output, and nobody has changed that.
    races.push(...(record.plain === true ? run.races.map(withoutChannel) : run.races));
    // Their environment is not what racegate pins, by intent.
    if (record.plain !== true) processes.push(...record.processes);
    diagnostics.push(...run.diagnostics);
  }
  return { reruns: results, races, processes, diagnostics };
}

function withoutChannel({ report, origin }: RaceSighting): RaceSighting {
  return { report, origin: { ...origin, channel: "text" } };
}
