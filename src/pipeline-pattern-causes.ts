// Looks for cause patterns in the traces of packages whose findings have no cause yet, and for the user's own patterns
// in all traces.
import {
  judgeWithOwn,
  type OwnMatches,
  ownPatternNotes,
  stuckOwn,
} from "./analyse/own-patterns.ts";
import { criticalPathsOf } from "./analyse/causal/on-path.ts";
import { SegmentRecorder } from "./analyse/causal/segment-recorder.ts";
import { attachPatternCauses, type PatternTrace, wantsPatterns } from "./analyse/pattern-causes.ts";
import { loadPatterns, PatternEngine } from "./analyse/patterns/index.ts";
import { withSharedBudget } from "./analyse/patterns/language/shared-budget.ts";
import type { ByteSource } from "./model/byte-source.ts";
import type { PatternFile } from "./model/capture.ts";
import type { Diagnostic } from "./model/diagnostic.ts";
import type { DraftFinding } from "./model/finding.ts";
import type { ParsedRun } from "./model/parsed-run.ts";
import type { TraceEnd } from "./model/trace-ends.ts";
import { TraceInterner } from "./model/trace-interner.ts";
import { readTrace } from "./parse/go-trace/reader.ts";

/** Larger traces cost more than an explanation is worth here; `trace match` reads them. */
const TRACE_BYTES_MAX = 200_000_000;
/**
 * The work that all own patterns together may do in all traces, each trace its part by size; counted (matcher.ts), so
 * that a run and a later analysis stop at the same place. The worst pattern that was tried takes some 0.2 µs for one
 * unit, so this is some 2 s, and below 5 s on a machine half as fast.
 */
const OWN_BUDGET = 10_000_000;

export interface Explained {
  readonly drafts: readonly DraftFinding[];
  readonly diagnostics: readonly Diagnostic[];
}

type Matched = Pick<PatternTrace, "findings" | "own" | "stuck"> & Pick<OwnMatches, "states">;

/** The findings, those without a cause with one where a pattern has it. Runs with neither pay nothing. */
export async function explainFromPatterns(
  drafts: readonly DraftFinding[],
  run: ParsedRun,
): Promise<Explained> {
  const open = drafts.filter(wantsPatterns);
  const { files, own, diagnostics } = ownOf(run);
  const wanted: { end: TraceEnd; bytes: ByteSource; shipped: boolean }[] = [];
  let tooLarge = 0;
  for (const end of run.traceEnds ?? []) {
    const shipped = open.some((d) => end.package === undefined || d.package === end.package);
    const opened = run.capture.artifacts.find(({ bytes }) => bytes.name === end.artifact);
    if ((!shipped && files.length === 0) || opened === undefined) continue;
    if (sizeOf(opened.bytes) > TRACE_BYTES_MAX) tooLarge += 1;
    else wanted.push({ end, bytes: opened.bytes, shipped });
  }
  const allBytes = wanted.reduce((all, { bytes }) => all + sizeOf(bytes), 0);
  const traces: (PatternTrace & Matched)[] = [];
  for (const { end, bytes, shipped } of wanted) {
    const budget = Math.floor((OWN_BUDGET * sizeOf(bytes)) / Math.max(1, allBytes));
    const matched = await matchesIn(bytes, files, shipped, budget);
    traces.push({ artifact: end.artifact, package: end.package, ...matched });
  }
  return {
    drafts: attachPatternCauses(drafts, traces, run),
    diagnostics: [...diagnostics, ...ownPatternNotes(own, traces, tooLarge)],
  };
}

function sizeOf({ size }: ByteSource): number {
  return size ?? 0;
}

/** The user's patterns of the run. A run begins only with good ones, but a capture may be changed since. */
function ownOf({ patterns: files = [] }: ParsedRun): {
  readonly files: readonly PatternFile[];
  readonly own: ReadonlySet<string>;
  readonly diagnostics: readonly Diagnostic[];
} {
  if (files.length === 0) return { files, own: new Set(), diagnostics: [] };
  const { own, mistakes } = loadPatterns(files, false, new TraceInterner());
  const [first] = mistakes;
  if (first === undefined) return { files, own, diagnostics: [] };
  const message =
    "Some of the own patterns that the capture keeps cannot be read, and are left out; the first: " +
    `${first.at}: ${first.message}.`;
  const count = mistakes.length;
  const said = { code: "own-pattern-refused", severity: "warning", message, count } as const;
  return { files, own, diagnostics: [said] };
}

async function matchesIn(
  source: ByteSource,
  files: readonly PatternFile[],
  shipped: boolean,
  ownBudget: number,
): Promise<Matched> {
  const interner = new TraceInterner();
  const loaded = loadPatterns(files, shipped, interner);
  const { own } = loaded;
  const patterns = withSharedBudget(loaded.patterns, own, ownBudget);
  const engine = new PatternEngine(patterns, loaded.facts);
  const recorder = engine.needsPaths ? new SegmentRecorder(interner) : undefined;
  const visitors = recorder === undefined ? [engine.visitor] : [engine.visitor, recorder];
  const summary = await readTrace(source, { visitors, interner });
  const segments = recorder?.finish();
  const result = engine.result(
    summary,
    segments === undefined ? undefined : (goids) => criticalPathsOf(segments, goids),
  );
  const findings = judgeWithOwn(result.findings, summary.status === "intact", own);
  return { findings, states: result.patterns, own, stuck: stuckOwn(loaded) };
}
