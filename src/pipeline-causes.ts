// Reads the traces of packages that have findings once more, for what they say of causes.
import { attachCauses, goroutinesAsked, raceThreads, wantsTrace } from "./analyse/causal/attach.ts";
import { SegmentRecorder } from "./analyse/causal/segment-recorder.ts";
import { traceCausesOf } from "./analyse/causal/trace-causes.ts";
import type { DraftFinding } from "./model/finding.ts";
import type { ParsedRun } from "./model/parsed-run.ts";
import type { TraceCauses } from "./model/trace-causes.ts";
import { TraceInterner } from "./model/trace-interner.ts";
import type { TimedLine } from "./model/timed-line.ts";
import { readTimedLines } from "./parse/timed-lines.ts";
import { readTrace } from "./parse/go-trace/reader.ts";

/** The findings with causes and goroutines from the run's traces. Runs without findings do not pay for it. */
export async function explainFromTraces(
  drafts: readonly DraftFinding[],
  run: ParsedRun,
): Promise<readonly DraftFinding[]> {
  const causes: TraceCauses[] = [];
  const lines = await linesOf(drafts, run);
  for (const end of run.traceEnds ?? []) {
    if (!wantsTrace(drafts, end.package)) continue;
    const opened = run.capture.artifacts.find(({ bytes }) => bytes.name === end.artifact);
    if (opened === undefined) continue;
    const interner = new TraceInterner();
    const recorder = new SegmentRecorder(interner);
    const summary = await readTrace(opened.bytes, { visitors: [recorder] });
    const trace = { segments: recorder.finish(), interner, summary };
    causes.push(
      traceCausesOf(end, trace, {
        threads: raceThreads(run, end),
        goids: goroutinesAsked(drafts, run, end),
        lines: lines.filter((line) => line.package === end.package),
      }),
    );
  }
  return attachCauses(drafts, causes, run);
}

/** What the packages with findings printed, with its times; nothing where no trace could place it. */
async function linesOf(
  drafts: readonly DraftFinding[],
  run: ParsedRun,
): Promise<readonly TimedLine[]> {
  const owners = new Set(
    (run.traceEnds ?? []).map((end) => end.package).filter((owner) => wantsTrace(drafts, owner)),
  );
  if (owners.size === 0) return [];
  const streams = run.capture.artifacts.filter(({ artifact }) => artifact.kind === "stream");
  const lists = await Promise.all(
    streams.map(({ bytes }) => readTimedLines(bytes, (owner) => owners.has(owner))),
  );
  return lists.flat();
}
