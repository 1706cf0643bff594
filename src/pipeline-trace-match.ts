// Wires the pattern engine for `trace match`: pattern texts and a trace in, causes out.
import { judgeWithOwn } from "./analyse/own-patterns.ts";
import { criticalPathsOf } from "./analyse/causal/on-path.ts";
import { SegmentRecorder } from "./analyse/causal/segment-recorder.ts";
import { loadPatterns, PatternEngine, type PatternText } from "./analyse/patterns/index.ts";
import type { TraceMatchDocument } from "./model/pattern-match.ts";
import { TraceInterner } from "./model/trace-interner.ts";
import type { TraceSummary } from "./model/trace.ts";
import { jsonText, type TraceRequest, visitTrace, type Write } from "./pipeline-trace.ts";
import { traceHeadOf } from "./report/text/trace-head.ts";
import { matchText } from "./report/trace-match.ts";

export interface MatchOptions {
  readonly json: boolean;
  /** Findings shown in the text; the JSON document has them all. */
  readonly limit: number;
  /** The user's own patterns. */
  readonly patterns: readonly PatternText[];
  /** Whether the shipped patterns are looked for as well. */
  readonly shipped: boolean;
  /** State changes that are kept for critical paths, where a pattern asks for them. */
  readonly segmentsMax?: number | undefined;
}

/** Patterns that cannot be read; each line says where and why. */
export class PatternMistakes extends Error {}

/** `trace match` @throws PatternMistakes before anything is read when a pattern has a mistake */
export async function traceMatchCommand(
  request: TraceRequest,
  options: MatchOptions,
  write: Write,
): Promise<TraceSummary> {
  const interner = new TraceInterner();
  const loaded = loadPatterns(options.patterns, options.shipped, interner);
  if (loaded.mistakes.length > 0) {
    throw new PatternMistakes(loaded.mistakes.map((m) => `${m.at}: ${m.message}`).join("\n"));
  }
  const engine = new PatternEngine(loaded.patterns, loaded.facts);
  const recorder = engine.needsPaths
    ? new SegmentRecorder(interner, options.segmentsMax)
    : undefined;
  const visitors = recorder === undefined ? [engine.visitor] : [engine.visitor, recorder];
  const summary = await visitTrace(request, visitors, { interner });
  const segments = recorder?.finish();
  const result = engine.result(
    summary,
    segments === undefined ? undefined : (goids) => criticalPathsOf(segments, goids),
  );
  const document: TraceMatchDocument = {
    ...traceHeadOf(summary),
    patternEvents: result.patternEvents,
    patterns: [...result.patterns],
    findings: judgeWithOwn(result.findings, summary.status === "intact", loaded.own),
    notes: [...loaded.notes],
  };
  write(options.json ? jsonText(document) : matchText(document, options.limit));
  return summary;
}
