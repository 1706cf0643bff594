// Looks for cause patterns in the traces of packages whose findings have no cause yet.
import { judgeCauses } from "./analyse/confidence/judge.ts";
import { attachPatternCauses, type PatternTrace, wantsPatterns } from "./analyse/pattern-causes.ts";
import { loadPatterns, PatternEngine } from "./analyse/patterns/index.ts";
import type { ByteSource } from "./model/byte-source.ts";
import type { DraftFinding } from "./model/finding.ts";
import type { ParsedRun } from "./model/parsed-run.ts";
import { TraceInterner } from "./model/trace-interner.ts";
import { readTrace } from "./parse/go-trace/reader.ts";

/** Larger traces cost more than an explanation is worth here; `trace match` reads them. */
const TRACE_BYTES_MAX = 200_000_000;

/** The findings, those without a cause with one where a shipped pattern has it. Others pay nothing. */
export async function explainFromPatterns(
  drafts: readonly DraftFinding[],
  run: ParsedRun,
): Promise<readonly DraftFinding[]> {
  const open = drafts.filter(wantsPatterns);
  const traces: PatternTrace[] = [];
  for (const end of run.traceEnds ?? []) {
    const wanted = open.some((d) => end.package === undefined || d.package === end.package);
    const opened = run.capture.artifacts.find(({ bytes }) => bytes.name === end.artifact);
    if (!wanted || opened === undefined) continue;
    if ((opened.bytes.size ?? 0) > TRACE_BYTES_MAX) continue;
    const findings = await matchesIn(opened.bytes);
    traces.push({ artifact: end.artifact, package: end.package, findings });
  }
  return attachPatternCauses(drafts, traces, run);
}

async function matchesIn(source: ByteSource): Promise<PatternTrace["findings"]> {
  const interner = new TraceInterner();
  const { patterns, facts } = loadPatterns([], true, interner);
  const engine = new PatternEngine(patterns, facts);
  const summary = await readTrace(source, { visitors: [engine.visitor], interner });
  return judgeCauses(engine.result(summary).findings, summary.status === "intact");
}
