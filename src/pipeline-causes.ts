// Reads the traces of packages that have findings once more, for what they say of causes.
import { attachCauses, goroutinesAsked, raceThreads, wantsTrace } from "./analyse/causal/attach.ts";
import { SegmentRecorder } from "./analyse/causal/segment-recorder.ts";
import { traceCausesOf } from "./analyse/causal/trace-causes.ts";
import type { DraftFinding } from "./model/finding.ts";
import type { ParsedRun } from "./model/parsed-run.ts";
import type { TraceCauses } from "./model/trace-causes.ts";
import { TraceInterner } from "./model/trace-interner.ts";
import { readTrace } from "./parse/go-trace/reader.ts";

/** The findings with causes and goroutines from the run's traces. Runs without findings do not pay for it. */
export async function explainFromTraces(
  drafts: readonly DraftFinding[],
  run: ParsedRun,
): Promise<readonly DraftFinding[]> {
  const causes: TraceCauses[] = [];
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
      }),
    );
  }
  return attachCauses(drafts, causes, run);
}
