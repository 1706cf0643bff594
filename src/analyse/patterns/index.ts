// The pattern engine: patterns in, trace events through, causes out. docs/patterns.md has the language.
import type { MatchFinding, PatternState } from "../../model/pattern-match.ts";
import type { TraceInterner } from "../../model/trace-interner.ts";
import type { TraceSummary, TraceVisitor } from "../../model/trace.ts";
import { SHIPPED } from "./catalogue/index.ts";
import { PatternEventVisitor } from "./events/event-visitor.ts";
import { listOf } from "./language/event-tests.ts";
import { type LoadedPattern, type LoadedPatterns, readPatterns } from "./language/read-patterns.ts";
import { MatchCycles } from "./matching/cycles.ts";
import { Facts } from "./matching/facts.ts";
import { MatchGroups } from "./matching/groups.ts";
import { PatternMatcher } from "./matching/matcher.ts";
import { SegmentIndex } from "./matching/segment-index.ts";

export interface PatternText {
  readonly text: string;
  /** How messages name the file. */
  readonly path: string;
}

export interface PatternResult {
  readonly patternEvents: number;
  readonly patterns: readonly PatternState[];
  readonly findings: readonly MatchFinding[];
}

/** Reads the shipped patterns (if wanted) and those of files; later ones replace earlier ones of the same name. */
export function loadPatterns(
  files: readonly PatternText[],
  shipped: boolean,
  interner: TraceInterner,
): LoadedPatterns & { readonly facts: Facts } {
  const facts = new Facts(interner);
  const own = shipped ? SHIPPED.map((p) => ({ text: p.yaml, path: p.id })) : [];
  const read = [...own, ...files].map((f) => readPatterns(f.text, f.path, facts));
  const byName = new Map<string, LoadedPattern>();
  for (const r of read) for (const p of r.patterns) byName.set(p.pattern.source.name, p);
  return {
    facts,
    patterns: [...byName.values()],
    mistakes: read.flatMap((r) => r.mistakes),
    notes: read.flatMap((r) => r.notes),
  };
}

/** Matches patterns while a trace is read; give `visitor` to the reader, then ask for the result. */
export class PatternEngine {
  readonly visitor: TraceVisitor;
  readonly #visitor: PatternEventVisitor;
  readonly #parts: readonly {
    readonly loaded: LoadedPattern;
    readonly groups: MatchGroups | MatchCycles;
    readonly matcher: PatternMatcher;
  }[];

  /** @param segmentRows events looked at at once; bounds memory */
  constructor(patterns: readonly LoadedPattern[], facts: Facts, segmentRows?: number) {
    this.#parts = patterns.map((loaded) => {
      const { pattern } = loaded;
      const graph = pattern.source.graph !== undefined;
      const groups = graph ? new MatchCycles(pattern, facts) : new MatchGroups(pattern, facts);
      const matcher = new PatternMatcher(pattern, facts, (match) => groups.add(match));
      return { loaded, groups, matcher };
    });
    const wanted = { kinds: wantedKinds(patterns), ranges: wantedRanges(patterns) };
    this.#visitor = new PatternEventVisitor(
      facts.interner,
      wanted,
      (events) => {
        const index = new SegmentIndex(events);
        for (const { matcher } of this.#parts) matcher.segment(index);
      },
      segmentRows,
    );
    this.visitor = this.#visitor;
  }

  /** The trace has been read. */
  result(summary: TraceSummary): PatternResult {
    const patternEvents = this.#visitor.end();
    const traceNs = Math.max(0, summary.lastEventNs);
    const whole = summary.status === "intact";
    const findings: MatchFinding[] = [];
    const patterns: PatternState[] = [];
    for (const { loaded, groups, matcher } of this.#parts) {
      matcher.finish(traceNs, whole);
      const own = groups.findings(traceNs);
      findings.push(...own);
      const lost = { anchors: matcher.overflow, groups: groups.overflow };
      patterns.push({
        pattern: loaded.pattern.source.name,
        source: loaded.source,
        matches: groups.matches,
        reported: own.length,
        quiet: groups.quiet,
        unknown: matcher.unknown,
        incomplete: matcher.overBudget || lost.anchors + lost.groups > 0,
        lost,
      });
    }
    findings.sort((a, b) => b.totalNs - a.totalNs || a.firstNs - b.firstNs);
    return { patternEvents, patterns, findings };
  }
}

/** Every kind that a test asks for; what counts as noise is among them. */
function wantedKinds(patterns: readonly LoadedPattern[]): Set<number> {
  let bits = 0;
  for (const { pattern } of patterns) {
    bits |= pattern.alphabet;
    for (const s of pattern.steps) {
      bits |= s.kinds;
      for (const x of s.interference) for (const t of x.tests) bits |= t.kinds;
    }
    for (const a of pattern.absences) for (const t of a.tests) bits |= t.kinds;
  }
  const kinds = new Set<number>();
  for (let kind = 0; bits !== 0; kind++, bits >>>= 1) if ((bits & 1) !== 0) kinds.add(kind);
  return kinds;
}

/** The names of ranges, where every pattern that asks for ranges names them. */
function wantedRanges(patterns: readonly LoadedPattern[]): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  const ranges = new Set(["range_begin", "range_end"]);
  for (const { pattern } of patterns) {
    const { steps, interference, absent } = pattern.source;
    const tests = [
      ...steps.flatMap((s) => s.any ?? [s]),
      ...(interference ?? []),
      ...listOf(absent),
    ];
    for (const test of tests) {
      const on = listOf(test.on);
      const v1 = on.some((word) => /^(?:GC|STW)/.test(word));
      if (!v1 && !on.some((word) => ranges.has(word))) continue;
      const wanted = listOf(test.name);
      if (v1 || wanted.length === 0 || wanted.some((n) => n.endsWith("*"))) return undefined;
      for (const name of wanted) names.add(name);
    }
  }
  return names;
}
