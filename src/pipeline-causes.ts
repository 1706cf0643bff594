// Reads the traces of packages that have findings once more, for what they say of causes.
import { attachCauses, goroutinesAsked, raceThreads, wantsTrace } from "./analyse/causal/attach.ts";
import { mergeCauses, type Part } from "./analyse/causal/merge-causes.ts";
import type { TestLife } from "./analyse/causal/test-spans.ts";
import { type Asked, traceCausesOf, type TraceOwner } from "./analyse/causal/trace-causes.ts";
import type { GoSource } from "./analyse/source/go-source.ts";
import type { DraftFinding } from "./model/finding.ts";
import type { ParsedRun } from "./model/parsed-run.ts";
import type { TraceCauses } from "./model/trace-causes.ts";
import type { TimedLine } from "./model/timed-line.ts";
import { readTimedLines } from "./parse/timed-lines.ts";
import { explainFromPatterns, type Explained } from "./pipeline-pattern-causes.ts";
import type { TraceRequest } from "./pipeline-trace.ts";
import { firstPass, readWindow, testLives, windowBefore } from "./pipeline-window.ts";

/** The findings with causes and goroutines from the run's traces. Runs without findings do not pay for it. */
export async function explainFromTraces(
  drafts: readonly DraftFinding[],
  run: ParsedRun,
  source?: GoSource,
): Promise<Explained> {
  const causes: TraceCauses[] = [];
  const lines = await linesOf(drafts, run);
  for (const end of run.traceEnds ?? []) {
    if (!wantsTrace(drafts, end.package)) continue;
    const opened = run.capture.artifacts.find(({ bytes }) => bytes.name === end.artifact);
    if (opened === undefined) continue;
    const asked: Asked = {
      threads: raceThreads(run, end),
      goids: goroutinesAsked(drafts, run, end),
      lines: lines.filter((line) => line.package === end.package),
    };
    causes.push(await causesOf(end, { source: opened.bytes, window: {} }, asked, drafts));
  }
  return await explainFromPatterns(attachCauses(drafts, causes, run, source), run);
}

/** Windows of tests that are read of a trace that does not fit, besides its end. */
const WINDOWS_MAX = 3;

/** Of a trace that does not fit: its beginning, its end, and the tests of findings. `segmentsMax`: what fits. */
export async function causesOf(
  end: TraceOwner,
  request: TraceRequest,
  asked: Asked,
  drafts: readonly DraftFinding[],
  segmentsMax?: number,
): Promise<TraceCauses> {
  const first = await firstPass(request, segmentsMax);
  const causes = traceCausesOf(end, first, asked);
  if (first.looked === undefined) return causes;
  const { lastEventNs: endNs } = first.summary;
  const windows = [windowBefore(first, 0, endNs, segmentsMax)];
  const names = new Set(testsOf(drafts, end.package));
  const isSeen = (life: TestLife): boolean =>
    [first.looked, ...windows].some(
      (w) => w !== undefined && w.fromNs <= life.fromNs && life.toNs <= w.toNs,
    );
  for (const life of await testLives(request)) {
    if (windows.length > WINDOWS_MAX || !names.has(life.name) || isSeen(life)) continue;
    windows.push(windowBefore(first, life.fromNs - 1, life.toNs, segmentsMax));
  }
  const parts: Part[] = [];
  for (const window of windows) {
    const part = await readWindow(request, window, segmentsMax);
    parts.push({ causes: traceCausesOf(end, part, { ...asked, threads: [] }), ...window });
  }
  return mergeCauses({ causes, ...first.looked }, parts, endNs);
}

/** Functions of the tests that findings of the package name. */
function testsOf(drafts: readonly DraftFinding[], owner: string | undefined): string[] {
  return drafts
    .filter((d) => d.test !== undefined && (owner === undefined || d.package === owner))
    .map((d) => d.test?.name.split("/", 1)[0] ?? "");
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
